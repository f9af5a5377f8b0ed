//! Magento's Luma sample data, the real input the command is made for. It is not part of the repository: where it is
//! absent, these tests say so and pass.

mod common;

use common::{item, product};
use kindred_cli::pipeline::{BuildOptions, Built, build};
use kindred_cli::report::Dropped;
use kindred_core::link::Relation;
use kindred_core::product::ProductType;
use kindred_core::value::Value;
use std::path::Path;
use std::sync::OnceLock;

fn luma() -> Option<&'static Built> {
    static BUILT: OnceLock<Option<Built>> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/luma/fixtures");
        let options = BuildOptions { catalogue: vec![folder.clone()], ..common::everything() };
        folder.is_dir().then(|| build(&options).unwrap())
    });
    if built.is_none() {
        println!("skipped: ../shared/data/luma is not here");
    }
    built.as_ref()
}

fn links(built: &Built, sku: &str, relation: Relation) -> Vec<(String, Option<u32>)> {
    product(built, sku).links(relation).iter().map(|link| (link.sku.clone(), link.position)).collect()
}

fn dropped(built: &Built, relation: Relation) -> Vec<(Dropped, usize)> {
    built.report.links.of(relation).dropped.iter().map(|(reason, links)| (*reason, links.count)).collect()
}

#[test]
fn every_sku_is_a_product_a_variant_or_hidden() {
    let Some(built) = luma() else { return };
    let counts = &built.report.products;
    assert_eq!((counts.skus, counts.with_page, counts.variants, counts.hidden), (2046, 187, 1847, 12));
    assert_eq!((counts.parents, counts.disabled, counts.without_price, counts.without_picture), (147, 0, 0, 0));
    let of_type = |product_type| built.catalogue.items.iter().filter(move |item| item.product_type == product_type);
    assert_eq!(of_type(ProductType::Configurable).count(), 147);
    assert_eq!(of_type(ProductType::Bundle).count(), 1);
    assert_eq!(of_type(ProductType::Grouped).count(), 1);
    assert_eq!(of_type(ProductType::Downloadable).count(), 6);
    assert_eq!(of_type(ProductType::Simple).count(), 44 + 1847);
    assert_eq!(built.feed.products.len(), 187 + 12);
}

#[test]
fn every_link_is_kept_or_dropped_for_a_reason() {
    let Some(built) = luma() else { return };
    let count = |relation| {
        let counts = built.report.links.of(relation);
        let dropped: usize = counts.dropped.values().map(|links| links.count).sum();
        assert_eq!(counts.read, counts.kept + dropped);
        let written: usize = built.feed.products.iter().map(|product| product.links(relation).len()).sum();
        assert_eq!(counts.kept, written);
        (counts.read, counts.kept, counts.through_parent)
    };
    assert_eq!(count(Relation::Related), (509, 469, 15));
    assert_eq!(count(Relation::UpSell), (325, 325, 0));
    assert_eq!(count(Relation::CrossSell), (736, 608, 134));
    let related = [
        (Dropped::UnknownSource, 24),
        (Dropped::HiddenTarget, 9),
        (Dropped::ToItselfThroughParent, 1),
        (Dropped::Twice, 1),
        (Dropped::TwiceThroughParent, 5),
    ];
    assert_eq!(dropped(built, Relation::Related), related);
    let cross_sell = [
        (Dropped::UnknownTarget, 1),
        (Dropped::HiddenTarget, 80),
        (Dropped::Twice, 2),
        (Dropped::TwiceThroughParent, 45),
    ];
    assert_eq!(dropped(built, Relation::CrossSell), cross_sell);
}

