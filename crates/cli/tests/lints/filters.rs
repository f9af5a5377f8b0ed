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
