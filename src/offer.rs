//! What a product costs here and now, and whether it can be had: by the feed, or by what the page knows better.

use crate::overlay;
use kindred_core::price::Price;
use kindred_core::product::Product;

/// A product's price and stock for this shopper.
pub(crate) struct Offer {
    /// What it costs.
    pub(crate) price: Option<Price>,
    /// What its dearest variant costs, where that is more.
    pub(crate) price_to: Option<Price>,
    /// What it cost before it was reduced.
    pub(crate) reduced_from: Option<Price>,
    /// Whether it can be had.
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
        let regular_price = fresh.regular_price.or(product.regular_price);
        let is_more = |other: &Price| price.is_some_and(|price| price < *other);
        let in_stock = fresh.in_stock.unwrap_or(product.in_stock);
        Offer {
            price,
            // A fresh price says nothing of other variants.
            price_to: product.price_to.filter(|price_to| fresh.price.is_none() && is_more(price_to)),
            reduced_from: regular_price.filter(is_more),
            in_stock,
            is_addable: product.is_addable_when(in_stock),
        }
    }
}
