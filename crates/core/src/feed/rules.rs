//! Rules from JSON values to checked types: a rule that cannot be meant does not get past here.

use super::read::ReadError;
use crate::condition::{Aggregator, Condition, Group, Leaf, Operand};
use crate::link::Relation;
use crate::node::{Members, Node, Wrong};
use crate::operator::Operator;
use crate::order;
use crate::rule::{Day, MAX_RULE_LIMIT, Rule};
use crate::value::Value;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// More rules than any shop has; a feed with more is taken for hostile.
const MAX_RULES: usize = 10_000;
/// How deep the conditions of a rule may nest.
const MAX_CONDITION_DEPTH: u32 = 16;

/// What is wrong with a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// A relation that does not exist.
    Relation(String),
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
    /// A value that is not what its key calls for.
    Shape(Wrong),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Relation(found) => {
                write!(f, "expected a relation: related, up-sell or cross-sell, found \"{found}\"")
            }
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
            Problem::Shape(wrong) => wrong.fmt(f),
            Problem::Depth => write!(f, "expected conditions at most {MAX_CONDITION_DEPTH} levels deep, found more"),
        }
    }
}

impl core::error::Error for Problem {}

impl From<Wrong> for Problem {
    fn from(wrong: Wrong) -> Problem {
        Problem::Shape(wrong)
    }
}

/// Reads rules, and puts them in order of priority; equal priorities keep their order (decision 3).
pub(super) fn rules(nodes: Vec<Node>) -> Result<Vec<Rule>, ReadError> {
    if nodes.len() > MAX_RULES {
        return Err(ReadError::TooLarge);
    }
    let mut rules = Vec::new();
    for node in nodes {
        let mut members = node.members().map_err(ReadError::Shape)?;
        let name = members.needed("name").map_err(ReadError::Shape)?;
        match rule(&name, &mut members) {
            Ok(rule) => rules.push(Some(rule)),
            Err(problem) => return Err(ReadError::Rule { rule: name, problem }),
        }
    }
    let priority = |index: usize| rules.get(index).and_then(|rule| rule.as_ref().map(|rule| rule.priority));
    let order = order::stable(rules.len(), &|a, b| priority(a).cmp(&priority(b)));
    Ok(order.into_iter().filter_map(|index| rules.get_mut(index).and_then(Option::take)).collect())
}

/// Checks rules as they are written; see [`super::read`].
///
/// # Errors
///
/// The first rule that cannot be meant.
#[cfg(feature = "write")]
pub fn rules_from_entries(entries: Vec<super::RuleEntry>) -> Result<Vec<Rule>, ReadError> {
    let unreadable = |message: String| ReadError::Json { message, line: 1, column: 1 };
    let text = serde_json::to_string(&entries).map_err(|error| unreadable(alloc::format!("{error}")))?;
    let nodes: Vec<Node> = crate::json::read(&text).map_err(|error| unreadable(error.message))?;
    rules(nodes)
}

fn rule(name: &str, members: &mut Members) -> Result<Rule, Problem> {
    let relation = members.needed("relation")?;
    let Some(relation) = Relation::from_name(&relation) else { return Err(Problem::Relation(relation)) };
    let from = day(members, "from")?;
    let to = day(members, "to")?;
    if let (Some(from), Some(to)) = (&from, &to)
        && to < from
    {
        return Err(Problem::Window);
    }
    let limit = members.whole("limit")?.unwrap_or(MAX_RULE_LIMIT);
    if !(1..=MAX_RULE_LIMIT).contains(&limit) {
        return Err(Problem::Limit(limit));
    }
    Ok(Rule {
        name: name.into(),
        relation,
        priority: members.whole("priority")?.unwrap_or(1),
        active: members.truth("active")?.unwrap_or(true),
        window: (from, to),
        limit,
        segments: members.texts("segments")?,
        products_to_match: tree(members.take("match"))?,
        products_to_display: tree(members.take("display"))?,
    })
}

fn day(members: &mut Members, key: &str) -> Result<Option<Day>, Problem> {
    match members.text(key)? {
        None => Ok(None),
        Some(text) => Day::parse(&text).map(Some).ok_or(Problem::Date(text)),
    }
}

/// The tree at the root of a rule; a single comparison stands for a tree of one.
fn tree(node: Option<Node>) -> Result<Group, Problem> {
    Ok(match node.map(|node| condition(node, 1)).transpose()? {
        None => Group::EVERY_PRODUCT,
        Some(Condition::Group(group)) => group,
        Some(leaf) => Group { children: alloc::vec![leaf], ..Group::EVERY_PRODUCT },
    })
}

fn condition(node: Node, depth: u32) -> Result<Condition, Problem> {
    if depth > MAX_CONDITION_DEPTH {
        return Err(Problem::Depth);
    }
    let mut members = node.members()?;
    let expected = members.truth("are")?.unwrap_or(true);
    let attribute = members.text("attribute")?;
    let operator = members.text("operator")?;
    let (aggregator, list) = match (members.take("all"), members.take("any"), &attribute, &operator) {
        (None, None, None, None) => (Aggregator::All, Node::List(Vec::new())),
        (None, None, ..) => return leaf(attribute, operator, &mut members),
        (Some(list), None, None, None) => (Aggregator::All, list),
        (None, Some(list), None, None) => (Aggregator::Any, list),
        _ => return Err(Problem::Mixed),
    };
    let Node::List(nodes) = list else { return Err(list.wrong("a list").into()) };
    let mut children = Vec::new();
    for node in nodes {
        children.push(condition(node, depth + 1)?);
    }
    Ok(Condition::Group(Group { aggregator, expected, children }))
}

fn leaf(attribute: Option<String>, operator: Option<String>, members: &mut Members) -> Result<Condition, Problem> {
    let (Some(attribute), Some(operator)) = (attribute, operator) else { return Err(Problem::Incomplete) };
    let Some(operator) = Operator::from_text(&operator) else { return Err(Problem::Operator(operator)) };
    let operand = match (members.may("value", Value::read)?, members.text("matched")?) {
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
