//! What the shop recommends: lists that are learned from its trade, where it has any, and those that its catalogue is
//! enough for.

use super::preview::Ready;
use super::trade::{Files, Plan, Trade};
use super::{Options, raster};
use anyhow::{Context, Result};
use kindred_cli::learn::lists::learn as learn_lists;
use kindred_cli::learn::readiness::{ENOUGH, readiness};
use kindred_cli::learn::{LearnOptions, MEMORY, read_log};
use kindred_cli::pipeline::{BuildOptions, Built, Meter};
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
        let files = trade.write(&folder)?;
        learned.of_trade(options, files, &folder)?;
    }
    learned.of_catalogue(options, built, &folder)?;
    Ok(learned)
}

/// The folder beside a site that has what it was learned of: `target/demo-trade` for `target/demo`.
fn beside(site: &Path) -> PathBuf {
    let mut name = site.file_name().unwrap_or_default().to_owned();
    name.push("-trade");
    site.with_file_name(name)
}

impl Learned {
    /// What `kindred learn` makes of orders and events, with `kindred.toml` beside the catalogue.
    fn of_trade(&mut self, options: &Options, files: Files, folder: &Path) -> Result<()> {
        let build = BuildOptions {
            catalogue: vec![options.catalogue.clone()],
            config: super::beside(&options.catalogue, "kindred.toml"),
            ..BuildOptions::default()
        };
        let learn = LearnOptions { build, orders: vec![files.orders], events: vec![files.events], memory: None };
        let read = read_log(&learn, &mut |_| {}).context("reading the trade of the shop")?;
        let lists = learn_lists(&read.log, &read.rules, MEMORY).context("learning from the trade of the shop")?;
        let mut text = Vec::new();
        lists.write(&read.log, &mut text).context("writing lists")?;
        let path = folder.join("lists.jsonl");
        fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
        self.lists.push(path);
        let ready = readiness(&lists, read.log.products.len(), read.enough);
        super::write(&folder.join("readiness.json"), &serde_json::to_string(&ready)?)?;
        self.ready.extend(ready.types.into_iter().map(|ready| Ready {
            list: ready.list.to_owned(),
            percent: Some(ready.percent),
            lists: Some((ready.n_enough, ready.n_lists)),
            variety: Some(ready.variety),
        }));
        Ok(())
    }

    /// Lists of alike texts and of alike pictures.
    fn of_catalogue(&mut self, options: &Options, built: &Built, folder: &Path) -> Result<()> {
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
            lists
                .iter()
                .filter(|list| !list.entries.is_empty())
                .for_each(|list| write_list(&mut text, kind, &items, list));
            self.ready.push(share_that_has_enough(kind, &lists, items.len()));
        }
        let path = folder.join("similar.jsonl");
        super::write(&path, &text)?;
        self.lists.push(path);
        Ok(())
    }
}

/// How ready lists are that need no log: of how many products they are long enough.
fn share_that_has_enough(kind: &str, lists: &[List], n_products: usize) -> Ready {
    let n_enough = lists.iter().filter(|list| list.entries.len() >= ENOUGH).count();
    let percent = u32::try_from(n_enough * 100 / n_products.max(1)).ok();
    Ready { list: kind.to_owned(), percent, lists: Some((n_enough, n_products)), variety: None }
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
