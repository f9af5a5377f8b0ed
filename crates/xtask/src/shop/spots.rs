//! Where recommendations stand: `shop.json` says which units are on which page, and those that have nothing to show
//! because there are no lists for them are left out of it, so that no room is kept for them.

use kindred_core::feed::{FeedFile, Product};
use kindred_core::recommend::Type;
use serde::{Deserialize, Serialize};

/// A unit in its place.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Spot {
    /// Its name: a type of recommendation, or a unit of the catalogue.
    pub(super) unit: String,
    /// How its cards lie, if not side by side.
    pub(super) layout: String,
    /// The unit that is there for those of whom nothing is remembered, where this one is about what is.
    pub(super) instead: String,
    /// Whether it is only for those of whom something is remembered.
    #[serde(skip_deserializing)]
    is_personal: bool,
}

/// What is on which page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Spots {
    pub(super) home: Vec<Spot>,
    /// Pages of top categories.
    pub(super) department: Vec<Spot>,
    /// Pages of categories below them.
    pub(super) category: Vec<Spot>,
    /// Product pages whose department says nothing else.
    pub(super) product: Vec<Spot>,
    /// Pages of what cannot be bought today.
    pub(super) sold_out: Vec<Spot>,
    pub(super) cart: Vec<Spot>,
    /// The page that an order leads to.
    pub(super) confirmation: Vec<Spot>,
}

impl Default for Spots {
    /// For a catalogue without orders: what it is itself enough for, and what a browser remembers.
    fn default() -> Spots {
        let of = |names: &[&str]| names.iter().map(|name| Spot { unit: (*name).into(), ..Spot::default() }).collect();
        Spots {
            home: of(&["just-for-you", "recently-viewed"]),
            department: Vec::new(),
            category: Vec::new(),
            product: of(&["more-like-this", "visual-similarity", "recently-viewed"]),
            sold_out: of(&["more-like-this", "visual-similarity", "recently-viewed"]),
            cart: Vec::new(),
            confirmation: Vec::new(),
        }
    }
}

/// Those of them that have something to show in a feed, on the page of a product, if it is one.
pub(super) fn ready(spots: &[Spot], feed: &FeedFile, sku: Option<&str>) -> Vec<Spot> {
    let page = sku.and_then(|sku| feed.products.iter().find(|product| product.sku == sku));
    let is_ready = |name: &str| {
        let kind = kind_of(name, feed).filter(|_| !name.is_empty());
        kind.is_some_and(|kind| has_lists(kind, name, feed) && page.is_none_or(|page| suits(kind, name, feed, page)))
    };
    let spots = spots.iter().filter(|spot| is_ready(&spot.unit)).map(|spot| Spot {
        instead: if is_ready(&spot.instead) { spot.instead.clone() } else { String::new() },
        is_personal: kind_of(&spot.unit, feed).is_some_and(Type::is_personal),
        ..spot.clone()
    });
    spots.collect()
}

/// What a unit recommends.
fn kind_of(name: &str, feed: &FeedFile) -> Option<Type> {
    let settings = feed.units.recommendations.get(name);
    settings.and_then(|settings| settings.kind).or_else(|| Type::from_name(name))
}

/// A list of the shop's with fewer products than these is no sight.
const LEAST: usize = 3;

fn has_lists(kind: Type, name: &str, feed: &FeedFile) -> bool {
    let settings = feed.units.recommendations.get(name);
    let is_filtered = settings.is_some_and(|settings| !(settings.include.is_empty() && settings.exclude.is_empty()));
    let is_it = |known: &str| known == name || known == kind.name() && !is_filtered;
    match kind {
        Type::RecentlyViewed => true,
        Type::JustForYou => feed.products.iter().any(|product| !product.lists.is_empty()),
        _ if kind.is_of_shop() => feed.lists.iter().any(|(known, list)| is_it(known) && list.len() >= LEAST),
        _ => feed.products.iter().flat_map(|product| &product.lists).any(|(known, _)| is_it(known)),
    }
}

/// Whether a unit has something for a product: a list, or what stands in where there is none.
fn suits(kind: Type, name: &str, feed: &FeedFile, page: &Product) -> bool {
    let settings = feed.units.recommendations.get(name);
    let has_backup = settings.and_then(|settings| settings.backup).unwrap_or(kind.has_backup());
    let has_list = || page.lists.iter().any(|(known, _)| known == name || known == kind.name());
    !kind.is_of_product() || has_backup || has_list()
}
