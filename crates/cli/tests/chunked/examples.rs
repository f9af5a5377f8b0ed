//! What random feeds hit too seldom: each of these was overlooked by them when it was broken on purpose.

use crate::pages::Both;
use kindred_cli::chunked::ChunkSize;
use kindred_core::context::Context;
use kindred_core::link::Relation;
use kindred_core::select::select;
use serde_json::{Value, json};

/// Three hundred things in a category of their own each, and a rule.
fn shop(change: impl Fn(usize, &mut Value), rule: Value) -> Both {
    rotating("priority-then-id", change, rule)
}

fn rotating(rotation: &str, change: impl Fn(usize, &mut Value), rule: Value) -> Both {
    let product = |number: usize| {
        let mut product = json!({ "sku": format!("P{number}"), "name": "Thing", "price": 20 });
        product["categories"] = json!([format!("c{number:03}")]);
        change(number, &mut product);
        product
    };
    let shop = json!({
        "format": 1,
        "currency": "EUR",
        "units": { "related": { "rotation": rotation } },
        "products": (0..300).map(product).collect::<Vec<_>>(),
        "rules": [rule],
    });
    Both::of(&shop.to_string(), ChunkSize { most: 500 })
}

fn cheap() -> Value {
    json!({
        "name": "cheap", "relation": "related", "limit": 2,
        "display": { "attribute": "price", "operator": "less than", "value": 10 },
    })
}

fn viewing(sku: &str) -> Context {
    Context { viewed: Some(sku.into()), ..Context::new(|text| text.to_lowercase()) }
}

fn cards(both: &Both, context: &Context) -> Vec<String> {
    both.compare(Relation::Related, None, context);
    select(&both.whole, Relation::Related, None, context).iter().map(|card| card.product.sku.clone()).collect()
}

#[test]
fn what_only_a_group_can_afford_is_in_the_chunk_too() {
    let group_first = |number: usize, product: &mut Value| match number {
        100..120 => product["group-prices"] = json!({ "trade": 5 }),
        200..220 => product["price"] = json!(5),
        _ => {}
    };
    let both = shop(group_first, cheap());
    let trade = Context { group: Some("trade".into()), ..viewing("P0") };
    assert_eq!(cards(&both, &viewing("P0")), ["P200", "P201"]);
    assert_eq!(cards(&both, &trade), ["P100", "P101"]);
}

#[test]
fn a_rule_that_matches_by_a_group_s_price_is_in_the_chunk_too() {
    let rule = json!({
        "name": "for trade", "relation": "related", "limit": 2,
        "match": { "attribute": "price", "operator": "less than", "value": 10 },
        "display": { "attribute": "sku", "operator": "is one of", "value": "P200,P201" },
    });
    let both = shop(
        |number, product| {
            if number == 0 {
                product["group-prices"] = json!({ "trade": 5 })
            }
        },
        rule,
    );
    let trade = Context { group: Some("trade".into()), ..viewing("P0") };
    assert_eq!(cards(&both, &viewing("P0")), [""; 0]);
    assert_eq!(cards(&both, &trade), ["P200", "P201"]);
}

#[test]
fn of_two_products_with_one_sku_the_first_counts() {
    let twice = |number: usize, product: &mut Value| {
        if number == 150 {
            product["sku"] = json!("P20");
            product["variants"] = json!(["V"]);
        }
        if matches!(number, 20 | 150 | 299) {
            product["price"] = json!(5);
        }
    };
    let both = shop(twice, cheap());
    assert_eq!(cards(&both, &viewing("P0")), ["P20", "P299"]);
    assert_eq!(cards(&both, &viewing("V")), [""; 0]);
    assert_eq!(cards(&both, &viewing("P20")), ["P299"]);
}

#[test]
fn neighbours_that_lie_in_another_chunk_are_still_neighbours() {
    let mut rule = cheap();
    rule["display"] = json!({ "attribute": "price", "operator": "less than", "value": 30 });
    let both = rotating("priority-then-random", |_, _| {}, rule);
    for number in [0, 7, 8, 63, 64, 299] {
        for seed in 0..20 {
            let context = Context { seed, ..viewing(&format!("P{number}")) };
            both.compare(Relation::Related, None, &context);
        }
    }
}

#[test]
fn the_categories_below_a_product_s_own_are_its_own_too() {
    let below = |number: usize, product: &mut Value| match number {
        0 => product["categories"] = json!(["Gear"]),
        200..210 => product["categories"] = json!(["Gear/Bags/Duffels"]),
        210..220 => product["categories"] = json!(["Gearbox"]),
        _ => {}
    };
    let mut rule = cheap();
    rule["display"] = json!({ "attribute": "category", "operator": "is", "matched": "category" });
    assert_eq!(cards(&shop(below, rule.clone()), &viewing("P0")), ["P200", "P201"]);
    rule["display"] = json!({ "attribute": "category", "operator": "is", "matched": "child-category" });
    assert_eq!(cards(&shop(below, rule), &viewing("P0")), ["P200", "P201"]);
}

#[test]
fn a_sku_that_nobody_has_leads_nowhere() {
    let both = shop(|_, _| {}, cheap());
    assert!(both.chunks(&["gone".to_owned()]).is_empty());
}

#[test]
fn the_same_feed_is_cut_into_the_same_files() {
    let cut = || shop(|number, product| product["in-stock"] = json!(number % 3 > 0), cheap()).files;
    assert!(cut() == cut(), "files differ from one time to the next");
}
