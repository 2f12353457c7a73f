//! What letters the parser is shown: full-width punctuation and spaces must not decide what an asterisk means, and an
//! underline is a blank to fill in.

/// Returns the bytes of a source in which every character that is not ASCII becomes, or stays, a letter of its own
/// length.
pub fn letters(source: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(source.len());
    for it in source.chars() {
        let mut buffer = [0; 4];
        let kept = it.encode_utf8(&mut buffer).as_bytes();
        match it {
            '_' | '\0' => bytes.push(b'x'),
            _ if it.is_ascii() || it.is_alphanumeric() => bytes.extend_from_slice(kept),
            _ => bytes.extend_from_slice(
                match kept.len() {
                    2 => "é",
                    3 => "一",
                    _ => "𠀀",
                }
                .as_bytes(),
            ),
        }
    }
    bytes
}

/// Hides the brace that closes a guarded one, `\{试行}`: the parser takes it for attributes of a heading all the same.
pub fn hide_guarded_braces(bytes: &mut [u8]) {
    let (mut guarded, mut at) = (false, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => {
                at += 1;
                guarded |= bytes.get(at) == Some(&b'{');
            }
            b'\n' | b'\r' => guarded = false,
            b'}' if guarded => {
                bytes[at] = b'x';
                guarded = false;
            }
            _ => {}
        }
        at += 1;
    }
}
