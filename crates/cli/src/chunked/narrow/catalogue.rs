//! The products of a feed in lists by what they say, so that a search need not pass over all of them.

use super::Narrow;
use super::categories::Categories;
use super::conjunct::{Asked, Conjunct, Kind};
use super::plan::Plan;
use super::values::{KnownClasses, Values, own_attribute};
use crate::chunked::Parts;
use crate::cores::{both, jobs};
use hashbrown::HashMap;
use kindred_core::feed::Rotation;

/// The order in which products are considered elsewhere: by the number of their SKU where chance has a say, else by
/// their places. A product's turn is its index here.
pub(super) struct Circle {
    places: Vec<u32>,
}

/// A turn and whose it is: in lists both stand together, since places lie all over the memory.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Turn {
    number: u32,
    pub(super) place: u32,
}

/// Products in order of their turns; a list in two, since what is in stock comes first.
#[derive(Clone, Copy, Default)]
pub(super) struct Stocked<'l>(pub(super) [&'l [Turn]; 2]);

/// Many lists of turns: of each, those in stock and then the others.
pub(super) struct Lists {
    /// Where each begins, and at last where they end.
    starts: Vec<u32>,
    turns: Vec<Turn>,
}

/// All lists, in one order.
pub(super) struct Catalogue<'a> {
    pub(super) circle: Circle,
    by_category: Lists,
    /// For attributes that rules compare with a matched product's.
    by_value: HashMap<&'a str, Values<'a>>,
}

impl Circle {
    fn of(parts: &Parts<'_>, by_chance: ByChance) -> Circle {
        let mut turns: Vec<u64> = (0..parts.n_products() as u64).collect();
        if by_chance == ByChance::Yes {
            turns.iter_mut().zip(&parts.hashes).for_each(|(turn, hash)| *turn |= u64::from(*hash) << u32::BITS);
            turns.sort_unstable();
        }
        let places = turns.into_iter().map(|turn| turn as u32).collect();
        Circle { places }
    }

    /// The first turn from a point on, where chance has a say.
    pub(super) fn turn_at(&self, parts: &Parts<'_>, point: u32) -> u32 {
        self.places.partition_point(|place| parts.hashes[*place as usize] < point) as u32
    }

    /// The products that satisfy something, as one list.
    pub(super) fn list(&self, parts: &Parts<'_>, is_in: impl Fn(u32) -> bool) -> Lists {
        Lists::of(1, parts, self, &|place| if is_in(place) { &[0] } else { &[] })
    }
}

impl Turn {
    /// Whether it comes before the turn of that number.
    pub(super) fn is_before(self, number: u32) -> bool {
        self.number < number
    }
}

impl Lists {
    /// Lists of which each product is in some.
    pub(super) fn of<'p>(n_lists: usize, parts: &Parts<'_>, circle: &Circle, of: &dyn Fn(u32) -> &'p [u32]) -> Lists {
        let is_out = |place: u32| usize::from(!parts.in_stock.has(place));
        let mut starts = vec![0; n_lists * 2 + 1];
        // Whoever only counts need not go round the circle.
        for place in 0..circle.places.len() as u32 {
            of(place).iter().for_each(|list| starts[*list as usize * 2 + is_out(place) + 1] += 1);
        }
        for list in 1..starts.len() {
            starts[list] += starts[list - 1];
        }
        let mut turns = vec![Turn { number: 0, place: 0 }; starts.last().map_or(0, |end| *end as usize)];
        let mut ends = starts.clone();
        for (number, place) in (0..).zip(circle.places.iter().copied()) {
            for list in of(place) {
                let end = &mut ends[*list as usize * 2 + is_out(place)];
                turns[*end as usize] = Turn { number, place };
                *end += 1;
            }
        }
        Lists { starts, turns }
    }

    /// One of them.
    pub(super) fn list(&self, number: u32) -> Stocked<'_> {
        let part = |part: usize| &self.turns[self.starts[part] as usize..self.starts[part + 1] as usize];
        Stocked([part(number as usize * 2), part(number as usize * 2 + 1)])
    }
}

/// Takes the smallest element off the lists that begin with it. Lists are in order.
pub(super) fn next_of<T: Copy + Ord>(lists: &mut [&[T]]) -> Option<T> {
    if let [only] = lists {
        let (next, rest) = only.split_first()?;
        *only = rest;
        return Some(*next);
    }
    let next = *lists.iter().filter_map(|list| list.first()).min()?;
    lists.iter_mut().filter(|list| list.first() == Some(&next)).for_each(|list| *list = &list[1..]);
    Some(next)
}

impl Stocked<'_> {
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|part| part.len()).sum()
    }
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
        let circle = Circle::of(parts, by_chance);
        let mut names: Vec<&str> = Vec::new();
        for plan in plans.iter().flatten().filter(mine) {
            names.extend(plan.alike.iter().filter_map(Conjunct::leaf).filter_map(own_attribute));
        }
        names.sort_unstable();
        names.dedup();
        let of_category = |place| if parts.showable.has(place) { categories.of_place(place) } else { &[] };
        let (values, by_category) = both(
            || jobs(names.len(), |name| Values::of(parts, names[name], &circle)),
            || Lists::of(categories.len(), parts, &circle, &of_category),
        );
        let by_value = names.into_iter().zip(values).filter_map(|(name, values)| Some((name, values?))).collect();
        Some(Catalogue { circle, by_category, by_value })
    }

    /// Lists that have, together, every product of a plan that satisfies a condition of it; none where there are no such
    /// lists.
    pub(super) fn lists<'l>(
        &'l self,
        narrow: &Narrow<'_>,
        (plan, conjunct): (&'l Plan<'_>, &Conjunct<'_>),
        asked: &Asked<'_>,
        known: &mut KnownClasses,
    ) -> Option<Vec<Stocked<'l>>> {
        if conjunct.kind == Kind::SameCategory {
            let by_category = plan.by_category(narrow, &self.circle).unwrap_or(&self.by_category);
            return Some(asked.categories(conjunct).iter().map(|number| by_category.list(*number)).collect());
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
}
