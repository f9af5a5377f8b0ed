//! Writes a generated catalogue, with the rules and settings that go with it.

use clap::Parser;
use kindred_bench::catalogue::{RULES, SETTINGS, write};
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
}

fn main() -> io::Result<()> {
    let Arguments { rows, seed, out } = Arguments::parse();
    write(rows, seed, BufWriter::new(File::create(&out)?))?;
    fs::write(out.with_file_name("rules.toml"), RULES)?;
    fs::write(out.with_file_name("settings.json"), SETTINGS)
}
