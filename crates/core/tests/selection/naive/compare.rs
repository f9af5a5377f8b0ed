//! The operator table of the reference (4.3) and its equality (4.4), cell by cell.

use std::cmp::Ordering;

/// A value or an operand: one text, or a list of them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Side {
    One(String),
    List(Vec<String>),
}

use Side::{List, One};

/// The code of an operator, by code or label.
pub(crate) fn code(operator: &str) -> &str {
    match operator {
        "is" => "==",
        "is not" => "!=",
        "equals or greater than" => ">=",
        "equals or less than" => "<=",
        "greater than" => ">",
        "less than" => "<",
        "contains" => "{}",
        "does not contain" => "!{}",
        "is one of" => "()",
        "is not one of" => "!()",
        "is undefined" => "<=>",
        code => code,
    }
}

pub(crate) fn is_negative(code: &str) -> bool {
    matches!(code, "!=" | "!{}" | "!()")
}

/// Adobe's table. `v` is the product's value, `c` the condition's.
pub(crate) fn adobe(code: &str, v: Option<&Side>, c: Option<&Side>) -> bool {
    let Some(v) = v else { return code == "<=>" };
    let Some(c) = c else { return false };
    match (code, c, v) {
        ("<=>", ..) => false,
        ("==", One(c), One(v)) => equal(v, c),
        ("==", One(c), List(v)) => v.len() == 1 && loosely_equal(&v[0], c),
        ("==", List(_), One(_)) => false,
        ("==", List(c), List(v)) => share(v, c),
        ("!=", One(c), One(v)) => !equal(v, c),
        ("!=", One(c), List(v)) => !(v.len() == 1 && loosely_equal(&v[0], c)),
        ("!=", List(_), One(_)) => false,
        ("!=", List(c), List(v)) => !share(v, c),
        ("<=", One(c), One(v)) => order(v, c) != Ordering::Greater,
        (">", One(c), One(v)) => order(v, c) == Ordering::Greater,
        (">=", One(c), One(v)) => order(v, c) != Ordering::Less,
        ("<", One(c), One(v)) => order(v, c) == Ordering::Less,
        ("<=" | ">" | ">=" | "<", ..) => false,
        ("{}", One(c), One(v)) => has_part(v, c),
        ("{}", One(c), List(v)) => v.iter().any(|element| loosely_equal(element, c)),
        ("{}", List(c), One(v)) => c.iter().any(|element| has_part(v, element)),
        ("{}", List(c), List(v)) => share(v, c),
        ("!{}", One(c), One(v)) => !has_part(v, c),
        ("!{}", One(c), List(v)) => !v.iter().any(|element| loosely_equal(element, c)),
        ("!{}", List(c), One(v)) => !c.iter().any(|element| has_part(v, element)),
        ("!{}", List(c), List(v)) => !v.is_empty() && !share(v, c),
        ("()" | "!()", One(_), _) => false,
        ("()", List(c), One(v)) => c.iter().any(|element| equal(v, element)),
        ("()", List(c), List(v)) => share(v, c),
        ("!()", List(c), One(v)) => !c.iter().any(|element| equal(v, element)),
        ("!()", List(c), List(v)) => !share(v, c),
        other => panic!("no such operator: {other:?}"),
    }
}

/// What a person expects: a negative operator denies its positive one, whatever is missing or does not fit; "is" before a
/// list is "is one of", and "is one of" before a single text asks for that one.
pub(crate) fn plain(code: &str, v: Option<&Side>, c: Option<&Side>) -> bool {
    match (code, c, v) {
        ("!=", ..) => !plain("==", v, c),
        ("!{}", ..) => !plain("{}", v, c),
        ("!()", ..) => !plain("()", v, c),
        ("==", Some(List(_)), _) => plain("()", v, c),
        ("()", Some(One(c)), Some(One(v))) => equal(v, c),
        ("()", Some(One(c)), Some(List(v))) => v.iter().any(|element| loosely_equal(element, c)),
        _ => adobe(code, v, c),
    }
}

/// Equality (4.4).
pub(crate) fn equal(v: &str, c: &str) -> bool {
    let leads_with_zero = |text: &str| {
        let digits: Vec<char> = text.chars().collect();
        digits.len() > 1 && digits[0] == '0' && digits.iter().all(char::is_ascii_digit)
    };
    if leads_with_zero(v) || leads_with_zero(c) {
        return v == c;
    }
    match (number(v), number(c)) {
        (Some(v), Some(c)) => v == c,
        _ => lower(v) == lower(c),
    }
}

/// Numbers as numbers, else the exact text.
fn loosely_equal(v: &str, c: &str) -> bool {
    order(v, c) == Ordering::Equal
}

fn order(v: &str, c: &str) -> Ordering {
    match (number(v), number(c)) {
        (Some(v), Some(c)) if v < c => Ordering::Less,
        (Some(v), Some(c)) if v > c => Ordering::Greater,
        (Some(_), Some(_)) => Ordering::Equal,
        _ => v.chars().cmp(c.chars()),
    }
}

fn has_part(v: &str, c: &str) -> bool {
    lower(v).contains(&lower(c))
}

fn share(v: &[String], c: &[String]) -> bool {
    v.iter().any(|value| c.iter().any(|operand| value == operand))
}

/// A number in text. The numbers of these tests have few digits, so that a float keeps them apart.
pub(crate) fn number(text: &str) -> Option<f64> {
    let text = text.trim_matches(' ');
    let plain = text.chars().all(|letter| letter.is_ascii_digit() || "+-.".contains(letter));
    if plain && text.len() < 15 { text.parse().ok() } else { None }
}

/// Letter by letter, so that a final sigma is a sigma.
fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(|letter| if letter == 'ς' { 'σ' } else { letter }).collect()
}
