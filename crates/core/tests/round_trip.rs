//! The derive that writes feeds and the reader of the page have the same keys: what one writes, the other reads back
//! whole, and the derive reads the same as the page's reader.
#![cfg(feature = "write")]

use kindred_core::feed::{self, FORMAT, FeedFile, Product, ProductType, Show, UnitSettings, Units};
use kindred_core::link::Link;
use kindred_core::price::Price;
use kindred_core::value::Value;
use proptest::prelude::*;

fn text() -> impl Strategy<Value = String> {
    any::<String>()
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![text().prop_map(Value::One), proptest::collection::vec(text(), 0..3).prop_map(Value::Many)]
}

fn links() -> impl Strategy<Value = Vec<Link>> {
    let link = (text(), proptest::option::of(any::<u32>()))
        .prop_map(|(sku, position)| Link { sku: format!("s{sku}"), position });
    proptest::collection::vec(link, 0..4)
}

fn price() -> impl Strategy<Value = Option<Price>> {
    proptest::option::of((0i64..999_999_999).prop_map(|amount| Price::from_ten_thousandths(amount).unwrap()))
}

fn product() -> impl Strategy<Value = Product> {
    let facts = (
        price(),
        price(),
        proptest::sample::select(ProductType::ALL.to_vec()),
        any::<[bool; 3]>(),
        any::<u32>(),
        proptest::collection::btree_map(text(), value(), 0..4),
    );
    let lists =
        (proptest::collection::vec(text(), 0..3), proptest::collection::vec(text(), 0..3), links(), links(), links());
    (text(), text(), text(), text(), facts, lists).prop_map(|(sku, name, url, image, facts, lists)| {
        let (price, regular_price, product_type, [visible, in_stock, needs_options], min_quantity, attributes) = facts;
        let (variants, categories, related, up_sell, cross_sell) = lists;
        Product {
            sku: format!("s{sku}"),
            name: format!("n{name}"),
            url,
            image,
            price,
            regular_price,
            product_type,
            visible,
            in_stock,
            needs_options,
            min_quantity,
            variants,
            categories,
            attributes: attributes.into_iter().collect(),
            related,
            up_sell,
            cross_sell,
        }
    })
}

proptest! {
    #[test]
    fn a_written_feed_reads_back_whole(
        products in proptest::collection::vec(product(), 0..5),
        limits in any::<[u32; 3]>(),
        language in proptest::option::of(text()),
        time_zone in proptest::option::of(text()),
    ) {
        let unit = |limit, show| UnitSettings { limit, show };
        let units = Units {
            related: unit(limits[0], Show::Both),
            up_sell: unit(limits[1], Show::Selected),
            cross_sell: unit(limits[2], Show::Rules),
        };
        let currency = "EUR".to_owned();
        let file = FeedFile { format: FORMAT, currency, language, time_zone, units, products, rules: Vec::new() };
        let text = serde_json::to_string(&file).unwrap();
        let feed = feed::read(&text).unwrap();
        prop_assert_eq!(&feed.products, &file.products);
        prop_assert_eq!((&feed.language, &feed.time_zone), (&file.language, &file.time_zone));
        prop_assert_eq!(format!("{:?}", feed.units), format!("{:?}", file.units));
        let derived: FeedFile = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(derived.products, file.products);
    }
}

#[test]
fn a_rule_with_every_key_is_read_as_it_was_written() {
    let rule = r#"{"name":"n","relation":"cross-sell","priority":3,"active":false,"from":"2026-01-01","to":"2026-02-01",
        "limit":7,"segments":["vip"],
        "match":{"all":[{"attribute":"a","operator":"is","value":["x","y"]}],"are":false},
        "display":{"any":[{"attribute":"b","operator":"contains","matched":"c"},{"attribute":"d","operator":"is undefined"}]}}"#;
    let entry: feed::RuleEntry = serde_json::from_str(rule).unwrap();
    let text = |rule: &str| format!(r#"{{"format":1,"currency":"EUR","products":[],"rules":[{rule}]}}"#);
    let written = serde_json::to_string(&entry).unwrap();
    let (from_hand, from_derive) = (feed::read(&text(rule)).unwrap().rules, feed::read(&text(&written)).unwrap().rules);
    assert_eq!(from_hand, from_derive);
    assert_eq!(from_hand, feed::rules_from_entries(vec![entry]).unwrap());
    assert_eq!(from_hand[0].limit, 7);
    assert_eq!(from_hand[0].segments, ["vip"]);
}
