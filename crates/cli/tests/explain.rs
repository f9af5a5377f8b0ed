//! `kindred explain`: the trace of a page, for people and as JSON.

mod common;

use assert_cmd::Command;
use common::{fixture, folder};
use std::process::Output;

fn explain(arguments: &[&str]) -> Output {
    let own = fixture("own");
    let mut command = Command::cargo_bin("kindred").unwrap();
    command.arg("explain").arg(own.join("catalogue.json")).arg("--rules").arg(own.join("rules.json"));
    command.args(arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn a_cart_is_explained_as_a_tree() {
    let text = stdout(&explain(&["--cart", "LAMP-1", "--on", "2026-12-24"]));
    let expected = r#"cross-sell for LAMP-1
  at most 2; products of rules only; by priority, then in the order of the feed

1 card
  1. BULB-1  Bulb
     rule "Bulbs for lamps", which matches LAMP-1
       yes sku is one of "BULB-1", "FUSE-1": "BULB-1"

Rules
  2 "Bulbs for lamps" matches LAMP-1

Not shown
  rule "Bulbs for lamps", which matches LAMP-1
    2 x a condition of the rule: sku is one of "BULB-1", "FUSE-1": LAMP-1 ("LAMP-1"), LAMP-2 ("LAMP-2")
    1 x it has no page of its own: FUSE-1
"#;
    assert_eq!(text, expected);
}

#[test]
fn a_day_outside_a_rules_dates_is_why_it_is_silent() {
    let text = stdout(&explain(&["--cart", "LAMP-1", "--on", "2026-12-25"]));
    assert!(text.contains("\"Bulbs for lamps\" is silent: its last day has passed"), "{text}");
}

#[test]
fn a_product_page_has_its_units_one_behind_the_other() {
    let text = stdout(&explain(&["--sku", "LAMP-1"]));
    let related = text.find("related for LAMP-1").unwrap();
    assert!(text.find("up-sell for LAMP-1").unwrap() > related, "{text}");
    let only = stdout(&explain(&["--sku", "LAMP-1", "--unit", "up-sell"]));
    assert!(only.starts_with("up-sell for LAMP-1") && !only.contains("related for"), "{only}");
}

#[test]
fn what_one_unit_shows_drops_out_of_the_next() {
    let text = stdout(&explain(&["--sku", "LAMP-1", "--unit", "related", "--unit", "related"]));
    let (_, second) = text.split_once("\n\nrelated for LAMP-1").unwrap();
    assert!(second.contains("an earlier unit of the page shows it: BULB-1, LAMP-2"), "{second}");
}

#[test]
fn json_has_one_trace_for_each_unit() {
    let text = stdout(&explain(&["--sku", "LAMP-1", "--json"]));
    let traces: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(traces.as_array().unwrap().len(), 2);
    assert_eq!(traces[0]["relation"], "related");
    assert_eq!(traces[0]["cards"][0]["sku"], "BULB-1");
    assert_eq!(traces[0]["cards"][0]["source"], serde_json::json!({ "kind": "link", "from": "LAMP-1", "position": 1 }));
    assert_eq!(traces[0]["rules"][0]["matched"][0], "LAMP-1");
}

#[test]
fn a_product_that_is_not_there_is_named_with_its_nearest() {
    let output = explain(&["--sku", "LAMP-3"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("--sku: expected a SKU of the catalogue, found \"LAMP-3\"; did you mean LAMP-1?"), "{said}");
}

#[test]
fn asking_about_nothing_says_what_is_missing() {
    let output = explain(&[]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("expected --sku or --cart, found neither"), "{said}");
}

/// A shop of mugs and teas with a front page, of which too few are bought together.
const SHOP: &str = r#"{"format":1,"units":{"front-page":{"type":"trending","page":"home"}},"products":[
    {"sku":"MUG-1","name":"Mug"},{"sku":"MUG-2","name":"Large mug"},
    {"sku":"TEA-1","name":"Green tea"},{"sku":"TEA-2","name":"Black tea"},{"sku":"JAR","name":"Jar"}]}"#;

const LISTS: &str = r#"{"format":1,"learned":"2026-11-01"}
{"type":"bought-bought","sku":"MUG-1","list":["TEA-1",900]}
{"type":"next-item","sku":"MUG-1","list":["TEA-2",900]}
{"type":"viewed-viewed","sku":"MUG-1","list":["MUG-2",500]}
{"type":"most-viewed","list":["JAR",9,"TEA-1",8,"MUG-1",7]}
{"type":"trending","list":["MUG-2",700]}
"#;

fn recommended(arguments: &[&str]) -> Output {
    let files = folder(&[("shop.json", SHOP.as_bytes()), ("lists.jsonl", LISTS.as_bytes())]);
    let mut command = Command::cargo_bin("kindred").unwrap();
    command.arg("explain").arg(files.path().join("shop.json")).arg("--lists").arg(files.path().join("lists.jsonl"));
    command.args(arguments).output().unwrap()
}

#[test]
fn a_recommendation_says_which_list_brought_a_card_and_which_cards_fill_empty_places() {
    let expected = "bought-bought for MUG-1
  at most 5; bought-bought

2 cards
  1. TEA-1  Green tea
     bought-bought list of MUG-1
  2. JAR  Jar
     backup: one of the most viewed

Not shown
  backup: one of the most viewed
    1 x it is there already: TEA-1
    1 x the unit is about it, or it is in the cart: MUG-1
";
    assert_eq!(stdout(&recommended(&["--sku", "MUG-1", "--unit", "bought-bought"])), expected);
    let in_cart = stdout(&recommended(&["--cart", "MUG-1", "--unit", "bought-bought", "--limit", "1"]));
    assert!(in_cart.contains("1 card\n  1. TEA-2  Black tea\n"), "{in_cart}");
}

#[test]
fn a_unit_of_the_shop_needs_no_product_and_is_about_none() {
    let text = stdout(&recommended(&["--unit", "front-page"]));
    assert!(text.starts_with("front-page for nothing\n  at most 5; trending\n"), "{text}");
    assert!(text.contains("1. MUG-2  Large mug\n     trending list of the shop\n  2. JAR  Jar\n     backup"), "{text}");
    assert!(stdout(&recommended(&["--sku", "MUG-2", "--unit", "front-page"])).contains("1. MUG-2"));
    let output = recommended(&["--unit", "trending", "--unit", "related"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn what_a_shopper_has_looked_at_is_an_option() {
    let text = stdout(&recommended(&["--history", "MUG-1", "--unit", "recently-viewed", "--unit", "just-for-you"]));
    assert!(text.contains("1. MUG-1  Mug\n     viewed before\n"), "{text}");
    assert!(text.contains("1. MUG-2  Large mug\n     just-for-you by a list of MUG-1\n"), "{text}");
}

#[test]
fn a_unit_that_is_not_there_is_named_with_its_nearest() {
    let output = recommended(&["--sku", "MUG-1", "--unit", "bougth-bought"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("found \"bougth-bought\"; did you mean bought-bought?"), "{said}");
}
