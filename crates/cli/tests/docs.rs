//! The documents quote messages that the command prints, and examples that it reads.

mod common;

use common::{built_of, fixture, folder};
use kindred_cli::learn::lists::rules::Rule;
use kindred_cli::learn::{LearnOptions, Why, read_log};
use kindred_cli::pipeline::{BuildOptions, build};
use kindred_cli::similar::{self, MoreLikeThis, Settings, VisualSimilarity};
use kindred_core::feed::{ConditionEntry, Page, RecommendationSettings};
use kindred_core::recommend::{DEFAULT_LIMIT, MAX_LIMIT, Type};
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
        ..common::everything()
    };
    let built = build(&options).unwrap();
    let complaints = built.report.diagnostics.iter().filter(|found| !found.place.file.contains("products_kitchen"));
    assert_eq!(complaints.count(), 0);
    assert_eq!((built.feed.rules.len(), built.feed.units.related.limit), (1, Some(4)));
}

#[test]
fn the_example_of_a_google_merchant_feed_is_one_product() {
    let [feed] = examples(&document("catalogue.md"), "xml").try_into().unwrap();
    let (built, messages) = built_of(&[("feed.xml", feed.as_bytes())]);
    let [socks] = built.feed.products.as_slice() else { panic!("{:?}", built.feed.products) };
    assert_eq!((messages.len(), socks.sku.as_str(), socks.name.as_str()), (0, "SOCK", "Wool socks"));
    assert_eq!(
        (socks.price.unwrap().to_string(), socks.regular_price.unwrap().to_string()),
        ("12".into(), "15".into())
    );
    assert_eq!((socks.url.as_str(), built.feed.currency.as_str()), ("https://shop.example/socks?v=red", "EUR"));
    assert_eq!(
        (socks.variants.as_slice(), socks.categories.as_slice()),
        (&["SOCK-RED".into(), "SOCK-BLUE".into()][..], &["Clothes/Socks".into()][..])
    );
}

#[test]
fn the_example_of_json_lines_is_two_products() {
    let [lines] = examples(&document("catalogue.md"), "jsonl").try_into().unwrap();
    let (built, messages) = built_of(&[("shop.jsonl", lines.as_bytes())]);
    assert_eq!((messages.len(), built.feed.products.len()), (0, 2));
    assert_eq!(built.feed.products[0].related[0].sku, "SPOON-1");
}

#[test]
fn the_example_of_a_config_reads_its_csv_file() {
    let text = document("config.md");
    let [config, _, _] = examples(&text, "toml").try_into().unwrap();
    let [csv] = examples(&text, "csv").try_into().unwrap();
    let files = folder(&[
        ("kindred.toml", config.as_bytes()),
        ("cameras.csv", csv.as_bytes()),
        ("categories.csv", b"code,label-en_US,parent\ncompact,Compact,photo\nphoto,Photo,\nsale,Sale,\n"),
        ("vendors.csv", b"code,label\nacme,Acme\n"),
    ]);
    let config = Some(files.path().join("kindred.toml"));
    let built = build(&BuildOptions { config, ..common::everything() }).unwrap();
    assert_eq!(built.report.diagnostics, []);
    let camera = &built.catalogue.items[0];
    assert_eq!((camera.name.as_str(), camera.price.unwrap().to_string().as_str()), ("Snap 1", "29.56"));
    assert_eq!(
        (camera.description.as_str(), camera.images.as_slice()),
        ("Small.\nLight.", &["/c-1.jpg".to_owned()][..])
    );
    assert_eq!(camera.categories, ["Photo/Compact", "Sale"]);
    let value = |name: &str| serde_json::to_string(&camera.attributes[name]).unwrap();
    assert_eq!(
        [value("vendor"), value("megapixels"), value("functions")],
        ["\"Acme\"", "\"12.1\"", "[\"photo\",\"video\"]"]
    );
}

#[test]
fn the_settings_of_similar_products_are_the_stock_ones() {
    let [settings] = examples(&document("similar-products.md"), "toml").try_into().unwrap();
    let files = folder(&[("kindred.toml", settings.as_bytes())]);
    let read = Settings::read(Some(&files.path().join("kindred.toml"))).unwrap();
    let more_like_this =
        MoreLikeThis { without_attributes: vec!["supplier-code".to_owned()], ..MoreLikeThis::default() };
    assert_eq!(read, Settings { more_like_this, visual_similarity: VisualSimilarity::default() });
}

