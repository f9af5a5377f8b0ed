//! Condition trees: all or any of the children, being true or false, to any depth (reference, section 3.1).

use crate::operator::{Fold, Operator};
use crate::product::Product;
use crate::value::Value;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// The attribute that stands for the categories a product is in, its categories' ancestors included.
pub const CATEGORY: &str = "category";

/// A condition that has been checked: it has an operator, an operand where it needs one, and bounded depth.
#[derive(Clone, PartialEq, Debug)]
pub enum Condition {
    /// A combination.
    Group(Group),
    /// A comparison of one attribute.
    Leaf(Leaf),
}

/// All or any of the children, being true or false. Without children it is true.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// Whether all children must agree or one is enough.
    pub aggregator: Aggregator,
    /// What the children must be.
    pub expected: bool,
    /// Comparisons and further groups.
    pub children: Vec<Condition>,
}

/// How many of the children of a [`Group`] must be as expected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Aggregator {
    /// Every child.
    All,
    /// At least one child.
    Any,
}

/// "Attribute, operator, operand", for instance `price`, `greater than`, the matched product's price.
#[derive(Clone, PartialEq, Debug)]
pub struct Leaf {
    /// The product's attribute.
    pub attribute: String,
    /// How it is compared.
    pub operator: Operator,
    /// What it is compared with.
    pub operand: Operand,
}

/// The right-hand side of a comparison (reference, section 3.2).
#[derive(Clone, PartialEq, Debug)]
pub enum Operand {
    /// A value written in the rule; `None` only for `is undefined`.
    Constant(Option<Value>),
    /// What the matched product says under the named attribute.
    Matched(String),
}

impl Condition {
    /// Whether the product satisfies the condition. `matched` is the product that the rule's first tree accepted:
    /// the viewed product, or one in the cart.
    pub fn accepts(&self, product: &Product, matched: &Product, fold: Fold) -> bool {
        match self {
            Condition::Group(group) => group.accepts(product, matched, fold),
            Condition::Leaf(leaf) => leaf.accepts(product, matched, fold),
        }
    }
}

impl Group {
    /// The tree of a rule that names no condition: every product.
    pub const EVERY_PRODUCT: Group = Group { aggregator: Aggregator::All, expected: true, children: Vec::new() };

    /// Whether the product satisfies the combination; see [`Condition::accepts`].
    pub fn accepts(&self, product: &Product, matched: &Product, fold: Fold) -> bool {
        let mut as_expected = self.children.iter().map(|child| child.accepts(product, matched, fold) == self.expected);
        match self.aggregator {
            Aggregator::All => as_expected.all(|yes| yes),
            Aggregator::Any => self.children.is_empty() || as_expected.any(|yes| yes),
        }
    }
}

impl Leaf {
    fn accepts(&self, product: &Product, matched: &Product, fold: Fold) -> bool {
        let value = product.fact(&self.attribute);
        let operand = match &self.operand {
            Operand::Constant(value) => value.as_ref().map(Cow::Borrowed),
            // Its own categories: with those above, everything under one root would be the same category.
            Operand::Matched(attribute) if attribute == CATEGORY => {
                let own = Some(&matched.categories).filter(|own| !own.is_empty());
                own.map(|own| Cow::Owned(Value::Many(own.clone())))
            }
            Operand::Matched(attribute) => matched.fact(attribute),
        };
        let (operator, operand) = if self.attribute == CATEGORY {
            (as_category_operator(self.operator), operand.map(as_list))
        } else {
            (self.operator, operand)
        };
        operator.holds(value.as_deref(), operand.as_deref(), fold)
    }
}

/// Category conditions are about membership: `is` means `contains` (reference, section 4.1).
fn as_category_operator(operator: Operator) -> Operator {
    match operator {
        Operator::Is => Operator::Contains,
        Operator::IsNot => Operator::DoesNotContain,
        other => other,
    }
}

/// Category conditions compare lists (reference, section 4.2, the shape guard).
fn as_list(operand: Cow<'_, Value>) -> Cow<'_, Value> {
    match operand.as_ref() {
        Value::One(category) => Cow::Owned(Value::Many(alloc::vec![category.clone()])),
        Value::Many(_) => operand,
    }
}
