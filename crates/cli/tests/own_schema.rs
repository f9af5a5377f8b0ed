//! Catalogues and rules in our own schema: what is wrong with them is said with line and column.

mod common;

use common::{built_of, folder, item, product, skus};
use kindred_cli::pipeline::{BuildOptions, build};

const SHOP: (&str, &[u8]) = ("shop.json", br#"[{ "sku": "A", "name": "Axe" }]"#);

/// The core words what is wrong with a value; where it is wrong is the command's to say.
fn assert_begin(messages: &[String], beginnings: &[&str]) {
    assert_eq!(messages.len(), beginnings.len(), "{messages:#?}");
    for (message, beginning) in messages.iter().zip(beginnings) {
        assert!(message.starts_with(beginning), "{message}\nshould begin with\n{beginning}");
    }
}

/// What the build says about a product, given its members but SKU and name; the first is on line 3.
fn messages_about(members: &str) -> Vec<String> {
    let text = format!(
        "{{\"products\": [\n{{ \"sku\": \"A\", \"name\": \"Axe\",\n{members} }},\n{{ \"sku\": \"B\", \"name\": \"Bow\" }}]}}"
    );
    let (built, messages) = built_of(&[("shop.json", text.as_bytes())]);
    assert!(skus(&built).contains(&"B"), "the other product is kept");
    messages
}

#[test]
fn values_of_the_wrong_kind_are_reported_at_their_place_and_the_product_is_left_out() {
    assert_eq!(
        messages_about(r#""price": "12,5O""#),
        [r#"shop.json:3:10: price: expected an amount such as 12.50, found "12,5O""#,]
    );
    assert_eq!(
        messages_about(r#""regular-price": -1"#),
        [r#"shop.json:3:18: regular-price: expected an amount such as 12.50, found "-1""#,]
    );
    assert_begin(&messages_about(r#""visible": "no""#), &["shop.json:3:12: visible: expected "]);
    assert_begin(
        &messages_about(r#""related": ["B", { "position": 2 }]"#),
        &["shop.json:3:18: related[1].sku: expected "],
    );
}

#[test]
fn a_product_needs_a_sku_and_a_name() {
    let shop = br#"[{ "name": "Axe" },
        { "sku": " ", "name": "Bow" },
        { "sku": "C", "name": "" },
        { "sku": "D", "name": "Dish" }]"#;
    let (built, messages) = built_of(&[("shop.json", shop)]);
    assert_eq!(skus(&built), ["D"]);
    assert_begin(
        &messages,
        &["shop.json:1:2: sku: expected ", "shop.json:2:18: sku: expected ", "shop.json:3:31: name: expected "],
    );
}

#[test]
fn unknown_keys_are_reported_with_the_one_that_may_be_meant() {
    assert_eq!(
        messages_about(r#""prize": 12, "related": [{ "sku": "B", "position": 1, "note": "x" }]"#),
        [
            "shop.json:3:1: warning: prize: expected a key of the schema, found one it does not have; did you mean \"price\"?",
        ]
    );
    let (_, messages) = built_of(&[(
        "shop.json",
        br#"{ "curency": "EUR", "units": { "related": { "limit": 2, "sow": "both" } },
        "products": [{ "sku": "B", "name": "Bow" }] }"#,
    )]);
    assert_eq!(
        messages,
        [
            "shop.json:1:3: warning: curency: expected a key of the schema, found one it does not have; did you mean \"currency\"?",
            "shop.json:1:57: warning: units: related.sow: expected a key of the schema, found one it does not have; did you mean \"show\"?",
        ]
    );
}

#[test]
fn addresses_that_could_run_are_left_out_and_none_is_made_up() {
    let text = br#"[{ "sku": "A", "name": "Axe", "url": "javascript:alert(1)", "image": "data:text/html,x", "images": ["/a.svg"] }]"#;
    let (built, messages) = built_of(&[("shop.json", text)]);
    assert_eq!((product(&built, "A").url.as_str(), product(&built, "A").image.as_str()), ("", "/a.svg"));
    assert_eq!(
        messages,
        [
            r#"shop.json:1:70: image: expected an address that begins with http, https or a path, found "data:text/html,x""#,
            r#"shop.json:1:38: url: expected an address that begins with http, https or a path, found "javascript:alert(1)""#,
        ]
    );
}

#[test]
fn descriptions_and_further_pictures_are_for_the_catalogue_and_not_for_the_feed() {
    let built = common::built("own/catalogue.json");
    let lamp = item(&built, "LAMP-1");
    assert_eq!(lamp.description, "Bright, and warm.\nWith a switch.");
    assert_eq!(lamp.images, ["/pictures/lamp.svg", "/pictures/lamp-lit.svg"]);
    assert!(!serde_json::to_string(&built.feed).unwrap().contains("Bright"));
}

#[test]
fn what_is_not_json_says_where() {
    let (_, messages) = built_of(&[SHOP, ("z.json", b"{ \"products\": [\n  { \"sku\": \"Z\", }\n] }")]);
    assert_eq!(messages, ["z.json:2:17: expected JSON, found a mistake: key must be a string"]);
    let (built, _) =
        built_of(&[SHOP, ("package.json", br#"{ "name": "shop" }"#), ("deep.json", "[".repeat(5000).as_bytes())]);
    let summary = built.report.to_string();
    assert!(
        summary.contains("  deep.json: not JSON\n  package.json: no catalogue: it has no key \"products\"\n"),
        "{summary}"
    );
}

#[test]
fn a_newer_format_is_reported() {
    let (_, messages) = built_of(&[("shop.json", br#"{ "format": 2, "products": [{ "sku": "A", "name": "Axe" }] }"#)]);
    assert_eq!(messages, ["shop.json:1:13: format: expected format 1, found \"2\""]);
}

fn messages_about_rules(rules: &str) -> (usize, Vec<String>) {
    let folder = folder(&[SHOP, ("rules.txt", rules.as_bytes())]);
    let options = BuildOptions {
        catalogue: vec![folder.path().join("shop.json")],
        rules: Some(folder.path().join("rules.txt")),
        ..common::everything()
    };
    let prefix = format!("{}/", folder.path().display());
    match build(&options) {
        Ok(built) => {
            let messages = built.report.diagnostics.iter().map(|message| message.to_string().replace(&prefix, ""));
            (built.feed.rules.len(), messages.collect())
        }
        Err(error) => (0, vec![error.to_string().replace(&prefix, "")]),
    }
}

#[test]
fn a_rule_that_cannot_be_meant_is_named_with_its_place_and_the_others_stand() {
    let (n_rules, messages) = messages_about_rules(
        r#"{ "rules": [
  { "name": "Good", "relation": "related" },
  { "name": "Late", "relation": "related", "from": "2026-02-30" },
  { "name": "Odd", "relation": "related", "display": { "attribute": "color", "operator": "resembles", "value": "red" } },
  { "name": "Lost", "relation": "elsewhere" },
  { "relation": "related" }
] }"#,
    );
    assert_eq!(n_rules, 1);
    assert_begin(
        &messages,
        &[
            "rules.txt:3:52: rule \"Late\": from: expected ",
            "rules.txt:4:90: rule \"Odd\": display.operator: expected ",
            "rules.txt:5:33: rule \"Lost\": relation: expected ",
            "rules.txt:6:3: rule 5: name: expected ",
        ],
    );
}

#[test]
fn an_unknown_key_in_a_condition_is_found_at_any_depth() {
    let (n_rules, messages) = messages_about_rules(
        r#"[{ "name": "R", "relation": "related",
  "match": { "all": [{ "any": [], "aer": false }] } }]"#,
    );
    assert_eq!(n_rules, 1);
    assert_eq!(
        messages,
        [
            "rules.txt:2:35: warning: rule \"R\": match.all[0].aer: expected a key of the schema, found one it does not have; did you mean \"are\"?",
        ]
    );
}

#[test]
fn a_file_without_rules_is_no_rules_file() {
    let expected = "expected a list of rules, or an object with the key \"rules\", found";
    assert_eq!(messages_about_rules("{}"), (0, vec![format!("rules.txt:1:1: {expected} an object without them")]));
    assert_eq!(messages_about_rules("7"), (0, vec![format!("rules.txt:1:1: {expected} something else")]));
    let (n_rules, messages) = messages_about_rules(r#"{ "rules": 7 }"#);
    assert_eq!(
        (n_rules, messages),
        (0, vec!["rules.txt:1:12: rules: expected a list of rules, found \"7\"".to_owned()])
    );
}

#[test]
fn rules_say_yes_and_no_as_the_catalogue_does() {
    let folder = folder(&[
        ("shop.csv", b"sku,name,attribute_set_code,additional_attributes\nA,Axe,Tool,sale=Yes\nB,Bow,Tool,sale=No\n"),
        (
            "rules.json",
            br#"[{ "name": "Sale", "relation": "related", "display": { "any": [
            { "attribute": "sale", "operator": "is", "value": "Yes" },
            { "attribute": "sale", "operator": "is one of", "value": ["No", true] } ] } }]"#,
        ),
    ]);
    let options = BuildOptions {
        catalogue: vec![folder.path().join("shop.csv")],
        rules: Some(folder.path().join("rules.json")),
        ..common::everything()
    };
    let rules = serde_json::to_value(build(&options).unwrap().feed.rules).unwrap();
    let conditions = &rules[0]["display"]["any"];
    assert_eq!((&conditions[0]["value"], &conditions[1]["value"]), (&"1".into(), &serde_json::json!(["0", "1"])));
}
