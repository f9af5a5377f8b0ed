//! The section on feeds: what builds take, and what pages take.

use std::fmt::Write;
use std::thread;

use anyhow::{Context, Result};
use kindred_bench::views::View;
use kindred_cli::report::grouped;

use super::Measured;
use super::budget::{Bound, Budget, cards, plain_ratio, recommended_ratio, round_trips};
use crate::bench::statistics::summary;
use crate::process;

/// The section as Markdown.
pub(super) fn section(all: &[Measured], budget: &Budget, seed: u64) -> Result<String> {
    let mut text = note(seed)?;
    text.push_str(&builds(all));
    text.push_str(&pages(all));
    text.push_str(&recommended(all));
    text.push_str(&budgets(all, budget));
    Ok(text)
}

/// The worst of what was found beside what it may be.
fn budgets(all: &[Measured], budget: &Budget) -> String {
    let worst = |of: fn(&View) -> u64| all.iter().flat_map(|one| &one.views.pages).map(of).max().unwrap_or_default();
    let trips = worst(|view| round_trips(view) as u64);
    let with = all.iter().filter_map(|one| one.recommended.as_ref()).flat_map(|with| &with.views.pages);
    let worst_with = with.map(|view| view.brotli_11).max().unwrap_or_default();
    let mut rows = vec![
        row("bytes of a product page, brotli 11", budget.page_bytes, worst(|view| view.brotli_11), grouped),
        row("its bytes, heaviest catalogue : lightest", budget.largest_to_smallest, plain_ratio(all), hundredths),
        row("its bytes with every type of recommendation", budget.page_bytes, worst_with, grouped),
        row("those, heaviest catalogue : lightest", budget.largest_to_smallest, recommended_ratio(all), hundredths),
        row("round trips", budget.round_trips, trips, grouped),
        row("round trips with the pointer cached", budget.round_trips_with_pointer, trips.saturating_sub(1), grouped),
    ];
    if let Some(million) = all.iter().find(|measured| measured.rows >= 1_000_000) {
        let memory = million.rounds.iter().map(|round| round.build.memory).max().unwrap_or_default();
        rows.extend([
            row("files for a million rows", budget.files_per_million, million.files.n, grouped),
            row("memory for a million rows, MB", budget.memory, memory, megabytes),
            row("times parsing for a million rows", budget.times_parsing, ratio_to_parsing(million), hundredths),
        ]);
    }
    let cards = all.iter().map(|measured| cards(&measured.views.pages)).fold(f64::INFINITY, f64::min);
    rows.push(format!("| cards of a product page, at least {:.0} | {cards:.1} | | |\n", budget.cards.hard));
    let head = "\nHeld against the budgets:\n\n| what | found | goal | at most |\n| --- | ---: | ---: | ---: |\n";
    [head, &rows.concat()].concat()
}

fn row<T: Copy>(what: &str, bound: Bound<T>, found: T, written: fn(T) -> String) -> String {
    let goal = bound.goal.map(written).unwrap_or_default();
    format!("| {what} | {} | {goal} | {} |\n", written(found), written(bound.hard))
}

fn hundredths(ratio: f64) -> String {
    format!("{ratio:.2}")
}

/// When and on what it was measured; no machine's name.
fn note(seed: u64) -> Result<String> {
    let date = jiff::Zoned::now().date();
    let rust = process::answer(process::command("rustc").arg("--version")).context("rustc does not answer")?;
    let rust = rust.split_whitespace().nth(1).unwrap_or_default().to_owned();
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    let n_cores = thread::available_parallelism().context("counting the cores")?;
    Ok(format!("Measured on {date}: Rust {rust}, {os} on {arch}, {n_cores} cores, seed {seed}.\n"))
}

fn builds(all: &[Measured]) -> String {
    let mut text = String::from("\nWhat a build takes, medians:\n\n");
    text.push_str("| rows | CSV, MB | parsing it, s | `kindred build`, s | on all cores, s | times parsing |");
    text.push_str(
        " peak memory, MB | files | on disk, MB |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for measured in all {
        let seconds = |of: fn(&super::Round) -> f64| median(measured.rounds.iter().map(of));
        let memory = measured.rounds.iter().map(|round| round.build.memory).max().unwrap_or_default();
        let _ = writeln!(
            text,
            "| {} | {} | {:.2} | {:.2} | {:.2} | {:.1} | {} | {} | {} |",
            grouped(measured.rows as u64),
            megabytes(measured.csv_bytes),
            seconds(|round| round.parse.elapsed.as_secs_f64()),
            seconds(|round| round.build.elapsed.as_secs_f64()),
            seconds(|round| round.build.cpu.as_secs_f64()),
            ratio_to_parsing(measured),
            megabytes(memory),
            grouped(measured.files.n),
            megabytes(measured.files.bytes),
        );
    }
    text
}

