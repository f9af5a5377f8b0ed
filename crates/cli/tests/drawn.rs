//! How messages look on a terminal without colours: rules files and catalogues that are written wrong.

mod common;

use common::{assert_golden, folder};
use kindred_cli::diagnostic::Palette;
use kindred_cli::pipeline::{BuildOptions, build};

/// What the build says of a catalogue and of a rules file.
fn drawn(catalogue: &str, rules: (&str, &str)) -> String {
    let folder = folder(&[("shop.json", catalogue.as_bytes()), (rules.0, rules.1.as_bytes())]);
    let options = BuildOptions {
        catalogue: vec![folder.path().join("shop.json")],
        rules: Some(folder.path().join(rules.0)),
        ..BuildOptions::default()
    };
    let said = match build(&options) {
        Ok(built) => {
            let messages = built.report.diagnostics.iter().map(|message| message.drawn(Palette::Plain));
            messages.collect::<Vec<_>>().join("\n\n")
        }
        Err(error) => error.drawn(Palette::Plain),
    };
    said.replace(&format!("{}/", folder.path().display()), "")
}

const SHOP: &str = r#"[{ "sku": "A", "name": "Axe" }]"#;

#[test]
fn rules_that_cannot_be_meant_are_shown_with_what_is_wrong_in_them() {
    let rules = r#"{
  "rulez": [],
  "rules": [
    { "name": "Late", "relation": "related", "from": "2026-05-02", "to": "2026-02-28" },
    { "name": "No day", "relation": "related", "from": "2026-02-30" },
    { "name": "Much", "relation": "related", "limit": 21 },
    { "name": "Else", "relation": "crosssell" },
    { "name": "Both", "relation": "related",
      "match": { "attribute": "sku", "operator": "is", "value": 1, "matched": "sku" } },
    { "name": "Odd", "relation": "related",
      "display": { "all": [{ "attribute": "sku", "operator": "in", "value": ["A"] }] } },
    { "name": "Twice", "relation": "related", "priority": 1, "priority": 2 },
    { "relation": "related" },
    { "name": "Deep", "relation": "related", "match": { "any": [{ "all": [], "aer": false }] } },
    "none"
  ]
}"#;
    assert_golden("drawn/rules.txt", &drawn(SHOP, ("rules.json", rules)));
}

#[test]
fn everything_that_is_wrong_with_a_rule_is_said_at_once() {
    let rules = r#"[
  { "name": 5, "relation": "cross", "limit": 40, "from": "2026-13-01",
    "match": { "all": [
      { "attribute": "price", "operator": "bigger", "value": 3 },
      { "attribute": "colour" },
      "cheap"
    ] } }
]"#;
    let said = drawn(SHOP, ("rules.json", rules));
    let places = ["2:28", "2:58", "2:46", "4:43", "5:7", "6:7", "2:13"];
    let found: Vec<&str> =
        said.lines().filter_map(|line| Some(line.strip_prefix("rules.json:")?.split_once(": ")?.0)).collect();
    assert_eq!(found, places, "{said}");
}

#[test]
fn files_that_are_no_json_or_toml_are_shown_where_they_break() {
    assert_golden("drawn/no-json.txt", &drawn(SHOP, ("rules.json", "{ \"rules\": [\n  { \"name\": \"R\", }\n] }")));
    assert_golden("drawn/no-toml.txt", &drawn(SHOP, ("rules.toml", "[[rules]]\nname = \"R\"\nrelation = related\n")));
    assert_golden(
        "drawn/rule-for-rules.txt",
        &drawn(SHOP, ("rules.toml", "[[rule]]\nname = \"R\"\nrelation = \"related\"\n")),
    );
    assert_golden("drawn/no-rules.txt", &drawn(SHOP, ("rules.toml", "name = \"R\"\nrelation = \"related\"\n")));
}

#[test]
fn catalogues_are_shown_too() {
    let catalogue = r#"{
  "curency": "EUR",
  "products": [
    { "sku": "A", "name": "Axe", "prize": 12 },
    { "sku": "B", "name": "Bow", "price": "12,5O" },
    { "sku": "C", "name": "Cup", "type": "simpel" }
  ]
}"#;
    assert_golden("drawn/catalogue.txt", &drawn(catalogue, ("rules.json", "[]")));
}

#[test]
fn deep_nesting_is_refused_and_does_not_overflow() {
    for (name, rules) in [
        ("rules.json", format!("{}{}", "[".repeat(20_000), "]".repeat(20_000))),
        ("rules.toml", format!("rules = {}{}", "[".repeat(20_000), "]".repeat(20_000))),
    ] {
        let said = drawn(SHOP, (name, &rules));
        assert!(said.starts_with(&format!("{name}:1:")) && said.contains("expected "), "{said}");
        assert!(said.len() < 2_000, "a line that no person wrote is cut");
    }
}
