//! The comparison in a browser: builds the evaluator as the widget is built, lays a page beside json-logic-js, and lets
//! the two take turns there.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use kindred_bench::feed::{ROTATIONS, feed};
use kindred_bench::json_logic;
use kindred_bench::shop::{N_ANCHORS, SIZES, Shop};
use kindred_core::link::Relation;
use serde::Deserialize;
use serde_json::json;

use crate::setup::Toolbox;
use crate::shrink::{self, Pair};
use crate::{dist, process, server};

/// How many units each product has.
pub(super) const N_RELATIONS: usize = Relation::ALL.len();

/// Where the page's scripts are written.
const PAGE: &str = "crates/bench/page";
const OTHER: &str = "node_modules/json-logic-js";
const BUILT: &str = "target/bench/built";
const SHRINK_WORK: &str = "target/bench/shrink";
const SITE: &str = "target/bench/site";
const RESULTS: &str = "target/bench/select.json";
const LIBRARY: &str = "kindred_bench";

/// How long the two take turns for each size and rotation.
const SECONDS: u32 = 12;
/// Of how many products the whole match set is taken in a large shop, where that takes json-logic-js seconds.
const FEW_ANCHORS: usize = 10;

/// What the page found.
#[derive(Deserialize)]
pub(super) struct Compared {
    /// The browser's version.
    pub(super) browser: String,
    /// The day, as `2026-11-22`.
    pub(super) date: String,
    pub(super) sizes: Vec<Size>,
}

/// One shop.
#[derive(Deserialize)]
pub(super) struct Size {
    pub(super) products: usize,
    pub(super) average: Average,
    pub(super) begin: Begin,
    pub(super) rotations: Vec<Rounds>,
}

/// What a unit is like on average.
#[derive(Deserialize)]
pub(super) struct Average {
    /// Rules that match.
    pub(super) rules: f64,
    /// Products that these show, counted for each rule.
    pub(super) shown: f64,
    /// Cards.
    pub(super) cards: f64,
}

/// Milliseconds before the figures per unit hold, an entry for each round.
#[derive(Deserialize)]
pub(super) struct Begin {
    /// Reading the feed.
    pub(super) ours: Vec<f64>,
    /// Reading the same shop as plain objects.
    pub(super) theirs: Vec<f64>,
    /// The first unit after reading the feed.
    pub(super) first: Vec<f64>,
}

/// Milliseconds per unit, an entry for each round.
#[derive(Deserialize)]
pub(super) struct Rounds {
    pub(super) rotation: String,
    pub(super) ours: Vec<f64>,
    pub(super) theirs: Vec<f64>,
}

/// Builds everything that the page needs.
pub(super) fn build(toolbox: &Toolbox) -> Result<()> {
    let options = ["--package", "kindred-bench"];
    let built = dist::build_by_cargo(toolbox, &options, LIBRARY, Path::new(BUILT), LIBRARY)?;
    let site = Path::new(SITE);
    if site.exists() {
        fs::remove_dir_all(site).with_context(|| format!("clearing {SITE}"))?;
    }
    fs::create_dir_all(site).with_context(|| format!("making {SITE}"))?;
    let page = Path::new(PAGE);
    let small = Pair { glue: site.join("kindred_bench.js"), wasm: site.join("kindred_bench_bg.wasm") };
    shrink::pair(toolbox, &[page.join("compare.mjs")], &built, Path::new(SHRINK_WORK), &small)?;
    for file in ["index.html", "compare.mjs", "theirs.mjs"] {
        copy(&page.join(file), &site.join(file))?;
    }
    copy(&Path::new(OTHER).join("logic.js"), &site.join("logic.js"))?;
    for size in SIZES {
        let shop = Shop::of(size);
        write(&site.join(format!("shop-{size}.json")), &json_logic::shop(&shop))?;
        for rotation in ROTATIONS {
            write(&site.join(format!("feed-{size}-{rotation}.json")), &feed(&shop, rotation))?;
        }
    }
    Ok(())
}

/// Runs the page.
pub(super) fn compare(toolbox: &Toolbox) -> Result<Compared> {
    let server = server::start(Path::new(SITE), server::ANY_PORT)?;
    let results = std::path::absolute(RESULTS).context("finding target")?;
    let mut node = toolbox.command("node");
    node.arg(Path::new(PAGE).join("run.mjs"))
        .env("BENCH_URL", server.url())
        .env("BENCH_PLAN", plan().to_string())
        .env("BENCH_RESULTS", &results)
        .env("CHROME", &toolbox.browser()?.chrome);
    process::run(&mut node)?;
    let text = fs::read_to_string(&results).with_context(|| format!("reading {RESULTS}"))?;
    serde_json::from_str(&text).with_context(|| format!("reading {RESULTS}"))
}

/// The version of json-logic-js.
pub(super) fn other_version() -> Result<String> {
    let file = Path::new(OTHER).join("package.json");
    let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
    let manifest: serde_json::Value =
        serde_json::from_str(&text).with_context(|| format!("reading {}", file.display()))?;
    manifest["version"].as_str().map(str::to_owned).with_context(|| format!("{} has no version", file.display()))
}

/// What the page is to measure.
fn plan() -> serde_json::Value {
    let n_anchors = |size: usize, rotation: &str| {
        let is_slow = size == SIZES[1] && rotation != ROTATIONS[0];
        if is_slow { FEW_ANCHORS } else { N_ANCHORS }
    };
    let rotations =
        |size| ROTATIONS.map(|rotation| json!({ "rotation": rotation, "anchors": n_anchors(size, rotation) }));
    let sizes = SIZES.map(|size| json!({ "products": size, "rotations": rotations(size) }));
    json!({ "seconds": SECONDS, "sizes": sizes })
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("copying {}", from.display())).map(drop)
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("writing {}", path.display()))
}
