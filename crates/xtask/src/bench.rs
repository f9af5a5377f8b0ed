//! Measures how fast Kindred is and writes it into docs/performance.md, where every figure stands between two markers.
//!
//! Times on a machine that others use mean little alone, so what counts is a ratio: ours and the other, in turns, in
//! the same browser, or on the same file. Of this only counts are taken among the tests.

mod browser;
mod document;
pub(crate) mod feed;
mod native;
mod report;
mod statistics;

use anyhow::Result;
use clap::ValueEnum;

use crate::progress::step;
use crate::setup::{self, Purpose, Toolbox};

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// All of it where none is named
    #[arg(value_enum)]
    subjects: Vec<Subject>,
    /// Of how many rows the catalogues are that feeds are made of
    #[arg(long, value_delimiter = ',', default_values_t = feed::SIZES)]
    sizes: Vec<usize>,
}

/// One section of the document.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Subject {
    /// Selection from 1,000 and 10,000 products by 50 rules, natively and in the browser against json-logic-js
    Select,
    /// Feeds of generated catalogues of a thousand to a million rows: what builds and pages take
    Feed,
}

/// Measures, and writes the document.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let subjects = if arguments.subjects.is_empty() { Subject::value_variants() } else { &arguments.subjects };
    for subject in subjects {
        match subject {
            Subject::Select => select(&setup::run(Purpose::BrowserTests)?)?,
            Subject::Feed => feed::run(&arguments.sizes)?,
        }
    }
    Ok(())
}

fn select(toolbox: &Toolbox) -> Result<()> {
    step("building the page that compares (less than a minute)", || browser::build(toolbox))?;
    let compared = step("comparing in the browser (about two minutes)", || browser::compare(toolbox))?;
    let native = step("measuring natively (about a minute, and a build)", native::measure)?;
    let section = report::section(&compared, &native)?;
    document::write("select", &section)?;
    print!("{section}");
    report::hold(&compared)
}
