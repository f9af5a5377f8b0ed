//! The trace: the same cards, every rule, and for every product that does not show a reason that is true.

use crate::generate::{Shop, Visit, cases, read, shop, visits};
use crate::naive::Naive;
use kindred_core::candidates::SPARE;
use kindred_core::context::Context;
use kindred_core::explain::{Rejection, Scope, Source, Trace, explain};
use kindred_core::feed::{self, Feed};
use kindred_core::link::Relation;
use kindred_core::select::{Reason, select};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

fn trace(feed: &Feed, visit: &Visit) -> Trace {
    explain(feed, visit.relation, visit.limit, &visit.context(), Scope::WholeFeed)
}

fn source(reason: Reason<'_>) -> Source {
    match reason {
        Reason::Link { from, position } => Source::Link { from: from.sku.clone(), position },
        Reason::Bundle { part } => Source::Bundle { part: part.sku.clone() },
        Reason::Rule { rule, matched } => Source::Rule { rule: rule.name.clone(), matched: matched.sku.clone() },
        other => unreachable!("no relation shows {other:?}"),
    }
}

/// What stopped a product after a rule had brought it.
const BEHIND_A_RULE: [&str; 3] =
    ["the unit is full", "the draw went to others", "higher rules have brought as many as the unit considers"];

