//! What a product costs here and now, and whether it can be had: by the feed, or by what the page knows better.

use crate::overlay;
use kindred_core::price::Price;
use kindred_core::product::Product;

/// A product's price and stock for this shopper.
pub(crate) struct Offer {
    /// What it costs.
    pub(crate) price: Option<Price>,
    /// What it cost before it was reduced.
    pub(crate) reduced_from: Option<Price>,
    /// Whether it can be bought today.
    pub(crate) in_stock: bool,
    /// Whether it goes into the cart without anything to choose.
    pub(crate) is_addable: bool,
}

impl Offer {
    /// The offer for a shopper of that customer group. What the overlay says was said to this very shopper, so it goes
    /// before the group's price.
    pub(crate) fn of(product: &Product, group: Option<&str>) -> Offer {
        let fresh = overlay::fresh(&product.sku);
        let price = fresh.price.or_else(|| product.price_for(group));
        let in_stock = fresh.in_stock.unwrap_or(product.in_stock);
        let regular_price = fresh.regular_price.or(product.regular_price);
        Offer {
            price,
            reduced_from: regular_price.filter(|regular| price.is_some_and(|price| price < *regular)),
            in_stock,
            is_addable: product.is_addable_when(in_stock),
        }
    }
}
