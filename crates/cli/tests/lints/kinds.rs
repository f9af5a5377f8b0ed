//! Comparisons that do not go with the kind of the attribute.

use super::{assert_says, checked, said};
use crate::common::assert_golden;

#[test]
fn an_operator_that_is_not_offered_for_the_type_is_named_with_those_that_are() {
    let rules = r#"[
  {
    "name": "For later in the year",
    "relation": "related",
    "display": { "any": [
      { "attribute": "season", "operator": "greater than", "value": "Summer" },
      { "attribute": "launched", "operator": "less than", "value": "2026-06-01" },
      { "attribute": "weight", "operator": "contains", "value": 2 },
      { "attribute": "category", "operator": "equals or greater than", "value": "Sleeping" },
      { "attribute": "type", "operator": "is undefined" },
      { "attribute": "sku", "operator": "is", "value": "MUG-1" }
    ] }
  }
]"#;
    assert_says("operator-not-offered", rules, 0);
}

#[test]
fn operators_that_do_what_they_say_are_not_reported() {
    let rules = r#"[{ "name": "R", "relation": "related", "display": { "any": [
        { "attribute": "season", "operator": "is undefined" },
        { "attribute": "weight", "operator": "is undefined" },
        { "attribute": "type", "operator": "is one of", "value": ["simple", "configurable"] },
        { "attribute": "material", "operator": "greater than", "value": "D" },
        { "attribute": "launched", "operator": "equals or less than", "value": "2026-06-01" }
    ] } }]"#;
    assert_eq!(said(rules), "");
}

#[test]
fn a_choice_that_products_with_variants_offer_several_of_may_be_asked_for_as_a_list() {
    let catalogue = r#"{ "attribute-types": { "color": "select" }, "products": [
        { "sku": "A", "name": "A", "attributes": { "color": ["Red", "Blue"] } },
        { "sku": "B", "name": "B", "attributes": { "color": "Red" } }] }"#;
    let rules = r#"[{ "name": "R", "relation": "related", "display": { "attribute": "color", "operator": "contains", "value": "Red" } }]"#;
    assert_eq!(checked(&[("catalogue.json", catalogue), ("rules.json", rules)]).1, "");
}

#[test]
fn constants_that_are_no_numbers_and_no_dates_are_reported() {
    let rules = r#"[
  {
    "name": "Light, cheap and new",
    "relation": "related",
    "display": { "any": [
      { "attribute": "weight", "operator": "less than", "value": "1 kg" },
      { "attribute": "price", "operator": "is one of", "value": ["12", "18 EUR"] },
      { "attribute": "launched", "operator": "equals or greater than", "value": "1.3.2026" },
      { "attribute": "washable", "operator": "is", "value": "at 30 degrees" },
      { "attribute": "sku", "operator": "is", "value": "MUG-1" }
    ] }
  }
]"#;
    assert_says("odd-constant", rules, 0);
}

#[test]
fn numbers_as_people_write_them_are_numbers() {
    let rules = r#"[{ "name": "R", "relation": "related", "display": { "any": [
        { "attribute": "weight", "operator": "less than", "value": "0,5" },
        { "attribute": "price", "operator": "is one of", "value": ["12,00", "1.234,56"] },
        { "attribute": "washable", "operator": "is", "value": false }
    ] } }]"#;
    assert_eq!(said(rules), "");
}

#[test]
fn dates_may_have_a_time() {
    let date = |value: &str| {
        said(&format!(
            r#"[{{ "name": "R", "relation": "related", "display": {{ "any": [
            {{ "attribute": "launched", "operator": "equals or greater than", "value": "{value}" }},
            {{ "attribute": "price", "operator": "greater than", "value": 1 }}] }} }}]"#
        ))
    };
    for value in ["2026-11-22", "2026-11-22 10:30", "2026-11-22T10:30:00"] {
        assert_eq!(date(value), "", "{value}");
    }
}

#[test]
fn dates_of_the_catalogue_that_are_none_are_reported_where_a_rule_reads_them() {
    let catalogue = r#"{
  "attribute-types": { "launched": "date", "ends": "date" },
  "products": [
    { "sku": "A", "name": "Axe", "attributes": { "launched": "spring", "ends": "never" } },
    { "sku": "B", "name": "Bow", "attributes": { "launched": "2026-03-01" } },
    { "sku": "C", "name": "Cup", "attributes": { "launched": "2026-02-30" } }
  ]
}"#;
    let rules = r#"[{ "name": "New", "relation": "related", "display": { "attribute": "launched", "operator": "equals or greater than", "value": "2026-01-01" } }]"#;
    assert_golden(
        "lints/odd-date-in-catalogue.txt",
        &checked(&[("catalogue.json", catalogue), ("rules.json", rules)]).1,
    );
}

#[test]
fn a_list_beside_an_operator_that_takes_one_value_is_reported() {
    let rules = r#"[
  {
    "name": "Of wood or of steel",
    "relation": "related",
    "display": { "any": [
      { "attribute": "material", "operator": "is", "value": ["Birch", "Steel"] },
      { "attribute": "washable", "operator": "is", "value": [true] },
      { "attribute": "season", "operator": "contains", "value": ["Winter", "Summer"] },
      { "attribute": "category", "operator": "is", "value": ["Light", "Kitchen"] }
    ] }
  }
]"#;
    assert_says("list-for-one-value", rules, 0);
}

#[test]
fn a_value_that_products_have_beside_others_only_is_contained() {
    let catalogue = r#"{ "attribute-types": { "size": "select" }, "products": [
        { "sku": "A", "name": "Axe", "attributes": { "size": ["S", "M"] } },
        { "sku": "B", "name": "Bow", "attributes": { "size": ["L"] } }] }"#;
    let rules = r#"[
  {
    "name": "For the tall",
    "relation": "related",
    "display": { "any": [
      { "attribute": "size", "operator": "is", "value": "M" },
      { "attribute": "size", "operator": "is", "value": "l" }
    ] }
  }
]"#;
    assert_golden("lints/never-alone.txt", &checked(&[("catalogue.json", catalogue), ("rules.json", rules)]).1);
}
