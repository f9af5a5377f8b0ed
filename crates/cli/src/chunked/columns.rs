//! What products say, as numbers: two products say the same under an attribute where they have the same number there.
//! What is decided by an attribute alone is decided once for each number, and products are compared without a look at
//! their texts.

use super::alike::Alike;
use crate::cores::{in_parts, jobs};
use hashbrown::HashMap;
use kindred_core::condition::{Condition, Group, Operand, Scene};
use kindred_core::fact::{Attribute, Fact};
use kindred_core::feed::{Logic, Product, Settings};
use kindred_core::rule::Rule;
use std::ops::Range;

/// What the products of a feed say under one attribute.
pub(crate) struct Column {
    /// By place.
    classes: Vec<u32>,
    /// The first product of each class.
    examples: Vec<u32>,
    /// The texts of each class, where the attribute is the shop's own.
    alike: Option<Alike>,
}

/// A column for every attribute that rules and filters read, but for those that tell nearly every product apart.
#[derive(Default)]
pub(crate) struct Columns(Vec<(Attribute, Column)>);

/// What a product says under an attribute.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Said<'a> {
    Nothing,
    Text(&'a str),
    Texts(&'a [String]),
}

impl Columns {
    pub(crate) fn of(settings: &Settings, rules: &[Rule], products: &[Product]) -> Columns {
        // Neighbours are sorted by their categories, whatever rules read.
        let mut attributes = vec![Attribute::Category];
        let trees = rules.iter().flat_map(|rule| [&rule.products_to_match, &rule.products_to_display]);
        let filters = settings.units.iter().flat_map(|unit| &unit.filters);
        trees.chain(filters).for_each(|tree| note(tree, &mut attributes));
        let parts = in_parts(products.len(), |range| Part::of_all(products, range, &attributes));
        let columns = jobs(attributes.len(), |number| {
            let column = Part::joined(parts.iter().map(|parts| &parts[number]), products);
            column.with_alike(&attributes[number], products)
        });
        drop(parts);
        Columns(attributes.into_iter().zip(columns).collect())
    }

    /// The column of an attribute; none where products say nearly nothing else but their own.
    pub(crate) fn get(&self, attribute: &Attribute) -> Option<&Column> {
        self.number(attribute).map(|number| self.at(number))
    }

    /// The number of an attribute's column.
    pub(crate) fn number(&self, attribute: &Attribute) -> Option<usize> {
        let attribute = if *attribute == Attribute::ChildCategory { &Attribute::Category } else { attribute };
        self.0.iter().position(|(known, _)| known == attribute)
    }

    /// The column of that number.
    pub(crate) fn at(&self, number: usize) -> &Column {
        &self.0[number].1
    }
}

/// The column of some products.
struct Part<'a> {
    column: Column,
    known: HashMap<Said<'a>, u32>,
}

impl<'a> Part<'a> {
    /// The columns of several attributes: whoever looks at a product looks at all of them.
    fn of_all(products: &'a [Product], range: Range<usize>, attributes: &'a [Attribute]) -> Vec<Part<'a>> {
        let scene = Scene { logic: Logic::Adobe, group: None, fold: str::to_lowercase };
        let mut parts: Vec<Part<'a>> = attributes.iter().map(|_| Part::with_room(range.len())).collect();
        for (place, product) in range.clone().zip(&products[range]) {
            for (part, attribute) in parts.iter_mut().zip(attributes) {
                let class = part.class(Said::of(product, attribute, &scene), place as u32);
                part.column.classes.push(class);
            }
        }
        parts
    }

    fn with_room(n_products: usize) -> Part<'a> {
        let column = Column { classes: Vec::with_capacity(n_products), examples: Vec::new(), alike: None };
        Part { column, known: HashMap::new() }
    }

    /// The class of what the product at a place says.
    fn class(&mut self, said: Said<'a>, place: u32) -> u32 {
        let next = self.known.len() as u32;
        let class = *self.known.entry(said).or_insert(next);
        if class == next {
            self.column.examples.push(place);
        }
        class
    }

    /// One column of those of products one after another.
    fn joined<'p>(parts: impl Iterator<Item = &'p Part<'a>>, products: &[Product]) -> Column
    where
        'a: 'p,
    {
        let mut all = Part::with_room(products.len());
        for part in parts {
            let mut said: Vec<(Said<'a>, u32)> = part.known.iter().map(|(said, class)| (*said, *class)).collect();
            said.sort_unstable_by_key(|(_, class)| *class);
            let classes = said.iter().zip(&part.column.examples).map(|((said, _), example)| all.class(*said, *example));
            let classes: Vec<u32> = classes.collect();
            all.column.classes.extend(part.column.classes.iter().map(|class| classes[*class as usize]));
        }
        all.column
    }
}

impl Column {
    fn with_alike(self, attribute: &Attribute, products: &[Product]) -> Column {
        let Attribute::Own(name) = attribute else { return self };
        let alike = Alike::of(self.examples.iter().map(|example| products[*example as usize].said(name)));
        Column { alike: Some(alike), ..self }
    }

    /// Whether a text of a class may equal one of another column's class. Only of the shop's own attributes it is known.
    pub(crate) fn may_equal(&self, class: u32, other: &Column, other_class: u32) -> bool {
        let alike = self.alike.as_ref().zip(other.alike.as_ref());
        alike.is_none_or(|(own, other)| own.may_share(class, (other, other_class)))
    }

    /// What the product at a place says.
    pub(crate) fn class(&self, place: u32) -> u32 {
        self.classes[place as usize]
    }

    /// The same, for a list of one.
    pub(crate) fn class_list(&self, place: u32) -> &[u32] {
        std::slice::from_ref(&self.classes[place as usize])
    }

    /// The first product of each class.
    pub(crate) fn examples(&self) -> &[u32] {
        &self.examples
    }
}

impl<'a> Said<'a> {
    fn of(product: &'a Product, attribute: &'a Attribute, scene: &Scene<'_>) -> Said<'a> {
        match product.fact(attribute, scene) {
            Some(Fact::Text(text)) => Said::Text(text),
            Some(Fact::Texts(texts)) => Said::Texts(texts),
            // Money has no column.
            Some(Fact::Amount(_)) | None => Said::Nothing,
        }
    }
}

/// Notes the attributes of a tree that many products share.
fn note(group: &Group, attributes: &mut Vec<Attribute>) {
    for child in &group.children {
        match child {
            Condition::Group(group) => note(group, attributes),
            Condition::Leaf(leaf) => {
                let matched = if let Operand::Matched(attribute) = &leaf.operand { Some(attribute) } else { None };
                for attribute in std::iter::once(&leaf.attribute).chain(matched) {
                    let is_own = matches!(attribute, Attribute::Price | Attribute::Sku | Attribute::Name);
                    if !is_own && *attribute != Attribute::ChildCategory && !attributes.contains(attribute) {
                        attributes.push(attribute.clone());
                    }
                }
            }
        }
    }
}
