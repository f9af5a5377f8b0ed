//! From JSON values to a feed's types, key by key. The derive that writes feeds has the same keys; a property test
//! holds the two together.

use super::read::ReadError;
use super::rules::rules;
use super::{Feed, Product, ProductType, Show, UnitSettings, Units};
use crate::link::Link;
use crate::node::{Members, Node, Wrong};
use crate::order;
use crate::price::Price;
use crate::value::Value;
use alloc::string::String;
use alloc::vec::Vec;

pub(super) fn feed(mut members: Members) -> Result<Feed, ReadError> {
    let rules = rules(members.each("rules", Ok).map_err(ReadError::Shape)?)?;
    let (products, head) = head(members).map_err(ReadError::Shape)?;
    Ok(Feed { by_sku: index(&products), products, rules, ..head })
}

/// All but the rules.
fn head(mut members: Members) -> Result<(Vec<Product>, Feed), Wrong> {
    let products = match members.take("products") {
        Some(list) => list.each(product).map_err(|wrong| wrong.under("products"))?,
        None => return Err(missing("products", "a list")),
    };
    let head = Feed {
        currency: members.needed("currency")?,
        language: members.text("language")?,
        time_zone: members.text("time-zone")?,
        units: members.may("units", units)?.unwrap_or_default(),
        products: Vec::new(),
        rules: Vec::new(),
        by_sku: Vec::new(),
    };
    Ok((products, head))
}

/// Something that must be there is not.
pub(super) fn missing(key: &str, expected: &'static str) -> Wrong {
    Wrong { path: key.into(), expected, found: "none" }
}

fn units(node: Node) -> Result<Units, Wrong> {
    let mut members = node.members()?;
    let Units { related, up_sell, cross_sell } = Units::default();
    Ok(Units {
        related: members.may("related", unit)?.unwrap_or(related),
        up_sell: members.may("up-sell", unit)?.unwrap_or(up_sell),
        cross_sell: members.may("cross-sell", unit)?.unwrap_or(cross_sell),
    })
}

fn unit(node: Node) -> Result<UnitSettings, Wrong> {
    let mut members = node.members()?;
    let show = members.may("show", |node| {
        let name = node.text()?;
        let show = [("both", Show::Both), ("selected", Show::Selected), ("rules", Show::Rules)];
        one_of(&name, &show, "both, selected or rules")
    })?;
    let limit = members.whole("limit")?;
    let limit = limit.ok_or_else(|| missing("limit", "a whole number"))?;
    Ok(UnitSettings { limit, show: show.unwrap_or_default() })
}

fn product(node: Node) -> Result<Product, Wrong> {
    let mut members = node.members()?;
    let price = |members: &mut Members, key| members.take(key).as_ref().and_then(Price::read);
    Ok(Product {
        sku: members.needed("sku")?,
        name: members.needed("name")?,
        url: members.text("url")?.unwrap_or_default(),
        image: members.text("image")?.unwrap_or_default(),
        price: price(&mut members, "price"),
        regular_price: price(&mut members, "regular-price"),
        product_type: members.may("type", product_type)?.unwrap_or_default(),
        visible: members.truth("visible")?.unwrap_or(true),
        in_stock: members.truth("in-stock")?.unwrap_or(true),
        needs_options: members.truth("needs-options")?.unwrap_or(false),
        min_quantity: members.whole("min-quantity")?.unwrap_or(1),
        variants: members.texts("variants")?,
        categories: members.texts("categories")?,
        attributes: members.may("attributes", attributes)?.unwrap_or_default(),
        related: members.each("related", Link::read)?,
        up_sell: members.each("up-sell", Link::read)?,
        cross_sell: members.each("cross-sell", Link::read)?,
    })
}

fn product_type(node: Node) -> Result<ProductType, Wrong> {
    let types = ProductType::ALL.map(|known| (known.name(), known));
    one_of(&node.text()?, &types, "a product type such as simple or configurable")
}

/// Attributes whose value is null are absent.
fn attributes(node: Node) -> Result<Vec<(String, Value)>, Wrong> {
    let mut attributes = Vec::new();
    for (name, node) in node.members()?.rest() {
        if node != Node::Null {
            attributes.push(Value::read(node).map(|value| (name, value))?);
        }
    }
    Ok(attributes)
}

/// SKU to index, products before variants, so that a SKU that is both leads to the product.
fn index(products: &[Product]) -> Vec<(String, u32)> {
    let numbered = || (0u32..).zip(products);
    let own = numbered().map(|(index, product)| (&product.sku, index));
    let variants =
        numbered().flat_map(|(index, product)| product.variants.iter().map(move |variant| (variant, index)));
    let entries: Vec<(&String, u32)> = own.chain(variants).collect();
    let sku = |index: usize| entries.get(index).map(|(sku, _)| *sku);
    let mut by_sku: Vec<(String, u32)> = Vec::with_capacity(entries.len());
    for (sku, product) in order::stable(entries.len(), &|a, b| sku(a).cmp(&sku(b))).into_iter().filter_map(|at| entries.get(at)) {
        // Of equal SKUs the first stays.
        if by_sku.last().is_none_or(|(last, _)| last != *sku) {
            by_sku.push(((*sku).clone(), *product));
        }
    }
    by_sku
}

fn one_of<T: Copy>(name: &str, known: &[(&str, T)], expected: &'static str) -> Result<T, Wrong> {
    let known = known.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    known.ok_or(Wrong { path: String::new(), expected, found: "another text" })
}

/// For the derive that reads feeds on the command line.
#[cfg(feature = "write")]
pub(super) mod write {
    use crate::node::Node;
    use crate::value::Value;
    use alloc::string::String;
    use alloc::vec::Vec;
    use serde::{Deserialize, Deserializer, de::Error};

    pub(in crate::feed) fn attributes<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<(String, Value)>, D::Error> {
        super::attributes(Node::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
