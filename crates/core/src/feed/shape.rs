//! From JSON values to a feed's types, key by key. The derive that writes feeds has the same keys; a property test
//! holds the two together.

use super::rules::{condition, rules};
use super::types::{self, AttributeType};
use super::{Feed, Logic, Product, ProductType, Rotation, Show, Unit};
use crate::classes::Index;
use crate::link::{Link, Relation};
use crate::node::{Members, Node, Problems};
use crate::order;
use crate::price::Price;
use crate::value::Value;
use alloc::string::String;
use alloc::vec::Vec;

pub(super) fn feed(mut members: Members, problems: &mut Problems) -> Feed {
    if !members.has("products") {
        problems.note("products", "none");
    }
    let mut products = members.each("products", problems, product);
    let mut rules = rules(&mut members, problems);
    let mut units = members.may("units", problems, units).unwrap_or(UNITS);
    let types = members.may("attribute-types", problems, attribute_types).unwrap_or_default();
    let logic = match members.word("logic", &["adobe", "plain"], "adobe or plain", problems) {
        0 => Logic::Adobe,
        _ => Logic::Plain,
    };
    if !types.is_empty() {
        products.iter_mut().for_each(|product| types::apply_to_product(product, &types));
        let of_rules = rules.iter_mut().flat_map(|rule| [&mut rule.products_to_match, &mut rule.products_to_display]);
        let of_units = units.iter_mut().flat_map(|unit| &mut unit.filters);
        of_rules.chain(of_units).for_each(|group| types::apply_to_conditions(group, &types, logic));
    }
    let mut index = Index::default();
    rules.iter().for_each(|rule| index.note(&rule.products_to_display));
    let (by_sku, repeated) = by_sku(&products);
    Feed {
        currency: members.needed("currency", problems),
        language: members.text("language", problems),
        time_zone: members.text("time-zone", problems),
        logic,
        show_out_of_stock: members.truth("show-out-of-stock", false, problems),
        units,
        by_sku,
        repeated,
        bundles: bundles(&products),
        index,
        products,
        rules,
    }
}

const UNITS: [Unit; 3] = {
    let [related, up_sell, cross_sell] = Unit::LIMITS;
    [Unit::with_limit(related), Unit::with_limit(up_sell), Unit::with_limit(cross_sell)]
};

fn units(node: Node, problems: &mut Problems) -> [Unit; 3] {
    let mut members = node.members(problems);
    let mut units = UNITS;
    for (unit, relation) in units.iter_mut().zip(Relation::ALL) {
        if let Some(read) = members.may(relation.name(), problems, self::unit) {
            let limit = if read.limit == NO_LIMIT { unit.limit } else { read.limit };
            *unit = Unit { limit, ..read };
        }
    }
    units
}

/// Stands for a limit that is not set: each relation has a default of its own.
const NO_LIMIT: u32 = u32::MAX;

fn unit(node: Node, problems: &mut Problems) -> Unit {
    let mut members = node.members(problems);
    let mut unit = Unit {
        active: members.truth("active", true, problems),
        show: match members.word("show", &["both", "selected", "rules"], "both, selected or rules", problems) {
            0 => Show::Both,
            1 => Show::Selected,
            _ => Show::Rules,
        },
        rotation: match members.word("rotation", &ROTATIONS, "a rotation such as priority-then-random", problems) {
            0 => Rotation::PriorityThenId,
            1 => Rotation::PriorityThenRandom,
            _ => Rotation::WeightedRandom,
        },
        bundles: members.whole("bundles", problems).unwrap_or(u32::MAX),
        show_repeated: members.truth("show-repeated", false, problems),
        show_bought: members.truth("show-bought", false, problems),
        ..Unit::with_limit(members.whole("limit", problems).unwrap_or(NO_LIMIT))
    };
    let include = members.each("include", problems, condition);
    let exclude = members.each("exclude", problems, condition);
    unit.set_filters(include, exclude);
    unit
}

const ROTATIONS: [&str; 3] = ["priority-then-id", "priority-then-random", "weighted-random"];

fn attribute_types(node: Node, problems: &mut Problems) -> Vec<(String, AttributeType)> {
    let mut types = Vec::new();
    for (name, node) in node.members(problems).rest() {
        let word = node.text(problems);
        match AttributeType::ALL.iter().find(|(known, _)| *known == word) {
            Some((_, kind)) => types.push((name, *kind)),
            None => problems.note_text("text, number, date, select, boolean or multi-select", &word),
        }
    }
    types
}

