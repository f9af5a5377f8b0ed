//! The documents quote messages that the command prints, and examples that it reads.

mod common;

use common::{fixture, folder};
use kindred_cli::pipeline::{BuildOptions, build};
use std::fs;
use std::path::Path;

fn document(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name)).unwrap()
}

/// The examples of a document in that language.
fn examples(document: &str, language: &str) -> Vec<String> {
    let open = format!("```{language}\n");
    let blocks = document.split(&open).skip(1);
    blocks.map(|block| block.split("```").next().unwrap_or_default().to_owned()).collect()
}

/// Every message of the golden files.
fn messages() -> Vec<String> {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let files = ["lints", "drawn"].into_iter().flat_map(|name| fs::read_dir(golden.join(name)).unwrap());
    let texts = files.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    texts.flat_map(|text| text.trim_end().split("\n\n").map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn every_message_in_the_documents_is_one_that_the_command_prints() {
    let messages = messages();
    let quoted = examples(&document("check.md"), "text");
    assert!(quoted.len() >= 20, "{}", quoted.len());
    for message in quoted {
        assert!(messages.contains(&message.trim_end().to_owned()), "no test prints\n{message}");
    }
}

#[test]
fn the_examples_of_rules_and_settings_are_read_without_complaint() {
    let text = document("catalogue.md");
    let [rules] = examples(&text, "toml").try_into().unwrap();
    let [settings] = examples(&text, "json").try_into().unwrap();
    let files = folder(&[("rules.toml", rules.as_bytes()), ("settings.json", settings.as_bytes())]);
    let options = BuildOptions {
        catalogue: vec![fixture("shop"), files.path().join("settings.json")],
        rules: Some(files.path().join("rules.toml")),
        ..BuildOptions::default()
    };
    let built = build(&options).unwrap();
    let complaints = built.report.diagnostics.iter().filter(|found| !found.place.file.contains("products_kitchen"));
    assert_eq!(complaints.count(), 0);
    assert_eq!((built.feed.rules.len(), built.feed.units.related.limit), (1, Some(4)));
}
