//! What a trace says, in the words a person reads.

use super::{Scope, explain};
use crate::context::Context;
use crate::feed;
use crate::link::Relation;
use crate::select::select;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

const FEED: &str = r#"{
  "format": 1, "currency": "EUR",
  "units": { "related": { "limit": 3, "exclude": [{ "attribute": "price", "operator": "greater than", "value": 50 }] } },
  "products": [
    { "sku": "mug", "name": "Mug", "price": 18, "categories": ["Kitchen/Mugs"], "related": ["gone", "tea"] },
    { "sku": "tea", "name": "Tea", "price": 7, "categories": ["Tea"] },
    { "sku": "jug", "name": "Jug", "price": 30, "categories": ["Kitchen/Jugs"] },
    { "sku": "pot", "name": "Pot", "price": 25, "categories": ["Kitchen/Pots"], "in-stock": false },
    { "sku": "urn", "name": "Urn", "price": 80, "categories": ["Kitchen/Pots"] },
    { "sku": "cup", "name": "Cup", "price": 12, "categories": ["Kitchen/Mugs"] },
    { "sku": "pan", "name": "Pan", "price": 40, "categories": ["Kitchen"] },
    { "sku": "hob", "name": "Hob", "price": 45, "categories": ["Kitchen"] }
  ],
  "rules": [
    { "name": "dearer", "relation": "related", "priority": 2, "limit": 2,
      "match": { "attribute": "category", "operator": "is", "value": "Kitchen" },
      "display": { "all": [
        { "attribute": "category", "operator": "is", "value": "Kitchen" },
        { "attribute": "price", "operator": "greater than", "matched": "price", "percent": 120 } ] } },
    { "name": "tea time", "relation": "related", "priority": 1,
      "match": { "attribute": "category", "operator": "is", "value": "Tea" } },
    { "name": "advent", "relation": "related", "from": "2026-12-01" }
  ]
}"#;

fn context() -> Context {
    Context { viewed: Some("mug".to_string()), ..Context::new(|text| text.to_lowercase()) }
}

#[test]
fn a_trace_reads_as_a_tree() {
    let feed = feed::read(FEED).unwrap();
    let text = explain(&feed, Relation::Related, None, &context(), Scope::WholeFeed).to_string();
    let expected = r#"related for mug
  at most 3; chosen products, then those of rules; by priority, then in the order of the feed

3 cards
  1. tea  Tea
     linked from mug, position 2
  2. jug  Jug
     rule "dearer", which matches mug
       yes category is "Kitchen": "Kitchen/Jugs"
       yes price greater than 120 % of the matched product's price: 30, against 21.6
  3. pan  Pan
     rule "dearer", which matches mug
       yes category is "Kitchen": "Kitchen"
       yes price greater than 120 % of the matched product's price: 40, against 21.6

Rules
  1 "tea time" does not match mug
     no  category is "Tea": "Kitchen/Mugs"
  1 "advent" is silent: it has dates, and today is not known
  2 "dearer" matches mug

Not shown
  linked
    1 x the feed has no such product: gone
  rule "dearer", which matches mug
    2 x a condition of the rule: price greater than 120 % of the matched product's price: mug (18), cup (12)
    1 x it is there already: tea
    1 x a filter of the unit: must not be: price greater than 50: urn (80)
    1 x it is out of stock: pot
    1 x the rule brings 2 at most: hob
"#;
    assert_eq!(text, expected);
}

#[test]
fn a_trace_has_the_cards_of_the_selection() {
    let feed = feed::read(FEED).unwrap();
    for limit in [None, Some(0), Some(1), Some(9)] {
        let cards = select(&feed, Relation::Related, limit, &context());
        let skus: Vec<&str> = cards.iter().map(|card| card.product.sku.as_str()).collect();
        let trace = explain(&feed, Relation::Related, limit, &context(), Scope::WholeFeed);
        let traced: Vec<&str> = trace.cards.iter().map(|card| card.sku.as_str()).collect();
        assert_eq!(skus, traced);
    }
}

#[test]
fn an_alternative_that_fails_shows_all_of_its_parts() {
    let rule = r#"{"format":1,"currency":"EUR","products":[{"sku":"a","name":"A"},{"sku":"b","name":"B","attributes":{"colour":"red"}}],
        "rules":[{"name":"r","relation":"related","display":{"any":[
            {"attribute":"colour","operator":"is","value":"blue"},{"all":[{"attribute":"colour","operator":"is undefined"}],"are":true}]}}]}"#;
    let feed = feed::read(rule).unwrap();
    let context = Context { viewed: Some("a".to_string()), ..context() };
    let trace = explain(&feed, Relation::Related, None, &context, Scope::WholeFeed);
    let rejection = trace.rejected.iter().find(|rejection| rejection.sku == "b").unwrap();
    let finding = rejection.condition.as_ref().unwrap();
    assert_eq!(finding.condition, "one of these must be true");
    let parts: Vec<String> = finding.parts.iter().map(ToString::to_string).collect();
    assert_eq!(parts, [r#"no  colour is "blue": "red""#, "no  all of these must be true"]);
}
