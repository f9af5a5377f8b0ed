//! The evaluator agrees with the naive one: on each product of each rule, and on whole selections.

use crate::generate::{Visit, cases, read, shop, visits};
use crate::naive::{Naive, NaiveCard};
use kindred_core::condition::Scene;
use kindred_core::link::Relation;
use kindred_core::select::{Card, Reason, select};
use proptest::prelude::*;
use serde_json::Value;

fn as_naive(card: &Card<'_>) -> NaiveCard {
    let (kind, rule) = match card.reason {
        Reason::Link { .. } => ("link", String::new()),
        Reason::Bundle { .. } => ("bundle", String::new()),
        Reason::Rule { rule, .. } => ("rule", rule.name.clone()),
        other => unreachable!("no relation shows {other:?}"),
    };
    NaiveCard { sku: card.product.sku.clone(), kind, rule, anchor: card.reason.anchor().unwrap().sku.clone() }
}

/// The rule of that name, as it is written.
fn written<'a>(shop: &'a Value, name: &str) -> &'a Value {
    let rules = shop["rules"].as_array().into_iter().flatten();
    rules.into_iter().find(|rule| rule["name"] == name).unwrap_or(&Value::Null)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_rule_accepts_the_products_that_the_naive_evaluator_accepts(shop in shop(), visits in visits()) {
        let feed = read(&shop);
        for visit in visits {
            let context = visit.context();
            let scene = Scene::of(&feed, &context);
            let naive = Naive::of(&shop, &visit);
            for rule in &feed.rules {
                let written = written(&shop.0, &rule.name);
                for (anchor, naive_anchor) in feed.products.iter().zip(naive.products()) {
                    let matches = naive.matches(written, naive_anchor);
                    prop_assert_eq!(rule.matches(anchor, &scene), matches, "{} matches {}", written, naive_anchor);
                    for (product, naive_product) in feed.products.iter().zip(naive.products()) {
                        prop_assert_eq!(
                            rule.displays(product, anchor, &scene),
                            naive.displays(written, naive_product, naive_anchor),
                            "{} shows {} to {}", written, naive_product, naive_anchor
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn by_priority_and_id_the_cards_are_those_of_the_naive_evaluator(shop in shop(), visits in visits()) {
        for (relation, visit) in Relation::ALL.into_iter().flat_map(|relation| visits.iter().map(move |visit| (relation, visit))) {
            let visit = Visit { relation, ..visit.clone() };
            let mut shop = shop.clone();
            // All rules for this unit, so that many meet.
            for rule in shop.0["rules"].as_array_mut().into_iter().flatten() {
                rule["relation"] = relation.name().into();
            }
            shop.0["units"][relation.name()]["rotation"] = "priority-then-id".into();
            let feed = read(&shop);
            let cards: Vec<NaiveCard> =
                select(&feed, relation, visit.limit, &visit.context()).iter().map(as_naive).collect();
            prop_assert_eq!(cards, Naive::of(&shop, &visit).select());
        }
    }
}
