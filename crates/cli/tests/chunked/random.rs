//! Random catalogues, links, rules and contexts.

use crate::generate::{Shop, Visit, cases, shop, visits};
use crate::pages::Both;
use kindred_cli::chunked::ChunkSize;
use kindred_core::context::Context;
use kindred_core::recommend::Type;
use proptest::prelude::*;
use serde_json::{Value, json};

proptest! {
    #![proptest_config(ProptestConfig { cases: cases().cases * 2, ..cases() })]

    #[test]
    fn chunks_of_a_small_feed_decide_as_the_whole(shop in shop(), visits in visits().boxed(), size in size()) {
        let both = Both::of(&shop.0.to_string(), size);
        for visit in visits {
            both.compare(visit.relation, visit.limit, &visit.context());
        }
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn chunks_of_a_larger_feed_decide_as_the_whole(
        shop in shop(),
        visits in visits(),
        (n_copies, turns) in (10u32..40, any::<u32>()),
        size in size(),
    ) {
        let both = Both::of(&grown(shop, n_copies, turns).to_string(), size);
        for (number, visit) in (1..).zip(visits) {
            both.compare(visit.relation, visit.limit, &visit.context());
            let elsewhere = moved(visit, n_copies, turns.wrapping_mul(number));
            both.compare(elsewhere.relation, elsewhere.limit, &elsewhere.context());
        }
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn chunks_of_a_feed_with_lists_recommend_as_the_whole(
        shop in shop(),
        visits in visits(),
        lists in lists(),
        (n_copies, turns) in (1u32..20, any::<u32>()),
        size in size(),
    ) {
        let both = Both::of(&with_lists(grown(shop, n_copies, turns), &lists, turns).to_string(), size);
        for (number, visit) in (1..).zip(visits) {
            let moved = moved(visit, n_copies, turns.wrapping_mul(number));
            let history = moved.cart.iter().chain(&moved.bought).rev().cloned().collect();
            let context = Context { history, cart: moved.cart.clone(), ..moved.context() };
            for kind in Type::ALL {
                both.compare_unit(kind.name(), moved.limit, &context);
            }
            for unit in OWN_UNITS {
                both.compare_unit(unit, moved.limit, &context);
            }
            let of_nothing = Context { viewed: None, ..context };
            for unit in ["trending", "front"] {
                both.compare_unit(unit, None, &of_nothing);
            }
        }
    }
}

/// Units that a merchant has named: with filters and a list of their own, of a product and of the shop; with the most viewed
/// products where their type has none, and without them where it has.
const OWN_UNITS: [&str; 4] = ["mine", "front", "filled", "bare"];

/// For each product and type, where in the shop the list begins and how long it is.
fn lists() -> impl Strategy<Value = Vec<(u32, u32)>> {
    proptest::collection::vec((any::<u32>(), 0u32..6), 1..40)
}

/// The shop with lists of its products, of itself, and of units with filters. They name variants too, one product that
/// nobody sells, and some products twice.
fn with_lists(mut shop: Value, lists: &[(u32, u32)], turns: u32) -> Value {
    let products = shop["products"].as_array().unwrap();
    let variants = products.iter().flat_map(|product| product["variants"].as_array().unwrap());
    let skus: Vec<Value> =
        products.iter().map(|product| &product["sku"]).chain(variants).cloned().chain([json!("gone")]).collect();
    let list = |number: u32| -> Vec<Value> {
        let (from, length) = lists[mixed(turns ^ number) as usize % lists.len()];
        let mut list: Vec<Value> =
            (0..length).map(|place| skus[mixed(from + place) as usize % skus.len()].clone()).collect();
        list.extend(list.first().filter(|_| from.is_multiple_of(3)).cloned());
        list
    };
    for (number, product) in (0..).zip(shop["products"].as_array_mut().unwrap()) {
        for (place, kind) in (0..).zip(["viewed-viewed", "bought-bought", "more-like-this", "next-item", "mine"]) {
            product["lists"][kind] = list(number * 8 + place).into();
        }
    }
    for (place, kind) in (0..).zip(["most-viewed", "trending", "view-to-cart", "most-purchased", "front"]) {
        // A build writes no list without a product: the unit has that of its type.
        let list = list(1 << 20 | place);
        if !list.is_empty() {
            shop["lists"][kind] = list.into();
        }
    }
    let cheaper = json!({ "attribute": "price", "operator": "equals or less than", "matched": "price" });
    let cheap = json!({ "attribute": "price", "operator": "equals or less than", "value": 20 });
    shop["units"]["mine"] = json!({ "type": "viewed-viewed", "limit": 3, "include": [cheaper] });
    shop["units"]["front"] = json!({ "type": "trending", "include": [cheap] });
    shop["units"]["filled"] = json!({ "type": "most-purchased", "backup": true });
    shop["units"]["bare"] = json!({ "type": "bought-bought", "backup": false });
    shop
}

/// From chunks of a few products to whole blocks.
fn size() -> impl Strategy<Value = ChunkSize> {
    proptest::sample::select(vec![500, 5_000, 20_000, 1_000_000]).prop_map(|most| ChunkSize { most })
}

/// A shop with many products that are nearly the same, so that rules have more of them than they consider. Of each
/// product there is the first, and copies with other SKUs, prices and stock.
fn grown(Shop(mut shop): Shop, n_copies: u32, turns: u32) -> Value {
    let first = shop["products"].as_array().unwrap().clone();
    let mut products = Vec::new();
    for copy in 0..n_copies {
        for (number, product) in (0..).zip(&first) {
            let dice = mixed(turns ^ (copy << 8 | number));
            let mut product = product.clone();
            rename(&mut product["sku"], copy);
            for key in ["variants", "contains", "related", "up-sell", "cross-sell"] {
                for (place, link) in (1..).zip(product[key].as_array_mut().unwrap()) {
                    let to = mixed(dice + place) % n_copies;
                    rename(if link.is_object() { &mut link["sku"] } else { link }, if copy < 2 { copy } else { to });
                }
            }
            if copy > 0 && dice.is_multiple_of(3) {
                product["price"] = json!(dice / 3 % 30);
            }
            if copy > 0 && dice.is_multiple_of(5) {
                product["in-stock"] = json!(dice.is_multiple_of(2));
            }
            if copy > 0 && dice.is_multiple_of(7) {
                product["categories"] = json!(["Gear/Bags", "Sale"]);
            }
            products.push(product);
        }
    }
    // A rule that considers few of many.
    for rule in shop["rules"].as_array_mut().unwrap() {
        rule["limit"] = json!(rule["limit"].as_u64().map_or(1, |limit| limit.min(2)));
    }
    shop["products"] = Value::Array(products);
    shop
}

/// The same visit, about copies.
fn moved(visit: Visit, n_copies: u32, turns: u32) -> Visit {
    let renamed = |skus: Vec<String>| -> Vec<String> {
        (1..).zip(skus).map(|(number, sku)| name(&sku, mixed(turns + number) % n_copies)).collect()
    };
    Visit {
        viewed: renamed(visit.viewed.into_iter().collect()).pop(),
        cart: renamed(visit.cart),
        shown: renamed(visit.shown),
        bought: renamed(visit.bought),
        ..visit
    }
}

fn rename(sku: &mut Value, copy: u32) {
    *sku = json!(name(sku.as_str().unwrap(), copy));
}

fn name(sku: &str, copy: u32) -> String {
    if copy == 0 { sku.to_owned() } else { format!("{sku}x{copy}") }
}

fn mixed(number: u32) -> u32 {
    let number = (number ^ (number >> 16)).wrapping_mul(0x7feb_352d);
    (number ^ (number >> 15)).wrapping_mul(0x846c_a68b) >> 4
}
