//! Numbers in text, compared digit by digit: exact for any length, and no float in the wasm.

use core::cmp::Ordering;

/// A decimal number such as `-12.50`, taken apart. An exponent makes a text no number: SKUs look like that.
pub(crate) struct Decimal<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
}

impl Decimal<'_> {
    /// Takes a text apart; `None` where it is no number. Spaces around it do not count.
    pub(crate) fn parse(text: &str) -> Option<Decimal<'_>> {
        let digits = text.trim_matches(' ');
        // Most texts are words: seen by their last letter.
        if !digits.bytes().next_back().is_some_and(|byte| byte.is_ascii_digit() || byte == b'.') {
            return None;
        }
        let (negative, digits) = match digits.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, digits.strip_prefix('+').unwrap_or(digits)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
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

/// Whether a text is digits that begin with a zero: a code, not a number (reference, section 4.4).
pub(crate) fn has_leading_zero(text: &str) -> bool {
    text.len() > 1 && text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit())
}
