//! Rules that never get a place.

use super::{assert_says, checked, said};
use crate::common::assert_golden;

/// Two rules for mugs, the first of which has more to show than the unit has room.
fn two_rules(first: &str, second: &str) -> String {
    format!(
        r#"[
  {{
    "name": "All for sleeping",
    "relation": "related",
    "match": {{ "attribute": "category", "operator": "is", "value": "Kitchen/Mugs" }},
    "display": {{ "attribute": "category", "operator": "is", "value": "Sleeping" }},
    "priority": {first}
  }},
  {{
    "name": "Light for the evening",
    "relation": "related",
    "match": {{ "attribute": "category", "operator": "is", "value": "Kitchen/Mugs" }},
    "display": {{ "attribute": "category", "operator": "is", "value": "Light" }},
    "priority": {second}
  }}
]"#
    )
}

#[test]
fn a_rule_behind_one_that_fills_the_unit_is_reported_with_that_one() {
    assert_says("shadowed-by-rule", &two_rules("1", "2"), 0);
}

#[test]
fn a_rule_that_comes_first_or_has_room_is_not_shadowed() {
    assert_eq!(said(&two_rules("2", "1")), said(&two_rules("2", "1")).replace("Light for", ""));
    assert_eq!(said(&two_rules("1, \"limit\": 2", "2")), "");
    assert_eq!(said(&two_rules("1, \"segments\": [\"wholesale\"]", "2")), "");
    assert_eq!(said(&two_rules("1, \"to\": \"2026-11-22\"", "2, \"from\": \"2026-11-23\"")), "");
}

#[test]
fn a_rule_behind_links_is_reported() {
    let rules = r#"[
  {
    "name": "Coffee at the tent",
    "relation": "related",
    "match": { "attribute": "sku", "operator": "is", "value": "TENT-1" },
    "display": { "attribute": "category", "operator": "is", "value": "Kitchen" }
  }
]"#;
    assert_says("shadowed-by-links", rules, 0);
}

#[test]
fn a_rule_that_shows_what_another_has_shown_already_is_reported() {
    let rules = r#"[
  {
    "name": "Everything with a flame",
    "relation": "cross-sell",
    "match": { "attribute": "category", "operator": "is", "value": "Kitchen/Mugs" },
    "display": { "attribute": "category", "operator": "is one of", "value": ["Kitchen/Stoves", "Light"] }
  },
  {
    "name": "A stove for the mug",
    "relation": "cross-sell",
    "match": { "attribute": "category", "operator": "is", "value": "Kitchen/Mugs" },
    "display": { "attribute": "category", "operator": "is", "value": "Kitchen/Stoves" }
  }
]"#;
    assert_says("shadowed-by-the-same-products", rules, 0);
}

fn with_units(units: &str, rules: &str) -> String {
    let catalogue = format!(
        r#"{{ "units": {units}, "products": [
        {{ "sku": "A", "name": "Axe" }}, {{ "sku": "B", "name": "Bow" }},
        {{ "sku": "C", "name": "Cup" }}, {{ "sku": "D", "name": "Dish" }}] }}"#
    );
    checked(&[("catalogue.json", &catalogue), ("rules.json", rules)]).1
}

/// The first rule has two products for a unit of one; the second, of that priority, one.
fn rivals(priority: u32) -> String {
    let rule = |name: &str, priority: u32, skus: &str| {
        format!(
            r#"  {{
    "name": "{name}", "relation": "related", "priority": {priority},
    "match": {{ "attribute": "sku", "operator": "is", "value": "A" }},
    "display": {{ "attribute": "sku", "operator": "is one of", "value": "{skus}" }}
  }}"#
        )
    };
    format!("[\n{},\n{}\n]", rule("First", 1, "B, C"), rule("Second", priority, "D"))
}

#[test]
fn where_chance_may_give_a_rule_a_place_nothing_is_said() {
    let unit = |rotation: &str| format!(r#"{{ "related": {{ "limit": 1, "rotation": "{rotation}" }} }}"#);
    assert_eq!(with_units(&unit("weighted-random"), &rivals(2)), "");
    assert_eq!(with_units(&unit("priority-then-random"), &rivals(1)), "");
    assert!(with_units(&unit("priority-then-random"), &rivals(2)).contains("rule \"Second\": expected a place"));
    assert!(with_units(&unit("priority-then-id"), &rivals(1)).contains("rule \"Second\": expected a place"));
}

#[test]
fn a_unit_that_shows_no_rules_is_named() {
    let said = with_units(r#"{ "related": { "show": "selected" } }"#, &rivals(1));
    assert_golden("lints/unit-shows-no-rules.txt", &said);
    let off = with_units(r#"{ "related": { "active": false } }"#, &rivals(1));
    assert!(off.contains("found \"active\": false in the settings of related"), "{off}");
}
