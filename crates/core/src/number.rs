//! Numbers in text, compared digit by digit: exact for any length, and no float in the wasm.

use core::cmp::Ordering;

/// A decimal number such as `-12.50`, taken apart. An exponent makes a text no number: SKUs look like that.
pub(crate) struct Decimal<'a> {
    negative: bool,
    whole: &'a [u8],
    fraction: &'a [u8],
}

impl Decimal<'_> {
    /// Takes a text apart; `None` where it is no number. Spaces around it do not count.
    pub(crate) fn parse(text: &str) -> Option<Decimal<'_>> {
        // Byte by byte: patterns of characters are slow where code is made for size.
        let mut digits = text.as_bytes();
        while let [b' ', rest @ ..] | [rest @ .., b' '] = digits {
            digits = rest;
        }
        let (negative, digits) = match digits {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            _ => (false, digits),
        };
        let point = digits.iter().position(|byte| *byte == b'.').unwrap_or(digits.len());
        let (mut whole, fraction) = digits.split_at_checked(point)?;
        let mut fraction = fraction.get(1..).unwrap_or_default();
        let all_digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
        if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        while let [b'0', rest @ ..] = whole {
            whole = rest;
        }
        while let [rest @ .., b'0'] = fraction {
            fraction = rest;
        }
        Some(Decimal { negative: negative && !(whole.is_empty() && fraction.is_empty()), whole, fraction })
    }

    /// Which is the larger number.
    pub(crate) fn order(&self, other: &Decimal<'_>) -> Ordering {
        let size = |number: &Self, other: &Decimal<'_>| {
            (number.whole.len(), number.whole, number.fraction).cmp(&(other.whole.len(), other.whole, other.fraction))
        };
        match (self.negative, other.negative) {
            (false, false) => size(self, other),
            (true, true) => size(self, other).reverse(),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

/// Whether a text may be a number: most are words, seen by their last letter.
pub(crate) fn may_be_number(text: &str) -> bool {
    matches!(text.as_bytes(), [.., b'0'..=b'9' | b'.' | b' '])
}

/// Whether a text is digits that begin with a zero: a code, not a number (reference, section 4.4).
pub(crate) fn has_leading_zero(text: &str) -> bool {
    matches!(text.as_bytes(), [b'0', _, ..]) && text.bytes().all(|byte| byte.is_ascii_digit())
}
