//! Rules from JSON values to checked types: a rule that cannot be meant does not get past here.

use crate::condition::{Aggregator, Condition, Group, Leaf, Operand};
use crate::link::Relation;
use crate::node::{Members, Node, Problems};
use crate::operator::Operator;
use crate::order;
use crate::rule::{Day, MAX_RULE_LIMIT, Rule};
use crate::value::Value;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

/// More rules than any shop has; a feed with more is taken for hostile.
const MAX_RULES: usize = 10_000;

/// Reads the rules, and puts them in order of priority; equal priorities keep their order (decision 3).
pub(super) fn rules(members: &mut Members, problems: &mut Problems) -> Vec<Rule> {
    let mut rules: Vec<Option<Rule>> = members.each("rules", problems, |node, problems| Some(rule(node, problems)));
    if rules.len() > MAX_RULES {
        problems.note("at most 10,000 rules", "more");
    }
    let priority = |index: usize| rules.get(index).and_then(|rule| rule.as_ref().map(|rule| rule.priority));
    let order = order::stable(rules.len(), &|a, b| priority(a).cmp(&priority(b)));
    let mut ordered = Vec::with_capacity(rules.len());
    for index in order {
        ordered.extend(rules.get_mut(index).and_then(Option::take));
    }
    ordered
}

/// Checks rules as they are written; see [`super::read`].
///
/// # Errors
///
/// The first rule that cannot be meant.
#[cfg(feature = "write")]
pub fn rules_from_entries(entries: Vec<super::RuleEntry>) -> Result<Vec<Rule>, super::ReadError> {
    use super::ReadError;
    let text = serde_json::to_value(entries).and_then(serde_json::from_value::<Node>);
    let node = text.map_err(|error| ReadError::Json { message: alloc::format!("{error}"), line: 1, column: 1 })?;
    let mut problems = Problems::default();
    let rules = rules(&mut Members::of("rules", node), &mut problems);
    problems.finish(rules).map_err(ReadError::Shape)
}

fn rule(node: Node, problems: &mut Problems) -> Rule {
    let mut members = node.members(problems);
    let relation = members.may("relation", problems, |node, problems| {
        let name = node.text(problems);
        Relation::from_name(&name).unwrap_or_else(|| {
            problems.note_text("related, up-sell or cross-sell", &name);
            Relation::Related
        })
    });
    if relation.is_none() {
        problems.note("a relation", "none");
    }
    let window = (members.may("from", problems, day).flatten(), members.may("to", problems, day).flatten());
    if let (Some(from), Some(to)) = &window
        && to < from
    {
        problems.note("`to` on or after `from`", "it before");
    }
    let limit = members.whole("limit", problems).unwrap_or(MAX_RULE_LIMIT);
    if !(1..=MAX_RULE_LIMIT).contains(&limit) {
        problems.note("a limit from 1 to 20", "another");
    }
    Rule {
        name: members.needed("name", problems),
        relation: relation.unwrap_or(Relation::Related),
        priority: members.whole("priority", problems).unwrap_or(1),
        active: members.truth("active", true, problems),
        window,
        limit,
        segments: members.texts("segments", problems),
        products_to_match: members.may("match", problems, tree).unwrap_or(Group::EVERY_PRODUCT),
        products_to_display: members.may("display", problems, tree).unwrap_or(Group::EVERY_PRODUCT),
    }
}

fn day(node: Node, problems: &mut Problems) -> Option<Day> {
    let text = node.text(problems);
    let day = Day::parse(&text);
    if day.is_none() {
        problems.note_text("a date such as 2026-11-22", &text);
    }
    day
}

/// The tree at the root of a rule; a single comparison stands for a tree of one.
fn tree(node: Node, problems: &mut Problems) -> Group {
    match condition(node, problems) {
        Condition::Group(group) => group,
        leaf => Group { children: alloc::vec![leaf], ..Group::EVERY_PRODUCT },
    }
}

/// Its depth is bounded by that of the JSON.
fn condition(node: Node, problems: &mut Problems) -> Condition {
    let mut members = node.members(problems);
    let attribute = members.text("attribute", problems);
    let is_leaf = attribute.is_some() || members.has("operator");
    let (has_all, has_any) = (members.has("all"), members.has("any"));
    if usize::from(is_leaf) + usize::from(has_all) + usize::from(has_any) > 1 {
        problems.note("one of all, any and attribute", "more than one");
    }
    if is_leaf {
        return leaf(attribute, &mut members, problems);
    }
    Condition::Group(Group {
        aggregator: if has_any { Aggregator::Any } else { Aggregator::All },
        expected: members.truth("are", true, problems),
        children: members.each(if has_any { "any" } else { "all" }, problems, condition),
    })
}

fn leaf(attribute: Option<String>, members: &mut Members, problems: &mut Problems) -> Condition {
    let operator = members.may("operator", problems, |node, problems| {
        let name = node.text(problems);
        Operator::from_text(&name).unwrap_or_else(|| {
            problems.note_text("an operator such as \"is\" or \"is one of\"", &name);
            Operator::Is
        })
    });
    if attribute.is_none() || operator.is_none() {
        problems.note("both attribute and operator", "one of them");
    }
    let operator = operator.unwrap_or(Operator::Is);
    let operand = match (members.may("value", problems, Value::read), members.text("matched", problems)) {
        (None, None) if operator == Operator::IsUndefined => Operand::Constant(None),
        (Some(value), None) => Operand::Constant(Some(for_operator(operator, value))),
        (None, Some(attribute)) => Operand::Matched(attribute),
        _ => {
            problems.note("one of value and matched", "none or both");
            Operand::Constant(None)
        }
    };
    Condition::Leaf(Leaf { attribute: attribute.unwrap_or_default(), operator, operand })
}

/// What a constant becomes before comparing (reference, section 4.2): a list of one is its element, and then
/// `is one of` takes text apart at commas and semicolons.
fn for_operator(operator: Operator, value: Value) -> Value {
    let value = match value {
        Value::Many(mut values) if values.len() == 1 => Value::One(values.pop().unwrap_or_default()),
        other => other,
    };
    match value {
        Value::One(text) if matches!(operator, Operator::IsOneOf | Operator::IsNotOneOf) && !text.is_empty() => {
            let mut parts: Vec<String> = Vec::new();
            for part in text.split([',', ';']) {
                let part = part.trim_matches(' ');
                if !part.is_empty() {
                    parts.push(part.to_owned());
                }
            }
            Value::Many(parts)
        }
        value => value,
    }
}
