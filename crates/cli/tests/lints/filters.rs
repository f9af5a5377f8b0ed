//! The filters of units.

use super::{assert_golden, checked};

fn said(units: &str) -> (u8, String) {
    let catalogue = format!(
        r#"{{
  "units": {{
    {units}
  }},
  "products": [
    {{ "sku": "A", "name": "Axe", "price": 30, "categories": ["Tools"], "attributes": {{ "steel": ["Blue"] }} }},
    {{ "sku": "B", "name": "Bow", "price": 90, "categories": ["Sport"] }}
  ]
}}"#
    );
    let (checked, said) = checked(&[("catalogue.json", &catalogue)]);
    (checked.exit_code(), said)
}

#[test]
fn filters_are_asked_about_words_and_operators_as_rules_are() {
    let units = r#""related": {
      "include": [{ "attribute": "category", "operator": "is one of", "value": ["Tools", "Tolls"] }],
      "exclude": [{ "any": [
        { "attribute": "steal", "operator": "contains", "value": "Blue" },
        { "attribute": "steel", "operator": "less than", "value": "Blue" }
      ] }]
    }"#;
    let (exit_code, said) = said(units);
    assert_golden("lints/filters.txt", &said);
    assert_eq!(exit_code, 0);
}

#[test]
fn filters_that_let_nothing_through_are_an_error() {
    let units = r#""up-sell": {
      "include": [
        { "attribute": "category", "operator": "is", "value": "Tools" },
        { "attribute": "price", "operator": "greater than", "value": 50 }
      ]
    }"#;
    let (exit_code, said) = said(units);
    assert_golden("lints/filters-let-nothing-through.txt", &said);
    assert_eq!(exit_code, 1);
}

#[test]
fn filters_that_let_something_through_are_not_reported() {
    let units = r#""up-sell": { "include": [{ "attribute": "price", "operator": "greater than", "matched": "price" }],
      "exclude": [{ "attribute": "category", "operator": "is", "value": "Tools" }] }"#;
    assert_eq!(said(units), (0, String::new()));
}

#[test]
fn units_of_recommendations_are_asked_the_same() {
    let units = r#""most-viewed": {
      "include": [{ "attribute": "steal", "operator": "is", "value": "Blue" }]
    },
    "axes": {
      "type": "trending",
      "include": [{ "attribute": "category", "operator": "is one of", "value": ["Tools", "Tolls"] }]
    }"#;
    let (exit_code, said) = said(units);
    assert_golden("lints/filters-of-recommendations.txt", &said);
    assert_eq!(exit_code, 1);
}

#[test]
fn a_key_that_no_unit_of_recommendations_has_is_reported() {
    let units = r#""axes": { "type": "trending", "limt": 3, "exclude": [{ "atribute": "category" }] }"#;
    let (_, said) = said(units);
    assert_golden("lints/odd-keys-of-recommendations.txt", &said);
}

#[test]
fn a_unit_named_after_one_type_is_not_of_another() {
    let (exit_code, said) = said(r#""most-viewed": { "type": "trending" }, "trending": { "type": "trending" }"#);
    assert_golden("lints/type-against-name.txt", &said);
    assert_eq!(exit_code, 0);
}
