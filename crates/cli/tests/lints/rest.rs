//! Rules that leave nothing out, and rules that are over; and what is said of none of the lints.

use super::{assert_says, checked, said};
use crate::common::assert_golden;

#[test]
fn products_to_match_that_every_product_satisfies_may_be_left_out() {
    let rules = r#"[
  {
    "name": "A lamp for everyone",
    "relation": "related",
    "match": { "attribute": "price", "operator": "greater than", "value": 5 },
    "display": { "attribute": "category", "operator": "is", "value": "Light" }
  }
]"#;
    assert_says("matches-everything", rules, 0);
}

#[test]
fn a_rule_that_narrows_nothing_is_reported() {
    let rules = r#"[
  {
    "name": "Anything goes",
    "relation": "cross-sell",
    "match": { "all": [] }
  }
]"#;
    assert_says("nothing-narrows", rules, 0);
}

#[test]
fn one_tree_that_narrows_is_enough() {
    let rules = r#"[
        { "name": "A", "relation": "cross-sell", "display": { "attribute": "price", "operator": "less than", "value": 20 } },
        { "name": "B", "relation": "up-sell", "match": { "attribute": "price", "operator": "less than", "value": 20 } }]"#;
    assert_eq!(said(rules), "");
}

#[test]
fn a_rule_whose_last_day_is_over_is_reported_and_nothing_else_about_it() {
    let rules = r#"[
  {
    "name": "Summer's end",
    "relation": "related",
    "to": "2026-09-30",
    "display": { "attribute": "no-such", "operator": "is", "value": 1 }
  }
]"#;
    assert_says("expired", rules, 0);
}

#[test]
fn the_last_day_itself_is_not_over_and_what_is_switched_off_is_nobody_s_concern() {
    let rules = r#"[
        { "name": "A", "relation": "cross-sell", "to": "2026-11-22", "display": { "attribute": "price", "operator": "less than", "value": 20 } },
        { "name": "B", "relation": "related", "active": false, "to": "2020-01-01", "match": { "attribute": "no-such", "operator": "is", "value": 1 } }]"#;
    assert_eq!(said(rules), "");
}

#[test]
fn toml_has_the_same_messages_at_its_own_places() {
    let rules = r#"#:schema ../schema/rules.schema.json

[[rules]]
name = "Coffee at the tent"
relation = "related"
from = 2026-11-01
match = { attribute = "category", operator = "is", value = "Sleeping/Tent" }

[[rules.display.any]]
attribute = "material"
operator = "contians"
value = "Enamel"

[[rules]]
name = "Light for the evening"
relation = "related"
mach = { attribute = "price", operator = "less than", value = 20 }

[[rules.display.all]]
attribute = "category"
operator = "is"
value = "Lights"
"#;
    let (checked, said) = checked(&[("rules.toml", rules)]);
    assert_golden("lints/toml.txt", &said);
    assert_eq!(checked.summary(), "2 rules: 2 errors, 1 warning");
}

#[test]
fn the_summary_says_how_much_is_wrong() {
    let summary = |rules: &str| checked(&[("rules.json", rules)]).0.summary();
    assert_eq!(summary("[]"), "0 rules: nothing wrong");
    assert_eq!(summary(r#"[{ "name": "R", "relation": "related" }]"#), "1 rule: 1 warning");
    let never =
        r#"{ "name": "R", "relation": "related", "match": { "attribute": "sku", "operator": "is", "value": "X" } }"#;
    assert_eq!(summary(&format!("[{never}, {never}]")), "2 rules: 2 errors");
}
