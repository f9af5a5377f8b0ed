//! Reading a feed: what the derive writes is what the page reads, and what is wrong is said with its place.

use kindred_core::condition::{Aggregator, Condition};
use kindred_core::feed::{self, FORMAT, ReadError};

fn error(text: &str) -> String {
    feed::read(text).unwrap_err().to_string()
}

#[test]
fn a_feed_in_the_wrong_shape_says_where_and_what_it_expected() {
    let feed = |products: &str, rules: &str| {
        format!(r#"{{"format":1,"currency":"EUR","products":[{products}],"rules":[{rules}]}}"#)
    };
    let product = r#"{"sku":"a","name":"A"}"#;
    let cases = [
        ("", "1:1: expected a value, found the end of the text"),
        ("{\n  \"format\": 1,\n  oops", "3:3: expected a key in quotes, found `o`"),
        ("[]", "expected an object, found a list"),
        ("{}", "format: expected a whole number, found none"),
        (r#"{"format":1,"currency":"EUR"}"#, "expected products, found none"),
        (r#"{"format":1,"products":[]}"#, "currency: expected a text, found none"),
        (&feed(r#"{"sku":"a"}"#, ""), "products[0].name: expected a text, found none"),
        (&feed(r#"{"sku":"a","name":5}"#, ""), "products[0].name: expected a text, found a number"),
        (
            &feed(&format!(r#"{product},{{"sku":"b","name":"B","related":["a",7]}}"#), ""),
            "products[1].related[1]: expected a SKU, or an object with sku and position, found a number",
        ),
        (
            &feed(product, r#"{"name":"r","relation":"sideways"}"#),
            "rules[0].relation: expected related, up-sell or cross-sell, found \"sideways\"",
        ),
        (
            &feed(product, r#"{"name":"r","relation":"related","from":"2026-02-30"}"#),
            "rules[0].from: expected a date such as 2026-11-22, found \"2026-02-30\"",
        ),
        (
            &feed(product, r#"{"name":"r","relation":"related","from":"2026-02-02","to":"2026-02-01"}"#),
            "rules[0]: expected `to` on or after `from`, found it before",
        ),
        (
            &feed(product, r#"{"name":"r","relation":"related","limit":21}"#),
            "rules[0]: expected a limit from 1 to 20, found another",
        ),
        (
            &feed(
                product,
                r#"{"name":"r","relation":"related","match":{"any":[{"attribute":"x","operator":"iss","value":1}]}}"#,
            ),
            "rules[0].match.any[0].operator: expected an operator such as \"is\" or \"is one of\", found \"iss\"",
        ),
        (
            &feed(product, r#"{"name":"r","relation":"related","match":{"attribute":"x","operator":"is"}}"#),
            "rules[0].match: expected one of value and matched, found none or both",
        ),
        (
            &feed(product, r#"{"name":"r","relation":"related","display":{"all":[],"any":[]}}"#),
            "rules[0].display: expected one of all, any and attribute, found more than one",
        ),
    ];
    for (text, message) in cases {
        assert_eq!(error(text), message, "{text}");
    }
}

#[test]
fn a_newer_format_is_refused_before_anything_else_is_looked_at() {
    let text = r#"{"format": 2, "products": {"everything": "else differs"}}"#;
    assert_eq!(feed::read(text).unwrap_err(), ReadError::Newer { format: FORMAT + 1 });
    assert_eq!(error(text), "expected format 1, found 2: this feed needs a newer Kindred");
}

#[test]
fn one_bad_price_leaves_out_that_price_alone() {
    let text = r#"{"format":1,"currency":"EUR","products":[
        {"sku":"a","name":"A","price":-1},{"sku":"b","name":"B","price":"x"},{"sku":"c","name":"C","price":12.5},
        {"sku":"d","name":"D","price":"12.50"},{"sku":"e","name":"E","price":null}]}"#;
    let feed = feed::read(text).unwrap();
    let prices: Vec<Option<String>> =
        feed.products.iter().map(|product| product.price.map(|price| price.to_string())).collect();
    assert_eq!(prices, [None, None, Some("12.5".into()), Some("12.5".into()), None]);
}

#[test]
fn a_byte_order_mark_and_unknown_keys_are_no_matter() {
    let text = "\u{feff}{\"$schema\":\"x\",\"format\":1,\"currency\":\"EUR\",\"products\":[{\"sku\":\"a\",\"name\":\"A\",\"colour\":{}}]}";
    assert_eq!(feed::read(text).unwrap().products.len(), 1);
}

#[test]
fn a_variants_sku_leads_to_its_parent_unless_it_is_a_product_itself() {
    let text = r#"{"format":1,"currency":"EUR","products":[
        {"sku":"p","name":"P","variants":["p-1","p-2"]},{"sku":"p-2","name":"P2"}]}"#;
    let feed = feed::read(text).unwrap();
    let name = |sku| feed.product(sku).map(|product| product.name.as_str());
    assert_eq!((name("p"), name("p-1"), name("p-2"), name("p-3")), (Some("P"), Some("P"), Some("P2"), None));
}

#[test]
fn conditions_nest_with_all_four_truth_modes() {
    let text = r#"{"format":1,"currency":"EUR","products":[],"rules":[{"name":"r","relation":"up-sell",
        "match":{"any":[{"all":[],"are":false},{"attribute":"x","operator":"==","value":1}],"are":true}}]}"#;
    let feed = feed::read(text).unwrap();
    let tree = &feed.rules[0].products_to_match;
    assert_eq!((tree.aggregator, tree.expected, tree.children.len()), (Aggregator::Any, true, 2));
    let Condition::Group(inner) = &tree.children[0] else { panic!("a combination inside is one") };
    assert_eq!((inner.aggregator, inner.expected), (Aggregator::All, false));
}
