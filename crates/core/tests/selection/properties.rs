//! What holds of every selection, in any shop, on any page, for any rotation.

use crate::generate::{Shop, Visit, cases, read, shop, visits};
use crate::naive::Naive;
use kindred_core::feed::{Feed, Product};
use kindred_core::link::Relation;
use kindred_core::select::{Card, Reason, select};
use proptest::prelude::*;
use serde_json::Value;

fn cards<'feed>(feed: &'feed Feed, visit: &Visit) -> Vec<Card<'feed>> {
    select(feed, visit.relation, visit.limit, &visit.context())
}

fn skus<'a>(cards: &'a [Card<'_>]) -> Vec<&'a str> {
    cards.iter().map(|card| card.product.sku.as_str()).collect()
}

/// Whether a shopper who knows one of these SKUs would call the product the same.
fn is_known_as(product: &Product, known: &[String]) -> bool {
    known.iter().any(|sku| product.sku == *sku || product.variants.contains(sku))
}

/// The product as it is written.
fn written<'a>(shop: &'a Shop, product: &Product) -> &'a Value {
    let mut products = shop.0["products"].as_array().into_iter().flatten();
    products.find(|written| written["sku"] == *product.sku).unwrap_or(&Value::Null)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_selection_keeps_to_its_limit_and_repeats_nothing(shop in shop(), visits in visits()) {
        let feed = read(&shop);
        for visit in visits {
            let cards = cards(&feed, &visit);
            prop_assert!(cards.len() <= Naive::of(&shop, &visit).limit());
            let mut once = skus(&cards);
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!(once.len(), cards.len());
        }
    }

    #[test]
    fn a_unit_that_is_switched_off_or_has_no_room_shows_nothing(shop in shop(), visits in visits(), off in any::<bool>()) {
        for visit in visits {
            let mut shop = shop.clone();
            let mut visit = visit;
            if off {
                shop.0["units"][visit.relation.name()]["active"] = false.into();
            } else {
                visit.limit = Some(0);
            }
            let feed = read(&shop);
            prop_assert_eq!(cards(&feed, &visit), []);
        }
    }

    #[test]
    fn what_may_not_show_does_not(shop in shop(), visits in visits()) {
        let feed = read(&shop);
        for visit in visits {
            let unit = feed.unit(visit.relation);
            let is_about = match visit.relation {
                Relation::CrossSell => visit.cart.clone(),
                _ => visit.viewed.iter().cloned().collect(),
            };
            for Card { product, reason } in cards(&feed, &visit) {
                prop_assert!(product.visible);
                let is_in_stock = product.in_stock && !visit.sold_out.contains(&product.sku);
                prop_assert!(is_in_stock || feed.settings.show_out_of_stock);
                prop_assert!(!is_known_as(product, &is_about), "it, or its parent: {}", product.sku);
                for about in is_about.iter().filter_map(|sku| feed.product(sku)) {
                    prop_assert!(!about.variants.contains(&product.sku), "a variant: {}", product.sku);
                }
                prop_assert!(unit.show_repeated || !is_known_as(product, &visit.shown));
                prop_assert!(unit.show_bought || !is_known_as(product, &visit.bought));
                let naive = Naive::of(&shop, &visit);
                prop_assert!(naive.passes_filters(written(&shop, product), written(&shop, reason.anchor().unwrap())));
            }
        }
    }

    #[test]
    fn what_a_rule_shows_it_may_show(shop in shop(), visits in visits()) {
        let feed = read(&shop);
        for visit in visits {
            let naive = Naive::of(&shop, &visit);
            let speaking = naive.speaking();
            for card in cards(&feed, &visit) {
                let Reason::Rule { rule, matched } = card.reason else { continue };
                let found = speaking.iter().find(|(speaking, _)| speaking["name"] == *rule.name);
                let Some((speaking, anchors)) = found else { return Err(TestCaseError::fail("the rule is silent")) };
                prop_assert!(anchors.iter().any(|(_, anchor)| anchor["sku"] == *matched.sku));
                prop_assert!(naive.displays(speaking, written(&shop, card.product), written(&shop, matched)));
            }
        }
    }

    #[test]
    fn links_come_first_in_their_order_then_bundles_then_rules(shop in shop(), visits in visits()) {
        let feed = read(&shop);
        for visit in visits {
            let cards = cards(&feed, &visit);
            let kind = |card: &Card<'_>| match card.reason {
                Reason::Link { .. } => 0,
                Reason::Bundle { .. } => 1,
                Reason::Rule { .. } => 2,
                other => unreachable!("no relation shows {other:?}"),
            };
            prop_assert!(cards.is_sorted_by_key(kind));
            // Chance never touches what is chosen by hand.
            let chosen: Vec<&str> = cards.iter().filter(|card| kind(card) < 2).map(|card| card.product.sku.as_str()).collect();
            let naive = Naive::of(&shop, &visit).select();
            let expected: Vec<&str> = naive.iter().filter(|card| card.kind != "rule").map(|card| card.sku.as_str()).collect();
            prop_assert_eq!(chosen, expected);
            // The positions of the first anchor's links rise, then those of all the others'.
            let first = Naive::of(&shop, &visit).anchors().first().map(|anchor| anchor["sku"].clone());
            let links = cards.iter().filter_map(|card| match card.reason {
                Reason::Link { from, position } => Some((first.as_ref().is_none_or(|first| *first != *from.sku), position)),
                _ => None,
            });
            prop_assert!(links.is_sorted());
        }
    }

    #[test]
    fn the_show_setting_keeps_links_or_rules_away(shop in shop(), visits in visits()) {
        for visit in visits {
            let mut shop = shop.clone();
            for (show, allowed) in [("selected", [true, true, false]), ("rules", [false, false, true])] {
                shop.0["units"][visit.relation.name()]["show"] = show.into();
                for card in cards(&read(&shop), &visit) {
                    let kind = match card.reason {
                        Reason::Link { .. } => 0,
                        Reason::Bundle { .. } => 1,
                        Reason::Rule { .. } => 2,
                        other => unreachable!("no relation shows {other:?}"),
                    };
                    prop_assert!(allowed[kind]);
                }
            }
        }
    }

    #[test]
    fn bundles_join_up_sells_alone_and_only_as_many_as_the_unit_takes(shop in shop(), visits in visits()) {
        let feed = read(&shop);
        for visit in visits {
            let cards = cards(&feed, &visit);
            let bundles: Vec<&Card<'_>> = cards.iter().filter(|card| matches!(card.reason, Reason::Bundle { .. })).collect();
            prop_assert!(bundles.is_empty() || visit.relation == Relation::UpSell);
            prop_assert!(bundles.len() <= feed.unit(visit.relation).bundles as usize);
            for card in bundles {
                let viewed = card.reason.anchor().unwrap();
                prop_assert!(card.product.contains.iter().any(|part| viewed.answers_to(part)));
            }
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_cards_and_what_does_not_matter_changes_nothing(shop in shop(), visits in visits()) {
        let feed = read(&shop);
        for visit in visits {
            let before = cards(&feed, &visit);
            let mut other = visit.clone();
            for list in [&mut other.segments, &mut other.shown, &mut other.bought, &mut other.sold_out] {
                list.extend(list.first().cloned());
                list.reverse();
            }
            other.segments.push("nobody asks for this one".into());
            match visit.relation {
                Relation::CrossSell => other.viewed = Some("P0".into()),
                _ => other.cart = vec!["P0".into(), "P1".into()],
            }
            if feed.unit(visit.relation).rotation == kindred_core::feed::Rotation::PriorityThenId {
                other.seed = !visit.seed;
            }
            prop_assert_eq!(&before, &cards(&feed, &other));
            let again = read(&shop);
            prop_assert_eq!(before, cards(&again, &visit));
        }
    }

    #[test]
    fn a_product_that_is_twice_in_the_cart_counts_once(shop in shop(), visits in visits()) {
        let feed = read(&shop);
        for visit in visits {
            let mut visit = visit;
            visit.relation = Relation::CrossSell;
            let before = cards(&feed, &visit);
            visit.cart.extend(visit.cart.clone());
            prop_assert_eq!(before, cards(&feed, &visit));
        }
    }

    #[test]
    fn a_lower_priority_only_fills_what_the_higher_ones_leave(shop in shop(), visits in visits(), by_chance in any::<bool>()) {
        for visit in visits {
            let mut shop = shop.clone();
            let rotation = if by_chance { "priority-then-random" } else { "priority-then-id" };
            shop.0["units"][visit.relation.name()]["rotation"] = rotation.into();
            let feed = read(&shop);
            let cards = cards(&feed, &visit);
            let lowest = cards.iter().filter_map(|card| match card.reason {
                Reason::Rule { rule, .. } => Some(rule.priority),
                _ => None,
            }).max();
            no_rule_above_has_more(&shop, &visit, &cards, lowest.unwrap_or(0))?;
        }
    }

    #[test]
    fn a_unit_with_room_shows_all_that_its_rules_may_bring(shop in shop(), visits in visits()) {
        let feed = read(&shop);
        for visit in visits {
            let cards = cards(&feed, &visit);
            let unit = feed.unit(visit.relation);
            let has_room = cards.len() < Naive::of(&shop, &visit).limit();
            if has_room && unit.active && unit.show != kindred_core::feed::Show::Selected {
                no_rule_above_has_more(&shop, &visit, &cards, u32::MAX)?;
            }
        }
    }
}

/// Every product that a rule above this priority may bring is on a card, or the rule has brought as many as it may.
fn no_rule_above_has_more(shop: &Shop, visit: &Visit, cards: &[Card<'_>], priority: u32) -> Result<(), TestCaseError> {
    let naive = Naive::of(shop, visit);
    let shown = skus(cards);
    for (rule, anchors) in naive.speaking() {
        if rule["priority"].as_u64().unwrap_or(1) >= u64::from(priority) {
            continue;
        }
        let is_of_rule =
            |card: &&Card<'_>| matches!(card.reason, Reason::Rule { rule: of, .. } if rule["name"] == *of.name);
        if cards.iter().filter(is_of_rule).count() as u64 == rule["limit"].as_u64().unwrap_or(20) {
            continue;
        }
        for (_, anchor) in anchors {
            for product in naive.products() {
                let may_bring = naive.displays(rule, product, anchor) && naive.may_show(product, anchor);
                let sku = product["sku"].as_str().unwrap_or_default();
                prop_assert!(!may_bring || shown.contains(&sku), "{} of {}", sku, rule);
            }
        }
    }
    Ok(())
}
