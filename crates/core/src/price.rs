//! Money without floats: an amount is a whole number of ten-thousandths of the currency unit, which is
//! exact for every ISO 4217 currency and leaves room for percentages.

use crate::node::Node;
use crate::text::cut;
use core::fmt;

/// How many steps make one currency unit.
const UNIT: i64 = 10_000;
const FRACTION_DIGITS: usize = 4;

/// An amount of money, in ten-thousandths of the currency unit. Never negative.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Price(i64);

impl Price {
    /// Reads a decimal amount such as `12`, `12.5` or `0.0499`.
    ///
    /// `None` for anything else: a sign, an exponent, a thousands separator, more than four decimals that are not
    /// zero, or more than twelve digits before the point.
    pub fn parse(text: &str) -> Option<Price> {
        let (whole, fraction) = cut(text, b'.').unwrap_or((text, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 12 || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        if text.ends_with('.') || fraction.bytes().skip(FRACTION_DIGITS).any(|byte| byte != b'0') {
            return None;
        }
        let add = |sum: i64, digit: u8| sum * 10 + i64::from(digit - b'0');
        let amount = fraction.bytes().take(FRACTION_DIGITS).fold(whole.bytes().fold(0, add), add);
        Some(Price((fraction.len()..FRACTION_DIGITS).fold(amount, |amount, _| amount * 10)))
    }

    /// An amount given in ten-thousandths of the currency unit; `None` when negative.
    pub fn from_ten_thousandths(amount: i64) -> Option<Price> {
        (amount >= 0).then_some(Price(amount))
    }

    /// The amount in ten-thousandths of the currency unit.
    pub fn ten_thousandths(self) -> i64 {
        self.0
    }

    /// The amount in currency units, for a formatter that takes nothing else. Not for arithmetic.
    pub fn in_units(self) -> f64 {
        self.0 as f64 / UNIT as f64
    }
}

/// The shortest decimal text: `34`, `34.5`, `0.0499`.
impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fraction = self.0 % UNIT;
        write!(f, "{}", self.0 / UNIT)?;
        if fraction == 0 {
            return Ok(());
        }
        let digits = alloc::format!("{fraction:04}");
        write!(f, ".{}", digits.trim_end_matches('0'))
    }
}

impl Price {
    /// Reads a price as a shop page must: an amount that cannot be shown (negative, not a number) is left out, and
    /// the product still shows (design, section 7).
    pub(crate) fn read(node: &Node) -> Option<Price> {
        match node {
            Node::Whole(number) => number.checked_mul(UNIT).and_then(Price::from_ten_thousandths),
            Node::Text(text) => Price::parse(text),
            _ => None,
        }
    }
}

/// A price in a feed: a number when written whole, its text otherwise, so that no reader rounds it.
#[cfg(feature = "write")]
pub(crate) fn lenient<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Price>, D::Error> {
    use serde::Deserialize;
    Ok(Price::read(&Node::deserialize(deserializer)?))
}

#[cfg(feature = "write")]
impl serde::Serialize for Price {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % UNIT == 0 { serializer.serialize_i64(self.0 / UNIT) } else { serializer.collect_str(self) }
    }
}

#[cfg(test)]
mod tests {
    use super::Price;
    use alloc::string::ToString;

    #[test]
    fn amounts_are_exact_to_four_decimals_and_print_as_written() {
        for text in ["0", "12", "12.5", "34.99", "0.0499", "999999999999"] {
            assert_eq!(Price::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Price::parse("12.500000").unwrap().to_string(), "12.5");
    }

    #[test]
    fn what_is_not_a_plain_amount_is_no_price() {
        for text in ["", ".", "1.", ".5", "-1", "+1", "1e3", "1,000", "0.00001", "12 ", "1.2.3", "1234567890123"] {
            assert_eq!(Price::parse(text), None, "{text:?}");
        }
    }
}
