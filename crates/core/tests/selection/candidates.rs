//! Which of many products a rule considers, and that every product has pages on which it is considered.

use kindred_core::candidates::{BLOCK, SPARE};
use kindred_core::context::Context;
use kindred_core::explain::{Scope, Source, explain};
use kindred_core::feed::{self, Feed};
use kindred_core::link::Relation;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Three hundred mugs, sold out every tenth, and a thousand spoons, of which a rule shows `limit` beside a mug.
fn shop(rotation: &str, limit: u32) -> Feed {
    let product = |kind: &str, number: usize| json!({ "sku": format!("{kind}-{number}"), "name": kind, "categories": [kind], "in-stock": !number.is_multiple_of(10) });
    let mugs = (1..=300).map(|number| product("mug", number));
    let spoons = (1..=1000).map(|number| product("spoon", number));
    let shows = |name: &str| json!({ "attribute": "category", "operator": "is", "value": name });
    let shop: Value = json!({
        "format": 1,
        "currency": "EUR",
        "units": { "related": { "rotation": rotation, "limit": 20 }, "up-sell": { "rotation": rotation, "limit": 20 } },
        "products": mugs.chain(spoons).collect::<Vec<_>>(),
        "rules": [
            { "name": "spoons", "relation": "related", "limit": limit, "match": shows("mug"), "display": shows("spoon") },
            { "name": "mugs", "relation": "up-sell", "limit": limit, "match": shows("mug"), "display": shows("mug") },
        ],
    });
    feed::read(&shop.to_string()).unwrap()
}

/// What the rule of a relation considers beside a mug.
fn considered(feed: &Feed, relation: Relation, mug: usize) -> BTreeSet<String> {
    let context = Context { viewed: Some(format!("mug-{mug}")), ..Context::new(|text| text.to_lowercase()) };
    let trace = explain(feed, relation, None, &context, Scope::Candidates);
    let rejected = trace.rejected.into_iter().map(|rejection| (rejection.sku, rejection.source));
    let all = trace.cards.into_iter().map(|card| (card.sku, card.source)).chain(rejected);
    all.filter(|(_, source)| matches!(source, Source::Rule { .. })).map(|(sku, _)| sku).collect()
}

fn numbered(kind: &str, numbers: impl Iterator<Item = usize>) -> BTreeSet<String> {
    numbers.map(|number| format!("{kind}-{number}")).collect()
}

#[test]
fn without_chance_a_rule_considers_the_first_of_the_feed_that_are_in_stock() {
    let feed = shop("priority-then-id", 4);
    let in_stock = (1..=1000).filter(|number: &usize| !number.is_multiple_of(10));
    let first = numbered("spoon", in_stock.take(4 + SPARE as usize));
    assert_eq!(considered(&feed, Relation::Related, 1), first);
    assert_eq!(considered(&feed, Relation::Related, 50), first);
}

#[test]
fn with_chance_a_rule_considers_neighbours_first_those_behind_before_those_in_front() {
    let feed = shop("priority-then-random", 4);
    // The mugs stand first among their neighbours, since "mug" comes before "spoon". The mug itself is one of those that
    // are considered, and drops out later.
    let behind = |mug: usize, n_left: usize| {
        let block = (mug - 1) / BLOCK as usize * BLOCK as usize;
        let size = (300 - block).min(BLOCK as usize);
        let around = (0..BLOCK as usize).map(move |step| (mug - 1 - block + step) % BLOCK as usize);
        let mugs = around.filter(move |step| *step < size).map(move |step| block + step + 1);
        numbered("mug", mugs.filter(|number| !number.is_multiple_of(10)).take(n_left))
    };
    for mug in [1, 5, 125, 128, 129, 299] {
        assert_eq!(considered(&feed, Relation::UpSell, mug), behind(mug, 4 + SPARE as usize), "mug-{mug}");
    }
}

#[test]
fn products_far_away_are_considered_from_another_point_on_in_each_block() {
    let feed = shop("priority-then-random", 20);
    let [one, same, other] = [1, 128, 129].map(|mug| considered(&feed, Relation::Related, mug));
    assert_eq!(one.len(), 20 + SPARE as usize);
    assert_eq!(one, same, "neighbours share what they show");
    assert!(one.intersection(&other).count() < 4, "others show others");
}

#[test]
fn a_rule_that_has_few_products_considers_them_all_sold_out_or_not() {
    let feed = shop("priority-then-random", 20);
    let few = feed.products.iter().take(25).cloned().collect();
    let feed = feed.with_products(few);
    assert_eq!(considered(&feed, Relation::UpSell, 1), numbered("mug", 1..=25));
}

#[test]
fn every_product_is_considered_on_some_page_of_its_neighbours() {
    let feed = shop("weighted-random", 1);
    let all: BTreeSet<String> = (1..=300).flat_map(|mug| considered(&feed, Relation::UpSell, mug)).collect();
    assert_eq!(all, numbered("mug", (1..=300).filter(|number: &usize| !number.is_multiple_of(10))));
}
