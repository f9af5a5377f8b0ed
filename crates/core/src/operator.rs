//! The eleven operators of a rule's conditions, with the meaning Adobe Commerce gives them (reference, section 4).
//! Read every comparison as "value, operator, operand".

use crate::value::Value;
use alloc::string::String;
use core::cmp::Ordering;

/// Lower-cases a text that is not plain ASCII. The page uses the browser's, the command line Rust's, so the Unicode
/// tables stay out of the wasm.
pub type Fold = fn(&str) -> String;

/// How a condition compares (reference, section 4.1).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operator {
    /// `==`, is
    Is,
    /// `!=`, is not
    IsNot,
    /// `>=`, equals or greater than
    AtLeast,
    /// `<=`, equals or less than
    AtMost,
    /// `>`, greater than
    Greater,
    /// `<`, less than
    Less,
    /// `{}`, contains
    Contains,
    /// `!{}`, does not contain
    DoesNotContain,
    /// `()`, is one of
    IsOneOf,
    /// `!()`, is not one of
    IsNotOneOf,
    /// `<=>`, is undefined
    IsUndefined,
}

/// Every operator with its code and its label, as Adobe Commerce's admin shows them.
pub const OPERATORS: [(Operator, &str, &str); 11] = [
    (Operator::Is, "==", "is"),
    (Operator::IsNot, "!=", "is not"),
    (Operator::AtLeast, ">=", "equals or greater than"),
    (Operator::AtMost, "<=", "equals or less than"),
    (Operator::Greater, ">", "greater than"),
    (Operator::Less, "<", "less than"),
    (Operator::Contains, "{}", "contains"),
    (Operator::DoesNotContain, "!{}", "does not contain"),
    (Operator::IsOneOf, "()", "is one of"),
    (Operator::IsNotOneOf, "!()", "is not one of"),
    (Operator::IsUndefined, "<=>", "is undefined"),
];

impl Operator {
    /// The operator of that code (`>=`) or label (`equals or greater than`).
    pub fn from_text(text: &str) -> Option<Operator> {
        OPERATORS.iter().find(|(_, code, label)| *code == text || *label == text).map(|(operator, ..)| *operator)
    }

    /// The operator this one denies, if it is a negative one.
    fn denied(self) -> Option<Operator> {
        match self {
            Operator::IsNot => Some(Operator::Is),
            Operator::DoesNotContain => Some(Operator::Contains),
            Operator::IsNotOneOf => Some(Operator::IsOneOf),
            _ => None,
        }
    }

    /// Whether the value stands in this relation to the operand. A missing value satisfies `is undefined` and
    /// nothing else, negative operators included (reference, section 4.2); so does a missing operand, which is what
    /// a matched product without the attribute gives (decision 5).
    pub fn holds(self, value: Option<&Value>, operand: Option<&Value>, fold: Fold) -> bool {
        let (value, operand) = match (self, value, operand) {
            (Operator::IsUndefined, value, _) => return value.is_none(),
            (_, Some(value), Some(operand)) => (value, operand),
            _ => return false,
        };
        if !self.fits(value, operand) {
            return false;
        }
        match self.denied() {
            Some(positive) => !positive.compare(value, operand, fold),
            None => self.compare(value, operand, fold),
        }
    }

    /// The shape guard: where it says no, even a negative operator is false (reference, sections 4.2 and 4.3).
    fn fits(self, value: &Value, operand: &Value) -> bool {
        match (self, value, operand) {
            (
                Operator::AtLeast | Operator::AtMost | Operator::Greater | Operator::Less,
                Value::One(_),
                Value::One(_),
            ) => true,
            (Operator::AtLeast | Operator::AtMost | Operator::Greater | Operator::Less, ..) => false,
            (Operator::IsOneOf | Operator::IsNotOneOf, _, operand) => {
                matches!(operand, Value::Many(_))
            }
            (Operator::Is | Operator::IsNot, Value::One(_), Value::Many(_)) => false,
            (Operator::DoesNotContain, Value::Many(values), Value::Many(_)) => !values.is_empty(),
            _ => true,
        }
    }

