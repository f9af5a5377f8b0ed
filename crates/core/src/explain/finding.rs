//! What a condition found in a product, in words: `price greater than the matched product's price: 45, against 34`.

use crate::condition::{Aggregator, Condition, Group, Leaf, Matched, Operand, Scene};
use crate::fact::{Attribute, Fact};
use crate::feed::Product;
use crate::operator::{OPERATORS, Operator};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

/// What one condition found.
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "write", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct Finding {
    /// The condition: `price greater than the matched product's price`; for a combination what it asks of its parts.
    pub condition: String,
    /// Whether it is true.
    pub holds: bool,
    /// Whether it is what the combination around it asks for.
    pub as_wanted: bool,
    /// What the product says; `None` where it says nothing, and for a combination.
    pub found: Option<String>,
    /// What it was compared with, if that is not written in the condition.
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    pub against: Option<String>,
    /// The parts of a combination.
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Vec::is_empty"))]
    pub parts: Vec<Finding>,
}

/// What a tree that accepts the product found in it: the parts that are as the tree wants them.
pub(super) fn satisfied(group: &Group, product: &Product, matched: Matched<'_>, scene: &Scene<'_>) -> Vec<Finding> {
    Finding::of_parts(group, product, matched, scene).filter(|finding| finding.as_wanted).collect()
}

/// The first thing in a tree that keeps the product out; `None` if the tree accepts it.
pub(super) fn failing(group: &Group, product: &Product, matched: Matched<'_>, scene: &Scene<'_>) -> Option<Finding> {
    if group.accepts(product, matched, scene) {
        return None;
    }
    let mut not_as_expected =
        group.children.iter().filter(|child| child.accepts(product, matched, scene) != group.expected);
    match (group.aggregator, not_as_expected.next()) {
        (Aggregator::Any, _) if group.children.len() > 1 => Some(Finding::of_group(group, product, matched, scene)),
        (_, Some(Condition::Group(inner))) if group.expected => failing(inner, product, matched, scene),
        (_, child) => {
            let mut finding = Finding { as_wanted: false, ..Finding::of(child?, product, matched, scene) };
            if !group.expected {
                finding.condition = format!("must not be: {}", finding.condition);
            }
            Some(finding)
        }
    }
}

impl Finding {
    fn of(condition: &Condition, product: &Product, matched: Matched<'_>, scene: &Scene<'_>) -> Finding {
        match condition {
            Condition::Leaf(leaf) => Finding::of_leaf(leaf, product, matched, scene),
            Condition::Group(group) => Finding::of_group(group, product, matched, scene),
        }
    }

    fn of_group(group: &Group, product: &Product, matched: Matched<'_>, scene: &Scene<'_>) -> Finding {
        let how_many = match group.aggregator {
            Aggregator::All => "all of these",
            Aggregator::Any => "one of these",
        };
        let parts = Finding::of_parts(group, product, matched, scene);
        let holds = group.accepts(product, matched, scene);
        Finding {
            condition: format!("{how_many} must be {}", group.expected),
            holds,
            as_wanted: holds,
            found: None,
            against: None,
            parts: parts.collect(),
        }
    }

    fn of_parts<'a>(
        group: &'a Group,
        product: &'a Product,
        matched: Matched<'a>,
        scene: &'a Scene<'_>,
    ) -> impl Iterator<Item = Finding> {
        group.children.iter().map(move |child| {
            let finding = Finding::of(child, product, matched, scene);
            Finding { as_wanted: finding.holds == group.expected, ..finding }
        })
    }

    fn of_leaf(leaf: &Leaf, product: &Product, matched: Matched<'_>, scene: &Scene<'_>) -> Finding {
        let holds = leaf.accepts(product, matched, scene);
        Finding {
            condition: leaf.to_string(),
            holds,
            as_wanted: holds,
            found: product.fact(&leaf.attribute, scene).map(words),
            against: match &leaf.operand {
                Operand::Matched(Attribute::Category | Attribute::ChildCategory) => Some(quoted(matched.categories())),
                Operand::Matched(_) | Operand::MatchedPrice { .. } => {
                    Some(leaf.operand.fact(matched.product, scene).map_or_else(|| "nothing".into(), words))
                }
                _ => None,
            },
            parts: Vec::new(),
        }
    }
}

fn words(fact: Fact<'_>) -> String {
    match fact {
        Fact::Text(text) => format!("\"{text}\""),
        Fact::Texts(texts) => quoted(texts.iter()),
        Fact::Amount(amount) => amount.to_string(),
    }
}

fn quoted<'a>(texts: impl Iterator<Item = &'a String>) -> String {
    let texts: Vec<String> = texts.map(|text| format!("\"{text}\"")).collect();
    if texts.is_empty() { "nothing".into() } else { texts.join(", ") }
}

/// The condition as a person would read it out: `price greater than 120 % of the matched product's price`.
impl fmt::Display for Leaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let label = OPERATORS.iter().find(|(operator, ..)| *operator == self.operator).map_or("", |(.., label)| label);
        write!(f, "{} {label}", self.attribute.name())?;
        match &self.operand {
            Operand::None if self.operator == Operator::IsUndefined => Ok(()),
            Operand::None => f.write_str(" nothing that can be compared"),
            Operand::Constant(value) => write!(f, " {}", words(value.into())),
            Operand::Amount(amount) => write!(f, " {amount}"),
            Operand::Matched(attribute) => write!(f, " the matched product's {}", attribute.name()),
            Operand::MatchedPrice { percent, plus } => {
                f.write_str(" ")?;
                if *percent != 100 {
                    write!(f, "{percent} % of ")?;
                }
                f.write_str("the matched product's price")?;
                match plus.to_string().strip_prefix('-') {
                    Some(less) => write!(f, " less {less}"),
                    None if plus.to_string() == "0" => Ok(()),
                    None => write!(f, " and {plus}"),
                }
            }
        }
    }
}
