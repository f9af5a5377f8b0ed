//! Writes a generated catalogue, with the rules and settings that go with it, and what visitors did there.

use clap::Parser;
use kindred_bench::catalogue::{RULES, SETTINGS, embeddings, visits, write};
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::PathBuf;

/// A Magento export of an invented shop; its rules and settings are written beside it
#[derive(Parser)]
struct Arguments {
    /// How many rows, which is SKUs
    #[arg(long)]
    rows: usize,
    /// The same seed gives the same bytes
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The file to write; rules.toml and settings.json are written beside it
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// How often its pages were looked at, on average: with more than 0, visits.csv and embeddings.csv are written too
    #[arg(long, default_value_t = 0)]
    views: usize,
}

fn main() -> io::Result<()> {
    let Arguments { rows, seed, out, views } = Arguments::parse();
    write(rows, seed, BufWriter::new(File::create(&out)?))?;
    fs::write(out.with_file_name("rules.toml"), RULES)?;
    fs::write(out.with_file_name("settings.json"), SETTINGS)?;
    if views > 0 {
        visits(rows, views, seed, File::create(out.with_file_name("visits.csv"))?)?;
        embeddings(rows, seed, File::create(out.with_file_name("embeddings.csv"))?)?;
    }
    Ok(())
}
