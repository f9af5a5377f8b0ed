//! The README's table of sizes: written from the weights, and held to them.
//!
//! A few bytes come and go with every change, so the table may be a little behind.

use std::fs;

use anyhow::{Context, Result, bail};
use kindred_cli::report::grouped;

use crate::size::Weight;

const README: &str = "README.md";
const START: &str = "<!-- size -->";
const END: &str = "<!-- /size -->";

/// How far a figure of the README may be from today's, in bytes.
const TOLERANCE: u64 = 500;

/// Writes the table into the README.
pub(crate) fn write(weights: &[Weight]) -> Result<()> {
    let text = read()?;
    let (before, _, after) = parts(&text)?;
    let text = format!("{before}{START}\n{}{END}{after}", table(weights));
    fs::write(README, text).with_context(|| format!("writing {README}"))
}

/// Fails where the README's table tells other weights than these.
pub(crate) fn check(weights: &[Weight]) -> Result<()> {
    let text = read()?;
    let (_, table, _) = parts(&text)?;
    let stale = stale(table, weights);
    if !stale.is_empty() {
        bail!("{README} does not show today's sizes ({}): run `cargo xtask size --write`", stale.join("; "));
    }
    Ok(())
}

fn read() -> Result<String> {
    fs::read_to_string(README).with_context(|| format!("reading {README}"))
}

/// What is before, between and after the markers.
fn parts(text: &str) -> Result<(&str, &str, &str)> {
    let found = text.split_once(START).and_then(|(before, rest)| {
        let (table, after) = rest.split_once(END)?;
        Some((before, table, after))
    });
    found.with_context(|| format!("{README} has no place for the sizes: add the lines `{START}` and `{END}`"))
}

fn table(weights: &[Weight]) -> String {
    let mut table = String::from("\n| file | bytes | after brotli |\n| --- | ---: | ---: |\n");
    for weight in with_total(weights) {
        let (raw, brotli) = (grouped(weight.raw), grouped(weight.brotli));
        table.push_str(&format!("| {} | {raw} | {brotli} |\n", weight.file));
    }
    table.push('\n');
    table
}

/// The files in code type, and all of them together.
fn with_total(weights: &[Weight]) -> Vec<Weight> {
    let mut lines: Vec<_> =
        weights.iter().map(|weight| Weight { file: format!("`{}`", weight.file), ..weight.clone() }).collect();
    let (raw, brotli) = weights.iter().fold((0, 0), |(raw, brotli), weight| (raw + weight.raw, brotli + weight.brotli));
    lines.push(Weight { file: "all code".to_owned(), raw, brotli });
    lines
}

/// What is wrong with the figures after brotli, one sentence a file.
fn stale(table: &str, weights: &[Weight]) -> Vec<String> {
    let mut sentences = Vec::new();
    for weight in with_total(weights) {
        let today = grouped(weight.brotli);
        match told(table, &weight.file) {
            Some(told) if told.abs_diff(weight.brotli) <= TOLERANCE => {}
            Some(told) => sentences.push(format!("{}: {} there, {today} today", weight.file, grouped(told))),
            None => sentences.push(format!("{}: nothing there, {today} today", weight.file)),
        }
    }
    sentences
}

/// The figure after brotli in the line of that file.
fn told(table: &str, file: &str) -> Option<u64> {
    let mut lines = table.lines().map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let cells = lines.find(|cells| cells.get(1) == Some(&file))?;
    cells.get(3)?.replace(',', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(wasm: u64) -> Vec<Weight> {
        [("kindred.js", 2_000, 1_100), ("widget.wasm", 150_000, wasm)]
            .map(|(file, raw, brotli)| Weight { file: file.to_owned(), raw, brotli })
            .to_vec()
    }

    #[test]
    fn a_table_has_a_line_for_each_file_and_one_for_all() {
        assert_eq!(
            table(&weights(50_000)),
            "\n| file | bytes | after brotli |\n| --- | ---: | ---: |\n\
             | `kindred.js` | 2,000 | 1,100 |\n\
             | `widget.wasm` | 150,000 | 50,000 |\n\
             | all code | 152,000 | 51,100 |\n\n"
        );
    }

    #[test]
    fn a_table_just_written_is_not_stale_nor_is_one_a_little_behind() {
        assert!(stale(&table(&weights(50_000)), &weights(50_000)).is_empty());
        assert!(stale(&table(&weights(50_000)), &weights(50_500)).is_empty());
        assert!(stale(&table(&weights(50_000)), &weights(49_500)).is_empty());
    }

    #[test]
    fn a_table_far_behind_is_stale_and_the_sentence_says_by_which_figures() {
        assert_eq!(
            stale(&table(&weights(50_000)), &weights(50_501)),
            ["`widget.wasm`: 50,000 there, 50,501 today", "all code: 51,100 there, 51,601 today"]
        );
    }

    #[test]
    fn a_table_without_figures_is_stale() {
        assert_eq!(stale("\n", &weights(50_000)).len(), 3);
    }

    #[test]
    fn a_readme_without_markers_gets_told_which_lines_to_add() {
        let error = parts("# Kindred\n").expect_err("there are no markers").to_string();
        assert_eq!(error, "README.md has no place for the sizes: add the lines `<!-- size -->` and `<!-- /size -->`");
    }

    #[test]
    fn a_readme_is_cut_at_its_markers() {
        let (before, table, after) = parts("a<!-- size -->b<!-- /size -->c").expect("there are markers");
        assert_eq!((before, table, after), ("a", "b", "c"));
    }
}
