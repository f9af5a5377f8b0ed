//! What a unit shows, in sentences.

use super::{Reason, select};
use crate::context::Context;
use crate::feed::{self, Feed};
use crate::link::Relation;
use crate::rule::Day;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use alloc::{format, vec};
use proptest::prelude::*;

fn feed_of(products: &str, rules: &str) -> Feed {
    feed::read(&format!(r#"{{"format":1,"currency":"EUR","products":[{products}],"rules":[{rules}]}}"#)).unwrap()
}

fn context() -> Context {
    Context::new(|text| text.to_lowercase())
}

fn viewing(sku: &str) -> Context {
    Context { viewed: Some(sku.to_string()), ..context() }
}

fn with_cart(skus: &[&str]) -> Context {
    Context { cart: skus.iter().map(ToString::to_string).collect(), ..context() }
}

fn skus(feed: &Feed, relation: Relation, context: &Context) -> Vec<String> {
    select(feed, relation, None, context).iter().map(|card| card.product.sku.clone()).collect()
}

const FIVE: &str = r#"
    {"sku":"a","name":"A","price":10,"related":["c","b"],"cross-sell":["b","c"]},
    {"sku":"b","name":"B","price":20,"cross-sell":["d","a"]},
    {"sku":"c","name":"C","price":30,"cross-sell":[{"sku":"e","position":1}]},
    {"sku":"d","name":"D","price":40},
    {"sku":"e","name":"E","price":50}"#;

#[test]
fn links_show_in_their_order() {
    assert_eq!(skus(&feed_of(FIVE, ""), Relation::Related, &viewing("a")), ["c", "b"]);
}

#[test]
fn positions_decide_and_ties_keep_the_written_order() {
    let products = r#"{"sku":"a","name":"A","related":[{"sku":"b","position":5},{"sku":"c","position":2},{"sku":"d","position":5},{"sku":"e","position":0}]},
        {"sku":"b","name":"B"},{"sku":"c","name":"C"},{"sku":"d","name":"D"},{"sku":"e","name":"E"}"#;
    assert_eq!(skus(&feed_of(products, ""), Relation::Related, &viewing("a")), ["e", "c", "b", "d"]);
}

#[test]
fn rules_fill_up_behind_links_without_repeating_them() {
    let rule = r#"{"name":"dearer","relation":"related","display":{"attribute":"price","operator":"greater than","matched":"price"}}"#;
    let feed = feed_of(FIVE, rule);
    let cards = select(&feed, Relation::Related, None, &viewing("a"));
    let shown: Vec<&str> = cards.iter().map(|card| card.product.sku.as_str()).collect();
    assert_eq!(shown, ["c", "b", "d", "e"]);
    assert!(matches!(cards[1].reason, Reason::Link { from, position: 2 } if from.sku == "a"));
    assert!(matches!(cards[2].reason, Reason::Rule { rule, matched } if rule.name == "dearer" && matched.sku == "a"));
}

#[test]
fn the_cart_shows_what_goes_with_the_last_added_first_and_nothing_that_is_in_it() {
    let feed = feed_of(FIVE, "");
    assert_eq!(skus(&feed, Relation::CrossSell, &with_cart(&["b", "a"])), ["d", "c"]);
    assert_eq!(skus(&feed, Relation::CrossSell, &with_cart(&["a", "b"])), ["c", "d"]);
    assert_eq!(skus(&feed, Relation::CrossSell, &with_cart(&["a"])), ["b", "c"]);
    assert_eq!(skus(&feed, Relation::CrossSell, &with_cart(&[])), [""; 0]);
}

#[test]
fn behind_the_last_added_the_links_of_the_rest_merge_by_position() {
    let feed = feed_of(FIVE, "");
    // b first: d (a is in the cart). Then a's c at 2 and c's e at 1; c itself is in the cart.
    assert_eq!(skus(&feed, Relation::CrossSell, &with_cart(&["b", "a", "c"])), ["d", "e"]);
}

#[test]
fn what_the_page_knows_to_be_sold_out_makes_room_for_the_next_one() {
    let rule = r#"{"name":"any","relation":"related"}"#;
    let feed = feed_of(FIVE, rule);
    let sold_out = |skus: &[&str]| Context { sold_out: skus.iter().map(ToString::to_string).collect(), ..viewing("a") };
    let shown = |context: &Context| -> Vec<String> {
        select(&feed, Relation::Related, Some(2), context).iter().map(|card| card.product.sku.clone()).collect()
    };
    assert_eq!(shown(&sold_out(&["b"])), ["c", "d"]);
    assert_eq!(shown(&sold_out(&["c", "b", "d", "nobody"])), ["e"]);
    let shows_them =
        feed::read(&format!(r#"{{"format":1,"currency":"EUR","show-out-of-stock":true,"products":[{FIVE}]}}"#));
    assert_eq!(skus(&shows_them.unwrap(), Relation::Related, &sold_out(&["b"])), ["c", "b"]);
}

#[test]
fn a_variant_that_is_sold_out_leaves_its_parent_where_it_is() {
    let products = r#"{"sku":"a","name":"A","related":["shirt"]},
        {"sku":"shirt","name":"Shirt","variants":["shirt-blue"]},{"sku":"shirt-blue","name":"Blue","visible":false}"#;
    for products in [products, &products.replace("shirt-blue\"]", "shirt-red\",\"shirt-blue\"]")] {
        for variant in ["shirt-blue", "shirt-red"] {
            let context = Context { sold_out: vec![variant.into()], ..viewing("a") };
            assert_eq!(skus(&feed_of(products, ""), Relation::Related, &context), ["shirt"], "{variant}");
        }
    }
}

#[test]
fn the_viewed_product_its_parent_and_its_variants_never_show() {
    let products = r#"{"sku":"p","name":"P","variants":["p-1","p-2"],"related":["p","p-1","q"]},
        {"sku":"p-2","name":"P2","related":["p"]},{"sku":"q","name":"Q"}"#;
    let every = r#"{"name":"all","relation":"related"}"#;
    let feed = feed_of(products, every);
    assert_eq!(skus(&feed, Relation::Related, &viewing("p")), ["q"]);
    assert_eq!(skus(&feed, Relation::Related, &viewing("p-1")), ["q"], "a variant speaks as its parent");
    assert_eq!(skus(&feed, Relation::Related, &viewing("p-2")), ["q"], "its parent is the same thing to a shopper");
}

#[test]
fn a_variant_in_the_cart_keeps_its_parent_away() {
    let products = r#"{"sku":"p","name":"P","variants":["p-1"]},{"sku":"q","name":"Q","cross-sell":["p","r"]},{"sku":"r","name":"R"}"#;
    assert_eq!(skus(&feed_of(products, ""), Relation::CrossSell, &with_cart(&["q", "p-1"])), ["r"]);
}

#[test]
fn hidden_and_sold_out_products_do_not_show() {
    let products = r#"{"sku":"a","name":"A","related":["b","c","d"]},{"sku":"b","name":"B","visible":false},
        {"sku":"c","name":"C","in-stock":false},{"sku":"d","name":"D"}"#;
    assert_eq!(
        skus(&feed_of(products, r#"{"name":"all","relation":"related"}"#), Relation::Related, &viewing("a")),
        ["d"]
    );
}

#[test]
fn a_rule_outside_its_window_selects_nothing() {
    let rule = r#"{"name":"advent","relation":"related","from":"2026-12-01","to":"2026-12-24"}"#;
    let feed = feed_of(r#"{"sku":"a","name":"A"},{"sku":"b","name":"B"}"#, rule);
    let on = |day: &str| skus(&feed, Relation::Related, &Context { today: Day::parse(day), ..viewing("a") });
    assert_eq!(on("2026-11-30"), [""; 0]);
    assert_eq!(on("2026-12-01"), ["b"]);
    assert_eq!(on("2026-12-24"), ["b"]);
    assert_eq!(on("2026-12-25"), [""; 0]);
    assert_eq!(skus(&feed, Relation::Related, &viewing("a")), [""; 0], "without a date nothing dated speaks");
}

#[test]
fn a_rule_for_segments_speaks_to_a_shopper_in_any_of_them() {
    let rule = r#"{"name":"vip","relation":"related","segments":["vip","staff"]}"#;
    let feed = feed_of(r#"{"sku":"a","name":"A"},{"sku":"b","name":"B"}"#, rule);
    assert_eq!(skus(&feed, Relation::Related, &viewing("a")), [""; 0]);
    let staff = Context { segments: vec!["staff".into()], ..viewing("a") };
    assert_eq!(skus(&feed, Relation::Related, &staff), ["b"]);
}

#[test]
fn a_higher_priority_fills_first_and_a_rule_keeps_to_its_limit() {
    let rules = r#"{"name":"low","relation":"related","priority":2},
        {"name":"high","relation":"related","priority":1,"limit":1,"display":{"attribute":"sku","operator":"is one of","value":"e, d"}}"#;
    let feed = feed_of(FIVE, rules);
    assert_eq!(skus(&feed, Relation::Related, &viewing("b")), ["d", "a", "c", "e"]);
}

#[test]
fn a_product_counts_as_being_in_the_categories_above_its_own() {
    let products = r#"{"sku":"a","name":"A","categories":["Gear/Bags"]},{"sku":"b","name":"B","categories":["Gear/Bags/Duffels"]},
        {"sku":"c","name":"C","categories":["Gear/Watches"]},{"sku":"d","name":"D","categories":["Gear"]},{"sku":"e","name":"E"}"#;
    let shown = |condition: &str| {
        let rule = format!(r#"{{"name":"r","relation":"related","display":{condition}}}"#);
        skus(&feed_of(products, &rule), Relation::Related, &viewing("a"))
    };
    let constant = |operator: &str, value: &str| {
        shown(&format!(r#"{{"attribute":"category","operator":"{operator}","value":{value}}}"#))
    };
    assert_eq!(constant("is", r#""Gear""#), ["b", "c", "d"]);
    assert_eq!(constant("is", r#""Gear/Bags""#), ["b"]);
    assert_eq!(constant("is not", r#""Gear/Bags""#), ["c", "d"]);
    assert_eq!(constant("is one of", r#"["Gear/Bags","Gear/Watches"]"#), ["b", "c"]);
    assert_eq!(
        constant("is not one of", r#"["Gear/Bags","Gear/Watches"]"#),
        ["d", "e"],
        "no category is an empty list"
    );
    assert_eq!(shown(r#"{"attribute":"category","operator":"is","matched":"category"}"#), ["b"], "no sibling");
    assert_eq!(shown(r#"{"attribute":"category","operator":"is undefined"}"#), ["e"]);
}

#[test]
fn of_two_products_with_one_sku_the_first_counts() {
    let products = r#"{"sku":"a","name":"A"},{"sku":"b","name":"First"},{"sku":"b","name":"Second"}"#;
    let feed = feed_of(products, r#"{"name":"all","relation":"related"}"#);
    let cards = select(&feed, Relation::Related, None, &viewing("a"));
    let names: Vec<&str> = cards.iter().map(|card| card.product.name.as_str()).collect();
    assert_eq!(names, ["First"]);
}

#[test]
fn an_inactive_rule_and_one_for_another_relation_are_silent() {
    let rules = r#"{"name":"off","relation":"related","active":false},{"name":"other","relation":"up-sell"}"#;
    assert_eq!(skus(&feed_of(FIVE, rules), Relation::Related, &viewing("b")), [""; 0]);
}

#[test]
fn the_show_setting_chooses_between_links_and_rules() {
    let text = |show: &str| {
        format!(
            r#"{{"format":1,"currency":"EUR","units":{{"related":{{"limit":9,"show":"{show}"}}}},"products":[{FIVE}],
            "rules":[{{"name":"all","relation":"related"}}]}}"#
        )
    };
    let shown = |show: &str| skus(&feed::read(&text(show)).unwrap(), Relation::Related, &viewing("a"));
    assert_eq!(shown("selected"), ["c", "b"]);
    assert_eq!(shown("rules"), ["b", "c", "d", "e"]);
    assert_eq!(shown("both"), ["c", "b", "d", "e"]);
}

#[test]
fn a_cart_rule_takes_each_product_in_turn_last_added_first() {
    let rule = r#"{"name":"next dearer","relation":"cross-sell","limit":3,
        "match":{"attribute":"sku","operator":"is one of","value":["d","b"]},
        "display":{"attribute":"price","operator":"less than","matched":"price"}}"#;
    let products = FIVE.replace("cross-sell", "up-sell");
    let feed = feed_of(&products, rule);
    assert_eq!(skus(&feed, Relation::CrossSell, &with_cart(&["b", "d"])), ["a", "c"]);
    let cards = select(&feed, Relation::CrossSell, None, &with_cart(&["b", "d"]));
    assert!(matches!(cards[1].reason, Reason::Rule { matched, .. } if matched.sku == "d"));
}

proptest! {
    #[test]
    fn a_selection_keeps_to_its_limit_never_repeats_and_never_shows_an_anchor(
        links in proptest::collection::vec((0usize..12, 0usize..12, 0u32..6), 0..60),
        hidden in proptest::collection::vec(any::<bool>(), 12),
        cart in proptest::collection::vec(0usize..12, 0..4),
        limit in 0u32..9,
        rule_limit in 1u32..=20,
    ) {
        let products: Vec<String> = (0..12).map(|index| {
            let own: Vec<String> = links.iter().filter(|link| link.0 == index)
                .map(|(_, to, position)| format!(r#"{{"sku":"{to}","position":{position}}}"#)).collect();
            let own = own.join(",");
            format!(r#"{{"sku":"{index}","name":"n","visible":{},"related":[{own}],"cross-sell":[{own}]}}"#, !hidden[index])
        }).collect();
        let rules = Relation::ALL.map(|relation| format!(r#"{{"name":"r","relation":"{}","limit":{rule_limit}}}"#, relation.name()));
        let feed = feed_of(&products.join(","), &rules.join(","));
        let cart: Vec<String> = cart.iter().map(ToString::to_string).collect();
        let context = Context { viewed: cart.first().cloned(), cart: cart.clone(), ..context() };
        for relation in Relation::ALL {
            let cards = select(&feed, relation, Some(limit), &context);
            prop_assert!(cards.len() <= limit as usize);
            let mut shown: Vec<&str> = cards.iter().map(|card| card.product.sku.as_str()).collect();
            let anchors = if relation == Relation::CrossSell { cart.as_slice() } else { context.viewed.as_slice() };
            prop_assert!(!anchors.iter().any(|sku| shown.contains(&sku.as_str())));
            prop_assert!(cards.iter().all(|card| card.product.visible));
            let is_link = |card: &super::Card| matches!(card.reason, Reason::Link { .. });
            prop_assert!(cards.is_sorted_by_key(|card| !is_link(card)), "links first");
            prop_assert!(cards.iter().filter(|card| !is_link(card)).count() <= rule_limit as usize);
            if relation == Relation::Related {
                let positions = cards.iter().filter_map(|card| match card.reason {
                    Reason::Link { position, .. } => Some(position),
                    _ => None,
                });
                prop_assert!(positions.is_sorted(), "link order is kept");
            }
            let total = shown.len();
            shown.sort_unstable();
            shown.dedup();
            prop_assert_eq!(shown.len(), total);
            prop_assert_eq!(&cards, &select(&feed, relation, Some(limit), &context));
        }
    }
}
