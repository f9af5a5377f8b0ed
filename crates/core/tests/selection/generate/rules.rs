//! Random rules, conditions and units.

use super::products::{categories, prices, values};
use super::{ATTRIBUTES, DAYS, one_of};
use kindred_core::link::Relation;
use kindred_core::operator::OPERATORS;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

/// How deep trees are.
const MAX_DEPTH: u32 = 4;

/// A rule without its name.
pub(super) fn rule() -> impl Strategy<Value = Value> {
    let relation = super::relation().prop_map(Relation::name);
    let facts = (0u32..4, proptest::option::weighted(0.85, prop_oneof![8 => 1u32..3, 2 => 3u32..=20]));
    let window = (proptest::bool::weighted(0.2), subsequence(DAYS.to_vec(), 0..=2));
    let shopper =
        (proptest::bool::weighted(0.93), proptest::bool::weighted(0.15), subsequence(vec!["vip", "staff"], 1..=2));
    // Often enough about categories, for the category that a rule declares.
    let products_to_match = prop_oneof![5 => tree(2).boxed(), 1 => comparison("category", categories()).boxed()];
    let display = prop_oneof![8 => tree(MAX_DEPTH).boxed(), 1 => category().boxed()];
    let trees = (proptest::option::weighted(0.5, products_to_match), proptest::option::weighted(0.8, display));
    (relation, facts, window, shopper, trees).prop_map(
        |(
            relation,
            (priority, limit),
            (is_dated, days),
            (active, has_segments, segments),
            (products_to_match, display),
        )| {
            let mut rule = json!({ "relation": relation, "priority": priority, "active": active });
            if let Some(limit) = limit {
                rule["limit"] = json!(limit);
            }
            if is_dated {
                let ends = if days.len() == 1 { &["to"][..] } else { &["from", "to"] };
                for (key, day) in ends.iter().zip(days) {
                    rule[*key] = json!(day);
                }
            }
            if has_segments {
                rule["segments"] = json!(segments);
            }
            if let Some(tree) = products_to_match {
                rule["match"] = tree;
            }
            if let Some(tree) = display {
                rule["display"] = tree;
            }
            rule
        },
    )
}

/// A condition tree, or a single comparison.
fn tree(depth: u32) -> impl Strategy<Value = Value> {
    leaf().prop_recursive(depth, 10, 3, |inner| {
        let mode = select(vec![("all", true), ("all", true), ("all", false), ("any", true), ("any", false)]);
        (mode, proptest::bool::weighted(0.7), proptest::collection::vec(inner, 0..4)).prop_map(
            |((aggregator, expected), says_so, children)| {
                if expected && !says_so {
                    json!({ aggregator: children })
                } else {
                    json!({ aggregator: children, "are": expected })
                }
            },
        )
    })
}

/// A comparison: any attribute, any operator by code or label, any operand.
pub(super) fn leaf() -> impl Strategy<Value = Value> {
    let own = ATTRIBUTES.map(|(name, kind)| comparison(name, with_lists(values(kind))).boxed());
    let own = proptest::strategy::Union::new(own);
    let special = prop_oneof![
        comparison("category", with_lists(join(categories(), json!(["Gear, Food", "gear", "", "Bags"])))),
        comparison("price", with_lists(join(prices(), json!(["010", "", "1.0", "10;12.5", true])))),
        price(),
        category(),
        comparison("sku", json!(["P1", "p2", "1", "P1, P3;P4", ["P0", "P5"], "P"])),
        comparison("name", json!(["red mug", "mug", "12.0", ["mug", "red"], ""])),
        comparison("type", json!(["simple", "bundle", "Bundle", "simple,virtual", ["bundle", "grouped"]])),
        comparison("in-stock", json!([true, false, "1"])),
        comparison("low-stock", json!([true, false, 0])),
        comparison("visibility", json!(["both", "search", "catalog,search"])),
    ];
    prop_oneof![5 => own, 5 => special]
}

