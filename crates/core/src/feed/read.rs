//! Reading a feed: JSON text to checked types, or one clear error with its place.

use super::{ConditionEntry, FORMAT, Feed, FeedFile, Product, RuleEntry};
use crate::condition::{Aggregator, Condition, Group, Leaf, Operand};
use crate::json;
use crate::operator::Operator;
use crate::rule::{Day, MAX_RULE_LIMIT, Rule};
use crate::value::Value;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::de::{Deserializer, MapAccess, Visitor};

/// More rules than any shop has; a feed with more is taken for hostile.
const MAX_RULES: usize = 10_000;
/// The largest feed text that is read, in bytes.
const MAX_BYTES: usize = 64 << 20;
/// How deep the conditions of a rule may nest.
const MAX_CONDITION_DEPTH: u32 = 16;

/// Why a feed cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReadError {
    /// Not JSON, or not of a feed's shape.
    Json {
        /// What was expected and found.
        message: String,
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1.
        column: usize,
    },
    /// Written for a newer Kindred.
    Newer {
        /// The format the feed names.
        format: u32,
    },
    /// Larger than any honest feed.
    TooLarge,
    /// A rule that cannot be meant.
    Rule {
        /// The rule's name.
        rule: String,
        /// What is wrong with it.
        problem: Problem,
    },
}

/// What is wrong with a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// A date that is not `YYYY-MM-DD`.
    Date(String),
    /// It ends before it begins.
    Window,
    /// A limit outside 1 to 20.
    Limit(u32),
    /// An operator that does not exist.
    Operator(String),
    /// A comparison without an operator, or an operator without an attribute.
    Incomplete,
    /// Neither `value` nor `matched`, or both.
    Operand,
    /// Both a combination and a comparison, or both `all` and `any`.
    Mixed,
    /// Conditions nested too deep.
    Depth,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Json { message, line, column } => write!(f, "{line}:{column}: {message}"),
            ReadError::Newer { format } => {
                write!(f, "expected format {FORMAT}, found {format}: this feed needs a newer Kindred")
            }
            ReadError::TooLarge => f.write_str("expected at most 64 MiB and 10,000 rules, found more"),
            ReadError::Rule { rule, problem } => write!(f, "rule \"{rule}\": {problem}"),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Date(found) => write!(f, "expected a date such as 2026-11-22, found \"{found}\""),
            Problem::Window => f.write_str("expected `to` on or after `from`, found it before"),
            Problem::Limit(found) => write!(f, "expected a limit from 1 to {MAX_RULE_LIMIT}, found {found}"),
            Problem::Operator(found) => {
                write!(f, "expected an operator such as \"is\" or \"is one of\", found \"{found}\"")
            }
            Problem::Incomplete => f.write_str("expected `attribute` and `operator`, found only one of them"),
            Problem::Operand => f.write_str("expected one of `value` and `matched`, found none or both"),
            Problem::Mixed => {
                f.write_str("expected one of `all`, `any` and `attribute` in a condition, found more than one")
            }
            Problem::Depth => write!(f, "expected conditions at most {MAX_CONDITION_DEPTH} levels deep, found more"),
        }
    }
}

impl core::error::Error for ReadError {}
impl core::error::Error for Problem {}

/// Reads the inline layout of a feed.
///
/// # Errors
///
/// The first thing that is wrong: the JSON, the shape, the format's number or a rule. A price or an address that
/// cannot be shown is no error: that product shows without it (design, section 7).
pub fn read(text: &str) -> Result<Feed, ReadError> {
    if text.len() > MAX_BYTES {
        return Err(ReadError::TooLarge);
    }
    // A byte order mark is no part of the text.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file: FeedFile = json::read(text).map_err(|error| placed(text, error))?;
    if file.format > FORMAT {
        return Err(ReadError::Newer { format: file.format });
    }
    let rules = rules_from_entries(file.rules)?;
    Ok(Feed {
        currency: file.currency,
        language: file.language,
        time_zone: file.time_zone,
        units: file.units,
        by_sku: index(&file.products),
        products: file.products,
        rules,
    })
}

/// Checks rules, and puts them in order of priority; equal priorities keep their order (decision 3).
///
/// # Errors
///
/// The first rule that cannot be meant.
pub fn rules_from_entries(entries: Vec<RuleEntry>) -> Result<Vec<Rule>, ReadError> {
    if entries.len() > MAX_RULES {
        return Err(ReadError::TooLarge);
    }
    let checked = entries.into_iter().map(|entry| {
        let name = entry.name.clone();
        rule(entry).map_err(|problem| ReadError::Rule { rule: name, problem })
    });
    let mut rules = checked.collect::<Result<Vec<Rule>, ReadError>>()?;
    rules.sort_by_key(|rule| rule.priority);
    Ok(rules)
}

fn placed(text: &str, error: json::Error) -> ReadError {
    let before = text.as_bytes().get(..error.offset).unwrap_or(text.as_bytes());
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    ReadError::Json { message: error.message, line, column: before.len() - line_start + 1 }
}

