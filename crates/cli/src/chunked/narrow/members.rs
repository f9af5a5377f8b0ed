//! The products that a rule may show to all products that say the same, found by the shortest way there is.

use super::conjunct::{Asked, Conjunct};
use super::plan::Plan;
use crate::chunked::Parts;
use hashbrown::HashMap;
use kindred_core::condition::{Leaf, Matched, Operand};
use kindred_core::fact::Attribute;
use kindred_core::feed::{Product, Rotation};
use kindred_core::operator::Operator;
use std::collections::BTreeMap;

/// Places with the numbers of their SKUs; in order of these where chance has a say, else in that of the feed.
pub(super) struct Members {
    pub(super) in_stock: Vec<(u32, u32)>,
    pub(super) out_of_stock: Vec<(u32, u32)>,
}

impl Members {
    pub(super) fn len(&self) -> usize {
        self.in_stock.len() + self.out_of_stock.len()
    }
}

/// Products by what they say.
pub(super) struct Catalogue<'a> {
    parts: &'a Parts<'a>,
    /// The places in each category, by its path.
    categories: BTreeMap<&'a str, Vec<u32>>,
    /// For attributes that rules compare with a matched product's: the places for each value.
    values: HashMap<&'a str, Vec<Class<'a>>>,
}

/// The products that say the same.
struct Class<'a> {
    example: &'a Product,
    places: Vec<u32>,
}

/// With more values than that it is quicker to ask the products.
const MAX_CLASSES: usize = 5_000;

impl<'a> Catalogue<'a> {
    pub(super) fn of(parts: &'a Parts<'a>) -> Catalogue<'a> {
        let mut categories: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (place, product) in (0..).zip(&parts.products) {
            for category in &product.categories {
                categories.entry(category).or_default().push(place);
            }
        }
        let mut values = HashMap::new();
        for rule in parts.rules {
            let mut conjuncts = Vec::new();
            Conjunct::all_of(&rule.products_to_display, false, &mut conjuncts);
            for name in conjuncts.iter().filter_map(Conjunct::leaf).filter_map(attribute_with_classes) {
                values.entry(name).or_insert_with(|| classes(parts, name));
            }
        }
        values.retain(|_, classes: &mut Vec<Class<'_>>| classes.len() <= MAX_CLASSES);
        Catalogue { parts, categories, values }
    }

    /// The products that satisfy all of a rule's conditions but those particular to one matched product.
    pub(super) fn members(&self, plan: &Plan<'_>, group: usize, asked: &Asked<'_>) -> Members {
        let mut members = Members { in_stock: Vec::new(), out_of_stock: Vec::new() };
        let (way, left) = self.shortest_way(plan, asked);
        let mut offer = |place: u32| {
            let product = &self.parts.products[place as usize];
            if plan.is_in_base(group, place) && left.iter().all(|conjunct| conjunct.accepts(product, asked)) {
                let part = if product.in_stock { &mut members.in_stock } else { &mut members.out_of_stock };
                part.push((self.parts.hashes[place as usize], place));
            }
        };
        match way {
            Some(places) => places.into_iter().for_each(&mut offer),
            None => plan.base(group).for_each(&mut offer),
        }
        if plan.rotation != Rotation::PriorityThenId {
            members.in_stock.sort_unstable();
            members.out_of_stock.sort_unstable();
        }
        members
    }

    /// The places, in order, that satisfy one of the conditions, and the conditions that are left; where there is no
    /// list for any of them, every product must be asked for all.
    fn shortest_way<'p>(&self, plan: &'p Plan<'_>, asked: &Asked<'_>) -> (Option<Vec<u32>>, Vec<&'p Conjunct<'p>>) {
        let list = |conjunct: &Conjunct<'_>| {
            let leaf = conjunct.leaf()?;
            self.by_category(leaf, conjunct.matched(asked)).or_else(|| self.by_value(leaf, asked))
        };
        let lists = plan.alike.iter().enumerate().filter_map(|(number, conjunct)| Some((number, list(conjunct)?)));
        let shortest = lists.min_by_key(|(_, places)| places.len());
        let (number, places) = shortest.map_or((usize::MAX, None), |(number, places)| (number, Some(places)));
        let left = plan.alike.iter().enumerate().filter(|(other, _)| *other != number).map(|(_, conjunct)| conjunct);
        (places, left.collect())
    }

    fn by_category(&self, leaf: &Leaf, matched: Matched<'_>) -> Option<Vec<u32>> {
        let is_positive = matches!(leaf.operator, Operator::Is | Operator::IsOneOf | Operator::Contains);
        let counts_itself = match leaf.operand {
            Operand::Matched(Attribute::Category) => true,
            Operand::Matched(Attribute::ChildCategory) => false,
            _ => return None,
        };
        if leaf.attribute != Attribute::Category || !is_positive {
            return None;
        }
        let mut places = Vec::new();
        for category in matched.categories() {
            if counts_itself {
                places.extend(self.categories.get(category.as_str()).into_iter().flatten());
            }
            let below = format!("{category}/");
            let under = self.categories.range(below.as_str()..).take_while(|(path, _)| path.starts_with(&below));
            places.extend(under.flat_map(|(_, places)| places));
        }
        places.sort_unstable();
        places.dedup();
        Some(places)
    }

    fn by_value(&self, leaf: &Leaf, asked: &Asked<'_>) -> Option<Vec<u32>> {
        let classes = self.values.get(attribute_with_classes(leaf)?)?;
        let accepted = classes.iter().filter(|class| leaf.accepts(class.example, asked.matched, &asked.scene));
        let mut places: Vec<u32> = accepted.flat_map(|class| &class.places).copied().collect();
        places.sort_unstable();
        Some(places)
    }
}

/// The shop's own attribute that a comparison with a matched product's reads.
fn attribute_with_classes(leaf: &Leaf) -> Option<&str> {
    match (&leaf.attribute, &leaf.operand) {
        (Attribute::Own(name), Operand::Matched(_)) => Some(name),
        _ => None,
    }
}

fn classes<'a>(parts: &'a Parts<'_>, name: &str) -> Vec<Class<'a>> {
    let mut classes: Vec<Class<'a>> = Vec::new();
    let mut known = HashMap::new();
    for (place, product) in (0..).zip(&parts.products) {
        let value = product.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        let class = *known.entry(value).or_insert_with(|| {
            classes.push(Class { example: product, places: Vec::new() });
            classes.len() - 1
        });
        classes[class].places.push(place);
    }
    classes
}
