//! The house's machinery: sets up tools, builds the release files, weighs and measures them, tests them and serves the
//! demo shop.
//!
//! Every command works on the workspace's root, whatever folder it is called from, and sets up what it needs first,
//! so that a machine with Rust and nothing else can run any of them.

mod bench;
mod browser;
mod demo;
mod dist;
mod node;
mod process;
mod progress;
mod readme;
mod schema;
#[cfg(test)]
mod scratch;
mod screenshots;
mod server;
mod setup;
mod shop;
mod shrink;
mod size;
mod stamp;
mod still;
mod suite;
mod system;
mod tools;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

/// Builds, weighs, tests and serves Kindred.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Installs what is missing: wasm target, Trunk, wasm-bindgen, Node, npm packages, browser and driver
    Setup,
    /// Builds the release files into dist/kindred
    Dist,
    /// Weighs the release files against budgets.toml
    Size(size::Arguments),
    /// Runs every test, or those of the named groups
    Test(suite::Arguments),
    /// Measures how fast Kindred is, and writes it into docs/performance.md
    Bench(bench::Arguments),
    /// Builds the demo shop and serves it
    Demo(demo::Arguments),
    /// Takes pictures of every layout in every theme, and lays them out on one page
    Screenshots(screenshots::Arguments),
    /// Writes schema/feed.schema.json from the feed's types
    Schema(schema::Arguments),
    /// Gives what Trunk built the names that the loader asks for (Trunk's hook calls this)
    #[command(hide = true)]
    NameGlue,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    let called_from = std::env::current_dir().context("finding the current folder")?;
    std::env::set_current_dir(root()).with_context(|| format!("entering {}", root().display()))?;
    match command {
        Command::Setup => setup::everything(),
        Command::Dist => dist::ensure(&setup::run(setup::Purpose::Build)?, dist::Effort::Release),
        Command::Size(arguments) => size::run(&arguments),
        Command::Test(arguments) => suite::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Demo(arguments) => demo::run(&arguments, &called_from),
        Command::Screenshots(arguments) => screenshots::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::NameGlue => dist::name_glue(),
    }
}

/// The workspace's root: two folders above this package.
fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&package).ancestors().nth(2).map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}