/// SKU to index, products before variants, so that a SKU that is both leads to the product.
fn index(products: &[Product]) -> Vec<(String, u32)> {
    let mut by_sku: Vec<(String, u32)> = Vec::new();
    let numbered = || (0u32..).zip(products);
    by_sku.extend(numbered().map(|(index, product)| (product.sku.clone(), index)));
    by_sku.extend(numbered().flat_map(|(index, product)| {
        product.variants.iter().map(move |variant| (variant.clone(), index))
    }));
    // Stable: of equal SKUs the first stays.
    by_sku.sort_by(|a, b| a.0.cmp(&b.0));
    by_sku.dedup_by(|later, first| later.0 == first.0);
    by_sku
}

fn rule(entry: RuleEntry) -> Result<Rule, Problem> {
    let day = |text: Option<String>| {
        text.map(|text| Day::parse(&text).ok_or_else(|| Problem::Date(text.clone()))).transpose()
    };
    let window = (day(entry.from)?, day(entry.to)?);
    if let (Some(from), Some(to)) = &window
        && to < from
    {
        return Err(Problem::Window);
    }
    let limit = entry.limit.unwrap_or(MAX_RULE_LIMIT);
    if !(1..=MAX_RULE_LIMIT).contains(&limit) {
        return Err(Problem::Limit(limit));
    }
    Ok(Rule {
        name: entry.name,
        relation: entry.relation,
        priority: entry.priority,
        active: entry.active,
        window,
        limit,
        segments: entry.segments,
        products_to_match: tree(entry.products_to_match)?,
        products_to_display: tree(entry.products_to_display)?,
    })
}

/// The tree at the root of a rule; a single comparison stands for a tree of one.
fn tree(entry: Option<ConditionEntry>) -> Result<Group, Problem> {
    let Some(entry) = entry else { return Ok(Group::EVERY_PRODUCT) };
    Ok(match condition(entry, 1)? {
        Condition::Group(group) => group,
        leaf => Group { children: alloc::vec![leaf], ..Group::EVERY_PRODUCT },
    })
}

fn condition(entry: ConditionEntry, depth: u32) -> Result<Condition, Problem> {
    if depth > MAX_CONDITION_DEPTH {
        return Err(Problem::Depth);
    }
    let has_comparison = entry.attribute.is_some() || entry.operator.is_some();
    let (aggregator, children) = match (entry.all, entry.any) {
        (None, None) if has_comparison => return leaf(entry.attribute, entry.operator, entry.value, entry.matched),
        (Some(_), Some(_)) => return Err(Problem::Mixed),
        _ if has_comparison => return Err(Problem::Mixed),
        (children, None) => (Aggregator::All, children.unwrap_or_default()),
        (None, Some(children)) => (Aggregator::Any, children),
    };
    let children = children.into_iter().map(|child| condition(child, depth + 1)).collect::<Result<_, _>>()?;
    Ok(Condition::Group(Group { aggregator, expected: entry.are.unwrap_or(true), children }))
}

fn leaf(
    attribute: Option<String>,
    operator: Option<String>,
    value: Option<Value>,
    matched: Option<String>,
) -> Result<Condition, Problem> {
    let (Some(attribute), Some(operator)) = (attribute, operator) else { return Err(Problem::Incomplete) };
    let Some(operator) = Operator::from_text(&operator) else { return Err(Problem::Operator(operator)) };
    let operand = match (value, matched) {
        (None, None) if operator == Operator::IsUndefined => Operand::Constant(None),
        (Some(value), None) => Operand::Constant(Some(for_operator(operator, value))),
        (None, Some(attribute)) => Operand::Matched(attribute),
        _ => return Err(Problem::Operand),
    };
    Ok(Condition::Leaf(Leaf { attribute, operator, operand }))
}

/// What a constant becomes before comparing (reference, section 4.2): a list of one is its element, and then
/// `is one of` takes text apart at commas and semicolons.
fn for_operator(operator: Operator, value: Value) -> Value {
    let value = match value {
        Value::Many(values) => match <[String; 1]>::try_from(values) {
            Ok([only]) => Value::One(only),
            Err(values) => Value::Many(values),
        },
        one => one,
    };
    match value {
        Value::One(text) if matches!(operator, Operator::IsOneOf | Operator::IsNotOneOf) && !text.is_empty() => {
            let parts = text.split([',', ';']).map(|part| part.trim_matches(' ')).filter(|part| !part.is_empty());
            Value::Many(parts.map(ToOwned::to_owned).collect())
        }
        value => value,
    }
}

/// Reads an object of attributes into pairs sorted by name; one whose value is null is absent.
pub(super) fn attributes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, Value)>, D::Error> {
    struct AttributesVisitor;

    impl<'de> Visitor<'de> for AttributesVisitor {
        type Value = Vec<(String, Value)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object of attributes")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut attributes = Vec::new();
            while let Some((name, value)) = map.next_entry::<String, Option<Value>>()? {
                attributes.extend(value.map(|value| (name, value)));
            }
            attributes.sort_by(|a, b| a.0.cmp(&b.0));
            Ok(attributes)
        }
    }

    deserializer.deserialize_map(AttributesVisitor)
}
