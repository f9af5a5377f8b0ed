//! The derive that writes feeds and the reader of the page have the same keys: what one writes, the other reads back
//! whole, and the derive reads the same as the page's reader.
#![cfg(feature = "write")]

use kindred_core::feed::{
    self, FORMAT, FeedFile, Logic, Page, Product, ProductType, RecommendationSettings, Rotation, Show, UnitSettings,
    Units,
};
use kindred_core::link::{Link, Relation};
use kindred_core::price::Price;
use kindred_core::rating::Rating;
use kindred_core::recommend::{DEFAULT_LIMIT, Lists, Type};
use kindred_core::value::Value;
use proptest::prelude::*;
use std::collections::BTreeMap;

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
        [(); 3].map(|()| price()),
        proptest::sample::select(ProductType::ALL.to_vec()),
        any::<[bool; 4]>(),
        proptest::collection::btree_map(text(), price().prop_filter_map("none", |price| price), 0..3),
        any::<[u32; 2]>(),
        proptest::collection::btree_map(text(), value(), 0..4),
    );
    let shown = (text(), proptest::option::of(0u8..=50), any::<u32>());
    let lists = (
        proptest::collection::vec(text(), 0..3),
        [(); 3].map(|()| proptest::collection::vec(text(), 0..3)),
        links(),
        links(),
        links(),
        lists(),
    );
    (text(), text(), text(), text(), facts, shown, lists).prop_map(|(sku, name, url, image, facts, shown, lists)| {
        let ([price, regular_price, price_to], product_type, truths, group_prices, [min_quantity, options], attributes) =
            facts;
        let [visible, in_stock, needs_options, low_stock] = truths;
        let (image_2, rating, reviews) = shown;
        let (variants, [contains, categories, badges], related, up_sell, cross_sell, lists) = lists;
        Product {
            sku: format!("s{sku}"),
            name: format!("n{name}"),
            url,
            image,
            image_2,
            price,
            regular_price,
            price_to,
            group_prices: group_prices.into_iter().collect(),
            product_type,
            visible,
            in_stock,
            low_stock,
            rating: rating.and_then(Rating::from_tenths),
            reviews,
            badges,
            needs_options,
            options,
            min_quantity,
            variants,
            contains,
            categories,
            attributes: attributes.into_iter().collect(),
            related,
            up_sell,
            cross_sell,
            lists,
        }
    })
}

fn lists() -> impl Strategy<Value = Lists> {
    let list = proptest::collection::vec(text(), 0..4);
    proptest::collection::btree_map(text(), list, 0..3).prop_map(|lists| lists.into_iter().collect())
}

fn recommendation() -> impl Strategy<Value = RecommendationSettings> {
    let pages = vec![Page::Home, Page::Category, Page::Product, Page::Cart, Page::Confirmation];
    let kind = proptest::option::of(proptest::sample::select(Type::ALL.to_vec()));
    let said = (proptest::option::of(text()), proptest::option::of(proptest::sample::select(pages)));
    let numbers = (proptest::option::of(0u32..30), proptest::option::of(any::<bool>()));
    (kind, said, numbers, any::<[bool; 3]>()).prop_map(
        |(kind, (heading, page), (limit, backup), [active, show_repeated, show_bought])| RecommendationSettings {
            kind,
            heading,
            page,
            limit,
            backup,
            active,
            show_repeated,
            show_bought,
            ..RecommendationSettings::default()
        },
    )
}

fn unit() -> impl Strategy<Value = UnitSettings> {
    let show = proptest::sample::select(vec![Show::Both, Show::Selected, Show::Rules]);
    let rotations = vec![Rotation::PriorityThenId, Rotation::PriorityThenRandom, Rotation::WeightedRandom];
    let limits = (proptest::option::of(0u32..1000), proptest::option::of(0u32..1000));
    (limits, show, proptest::sample::select(rotations), any::<[bool; 3]>()).prop_map(
        |((limit, bundles), show, rotation, [active, show_repeated, show_bought])| UnitSettings {
            limit,
            bundles,
            show,
            rotation,
            active,
            show_repeated,
            show_bought,
            ..UnitSettings::default()
        },
    )
}

