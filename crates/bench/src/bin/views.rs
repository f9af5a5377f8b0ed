//! Prints sampled page views of a published feed as JSON.

use clap::Parser;
use kindred_bench::catalogue::sample;
use kindred_bench::views::{types_of_pages, views};
use std::error::Error;
use std::path::PathBuf;

/// Views of pages and carts of the feed that was built of a generated catalogue
#[derive(Parser)]
struct Arguments {
    /// The folder of feed.json
    folder: PathBuf,
    /// How many rows the catalogue has
    #[arg(long)]
    rows: usize,
    /// How many pages to view
    #[arg(long, default_value_t = 1_000)]
    views: usize,
    /// Which pages: the same seed chooses the same
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// With a unit of every type of recommendation that a product's page may have
    #[arg(long)]
    recommendations: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { folder, rows, views: n_views, seed, recommendations } = Arguments::parse();
    let types = if recommendations { types_of_pages() } else { Vec::new() };
    println!("{}", serde_json::to_string(&views(&folder, &sample(rows, n_views, seed), &types)?)?);
    Ok(())
}
