//! What the shop recommends: lists that are learned from its trade, where it has any, and those that its catalogue is
//! enough for.

use super::trade::{Plan, Trade};
use super::{Options, raster};
use anyhow::{Context, Result, ensure};
use kindred_cli::learn::alike::{Looks, compare};
use kindred_cli::learn::lists::learn as learn_lists;
use kindred_cli::learn::readiness::{ENOUGH, FORMAT, Readiness, TypeReadiness, readiness};
use kindred_cli::learn::{LearnOptions, MEMORY, read_log};
use kindred_cli::pipeline::{BuildOptions, Built};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What was learned.
#[derive(Debug, Default)]
pub(super) struct Learned {
    /// Files that the feed is built with.
    pub(super) lists: Vec<PathBuf>,
    /// How ready each type is.
    pub(super) ready: Vec<TypeReadiness>,
    /// How many lines orders have.
    pub(super) n_orders: usize,
    /// How many events there are.
    pub(super) n_events: usize,
}

/// Learns whatever there is to learn of a shop whose pictures hang. What lies in between is in a folder beside the site.
///
/// # Errors
///
/// When a file cannot be read or written, or the plan of the trade is wrong.
pub(super) fn learn(options: &Options, built: &Built) -> Result<Learned> {
    let folder = beside(&options.out);
    ensure!(
        is_ours(&folder),
        "expected room for what is learned, found {}, which is no such folder; move it, or name another --out",
        folder.display()
    );
    super::clear(&folder)?;
    // It stands there from the beginning, so that a run that breaks off leaves a folder that is known.
    super::write(&folder.join(READINESS), "{}")?;
    let mut build = BuildOptions {
        catalogue: vec![options.catalogue.clone()],
        config: super::beside(&options.catalogue, "kindred.toml"),
        ..BuildOptions::default()
    };
    let mut learned = Learned::default();
    let mut ready = Readiness { format: FORMAT, n_products: 0, enough: ENOUGH, types: Vec::new() };
    let mut text = b"{\"format\":1}\n".to_vec();
    let mut pictures = super::pictures(options);
    if let Some(plan) = Plan::beside(&options.catalogue)? {
        let trade = Trade::of(&built.catalogue, &plan)?;
        (learned.n_orders, learned.n_events) = (trade.orders.len(), trade.events.len());
        let files = trade.write(&folder)?;
        let logs =
            LearnOptions { build: build.clone(), orders: vec![files.orders], events: vec![files.events], memory: None };
        let read = read_log(&logs, &mut |_| {}).context("reading the trade of the shop")?;
        let lists = learn_lists(&read.log, &read.rules, MEMORY).context("learning from the trade of the shop")?;
        text.clear();
        lists.write(&read.log, &mut text).context("writing lists")?;
        ready = readiness(&lists, read.n_products, read.enough);
        if pictures.is_none() {
            build.catalogue = vec![illustrate(options, built, &folder)?];
            pictures = Some(folder.clone());
        }
    }
    let looks = Looks { pictures: pictures.as_deref(), embeddings: None };
    let alike = compare(&build, looks, &mut |_| {}).context("comparing the products of the shop")?;
    alike.write(&mut text).context("writing lists")?;
    alike.tell(&mut ready);
    let path = folder.join("lists.jsonl");
    fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
    super::write(&folder.join(READINESS), &serde_json::to_string(&ready)?)?;
    learned.lists.push(path);
    learned.ready = ready.types;
    Ok(learned)
}

/// The folder beside a site that has what it was learned of: `target/demo-trade` for `target/demo`.
fn beside(site: &Path) -> PathBuf {
    let mut name = site.file_name().unwrap_or_default().to_owned();
    name.push("-trade");
    site.with_file_name(name)
}

/// The file by which such a folder is known.
const READINESS: &str = "readiness.json";

/// Whether nothing is lost when a folder is emptied that nobody has named.
fn is_ours(folder: &Path) -> bool {
    let is_empty = || fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    !folder.exists() || folder.join(READINESS).is_file() || is_empty()
}

/// Makes pixels of the pictures that were drawn, and a catalogue that names them, as a merchant's names photographs.
fn illustrate(options: &Options, built: &Built, folder: &Path) -> Result<PathBuf> {
    let mut drawn: BTreeMap<&str, String> = BTreeMap::new();
    for product in built.feed.products.iter().filter(|product| product.image.ends_with(".svg")) {
        let svg = Path::new(product.image.trim_start_matches('/'));
        let png = svg.with_extension("png");
        raster::draw(&options.out.join(svg), &folder.join(&png))?;
        drawn.insert(&product.sku, png.to_string_lossy().replace('\\', "/"));
    }
    let text =
        fs::read_to_string(&options.catalogue).with_context(|| format!("reading {}", options.catalogue.display()))?;
    let mut catalogue: Value = serde_json::from_str(&text).context("reading the catalogue of the shop")?;
    for product in catalogue["products"].as_array_mut().into_iter().flatten() {
        if let Some(image) = product["sku"].as_str().and_then(|sku| drawn.get(sku)) {
            product["image"] = json!(image);
        }
    }
    let path = folder.join("catalogue.json");
    super::write(&path, &serde_json::to_string(&catalogue)?)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::{READINESS, beside, is_ours};
    use std::fs;
    use std::path::Path;

    #[test]
    fn a_folder_beside_the_site_that_somebody_else_made_is_not_emptied() {
        let folder = tempfile::tempdir().unwrap();
        let trade = beside(&folder.path().join("shop"));
        assert_eq!(trade.file_name(), Some("shop-trade".as_ref()));
        assert!(is_ours(&trade) && is_ours(folder.path()) && !is_ours(Path::new("Cargo.toml")));
        fs::create_dir(&trade).unwrap();
        fs::write(trade.join("letters.txt"), "to keep").unwrap();
        assert!(!is_ours(&trade));
        fs::write(trade.join(READINESS), "{}").unwrap();
        assert!(is_ours(&trade));
    }
}
