//! What products say, as numbers: two products say the same under an attribute where they have the same number there.
//! What is decided by an attribute alone is decided once for each number, and products are compared without a look at
//! their texts.

use crate::cores::jobs;
use hashbrown::HashMap;
use kindred_core::condition::{Condition, Group, Operand, Scene};
use kindred_core::fact::{Attribute, Fact};
use kindred_core::feed::{Logic, Product, Settings};
use kindred_core::rule::Rule;

/// What the products of a feed say under one attribute.
pub(crate) struct Column {
    /// By place.
    classes: Vec<u32>,
    /// The first product of each class.
    examples: Vec<u32>,
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
        let columns = jobs(attributes.len(), |number| Column::of(products, &attributes[number]));
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

impl Column {
    fn of(products: &[Product], attribute: &Attribute) -> Column {
        let scene = Scene { logic: Logic::Adobe, group: None, fold: str::to_lowercase };
        let (mut known, mut examples) = (HashMap::new(), Vec::new());
        let mut classes = Vec::with_capacity(products.len());
        for (place, product) in (0..).zip(products) {
            let next = known.len() as u32;
            let class = *known.entry(Said::of(product, attribute, &scene)).or_insert(next);
            if class == next {
                examples.push(place);
            }
            classes.push(class);
        }
        Column { classes, examples }
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
