//! `kindred explain`: why a page shows what it shows, asked of the same evaluator that the page asks.

use crate::check::{given_day, today};
use crate::nearest::nearest;
use crate::pipeline::{BuildError, BuildOptions, Step, prepare};
use kindred_core::context::Context;
use kindred_core::explain::{Scope, Trace, explain_for};
use kindred_core::feed::{Feed, Unit};
use kindred_core::link::Relation;
use std::fmt;

/// Which page to explain.
#[derive(Clone, Debug, Default)]
pub struct ExplainOptions {
    /// What the feed is built of.
    pub build: BuildOptions,
    /// The viewed product.
    pub sku: Option<String>,
    /// The SKUs in the cart, last added first.
    pub cart: Vec<String>,
    /// The names of the page's units, in its order. Without any: related products and up-sells for a viewed product,
    /// cross-sells for a cart.
    pub units: Vec<String>,
    /// How many cards at most, in place of what is set.
    pub limit: Option<u32>,
    /// The day, such as `2026-11-22`; today without it.
    pub on: Option<String>,
    /// The shopper's customer segments.
    pub segments: Vec<String>,
    /// The shopper's customer group.
    pub group: Option<String>,
    /// SKUs that the shopper has bought, last bought first.
    pub bought: Vec<String>,
    /// SKUs that the shopper has looked at, the last first.
    pub history: Vec<String>,
    /// The throw of the dice.
    pub seed: u32,
}

/// Why each unit of the page shows what it shows. Its [`Display`](fmt::Display) is a tree for each.
#[derive(Debug)]
pub struct Explained {
    /// One trace for each unit, in the order of the page.
    pub traces: Vec<Trace>,
}

/// Explains a page.
///
/// # Errors
///
/// Where `build` gives up, where a relation's unit is asked for and nothing is viewed and nothing is in the cart, and where
/// the catalogue does not have such a product or such a unit.
pub fn explain_page(options: &ExplainOptions, progress: &mut dyn FnMut(Step<'_>)) -> Result<Explained, BuildError> {
    let given = given_day(options.on.as_deref())?;
    let build = BuildOptions { out: None, strict: false, ..options.build.clone() };
    let prepared = prepare(&build, progress)?;
    let feed = &prepared.read;
    let units = units(options, feed)?;
    let is_shop_s = units.iter().all(|unit| unit.relation().is_none());
    if options.sku.is_none() && options.cart.is_empty() && (units.is_empty() || !is_shop_s) {
        return Err(BuildError::NoPage);
    }
    let asked = options.sku.iter().map(|sku| ("--sku", sku)).chain(options.cart.iter().map(|sku| ("--cart", sku)));
    for (option, sku) in asked {
        if feed.product(sku).is_none() {
            return Err(unknown(option, sku, feed));
        }
    }
    let mut context = Context {
        cart: options.cart.clone(),
        segments: options.segments.clone(),
        group: options.group.clone(),
        today: Some(given.unwrap_or_else(|| today(feed.settings.time_zone.as_deref())).day),
        bought: options.bought.clone(),
        history: options.history.clone(),
        seed: options.seed,
        ..Context::new(|text| text.to_lowercase())
    };
    let mut traces = Vec::new();
    for unit in units {
        // As on the page: a recommendation for a cart or a home page is not about the product that is looked at.
        let is_of_product = unit.relation().is_some() || matches!(unit.page.as_str(), "" | "product");
        context.viewed = options.sku.clone().filter(|_| is_of_product);
        let trace = explain_for(feed, unit, options.limit, &context, Scope::WholeFeed);
        // As on the page: what one unit shows drops out of those behind it.
        context.shown.extend(trace.cards.iter().map(|card| card.sku.clone()));
        traces.push(trace);
    }
    Ok(Explained { traces })
}

impl Explained {
    /// The traces as JSON: a list with one for each unit.
    pub fn to_json(&self) -> String {
        // Texts and numbers: nothing that JSON could not say.
        serde_json::to_string_pretty(&self.traces).unwrap_or_default()
    }
}

impl fmt::Display for Explained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, trace) in self.traces.iter().enumerate() {
            if number > 0 {
                f.write_str("\n")?;
            }
            trace.fmt(f)?;
        }
        Ok(())
    }
}

/// That no product of the feed has the SKU that an option names.
pub(crate) fn unknown(option: &'static str, sku: &str, feed: &Feed) -> BuildError {
    let nearest = nearest(sku, feed.products.iter().map(|product| product.sku.as_str()));
    BuildError::UnknownSku { option, sku: sku.to_owned(), nearest }
}

fn units<'f>(options: &ExplainOptions, feed: &'f Feed) -> Result<Vec<&'f Unit>, BuildError> {
    if !options.units.is_empty() {
        return options.units.iter().map(|name| unit_named(feed, name)).collect();
    }
    let on_product_page = options.sku.is_some().then_some([Relation::Related, Relation::UpSell]);
    let in_cart = (!options.cart.is_empty()).then_some(Relation::CrossSell);
    Ok(on_product_page.into_iter().flatten().chain(in_cart).map(|relation| feed.unit(relation)).collect())
}

/// The unit of that name.
pub(crate) fn unit_named<'f>(feed: &'f Feed, name: &str) -> Result<&'f Unit, BuildError> {
    let nearest = || nearest(name, feed.settings.units.iter().map(|unit| unit.name.as_str()));
    let unknown = || BuildError::UnknownUnit { name: name.to_owned(), nearest: nearest() };
    feed.settings.unit_named(name).ok_or_else(unknown)
}
