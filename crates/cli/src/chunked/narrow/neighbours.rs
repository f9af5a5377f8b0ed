//! The products of one block, which are considered before all others: sets of them are bits, the first rank's the lowest.

use super::conjunct::{Asked, Conjunct, Verdicts};
use super::plan::Plan;
use crate::chunked::Parts;
use hashbrown::HashMap;
use kindred_core::candidates::BLOCK;

/// What is known of a block.
#[derive(Default)]
pub(super) struct Neighbours {
    /// The places in order of their ranks.
    pub(super) places: Vec<u32>,
    /// Those that can be bought.
    pub(super) in_stock: u128,
    /// By the number of a column, its classes in the block and who is of which.
    classes: HashMap<usize, Vec<(u32, u128)>>,
    /// Those that a rule could show for any matched product, by rule and group.
    base: HashMap<(u32, usize), u128>,
}

impl Neighbours {
    /// Forgets the last block.
    pub(super) fn enter(&mut self, parts: &Parts<'_>, block: u32) {
        let first = (block * BLOCK) as usize;
        let last = (first + BLOCK as usize).min(parts.n_products());
        self.places.clear();
        self.places.extend_from_slice(&parts.places[first..last]);
        self.in_stock = those(&self.places, |place| parts.in_stock.has(place));
        self.classes.clear();
        self.base.clear();
    }

    /// Those that a rule may show for a matched product and for all that say the same.
    pub(super) fn members(
        &mut self,
        plan: &Plan<'_>,
        (rule, group): (u32, usize),
        asked: &Asked<'_>,
        known: &mut Verdicts,
    ) -> u128 {
        let places = &self.places;
        let base = || those(places, |place| plan.is_in_base(group, place));
        let mut members = *self.base.entry((rule, group)).or_insert_with(base);
        for conjunct in &plan.alike {
            if members != 0 {
                members &= self.accepted(conjunct, members, asked, known);
            }
        }
        members
    }

    /// Which of some a condition accepts.
    fn accepted(&mut self, conjunct: &Conjunct<'_>, some: u128, asked: &Asked<'_>, known: &mut Verdicts) -> u128 {
        let places = &self.places;
        let Some(column) = conjunct.column() else {
            return each(some).filter(|bit| conjunct.accepts(places[*bit as usize], asked, known)).fold(0, with);
        };
        let classes = self.classes.entry(column).or_insert_with(|| {
            let column = asked.parts.columns.at(column);
            let mut classes: Vec<(u32, u128)> = Vec::new();
            for (bit, place) in (0..).zip(places) {
                let class = column.class(*place);
                match classes.iter_mut().find(|(known, _)| *known == class) {
                    Some((_, of_class)) => *of_class = with(*of_class, bit),
                    None => classes.push((class, with(0, bit))),
                }
            }
            classes
        });
        let in_question = classes.iter().filter(|(_, of_class)| of_class & some != 0);
        let accepted = in_question.filter(|(class, _)| conjunct.accepts_class(*class, asked, known));
        accepted.fold(0, |all, (_, of_class)| all | of_class)
    }
}

/// Every bit that is set, the lowest first.
pub(crate) fn each(mut bits: u128) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let bit = bits.trailing_zeros();
        bits &= bits.wrapping_sub(1);
        (bit < u128::BITS).then_some(bit)
    })
}

/// The first `most` at or after a bit, going round.
pub(super) fn first_from(bits: u128, start: u32, most: usize) -> u128 {
    let from_start = bits.rotate_right(start);
    let mut others = from_start;
    for _ in 0..most {
        others &= others.wrapping_sub(u128::from(others != 0));
    }
    (from_start & !others).rotate_left(start)
}

fn those(places: &[u32], are: impl Fn(u32) -> bool) -> u128 {
    places.iter().rev().fold(0, |bits, place| bits << 1 | u128::from(are(*place)))
}

fn with(bits: u128, bit: u32) -> u128 {
    bits | 1 << bit
}

#[cfg(test)]
mod tests {
    use super::first_from;

    #[test]
    fn the_first_ones_come_from_a_point_on_and_round_to_it() {
        assert_eq!(first_from(0b1011, 1, 2), 0b1010);
        assert_eq!(first_from(0b1011, 2, 2), 0b1001);
        assert_eq!(first_from(0b1011, 127, 9), 0b1011);
        assert_eq!(first_from(u128::MAX, 5, 0), 0);
        assert_eq!(first_from(0, 5, 3), 0);
    }
}
