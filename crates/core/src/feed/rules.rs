//! Rules from JSON values to checked types: a rule that cannot be meant does not get past here.

use super::types::{SEPARATORS, split, without_leading_zeros};
use crate::amount::Amount;
use crate::condition::{Aggregator, Condition, Group, Leaf, Operand};
use crate::fact::Attribute;
use crate::link::Relation;
use crate::node::{Members, Node, Problems};
use crate::operator::Operator;
use crate::order;
use crate::rule::{Day, MAX_RULE_LIMIT, Rule};
use crate::value::Value;
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

fn rule(node: Node, problems: &mut Problems) -> Rule {
    rule_of(&mut node.members(problems), problems)
}

pub(super) fn rule_of(members: &mut Members, problems: &mut Problems) -> Rule {
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
    let products_to_match = members.may("match", problems, tree).unwrap_or(Group::EVERY_PRODUCT);
    Rule {
        name: members.needed("name", problems),
        relation: relation.unwrap_or(Relation::Related),
        priority: members.whole("priority", problems).unwrap_or(1),
        active: members.truth("active", true, problems),
        window,
        limit,
        segments: members.texts("segments", problems),
        declared_categories: declared_categories(&products_to_match),
        products_to_match,
        products_to_display: members.may("display", problems, tree).unwrap_or(Group::EVERY_PRODUCT),
    }
}

/// The categories that a tree asks for without alternative.
fn declared_categories(group: &Group) -> Vec<String> {
    let mut declared = Vec::new();
    if group.expected && (group.aggregator == Aggregator::All || group.children.len() == 1) {
        for child in &group.children {
            match child {
                Condition::Group(group) => declared.extend(declared_categories(group)),
                Condition::Leaf(leaf) if leaf.attribute == Attribute::Category && leaf.operator.denied().is_none() => {
                    match &leaf.operand {
                        Operand::Constant(Value::One(category)) => declared.push(category.clone()),
                        Operand::Constant(Value::Many(categories)) => declared.extend_from_slice(categories),
                        _ => {}
                    }
                }
                Condition::Leaf(_) => {}
            }
        }
    }
    declared
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
pub(super) fn condition(node: Node, problems: &mut Problems) -> Condition {
    let mut members = node.members(problems);
    let attribute = members.text("attribute", problems);
    let is_leaf = attribute.is_some() || members.has("operator");
    let (has_all, has_any) = (members.has("all"), members.has("any"));
    if usize::from(is_leaf) + usize::from(has_all) + usize::from(has_any) > 1 {
        problems.note("one of all, any and attribute", "more than one");
    }
    if is_leaf {
        return Condition::Leaf(leaf(attribute, &mut members, problems));
    }
    Condition::Group(Group {
        aggregator: if has_any { Aggregator::Any } else { Aggregator::All },
        expected: members.truth("are", true, problems),
        children: members.each(if has_any { "any" } else { "all" }, problems, condition),
    })
}

fn leaf(attribute: Option<String>, members: &mut Members, problems: &mut Problems) -> Leaf {
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
    let attribute = Attribute::named(&attribute.unwrap_or_default());
    if attribute == Attribute::ChildCategory {
        problems.note("child-category as what is matched", "it as attribute");
    }
    let operator = operator.unwrap_or(Operator::Is);
    let operand = operand(&attribute, operator, members, problems);
    Leaf { attribute, operator, operand }
}

fn operand(attribute: &Attribute, operator: Operator, members: &mut Members, problems: &mut Problems) -> Operand {
    let percent = members.whole("percent", problems);
    let plus = members.may("plus", problems, Amount::read);
    let matched = members.text("matched", problems).map(|name| Attribute::named(&name));
    let is_relative = percent.is_some() || plus.is_some();
    if is_relative && (*attribute != Attribute::Price || matched != Some(Attribute::Price)) {
        problems.note("percent and plus beside the matched price, for a price", "them elsewhere");
    }
    if matched == Some(Attribute::ChildCategory) && *attribute != Attribute::Category {
        problems.note("child-category matched with a category", "it with another attribute");
    }
    match (members.may("value", problems, Value::read), matched) {
        (None, None) if operator == Operator::IsUndefined => Operand::None,
        (Some(value), None) => constant(attribute, operator, value),
        (None, Some(_)) if is_relative => {
            Operand::MatchedPrice { percent: percent.unwrap_or(100), plus: plus.unwrap_or(Amount::ZERO) }
        }
        (None, Some(attribute)) => Operand::Matched(attribute),
        _ => {
            problems.note("one of value and matched", "none or both");
            Operand::None
        }
    }
}

/// What a constant becomes before comparing (reference, section 4.2): a list of one is its element, and then
/// `is one of` takes text apart at commas and semicolons. Beside a price a number is money. Beside a category text is
/// always taken apart, and a list never: names of categories may have commas.
fn constant(attribute: &Attribute, operator: Operator, value: Value) -> Operand {
    let is_category = *attribute == Attribute::Category;
    let value = match value {
        Value::Many(mut values) if values.len() == 1 && !is_category => Value::One(values.pop().unwrap_or_default()),
        other => other,
    };
    let takes_list = is_category || matches!(operator, Operator::IsOneOf | Operator::IsNotOneOf);
    // What a price contains is a matter of its text.
    let is_text = matches!(operator, Operator::Contains | Operator::DoesNotContain);
    let is_price = *attribute == Attribute::Price && !is_text;
    let value = match value {
        Value::One(text) if takes_list && !text.is_empty() => Value::Many(split(&text, SEPARATORS)),
        other => other,
    };
    match value {
        Value::One(_) if is_category => Operand::None,
        Value::Many(mut parts) if is_price => {
            parts.iter_mut().for_each(|part| *part = without_leading_zeros(part));
            Operand::Constant(Value::Many(parts))
        }
        Value::One(text) if is_price => {
            Amount::parse(&text).map_or_else(|| Operand::Constant(Value::One(text)), Operand::Amount)
        }
        value => Operand::Constant(value),
    }
}
