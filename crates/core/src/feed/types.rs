//! What the declared type of an attribute makes of its values and of the constants that rules compare them with
//! (reference, section 4.2). Types that change nothing here matter to `kindred check`, which knows the operators
//! that go with each.

use super::{Logic, Product, Settings};
use crate::condition::{Condition, Group, Operand};
use crate::fact::Attribute;
use crate::number::has_leading_zero;
use crate::operator::Operator;
use crate::rule::{Day, Rule};
use crate::text::{concat, pieces};
use crate::value::Value;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

/// What kind of values an attribute has (reference, section 4.1).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "write", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "write", serde(rename_all = "kebab-case"))]
pub enum AttributeType {
    /// Any text; numbers in it compare as numbers.
    #[default]
    Text,
    /// A number.
    Number,
    /// A day, or a day and a time.
    Date,
    /// One of several values.
    Select,
    /// Yes or no.
    Boolean,
    /// Any number of several values.
    MultiSelect,
}

impl AttributeType {
    /// Every type with its word in feeds.
    pub const ALL: [(&'static str, AttributeType); 6] = [
        ("text", AttributeType::Text),
        ("number", AttributeType::Number),
        ("date", AttributeType::Date),
        ("select", AttributeType::Select),
        ("boolean", AttributeType::Boolean),
        ("multi-select", AttributeType::MultiSelect),
    ];
}

/// The attributes that have a declared type.
type Types = [(String, AttributeType)];

fn type_of(types: &Types, name: &str) -> Option<AttributeType> {
    types.iter().find(|(known, _)| known == name).map(|(_, kind)| *kind)
}

/// Reads products and rules by the types of a feed's attributes.
pub(super) fn apply(settings: &Settings, products: &mut [Product], rules: &mut [Rule]) {
    let Settings { types, logic, .. } = settings;
    if !types.is_empty() {
        products.iter_mut().for_each(|product| apply_to_product(product, types));
        let trees = rules.iter_mut().flat_map(|rule| [&mut rule.products_to_match, &mut rule.products_to_display]);
        trees.for_each(|group| apply_to_conditions(group, types, *logic));
    }
}

/// Reads the filters of units by the types of a feed's attributes.
pub(super) fn apply_to_units(settings: &mut Settings) {
    let Settings { types, logic, units, .. } = settings;
    if !types.is_empty() {
        let filters = units.iter_mut().flat_map(|unit| &mut unit.filters);
        filters.for_each(|group| apply_to_conditions(group, types, *logic));
    }
}

/// Reads the values of a product by their types. A date that is none counts as missing.
fn apply_to_product(product: &mut Product, types: &Types) {
    product.attributes.retain_mut(|(name, value)| match (type_of(types, name), &mut *value) {
        (Some(AttributeType::MultiSelect), Value::One(text)) => {
            *value = Value::Many(split(text, |byte| byte == b','));
            true
        }
        (Some(AttributeType::Date), value) => each(value, moment),
        _ => true,
    });
}

/// Reads the constants of a tree by the types of their attributes. A constant that cannot be compared with such an
/// attribute compares with nothing (reference, section 4.2, the shape guard).
fn apply_to_conditions(group: &mut Group, types: &Types, logic: Logic) {
    for child in &mut group.children {
        match child {
            Condition::Group(group) => apply_to_conditions(group, types, logic),
            Condition::Leaf(leaf) => {
                let Attribute::Own(name) = &leaf.attribute else { continue };
                let (Some(kind), Operand::Constant(value)) = (type_of(types, name), &mut leaf.operand) else {
                    continue;
                };
                if !apply_to_constant(value, kind, leaf.operator, logic) {
                    leaf.operand = Operand::None;
                }
            }
        }
    }
}

/// Whether the constant can be compared.
fn apply_to_constant(value: &mut Value, kind: AttributeType, operator: Operator, logic: Logic) -> bool {
    let takes_list = matches!(operator, Operator::IsOneOf | Operator::IsNotOneOf);
    match (kind, &mut *value) {
        (AttributeType::MultiSelect, Value::One(text)) => {
            let is_list = !text.is_empty();
            *value = Value::Many(split(text, SEPARATORS));
            is_list
        }
        (AttributeType::MultiSelect, Value::Many(_)) => true,
        (_, Value::Many(_)) if !takes_list && logic == Logic::Adobe => false,
        (AttributeType::Date, value) => each(value, moment),
        // Contained in a number is a text.
        (AttributeType::Number, _) if matches!(operator, Operator::Contains | Operator::DoesNotContain) => true,
        (AttributeType::Number, value) => each(value, |text| Some(without_leading_zeros(text))),
        _ => true,
    }
}

/// Reads each text of a value; what cannot be read goes. Whether anything is left of a single text.
fn each(value: &mut Value, read: fn(&str) -> Option<String>) -> bool {
    match value {
        Value::Many(texts) => {
            *texts = texts.iter().filter_map(|text| read(text)).collect();
            true
        }
        Value::One(text) => match read(text) {
            Some(read) => {
                *text = read;
                true
            }
            None => false,
        },
    }
}

/// The constant of a number: `007` is 7.
pub(super) fn without_leading_zeros(text: &str) -> String {
    let digits = if has_leading_zero(text) { text.trim_start_matches('0') } else { text };
    if digits.is_empty() && !text.is_empty() { "0" } else { digits }.to_owned()
}

/// What takes the text of a constant apart.
pub(super) const SEPARATORS: fn(u8) -> bool = |byte| matches!(byte, b',' | b';');

/// The parts of a text between separators, without the spaces around those and without empty parts. Spaces at the two
/// ends of the whole text stay (reference, section 4.2).
pub(super) fn split(text: &str, is_separator: fn(u8) -> bool) -> Vec<String> {
    let pieces = pieces(text, is_separator);
    let mut parts = Vec::new();
    for (place, piece) in pieces.iter().enumerate() {
        let piece = if place == 0 { piece } else { piece.trim_ascii_start() };
        let piece = if place + 1 == pieces.len() { piece } else { piece.trim_ascii_end() };
        if !piece.is_empty() {
            parts.push(piece.to_owned());
        }
    }
    parts
}

/// A date with its time, so that the order of texts is that of time: `2026-11-22` is `2026-11-22 00:00:00`.
fn moment(text: &str) -> Option<String> {
    let day = text.get(..10).filter(|day| Day::parse(day).is_some())?;
    let time = text.get(10..)?;
    let time = if time.is_empty() { " 00:00:00" } else { time };
    let time = time.strip_prefix('T').or_else(|| time.strip_prefix(' '))?;
    // As texts, times are in order too: each part has its largest below it.
    let is_time = pieces(time, |byte| byte == b':')
        .into_iter()
        .zip(["23", "59", "59"])
        .all(|(part, largest)| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()) && part <= largest);
    let seconds = match time.len() {
        5 => ":00",
        8 => "",
        _ => return None,
    };
    is_time.then(|| concat(&[day, " ", time, seconds]))
}

