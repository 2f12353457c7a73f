//! Sentences for people, in Chinese and in English, written where they arise.

/// A sentence in both languages. Written by [`say!`](crate::say) at the spot where it arises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// A language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// 中文
    #[default]
    Zh,
    /// English
    En,
}

impl Message {
    /// Returns the sentence in a language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// Returns a [`Message`](crate::message::Message): `say!(zh: "缺第{number}条", en: "article {number} is missing")`.
#[macro_export]
macro_rules! say {
    (zh: $zh:literal, en: $en:literal $(,)?) => {
        $crate::message::Message { zh: format!($zh), en: format!($en) }
    };
}