proptest! {
    #[test]
    fn a_written_feed_reads_back_whole(
        products in proptest::collection::vec(product(), 0..5),
        [related, up_sell, cross_sell] in [unit(), unit(), unit()],
        language in proptest::option::of(text()),
        time_zone in proptest::option::of(text()),
        (plain, show_out_of_stock) in any::<(bool, bool)>(),
        (named, of_type, lists) in (recommendation(), recommendation(), lists()),
    ) {
        // A unit of the merchant's own says its type, one with the name of a type has it.
        let named = RecommendationSettings { kind: Some(named.kind.unwrap_or(Type::Trending)), ..named };
        let of_type = RecommendationSettings { kind: None, ..of_type };
        let recommendations = [("mine", named), ("more-like-this", of_type)];
        let recommendations = recommendations.into_iter().map(|(name, unit)| (name.to_owned(), unit)).collect();
        let file = FeedFile {
            format: FORMAT,
            currency: "EUR".to_owned(),
            language,
            time_zone,
            units: Units { related, up_sell, cross_sell, recommendations },
            logic: if plain { Logic::Plain } else { Logic::Adobe },
            attribute_types: BTreeMap::new(),
            show_out_of_stock,
            products,
            rules: Vec::new(),
            lists,
        };
        let text = serde_json::to_string(&file).unwrap();
        let feed = feed::read(&text).unwrap();
        prop_assert_eq!(&feed.products, &file.products);
        prop_assert_eq!(&feed.lists, &file.lists);
        for (name, settings) in &file.units.recommendations {
            let unit = feed.settings.unit_named(name).unwrap();
            let kind = settings.kind.unwrap_or(Type::MoreLikeThis);
            prop_assert_eq!(unit.recommends(), Some(kind));
            prop_assert_eq!(&unit.heading, &settings.heading);
            prop_assert_eq!(unit.limit, settings.limit.unwrap_or(DEFAULT_LIMIT));
            prop_assert_eq!(unit.backup, settings.backup.unwrap_or(kind.has_backup()));
            let switches = (unit.active, unit.show_repeated, unit.show_bought);
            prop_assert_eq!(switches, (settings.active, settings.show_repeated, settings.show_bought));
            let page = serde_json::to_value(settings.page).unwrap();
            prop_assert_eq!(unit.page.as_str(), page.as_str().unwrap_or_default());
        }
        prop_assert_eq!((&feed.settings.language, &feed.settings.time_zone), (&file.language, &file.time_zone));
        prop_assert_eq!((feed.settings.logic, feed.settings.show_out_of_stock), (file.logic, file.show_out_of_stock));
        for (relation, settings) in Relation::ALL.into_iter().zip([&file.units.related, &file.units.up_sell, &file.units.cross_sell]) {
            let unit = feed.unit(relation);
            prop_assert_eq!(unit.limit, settings.limit.unwrap_or(feed::read(EMPTY).unwrap().unit(relation).limit));
            prop_assert_eq!(unit.bundles, settings.bundles.unwrap_or(u32::MAX));
            prop_assert_eq!((unit.active, unit.show, unit.rotation), (settings.active, settings.show, settings.rotation));
            prop_assert_eq!((unit.show_repeated, unit.show_bought), (settings.show_repeated, settings.show_bought));
        }
        let derived: FeedFile = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(derived.products, file.products);
        prop_assert_eq!(derived.units, file.units);
    }
}

const EMPTY: &str = r#"{"format":1,"currency":"EUR","products":[]}"#;

#[test]
fn filters_and_types_are_read_as_they_were_written() {
    let text = r#"{"format":1,"currency":"EUR","attribute-types":{"sizes":"multi-select"},"products":[],"units":{"up-sell":{
        "include":[{"attribute":"price","operator":"equals or greater than","matched":"price","percent":90,"plus":"-2.5"},
            {"attribute":"category","operator":"is","matched":"child-category"}],
        "exclude":[{"any":[{"attribute":"sizes","operator":"is","value":"S, M"}]}]}}}"#;
    let file: FeedFile = serde_json::from_str(text).unwrap();
    let [by_hand, by_derive] = [text, &serde_json::to_string(&file).unwrap()].map(|text| feed::read(text).unwrap());
    let unit = by_hand.unit(Relation::UpSell);
    assert_eq!(unit, by_derive.unit(Relation::UpSell));
    assert!(unit.needs_anchor_price);
    assert_eq!(unit.filters.each_ref().map(|filter| (filter.expected, filter.children.len())), [(true, 2), (false, 1)]);
}

#[test]
fn a_rule_with_every_key_is_read_as_it_was_written() {
    let rule = r#"{"name":"n","relation":"cross-sell","priority":3,"active":false,"from":"2026-01-01","to":"2026-02-01",
        "limit":7,"segments":["vip"],
        "match":{"all":[{"attribute":"a","operator":"is","value":["x","y"]}],"are":false},
        "display":{"any":[{"attribute":"b","operator":"contains","matched":"c"},{"attribute":"d","operator":"is undefined"},
            {"attribute":"price","operator":"less than","matched":"price","percent":80,"plus":-3}]}}"#;
    let entry: feed::RuleEntry = serde_json::from_str(rule).unwrap();
    let text = |rule: &str| format!(r#"{{"format":1,"currency":"EUR","products":[],"rules":[{rule}]}}"#);
    let written = serde_json::to_string(&entry).unwrap();
    let (from_hand, from_derive) = (feed::read(&text(rule)).unwrap().rules, feed::read(&text(&written)).unwrap().rules);
    assert_eq!(from_hand, from_derive);
    assert_eq!(from_hand[0].limit, 7);
    assert_eq!(from_hand[0].segments, ["vip"]);
}
