//! Words that the catalogue does not have.

use super::{assert_says, said};

#[test]
fn an_attribute_that_no_product_has_is_named_with_the_nearest() {
    let rules = r#"[
  {
    "name": "Of the same stuff",
    "relation": "related",
    "match": { "attribute": "category", "operator": "is", "value": "Sleeping" },
    "display": { "any": [
      { "attribute": "materail", "operator": "is", "matched": "material" },
      { "attribute": "material", "operator": "is", "matched": "colour" }
    ] }
  }
]"#;
    assert_says("unknown-attribute", rules, 2);
}

#[test]
fn special_attributes_and_those_of_any_product_are_known() {
    let leaf = |name: &str| format!(r#"{{ "attribute": "{name}", "operator": "is", "matched": "{name}" }}"#);
    let names = ["category", "sku", "name", "price", "type", "in-stock", "low-stock", "visibility", "season", "weight"];
    let leaves: Vec<String> = names.iter().map(|name| leaf(name)).filter(|leaf| !leaf.contains("season")).collect();
    let rules = format!(
        r#"[{{ "name": "R", "relation": "related", "display": {{ "any": [{}, {{ "attribute": "category", "operator": "is", "matched": "child-category" }}] }} }}]"#,
        leaves.join(", ")
    );
    assert_eq!(said(&rules), "");
}

#[test]
fn a_category_that_no_product_is_in_is_named_with_the_nearest() {
    let rules = r#"[
  {
    "name": "Coffee at the tent",
    "relation": "related",
    "match": { "attribute": "category", "operator": "is", "value": "sleeping/tents" },
    "display": { "attribute": "category", "operator": "is one of", "value": ["Mugs", "Kitchen/Stove", "Boats"] }
  }
]"#;
    assert_says("unknown-category", rules, 1);
}

#[test]
fn a_category_above_those_of_products_is_known() {
    let rules = r#"[{ "name": "R", "relation": "related", "display": { "attribute": "category", "operator": "is one of", "value": "Sleeping, Kitchen/Mugs" } }]"#;
    assert_eq!(said(rules), "");
}

#[test]
fn a_value_that_no_product_has_is_named_with_the_nearest() {
    let rules = r#"[
  {
    "name": "Warm and soft",
    "relation": "related",
    "match": { "attribute": "sku", "operator": "is one of", "value": ["TENT-1", "TENT-9", "BAG-1-L"] },
    "display": { "any": [
      { "attribute": "material", "operator": "is", "value": "Dowm" },
      { "attribute": "season", "operator": "contains", "value": "Autumn" },
      { "attribute": "name", "operator": "contains", "value": "blanket" },
      { "attribute": "weight", "operator": "is", "value": 12 }
    ] }
  }
]"#;
    assert_says("unknown-value", rules, 4);
}

#[test]
fn letter_case_numbers_and_words_of_the_schema_make_no_unknown_value() {
    let rules = r#"[{ "name": "R", "relation": "related", "display": { "any": [
        { "attribute": "material", "operator": "is", "value": "DOWN" },
        { "attribute": "season", "operator": "contains", "value": "winter" },
        { "attribute": "season", "operator": "is one of", "value": ["summer", "WINTER"] },
        { "attribute": "weight", "operator": "is", "value": "2.10" },
        { "attribute": "type", "operator": "is", "value": "virtual" },
        { "attribute": "visibility", "operator": "is", "value": "search" },
        { "attribute": "low-stock", "operator": "is", "value": true },
        { "attribute": "price", "operator": "is", "value": 7 },
        { "attribute": "name", "operator": "contains", "value": "TENT" }
    ] } }]"#;
    assert_eq!(said(rules), "");
}

#[test]
fn an_unknown_word_among_known_ones_is_a_warning() {
    let rules = r#"[
  {
    "name": "Something for the night",
    "relation": "related",
    "display": { "attribute": "category", "operator": "is one of", "value": ["Sleeping", "Lihgt"] }
  }
]"#;
    assert_says("unknown-among-known", rules, 0);
}
