//! What the segments of a JPEG say (ITU-T T.81, B.1.1) that its decoder keeps to itself: how many components it has,
//! and whether its data comes to an end. A decoder makes grey of what is missing, and a PDF holds the bytes as they are.

/// What a JPEG says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scan {
    /// How many components a pixel has: 1 grey, 3 colours, 4 inks.
    pub components: u8,
    /// Whether its end is marked.
    pub ended: bool,
}

/// Returns what a JPEG's segments say; nothing where they can't be followed to the data.
pub fn scan(bytes: &[u8]) -> Option<Scan> {
    let mut components = 0;
    let mut at = 2;
    loop {
        // A marker may be filled up with FF before it.
        while bytes.get(at..at + 2)? == [0xFF, 0xFF] {
            at += 1;
        }
        let [0xFF, marker] = bytes.get(at..at + 2)? else { return None };
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        match marker {
            // Frames, but for the tables that share their range.
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => components = *bytes.get(at + 9)?,
            // Within the data FF is never followed by D9.
            0xDA => {
                let data = bytes.get(at + 2 + length..)?;
                return Some(Scan { components, ended: data.windows(2).any(|it| it == [0xFF, 0xD9]) });
            }
            _ => {}
        }
        at += 2 + length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_followed() {
        let bytes = [
            &[0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0xFF, 0xD9][..],
            &[0xFF, 0xFF, 0xC2, 0, 8, 8, 0, 1, 0, 1, 4],
            &[0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0, 3],
        ]
        .concat();
        assert_eq!(scan(&bytes), Some(Scan { components: 4, ended: false }));
        assert_eq!(scan(&[&bytes[..], &[0xFF, 0xD9]].concat()), Some(Scan { components: 4, ended: true }));
        for part in 0..bytes.len() - 5 {
            assert_eq!(scan(&bytes[..part]), None, "{part}");
        }
    }
}
