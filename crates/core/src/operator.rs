//! The eleven operators of a rule's conditions, with the meaning Adobe Commerce gives them (reference, section 4).
//! Read every comparison as "value, operator, operand".

use crate::condition::Scene;
use crate::fact::Fact;
use crate::feed::Logic;
use crate::number::{Decimal, has_leading_zero, may_be_number};
use alloc::string::String;
use alloc::vec::Vec;
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
    pub fn denied(self) -> Option<Operator> {
        match self {
            Operator::IsNot => Some(Operator::Is),
            Operator::DoesNotContain => Some(Operator::Contains),
            Operator::IsNotOneOf => Some(Operator::IsOneOf),
            _ => None,
        }
    }

    /// Whether the value stands in this relation to the operand.
    ///
    /// A missing value satisfies `is undefined` and nothing else, negative operators included (reference, section
    /// 4.2); so does a missing operand, which is what a matched product without the attribute gives (decision 5), and
    /// so do shapes that the operator cannot compare. Under [`Logic::Plain`] a negative operator holds there, and a
    /// list and a single value can be compared by `is` and by `is one of`.
    pub fn holds(self, value: Option<Fact<'_>>, operand: Option<Fact<'_>>, scene: &Scene<'_>) -> bool {
        if self == Operator::IsUndefined {
            return value.is_none();
        }
        let found = match (value, operand) {
            (Some(value), Some(operand)) => {
                let fitting = if scene.logic == Logic::Plain { self.fitted_to(value, operand) } else { self };
                fitting.found(value, operand, scene.fold)
            }
            _ => None,
        };
        self.conclude(found, scene.logic)
    }

    /// What follows for this operator from what the one without its negation has found; `None`: nothing to compare.
    pub(crate) fn conclude(self, found: Option<bool>, logic: Logic) -> bool {
        match (self.denied(), found) {
            (None, found) => found == Some(true),
            (Some(_), None) => logic == Logic::Plain,
            (Some(_), Some(found)) => !found,
        }
    }

    /// The operator that compares values of these shapes.
    fn fitted_to(self, value: Fact<'_>, operand: Fact<'_>) -> Operator {
        match (self, value, operand) {
            (Operator::Is, _, Fact::Texts(_)) => Operator::IsOneOf,
            (Operator::IsNot, _, Fact::Texts(_)) => Operator::IsNotOneOf,
            (Operator::IsOneOf, Fact::Texts(_), Fact::Text(_) | Fact::Amount(_)) => Operator::Contains,
            (Operator::IsNotOneOf, Fact::Texts(_), Fact::Text(_) | Fact::Amount(_)) => Operator::DoesNotContain,
            (Operator::IsOneOf, _, Fact::Text(_) | Fact::Amount(_)) => Operator::Is,
            (Operator::IsNotOneOf, _, Fact::Text(_) | Fact::Amount(_)) => Operator::IsNot,
            (operator, ..) => operator,
        }
    }

    /// What the operator without its negation finds; `None` where the shape guard says no (reference, sections 4.2
    /// and 4.3).
    fn found(self, value: Fact<'_>, operand: Fact<'_>, fold: Fold) -> Option<bool> {
        let positive = self.denied().unwrap_or(self);
        match (value, operand) {
            (Fact::Amount(value), Fact::Amount(operand)) if positive.orders() => {
                Some(positive.allows(value.cmp(&operand)))
            }
            // Everything else that can be asked of money is asked of its text.
            (Fact::Amount(value), operand) => self.found(Fact::Text(&value.text()), operand, fold),
            (value, Fact::Amount(operand)) => self.found(value, Fact::Text(&operand.text()), fold),
            (Fact::Text(value), Fact::Text(operand)) => match positive {
                Operator::IsOneOf => None,
                Operator::Is => Some(equal(value, operand, fold)),
                Operator::Contains => Some(contains(value, operand, fold)),
                _ => Some(positive.allows(order(value, operand))),
            },
            (Fact::Texts(values), Fact::Text(operand)) => match positive {
                Operator::Is => Some(matches!(values, [only] if loosely_equal(only, operand))),
                Operator::Contains => Some(values.iter().any(|value| loosely_equal(value, operand))),
                _ => None,
            },
            (Fact::Text(value), Fact::Texts(operands)) => match positive {
                Operator::IsOneOf => Some(operands.iter().any(|operand| equal(value, operand, fold))),
                Operator::Contains => Some(operands.iter().any(|operand| contains(value, operand, fold))),
                _ => None,
            },
            (Fact::Texts(values), Fact::Texts(operands)) => match self {
                // An empty list is no list without an element in common, here and only here.
                Operator::DoesNotContain if values.is_empty() => None,
                _ if matches!(positive, Operator::Is | Operator::Contains | Operator::IsOneOf) => {
                    Some(share(values, operands))
                }
                _ => None,
            },
        }
    }

    /// Whether it is about which of two is larger, or whether they are equal.
    fn orders(self) -> bool {
        !matches!(self, Operator::Contains | Operator::IsOneOf)
    }

    /// Whether two values in that order satisfy it.
    fn allows(self, order: Ordering) -> bool {
        match self {
            Operator::AtLeast => order.is_ge(),
            Operator::AtMost => order.is_le(),
            Operator::Greater => order.is_gt(),
            Operator::Less => order.is_lt(),
            _ => order.is_eq(),
        }
    }
}

/// Equality (reference, section 4.4): as numbers where both are numeric and neither has a leading zero, else as text
/// without regard to letter case.
fn equal(value: &str, operand: &str, fold: Fold) -> bool {
    if value == operand {
        return true;
    }
    if may_be_number(value) && may_be_number(operand) {
        if has_leading_zero(value) || has_leading_zero(operand) {
            return false;
        }
        if let (Some(value), Some(operand)) = (Decimal::parse(value), Decimal::parse(operand)) {
            return value.order(&operand).is_eq();
        }
    }
    if value.is_ascii() && operand.is_ascii() {
        value.eq_ignore_ascii_case(operand)
    } else {
        lower_case(value, fold) == lower_case(operand, fold)
    }
}

/// How a single text and an element of a list compare (reference, section 4.3): as numbers where both are numeric, else
/// letter by letter.
fn loosely_equal(value: &str, operand: &str) -> bool {
    value == operand || order(value, operand).is_eq()
}

/// Lower case for comparing. Of the two small sigmas of Greek, one stands only at the end of a word; they count as one.
fn lower_case(text: &str, fold: Fold) -> Vec<u8> {
    let mut bytes = fold(text).into_bytes();
    let mut before = 0;
    for byte in &mut bytes {
        // Of UTF-8, the two are 0xcf 0x82 and 0xcf 0x83.
        if (before, *byte) == (0xcf, 0x82) {
            *byte = 0x83;
        }
        before = *byte;
    }
    bytes
}

fn contains(value: &str, operand: &str, fold: Fold) -> bool {
    let holds = |value: &[u8], operand: &[u8]| {
        operand.is_empty() || value.windows(operand.len()).any(|part| part.eq_ignore_ascii_case(operand))
    };
    if value.is_ascii() && operand.is_ascii() {
        holds(value.as_bytes(), operand.as_bytes())
    } else {
        holds(&lower_case(value, fold), &lower_case(operand, fold))
    }
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