fn operator() -> impl Strategy<Value = &'static str> + Clone {
    select(OPERATORS.iter().flat_map(|(_, code, label)| [*code, *label]).collect::<Vec<_>>())
}

/// An attribute against a constant or against something of the matched product.
fn comparison(attribute: &'static str, constants: Value) -> impl Strategy<Value = Value> {
    let other =
        select(ATTRIBUTES.map(|(name, _)| name).into_iter().chain(["price", "name", "category"]).collect::<Vec<_>>());
    let operand = prop_oneof![
        7 => one_of(constants).prop_map(|value| ("value", value)),
        2 => Just(("matched", json!(attribute))),
        1 => other.prop_map(|other| ("matched", json!(other))),
    ];
    (operator(), operand)
        .prop_map(move |(operator, (key, value))| json!({ "attribute": attribute, "operator": operator, key: value }))
}

/// A price against a part of the matched product's.
fn price() -> impl Strategy<Value = Value> {
    let plus = one_of(json!([2.5, -2.5, 0, "0.0001", -20]));
    let percent = select(vec![0u32, 50, 100, 120, 125]);
    (operator(), proptest::option::of(percent), proptest::option::of(plus)).prop_map(|(operator, percent, plus)| {
        let mut leaf = json!({ "attribute": "price", "operator": operator, "matched": "price" });
        if let Some(percent) = percent {
            leaf["percent"] = json!(percent);
        }
        if let Some(plus) = plus {
            leaf["plus"] = plus;
        }
        leaf
    })
}

fn category() -> impl Strategy<Value = Value> {
    (operator(), select(vec!["category", "child-category"]))
        .prop_map(|(operator, matched)| json!({ "attribute": "category", "operator": operator, "matched": matched }))
}

fn join(values: Value, more: Value) -> Value {
    let lists = [values, more].map(|list| list.as_array().cloned().unwrap_or_default());
    Value::Array(lists.concat())
}

/// The values, some of them in lists, and some as text that is taken apart.
fn with_lists(values: Value) -> Value {
    let singles: Vec<Value> =
        values.as_array().into_iter().flatten().filter(|value| !value.is_array()).cloned().collect();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), Into::into);
    let mut lists = vec![json!([])];
    for pair in singles.windows(2) {
        lists.push(json!(pair));
        lists.push(json!(format!("{}, {}", text(&pair[0]), text(&pair[1]))));
    }
    lists.extend(singles.first().map(|only| json!([only])));
    join(values, Value::Array(lists))
}

pub(super) fn unit() -> impl Strategy<Value = Value> {
    let limits = (
        proptest::option::weighted(0.7, prop_oneof![1 => Just(0u32), 15 => 1u32..5]),
        proptest::option::weighted(0.5, 0u32..3),
    );
    let modes = (
        select(vec!["both", "both", "both", "both", "selected", "rules", "rules", "rules"]),
        select(vec!["priority-then-id", "priority-then-random", "weighted-random"]),
    );
    let filters =
        [0, 1].map(|_| proptest::collection::vec(prop_oneof![2 => tree(1).boxed(), 1 => price().boxed()], 0..2));
    let truths = [0.97, 0.3, 0.3].map(proptest::bool::weighted);
    let is_filtered = [0.12, 0.2].map(proptest::bool::weighted);
    (limits, modes, filters, truths, is_filtered).prop_map(
        |((limit, bundles), (show, rotation), [include, exclude], [active, repeated, bought], [includes, excludes])| {
            let mut unit = json!({
                "show": show, "rotation": rotation, "active": active, "show-repeated": repeated, "show-bought": bought,
            });
            for (key, value) in [("limit", limit), ("bundles", bundles)] {
                if let Some(value) = value {
                    unit[key] = json!(value);
                }
            }
            if includes {
                unit["include"] = json!(include);
            }
            if excludes {
                unit["exclude"] = json!(exclude);
            }
            unit
        },
    )
}
