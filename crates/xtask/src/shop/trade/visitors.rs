//! Who comes: most of them once or twice, some again and again.

use super::plan::Plan;
use super::{happens, weighted};
use crate::shop::picture::Dice;
use std::collections::BTreeSet;

/// Somebody.
pub(super) struct Visitor {
    /// The customer number, of those who have an account.
    pub(super) customer: Option<String>,
    /// What they come for.
    pub(super) taste: usize,
    /// What else they like.
    pub(super) second_taste: usize,
    /// SKUs of what they have bought, which is not bought twice unless it is used up.
    pub(super) owns: BTreeSet<String>,
}

/// Everybody.
pub(super) struct Visitors {
    pub(super) all: Vec<Visitor>,
    /// How often each comes, beside the others.
    weights: Vec<u32>,
}

impl Visitors {
    /// The place of whoever comes.
    pub(super) fn draw(&self, dice: &mut Dice) -> usize {
        weighted(dice, &self.weights).unwrap_or_default()
    }
}

/// Everybody that a plan speaks of.
pub(super) fn visitors(plan: &Plan) -> Visitors {
    let mut dice = Dice::of(&format!("{}: visitors", plan.seed));
    let shares: Vec<u32> = plan.tastes.iter().map(|taste| taste.share).collect();
    let (mut all, mut weights) = (Vec::new(), Vec::new());
    for number in 0..plan.visitors {
        // Once, now and then, or again and again; who comes often has an account.
        let (weight, with_account) = [(1, 40), (4, 75), (12, 100)][weighted(&mut dice, &[62, 28, 10]).unwrap_or(0)];
        let taste = weighted(&mut dice, &shares).unwrap_or_default();
        let second_taste = weighted(&mut dice, &shares).unwrap_or_default();
        let customer = happens(&mut dice, with_account).then(|| format!("C{:05}", 1001 + number));
        all.push(Visitor { customer, taste, second_taste, owns: BTreeSet::new() });
        weights.push(weight);
    }
    Visitors { all, weights }
}
