//! The products of a feed by what they say under one attribute.

use super::catalogue::{Circle, Lists, Stocked, next_of};
use super::conjunct::{Asked, Conjunct};
use crate::chunked::Parts;
use crate::chunked::alike::normal;
use crate::chunked::columns::Column;
use hashbrown::HashMap;
use kindred_core::condition::{Leaf, Operand};
use kindred_core::fact::{Attribute, Fact};
use kindred_core::feed::Product;
use kindred_core::operator::Operator;
use kindred_core::value::Value;
use std::ops::Range;

/// Every class of an attribute.
pub(super) struct Values<'a> {
    products: &'a [Product],
    column: &'a Column,
    lists: Lists,
    /// The classes by each of their texts, in order, such that texts which the evaluator may call equal are the same here.
    by_text: HashMap<String, Vec<u32>>,
}

/// The classes that a comparison accepts, by the comparison and what it compares with.
pub(super) type KnownClasses = HashMap<(usize, u32), Vec<u32>>;

/// With more lists than that it is quicker to go through a longer one.
const MAX_LISTS: usize = 64;

/// With more classes than that it is quicker to ask the products, where every class would have to be asked.
const MAX_ASKED: usize = 5_000;

impl<'a> Values<'a> {
    pub(super) fn of(parts: &'a Parts<'_>, name: &str, circle: &Circle) -> Option<Values<'a>> {
        let column = parts.columns.get(&Attribute::Own(name.to_owned()))?;
        let mut by_text: HashMap<String, Vec<u32>> = HashMap::new();
        for (class, example) in (0..).zip(column.examples()) {
            let attributes = &parts.products[*example as usize].attributes;
            let value: Option<&Value> = attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value);
            for text in value.map(|value| texts(value.into())).unwrap_or_default() {
                let classes = by_text.entry(normal(text)).or_default();
                if classes.last() != Some(&class) {
                    classes.push(class);
                }
            }
        }
        let of = |place| if parts.showable.has(place) { column.class_list(place) } else { &[] };
        let lists = Lists::of(column.examples().len(), parts, circle, &of);
        Some(Values { products: &parts.products, column, lists, by_text })
    }

    /// Lists that have, together, every product that satisfies a comparison; none where they would be too many.
    pub(super) fn lists(
        &self,
        leaf: &Leaf,
        conjunct: &Conjunct<'_>,
        asked: &Asked<'_>,
        known: &mut KnownClasses,
    ) -> Option<Vec<Stocked<'_>>> {
        let key = (std::ptr::from_ref(leaf) as usize, asked.class(conjunct)?);
        if !known.contains_key(&key) {
            let accepts = |class: &u32| {
                let example = &self.products[self.column.examples()[*class as usize] as usize];
                leaf.accepts(example, conjunct.matched(asked), &asked.scene)
            };
            let accepted = self.in_question(leaf, asked)?.filter(accepts);
            // One more than would be used says that there are too many, and then nobody asks the rest.
            known.insert(key, accepted.take(MAX_LISTS + 1).collect());
        }
        let accepted = known.get(&key).filter(|accepted| accepted.len() <= MAX_LISTS)?;
        Some(accepted.iter().map(|class| self.lists.list(*class)).collect())
    }

    /// The classes that a comparison may accept: those that share a text with what it compares with, where it asks for
    /// equality, else all.
    fn in_question(&self, leaf: &Leaf, asked: &Asked<'_>) -> Option<impl Iterator<Item = u32>> {
        let asks_equality = matches!(leaf.operator, Operator::Is | Operator::IsOneOf);
        let n_classes = self.column.examples().len();
        match &leaf.operand {
            Operand::Matched(attribute) if asks_equality => {
                // What the matched product does not say equals nothing.
                let fact = asked.matched.product.fact(attribute, &asked.scene);
                let texts = fact.map(texts).unwrap_or_default();
                let shared = texts.into_iter().filter_map(|text| self.by_text.get(normal(text).as_str()));
                Some(Classes::OfTexts(shared.map(Vec::as_slice).collect()))
            }
            _ => (n_classes <= MAX_ASKED).then_some(Classes::All(0..n_classes as u32)),
        }
    }
}

/// Classes one after another, each once.
enum Classes<'l> {
    All(Range<u32>),
    /// Those in any of some lists, which are in order.
    OfTexts(Vec<&'l [u32]>),
}

impl Iterator for Classes<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        match self {
            Classes::All(numbers) => numbers.next(),
            Classes::OfTexts(lists) => next_of(lists),
        }
    }
}

/// The shop's own attribute that a comparison with a matched product's reads.
pub(super) fn own_attribute(leaf: &Leaf) -> Option<&str> {
    match (&leaf.attribute, &leaf.operand) {
        (Attribute::Own(name), Operand::Matched(_)) => Some(name),
        _ => None,
    }
}

fn texts(fact: Fact<'_>) -> Vec<&str> {
    match fact {
        Fact::Text(text) => vec![text],
        Fact::Texts(texts) => texts.iter().map(String::as_str).collect(),
        Fact::Amount(_) => Vec::new(),
    }
}
