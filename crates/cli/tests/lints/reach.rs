//! Rules that can never show a card.

use super::{assert_says, checked, said};
use kindred_cli::diagnostic::Palette;

#[test]
fn products_to_match_that_no_product_satisfies_are_an_error() {
    let rules = r#"[
  {
    "name": "For the very dear ones",
    "relation": "related",
    "match": { "all": [
      { "attribute": "category", "operator": "is", "value": "Sleeping" },
      { "attribute": "price", "operator": "greater than", "value": 1000 }
    ] }
  },
  {
    "name": "For dear mugs",
    "relation": "related",
    "match": { "all": [
      { "attribute": "category", "operator": "is", "value": "Kitchen/Mugs" },
      { "attribute": "price", "operator": "greater than", "value": 100 }
    ] }
  }
]"#;
    assert_says("never-matches", rules, 2);
}

#[test]
fn products_to_display_that_no_product_satisfies_are_an_error() {
    let rules = r#"[
  {
    "name": "Beside a lamp",
    "relation": "related",
    "match": { "attribute": "category", "operator": "is", "value": "Light" },
    "display": { "attribute": "material", "operator": "is", "matched": "material" }
  },
  {
    "name": "Dearer than a tent",
    "relation": "up-sell",
    "match": { "attribute": "sku", "operator": "is", "value": "TENT-2" },
    "display": { "all": [
      { "attribute": "category", "operator": "is", "matched": "category" },
      { "attribute": "price", "operator": "greater than", "matched": "price" }
    ] }
  },
  {
    "name": "The same once more",
    "relation": "related",
    "display": { "attribute": "sku", "operator": "is", "matched": "sku" }
  }
]"#;
    assert_says("never-displays", rules, 3);
}

#[test]
fn one_cause_is_said_once() {
    let rules = r#"[
  {
    "name": "Of the stuff of tents",
    "relation": "related",
    "match": { "all": [
      { "attribute": "category", "operator": "is", "value": "Sleeping/Tentz" },
      { "attribute": "price", "operator": "greater than", "value": 100 }
    ] }
  }
]"#;
    assert_says("never-for-an-unknown-word", rules, 1);
}

#[test]
fn a_rule_that_shows_one_card_on_one_page_is_no_error() {
    let rules = r#"[{ "name": "R", "relation": "related",
        "match": { "attribute": "sku", "operator": "is", "value": "MUG-1" },
        "display": { "attribute": "sku", "operator": "is", "value": "LAMP-1" } }]"#;
    assert_eq!(said(rules), "");
}

#[test]
fn products_that_are_sold_out_today_are_products() {
    let catalogue = r#"[{ "sku": "A", "name": "Axe" }, { "sku": "B", "name": "Bow", "in-stock": false }]"#;
    let rules = r#"[{ "name": "R", "relation": "related", "display": { "attribute": "sku", "operator": "is", "value": "B" } }]"#;
    assert_eq!(checked(&[("catalogue.json", catalogue), ("rules.json", rules)]).1, "");
}

#[test]
fn what_would_take_too_long_is_tried_in_part_and_nothing_is_claimed() {
    let product = |number: usize| format!(r#"{{ "sku": "P{number}", "name": "P", "price": {number} }}"#);
    let products: Vec<String> = (0..1500).map(product).collect();
    let catalogue = format!("[{}]", products.join(",\n"));
    let rules = r#"[{ "name": "R", "relation": "related", "display": { "all": [
        { "attribute": "price", "operator": "greater than", "matched": "price", "percent": 200, "plus": 1400 },
        { "attribute": "price", "operator": "less than", "value": 1000 }] } }]"#;
    let (checked, said) = checked(&[("catalogue.json", &catalogue), ("rules.json", rules)]);
    assert_eq!(said, "");
    let line = "\nTried on some of the products that they match, not on all: rule \"R\"\n\n1 rule: nothing wrong\n";
    assert!(checked.drawn(Palette::Plain).ends_with(line));
    assert_eq!(checked.cut_short, ["rule \"R\""]);
}
