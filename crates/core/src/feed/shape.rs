//! From JSON values to a feed's types, key by key. The derive that writes feeds has the same keys; a property test
//! holds the two together.

use super::rules::rules;
use super::{Feed, Product, ProductType, Show, UnitSettings, Units};
use crate::link::Link;
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
    let products = members.each("products", problems, product);
    Feed {
        currency: members.needed("currency", problems),
        language: members.text("language", problems),
        time_zone: members.text("time-zone", problems),
        units: members.may("units", problems, units).unwrap_or_default(),
        by_sku: index(&products),
        products,
        rules: rules(&mut members, problems),
    }
}

fn units(node: Node, problems: &mut Problems) -> Units {
    let mut members = node.members(problems);
    let Units { related, up_sell, cross_sell } = Units::default();
    Units {
        related: members.may("related", problems, unit).unwrap_or(related),
        up_sell: members.may("up-sell", problems, unit).unwrap_or(up_sell),
        cross_sell: members.may("cross-sell", problems, unit).unwrap_or(cross_sell),
    }
}

fn unit(node: Node, problems: &mut Problems) -> UnitSettings {
    let mut members = node.members(problems);
    let show = members.may("show", problems, |node, problems| match node.text(problems).as_str() {
        "both" => Show::Both,
        "selected" => Show::Selected,
        "rules" => Show::Rules,
        other => {
            problems.note_text("both, selected or rules", other);
            Show::Both
        }
    });
    UnitSettings { limit: members.whole_needed("limit", problems), show: show.unwrap_or_default() }
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
        product_type: members.may("type", problems, product_type).unwrap_or_default(),
        visible: members.truth("visible", true, problems),
        in_stock: members.truth("in-stock", true, problems),
        needs_options: members.truth("needs-options", false, problems),
        min_quantity: members.whole("min-quantity", problems).unwrap_or(1),
        variants: members.texts("variants", problems),
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

/// SKU to index, products before variants, so that a SKU that is both leads to the product.
fn index(products: &[Product]) -> Vec<(String, u32)> {
    let mut entries: Vec<(&str, u32)> = Vec::new();
    for (index, product) in (0u32..).zip(products) {
        entries.push((&product.sku, index));
    }
    for (index, product) in (0u32..).zip(products) {
        for variant in &product.variants {
            entries.push((variant, index));
        }
    }
    let sku = |index: usize| entries.get(index).map(|(sku, _)| *sku);
    let mut by_sku: Vec<(String, u32)> = Vec::with_capacity(entries.len());
    for place in order::stable(entries.len(), &|a, b| sku(a).cmp(&sku(b))) {
        let Some((sku, product)) = entries.get(place) else {
            continue;
        };
        // Of equal SKUs the first stays.
        if by_sku.last().is_none_or(|(last, _)| last != sku) {
            by_sku.push(((*sku).into(), *product));
        }
    }
    by_sku
}

/// For the derive that reads feeds on the command line.
#[cfg(feature = "write")]
pub(super) mod write {
    use crate::node::{Node, Problems};
    use crate::value::Value;
    use alloc::string::String;
    use alloc::vec::Vec;
    use serde::{Deserialize, Deserializer, de::Error};

    pub(in crate::feed) fn attributes<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<(String, Value)>, D::Error> {
        let mut problems = Problems::default();
        let attributes = super::attributes(Node::deserialize(deserializer)?, &mut problems);
        problems.finish(attributes).map_err(D::Error::custom)
    }
}
