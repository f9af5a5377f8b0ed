//! The schemas that editors check files with take what the command takes, and refuse what it complains of.

use kindred_core::feed::{self, RuleEntry};
use kindred_core::operator::OPERATORS;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn schema(name: &str) -> jsonschema::Validator {
    let text = fs::read_to_string(top().join("schema").join(name)).unwrap();
    jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
}

/// What a schema has against a value.
fn complaints(schema: &jsonschema::Validator, value: &Value) -> Vec<String> {
    schema.iter_errors(value).map(|error| error.to_string()).collect()
}

fn is_valid(value: &Value) -> bool {
    schema("rules.schema.json").is_valid(value)
}

/// TOML as an editor's checker sees it: a date is its text.
fn as_json(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(values) => values.into_iter().map(as_json).collect(),
        toml::Value::Table(members) => members.into_iter().map(|(key, value)| (key, as_json(value))).collect(),
        other => serde_json::to_value(other).unwrap(),
    }
}

#[test]
fn every_rules_file_of_the_tree_is_valid() {
    let schema = schema("rules.schema.json");
    let folders = ["demo", "tests/e2e", "crates/cli/tests/fixtures/own", "crates/cli/tests/fixtures/check"];
    let files = folders.iter().flat_map(|folder| fs::read_dir(top().join(folder)).unwrap());
    let mut n_files = 0;
    for path in files.map(|entry| entry.unwrap().path()) {
        let text = || fs::read_to_string(&path).unwrap();
        let value: Value = match path.file_name().unwrap().to_string_lossy().split_once("rules.") {
            Some((_, "json")) => serde_json::from_str(&text()).unwrap(),
            Some((_, "toml")) => as_json(toml::from_str(&text()).unwrap()),
            _ => continue,
        };
        assert_eq!(complaints(&schema, &value), [""; 0], "{}", path.display());
        n_files += 1;
    }
    assert!(n_files >= folders.len(), "{n_files} rules files");
}

#[test]
fn every_catalogue_of_the_tree_is_a_valid_feed() {
    let schema = schema("feed.schema.json");
    for file in ["demo/catalogue.json", "crates/cli/tests/fixtures/check/catalogue.json", "demo/bench-feed.json"] {
        let value = serde_json::from_str(&fs::read_to_string(top().join(file)).unwrap()).unwrap();
        assert_eq!(complaints(&schema, &value), [""; 0], "{file}");
    }
}

#[test]
fn a_list_of_rules_is_valid_and_so_is_an_object_that_names_its_schema() {
    let rule = json!({ "name": "R", "relation": "related" });
    assert!(is_valid(&json!([rule])));
    assert!(is_valid(&json!({ "$schema": "../schema/rules.schema.json", "rules": [rule] })));
    assert!(!is_valid(&json!({ "rulez": [rule] })));
    assert!(!is_valid(&json!("rules")));
}

#[test]
fn every_operator_is_valid_by_label_and_by_code() {
    let rule = |operator: &str| json!([{ "name": "R", "relation": "related", "match": { "attribute": "sku", "operator": operator, "value": "A" } }]);
    for (_, code, label) in OPERATORS {
        assert!(is_valid(&rule(code)) && is_valid(&rule(label)), "{label}");
    }
    assert!(!is_valid(&rule("resembles")));
}

#[test]
fn what_the_command_refuses_or_passes_over_is_not_valid() {
    for members in [
        r#""limit": 21"#,
        r#""limit": 0"#,
        r#""from": "22.11.2026""#,
        r#""prioritty": 1"#,
        r#""match": { "all": [{ "any": [], "aer": false }] }"#,
        r#""segments": "wholesale""#,
        r#""display": { "attribute": "price", "operator": "less than", "matched": "price", "plus": "much" }"#,
    ] {
        let rule = format!(r#"[{{ "name": "R", "relation": "related", {members} }}]"#);
        assert!(!is_valid(&serde_json::from_str(&rule).unwrap()), "{rule}");
    }
}

#[test]
fn a_rule_that_the_command_writes_is_valid() {
    let text = r#"{ "name": "R", "relation": "up-sell", "priority": 2, "active": false, "from": "2026-11-01", "limit": 3,
        "segments": ["wholesale"], "match": { "any": [{ "attribute": "sku", "operator": "is undefined" }], "are": false },
        "display": { "attribute": "price", "operator": ">", "matched": "price", "percent": 120, "plus": -2.5 } }"#;
    let rule: RuleEntry = serde_json::from_str(text).unwrap();
    let feed = json!({ "format": 1, "currency": "EUR", "products": [], "rules": [&rule] });
    assert_eq!(feed::problems(&feed.to_string()), Ok(Vec::new()));
    assert_eq!(complaints(&schema("rules.schema.json"), &json!([rule])), [""; 0]);
}