/// How many products each rule has brought as far as the pool, and how many of them are in it.
fn brought(trace: &Trace) -> (BTreeMap<&str, usize>, usize) {
    let mut by_rule = BTreeMap::new();
    let mut in_pool = 0;
    let cards = trace.cards.iter().map(|card| (&card.source, "on a card"));
    let stopped = trace.rejected.iter().map(|rejection| (&rejection.source, rejection.why.as_str()));
    for (source, why) in cards.chain(stopped) {
        if let Source::Rule { rule, .. } = source
            && (why == "on a card" || BEHIND_A_RULE.contains(&why))
        {
            *by_rule.entry(rule.as_str()).or_insert(0) += 1;
            in_pool += usize::from(why != BEHIND_A_RULE[2]);
        }
    }
    (by_rule, in_pool)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_trace_has_exactly_the_cards_of_the_selection(shop in shop(), visits in visits()) {
        let feed = read(&shop);
        for visit in visits {
            let selected = select(&feed, visit.relation, visit.limit, &visit.context());
            let expected: Vec<(String, Source)> =
                selected.iter().map(|card| (card.product.sku.clone(), source(card.reason))).collect();
            let trace = trace(&feed, &visit);
            let traced: Vec<(String, Source)> =
                trace.cards.iter().map(|card| (card.sku.clone(), card.source.clone())).collect();
            prop_assert_eq!(traced, expected);
            let json = serde_json::to_value(&trace).unwrap();
            prop_assert_eq!(json["cards"].as_array().map(Vec::len), Some(trace.cards.len()));
            prop_assert!(trace.to_string().starts_with(visit.relation.name()));
        }
    }

    #[test]
    fn whatever_a_speaking_rule_might_bring_is_a_card_or_has_a_reason(shop in shop(), visits in visits()) {
        let feed = read(&shop);
        for visit in visits {
            let trace = trace(&feed, &visit);
            let naive = Naive::of(&shop, &visit);
            let unit = naive.unit();
            if unit["active"] == false || unit["show"] == "selected" {
                prop_assert!(trace.rules.iter().all(|rule| rule.silent.is_some()));
                continue;
            }
            let speaking = naive.speaking();
            let first = speaking.first().map(|(rule, _)| rule["priority"].clone());
            let n_enough = unit["limit"].as_u64().unwrap_or(5) as usize + SPARE as usize;
            for (rule, anchors) in &speaking {
                let draws_from_all = unit["rotation"] == "weighted-random";
                let may_be_superfluous = !draws_from_all && Some(&rule["priority"]) != first.as_ref() && naive.products().len() >= n_enough;
                for (_, anchor) in anchors {
                    let [name, matched] = [&rule["name"], &anchor["sku"]].map(|text| text.as_str().unwrap_or_default().to_string());
                    let source = Source::Rule { rule: name, matched };
                    // Where the rules above can bring all that the unit shows, and some more, it was not asked at all.
                    let is_asked = trace.cards.iter().any(|card| card.source == source) || trace.rejected.iter().any(|rejection| rejection.source == source);
                    if may_be_superfluous && !is_asked {
                        continue;
                    }
                    for product in naive.products() {
                        let sku = product["sku"].as_str().unwrap_or_default();
                        let shows = trace.cards.iter().filter(|card| card.sku == sku && card.source == source).count();
                        let reasons: Vec<&Rejection> = trace.rejected.iter().filter(|rejection| rejection.sku == sku && rejection.source == source).collect();
                        prop_assert_eq!(shows + reasons.len(), 1, "{} by {:?}", sku, source);
                        prop_assert!(reasons.iter().all(|rejection| !rejection.why.is_empty()));
                    }
                }
            }
        }
    }

    #[test]
    fn every_link_to_another_product_is_a_card_or_has_a_reason(shop in shop(), visits in visits()) {
        let feed = read(&shop);
        for visit in visits {
            let trace = trace(&feed, &visit);
            let naive = Naive::of(&shop, &visit);
            let shows_links = naive.unit()["active"] != false && naive.unit()["show"] != "rules";
            let of_links = |source: &Source| matches!(source, Source::Link { .. });
            let n_traced = trace.cards.iter().filter(|card| of_links(&card.source)).count()
                + trace.rejected.iter().filter(|rejection| of_links(&rejection.source)).count();
            let links = naive.anchors().into_iter().filter_map(|anchor| anchor[visit.relation.name()].as_array()).map(Vec::len);
            prop_assert_eq!(n_traced, if shows_links { links.sum() } else { 0 });
        }
    }

    #[test]
    fn a_rules_limit_and_the_real_limit_hold(shop in shop(), visits in visits()) {
        let feed = read(&shop);
        for visit in visits {
            let trace = trace(&feed, &visit);
            let (by_rule, in_pool) = brought(&trace);
            let speaking = Naive::of(&shop, &visit).speaking();
            let limit = |rule: &Value| rule["limit"].as_u64().unwrap_or(20) as usize;
            for (rule, _) in &speaking {
                let n_brought = by_rule.get(rule["name"].as_str().unwrap_or_default());
                prop_assert!(n_brought.is_none_or(|n_brought| *n_brought <= limit(rule)), "{}: {:?}", rule, n_brought);
            }
            let largest = speaking.iter().map(|(rule, _)| limit(rule)).max().unwrap_or(0);
            prop_assert!(in_pool <= trace.limit + largest);
        }
    }

    #[test]
    fn every_reason_is_true(shop in shop(), visits in visits()) {
        let feed = read(&shop);
        for visit in visits {
            let trace = trace(&feed, &visit);
            for rejection in &trace.rejected {
                prop_assert!(is_true(rejection, &trace, &shop, &visit), "{:?}", rejection);
            }
        }
    }

    #[test]
    fn every_rule_of_the_relation_says_what_became_of_it(shop in shop(), visits in visits()) {
        let feed = read(&shop);
        for visit in visits {
            let trace = trace(&feed, &visit);
            let naive = Naive::of(&shop, &visit);
            let expected: Vec<&str> =
                feed.rules.iter().filter(|rule| rule.relation == visit.relation).map(|rule| rule.name.as_str()).collect();
            let found: Vec<&str> = trace.rules.iter().map(|rule| rule.rule.as_str()).collect();
            prop_assert_eq!(found, expected);
            if naive.unit()["active"] == false || naive.unit()["show"] == "selected" {
                continue;
            }
            let speaking = naive.speaking();
            for rule in &trace.rules {
                let matched: Vec<&str> = speaking.iter().filter(|(speaking, _)| speaking["name"] == *rule.rule)
                    .flat_map(|(_, anchors)| anchors).filter_map(|(_, anchor)| anchor["sku"].as_str()).collect();
                prop_assert_eq!(&rule.matched, &matched);
                // Which products it matches is known before it turns out that nothing more is needed.
                let is_asked = rule.silent.is_none_or(|why| why == "higher rules have enough to show");
                let n_asked = if is_asked { trace.anchors.len() } else { 0 };
                prop_assert_eq!(rule.matched.len() + rule.not_matched.len(), n_asked);
            }
        }
    }
}

