//! The products of a feed in lists by what they say, so that a search need not pass over all of them.

use super::categories::Categories;
use super::conjunct::{Asked, Conjunct, Kind};
use super::plan::Plan;
use crate::chunked::Parts;
use hashbrown::HashMap;
use kindred_core::condition::{Leaf, Operand};
use kindred_core::fact::Attribute;
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

    fn push(&mut self, order: u32, place: u32, product: &Product) {
        let list = if product.in_stock { &mut self.in_stock } else { &mut self.out_of_stock };
        list.push((order, place));
    }

    fn sort(&mut self) {
        self.in_stock.sort_unstable();
        self.out_of_stock.sort_unstable();
    }

    pub(super) fn len(&self) -> usize {
        self.in_stock.len() + self.out_of_stock.len()
    }
}

/// The products that say the same.
struct Class<'a> {
    example: &'a Product,
    places: Stocked,
}

/// All lists, in one order.
pub(super) struct Catalogue<'a> {
    by_category: Vec<Stocked>,
    /// For attributes that rules compare with a matched product's.
    by_value: HashMap<&'a str, Vec<Class<'a>>>,
}

/// With more values than that it is quicker to ask the products.
const MAX_CLASSES: usize = 5_000;

/// With more lists than that it is quicker to go through a longer one.
const MAX_LISTS: usize = 64;

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
        let mut by_value: HashMap<&str, Vec<Class<'_>>> = HashMap::new();
        for plan in plans.iter().flatten().filter(mine) {
            for name in plan.alike.iter().filter_map(Conjunct::leaf).filter_map(own_attribute) {
                by_value.entry(name).or_insert_with(|| classes(parts, name, &order));
            }
        }
        by_value.retain(|_, classes| classes.len() <= MAX_CLASSES);
        if by_chance == ByChance::Yes {
            by_category.iter_mut().for_each(Stocked::sort);
            by_value.values_mut().flatten().for_each(|class| class.places.sort());
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
        let classes = self.by_value.get(own_attribute(leaf)?)?;
        let key = (std::ptr::from_ref(leaf) as usize, asked.fact_key(leaf));
        let accepted = known.entry(key).or_insert_with(|| {
            let accepts = |class: &Class<'_>| leaf.accepts(class.example, conjunct.matched(asked), &asked.scene);
            let accepted = (0..).zip(classes).filter(|(_, class)| accepts(class)).map(|(number, _)| number);
            // One more than would be used says that there are too many.
            accepted.take(MAX_LISTS + 1).collect()
        });
        (accepted.len() <= MAX_LISTS).then(|| accepted.iter().map(|number| &classes[*number as usize].places).collect())
    }
}

/// The classes that a comparison accepts, by the comparison and what it compares with.
pub(super) type KnownClasses = HashMap<(usize, Vec<u8>), Vec<u32>>;

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

/// The shop's own attribute that a comparison with a matched product's reads.
fn own_attribute(leaf: &Leaf) -> Option<&str> {
    match (&leaf.attribute, &leaf.operand) {
        (Attribute::Own(name), Operand::Matched(_)) => Some(name),
        _ => None,
    }
}

fn classes<'a>(parts: &'a Parts<'_>, name: &str, order: &dyn Fn(u32) -> u32) -> Vec<Class<'a>> {
    let mut classes: Vec<Class<'a>> = Vec::new();
    let mut known = HashMap::new();
    for (place, product) in (0..).zip(&parts.products).filter(|(_, product)| product.visible) {
        let value = product.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        let class = *known.entry(value).or_insert_with(|| {
            classes.push(Class { example: product, places: Stocked::default() });
            classes.len() - 1
        });
        classes[class].places.push(order(place), place, product);
    }
    classes
}
