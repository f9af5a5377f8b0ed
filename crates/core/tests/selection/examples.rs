//! Single shops that random ones reach too seldom. The example that Adobe's documentation gives for the real limit
//! (reference, section 3.3): limits 20 and 6 make 26; rules that find 2, 6 and 20 products bring 2, 6 and 18. And a cart
//! whose products each bring another one (decision 2).

use kindred_core::context::Context;
use kindred_core::explain::{Scope, Source, Trace, explain};
use kindred_core::feed;
use kindred_core::link::Relation;
use kindred_core::select::select;
use std::collections::BTreeMap;

fn trace(rotation: &str) -> Trace {
    let product = |number: usize| {
        let set = match number {
            0 => "none",
            1..=2 => "first",
            3..=8 => "second",
            _ => "third",
        };
        format!(r#"{{"sku":"{number}","name":"N","attributes":{{"set":"{set}"}}}}"#)
    };
    let products: Vec<String> = (0..=28).map(product).collect();
    let rule = |(priority, set): (usize, &str)| {
        let display = format!(r#"{{"attribute":"set","operator":"is","value":"{set}"}}"#);
        format!(r#"{{"name":"{set}","relation":"related","priority":{priority},"limit":20,"display":{display}}}"#)
    };
    let rules: Vec<String> = [(1, "first"), (2, "second"), (3, "third")].map(rule).into();
    let text = format!(
        r#"{{"format":1,"currency":"EUR","units":{{"related":{{"limit":6,"rotation":"{rotation}"}}}},
        "products":[{}],"rules":[{}]}}"#,
        products.join(","),
        rules.join(",")
    );
    let context = Context { viewed: Some("0".into()), ..Context::new(|text| text.to_lowercase()) };
    explain(&feed::read(&text).unwrap(), Relation::Related, None, &context, Scope::WholeFeed)
}

/// How many products each rule has in the pool.
fn taken(trace: &Trace) -> BTreeMap<String, usize> {
    let mut taken = BTreeMap::new();
    let stopped = trace
        .rejected
        .iter()
        .filter(|rejection| ["the unit is full", "the draw went to others"].contains(&rejection.why.as_str()));
    let sources = trace.cards.iter().map(|card| &card.source).chain(stopped.map(|rejection| &rejection.source));
    for source in sources {
        if let Source::Rule { rule, .. } = source {
            *taken.entry(rule.clone()).or_insert(0) += 1;
        }
    }
    taken
}

#[test]
fn the_rules_of_the_documented_example_bring_2_6_and_18() {
    for rotation in ["priority-then-id", "priority-then-random", "weighted-random"] {
        let trace = trace(rotation);
        let expected = [("first", 2), ("second", 6), ("third", 18)].map(|(rule, taken)| (rule.to_string(), taken));
        assert_eq!(taken(&trace), BTreeMap::from(expected), "{rotation}");
        let beyond = trace.rejected.iter().filter(|rejection| rejection.why.starts_with("higher rules have brought"));
        assert_eq!(beyond.count(), 2, "{rotation}");
        assert_eq!(trace.cards.len(), 6, "{rotation}");
    }
}

#[test]
fn by_priority_the_six_cards_are_both_of_the_first_rule_and_four_of_the_second() {
    let skus = |rotation| trace(rotation).cards.iter().map(|card| card.sku.clone()).collect::<Vec<_>>();
    assert_eq!(skus("priority-then-id"), ["1", "2", "3", "4", "5", "6"]);
    let mut drawn = skus("priority-then-random");
    drawn[..2].sort_unstable();
    assert_eq!(drawn[..2], ["1", "2"]);
    assert!(drawn[2..].iter().all(|sku| ["3", "4", "5", "6", "7", "8"].contains(&sku.as_str())), "{drawn:?}");
}

#[test]
fn what_goes_with_the_last_added_comes_first_and_a_rule_counts_over_the_whole_cart() {
    let text = r#"{"format":1,"currency":"EUR","products":[
        {"sku":"a","name":"A","attributes":{"set":"1"}},{"sku":"b","name":"B","attributes":{"set":"2"}},
        {"sku":"c","name":"C","attributes":{"set":"1"}},{"sku":"d","name":"D","attributes":{"set":"2"}},
        {"sku":"e","name":"E","attributes":{"set":"1"}}],
        "rules":[{"name":"same set","relation":"cross-sell","limit":2,
            "display":{"attribute":"set","operator":"is","matched":"set"}}]}"#;
    let feed = feed::read(text).unwrap();
    let shown = |cart: &[&str]| {
        let cart = cart.iter().map(ToString::to_string).collect();
        let context = Context { cart, ..Context::new(|text| text.to_lowercase()) };
        let cards = select(&feed, Relation::CrossSell, None, &context);
        cards
            .iter()
            .map(|card| (card.product.sku.clone(), card.reason.anchor().unwrap().sku.clone()))
            .collect::<Vec<_>>()
    };
    let expected = |cards: [(&str, &str); 2]| cards.map(|(sku, anchor)| (sku.to_string(), anchor.to_string()));
    assert_eq!(shown(&["b", "a"]), expected([("d", "b"), ("c", "a")]));
    assert_eq!(shown(&["a", "b"]), expected([("c", "a"), ("e", "a")]));
}