/// Whether what a rejection says is so.
fn is_true(rejection: &Rejection, trace: &Trace, shop: &Shop, visit: &Visit) -> bool {
    let naive = Naive::of(shop, visit);
    let written = |sku: &str| naive.products().iter().find(|product| product["sku"] == sku);
    let Some(product) = written(&rejection.sku) else { return rejection.why == "the feed has no such product" };
    let anchor = match &rejection.source {
        Source::Link { from: anchor, .. } | Source::Bundle { part: anchor } | Source::Rule { matched: anchor, .. } => {
            anchor
        }
        other => unreachable!("no relation shows {other:?}"),
    };
    let Some(anchor) = written(anchor) else { return false };
    let rule = match &rejection.source {
        Source::Rule { rule, .. } => {
            shop.0["rules"].as_array().into_iter().flatten().find(|known| known["name"] == **rule)
        }
        _ => None,
    };
    let knows = |known: &[String]| {
        let variants = product["variants"].as_array().into_iter().flatten();
        variants.chain([&product["sku"]]).any(|sku| known.iter().any(|known| sku == known))
    };
    let (by_rule, in_pool) = brought(trace);
    let is_full = trace.cards.len() == trace.limit;
    let limit = |rule: &Value| rule["limit"].as_u64().unwrap_or(20) as usize;
    let largest = || naive.speaking().iter().map(|(rule, _)| limit(rule)).max().unwrap_or(0);
    match rejection.why.as_str() {
        "it has no page of its own" => product["visible"] == false,
        "it is out of stock" => !naive.is_in_stock(product) && shop.0["show-out-of-stock"] == false,
        "it is in the cart" => visit.relation == Relation::CrossSell && naive.is_about(product),
        "it is the viewed product, its parent or its variant" => naive.is_about(product),
        "an earlier unit of the page shows it" => knows(&visit.shown),
        "the shopper has bought it" => knows(&visit.bought),
        "a filter compares with a price that the viewed product does not have" | "a filter of the unit" => {
            !naive.passes_filters(product, anchor)
        }
        "a condition of the rule" => {
            rejection.condition.is_some() && rule.is_some_and(|rule| !naive.displays(rule, product, anchor))
        }
        "it is there already" => {
            let is_card = trace.cards.iter().any(|card| card.sku == rejection.sku);
            let came = |other: &&Rejection| {
                other.sku == rejection.sku
                    && (BEHIND_A_RULE.contains(&other.why.as_str()) || other.why.starts_with("the rule brings"))
            };
            is_card || trace.rejected.iter().any(|other| came(&other))
        }
        "the unit takes no more bundles" => naive.unit()["bundles"].is_number(),
        "the unit is full" | "the draw went to others" => is_full,
        "higher rules have brought as many as the unit considers" => in_pool == trace.limit + largest(),
        why => rule.is_some_and(|rule| {
            why.starts_with(&format!("the rule brings {} at most", limit(rule)))
                && rule["name"].as_str().and_then(|name| by_rule.get(name)) == Some(&limit(rule))
        }),
    }
}

const TWO_OF_ONE_NAME: &str = r#"{"format":1,"currency":"EUR","products":[{"sku":"a","name":"A"},{"sku":"b","name":"B"}],"rules":[
    {"name":"r","relation":"cross-sell","match":{"attribute":"name","operator":"is","value":"X"}},
    {"name":"r","relation":"cross-sell","priority":2},
    {"name":"off","relation":"cross-sell","priority":3,"active":false}]}"#;

#[test]
fn rules_of_one_name_stay_apart_and_those_with_nothing_to_match_are_there() {
    let feed = feed::read(TWO_OF_ONE_NAME).unwrap();
    let rules = |cart: &[&str]| {
        let cart = cart.iter().map(ToString::to_string).collect();
        let context = Context { cart, ..Context::new(|text| text.to_lowercase()) };
        let trace = explain(&feed, Relation::CrossSell, None, &context, Scope::WholeFeed);
        trace
            .rules
            .into_iter()
            .map(|rule| (rule.priority, rule.matched.len(), rule.not_matched.len()))
            .collect::<Vec<_>>()
    };
    assert_eq!(rules(&["a"]), [(1, 0, 1), (2, 1, 0), (3, 0, 0)]);
    assert_eq!(rules(&[]), [(1, 0, 0), (2, 0, 0), (3, 0, 0)]);
}
