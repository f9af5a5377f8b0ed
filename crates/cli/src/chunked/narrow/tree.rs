//! A tree of conditions that speaks of no matched product but the one that it is asked about, asked of every product of a
//! feed: what an attribute alone decides is decided once for each of its classes.

use crate::chunked::Parts;
use crate::chunked::bits::Bits;
use crate::chunked::columns::Column;
use kindred_core::condition::{Aggregator, Condition, Group, Leaf, Matched, Operand, Scene};

/// What a product is judged by.
pub(super) struct Judged<'a> {
    pub(super) parts: &'a Parts<'a>,
    pub(super) scene: Scene<'a>,
    /// The categories that the rule declares.
    pub(super) declared: &'a [String],
}

/// A condition, prepared.
pub(super) enum Tree<'a> {
    Group {
        aggregator: Aggregator,
        expected: bool,
        children: Vec<Tree<'a>>,
    },
    /// What it says of each class.
    Known {
        column: &'a Column,
        accepted: Vec<bool>,
    },
    /// Each product must be asked.
    Leaf(&'a Leaf),
}

impl<'a> Judged<'a> {
    pub(super) fn group(&self, group: &'a Group) -> Tree<'a> {
        let children = group.children.iter().map(|child| self.condition(child)).collect();
        Tree::Group { aggregator: group.aggregator, expected: group.expected, children }
    }

    pub(super) fn condition(&self, condition: &'a Condition) -> Tree<'a> {
        let leaf = match condition {
            Condition::Group(group) => return self.group(group),
            Condition::Leaf(leaf) => leaf,
        };
        let is_constant = matches!(leaf.operand, Operand::None | Operand::Constant(_) | Operand::Amount(_));
        match self.parts.columns.get(&leaf.attribute).filter(|_| is_constant) {
            Some(column) => {
                let accepted = column.examples().iter().map(|example| self.leaf_accepts(leaf, *example)).collect();
                Tree::Known { column, accepted }
            }
            None => Tree::Leaf(leaf),
        }
    }

    /// The products that are in some already and satisfy all of these.
    pub(super) fn all_of(&self, is_in: impl Fn(u32) -> bool, trees: &[Tree<'_>]) -> Bits {
        Bits::of(self.parts.n_products(), |place| is_in(place) && trees.iter().all(|tree| self.accepts(tree, place)))
    }

    fn accepts(&self, tree: &Tree<'_>, place: u32) -> bool {
        match tree {
            Tree::Known { column, accepted } => accepted[column.class(place) as usize],
            Tree::Leaf(leaf) => self.leaf_accepts(leaf, place),
            Tree::Group { aggregator, expected, children } => {
                let mut as_expected = children.iter().map(|child| self.accepts(child, place) == *expected);
                match aggregator {
                    Aggregator::All => as_expected.all(|yes| yes),
                    Aggregator::Any => children.is_empty() || as_expected.any(|yes| yes),
                }
            }
        }
    }

    fn leaf_accepts(&self, leaf: &Leaf, place: u32) -> bool {
        let product = &self.parts.products[place as usize];
        leaf.accepts(product, Matched { product, declared: self.declared }, &self.scene)
    }
}
