//! The demo shop: built from a catalogue, and served.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use kindred_cli::layout::Layout;

use crate::dist::Effort;
use crate::{dist, progress, server, setup, shop};

/// What to show, and where.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A catalogue other than the demo's own: Magento CSV files or a folder of them, or our JSON
    #[arg(long, value_name = "PATH")]
    catalogue: Option<PathBuf>,
    /// Related-product rules for that catalogue
    #[arg(long, value_name = "FILE", requires = "catalogue")]
    rules: Option<PathBuf>,
    /// The folder where that catalogue's pictures are
    #[arg(long, value_name = "DIR", requires = "catalogue")]
    pictures: Option<PathBuf>,
    /// The port to serve at; the next free one where it is taken
    #[arg(long, value_name = "N", default_value_t = 4173)]
    port: u16,
    /// Build the shop without serving it
    #[arg(long)]
    no_serve: bool,
    /// Build Kindred quickly and large, while working on it
    #[arg(long)]
    quick: bool,
}

/// A shop to build.
pub(crate) struct Site {
    /// The catalogue that it sells.
    pub(crate) catalogue: PathBuf,
    /// Rules that the catalogue does not have itself.
    pub(crate) rules: Option<PathBuf>,
    /// Where the catalogue's pictures are.
    pub(crate) pictures: Option<PathBuf>,
    /// How its feed is laid out.
    pub(crate) layout: Layout,
    /// The folder that becomes the site.
    pub(crate) out: PathBuf,
}

impl Site {
    /// Our own invented store.
    pub(crate) fn ours() -> Site {
        Site {
            catalogue: PathBuf::from("demo/catalogue.json"),
            rules: Some(PathBuf::from("demo/rules.toml")),
            pictures: None,
            layout: Layout::Inline,
            out: PathBuf::from("target/demo"),
        }
    }

    /// The same with its feed cut, small as it is.
    pub(crate) fn ours_in_chunks() -> Site {
        Site { layout: Layout::Chunked, out: PathBuf::from("target/demo-chunked"), ..Site::ours() }
    }

    /// Builds it anew.
    pub(crate) fn build(&self) -> Result<()> {
        if !self.catalogue.exists() {
            bail!("{}: there is no such file or folder", self.catalogue.display());
        }
        let summary = shop::build(&shop::Options {
            catalogue: self.catalogue.clone(),
            rules: self.rules.clone(),
            pictures: self.pictures.clone(),
            dist: PathBuf::from(dist::FOLDER),
            layout: self.layout,
            out: self.out.clone(),
        })?;
        eprintln!("{summary}");
        Ok(())
    }
}

/// Builds the shop and serves it; paths are those of the folder it is called from.
pub(crate) fn run(arguments: &Arguments, called_from: &Path) -> Result<()> {
    dist::ensure(&setup::run(setup::Purpose::Build)?, Effort::of(arguments.quick))?;
    let from_there = |path: &PathBuf| called_from.join(path);
    let site = match &arguments.catalogue {
        None => Site::ours(),
        Some(catalogue) => Site {
            catalogue: from_there(catalogue),
            rules: arguments.rules.as_ref().map(from_there),
            pictures: arguments.pictures.as_ref().map(from_there),
            layout: Layout::Auto,
            out: PathBuf::from("target/demo-catalogue"),
        },
    };
    progress::step("building the shop", || site.build())?;
    if arguments.no_serve {
        let out = std::path::absolute(&site.out).context("finding the site")?;
        println!("\nThe shop is in {}", out.display());
        return Ok(());
    }
    let server = server::start(&site.out, arguments.port)?;
    println!("\nThe shop is open at {}/ (Ctrl+C closes it)", server.url());
    Ok(server.wait()?)
}
