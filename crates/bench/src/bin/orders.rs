//! Writes a generated log of orders.

use clap::Parser;
use kindred_bench::orders::{Orders, write};
use std::fs::File;
use std::io;
use std::path::PathBuf;

/// A year of order lines of an invented shop, as CSV
#[derive(Parser)]
struct Arguments {
    /// How many lines
    #[arg(long)]
    lines: usize,
    /// How many products are sold
    #[arg(long, default_value_t = 100_000)]
    products: usize,
    /// How many customers buy them
    #[arg(long, default_value_t = 2_000_000)]
    customers: usize,
    /// The same seed gives the same bytes
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

fn main() -> io::Result<()> {
    let Arguments { lines, products, customers, seed, out } = Arguments::parse();
    write(Orders { lines, products, customers, seed }, File::create(out)?)
}