#[test]
fn hidden_targets_are_shown_through_their_group_or_bundle_and_keep_their_position() {
    let Some(built) = luma() else { return };
    // 24-WG086 and 24-WG083-blue become the group and the bundle; the ball 24-WG082-pink is part of nothing.
    let expected = [("24-WG085_Group", None), ("24-UG01", None)].map(|(sku, position)| (sku.to_owned(), position));
    assert_eq!(links(built, "24-UG02", Relation::CrossSell), [expected[1].clone(), expected[0].clone()]);
    let expected = [("24-UG06", None), ("24-UG04", None), ("24-WG088", Some(4))];
    let expected = expected.map(|(sku, position)| (sku.to_owned(), position));
    assert_eq!(links(built, "240-LV09", Relation::Related), expected);
}

#[test]
fn prices_of_what_is_made_of_others_come_from_the_parts() {
    let Some(built) = luma() else { return };
    let price = |sku| product(built, sku).price.unwrap().to_string();
    assert_eq!(price("24-WG080"), "61", "ball 23, brick 5, strap 14, roller 19");
    assert_eq!(price("24-WG085_Group"), "14", "the cheapest strap");
    assert_eq!(price("240-LV09"), "9", "the cheapest episode");
    assert_eq!(price("MH01"), "52");
    let reduced = product(built, "24-WB05");
    assert_eq!((price("24-WB05"), reduced.regular_price.unwrap().to_string()), ("24".into(), "32".into()));
    assert_eq!(product(built, "24-MB04").regular_price, None, "its special price is its price");
}

#[test]
fn names_categories_and_attributes_are_plain_text() {
    let Some(built) = luma() else { return };
    assert_eq!(product(built, "24-UG02").name, "Pursuit Lumaflex™ Tone Band");
    assert_eq!(product(built, "24-UG02").url, "/pursuit-lumaflex-trade-tone-band.html");
    assert_eq!(product(built, "24-UG06").name, "Affirm Water Bottle");
    assert_eq!(product(built, "24-MB04").categories, ["Gear/Bags", "Collections/Erin Recommends"]);
    assert_eq!(product(built, "MH01").categories, ["Men/Tops/Hoodies & Sweatshirts", "Collections/Eco Friendly"]);
    let value = |sku, name: &str| item(built, sku).attributes.get(name).cloned();
    let many = |texts: &[&str]| Some(Value::Many(texts.iter().map(|text| (*text).to_owned()).collect()));
    assert_eq!(value("MH13", "material"), many(&["Cocona® performance Fabric", "Fleece"]));
    assert_eq!(value("MH13", "size"), many(&["XS", "S", "M", "L", "XL"]));
    assert_eq!(value("MH01", "eco_collection"), Some(Value::One("1".into())), "Yes in the import format");
    assert_eq!(value("24-MB04", "sale"), Some(Value::One("1".into())), "1 in the sample data");
    let mut names = built.feed.products.iter().flat_map(|product| &product.attributes).map(|(name, _)| name);
    assert!(names.all(|name| name != "has_options"));
    let description = &item(built, "24-MB01").description;
    assert!(description.ends_with("• L 29\" x W 13\" x H 11\"."), "{description}");
    let markup = |text: &str| text.contains("<p") || text.contains("&amp") || text.contains("&trade");
    assert!(!built.catalogue.items.iter().any(|item| markup(&item.description) || markup(&item.name)));
}

#[test]
fn files_that_are_not_used_are_named_with_the_reason() {
    let Some(built) = luma() else { return };
    let summary = built.report.to_string();
    for line in ["  ReviewSampleData/products_reviews.csv: reviews\n", "  SalesSampleData/orders.csv: orders\n"] {
        assert!(summary.contains(line), "{summary}");
    }
    let first = "187 products with a page of their own (2,046 SKUs; 1,847 variants folded into 147 parents; \
        12 without a page of their own)\n";
    assert!(summary.starts_with(first), "{summary}");
    let messages: Vec<String> = built.report.diagnostics.iter().map(ToString::to_string).collect();
    let [message] = messages.as_slice() else { panic!("{messages:?}") };
    let expected = "SimpleProduct/products_gear_fitness_equipment.csv:51:1: category: \
        expected a category of the category file, found \"Erin Recommends New\"";
    assert!(message.ends_with(expected), "{message}");
}
