//! The arguments of `kindred render`, and how they are carried out.

use crate::progress::Progress;
use crate::{EXIT_CODES, Input};
use clap::Args;
use kindred_cli::pipeline::BuildError;
use kindred_cli::render::{self, RenderOptions};
use kindred_widget::view::Layout;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct RenderArguments {
    #[command(flatten)]
    input: Input,
    /// The viewed product
    #[arg(long, required_unless_present = "out")]
    sku: Option<String>,
    /// A folder for the units of every page, each in a file such as related/24-MB01.html [default: one page, printed]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// A unit of the page: related, up-sell, cross-sell, a type of recommendation or a unit of your own; several in the
    /// order of the page [default: related, up-sell]
    #[arg(long = "unit", value_name = "NAME")]
    units: Vec<String>,
    /// How many cards at most, in place of the unit's own limit
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
    /// How the cards lie: carousel, grid or list
    #[arg(long, value_name = "LAYOUT", default_value = "carousel", value_parser = layout)]
    layout: Layout,
    /// The heading, in place of the unit's own
    #[arg(long)]
    heading: Option<String>,
    /// The day, such as 2026-11-22 [default: today in the catalogue's time zone]
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
}

/// A bundle is for who can tick: without a script it would be a carousel.
fn layout(name: &str) -> Result<Layout, String> {
    let known = [Layout::Carousel, Layout::Grid, Layout::List].into_iter().find(|layout| layout.name() == name);
    known.ok_or_else(|| "expected carousel, grid or list".to_owned())
}

/// Prints the units of a page, or writes those of all pages.
pub(crate) fn run(arguments: RenderArguments) -> Result<ExitCode, BuildError> {
    let RenderArguments { input, sku, out, units, limit, layout, heading, on } = arguments;
    let language = input.language.clone();
    let options = RenderOptions { build: input.options(), sku, units, limit, layout, language, heading, on };
    let mut progress = Progress::start();
    let rendered = render::render(&options, &mut |step| progress.show(step), &mut |unit| match &out {
        Some(folder) => render::write(&unit, folder),
        None => {
            // Whoever closed the pipe has read enough.
            let _ = write!(io::stdout(), "{}", unit.html);
            Ok(())
        }
    });
    progress.finish();
    let n_units = rendered?;
    if let Some(folder) = &out {
        let _ = writeln!(io::stdout(), "{}: {n_units} units", folder.display());
    }
    Ok(ExitCode::SUCCESS)
}
