//! What a product costs here and now, and whether it can be had: by the feed, or by what the page knows better.

use kindred_core::price::Price;
use kindred_core::product::Product;

/// What the page knows of a product beyond its feed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fresh {
    /// What it costs now.
    pub price: Option<Price>,
    /// What it costs when it is not reduced.
    pub regular_price: Option<Price>,
    /// Whether it can be bought today.
    pub in_stock: Option<bool>,
}

/// A product's price and stock for this shopper.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    /// What it costs.
    pub price: Option<Price>,
    /// What its dearest variant costs, where that is more.
    pub price_to: Option<Price>,
    /// What it cost before it was reduced.
    pub reduced_from: Option<Price>,
    /// Whether it can be had.
    pub in_stock: bool,
    /// Whether it goes into the cart without anything to choose.
    pub is_addable: bool,
}

impl Offer {
    /// The offer for a shopper of that customer group. What is fresh was said to this very shopper, so it goes before the
    /// group's price.
    pub fn of(product: &Product, group: Option<&str>, fresh: Fresh) -> Offer {
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
