//! Every documented example is real: feeds are read, and what the text says they show is what they show.

mod rules;

use crate::source::{between, files, read, set};
use kindred_core::context::Context;
use kindred_core::feed;
use kindred_core::link::Relation;
use kindred_core::product::ProductType;
use kindred_core::select::select;

/// The JSON examples of a document.
fn examples(document: &str) -> Vec<String> {
    between(&read(document), "```json\n", "```").into_iter().map(str::to_owned).collect()
}

#[test]
fn the_feed_of_the_documents_shows_what_they_say_it_shows() {
    let [example] = examples("docs/feed-format.md").try_into().unwrap();
    let feed = feed::read(&example).unwrap();
    let context = Context { viewed: Some("MUG-1".into()), ..Context::new(|text| text.to_lowercase()) };
    let shows = |relation| {
        let cards = select(&feed, relation, None, &context);
        cards.iter().map(|card| card.product.sku.clone()).collect::<Vec<_>>()
    };
    assert_eq!(shows(Relation::Related), ["SPOON-1", "TEA-1"]);
    assert_eq!(shows(Relation::UpSell), ["MUG-2"]);
}

#[test]
fn the_tables_of_keys_are_the_feed_s() {
    let document = read("docs/feed-format.md");
    let (file, product) = (read("crates/core/src/feed/file.rs"), read("crates/core/src/feed.rs"));
    for (heading, keys) in
        [("## The file", rules::keys(&file, "FeedFile")), ("## Products", rules::keys(&product, "Product"))]
    {
        let section = document.split(heading).nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap_or_default();
        let cells = section.lines().filter(|line| line.starts_with("| `")).filter_map(|row| row.split('|').nth(1));
        let named = cells.flat_map(|cell| between(cell, "`", "`")).map(str::to_owned);
        assert_eq!(set(named), set(keys), "{heading}");
    }
}

#[test]
fn the_documents_name_every_type_of_product() {
    for document in ["docs/feed-format.md", "docs/rules.md"] {
        let text = read(document);
        let row = text.lines().find(|line| line.starts_with("| `type` | ")).unwrap_or_default();
        let cell = row.split('|').nth(2).unwrap_or_default();
        assert_eq!(between(cell, "`", "`"), ProductType::ALL.map(ProductType::name), "{document}");
    }
}

#[test]
fn every_json_example_is_json() {
    for document in files("docs", ".md") {
        let text = std::fs::read_to_string(&document).unwrap();
        for example in between(&text, "```json\n", "```") {
            let read = kindred_core::json::read::<kindred_core::node::Node>(example);
            assert!(read.is_ok(), "{}: {read:?}", document.display());
        }
    }
}

#[test]
fn every_link_between_documents_leads_somewhere() {
    let top = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]
        .map(|name| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name));
    for document in files("docs", ".md").into_iter().chain(top) {
        let text = std::fs::read_to_string(&document).unwrap();
        for target in between(&text, "](", ")").into_iter().filter(|target| !target.contains("://")) {
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let path = if file.is_empty() { document.clone() } else { document.parent().unwrap().join(file) };
            assert!(path.exists(), "{}: {target}", document.display());
            let names = || headings(&std::fs::read_to_string(&path).unwrap());
            assert!(
                heading.is_empty() || names().iter().any(|name| name == heading),
                "{}: {target}",
                document.display()
            );
        }
    }
}

/// The names by which links find the headings of a document.
fn headings(text: &str) -> Vec<String> {
    let headings = text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    let is_kept = |letter: &char| letter.is_alphanumeric() || " -".contains(*letter);
    headings
        .map(|heading| heading.to_lowercase().chars().filter(is_kept).collect::<String>().replace(' ', "-"))
        .collect()
}

#[test]
fn the_bench_feed_is_a_feed() {
    feed::read(&read("demo/bench-feed.json")).unwrap();
}
