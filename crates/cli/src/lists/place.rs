//! Where a SKU leads among the products of a feed that is not cut yet.

use hashbrown::HashMap;
use kindred_core::feed::Product;

/// The places of products by SKU, variants with their parents; without regard to letter case.
pub(super) struct Places(HashMap<String, u32>);

impl Places {
    pub(super) fn of(products: &[Product]) -> Places {
        let mut places = HashMap::with_capacity(products.len());
        let own = (0..).zip(products).map(|(place, product)| (&product.sku, place));
        let variants =
            (0..).zip(products).flat_map(|(place, product)| product.variants.iter().map(move |sku| (sku, place)));
        for (sku, place) in own.chain(variants) {
            places.entry(sku.to_lowercase()).or_insert(place);
        }
        Places(places)
    }

    /// The product that a SKU leads to.
    pub(super) fn any(&self, products: &[Product], sku: &str) -> Option<u32> {
        let exact = self.0.get(sku).or_else(|| self.0.get(&sku.to_lowercase()));
        exact.copied().filter(|place| (*place as usize) < products.len())
    }

    /// The product that a SKU leads to, if a shopper may see it.
    pub(super) fn visible(&self, products: &[Product], sku: &str) -> Option<u32> {
        self.any(products, sku).filter(|place| products[*place as usize].visible)
    }
}
