//! The feed and the summary of a small shop of ours that has the quirks of real exports, both of Magento's formats.
//!
//! `KINDRED_BLESS=1 cargo test -p kindred-cli --test golden` writes what is expected anew; the difference is for eyes.

mod common;

use common::{assert_golden, built, fixture};
use kindred_cli::pipeline::{BuildOptions, build};

#[test]
fn the_small_shop_gives_the_feed_that_was_looked_at() {
    let feed = serde_json::to_string_pretty(&built("shop").feed).unwrap();
    assert_golden("shop.feed.json", &feed);
}

#[test]
fn the_small_shop_gives_the_summary_that_was_looked_at() {
    let built = built("shop");
    let messages: Vec<String> = built.report.diagnostics.iter().map(ToString::to_string).collect();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/");
    assert_golden("shop.summary.txt", &format!("{}\n\n{}", messages.join("\n"), built.report).replace(folder, ""));
}

#[test]
fn our_own_schema_gives_the_feed_that_was_looked_at() {
    let options = BuildOptions {
        catalogue: vec![fixture("own/catalogue.json")],
        rules: Some(fixture("own/rules.json")),
        product_url: Some("/p/{slug}.html".into()),
        ..common::everything()
    };
    let built = build(&options).unwrap();
    assert_eq!(built.report.diagnostics, []);
    assert_golden("own.feed.json", &serde_json::to_string_pretty(&built.feed).unwrap());
}
