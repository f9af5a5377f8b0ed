//! A year of real orders (the "Online Retail" data set). It is not part of the repository: where it is absent, this test
//! says so and passes. `docs/recommendations-quality.md` has the figures and the command that prints them.

mod common;

use kindred_cli::learn::evaluate::{Against, AtCut, Evaluation, TypeEvaluation, evaluate};
use kindred_cli::learn::lists::rules::Rule;
use kindred_cli::learn::lists::{ListType, Rules};
use kindred_cli::learn::{LearnOptions, read_log};
use kindred_cli::pipeline::BuildOptions;
use kindred_cli::report::grouped;
use std::path::Path;

const MEMORY: usize = 256 << 20;
/// All pairs of all orders take minutes where nothing is optimised.
const AGAINST: Against = if cfg!(debug_assertions) { Against::Popularity } else { Against::Pairs };

fn evaluated() -> Option<Evaluation> {
    let orders = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/online-retail/orders-train.csv.gz");
    if !orders.is_file() {
        println!("skipped: ../shared/data/online-retail is not here");
        return None;
    }
    let build = BuildOptions { config: Some(common::fixture("online-retail.toml")), ..BuildOptions::default() };
    let options = LearnOptions { build, orders: vec![orders], ..LearnOptions::default() };
    let read = read_log(&options, &mut |_| {}).unwrap();
    let wanted = [ListType::BoughtBought, ListType::MostPurchased, ListType::NextItem];
    let rules = Rules { lists: wanted.map(|list| (list, Rule::of(list))).into(), end: None };
    evaluate(&read.log, &rules, read.held_out_days, AGAINST, MEMORY).unwrap()
}

/// The rows of the document, as an evaluation has them.
fn rows(of_type: &TypeEvaluation) -> impl Iterator<Item = String> {
    let row = |method: &str, at: &AtCut| {
        let shares = [at.hit_rate, at.hit_rate_by_page, at.recall, at.mrr, at.coverage, at.popularity];
        let cells: Vec<String> = shares.iter().map(|share| format!("{share:.3}")).collect();
        format!("| {method} | {} | {} |", at.at, cells.join(" | "))
    };
    of_type.methods.iter().flat_map(move |method| method.at.iter().map(move |at| row(method.method, at)))
}

#[test]
fn the_lists_and_what_they_are_compared_with_do_as_well_as_the_document_says() {
    let Some(evaluated) = evaluated() else { return };
    let document = include_str!("../../../docs/recommendations-quality.md");
    for of_type in &evaluated.types {
        let (baskets, pages) = (grouped(of_type.n_baskets), grouped(of_type.n_pages));
        let head = format!("`{}`: {baskets} baskets, {pages} pages\n", of_type.list);
        let table = document.split(&head).nth(1).unwrap_or_else(|| panic!("the document has no {head}"));
        let table = table.split("\n`").next().unwrap_or_default();
        for row in rows(of_type) {
            assert!(
                table.contains(&row),
                "docs/recommendations-quality.md has another row for {}: {row}",
                of_type.list
            );
        }
    }
    let (learned, held_out) = (grouped(evaluated.n_learned), grouped(evaluated.n_held_out));
    let said = format!("Lists were learned from {learned} lines up to 2011-10-30, and asked about {held_out} lines");
    assert!(document.contains(&said), "{said}");
}
