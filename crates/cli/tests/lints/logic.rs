//! Where Adobe's logic and plain logic part.

use super::{assert_says, checked, said};

#[test]
fn products_that_lack_what_a_negative_operator_asks_for_are_named() {
    let rules = r#"[
  {
    "name": "Nothing with down",
    "relation": "cross-sell",
    "match": { "all": [
      { "attribute": "material", "operator": "is not", "value": "Down" },
      { "attribute": "type", "operator": "is not", "value": "bundle" }
    ] },
    "display": { "all": [
      { "attribute": "season", "operator": "does not contain", "value": "Winter" },
      { "attribute": "price", "operator": "less than", "matched": "price" }
    ] }
  }
]"#;
    assert_says("logics-differ", rules, 0);
}

#[test]
fn what_the_matched_product_lacks_is_named() {
    let rules = r#"[
  {
    "name": "Of another stuff",
    "relation": "up-sell",
    "match": { "attribute": "price", "operator": "less than", "value": 40 },
    "display": { "attribute": "material", "operator": "is not", "matched": "material" }
  }
]"#;
    assert_says("logics-differ-by-the-matched", rules, 0);
}

#[test]
fn a_group_that_must_be_false_turns_it_round() {
    let rules = r#"[
  {
    "name": "Down, and what says nothing",
    "relation": "related",
    "match": { "all": [{ "attribute": "material", "operator": "is not", "value": "Down" }], "are": false },
    "display": { "attribute": "category", "operator": "is", "value": "Kitchen" }
  }
]"#;
    assert_says("logics-differ-turned-round", rules, 0);
}

#[test]
fn plain_logic_says_what_adobe_would_do() {
    let catalogue = r#"{ "logic": "plain", "products": [
        { "sku": "A", "name": "Axe", "attributes": { "color": "Red" } }, { "sku": "B", "name": "Bow" }] }"#;
    let rules = r#"[{ "name": "R", "relation": "related", "display": { "attribute": "color", "operator": "is not", "value": "Red" } }]"#;
    let said = checked(&[("catalogue.json", catalogue), ("rules.json", rules)]).1;
    assert!(said.contains("\"is not\" takes 1 product that lacks \"color\": B\n"), "{said}");
    assert!(said.ends_with("= help: Adobe Commerce would pass over it"), "{said}");
}

#[test]
fn a_negative_operator_on_what_every_product_has_is_the_same_in_both() {
    let rules = r#"[{ "name": "R", "relation": "related", "display": { "all": [
        { "attribute": "sku", "operator": "is not", "value": "LAMP-1" },
        { "attribute": "category", "operator": "is not one of", "value": ["Light", "Kitchen"] }] } }]"#;
    assert_eq!(said(rules), "");
}

#[test]
fn a_missing_value_that_another_condition_decides_is_no_difference() {
    let rules = r#"[{ "name": "R", "relation": "related", "display": { "any": [
        { "attribute": "material", "operator": "is not", "value": "Down" },
        { "attribute": "material", "operator": "is undefined" }] } }]"#;
    assert_eq!(said(rules), "");
}
