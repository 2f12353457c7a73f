//! The colour profile of a press: which ink gives which colour there. One is part of the program; a printing house may
//! ask for its own.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use moxcms::{ColorProfile, DataColorSpace, ProfileClass, ProfileText};

use crate::error::{Error, Result};
use crate::say;

/// Offset on coated paper, ISO 12647-2:2004, ink limit 300 %. Its licence stands beside it.
static BUNDLED: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/profiles/ISOcoated_v2_300_bas.icc"));

/// The profile of a press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    bytes: Cow<'static, [u8]>,
    condition: &'static str,
    registry: Option<&'static str>,
    description: String,
    /// Its bytes as a PDF holds them, made once for all documents of a run.
    packed: Arc<OnceLock<Vec<u8>>>,
}

impl Profile {
    /// Returns the profile that is part of the program: FOGRA39, as ISO Coated v2 300 %.
    pub fn bundled() -> Self {
        Self {
            bytes: Cow::Borrowed(BUNDLED),
            condition: "FOGRA39",
            registry: Some("http://www.color.org"),
            description: "ISO Coated v2 300% (basICColor)".to_owned(),
            packed: Arc::default(),
        }
    }

    /// Returns the profile in a file's bytes; `name` is the file, for messages.
    ///
    /// # Errors
    /// When it is no ICC profile of a CMYK output device up to version 4, which PDF/X-4 asks for.
    pub fn read(name: &str, bytes: Vec<u8>) -> Result<Self> {
        let hint = say!(zh: "向印厂要它的 CMYK 输出特性文件（ICC，类别 prtr），或者不写 --icc，用随附的 FOGRA39。", en: "ask the printing house for its CMYK output profile (ICC, class prtr), or leave --icc out and take the bundled FOGRA39.");
        let refuse = |zh: &str, en: &str| {
            Error::new(say!(zh: "{name} {zh}，不能用作印刷条件", en: "{name} {en}: it can't be the printing condition"))
                .hint(hint.clone())
        };
        if bytes.get(36..40) != Some(b"acsp".as_slice()) {
            return Err(refuse("不是 ICC 特性文件", "is no ICC profile"));
        }
        let version = bytes[8];
        if version > 4 {
            return Err(refuse(
                &format!("是 ICC 第 {version} 版的特性文件，PDF/X-4 只认到第 4 版"),
                &format!("is an ICC profile of version {version}; PDF/X-4 knows versions up to 4"),
            ));
        }
        let declared = u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize;
        let Ok(profile) = ColorProfile::new_from_slice(&bytes) else {
            return Err(refuse("是损坏的 ICC 特性文件", "is a broken ICC profile"));
        };
        if declared > bytes.len() {
            return Err(refuse("是不完整的 ICC 特性文件", "is an ICC profile that was cut off"));
        }
        let (class, space) = (class(profile.profile_class), space(profile.color_space));
        if profile.profile_class != ProfileClass::OutputDevice || profile.color_space != DataColorSpace::Cmyk {
            return Err(refuse(
                &format!("是{}的 {} 特性文件，不是 CMYK 输出设备的", class.0, space),
                &format!("is a profile of {} in {}, not of a CMYK output device", class.1, space),
            ));
        }
        let description = profile.description.as_ref().and_then(words).unwrap_or_else(|| name.to_owned());
        // No registry knows the condition: the profile itself says it.
        Ok(Self { bytes: Cow::Owned(bytes), condition: "Custom", registry: None, description, packed: Arc::default() })
    }

    /// Returns the bytes of the ICC file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the bytes packed; `pack` is asked once, however many documents are made.
    pub fn packed(&self, pack: impl FnOnce(&[u8]) -> Vec<u8>) -> &[u8] {
        self.packed.get_or_init(|| pack(&self.bytes))
    }

    /// Returns the name of the printing condition.
    pub fn condition(&self) -> &str {
        self.condition
    }

    /// Returns the registry that knows the condition by that name.
    pub fn registry(&self) -> Option<&str> {
        self.registry
    }

    /// Returns what the profile calls itself.
    pub fn description(&self) -> &str {
        &self.description
    }
}

fn words(text: &ProfileText) -> Option<String> {
    let words = match text {
        ProfileText::PlainString(it) => it.clone(),
        ProfileText::Localizable(list) => list.first()?.value.clone(),
        ProfileText::Description(it) => it.ascii_string.clone(),
    };
    let words = words.trim_matches(|it: char| it.is_whitespace() || it == '\0').to_owned();
    (!words.is_empty()).then_some(words)
}

fn class(it: ProfileClass) -> (&'static str, &'static str) {
    match it {
        ProfileClass::InputDevice => ("扫描仪、相机", "a scanner or camera"),
        ProfileClass::DisplayDevice => ("显示器", "a screen"),
        ProfileClass::OutputDevice => ("输出设备", "an output device"),
        ProfileClass::DeviceLink => ("设备链", "a device link"),
        ProfileClass::ColorSpace => ("色彩空间", "a colour space"),
        ProfileClass::Abstract => ("抽象变换", "an abstract transform"),
        ProfileClass::Named => ("专色表", "named colours"),
    }
}

fn space(it: DataColorSpace) -> String {
    match it {
        DataColorSpace::Rgb => "RGB".to_owned(),
        DataColorSpace::Gray => "Gray".to_owned(),
        DataColorSpace::Cmyk => "CMYK".to_owned(),
        other => format!("{other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bundled profile with other bytes in its head.
    fn spoilt(at: usize, with: &[u8]) -> Vec<u8> {
        let mut out = BUNDLED.to_vec();
        out[at..at + with.len()].copy_from_slice(with);
        out
    }

    fn refused(bytes: Vec<u8>) -> String {
        Profile::read("a.icc", bytes).expect_err("it is refused").message.en
    }

    #[test]
    fn a_press_profile_is_taken() {
        let read = Profile::read("a.icc", BUNDLED.to_vec()).expect("the bundled profile");
        assert_eq!((read.condition(), read.description()), ("Custom", "ISO Coated v2 300% (basICColor)"));
    }

    #[test]
    fn what_is_no_press_profile_is_named() {
        assert!(refused(b"GIF89a".to_vec()).contains("is no ICC profile"));
        assert!(refused(Vec::new()).contains("is no ICC profile"));
        assert!(refused(spoilt(8, &[5])).contains("version 5"));
        assert!(refused(spoilt(12, b"mntr")).contains("a screen in CMYK"));
        assert!(refused(spoilt(16, b"RGB ")).contains("an output device in RGB"));
        let cut = refused(BUNDLED[..BUNDLED.len() / 2].to_vec());
        assert!(cut.contains("broken") || cut.contains("cut off"), "{cut}");
    }
}
