//! JSON Lines: a product of our own schema on each line.

mod common;

use common::{built_of, product, skus};

#[test]
fn each_line_is_a_product_and_blank_lines_are_nothing() {
    let lines = "{ \"sku\": \"A\", \"name\": \"Axe\", \"price\": 9.5, \"related\": [\"B\"] }\n\n  \r\n\
        {\"sku\":\"B\",\"name\":\"Bow\",\"categories\":[\"Sport/Archery\"]}";
    for name in ["shop.jsonl", "shop.ndjson"] {
        let (built, messages) = built_of(&[(name, lines.as_bytes())]);
        assert_eq!((messages.len(), skus(&built)), (0, vec!["A", "B"]));
        assert_eq!(product(&built, "A").related[0].sku, "B");
        assert_eq!(product(&built, "B").categories, ["Sport/Archery"]);
    }
}

#[test]
fn a_broken_line_is_reported_with_its_place_and_the_others_stand() {
    let lines = [
        r#"{ "sku": "A", "name": "Axe" }"#,
        r#"{ "sku": "B", "name": }"#,
        r#"{ "sku": "C", "name": "Cup", "prize": 5 }"#,
        r#"{ "sku": "D", "name": "Dish", "price": "five" }"#,
        r#"["sku", "E"]"#,
        r#"{ "sku": "F", "name": "Fork" } { "sku": "G" }"#,
        r#"{ "sku": "H", "name": "Hat" }"#,
    ];
    let (built, messages) = built_of(&[("shop.jsonl", lines.join("\n").as_bytes())]);
    assert_eq!(skus(&built), ["A", "C", "H"]);
    let beginnings = [
        "shop.jsonl:2:23: expected ",
        "shop.jsonl:3:30: warning: prize: expected a key of the schema, found one it does not have; did you mean \"price\"?",
        "shop.jsonl:4:40: price: expected an amount such as 12.50, found \"five\"",
        "shop.jsonl:5:1: expected ",
        "shop.jsonl:6:32: expected ",
    ];
    assert_eq!(messages.len(), beginnings.len(), "{messages:#?}");
    for (message, beginning) in messages.iter().zip(beginnings) {
        assert!(message.starts_with(beginning), "{message}\nshould begin with\n{beginning}");
    }
}

#[test]
fn bytes_that_are_no_letters_cost_their_line() {
    let mut lines = "{\"sku\":\"Å\",\"name\":\"Axe\"}\n".as_bytes().to_vec();
    lines.extend(b"{\"sku\":\"B\",\"name\":\"\xC3\xA9\xFF\"}\n{\"sku\":\"C\",\"name\":\"Cup\"}\n");
    let folder = common::folder(&[("shop.jsonl", &lines)]);
    let options = kindred_cli::pipeline::BuildOptions {
        catalogue: vec![folder.path().to_owned()],
        encoding: Some("utf-8".into()),
        ..Default::default()
    };
    let built = kindred_cli::pipeline::build(&options).unwrap();
    assert_eq!(skus(&built), ["Å", "C"]);
    let message = built.report.diagnostics[0].to_string();
    assert!(message.ends_with("shop.jsonl:2:21: expected UTF-8, found the byte 0xFF"), "{message}");
}

#[test]
fn a_line_longer_than_any_product_is_passed_over() {
    let long = format!("{{\"sku\":\"B\",\"name\":\"{}\"}}", "x".repeat(10 << 20));
    let lines = ["{\"sku\":\"A\",\"name\":\"Axe\"}", &long, "{\"sku\":\"C\",\"name\":\"Cup\"}"].join("\n");
    let (built, messages) = built_of(&[("shop.jsonl", lines.as_bytes())]);
    assert_eq!(skus(&built), ["A", "C"]);
    assert_eq!(messages, ["shop.jsonl:2:1: expected a line of at most 8 MiB, found a longer one"]);
}
