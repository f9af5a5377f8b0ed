//! The products of a feed in lists by what they say, so that a search need not pass over all of them.

use super::categories::Categories;
use super::conjunct::{Asked, Conjunct, Kind};
use super::plan::Plan;
use super::values::{KnownClasses, Values, own_attribute};
use crate::chunked::Parts;
use hashbrown::HashMap;
use kindred_core::feed::{Product, Rotation};

/// Places, each behind what it is sorted by: the number of its SKU where chance has a say, else itself.
pub(super) type List = Vec<(u32, u32)>;

/// A list in two, since what is in stock comes first.
#[derive(Clone, Default)]
pub(super) struct Stocked {
    pub(super) in_stock: List,
    pub(super) out_of_stock: List,
}

impl Stocked {
    /// The places, each behind what it is sorted by, in order.
    pub(super) fn of<'p>(places: impl Iterator<Item = (u32, u32, &'p Product)>) -> Stocked {
        let mut stocked = Stocked::default();
        places.for_each(|(order, place, product)| stocked.push(order, place, product));
        stocked.sort();
        stocked
    }

    pub(super) fn push(&mut self, order: u32, place: u32, product: &Product) {
        let list = if product.in_stock { &mut self.in_stock } else { &mut self.out_of_stock };
        list.push((order, place));
    }

    pub(super) fn sort(&mut self) {
        self.in_stock.sort_unstable();
        self.out_of_stock.sort_unstable();
    }

    pub(super) fn len(&self) -> usize {
        self.in_stock.len() + self.out_of_stock.len()
    }
}

/// All lists, in one order.
pub(super) struct Catalogue<'a> {
    by_category: Vec<Stocked>,
    /// For attributes that rules compare with a matched product's.
    by_value: HashMap<&'a str, Values<'a>>,
}

impl<'a> Catalogue<'a> {
    /// The lists that the rules of units with or without chance may need; none where no rule does.
    pub(super) fn of(
        parts: &'a Parts<'_>,
        categories: &Categories<'_>,
        plans: &[Option<Plan<'a>>],
        by_chance: ByChance,
    ) -> Option<Catalogue<'a>> {
        let mine = |plan: &&Plan<'_>| ByChance::of(plan.rotation) == by_chance;
        plans.iter().flatten().find(mine)?;
        let order = |place: u32| by_chance.order(parts, place);
        let mut by_category = vec![Stocked::default(); categories.len()];
        for (place, product) in (0..).zip(&parts.products).filter(|(_, product)| product.visible) {
            for number in categories.of_place(place) {
                by_category[*number as usize].push(order(place), place, product);
            }
        }
        let mut by_value: HashMap<&str, Values<'_>> = HashMap::new();
        for plan in plans.iter().flatten().filter(mine) {
            for name in plan.alike.iter().filter_map(Conjunct::leaf).filter_map(own_attribute) {
                by_value.entry(name).or_insert_with(|| Values::of(parts, name, &order));
            }
        }
        if by_chance == ByChance::Yes {
            by_category.iter_mut().for_each(Stocked::sort);
            by_value.values_mut().for_each(Values::sort);
        }
        Some(Catalogue { by_category, by_value })
    }

    /// Lists that have, together, every product that satisfies a condition; none where there are no such lists.
    pub(super) fn lists<'l>(
        &'l self,
        conjunct: &Conjunct<'_>,
        asked: &Asked<'_>,
        known: &mut KnownClasses,
    ) -> Option<Vec<&'l Stocked>> {
        if conjunct.kind == Kind::SameCategory {
            let numbers = asked.categories(conjunct);
            return Some(numbers.iter().map(|number| &self.by_category[*number as usize]).collect());
        }
        let leaf = conjunct.leaf()?;
        self.by_value.get(own_attribute(leaf)?)?.lists(leaf, conjunct, asked, known)
    }
}

/// Whether chance has a say in what shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ByChance {
    Yes,
    No,
}

impl ByChance {
    pub(super) fn of(rotation: Rotation) -> ByChance {
        if rotation == Rotation::PriorityThenId { ByChance::No } else { ByChance::Yes }
    }

    /// What a place is sorted by.
    pub(super) fn order(self, parts: &Parts<'_>, place: u32) -> u32 {
        match self {
            ByChance::Yes => parts.hashes[place as usize],
            ByChance::No => place,
        }
    }
}
