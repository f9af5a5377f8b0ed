//! Which product answers to which SKU.

use super::{Product, ProductType};
use crate::order;
use alloc::string::String;
use alloc::vec::Vec;

/// SKU to place, products before variants, so that a SKU that is both leads to the product; and the places of products
/// whose SKU an earlier one has: those answer to nothing.
pub(super) fn by_sku(products: &[Product]) -> (Vec<(String, u32)>, Vec<u32>) {
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
    if !repeated.is_empty() {
        by_sku.retain(|(_, place)| !repeated.contains(place));
    }
    (by_sku, repeated)
}

pub(super) fn bundles(products: &[Product]) -> Vec<u32> {
    let places = (0u32..).zip(products);
    places.filter(|(_, product)| product.product_type == ProductType::Bundle).map(|(place, _)| place).collect()
}