#[test]
fn the_examples_of_embeddings_are_read_without_complaint_and_say_the_same() {
    let text = document("similar-products.md");
    let [lines] = examples(&text, "jsonl").try_into().unwrap();
    let [table] = examples(&text, "csv").try_into().unwrap();
    let shop = ["MUG-1", "MUG-2", "TEA-1"].map(|sku| format!("{{\"sku\":\"{sku}\",\"name\":\"{sku}\"}}\n")).concat();
    let (built, _) = built_of(&[("shop.jsonl", shop.as_bytes())]);
    let items = similar::items(&built.catalogue);
    let [lines, table] = [("e.jsonl", lines), ("e.csv", table)].map(|(name, text)| {
        let files = folder(&[(name, text.as_bytes())]);
        let file = files.path().join(name);
        similar::by_embeddings(&items, &file, &Settings::default(), &mut |_| {}).unwrap()
    });
    assert_eq!((&lines.0, lines.1.len()), (&table.0, 0));
    assert_eq!(lines.0[0].entries.iter().map(|(item, _)| *item).collect::<Vec<_>>(), [1]);
}

#[test]
fn the_example_of_a_log_is_cleaned_as_the_document_says() {
    let text = document("learn.md");
    let [config] = examples(&text, "toml").try_into().unwrap();
    let fixture = fs::read_to_string(fixture("online-retail.toml")).unwrap();
    assert_eq!(fixture.split_once('\n').unwrap().1, config, "the tests of the whole year read the same");
    let [csv] = examples(&text, "csv").try_into().unwrap();
    let [said] = examples(&text, "text").try_into().unwrap();
    let files = folder(&[("kindred.toml", config.as_bytes()), ("orders.csv", csv.as_bytes())]);
    let build = BuildOptions { config: Some(files.path().join("kindred.toml")), ..BuildOptions::default() };
    let read = read_log(&LearnOptions { build, ..LearnOptions::default() }, &mut |_| {}).unwrap();
    let account = read.account.to_string().replace(&format!("{}/", files.path().display()), "");
    assert_eq!(account, said.trim_end());
}

