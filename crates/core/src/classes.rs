//! Products that say the same under an attribute: what a condition finds in one of them, it finds in all.
//!
//! A shop has many products and few colours. So a comparison is made once for each value, and a product is a look into a
//! table: the evaluator stays the one evaluator, and is asked less often.

use crate::condition::{Condition, Group};
use crate::fact::{Attribute, Fact};
use crate::feed::Product;
use crate::hash;
use alloc::vec::Vec;
use core::cell::OnceCell;

/// For each product its class under one attribute, and for each class one of its products.
#[derive(Debug)]
pub(crate) struct Classes {
    of: Vec<u32>,
    examples: Vec<Example>,
}

/// A product of a class, and the place among its attributes where it says what its class says.
#[derive(Clone, Copy, Debug)]
struct Example {
    place: u32,
    slot: u32,
}

/// The classes under every attribute that the rules of a feed display by, each made when it is first needed.
#[derive(Debug, Default)]
pub(crate) struct Index(Vec<(Attribute, OnceCell<Classes>)>);

impl Index {
    /// Notes the attributes of a tree.
    pub(crate) fn note(&mut self, group: &Group) {
        for child in &group.children {
            match child {
                Condition::Group(group) => self.note(group),
                Condition::Leaf(leaf) => {
                    if !self.0.iter().any(|(known, _)| *known == leaf.attribute) {
                        self.0.push((leaf.attribute.clone(), OnceCell::new()));
                    }
                }
            }
        }
    }

    /// The classes under a noted attribute.
    pub(crate) fn classes(&self, attribute: &Attribute, products: &[Product]) -> Option<&Classes> {
        let (_, classes) = self.0.iter().find(|(known, _)| known == attribute)?;
        Some(classes.get_or_init(|| Classes::new(attribute, products)))
    }
}

impl Classes {
    fn new(attribute: &Attribute, products: &[Product]) -> Classes {
        let mut classes = Classes { of: Vec::with_capacity(products.len()), examples: Vec::new() };
        // Open addressing: the number of a class, from 1, at the place of its hash, or at the next that is free.
        let mask = (products.len() * 2).next_power_of_two() - 1;
        let mut table: Vec<u32> = alloc::vec![0; mask + 1];
        for (place, product) in (0u32..).zip(products) {
            let mut slot = hash(product, attribute) as usize & mask;
            let class = loop {
                let Some(known) = table.get_mut(slot) else { break 0 };
                if *known == 0 {
                    *known = classes.add(place, product, attribute);
                    break *known - 1;
                }
                if classes
                    .example(*known as usize - 1, products)
                    .is_some_and(|(example, _)| says_the_same(example, product, attribute))
                {
                    break *known - 1;
                }
                slot = (slot + 1) & mask;
            };
            classes.of.push(class);
        }
        classes
    }

    /// Begins a class with its first product; how many there are now.
    fn add(&mut self, place: u32, product: &Product, attribute: &Attribute) -> u32 {
        let slot = product.attributes.iter().position(|(name, _)| name == attribute.name());
        self.examples.push(Example { place, slot: slot.map_or(u32::MAX, |slot| slot as u32) });
        self.examples.len() as u32
    }

    /// How many classes there are.
    pub(crate) fn len(&self) -> usize {
        self.examples.len()
    }

    /// The class of each product from this place on.
    pub(crate) fn from(&self, place: usize) -> &[u32] {
        self.of.get(place..).unwrap_or_default()
    }

    /// A product of a class, and what it says if the attribute is one of the shop's own.
    pub(crate) fn example<'a>(&self, class: usize, products: &'a [Product]) -> Option<(&'a Product, Option<Fact<'a>>)> {
        let example = self.examples.get(class)?;
        let product = products.get(example.place as usize)?;
        Some((product, product.attributes.get(example.slot as usize).map(|(_, value)| value.into())))
    }
}

fn says_the_same(a: &Product, b: &Product, attribute: &Attribute) -> bool {
    match attribute {
        Attribute::Price => a.price == b.price && a.group_prices == b.group_prices,
        other => a.own_fact(other) == b.own_fact(other),
    }
}

fn hash(product: &Product, attribute: &Attribute) -> u32 {
    hash::finish(match (attribute, product.own_fact(attribute)) {
        (Attribute::Price, _) => product.price.map_or(0, |price| price.ten_thousandths() as u32),
        (_, None | Some(Fact::Amount(_))) => 0,
        (_, Some(Fact::Text(value))) => hash::fold(hash::START, value),
        (_, Some(Fact::Texts(values))) => values.iter().fold(hash::START, |hash, value| hash::fold(hash, value)),
    })
}
