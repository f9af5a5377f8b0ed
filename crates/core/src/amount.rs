//! Exact arithmetic with prices: a percentage of a price, a price and a little more. Millionths of the currency unit,
//! because a whole percentage of a price has six decimals.

use crate::node::{Node, Problems};
use crate::price::Price;
use crate::text::{concat, cut, digits, signed_digits};
use alloc::string::String;
use core::fmt;

/// How many steps make one currency unit.
const UNIT: u64 = 1_000_000;
const FRACTION_DIGITS: usize = 6;
/// Millionths of the currency unit in one step of a [`Price`].
const PRICE_STEP: i64 = 100;

/// An amount of money that may be negative, in millionths of the currency unit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Amount(i64);

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount(0);

    /// Reads a decimal number such as `12`, `-5` or `0.25`; `None` for anything else, for more than six decimals
    /// and for more than twelve digits before the point.
    pub fn parse(text: &str) -> Option<Amount> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = cut(digits, b'.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let is_number = !digits.is_empty() && !whole.is_empty() && all_digits(whole) && all_digits(fraction);
        if !is_number || whole.len() > 12 || fraction.len() > FRACTION_DIGITS {
            return None;
        }
        let add = |sum: i64, digit: u8| sum * 10 + i64::from(digit - b'0');
        let amount = fraction.bytes().fold(whole.bytes().fold(0, add), add);
        let amount = (fraction.len()..FRACTION_DIGITS).fold(amount, |amount, _| amount * 10);
        Some(Amount(if digits.len() < text.len() { -amount } else { amount }))
    }

    /// This many hundredths of a price, and something added. What no shop's prices reach is cut off, not wrapped.
    pub fn percentage(price: Price, percent: u32, plus: Amount) -> Amount {
        let hundredth = price.ten_thousandths().saturating_mul(PRICE_STEP / 100);
        Amount(hundredth.saturating_mul(i64::from(percent)).saturating_add(plus.0))
    }

    /// The same in millionths of the currency unit.
    pub fn millionths(self) -> i64 {
        self.0
    }

    /// The shortest decimal text: `34`, `-34.5`, `0.000001`.
    pub(crate) fn text(self) -> String {
        let amount = self.0.unsigned_abs();
        // With a one before it, the fraction keeps its leading zeros.
        let fraction = digits(UNIT + amount % UNIT);
        let fraction = fraction.get(1..).unwrap_or_default().trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        concat(&[if self.0 < 0 { "-" } else { "" }, &digits(amount / UNIT), point, fraction])
    }

    pub(crate) fn read(node: Node, problems: &mut Problems) -> Amount {
        let text = match node {
            Node::Whole(number) => signed_digits(number),
            Node::Text(text) => text,
            other => {
                other.refuse("an amount such as 2.50 or -5", problems);
                String::new()
            }
        };
        Amount::parse(&text).unwrap_or_else(|| {
            problems.note_text("an amount such as 2.50 or -5", &text);
            Amount::ZERO
        })
    }
}

impl From<Price> for Amount {
    fn from(price: Price) -> Amount {
        Amount::percentage(price, 100, Amount::ZERO)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

#[cfg(feature = "write")]
impl serde::Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "write")]
impl<'de> serde::Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
        let mut problems = Problems::default();
        let amount = Amount::read(Node::deserialize(deserializer)?, &mut problems);
        problems.finish(amount).map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Amount {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Amount".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "An amount of money: a number, or its text where a number would be rounded",
            "anyOf": [
                { "type": "number" },
                { "type": "string", "pattern": "^-?[0-9]{1,12}(\\.[0-9]{1,6})?$" }
            ]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Amount;
    use crate::price::Price;
    use alloc::string::ToString;

    #[test]
    fn amounts_print_as_written() {
        for text in ["0", "12", "-5", "0.25", "-0.000001", "1.1", "100.101", "999999999999.999999"] {
            assert_eq!(Amount::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_plain_number_is_no_amount() {
        for text in ["", "-", ".", "-.5", "1e3", "1,5", "0.0000001", "1234567890123", "--1", "+1", " 1"] {
            assert_eq!(Amount::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_percentage_of_a_price_is_exact() {
        let price = Price::parse("33.33").unwrap();
        assert_eq!(Amount::percentage(price, 100, Amount::ZERO).to_string(), "33.33");
        assert_eq!(Amount::percentage(price, 77, Amount::ZERO).to_string(), "25.6641");
        assert_eq!(Amount::percentage(price, 150, Amount::parse("-50").unwrap()).to_string(), "-0.005");
    }
}
