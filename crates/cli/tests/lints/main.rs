//! What `kindred check` says of rules that are written well and do not do what they say on this catalogue, word for
//! word; and where it must say nothing. `KINDRED_BLESS=1` writes the words anew.

#[path = "../common/mod.rs"]
mod common;

mod filters;
mod kinds;
mod logic;
mod order;
mod reach;
mod rest;
mod words;

use common::{assert_golden, fixture, folder};
use kindred_cli::check::{CheckOptions, Checked, check};
use kindred_cli::diagnostic::Palette;
use kindred_cli::pipeline::BuildOptions;

/// The day on which the tests are run.
const TODAY: &str = "2026-11-22";

/// Checks files that a test makes up, the fixture's catalogue where there is none among them.
fn checked(files: &[(&str, &str)]) -> (Checked, String) {
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let folder = folder(&bytes);
    let named =
        |start: &str| files.iter().find(|(name, _)| name.starts_with(start)).map(|(name, _)| folder.path().join(name));
    let catalogue = named("catalogue").unwrap_or_else(|| fixture("check/catalogue.json"));
    let build = BuildOptions { catalogue: vec![catalogue], rules: named("rules"), ..BuildOptions::default() };
    let options = CheckOptions { build, on: Some(TODAY.into()), strict: false };
    let checked = check(&options, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
    let said: Vec<String> = checked.diagnostics().map(|found| found.drawn(Palette::Plain)).collect();
    let said = said.join("\n\n").replace(&format!("{}/", folder.path().display()), "");
    (checked, said)
}

/// What is said about rules.
fn said(rules: &str) -> String {
    checked(&[("rules.json", rules)]).1
}

/// The words are those of the golden file; the number is that of the errors among them.
fn assert_says(name: &str, rules: &str, n_errors: usize) {
    let (checked, said) = checked(&[("rules.json", rules)]);
    assert_golden(&format!("lints/{name}.txt"), &said);
    let errors = checked.diagnostics().filter(|found| found.severity.is_error());
    assert_eq!(errors.count(), n_errors, "{said}");
    assert_eq!(checked.exit_code(), u8::from(n_errors > 0));
}