#[test]
fn the_example_of_orders_and_events_in_a_config_is_read() {
    let [_, config, lists] = examples(&document("config.md"), "toml").try_into().unwrap();
    let config = format!("{config}\n{lists}");
    let files = folder(&[
        ("kindred.toml", config.as_bytes()),
        ("orders/1.csv", b"Beleg;Artikel;Datum\n1;A;2026-10-01 12:00\n"),
        ("events/1.jsonl", br#"{"event":"zoomed","sku":"A","time":"2026-10-01 09:00","session":"s"}"#),
    ]);
    let build = BuildOptions { config: Some(files.path().join("kindred.toml")), ..BuildOptions::default() };
    let read = read_log(&LearnOptions { build, ..LearnOptions::default() }, &mut |_| {}).unwrap();
    assert_eq!((read.account.kept.views, read.account.kept.purchases), (1, 1));
    let length = |rule: &Rule| match rule {
        Rule::Pairs(rule) => rule.length,
        Rule::Count(rule) => rule.length,
        Rule::Rate(rule) => rule.length,
        Rule::Trend(rule) => rule.length,
    };
    let lengths: Vec<u32> = read.rules.lists.values().map(length).collect();
    assert_eq!(
        lengths,
        [12, 12, 12, 1000, 1000, 1000, 1000, 1000, 1000, 12],
        "those of products, and those of the shop"
    );
    // Noon in Berlin is an hour after nine in UTC.
    assert_eq!(read.account.span, Some((1_790_845_200, 1_790_848_800)));
}

#[test]
fn the_document_has_every_reason_for_which_a_line_is_dropped() {
    let text = document("learn.md");
    for why in Why::ALL {
        assert!(text.contains(&format!("| `{}` |", why.name())), "docs/learn.md says nothing of {}", why.name());
    }
}

/// The rows of a document's table with that heading, each as its cells.
fn rows(document: &str, heading: &str) -> Vec<Vec<String>> {
    let (_, behind) = document.split_once(heading).unwrap_or_else(|| panic!("no table has {heading}"));
    let rows = behind.lines().skip(2).take_while(|line| line.starts_with('|'));
    rows.map(|row| row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()).collect()
}

#[test]
fn the_units_of_the_recommendations_are_read_without_complaint() {
    let [units] = examples(&document("recommendations.md"), "json").try_into().unwrap();
    let files = folder(&[
        ("catalogue.csv", b"sku,name,category\nMUG-1,Stoneware mug,Mugs\nPART-1,Lid,Spare parts\n"),
        ("units.json", units.as_bytes()),
        ("lists.jsonl", b"{\"type\":\"trending\",\"list\":[\"PART-1\",900,\"MUG-1\",800]}\n"),
    ]);
    let file = |name: &str| files.path().join(name);
    let options = BuildOptions {
        catalogue: vec![file("catalogue.csv"), file("units.json")],
        lists: vec![file("lists.jsonl")],
        ..BuildOptions::default()
    };
    let built = build(&options).unwrap();
    assert_eq!(built.report.diagnostics, []);
    let unit = &built.feed.units.recommendations["front-page"];
    assert_eq!((unit.kind, unit.page, unit.limit), (Some(Type::Trending), Some(Page::Home), Some(8)));
    let front = built.feed.lists.iter().find(|(name, _)| name == "front-page");
    assert_eq!(front.map(|(_, list)| list.as_slice()), Some(&["MUG-1".to_owned()][..]), "no spare parts");
}

#[test]
fn the_table_of_types_has_all_of_them_and_says_which_the_most_viewed_products_fill() {
    let rows = rows(&document("recommendations.md"), "| type | what it shows | made of | without enough data |");
    let said: Vec<(&str, bool)> = rows
        .iter()
        .map(|row| (row[0].trim_matches('`'), row.last().is_some_and(|cell| cell == "most viewed")))
        .collect();
    assert_eq!(said, Type::ALL.map(|kind| (kind.name(), kind.has_backup())));
}

#[test]
fn the_table_of_a_unit_s_keys_has_all_of_them_with_its_numbers() {
    // Every key with a value that is not the stock one, so that all of them are written; a new one does not compile.
    let settings = RecommendationSettings {
        kind: Some(Type::Trending),
        page: Some(Page::Confirmation),
        heading: Some(String::new()),
        limit: Some(1),
        active: false,
        backup: Some(false),
        include: vec![ConditionEntry::default()],
        exclude: vec![ConditionEntry::default()],
        show_repeated: true,
        show_bought: true,
    };
    let written = serde_json::to_value(settings).unwrap();
    let mut keys: Vec<&String> = written.as_object().unwrap().keys().collect();
    let rows = rows(&document("recommendations.md"), "| key | means | without it |");
    let mut said: Vec<String> =
        rows.iter().flat_map(|row| row[0].split(", ").map(|key| key.trim_matches('`').to_owned())).collect();
    keys.sort();
    said.sort();
    assert_eq!(said.iter().collect::<Vec<_>>(), keys);
    let limit = rows.iter().find(|row| row[0] == "`limit`").unwrap();
    assert_eq!(
        limit[1..],
        [format!("how many cards at most, {MAX_LIMIT} at the very most"), DEFAULT_LIMIT.to_string()]
    );
}

#[test]
fn what_a_browser_remembers_is_what_its_script_keeps() {
    let text = document("recommendations.md");
    let script = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../embed/history.js")).unwrap();
    let constant = |name: &str| {
        let (_, value) = script.split_once(&format!("const {name} = ")).unwrap();
        value.split_once(';').unwrap().0.trim_matches('"').to_owned()
    };
    let (key, most, days) = (constant("KEY"), constant("MOST"), constant("DAYS"));
    let sentence = format!(
        "The last {most} that were looked at and the last {most} that were bought are kept for half a year, \
         under `{key}` in `localStorage`."
    );
    assert!(text.contains(&sentence), "{sentence}");
    assert_eq!(days.parse::<u32>().unwrap(), 366 / 2);
}
