//! Every documented example is real: feeds are read, and what the text says they show is what they show.

use crate::source::{between, files, read};
use kindred_core::context::Context;
use kindred_core::feed;
use kindred_core::link::Relation;
use kindred_core::operator::OPERATORS;
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
fn the_table_of_operators_is_the_codes() {
    let document = read("docs/feed-format.md");
    for (_, code, label) in OPERATORS {
        assert!(document.contains(&format!("| `{label}` | `{code}` |\n")), "{label}");
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
            let file = target.split('#').next().unwrap_or_default();
            let path = document.parent().unwrap().join(file);
            assert!(file.is_empty() || path.exists(), "{}: {target}", document.display());
        }
    }
}

#[test]
fn the_bench_feed_is_a_feed() {
    feed::read(&read("demo/bench-feed.json")).unwrap();
}
