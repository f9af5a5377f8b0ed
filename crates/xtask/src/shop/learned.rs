//! What the shop recommends: lists that are learned from its trade, where it has any, and those that its catalogue is
//! enough for.

use super::preview::Ready;
use super::trade::{Plan, Trade};
use super::{Options, raster};
use anyhow::{Context, Result};
use kindred_cli::pipeline::{Built, Meter};
use kindred_cli::similar::{self, List, SimilarItem};
use serde_json::json;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// What was learned.
#[derive(Debug, Default)]
pub(super) struct Learned {
    /// Files that the feed is built with.
    pub(super) lists: Vec<PathBuf>,
    /// How ready each type is.
    pub(super) ready: Vec<Ready>,
    /// How many orders and events there are.
    pub(super) n_orders: usize,
    pub(super) n_events: usize,
}

/// Learns whatever there is to learn of a shop whose pictures hang. What lies in between is in a folder beside the site.
///
/// # Errors
///
/// When a file cannot be read or written, or the plan of the trade is wrong.
pub(super) fn learn(options: &Options, built: &Built) -> Result<Learned> {
    let folder = beside(&options.out);
    super::clear(&folder)?;
    let mut learned = Learned::default();
    if let Some(plan) = Plan::beside(&options.catalogue)? {
        let trade = Trade::of(&built.catalogue, &plan)?;
        (learned.n_orders, learned.n_events) = (trade.orders.len(), trade.events.len());
        trade.write(&folder)?;
    }
    learned.lists.push(of_catalogue(options, built, &folder)?);
    Ok(learned)
}

/// The folder beside a site that has what it was learned of: `target/demo-trade` for `target/demo`.
fn beside(site: &Path) -> PathBuf {
    let mut name = site.file_name().unwrap_or_default().to_owned();
    name.push("-trade");
    site.with_file_name(name)
}

/// Lists of alike texts and of alike pictures.
fn of_catalogue(options: &Options, built: &Built, folder: &Path) -> Result<PathBuf> {
    let settings = similar::Settings::default();
    let addresses = addresses(built);
    let mut items = similar::items(&built.catalogue);
    for item in &mut items {
        let known = addresses.binary_search_by_key(&item.sku, |(sku, _)| sku.as_str());
        item.image = known.map_or("", |place| addresses[place].1.as_str());
    }
    let pictures = match super::pictures(options) {
        Some(pictures) => pictures,
        None => drawn(&items, &options.out, &folder.join("pictures"))?,
    };
    let (by_pictures, _) = similar::by_pictures(&items, &pictures, &settings.visual_similarity, &Meter::default());
    let by_texts = similar::more_like_this(&items, &settings.more_like_this, &Meter::default());
    let mut text = String::from("{\"format\":1}\n");
    for (kind, lists) in [("more-like-this", by_texts), ("visual-similarity", by_pictures)] {
        lists.iter().filter(|list| !list.entries.is_empty()).for_each(|list| write_list(&mut text, kind, &items, list));
    }
    let path = folder.join("similar.jsonl");
    super::write(&path, &text)?;
    Ok(path)
}

/// Where each product's picture is below the site's pictures, by SKU.
fn addresses(built: &Built) -> Vec<(String, String)> {
    let shown = built.feed.products.iter().filter(|product| product.visible);
    let mut all: Vec<(String, String)> = shown
        .map(|product| {
            let drawn = product.image.strip_suffix(".svg").map(|path| format!("{path}.png"));
            (product.sku.clone(), drawn.unwrap_or_else(|| product.image.clone()))
        })
        .collect();
    all.sort();
    all
}

/// A folder with the drawn pictures as pixels.
fn drawn(items: &[SimilarItem<'_>], site: &Path, folder: &Path) -> Result<PathBuf> {
    for image in items.iter().map(|item| item.image.trim_start_matches('/')).filter(|image| image.ends_with(".png")) {
        let png = folder.join(image);
        raster::draw(&site.join(image).with_extension("svg"), &png)?;
    }
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    Ok(folder.to_owned())
}

fn write_list(text: &mut String, kind: &str, items: &[SimilarItem<'_>], list: &List) {
    let sku = |place: u32| items.get(place as usize).map_or("", |item| item.sku);
    let entries: Vec<serde_json::Value> =
        list.entries.iter().flat_map(|(place, score)| [json!(sku(*place)), json!(score)]).collect();
    // A string takes everything in.
    let _ = writeln!(text, "{}", json!({ "type": kind, "sku": sku(list.product), "list": entries }));
}
