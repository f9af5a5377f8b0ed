//! A tree of conditions that is asked about every product of a feed, many at once. What is compared is what
//! [`Leaf::accepts`](crate::condition::Leaf::accepts) compares; but of products that say the same, only one is asked.

use crate::classes::Classes;
use crate::condition::{Aggregator, Condition, Group, Leaf, Matched, Scene};
use crate::fact::{Attribute, Fact};
use crate::feed::Feed;
use alloc::vec::Vec;

/// How many products are judged at once.
pub(super) const STRIDE: usize = 64;

/// A tree about to be asked about the products of a feed, for one matched product.
pub(super) struct Judge<'a> {
    root: Step<'a>,
    ground: Ground<'a>,
}

/// What all comparisons of a tree share.
struct Ground<'a> {
    feed: &'a Feed,
    matched: Matched<'a>,
    scene: Scene<'a>,
}

enum Step<'a> {
    Group {
        aggregator: Aggregator,
        expected: bool,
        steps: Vec<Step<'a>>,
    },
    Leaf {
        leaf: &'a Leaf,
        operand: Option<Fact<'a>>,
        classes: &'a Classes,
        /// For each class [`UNKNOWN`], [`NO`] or [`YES`].
        known: Vec<u8>,
    },
}

const UNKNOWN: u8 = 0;
const NO: u8 = 1;
const YES: u8 = 2;

impl<'a> Judge<'a> {
    pub(super) fn new(group: &'a Group, feed: &'a Feed, matched: Matched<'a>, scene: Scene<'a>) -> Judge<'a> {
        let ground = Ground { feed, matched, scene };
        Judge { root: ground.step(group), ground }
    }

    /// The [`STRIDE`] products from this place on, as far as there are so many: the lowest bit is the first of them.
    pub(super) fn all(&self, from: usize) -> u64 {
        let n_left = self.ground.feed.products.len().saturating_sub(from);
        if n_left >= STRIDE { u64::MAX } else { (1 << n_left) - 1 }
    }

    /// Which of these it accepts.
    pub(super) fn accepts(&mut self, from: usize) -> u64 {
        let all = self.all(from);
        self.root.accepts(from, all, &self.ground)
    }
}

impl<'a> Ground<'a> {
    fn step(&self, group: &'a Group) -> Step<'a> {
        let mut steps = Vec::with_capacity(group.children.len());
        for child in &group.children {
            match child {
                Condition::Group(group) => steps.push(self.step(group)),
                Condition::Leaf(leaf) => {
                    // The feed has noted every attribute that its rules name.
                    if let Some(classes) = self.feed.index.classes(&leaf.attribute, &self.feed.products) {
                        let operand = leaf.operand.fact(self.matched.product, &self.scene);
                        let known = alloc::vec![UNKNOWN; classes.len()];
                        steps.push(Step::Leaf { leaf, operand, classes, known });
                    }
                }
            }
        }
        Step::Group { aggregator: group.aggregator, expected: group.expected, steps }
    }

    #[inline(never)]
    fn ask(&self, leaf: &Leaf, operand: Option<Fact<'_>>, classes: &Classes, class: usize) -> u8 {
        let Some((product, value)) = classes.example(class, &self.feed.products) else { return NO };
        let yes = match leaf.attribute {
            Attribute::Own(_) => leaf.operator.holds(value, operand, &self.scene),
            _ => leaf.accepts(product, self.matched, &self.scene),
        };
        if yes { YES } else { NO }
    }
}

impl Step<'_> {
    /// Those of the asked products that are accepted.
    fn accepts(&mut self, from: usize, asked: u64, ground: &Ground<'_>) -> u64 {
        match self {
            Step::Group { steps, .. } if steps.is_empty() => asked,
            Step::Group { aggregator, expected, steps } => {
                // Of all, those that are not as expected drop out; of any, those that are have been found.
                let is_all = *aggregator == Aggregator::All;
                let mut left = asked;
                for step in steps {
                    if left == 0 {
                        break;
                    }
                    let found = step.accepts(from, left, ground);
                    left = if *expected == is_all { found } else { left & !found };
                }
                if is_all { left } else { asked & !left }
            }
            Step::Leaf { leaf, operand, classes, known } => {
                let of = classes.from(from);
                let (mut left, mut accepted) = (asked, 0);
                while left != 0 {
                    let bit = left & left.wrapping_neg();
                    let class = of.get(left.trailing_zeros() as usize).map_or(0, |class| *class as usize);
                    left ^= bit;
                    if let Some(known) = known.get_mut(class) {
                        if *known == UNKNOWN {
                            *known = ground.ask(leaf, *operand, classes, class);
                        }
                        if *known == YES {
                            accepted |= bit;
                        }
                    }
                }
                accepted
            }
        }
    }
}
