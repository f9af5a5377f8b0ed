//! What a unit tells the page: the names and details of its events. They bubble, cross shadow roots, and come from
//! the unit's element.

use crate::browser::dom::{self, Detail, HostElement};
use crate::client::Failure;
use crate::offer::Offer;
use kindred_core::feed::Unit;
use kindred_core::link::Relation;
use kindred_core::price::Price;
use kindred_core::product::Product;
use kindred_core::select::Reason;
use kindred_core::text::concat;
use kindred_core::url::{Purpose, safe};

/// Cards are on the page.
pub(crate) const RENDER: &str = "kindred:render";
/// Cards have come into sight.
pub(crate) const VIEW: &str = "kindred:view";
/// A shopper followed the link of a card.
pub(crate) const CLICK: &str = "kindred:click";
/// A shopper wants products in the cart.
pub(crate) const ADD_TO_CART: &str = "kindred:add-to-cart";
/// There are no cards, and why: `{ code, message }`.
pub(crate) const ERROR: &str = "kindred:error";

/// What the page is told of a unit's cards, whatever happens to them: `{ relation, heading, currency, skus, items }`,
/// with an item for each of them; `unit` and `type` too where it recommends.
#[derive(Default)]
pub(crate) struct List {
    relation: &'static str,
    /// The unit's name, and what it shows.
    unit: (String, &'static str),
    heading: String,
    currency: String,
    /// SKUs, whether the unit offers them, and what is said of each.
    items: Vec<(String, bool, Detail)>,
}

impl List {
    /// A list without cards.
    pub(crate) fn new(unit: &Unit, heading: &str, currency: &str) -> List {
        let relation = unit.relation().map_or("recommendations", Relation::name);
        List {
            relation,
            unit: (unit.name.clone(), unit.kind.name()),
            heading: heading.into(),
            currency: currency.into(),
            items: Vec::new(),
        }
    }

    /// Puts a card behind the others; the viewed product of a bundle has no reason to be there.
    pub(crate) fn add(&mut self, product: &Product, offer: &Offer, reason: Option<&Reason<'_>>) {
        let (source, rule) = match reason {
            None => ("viewed", None),
            Some(Reason::Link { .. }) => ("link", None),
            Some(Reason::Bundle { .. }) => ("bundle", None),
            Some(Reason::Rule { rule, .. }) => ("rule", Some(Detail::text(&rule.name))),
            Some(Reason::List { .. }) => ("list", None),
            Some(Reason::History) => ("history", None),
            Some(Reason::Backup) => ("backup", None),
        };
        let amount = |price: Option<Price>| Detail::may(price.map(|price| Detail::number(price.in_units())));
        let item = Detail::object(&[
            ("sku", Detail::text(&product.sku)),
            ("name", Detail::text(&product.name)),
            ("url", Detail::may(safe(&product.url, Purpose::Link).map(Detail::text))),
            ("position", Detail::number((self.items.len() + 1) as f64)),
            ("price", amount(offer.price)),
            ("regularPrice", amount(offer.reduced_from)),
            ("quantity", Detail::number(f64::from(product.min_quantity))),
            ("source", Detail::text(source)),
            ("rule", Detail::may(rule)),
        ]);
        self.items.push((product.sku.clone(), reason.is_some(), item));
    }

    /// The SKUs that the unit offers: those of its cards, but for the viewed product's.
    pub(crate) fn skus(&self) -> Vec<String> {
        self.items.iter().filter(|(_, is_offered, _)| *is_offered).map(|(sku, ..)| sku.clone()).collect()
    }

    /// Tells what happened to the cards of these SKUs.
    pub(crate) fn tell(&self, host: &HostElement, event: &str, skus: &[String]) {
        let meant = || self.items.iter().filter(|(sku, ..)| skus.contains(sku));
        let detail = Detail::object(&[
            ("relation", Detail::text(self.relation)),
            ("unit", Detail::text(&self.unit.0)),
            ("type", Detail::text(self.unit.1)),
            ("heading", Detail::text(&self.heading)),
            ("currency", Detail::text(&self.currency)),
            ("skus", Detail::list(meant().map(|(sku, ..)| Detail::text(sku)))),
            ("items", Detail::list(meant().map(|(.., item)| item.clone()))),
        ]);
        dom::dispatch(host, event, detail);
    }
}

/// One console line and one event.
pub(crate) fn error(host: &HostElement, failure: &Failure) {
    dom::warn(&concat(&["kindred: ", failure.code, ": ", &failure.message]));
    let detail = Detail::object(&[("code", Detail::text(failure.code)), ("message", Detail::text(&failure.message))]);
    dom::dispatch(host, ERROR, detail);
}
