//! What a unit tells the page: the names and details of its events. They bubble, cross shadow roots, and come from
//! the unit's element.

use crate::browser::dom::{self, Detail, HostElement};
use crate::client::Failure;
use crate::view::CardText;
use kindred_core::link::Relation;
use kindred_core::select::Card;
use kindred_core::text::concat;

/// Cards are on the page: `{ relation, skus }`.
pub(crate) const RENDER: &str = "kindred:render";
/// A shopper wants products in the cart: `{ relation, items: [{ sku, quantity, url }] }`.
pub(crate) const ADD_TO_CART: &str = "kindred:add-to-cart";
/// There are no cards, and why: `{ code, message }`.
pub(crate) const ERROR: &str = "kindred:error";

pub(crate) fn render(host: &HostElement, relation: Relation, cards: &[Card<'_>]) {
    let skus = cards.iter().map(|card| Detail::text(&card.product.sku));
    let detail = Detail::object([("relation", Detail::text(relation.name())), ("skus", Detail::list(skus))]);
    dom::dispatch(host, RENDER, detail);
}

pub(crate) fn add_to_cart<'a>(host: &HostElement, relation: Relation, cards: impl Iterator<Item = &'a CardText>) {
    let items = cards.map(|card| {
        let (sku, quantity) = (Detail::text(&card.sku), Detail::number(card.min_quantity));
        Detail::object([
            ("sku", sku),
            ("quantity", quantity),
            ("url", Detail::text(card.url.as_deref().unwrap_or_default())),
        ])
    });
    let detail = Detail::object([("relation", Detail::text(relation.name())), ("items", Detail::list(items))]);
    dom::dispatch(host, ADD_TO_CART, detail);
}

/// One console line and one event.
pub(crate) fn error(host: &HostElement, failure: &Failure) {
    dom::warn(&concat(&["kindred: ", failure.code, ": ", &failure.message]));
    let detail = Detail::object([("code", Detail::text(failure.code)), ("message", Detail::text(&failure.message))]);
    dom::dispatch(host, ERROR, detail);
}
