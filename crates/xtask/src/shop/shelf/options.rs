//! What a shopper chooses before buying: the variants of a configurable product.

use super::in_words;
use kindred_cli::catalogue::Item;
use kindred_cli::render::money::Money;
use kindred_core::feed;
use kindred_core::value::Value;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One variant.
#[derive(Debug, Serialize)]
pub(in crate::shop) struct Choice {
    pub(in crate::shop) sku: String,
    pub(in crate::shop) label: String,
    /// Its price in words, where variants differ in it.
    pub(in crate::shop) price: Option<String>,
    pub(in crate::shop) amount: Option<String>,
    pub(in crate::shop) in_stock: bool,
}

/// The attributes in which a product's variants differ, and the variants that the catalogue describes.
pub(super) fn choices<'a>(
    product: &feed::Product,
    items: &BTreeMap<&str, &'a Item>,
    money: &Money,
) -> (Vec<&'a str>, Vec<Choice>) {
    let variants: Vec<&Item> = product.variants.iter().filter_map(|sku| items.get(sku.as_str()).copied()).collect();
    let axes = axes(&variants);
    let prices: BTreeSet<_> = variants.iter().map(|variant| variant.price).collect();
    let choices = variants
        .iter()
        .map(|variant| {
            let price = variant.price.or(product.price);
            Choice {
                sku: variant.sku.clone(),
                label: label(variant, &axes),
                price: price.filter(|_| prices.len() > 1).and_then(|price| money.write(price)),
                amount: price.map(|price| price.to_string()),
                in_stock: variant.in_stock && variant.enabled,
            }
        })
        .collect();
    (axes, choices)
}

/// What the choice is called.
pub(super) fn heading(axes: &[&str]) -> String {
    if axes.is_empty() {
        "Option".into()
    } else {
        axes.iter().map(|axis| in_words(axis)).collect::<Vec<_>>().join(" and ")
    }
}

/// The attributes in which variants differ.
fn axes<'a>(variants: &[&'a Item]) -> Vec<&'a str> {
    let names: BTreeSet<&str> =
        variants.iter().flat_map(|variant| variant.attributes.keys().map(String::as_str)).collect();
    let differs = |name: &&str| {
        let values: Vec<_> = variants.iter().map(|variant| variant.attributes.get(name)).collect();
        values.iter().all(Option::is_some) && values.windows(2).any(|pair| pair[0] != pair[1])
    };
    names.into_iter().filter(differs).collect()
}

fn label(variant: &Item, axes: &[&str]) -> String {
    let words: Vec<&str> = axes
        .iter()
        .filter_map(|axis| match variant.attributes.get(axis) {
            Some(Value::One(text)) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    if words.is_empty() { variant.name.clone() } else { words.join(", ") }
}
