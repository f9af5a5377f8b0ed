//! One of the conditions that a candidate must satisfy, all of them.

use kindred_core::condition::{Aggregator, Condition, Group, Leaf, Matched, Operand, Scene};
use kindred_core::fact::Attribute;
use kindred_core::feed::Product;

/// What conditions are asked for: a matched product, and a shopper's group.
pub(super) struct Asked<'a> {
    pub(super) matched: Matched<'a>,
    pub(super) scene: Scene<'a>,
}

/// A condition and what it must be.
pub(super) struct Conjunct<'a> {
    test: Test<'a>,
    wanted: bool,
    /// Of a unit's filter: it knows nothing of the categories that a rule declares.
    is_filter: bool,
    pub(super) kind: Kind,
}

enum Test<'a> {
    Part(&'a Condition),
    Whole(&'a Group),
}

/// What a condition compares with, the most particular thing of all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Kind {
    /// Nothing of a matched product's.
    Constant,
    /// Something that many products share.
    Shared,
    /// Something that hardly any two products share.
    Single,
}

impl<'a> Conjunct<'a> {
    /// The conditions that a tree comes to: its children where all of them count, else the tree as a whole.
    pub(super) fn all_of(group: &'a Group, is_filter: bool, conjuncts: &mut Vec<Conjunct<'a>>) {
        if group.aggregator == Aggregator::All || group.children.len() == 1 {
            conjuncts.extend(group.children.iter().map(|child| Conjunct {
                kind: kind(child),
                test: Test::Part(child),
                wanted: group.expected,
                is_filter,
            }));
        } else if !group.children.is_empty() {
            let kind = group.children.iter().map(kind).max().unwrap_or(Kind::Constant);
            conjuncts.push(Conjunct { kind, test: Test::Whole(group), wanted: true, is_filter });
        }
    }

    /// The matched product as it sees it.
    pub(super) fn matched<'b>(&self, asked: &Asked<'b>) -> Matched<'b> {
        let declared = if self.is_filter { &[] } else { asked.matched.declared };
        Matched { product: asked.matched.product, declared }
    }

    /// Whether a product satisfies it.
    pub(super) fn accepts(&self, product: &Product, asked: &Asked<'_>) -> bool {
        let matched = self.matched(asked);
        let is = match self.test {
            Test::Part(condition) => condition.accepts(product, matched, &asked.scene),
            Test::Whole(group) => group.accepts(product, matched, &asked.scene),
        };
        is == self.wanted
    }

    /// The comparison that it is, if it is just one, and must hold.
    pub(super) fn leaf(&self) -> Option<&'a Leaf> {
        match self.test {
            Test::Part(Condition::Leaf(leaf)) if self.wanted => Some(leaf),
            _ => None,
        }
    }

    /// Whether a price has a say in it.
    pub(super) fn is_about_prices(&self) -> bool {
        match self.test {
            Test::Part(condition) => any_leaf(condition, &reads_price),
            Test::Whole(group) => group.children.iter().any(|child| any_leaf(child, &reads_price)),
        }
    }

    /// Visits the matched product's attributes that it compares with.
    pub(super) fn each_matched(&self, visit: &mut dyn FnMut(&'a Attribute)) {
        match self.test {
            Test::Part(condition) => each_matched(condition, visit),
            Test::Whole(group) => group.children.iter().for_each(|child| each_matched(child, visit)),
        }
    }
}

fn kind(condition: &Condition) -> Kind {
    match condition {
        Condition::Group(group) => group.children.iter().map(kind).max().unwrap_or(Kind::Constant),
        Condition::Leaf(leaf) => match &leaf.operand {
            Operand::None | Operand::Constant(_) | Operand::Amount(_) => Kind::Constant,
            Operand::Matched(Attribute::Price | Attribute::Sku | Attribute::Name) | Operand::MatchedPrice { .. } => {
                Kind::Single
            }
            Operand::Matched(_) => Kind::Shared,
        },
    }
}

/// Whether any comparison of a condition is such a one.
pub(super) fn any_leaf(condition: &Condition, is: &dyn Fn(&Leaf) -> bool) -> bool {
    match condition {
        Condition::Group(group) => group.children.iter().any(|child| any_leaf(child, is)),
        Condition::Leaf(leaf) => is(leaf),
    }
}

pub(super) fn reads_price(leaf: &Leaf) -> bool {
    let with_price = matches!(leaf.operand, Operand::Matched(Attribute::Price) | Operand::MatchedPrice { .. });
    with_price || leaf.attribute == Attribute::Price
}

fn each_matched<'a>(condition: &'a Condition, visit: &mut dyn FnMut(&'a Attribute)) {
    match condition {
        Condition::Group(group) => group.children.iter().for_each(|child| each_matched(child, visit)),
        Condition::Leaf(leaf) => {
            if let Operand::Matched(attribute) = &leaf.operand {
                visit(attribute);
            }
        }
    }
}
