//! `kindred explain`: the trace of a page, for people and as JSON.

mod common;

use assert_cmd::Command;
use common::fixture;
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
