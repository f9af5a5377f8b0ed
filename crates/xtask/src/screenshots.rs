//! Pictures of every layout in every theme at three widths, and one page to look at them all.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::demo::Site;
use crate::dist::Effort;
use crate::setup::{self, Purpose};
use crate::{dist, process, progress, server};

/// Where the pictures go.
const FOLDER: &str = "target/screenshots";
/// What takes them.
const SCRIPT: &str = "tests/e2e/screens/shoot.mjs";

/// Which pictures to take.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Themes and layouts whose name has this in it, in place of all
    #[arg(long)]
    only: Vec<String>,
    /// The folder for them, which is emptied before
    #[arg(long, value_name = "DIR", default_value = FOLDER)]
    out: PathBuf,
    /// Build Kindred quickly and large: the pictures are the same
    #[arg(long)]
    quick: bool,
}

/// Takes them.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let toolbox = setup::run(Purpose::BrowserTests)?;
    dist::ensure(&toolbox, Effort::of(arguments.quick))?;
    let site = Site::ours();
    progress::step("building the shop", || site.build())?;
    let demo = server::start(&site.out, server::ANY_PORT)?;
    let mut node = toolbox.command("node");
    node.arg(SCRIPT)
        .env("DEMO_URL", demo.url())
        .env("CHROME", &toolbox.browser()?.chrome)
        .env("ONLY", arguments.only.join(" "))
        .env("SCREENS", std::path::absolute(&arguments.out).context("finding the folder for the pictures")?);
    progress::step("taking screenshots", || process::run(&mut node))
}