    fn compare(self, value: &Value, operand: &Value, fold: Fold) -> bool {
        let order = || match (value, operand) {
            (Value::One(value), Value::One(operand)) => Some(order(value, operand)),
            _ => None,
        };
        match self {
            Operator::AtLeast => order().is_some_and(Ordering::is_ge),
            Operator::AtMost => order().is_some_and(Ordering::is_le),
            Operator::Greater => order().is_some_and(Ordering::is_gt),
            Operator::Less => order().is_some_and(Ordering::is_lt),
            Operator::Is => match (value, operand) {
                (Value::One(value), Value::One(operand)) => equal(value, operand, fold),
                (Value::Many(values), Value::One(operand)) => {
                    matches!(values.as_slice(), [only] if equal(only, operand, fold))
                }
                (Value::Many(values), Value::Many(operands)) => share(values, operands),
                (Value::One(_), Value::Many(_)) => false,
            },
            Operator::Contains => match (value, operand) {
                (Value::One(value), Value::One(operand)) => contains(value, operand, fold),
                (Value::Many(values), Value::One(operand)) => values.iter().any(|value| equal(value, operand, fold)),
                (Value::One(value), Value::Many(operands)) => {
                    operands.iter().any(|operand| contains(value, operand, fold))
                }
                (Value::Many(values), Value::Many(operands)) => share(values, operands),
            },
            Operator::IsOneOf => match (value, operand) {
                (Value::One(value), Value::Many(operands)) => {
                    operands.iter().any(|operand| equal(value, operand, fold))
                }
                (Value::Many(values), Value::Many(operands)) => share(values, operands),
                _ => false,
            },
            Operator::IsNot | Operator::DoesNotContain | Operator::IsNotOneOf | Operator::IsUndefined => false,
        }
    }
}

/// Equality (reference, section 4.4): as numbers where both are numeric and neither has a leading zero, else as text
/// without regard to letter case.
fn equal(value: &str, operand: &str, fold: Fold) -> bool {
    if value == operand {
        return true;
    }
    if has_leading_zero(value) || has_leading_zero(operand) {
        return false;
    }
    match (Decimal::parse(value), Decimal::parse(operand)) {
        (Some(value), Some(operand)) => value.order(&operand).is_eq(),
        _ if value.is_ascii() && operand.is_ascii() => value.eq_ignore_ascii_case(operand),
        _ => fold(value) == fold(operand),
    }
}

fn contains(value: &str, operand: &str, fold: Fold) -> bool {
    let holds = |value: &str, operand: &str| {
        let (value, operand) = (value.as_bytes(), operand.as_bytes());
        operand.is_empty() || value.windows(operand.len()).any(|part| part.eq_ignore_ascii_case(operand))
    };
    if value.is_ascii() && operand.is_ascii() { holds(value, operand) } else { holds(&fold(value), &fold(operand)) }
}

/// Whether two lists have an element in common, compared as text (reference, section 4.4).
fn share(values: &[String], operands: &[String]) -> bool {
    values.iter().any(|value| operands.contains(value))
}

/// Order (reference, section 4.4): as numbers where both are numeric, else as text, case-sensitive.
fn order(value: &str, operand: &str) -> Ordering {
    match (Decimal::parse(value), Decimal::parse(operand)) {
        (Some(value), Some(operand)) => value.order(&operand),
        _ => value.cmp(operand),
    }
}

fn has_leading_zero(text: &str) -> bool {
    text.len() > 1 && text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number in text, compared digit by digit: exact for any length, and no float in the wasm.
struct Decimal<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
}

impl Decimal<'_> {
    fn parse(text: &str) -> Option<Decimal<'_>> {
        let digits = text.trim_matches(' ');
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

    fn order(&self, other: &Decimal<'_>) -> Ordering {
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
