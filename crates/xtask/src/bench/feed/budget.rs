//! The budgets of the feed: read from `budgets.toml`, which owns them, and held against what was measured.

use std::fs;

use anyhow::{Context, Result};
use kindred_bench::views::{View, Views};
use kindred_cli::report::grouped;
use serde::Deserialize;

use super::Measured;
use super::report::{median, ratio_to_parsing};

const BUDGETS: &str = "budgets.toml";
/// Files, memory and time are promised for this many rows.
const A_MILLION: u64 = 1_000_000;
/// A small feed has some files whatever its size.
const FEW_FILES: u64 = 64;
/// The loader comes before the pointer; a page that has one cached is spared a round trip.
const LOADER: usize = 1;

/// The section `[feed]`.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Budget {
    pub(super) page_bytes: Bound<u64>,
    pub(super) largest_to_smallest: Bound<f64>,
    pub(super) round_trips: Bound<u64>,
    pub(super) round_trips_with_pointer: Bound<u64>,
    pub(super) files_per_million: Bound<u64>,
    pub(super) memory: Bound<u64>,
    pub(super) times_parsing: Bound<f64>,
    /// At least so many, not at most.
    pub(super) cards: Bound<f64>,
}

/// What must not be passed, and where we want to be.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bound<T> {
    pub(super) hard: T,
    pub(super) goal: Option<T>,
}

#[derive(Deserialize)]
struct File {
    feed: Budget,
}

impl Budget {
    /// Reads the file.
    pub(super) fn read() -> Result<Budget> {
        let text = fs::read_to_string(BUDGETS).with_context(|| format!("reading {BUDGETS}"))?;
        let File { feed } = toml::from_str(&text).with_context(|| format!("reading {BUDGETS}"))?;
        Ok(feed)
    }

    /// A sentence for each hard budget that is broken.
    pub(super) fn broken(&self, all: &[Measured]) -> Vec<String> {
        let mut broken: Vec<String> = all.iter().flat_map(|measured| self.broken_by(measured)).collect();
        for (with, ratio) in [("", plain_ratio(all)), (" with recommendations", recommended_ratio(all))] {
            let most = self.largest_to_smallest.hard;
            if ratio > most {
                broken.push(format!(
                    "expected pages of every size{with} within {most:.1} of each other, found {ratio:.2}"
                ));
            }
        }
        broken
    }

    fn broken_by(&self, measured: &Measured) -> Vec<String> {
        let rows = measured.rows as u64;
        let mut broken = Vec::new();
        let mut expect = |what: &str, most: u64, found: u64| {
            if found > most {
                let [rows, most, found] = [rows, most, found].map(grouped);
                broken.push(format!("{rows} rows: {what}: expected at most {most}, found {found}"));
            }
        };
        let recommended = measured.recommended.as_ref().map(|recommended| &recommended.views);
        for (with, views) in [("", Some(&measured.views)), (" with recommendations", recommended)] {
            let Some(Views { pages, .. }) = views else { continue };
            let worst = |of: fn(&View) -> u64| pages.iter().map(of).max().unwrap_or_default();
            expect(&format!("bytes of a page{with}"), self.page_bytes.hard, worst(|view| view.brotli_11));
            expect(&format!("round trips{with}"), self.round_trips.hard, worst(|view| round_trips(view) as u64));
            let cached = worst(|view| round_trips(view) as u64 - 1);
            expect(&format!("round trips with the pointer cached{with}"), self.round_trips_with_pointer.hard, cached);
        }
        let files = (self.files_per_million.hard * rows / A_MILLION).max(FEW_FILES);
        expect("files", files, measured.files.n);
        if rows >= A_MILLION {
            let memory = measured.rounds.iter().map(|round| round.build.memory).max().unwrap_or_default();
            expect("bytes of memory", self.memory.hard, memory);
            let hundredths = |times: f64| (times * 100.0) as u64;
            let times = hundredths(ratio_to_parsing(measured));
            expect("hundredths of the time to parse", hundredths(self.times_parsing.hard), times);
        }
        let (cards, least) = (cards(&measured.views.pages), self.cards.hard);
        if cards < least {
            broken.push(format!("{} rows: cards: expected at least {least:.1}, found {cards:.1}", grouped(rows)));
        }
        broken
    }
}

/// How many round trips come one after another until the cards can show, with nothing cached.
pub(super) fn round_trips(view: &View) -> usize {
    LOADER + view.steps
}

/// How many cards a page shows on average, in all its units together.
pub(super) fn cards(pages: &[View]) -> f64 {
    let all: usize = pages.iter().flat_map(|view| view.cards).sum();
    all as f64 / pages.len().max(1) as f64
}

/// How many times as heavy the pages of one catalogue are as those of another, by their medians.
pub(super) fn plain_ratio(all: &[Measured]) -> f64 {
    largest_to_smallest(all.iter().map(|measured| &measured.views))
}

/// The same with every type of recommendation.
pub(super) fn recommended_ratio(all: &[Measured]) -> f64 {
    largest_to_smallest(all.iter().filter_map(|measured| measured.recommended.as_ref()).map(|with| &with.views))
}

fn largest_to_smallest<'a>(all: impl Iterator<Item = &'a Views>) -> f64 {
    let medians = all.map(|views| median(views.pages.iter().map(|view| view.brotli_11 as f64)));
    let (least, most) =
        medians.fold((f64::INFINITY, 0.0_f64), |(least, most), median| (least.min(median), most.max(median)));
    if least > 0.0 && least.is_finite() { most / least } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::super::tests::measured;
    use super::*;

    fn budget() -> Budget {
        let text = fs::read_to_string(crate::root().join(BUDGETS)).expect("the file is there");
        toml::from_str::<File>(&text).expect("it has a section for the feed").feed
    }

    #[test]
    fn a_feed_within_its_budgets_breaks_none() {
        assert_eq!(budget().broken(&[measured(1_000, 8_000, 20), measured(1_000_000, 9_000, 20_000)]), [""; 0]);
    }

    #[test]
    fn each_broken_budget_is_told() {
        assert_eq!(
            budget().broken(&[measured(1_000, 8_000, 20), measured(1_000_000, 16_001, 20_001)]),
            [
                "1,000,000 rows: bytes of a page: expected at most 16,000, found 16,001",
                "1,000,000 rows: files: expected at most 20,000, found 20,001",
                "expected pages of every size within 1.3 of each other, found 2.00",
            ]
        );
    }

    #[test]
    fn a_feed_that_shows_little_is_told() {
        let mut poor = measured(1_000, 8_000, 20);
        poor.views.pages[0].cards = [4, 5, 4];
        assert_eq!(budget().broken(&[poor]), ["1,000 rows: cards: expected at least 15.0, found 13.0"]);
    }
}
