//! WooCommerce's product export: a small one of ours with the quirks of real ones, and a real one where it is at hand.

mod common;

use common::{built, built_of, fixture, item, product, skus};
use kindred_cli::pipeline::{BuildOptions, Built, build};
use kindred_core::product::ProductType;
use kindred_core::value::Value;
use std::path::Path;

fn many(texts: &[&str]) -> Option<Value> {
    Some(Value::Many(texts.iter().map(|text| (*text).to_owned()).collect()))
}

fn value(built: &Built, sku: &str, name: &str) -> Option<Value> {
    product(built, sku).attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
}

fn price(built: &Built, sku: &str) -> (String, Option<String>) {
    let product = product(built, sku);
    (product.price.unwrap().to_string(), product.regular_price.map(|price| price.to_string()))
}

#[test]
fn variations_find_their_product_by_sku_or_id_wherever_it_stands() {
    let built = built("woocommerce");
    let cap = product(&built, "11");
    assert_eq!(cap.name, "Cap & Hat");
    assert_eq!(cap.variants, ["12", "CAP-BLUE"], "what has no SKU has its id as one");
    assert_eq!((cap.product_type, cap.needs_options, cap.in_stock), (ProductType::Configurable, true, true));
    assert_eq!(price(&built, "11"), ("8".into(), Some("10".into())), "of those that can be bought the cheapest");
    assert_eq!(item(&built, "12").quantity, None, "its product counts");
    assert!(!item(&built, "CAP-BLUE").in_stock);
    assert_eq!(value(&built, "11", "colour"), many(&["Red", "Blue"]));
    assert_eq!(value(&built, "11", "product-type"), many(&["Cap", "Hat"]), "rules know something else as type");
}

#[test]
fn lists_keep_their_escaped_commas_and_paths_their_levels() {
    let built = built("woocommerce");
    assert_eq!(product(&built, "11").categories, ["Clothing/Hats", "Sale, now/Caps-Hats"]);
    assert_eq!(value(&built, "11", "tags"), many(&["warm", "old, good"]));
    assert_eq!(item(&built, "11").images, ["https://shop.example/cap.jpg", "https://shop.example/cap-2.jpg"]);
    assert_eq!(item(&built, "11").description, "A cap for the head.");
    assert_eq!(product(&built, "11").url, "/product/cap-hat/");
    assert_eq!(product(&built, "SONG-1").name, "=SUM(1)", "the quote before a formula is none of it");
    assert_eq!(item(&built, "SONG-1").description, "Only short");
    assert_eq!(value(&built, "SONG-1", "colour"), many(&["Blue"]), "a list here because it is one elsewhere");
}

#[test]
fn links_lead_by_sku_or_id() {
    let built = built("woocommerce");
    let cap = product(&built, "11");
    let linked = |links: &[kindred_core::link::Link]| links.iter().map(|link| link.sku.clone()).collect::<Vec<_>>();
    assert_eq!(linked(&cap.up_sell), ["15"], "the belt is found by the search only");
    assert_eq!(linked(&cap.cross_sell), ["SONG-1"]);
    let summary = built.report.to_string();
    assert!(summary.contains("      1 cross-sell  to a product that does not exist: GONE\n"), "{summary}");
}

#[test]
fn every_type_is_sold_as_it_is_sold_there() {
    let built = built("woocommerce");
    assert_eq!(product(&built, "SONG-1").product_type, ProductType::Downloadable);
    assert!(product(&built, "SONG-1").low_stock, "3 are left, and 5 are few");
    let lot = product(&built, "15");
    assert_eq!(
        (lot.product_type, lot.contains.as_slice()),
        (ProductType::Grouped, &["CAP-BLUE".into(), "SONG-1".into()][..])
    );
    assert!(!product(&built, "BELT-1").is_addable(), "another shop sells it");
    assert!(product(&built, "LATER-1").in_stock, "it can be ordered");
    assert!(!product(&built, "BOX-1").is_addable(), "an extension's type knows itself how to be sold");
    assert!(!product(&built, "BELT-1").visible);
    let skus = skus(&built);
    assert!(["DRAFT-1", "PRIVATE-1", "LOST-1"].iter().all(|sku| !skus.contains(sku)), "{skus:?}");
}

#[test]
fn a_sale_that_has_dates_is_no_price_to_promise() {
    let built = built("woocommerce");
    assert_eq!(price(&built, "SALE-1"), ("20".into(), None));
    assert_eq!(price(&built, "SALE-2"), ("20".into(), None));
    assert_eq!(built.report.notes.specials_left_out, 2);
}