#[cfg(test)]
mod tests {
    use super::{SEPARATORS, moment, split, without_leading_zeros};

    #[test]
    fn a_day_and_its_midnight_are_the_same_moment() {
        for text in ["2026-11-22", "2026-11-22 00:00", "2026-11-22T00:00:00"] {
            assert_eq!(moment(text).as_deref(), Some("2026-11-22 00:00:00"), "{text}");
        }
        assert_eq!(moment("2026-11-22T10:30").as_deref(), Some("2026-11-22 10:30:00"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "2026",
            "2026-11-31",
            "22.11.2026",
            "2026-11-22x",
            "2026-11-22 1:30",
            "2026-11-22T10:30:0",
            "2026-11-22 24:00",
            "2026-11-22 09:60",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
    }

    #[test]
    fn texts_are_taken_apart_at_commas_and_semicolons() {
        assert_eq!(split(" a , b;c,, ", SEPARATORS), [" a", "b", "c"]);
        assert_eq!(split("a ;b ", |byte| byte == b','), ["a ;b "], "the ends stay as they are");
        assert_eq!(split("", SEPARATORS), [""; 0]);
    }

    #[test]
    fn a_number_has_no_leading_zeros() {
        let read = ["007", "00", "0", "0.5", "x", ""].map(without_leading_zeros);
        assert_eq!(read, ["7", "0", "0", "0.5", "x", ""]);
    }
}
