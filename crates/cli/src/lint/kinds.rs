//! Comparisons that do not go with the kind of the attribute: operators that are not offered for it, constants that are
//! no numbers or no dates (reference, sections 4.1 and 4.2).

use super::finding::Finding;
use super::shop::{Kind, Shop};
use super::tree::LeafAt;
use super::words::constants;
use crate::constants::is_plain_number;
use crate::diagnostic::Quoted;
use kindred_core::condition::Operand;
use kindred_core::fact::Attribute;
use kindred_core::feed::{AttributeType, Logic};
use kindred_core::operator::{OPERATORS, Operator};
use kindred_core::value::Value;

/// What is odd about a comparison.
pub(crate) fn odd(at: &LeafAt<'_>, shop: &Shop<'_>) -> Vec<Finding> {
    match not_offered(at, shop).or_else(|| list_for_one(at, shop)) {
        Some(finding) => vec![finding],
        None => odd_constants(at, shop),
    }
}

/// A list where the operator compares with one value: it never holds (reference, section 4.2, the shape guard).
fn list_for_one(at: &LeafAt<'_>, shop: &Shop<'_>) -> Option<Finding> {
    let Some(Value::Many(listed)) = at.entry.value.as_ref().filter(|value| matches!(value, Value::Many(_))) else {
        return None;
    };
    let operator = at.leaf.operator;
    let takes_list = matches!(operator, Operator::IsOneOf | Operator::IsNotOneOf);
    let compares_lists = matches!(shop.kind(&at.leaf.attribute), Some(Kind::Category))
        || shop.has_lists(&at.leaf.attribute)
        || (shop.feed.settings.logic == Logic::Plain && matches!(operator, Operator::Is | Operator::IsNot));
    let is_refused = match at.leaf.operand {
        Operand::None => true,
        Operand::Constant(Value::Many(_)) => !matches!(operator, Operator::Contains | Operator::DoesNotContain),
        _ => false,
    };
    if takes_list || compares_lists || !is_refused {
        return None;
    }
    let message = format!("expected one value beside {}, found a list of {}", Quoted(label(operator)), listed.len());
    let finding = Finding::warning(format!("{}.value", at.path), message);
    Some(match operator {
        Operator::Is | Operator::Contains => finding.advising("use \"is one of\""),
        Operator::IsNot | Operator::DoesNotContain => finding.advising("use \"is not one of\""),
        _ => finding,
    })
}

fn not_offered(at: &LeafAt<'_>, shop: &Shop<'_>) -> Option<Finding> {
    let attribute = &at.leaf.attribute;
    let (kind, offered) = offered(attribute, shop.kind(attribute)?);
    let operator = at.leaf.operator;
    if offered.contains(&operator) {
        return None;
    }
    let name = Quoted(attribute.name());
    let message = format!("expected an operator for {name}, which {kind}, found {}", Quoted(label(operator)));
    let labels: Vec<&str> = offered.iter().map(|operator| label(*operator)).collect();
    let finding = Finding::warning(format!("{}.operator", at.path), message);
    Some(finding.advising(format!("use {}", either(&labels))))
}

/// What an attribute is, and what it can be asked. Adobe Commerce offers `is undefined` for two types only, and no
/// `is one of` for a single choice; both do here what they say, so they are no mistakes.
fn offered(attribute: &Attribute, kind: Kind) -> (&'static str, Vec<Operator>) {
    use Operator::{
        AtLeast, AtMost, Contains, DoesNotContain, Greater, Is, IsNot, IsNotOneOf, IsOneOf, IsUndefined, Less,
    };
    let (kind, mut offered) = match kind {
        Kind::Category => ("is about membership", vec![Is, IsNot, Contains, DoesNotContain, IsOneOf, IsNotOneOf]),
        Kind::RolledUp => ("has one of several values", vec![Is, IsNot, Contains, DoesNotContain, IsOneOf, IsNotOneOf]),
        Kind::Typed(AttributeType::Text) => (
            "is a text",
            vec![Is, IsNot, AtLeast, AtMost, Greater, Less, Contains, DoesNotContain, IsOneOf, IsNotOneOf],
        ),
        Kind::Typed(AttributeType::Number) => {
            ("is a number", vec![Is, IsNot, AtLeast, AtMost, Greater, Less, IsOneOf, IsNotOneOf])
        }
        Kind::Typed(AttributeType::Date) => ("is a date", vec![Is, AtLeast, AtMost]),
        Kind::Typed(AttributeType::Select) => ("has one of several values", vec![Is, IsNot, IsOneOf, IsNotOneOf]),
        Kind::Typed(AttributeType::Boolean) => ("is yes or no", vec![Is, IsNot]),
        Kind::Typed(AttributeType::MultiSelect) => {
            ("has several values at once", vec![Contains, DoesNotContain, IsOneOf, IsNotOneOf])
        }
    };
    if matches!(attribute, Attribute::Own(_) | Attribute::Category | Attribute::Price) {
        offered.push(IsUndefined);
    }
    (kind, offered)
}

fn odd_constants(at: &LeafAt<'_>, shop: &Shop<'_>) -> Vec<Finding> {
    let attribute = &at.leaf.attribute;
    let kind = shop.kind(attribute);
    if kind == Some(Kind::Typed(AttributeType::Date)) {
        return no_date(at).into_iter().collect();
    }
    if kind == Some(Kind::Typed(AttributeType::Boolean)) {
        let expected = "true or false";
        return refuse(at, expected, |text| matches!(text, "0" | "1"));
    }
    let orders = matches!(at.leaf.operator, Operator::AtLeast | Operator::AtMost | Operator::Greater | Operator::Less);
    let of_text = matches!(at.leaf.operator, Operator::Contains | Operator::DoesNotContain);
    let said = matches!(kind, Some(Kind::Typed(AttributeType::Number))) || *attribute == Attribute::Price;
    if shop.is_number(attribute) && !of_text && (orders || said) {
        return refuse(at, "a number such as 12.50", is_plain_number);
    }
    Vec::new()
}

/// The page reads the constants of dates; what it cannot read compares with nothing.
fn no_date(at: &LeafAt<'_>) -> Option<Finding> {
    let (Operand::None, Some(value)) = (&at.leaf.operand, &at.entry.value) else {
        return None;
    };
    let found = match value {
        Value::One(text) => text.clone(),
        Value::Many(texts) => texts.join(", "),
    };
    let message = format!("expected a date such as 2026-11-22 or 2026-11-22 10:30, found {}", Quoted(&found));
    Some(Finding::warning(format!("{}.value", at.path), message))
}

fn refuse(at: &LeafAt<'_>, expected: &str, fits: impl Fn(&str) -> bool) -> Vec<Finding> {
    let odd = constants(at).into_iter().filter(|(_, constant, _)| !fits(constant));
    let finding = |(path, constant, _): (String, String, Value)| {
        let name = Quoted(at.leaf.attribute.name());
        Finding::warning(path, format!("expected {expected} to compare {name} with, found {}", Quoted(&constant)))
    };
    odd.map(finding).collect()
}

/// How the operator is written.
pub(crate) fn label(operator: Operator) -> &'static str {
    OPERATORS.iter().find(|(known, ..)| *known == operator).map_or("", |(.., label)| label)
}

/// `a`, `b` or `c`.
fn either(labels: &[&str]) -> String {
    let quoted: Vec<String> = labels.iter().map(|label| format!("\"{label}\"")).collect();
    match quoted.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => quoted.concat(),
    }
}
