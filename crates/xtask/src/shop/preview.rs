//! The preview: all thirteen types on one page, about a product, a cart or what this browser remembers, and how ready
//! each is. Its feed lets products show again that an earlier unit shows, since no shopper sees them all at once.

use super::shelf::Shelf;
use super::write;
use anyhow::Result;
use kindred_cli::learn::readiness::TypeReadiness;
use kindred_core::feed::FeedFile;
use kindred_core::recommend::Type;
use minijinja::{Value, context};
use serde::Serialize;
use std::path::Path;

const STYLE: &str = include_str!("../../../../demo/recommendations.css");
const SCRIPT: &str = include_str!("../../../../demo/recommendations.js");

/// The folder of the preview's feed, below the site.
pub(super) const FEED: &str = "preview-feed";

/// A type, as the page shows it.
#[derive(Serialize)]
struct Shown<'a> {
    slug: &'static str,
    name: &'static str,
    is_personal: bool,
    ready: Option<&'a TypeReadiness>,
}

/// Writes what only the preview needs.
pub(super) fn write_files(out: &Path) -> Result<()> {
    write(&out.join("recommendations.css"), STYLE)?;
    write(&out.join("recommendations.js"), SCRIPT)
}

/// Lets every unit of a type show what others show.
pub(super) fn show_repeated(feed: &mut FeedFile) {
    for kind in Type::ALL {
        let unit = feed.units.recommendations.entry(kind.name().to_owned()).or_default();
        (unit.show_repeated, unit.active) = (true, true);
    }
}

/// What the template shows.
pub(super) fn values(shelf: &Shelf, ready: &[TypeReadiness]) -> Value {
    let types = Type::ALL.map(|kind| Shown {
        slug: kind.name(),
        name: name(kind),
        is_personal: kind.is_personal(),
        ready: ready.iter().find(|ready| ready.list == kind.name()),
    });
    let products: Vec<(&str, &str)> =
        shelf.products.iter().map(|product| (product.sku.as_str(), product.name.as_str())).collect();
    context! { types => Value::from_serialize(types), products => products, feed => format!("/{FEED}/feed.json") }
}

/// What Adobe Commerce calls it (reference, section 5.1).
fn name(kind: Type) -> &'static str {
    match kind {
        Type::JustForYou => "Recommended for you",
        Type::RecentlyViewed => "Recently viewed",
        Type::ViewedViewed => "Viewed this, viewed that",
        Type::ViewedBought => "Viewed this, bought that",
        Type::BoughtBought => "Bought this, bought that",
        Type::MoreLikeThis => "More like this",
        Type::VisualSimilarity => "Visual similarity",
        Type::MostViewed => "Most viewed",
        Type::MostPurchased => "Most purchased",
        Type::MostAddedToCart => "Most added to cart",
        Type::Trending => "Trending",
        Type::ViewToPurchase => "View to purchase conversion",
        Type::ViewToCart => "View to cart conversion",
    }
}
