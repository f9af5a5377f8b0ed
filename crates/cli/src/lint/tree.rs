//! Condition trees, as they are written and as the page reads them, side by side.

use kindred_core::condition::{Aggregator, Condition, Group, Leaf};
use kindred_core::feed::ConditionEntry;

/// A condition with its path.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a> {
    pub(crate) path: String,
    entry: &'a ConditionEntry,
    pub(crate) branch: Branch<'a>,
}

/// What the page reads.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Branch<'a> {
    Group(&'a Group),
    Leaf(&'a Leaf),
}

/// A comparison with its path.
#[derive(Clone, Debug)]
pub(crate) struct LeafAt<'a> {
    pub(crate) path: String,
    pub(crate) entry: &'a ConditionEntry,
    pub(crate) leaf: &'a Leaf,
}

impl<'a> Node<'a> {
    /// A condition.
    pub(crate) fn new(path: String, entry: &'a ConditionEntry, condition: &'a Condition) -> Node<'a> {
        let branch = match condition {
            Condition::Group(group) => Branch::Group(group),
            Condition::Leaf(leaf) => Branch::Leaf(leaf),
        };
        Node { path, entry, branch }
    }

    /// The tree of a rule. A single comparison stands for a tree of one.
    pub(crate) fn root(key: &str, entry: &'a ConditionEntry, group: &'a Group) -> Node<'a> {
        match group.children.as_slice() {
            [Condition::Leaf(leaf)] if entry.operator.is_some() => {
                Node { path: key.to_owned(), entry, branch: Branch::Leaf(leaf) }
            }
            _ => Node { path: key.to_owned(), entry, branch: Branch::Group(group) },
        }
    }

    /// The conditions directly below.
    pub(crate) fn children(&self) -> Vec<Node<'a>> {
        let Branch::Group(group) = self.branch else {
            return Vec::new();
        };
        let (key, entries) = match group.aggregator {
            Aggregator::All => ("all", &self.entry.all),
            Aggregator::Any => ("any", &self.entry.any),
        };
        let both = entries.iter().flatten().zip(&group.children).enumerate();
        let path = |index| format!("{}.{key}[{index}]", self.path);
        both.map(|(index, (entry, condition))| Node::new(path(index), entry, condition)).collect()
    }

    /// Whether it narrows nothing.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self.branch, Branch::Group(group) if group.children.is_empty())
    }

    /// Every comparison, in the order they are written in.
    pub(crate) fn leaves(&self) -> Vec<LeafAt<'a>> {
        match self.branch {
            Branch::Leaf(leaf) => vec![LeafAt { path: self.path.clone(), entry: self.entry, leaf }],
            Branch::Group(_) => self.children().iter().flat_map(Node::leaves).collect(),
        }
    }
}
