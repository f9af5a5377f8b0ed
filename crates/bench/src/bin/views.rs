//! Prints sampled page views of a published feed as JSON.

use clap::Parser;
use kindred_bench::catalogue::sample;
use kindred_bench::views::views;
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
}

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { folder, rows, views: n_views, seed } = Arguments::parse();
    println!("{}", serde_json::to_string(&views(&folder, &sample(rows, n_views, seed))?)?);
    Ok(())
}
