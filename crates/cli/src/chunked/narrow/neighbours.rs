//! The products of one block, which are considered before all others: sets of them are bits, the first rank's the lowest.

use super::Narrow;
use super::catalogue::ByChance;
use super::conjunct::{Asked, Conjunct, Verdicts};
use super::plan::Plan;
use super::prices::Range;
use hashbrown::HashMap;
use kindred_core::candidates::{BLOCK, start_of};

/// Products by what they cost.
#[derive(Default)]
struct Priced {
    prices: Vec<(i64, u32)>,
    /// Those before each price in order, and at last all.
    before: Vec<u128>,
}

/// What is known of a block.
#[derive(Default)]
pub(super) struct Neighbours {
    /// The places in order of their ranks.
    pub(super) places: Vec<u32>,
    /// Those that can be bought.
    pub(super) in_stock: u128,
    /// The first turn of others, where chance has a say.
    pub(super) first_turn: u32,
    /// For each group what they cost, where rules compare that.
    priced: Vec<Priced>,
    /// By the number of a column, its classes in the block and who is of which.
    classes: HashMap<usize, Vec<(u32, u128)>>,
    /// Those that a rule could show for any matched product, by rule and group.
    base: HashMap<(u32, usize), u128>,
}

impl Neighbours {
    /// Forgets the last block.
    pub(super) fn enter(&mut self, narrow: &Narrow<'_>, block: u32) {
        let parts = narrow.parts;
        let first = (block * BLOCK) as usize;
        let last = (first + BLOCK as usize).min(parts.n_products());
        self.places.clear();
        self.places.extend_from_slice(&parts.places[first..last]);
        self.in_stock = those(&self.places, |place| parts.in_stock.has(place));
        self.classes.clear();
        self.base.clear();
        let circle = narrow.catalogue(ByChance::Yes).map(|catalogue| &catalogue.circle);
        self.first_turn = circle.map_or(0, |circle| circle.turn_at(parts, start_of(block)));
        self.priced.resize_with(narrow.prices.len(), Priced::default);
        for (group, priced) in self.priced.iter_mut().enumerate() {
            priced.enter(self.places.iter().map(|place| narrow.price(group, *place)));
        }
    }

    /// Those whose prices for a group lie in a range.
    pub(super) fn within(&self, group: usize, range: Range) -> u128 {
        self.priced[group].within(range)
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

impl Priced {
    /// Forgets all prices but these.
    fn enter(&mut self, prices: impl Iterator<Item = i64>) {
        self.prices.clear();
        self.prices.extend(prices.zip(0..));
        self.prices.sort_unstable();
        self.before.clear();
        self.before.push(0);
        let mut before = 0;
        self.before.extend(self.prices.iter().map(|(_, bit)| {
            before = with(before, *bit);
            before
        }));
    }

    /// Those whose prices lie in a range.
    fn within(&self, range: Range) -> u128 {
        let from = self.prices.partition_point(|(price, _)| *price < range.from);
        let behind = self.prices.partition_point(|(price, _)| *price <= range.to);
        self.before[behind.max(from)] & !self.before[from]
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
    use super::super::prices::Range;
    use super::{Priced, each, first_from};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn those_within_a_range_are_those_whose_prices_it_has(
            prices in proptest::collection::vec(-1_i64..20, 0..=128),
            (from, to) in (-2_i64..22, -2_i64..22),
        ) {
            let (mut priced, range) = (Priced::default(), Range { from, to });
            priced.enter(prices.iter().copied());
            let expected = (0..).zip(&prices).filter(|(_, price)| range.has(**price)).map(|(bit, _)| bit);
            prop_assert_eq!(each(priced.within(range)).collect::<Vec<u32>>(), expected.collect::<Vec<u32>>());
        }
    }

    #[test]
    fn the_first_ones_come_from_a_point_on_and_round_to_it() {
        assert_eq!(first_from(0b1011, 1, 2), 0b1010);
        assert_eq!(first_from(0b1011, 2, 2), 0b1001);
        assert_eq!(first_from(0b1011, 127, 9), 0b1011);
        assert_eq!(first_from(u128::MAX, 5, 0), 0);
        assert_eq!(first_from(0, 5, 3), 0);
    }
}
