//! The year that the demo's plan makes of the demo's catalogue.

use super::*;
use crate::shop::tests::built;
use std::collections::{BTreeMap, BTreeSet};

fn plan() -> Plan {
    Plan::beside(&crate::root().join("demo/catalogue.json")).expect("a plan that can be read").expect("a plan")
}

fn year() -> Trade {
    Trade::of(&built().catalogue, &plan()).unwrap_or_else(|error| panic!("{error:#}"))
}

/// The month of a line, from 1.
fn month(time: i64) -> i8 {
    jiff::Timestamp::from_second(time).expect("a moment").to_zoned(jiff::tz::TimeZone::UTC).month()
}

#[test]
fn the_same_plan_gives_the_same_bytes_and_another_seed_gives_others() {
    let (catalogue, plan) = (built().catalogue, plan());
    let [one, other] = [(); 2].map(|()| Trade::of(&catalogue, &plan).expect("a year"));
    assert_eq!(logs::orders(&one.orders), logs::orders(&other.orders));
    assert_eq!(logs::events(&one.events).expect("events"), logs::events(&other.events).expect("events"));
    let seed = "another year".to_owned();
    let another = Trade::of(&catalogue, &Plan { seed, ..plan }).expect("a year");
    assert_ne!(logs::orders(&one.orders), logs::orders(&another.orders));
}

#[test]
fn a_year_has_about_a_thousand_orders_of_some_thousand_visits_and_ends_on_its_day() {
    let year = year();
    let orders: BTreeSet<&str> = year.orders.iter().map(|line| line.order.as_str()).collect();
    let visits: BTreeSet<&str> = year.events.iter().map(|event| event.session.as_str()).collect();
    assert!((900..1300).contains(&orders.len()), "{} orders", orders.len());
    assert!((4000..5000).contains(&visits.len()), "{} visits", visits.len());
    let days: Vec<i64> = year.events.iter().map(|event| event.time / 86_400).collect();
    let n_days = days.iter().max().zip(days.iter().min()).map(|(last, first)| last - first + 1);
    assert_eq!(n_days, Some(365));
    let last = year.events.iter().map(|event| event.time).max().map(logs::written);
    assert!(last.as_ref().is_some_and(|last| last.starts_with("2026-11-22T")), "{last:?}");
}

#[test]
fn seeds_sell_in_spring_and_lamps_in_autumn() {
    let year = year();
    let sold = |skus: &str, months: &[i8]| {
        let is_meant = |line: &&OrderLine| line.sku.starts_with(skus) && months.contains(&month(line.time));
        year.orders.iter().filter(is_meant).count()
    };
    let (spring, autumn) = ([3, 4, 5], [9, 10, 11]);
    assert!(sold("SD-", &spring) > 4 * sold("SD-", &autumn));
    assert!(sold("SO-2", &autumn) > 3 * sold("SO-2", &spring));
}

#[test]
fn every_product_is_looked_at_and_what_is_new_only_since_it_is_there() {
    let (year, built) = (year(), built());
    let mut first: BTreeMap<&str, i64> = BTreeMap::new();
    for event in year.events.iter().filter(|event| event.event == VIEW) {
        first.entry(&event.sku).or_insert(event.time);
    }
    for product in built.feed.products.iter().filter(|product| product.visible) {
        assert!(first.contains_key(product.sku.as_str()), "nobody looks at {}", product.sku);
    }
    assert!(logs::written(first["SF-106"]).as_str() >= "2026-11-02", "wool pellets before they were there");
}

#[test]
fn what_belongs_together_is_bought_together() {
    let year = year();
    let mut baskets: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in &year.orders {
        baskets.entry(&line.order).or_default().insert(&line.sku);
    }
    let has = |basket: &BTreeSet<&str>, start: &str| basket.iter().any(|sku| sku.starts_with(start));
    let share = |of: &dyn Fn(&BTreeSet<&str>) -> bool| {
        let meant: Vec<_> = baskets.values().filter(|basket| of(basket)).collect();
        meant.iter().filter(|basket| has(basket, "SF-102")).count() * 100 / meant.len().max(1)
    };
    let (with_seeds, without) = (share(&|basket| has(basket, "SD-")), share(&|basket| !has(basket, "SD-")));
    assert!(with_seeds > 3 * without, "compost with {with_seeds} % of seeds, {without} % of the rest");
}

#[test]
fn some_customers_come_again_and_some_things_come_back() {
    let year = year();
    let mut orders: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in &year.orders {
        orders.entry(&line.customer).or_default().insert(&line.order);
    }
    assert!(orders.values().filter(|orders| orders.len() > 1).count() > 100);
    let back: Vec<&OrderLine> = year.orders.iter().filter(|line| line.quantity < 0).collect();
    assert!(back.len() > 20);
    for line in back {
        let is_it = |bought: &OrderLine| {
            (&bought.order, &bought.sku, bought.quantity) == (&line.order, &line.sku, -line.quantity)
        };
        assert!(year.orders.iter().any(is_it), "{} came back and was never sold", line.sku);
    }
}

#[test]
fn a_plan_that_speaks_of_what_the_shop_does_not_have_is_refused() {
    let mut plan = plan();
    plan.news[0].of = vec!["Anvils".to_owned()];
    let error = Trade::of(&built().catalogue, &plan).expect_err("there are no anvils");
    assert_eq!(error.to_string(), "expected a SKU or a category of the catalogue in trade.json, found \"Anvils\"");
}