/// What pages take, as two tables.
pub(super) fn pages(all: &[Measured]) -> String {
    let mut text = String::from("\nWhat a page takes, median and worst:\n\n");
    text.push_str("| rows | page | brotli 11, B | brotli 5, B | requests | round trips | with the pointer cached |\n");
    text.push_str("| ---: | --- | ---: | ---: | ---: | ---: | ---: |\n");
    for measured in all {
        for (name, views) in [("product", &measured.views.pages), ("cart", &measured.views.carts)] {
            let both = |of: &dyn Fn(&View) -> u64| middle_and_worst(views, of);
            let _ = writeln!(
                text,
                "| {} | {name} | {} | {} | {} | {} | {} |",
                grouped(measured.rows as u64),
                both(&|view| view.brotli_11),
                both(&|view| view.brotli_5),
                both(&|view| view.requests as u64),
                both(&|view| round_trips(view) as u64),
                both(&|view| round_trips(view) as u64 - 1),
            );
        }
    }
    text.push_str("\nWhat it shows for them, cards on average:\n\n");
    text.push_str(
        "| rows | related | up-sell | cross-sell | cross-sell of carts |\n| ---: | ---: | ---: | ---: | ---: |\n",
    );
    for measured in all {
        let views = &measured.views;
        let cards = |views: &[View], unit: usize| {
            views.iter().map(|view| view.cards[unit]).sum::<usize>() as f64 / views.len().max(1) as f64
        };
        let [related, up_sell, cross_sell] = [0, 1, 2].map(|unit| cards(&views.pages, unit));
        let rows = grouped(measured.rows as u64);
        let of_carts = cards(&views.carts, 2);
        let _ = writeln!(text, "| {rows} | {related:.1} | {up_sell:.1} | {cross_sell:.1} | {of_carts:.1} |");
    }
    text
}

/// What the same catalogues take with every type of recommendation.
pub(super) fn recommended(all: &[Measured]) -> String {
    let mut text = String::from("\nWith every type of recommendation that such a page may have, median and worst:\n\n");
    text.push_str("| rows | `kindred learn`, s | peak memory, MB | `kindred build`, s | files | on disk, MB |");
    text.push_str(" product page, brotli 11, B | requests | round trips | cards recommended |\n");
    text.push_str("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for (measured, with) in all.iter().filter_map(|measured| Some((measured, measured.recommended.as_ref()?))) {
        let pages = &with.views.pages;
        let n_cards: usize = pages.iter().map(|view| view.recommended).sum();
        let _ = writeln!(
            text,
            "| {} | {:.1} | {} | {:.1} | {} | {} | {} | {} | {} | {:.1} |",
            grouped(measured.rows as u64),
            with.learn.elapsed.as_secs_f64(),
            megabytes(with.learn.memory),
            with.build.elapsed.as_secs_f64(),
            grouped(with.files.n),
            megabytes(with.files.bytes),
            middle_and_worst(pages, &|view| view.brotli_11),
            middle_and_worst(pages, &|view| view.requests as u64),
            middle_and_worst(pages, &|view| round_trips(view) as u64),
            n_cards as f64 / pages.len().max(1) as f64,
        );
    }
    text
}

/// How many times as long as parsing the file building the feed took, by the medians.
pub(super) fn ratio_to_parsing(measured: &Measured) -> f64 {
    median(measured.rounds.iter().map(|round| round.build.elapsed.as_secs_f64() / round.parse.elapsed.as_secs_f64()))
}

/// The one in the middle, or nothing of nothing.
pub(super) fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    summary(&numbers.collect::<Vec<f64>>()).map_or(0.0, |summary| summary.median)
}

fn middle_and_worst(views: &[View], of: &dyn Fn(&View) -> u64) -> String {
    let worst = views.iter().map(of).max().unwrap_or_default();
    format!("{}, {}", grouped(median(views.iter().map(|view| of(view) as f64)) as u64), grouped(worst))
}

/// To a tenth below ten.
fn megabytes(bytes: u64) -> String {
    match bytes {
        0..10_000_000 => format!("{:.1}", bytes as f64 / 1e6),
        _ => grouped(bytes / 1_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::measured;
    use super::*;

    #[test]
    fn a_row_says_what_a_build_takes() {
        let text = builds(&[measured(100_000, 8_000, 1_999)]);
        assert_eq!(text.lines().last(), Some("| 100,000 | 160 | 0.50 | 1.00 | 1.00 | 2.0 | 1,500 | 1,999 | 30 |"));
    }

    #[test]
    fn a_row_says_what_recommendations_take() {
        let text = recommended(&[measured(100_000, 8_000, 1_999), measured(1_000_000, 8_000, 19_999)]);
        assert_eq!(
            text.lines().last(),
            Some("| 100,000 | 3.0 | 1,500 | 2.0 | 7,996 | 90 | 8,900, 8,900 | 4, 4 | 4, 4 | 50.0 |")
        );
    }

    #[test]
    fn rows_say_what_pages_take() {
        let text = pages(&[measured(100_000, 8_000, 1_999)]);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[5], "| 100,000 | product | 8,000, 8,000 | 9,000, 9,000 | 3, 3 | 4, 4 | 3, 3 |");
        assert_eq!(lines.last(), Some(&"| 100,000 | 6.0 | 5.0 | 4.0 | 0.0 |"));
    }
}
