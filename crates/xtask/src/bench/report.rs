//! The section on selection: tables of medians, and whether the budget is kept (design, section 6).

use std::fmt::Write;
use std::thread;

use anyhow::{Context, Result, bail};
use kindred_bench::shop::SIZES;
use kindred_cli::report::grouped;

use super::browser::{self, Compared, Rounds};
use super::native::Native;
use super::statistics::{Summary, ratios, summary};
use crate::process;

/// How many times as fast as json-logic-js we must be at least, in the large shop.
const HARD: f64 = 10.0;

/// The section as Markdown.
pub(super) fn section(compared: &Compared, native: &[Native]) -> Result<String> {
    let mut text = note(compared)?;
    text.push_str("\nIn the browser, milliseconds for one unit, medians:\n\n");
    text.push_str("| products | rotation | Kindred | json-logic-js | times as fast | middle half of the rounds |\n");
    text.push_str("| ---: | --- | ---: | ---: | ---: | ---: |\n");
    for size in &compared.sizes {
        for rounds in &size.rotations {
            writeln!(text, "{}", row(size.products, rounds)?)?;
        }
    }
    text.push_str("\nBefore that, milliseconds, medians:\n\n");
    text.push_str("| products | reading the feed | its first unit | the same shop by `JSON.parse` |\n");
    text.push_str("| ---: | ---: | ---: | ---: |\n");
    for size in &compared.sizes {
        let (products, begin) = (grouped(size.products as u64), &size.begin);
        let [ours, first, theirs] = [&begin.ours, &begin.first, &begin.theirs].map(|times| median(times));
        writeln!(text, "| {products} | {:.1} | {:.1} | {:.1} |", ours?, first?, theirs?)?;
    }
    text.push_str("\nWhat one unit is like, on average:\n\n");
    text.push_str("| products | rules that match | products they show, rule by rule | cards |\n");
    text.push_str("| ---: | ---: | ---: | ---: |\n");
    for size in &compared.sizes {
        let (products, average) = (grouped(size.products as u64), &size.average);
        writeln!(text, "| {products} | {:.1} | {:.0} | {:.1} |", average.rules, average.shown, average.cards)?;
    }
    text.push_str("\nThe same without a browser, by criterion, milliseconds for one unit:\n\n");
    text.push_str("| products | rotation | median | 95 % interval |\n| ---: | --- | ---: | ---: |\n");
    for Native { products, rotation, milliseconds } in native {
        let (products, median) = (grouped(*products as u64), digits(milliseconds.median));
        let interval = format!("{} to {}", digits(milliseconds.lower), digits(milliseconds.upper));
        writeln!(text, "| {products} | {rotation} | {median} | {interval} |")?;
    }
    Ok(text)
}

/// Fails where the large shop breaks the budget.
pub(super) fn hold(compared: &Compared) -> Result<()> {
    let large = compared.sizes.iter().filter(|size| size.products == SIZES[1]);
    for rounds in large.flat_map(|size| &size.rotations) {
        let ratio = median(&ratios(&rounds.ours, &rounds.theirs))?;
        if ratio < HARD {
            bail!("{}: expected {HARD} times as fast as json-logic-js, found {ratio:.1} times", rounds.rotation);
        }
    }
    Ok(())
}

/// When and on what it was measured; no machine's name.
fn note(compared: &Compared) -> Result<String> {
    let Compared { browser, date, .. } = compared;
    let other = browser::other_version()?;
    let rust = process::answer(process::command("rustc").arg("--version")).context("rustc does not answer")?;
    let rust = rust.split_whitespace().nth(1).unwrap_or_default().to_owned();
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    let n_cores = thread::available_parallelism().context("counting the cores")?;
    Ok(format!(
        "Measured on {date}: Chromium {browser}, json-logic-js {other}, Rust {rust}, {os} on {arch}, {n_cores} cores.\n"
    ))
}

fn row(products: usize, rounds: &Rounds) -> Result<String> {
    let ratio = quartiles(&ratios(&rounds.ours, &rounds.theirs))?;
    Ok(format!(
        "| {} | {} | {} | {} | {} | {} to {} |",
        grouped(products as u64),
        rounds.rotation,
        digits(median(&rounds.ours)?),
        digits(median(&rounds.theirs)?),
        times(ratio.median),
        times(ratio.lower),
        times(ratio.upper)
    ))
}

/// How many times as fast: a whole number, unless it is small.
fn times(ratio: f64) -> String {
    if ratio < 10.0 { format!("{ratio:.1}") } else { format!("{ratio:.0}") }
}

fn median(measurements: &[f64]) -> Result<f64> {
    Ok(quartiles(measurements)?.median)
}

fn quartiles(measurements: &[f64]) -> Result<Summary> {
    summary(measurements).context("there was no round")
}

/// Three digits that count: `0.0123`, `1.23`, `123`.
fn digits(number: f64) -> String {
    let decimals = if number > 0.0 { (2 - number.log10().floor() as i32).max(0) } else { 0 };
    format!("{number:.0$}", decimals as usize)
}

#[cfg(test)]
mod tests {
    use super::super::browser::{Average, Begin, Size};
    use super::*;

    fn rounds(ours: &[f64], theirs: &[f64]) -> Rounds {
        Rounds { rotation: "priority-then-id".to_owned(), ours: ours.to_vec(), theirs: theirs.to_vec() }
    }

    fn compared(theirs: f64) -> Compared {
        let average = Average { rules: 1.0, shown: 2.0, cards: 3.0 };
        let begin = Begin { ours: vec![1.0], theirs: vec![1.0], first: vec![1.0] };
        let size = Size { products: SIZES[1], average, begin, rotations: vec![rounds(&[1.0], &[theirs])] };
        Compared { browser: "1".to_owned(), date: "2026-11-22".to_owned(), sizes: vec![size] }
    }

    #[test]
    fn a_row_has_medians_the_ratio_and_its_spread() {
        let rounds = rounds(&[0.1, 0.2, 0.1], &[4.0, 4.0, 3.0]);
        assert_eq!(
            row(10_000, &rounds).expect("there are rounds"),
            "| 10,000 | priority-then-id | 0.100 | 4.00 | 30 | 25 to 35 |"
        );
        assert_eq!(times(1.25), "1.2");
    }

    #[test]
    fn a_large_shop_below_the_budget_is_told() {
        assert!(hold(&compared(10.0)).is_ok());
        let error = hold(&compared(9.5)).expect_err("it is too slow").to_string();
        assert_eq!(error, "priority-then-id: expected 10 times as fast as json-logic-js, found 9.5 times");
    }

    #[test]
    fn numbers_have_three_digits_that_count() {
        for (number, text) in [(0.01234, "0.0123"), (1.236, "1.24"), (12.34, "12.3"), (1234.5, "1234"), (0.0, "0")] {
            assert_eq!(digits(number), text);
        }
    }
}
