//! That the random shops reach what they should: no outcome of any operator, attribute or reason is so rare that the
//! properties would hold for want of cases.

use crate::generate::{Shop, Visit, read, shop, visits};
use crate::naive::{Matched, Naive, compare};
use kindred_core::explain::{Scope, Source, explain};
use kindred_core::operator::OPERATORS;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::Value;
use std::collections::BTreeMap;

/// A fixed sample: the same in every run.
fn sample(n_shops: usize) -> Vec<(Shop, Vec<Visit>)> {
    let mut runner = TestRunner::deterministic();
    let strategy = (shop(), visits());
    (0..n_shops).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

/// How often something holds, and how often it was asked.
#[derive(Default)]
struct Share {
    held: u32,
    asked: u32,
}

impl Share {
    fn add(&mut self, holds: bool) {
        self.held += u32::from(holds);
        self.asked += 1;
    }

    fn of_one(&self) -> f64 {
        f64::from(self.held) / f64::from(self.asked.max(1))
    }
}

fn assert_neither_is_rare(shares: &BTreeMap<String, Share>, least: f64) {
    let rare: Vec<String> = shares
        .iter()
        .filter(|(_, share)| share.of_one() < least || share.of_one() > 1.0 - least)
        .map(|(name, share)| format!("{name}: {:.3} of {}", share.of_one(), share.asked))
        .collect();
    assert!(rare.is_empty(), "rarer than {least}: {rare:#?}");
}

/// Every comparison in a tree.
fn leaves<'a>(tree: &'a Value, found: &mut Vec<&'a Value>) {
    if tree["attribute"].is_string() {
        found.push(tree);
    }
    for children in [&tree["all"], &tree["any"]] {
        children.as_array().into_iter().flatten().for_each(|child| leaves(child, found));
    }
}

#[test]
fn each_operator_and_each_attribute_holds_and_fails_often() {
    let (mut operators, mut attributes, mut trees) = (BTreeMap::new(), BTreeMap::new(), Share::default());
    let mut logics_differ = Share::default();
    for (shop, visits) in sample(60) {
        let naive = Naive::of(&shop, &visits[0]);
        let mut other = shop.clone();
        other.0["logic"] = if naive.is_plain() { "adobe" } else { "plain" }.into();
        let other = Naive::of(&other, &visits[0]);
        let anchor = &naive.products()[0];
        for rule in shop.0["rules"].as_array().into_iter().flatten() {
            let mut found = Vec::new();
            for tree in [&rule["match"], &rule["display"]] {
                leaves(tree, &mut found);
            }
            let matched = Matched { product: anchor, products_to_match: &rule["match"] };
            for product in naive.products() {
                if rule["display"].is_object() {
                    trees.add(naive.displays(rule, product, anchor));
                }
                for leaf in &found {
                    let holds = naive.accepts(leaf, product, matched);
                    let text = |key: &str| leaf[key].as_str().unwrap_or_default();
                    operators
                        .entry(compare::code(text("operator")).to_string())
                        .or_insert_with(Share::default)
                        .add(holds);
                    attributes.entry(text("attribute").to_string()).or_insert_with(Share::default).add(holds);
                    logics_differ.add(holds != other.accepts(leaf, product, matched));
                }
            }
        }
    }
    assert_eq!(operators.len(), OPERATORS.len());
    assert_neither_is_rare(&operators, 0.05);
    assert_neither_is_rare(&attributes, 0.1);
    assert_neither_is_rare(&BTreeMap::from([("trees".to_string(), trees)]), 0.3);
    assert!(logics_differ.of_one() > 0.05, "{:.3}", logics_differ.of_one());
}

/// What brings a card, what keeps a rule silent, what stops a product.
const KINDS: [&str; 28] = [
    "a link",
    "a bundle",
    "a rule, PriorityThenId",
    "a rule, PriorityThenRandom",
    "a rule, WeightedRandom",
    "the unit is switched off",
    "the unit shows chosen products only",
    "it is switched off",
    "its first day is still to come",
    "its last day has passed",
    "it has dates, and today is not known",
    "the shopper is in none of its segments",
    "the feed has no such product",
    "it has no page of its own",
    "it is out of stock",
    "it is in the cart",
    "it is the viewed product, its parent or its variant",
    "an earlier unit of the page shows it",
    "the shopper has bought it",
    "a filter compares with a price that the viewed product does not have",
    "a filter of the unit",
    "a condition of the rule",
    "it is there already",
    "the rule brings 1 at most",
    "the unit takes no more bundles",
    "the unit is full",
    "the draw went to others",
    "higher rules have brought as many as the unit considers",
];

#[test]
fn each_kind_of_card_and_each_reason_comes_up() {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let mut filled = Share::default();
    for (shop, visits) in sample(300) {
        let feed = read(&shop);
        for visit in visits {
            let trace = explain(&feed, visit.relation, visit.limit, &visit.context(), Scope::WholeFeed);
            filled.add(!trace.cards.is_empty());
            let cards = trace.cards.iter().map(|card| match card.source {
                Source::Link { .. } => "a link".to_string(),
                Source::Bundle { .. } => "a bundle".to_string(),
                Source::Rule { .. } => format!("a rule, {:?}", trace.rotation),
                ref other => unreachable!("no relation shows {other:?}"),
            });
            let silent = trace.rules.iter().filter_map(|rule| rule.silent.map(Into::into));
            let reasons = trace.rejected.iter().map(|rejection| rejection.why.clone());
            for name in cards.chain(silent).chain(reasons) {
                *counts.entry(name).or_insert(0) += 1;
            }
        }
    }
    assert!(filled.of_one() > 0.3, "{:.3} of the units show anything", filled.of_one());
    let rare: Vec<_> = KINDS.iter().filter(|kind| counts.get(**kind).is_none_or(|count| *count < 5)).collect();
    assert!(rare.is_empty(), "rare: {rare:?} of {counts:#?}");
}