#[test]
fn what_cannot_be_used_is_reported_at_its_cell() {
    let built = built("woocommerce");
    let folder = format!("{}/", fixture("woocommerce").display());
    let messages = built.report.diagnostics.iter().map(|diagnostic| diagnostic.to_string().replace(&folder, ""));
    assert_eq!(
        messages.collect::<Vec<_>>(),
        [
            "products.csv:13:4: warning: type: expected simple, variable, variation, grouped or external, found \
                \"subscription\"",
            "products.csv:14:55: parent: expected the SKU of a product, found \"NOBODY\"",
        ]
    );
    let table = "ID,Type,SKU,Name,Published,Visibility in catalog,Stock,Regular price,Parent\n\
        1,simple,A,Axe,1,visible,3,1O,\n,simple,,Bow,1,visible,,2,\n3,variation,C,Cup,1,visible,,2,\n\
        4,simple,D,,1,somewhere,few,2,\n5,simple,E,Ewer,yes\n6,simple,F,Fork,1,visible,,2,\n";
    let (built, messages) = built_of(&[("shop.csv", table.as_bytes())]);
    assert_eq!(skus(&built), ["F"]);
    assert_eq!(
        messages,
        [
            "shop.csv:2:28: regular price: expected an amount such as 12.50, found \"1O\"",
            "shop.csv:3:9: sku: expected a SKU or an id, found nothing",
            "shop.csv:4:32: parent: expected the SKU of a product, found nothing",
            "shop.csv:5:12: name: expected a name, found nothing",
            "shop.csv:5:15: visibility in catalog: expected visible, catalog, search or hidden, found \"somewhere\"",
            "shop.csv:5:25: stock: expected a quantity such as 2, found \"few\"",
            "shop.csv:6:1: expected 9 columns, found 5",
        ]
    );
}

#[test]
fn products_of_one_name_have_pages_of_their_own() {
    let table = "ID,Type,SKU,Name,Regular price\n1,simple,A,Axe,1\n2,simple,B,Axe,2\n";
    let (built, messages) = built_of(&[("shop.csv", table.as_bytes())]);
    assert_eq!(messages, [] as [&str; 0]);
    let urls: Vec<&str> = built.feed.products.iter().map(|product| product.url.as_str()).collect();
    assert_eq!(urls, ["/product/axe/", "/product/axe-2/"]);
}

#[test]
fn the_real_export_is_read_to_the_last_row() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/woocommerce/sample_products.csv");
    if !file.is_file() {
        println!("skipped: ../shared/data/woocommerce is not here");
        return;
    }
    let built = build(&BuildOptions { catalogue: vec![file], ..common::everything() }).unwrap();
    assert_eq!(built.report.diagnostics, []);
    let counts = &built.report.products;
    assert_eq!((counts.skus, counts.with_page, counts.variants, counts.parents), (25, 17, 7, 2));
    assert_eq!((counts.hidden, counts.disabled, counts.without_price, counts.without_picture), (1, 0, 0, 0));
    let of_type = |product_type| built.feed.products.iter().filter(move |product| product.product_type == product_type);
    assert_eq!(of_type(ProductType::Configurable).count(), 2);
    assert_eq!(of_type(ProductType::Grouped).count(), 1);
    assert_eq!(of_type(ProductType::Downloadable).count() + of_type(ProductType::Simple).count(), 14 + 1);
    let summary = built.report.to_string();
    assert!(summary.contains("  WooCommerce products      25 rows in 1 file\n"), "{summary}");
    assert_eq!(price(&built, "woo-vneck-tee"), ("15".into(), None));
    assert_eq!(price(&built, "woo-hoodie"), ("42".into(), Some("45".into())));
    assert_eq!(price(&built, "logo-collection"), ("18".into(), None));
    assert_eq!(product(&built, "logo-collection").contains, ["woo-hoodie-with-logo", "woo-tshirt", "woo-beanie"]);
    assert!(!product(&built, "woo-hoodie-with-pocket").visible, "it is hidden");
    assert_eq!(product(&built, "woo-tshirt").categories, ["Clothing/Tshirts"]);
    assert_eq!(value(&built, "woo-vneck-tee", "size"), many(&["Large", "Medium", "Small"]));
    assert_eq!(product(&built, "woo-album").product_type, ProductType::Downloadable);
}
