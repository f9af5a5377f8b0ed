//! Putting texts together, in few bytes of wasm: the standard library's `concat` is ready for separators of any length,
//! which is 1 kB, and what formats numbers for every taste is another.

use alloc::string::String;
use alloc::vec::Vec;

/// The parts, one behind the other.
pub fn concat(parts: &[&str]) -> String {
    let mut whole = String::new();
    parts.iter().for_each(|part| whole.push_str(part));
    whole
}

/// The pieces of a text between bytes of ASCII that this says to be separators: always one more than there are of those.
pub fn pieces(text: &str, is_separator: fn(u8) -> bool) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (place, byte) in text.bytes().chain([0]).enumerate() {
        if place == text.len() || is_separator(byte) {
            pieces.push(text.get(from..place).unwrap_or_default());
            from = place + 1;
        }
    }
    pieces
}

/// The same without what is empty, and without space around them.
pub fn texts(text: &str, is_separator: fn(u8) -> bool) -> Vec<String> {
    let mut texts = Vec::new();
    for piece in pieces(text, is_separator) {
        let piece = piece.trim_ascii();
        if !piece.is_empty() {
            texts.push(piece.into());
        }
    }
    texts
}

/// What stands before the first such byte of ASCII, and what stands behind it; nothing where there is none.
pub fn cut(text: &str, separator: u8) -> Option<(&str, &str)> {
    let place = text.bytes().position(|byte| byte == separator)?;
    Some((text.get(..place)?, text.get(place + 1..)?))
}

/// A number as it is written.
pub fn digits(number: u64) -> String {
    let mut text = if number > 9 { digits(number / 10) } else { String::new() };
    text.push(char::from(b'0' + (number % 10) as u8));
    text
}

/// A number that may be negative as it is written.
pub fn signed_digits(number: i64) -> String {
    concat(&[if number < 0 { "-" } else { "" }, &digits(number.unsigned_abs())])
}

#[cfg(test)]
mod tests {
    use super::{cut, digits, pieces, signed_digits};
    use alloc::string::ToString;

    #[test]
    fn texts_are_taken_apart_as_the_standard_library_does_it() {
        for text in ["", ",", "a", "a,b", ",a;;ö,", "一,二"] {
            let is_separator = |byte| matches!(byte, b',' | b';');
            assert_eq!(pieces(text, is_separator), text.split([',', ';']).collect::<alloc::vec::Vec<_>>());
            assert_eq!(cut(text, b','), text.split_once(','));
        }
    }

    #[test]
    fn numbers_are_written_as_the_standard_library_writes_them() {
        for number in [0, 9, 10, 4096, u64::MAX] {
            assert_eq!(digits(number), number.to_string());
        }
        for number in [0, -7, 10, i64::MIN, i64::MAX] {
            assert_eq!(signed_digits(number), number.to_string());
        }
    }
}
