//! Condition trees: all or any of the children, being true or false, to any depth (reference, section 3.1).

use crate::amount::Amount;
use crate::context::Context;
use crate::fact::{Attribute, Fact};
use crate::feed::{Feed, Logic, Product};
use crate::operator::{Fold, Operator};
use crate::value::Value;
use alloc::string::String;
use alloc::vec::Vec;

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
    pub attribute: Attribute,
    /// How it is compared.
    pub operator: Operator,
    /// What it is compared with.
    pub operand: Operand,
}

/// The right-hand side of a comparison (reference, section 3.2).
#[derive(Clone, PartialEq, Debug)]
pub enum Operand {
    /// None: the right-hand side of `is undefined`.
    None,
    /// A value written in the rule.
    Constant(Value),
    /// An amount of money written in the rule, to compare a price with.
    Amount(Amount),
    /// What the matched product says under an attribute.
    Matched(Attribute),
    /// A percentage of the matched product's price, and something added to it.
    MatchedPrice {
        /// How many hundredths.
        percent: u32,
        /// What is added; may be negative.
        plus: Amount,
    },
}

/// What conditions are judged by, beside the products themselves.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// What negative operators make of a missing value.
    pub logic: Logic,
    /// The shopper's customer group.
    pub group: Option<&'a str>,
    /// Lower-cases text that is not ASCII.
    pub fold: Fold,
}

impl<'a> Scene<'a> {
    /// The scene of a feed in a context.
    pub fn of(feed: &Feed, context: &'a Context) -> Scene<'a> {
        Scene { logic: feed.settings.logic, group: context.group.as_deref(), fold: context.fold }
    }
}

/// The product that operands speak of: the viewed product, or one in the cart.
#[derive(Clone, Copy, Debug)]
pub struct Matched<'a> {
    /// The product.
    pub product: &'a Product,
    /// The categories that the rule names in its products to match. Where it names some, only those of the matched
    /// product's categories count that lie in them (reference, section 3.2).
    pub declared: &'a [String],
}

impl<'a> Matched<'a> {
    /// The categories that count. Its own ones: with those above, everything under one root would be the same
    /// category.
    pub fn categories(self) -> impl Iterator<Item = &'a String> {
        self.product.categories.iter().filter(move |own| self.counts(own))
    }

    /// Whether one of its categories counts.
    pub fn counts(self, own: &str) -> bool {
        self.declared.is_empty() || self.declared.iter().any(|category| is_in(own, category))
    }
}

impl Condition {
    /// Whether the product satisfies the condition.
    pub fn accepts(&self, product: &Product, matched: Matched<'_>, scene: &Scene<'_>) -> bool {
        match self {
            Condition::Group(group) => group.accepts(product, matched, scene),
            Condition::Leaf(leaf) => leaf.accepts(product, matched, scene),
        }
    }
}

impl Group {
    /// The tree of a rule that names no condition: every product.
    pub const EVERY_PRODUCT: Group = Group { aggregator: Aggregator::All, expected: true, children: Vec::new() };

    /// Whether the product satisfies the combination; see [`Condition::accepts`].
    pub fn accepts(&self, product: &Product, matched: Matched<'_>, scene: &Scene<'_>) -> bool {
        let mut as_expected = self.children.iter().map(|child| child.accepts(product, matched, scene) == self.expected);
        match self.aggregator {
            Aggregator::All => as_expected.all(|yes| yes),
            Aggregator::Any => self.children.is_empty() || as_expected.any(|yes| yes),
        }
    }
}

impl Leaf {
    /// Whether the product satisfies the comparison; see [`Condition::accepts`].
    pub fn accepts(&self, product: &Product, matched: Matched<'_>, scene: &Scene<'_>) -> bool {
        if self.attribute == Attribute::Category && self.operator != Operator::IsUndefined {
            return self.operator.conclude(self.shares_category(product, matched, scene), scene.logic);
        }
        let operand = self.operand.fact(matched.product, scene);
        self.operator.holds(product.fact(&self.attribute, scene), operand, scene)
    }

    /// Whether the product is in one of the operand's categories: a product counts as being in those above its own,
    /// and every operator asks for membership (reference, section 4.1). `None` where there is nothing to compare.
    fn shares_category(&self, product: &Product, matched: Matched<'_>, scene: &Scene<'_>) -> Option<bool> {
        let own = &product.categories;
        match self.operator {
            Operator::AtLeast | Operator::AtMost | Operator::Greater | Operator::Less => return None,
            // An empty list has no element in common with another (reference, section 4.3), but contains nothing.
            Operator::IsNotOneOf => {}
            _ if own.is_empty() => return None,
            _ => {}
        }
        match &self.operand {
            Operand::Matched(attribute @ (Attribute::Category | Attribute::ChildCategory)) => {
                let is_below = |own: &str, category: &str| own != category && is_in(own, category);
                let lies = if *attribute == Attribute::Category { is_in } else { is_below };
                matched.categories().next()?;
                Some(matched.categories().any(|category| own.iter().any(|own| lies(own, category))))
            }
            operand => match operand.fact(matched.product, scene)? {
                Fact::Text(category) => Some(own.iter().any(|own| is_in(own, category))),
                Fact::Texts(categories) => {
                    Some(categories.iter().any(|category| own.iter().any(|own| is_in(own, category))))
                }
                Fact::Amount(_) => None,
            },
        }
    }
}

impl Operand {
    /// What it comes to for a matched product.
    pub fn fact<'a>(&'a self, matched: &'a Product, scene: &Scene<'_>) -> Option<Fact<'a>> {
        match self {
            Operand::None => None,
            Operand::Constant(value) => Some(value.into()),
            Operand::Amount(amount) => Some(Fact::Amount(*amount)),
            Operand::Matched(attribute) => matched.fact(attribute, scene),
            Operand::MatchedPrice { percent, plus } => {
                let price = matched.price_for(scene.group)?;
                Some(Fact::Amount(Amount::percentage(price, *percent, *plus)))
            }
        }
    }
}

/// Whether a category is another one or lies below it: `Gear/Bags` is in `Gear`.
pub fn is_in(path: &str, category: &str) -> bool {
    let (path, category) = (path.as_bytes(), category.as_bytes());
    path.get(category.len()).is_none_or(|next| *next == b'/') && path.starts_with(category)
}