fn product(node: Node, problems: &mut Problems) -> Product {
    let mut members = node.members(problems);
    Product {
        sku: members.needed("sku", problems),
        name: members.needed("name", problems),
        url: members.text("url", problems).unwrap_or_default(),
        image: members.text("image", problems).unwrap_or_default(),
        price: price(members.take("price")),
        regular_price: price(members.take("regular-price")),
        group_prices: members.may("group-prices", problems, group_prices).unwrap_or_default(),
        product_type: members.may("type", problems, product_type).unwrap_or_default(),
        visible: members.truth("visible", true, problems),
        in_stock: members.truth("in-stock", true, problems),
        low_stock: members.truth("low-stock", false, problems),
        needs_options: members.truth("needs-options", false, problems),
        min_quantity: members.whole("min-quantity", problems).unwrap_or(1),
        variants: members.texts("variants", problems),
        contains: members.texts("contains", problems),
        categories: members.texts("categories", problems),
        attributes: members.may("attributes", problems, attributes).unwrap_or_default(),
        related: members.each("related", problems, Link::read),
        up_sell: members.each("up-sell", problems, Link::read),
        cross_sell: members.each("cross-sell", problems, Link::read),
    }
}

fn price(node: Option<Node>) -> Option<Price> {
    Price::read(&node?)
}

/// A group whose price cannot be read has none of its own.
fn group_prices(node: Node, problems: &mut Problems) -> Vec<(String, Price)> {
    let mut prices = Vec::new();
    for (group, node) in node.members(problems).rest() {
        prices.extend(Price::read(&node).map(|price| (group, price)));
    }
    prices
}

fn product_type(node: Node, problems: &mut Problems) -> ProductType {
    let name = node.text(problems);
    ProductType::ALL.into_iter().find(|known| known.name() == name).unwrap_or_else(|| {
        problems.note_text("a product type such as simple or configurable", &name);
        ProductType::Simple
    })
}

/// Attributes whose value is null are absent.
fn attributes(node: Node, problems: &mut Problems) -> Vec<(String, Value)> {
    let mut attributes = Vec::new();
    for (name, node) in node.members(problems).rest() {
        if !matches!(node, Node::Null) {
            attributes.push((name, Value::read(node, problems)));
        }
    }
    attributes
}

/// SKU to place, products before variants, so that a SKU that is both leads to the product; and the places of products
/// whose SKU an earlier one has.
fn by_sku(products: &[Product]) -> (Vec<(String, u32)>, Vec<u32>) {
    let mut entries: Vec<(&str, u32)> = Vec::new();
    for (place, product) in (0u32..).zip(products) {
        entries.push((&product.sku, place));
    }
    for (place, product) in (0u32..).zip(products) {
        for variant in &product.variants {
            entries.push((variant, place));
        }
    }
    let sku = |entry: usize| entries.get(entry).map(|(sku, _)| *sku);
    let (mut by_sku, mut repeated): (Vec<(String, u32)>, _) = (Vec::with_capacity(entries.len()), Vec::new());
    for entry in order::stable(entries.len(), &|a, b| sku(a).cmp(&sku(b))) {
        let Some((sku, place)) = entries.get(entry) else {
            continue;
        };
        let is_product = entry < products.len();
        if is_product && by_sku.last().is_some_and(|(last, _)| last == sku) {
            repeated.push(*place);
        }
        by_sku.push(((*sku).into(), *place));
    }
    (by_sku, repeated)
}

fn bundles(products: &[Product]) -> Vec<u32> {
    let places = (0u32..).zip(products);
    places.filter(|(_, product)| product.product_type == ProductType::Bundle).map(|(place, _)| place).collect()
}

/// For the derive that reads feeds on the command line.
#[cfg(feature = "write")]
pub(super) mod write {
    use crate::node::{Node, Problems, Reads};
    use crate::price::Price;
    use crate::value::Value;
    use alloc::string::String;
    use alloc::vec::Vec;
    use serde::{Deserialize, Deserializer, de::Error};

    pub(in crate::feed) fn attributes<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<(String, Value)>, D::Error> {
        read(deserializer, super::attributes)
    }

    pub(in crate::feed) fn group_prices<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<(String, Price)>, D::Error> {
        read(deserializer, super::group_prices)
    }

    fn read<'de, T, D: Deserializer<'de>>(deserializer: D, reads: Reads<T>) -> Result<T, D::Error> {
        let mut problems = Problems::default();
        let value = reads(Node::deserialize(deserializer)?, &mut problems);
        problems.finish(value).map_err(D::Error::custom)
    }
}
