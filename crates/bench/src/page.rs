//! What the page of `cargo xtask bench` calls. Texts go in and out as they do where a script calls wasm.

use kindred_core::condition::Scene;
use kindred_core::context::Context;
use kindred_core::feed::{self, Feed};
use kindred_core::link::Relation;
use kindred_core::select;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local! {
    static FEED: RefCell<Option<Feed>> = const { RefCell::new(None) };
}

/// Reads a feed; the one before it is dropped.
#[wasm_bindgen]
pub fn load(json: &str) -> Result<(), JsError> {
    let feed = feed::read(json).map_err(|error| JsError::new(&format!("{error:?}")))?;
    FEED.replace(Some(feed));
    Ok(())
}

/// The SKUs of the cards of one unit for someone who looks at a product that is also alone in the cart.
#[wasm_bindgen]
pub fn select(sku: &str, relation: &str, seed: u32) -> String {
    let context = Context { viewed: Some(sku.into()), cart: vec![sku.into()], seed, ..Context::new(fold) };
    with_feed(relation, |feed, relation| {
        let cards = select::select(feed, relation, None, &context);
        cards.iter().map(|card| card.product.sku.as_str()).collect::<Vec<_>>().join(" ")
    })
}

/// Every SKU that each rule of a unit shows for a matched product, whatever the limits: a line for each rule that
/// matches, with its name and a tab before the SKUs.
#[wasm_bindgen]
pub fn matches(sku: &str, relation: &str) -> String {
    let context = Context::new(fold);
    with_feed(relation, |feed, relation| {
        let (Some(anchor), scene) = (feed.product(sku), Scene::of(feed, &context)) else {
            return String::new();
        };
        let rules = feed.rules.iter().filter(|rule| rule.relation == relation && rule.matches(anchor, &scene));
        let lines = rules.map(|rule| {
            let products = feed.products.iter().filter(|product| rule.displays(product, anchor, &scene));
            format!("{}\t{}", rule.name, products.map(|product| product.sku.as_str()).collect::<Vec<_>>().join(" "))
        });
        lines.collect::<Vec<_>>().join("\n")
    })
}

fn with_feed(relation: &str, work: impl FnOnce(&Feed, Relation) -> String) -> String {
    let relation = Relation::ALL.into_iter().find(|known| known.name() == relation);
    FEED.with_borrow(|feed| {
        feed.as_ref().zip(relation).map(|(feed, relation)| work(feed, relation)).unwrap_or_default()
    })
}

fn fold(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}
