//! Shopify's product export: a small one of ours with the quirks of real ones, and a real one where it is at hand.

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

#[test]
fn a_product_has_the_sku_of_its_only_variant_and_answers_to_its_handle() {
    let built = built("shopify");
    assert_eq!(
        skus(&built),
        ["MUG-1", "wool-scarf", "voucher", "COURSE-1", "KETTLE-4", "tin-spoon"],
        "what is draft, archived or not in the online store is not in the feed"
    );
    let mug = product(&built, "MUG-1");
    assert!(mug.answers_to(&"enamel-mug".to_owned()));
    assert_eq!(mug.product_type, ProductType::Simple);
    assert!(mug.is_addable());
    assert_eq!((mug.name.as_str(), mug.url.as_str()), ("Enamel Mug & Lid", "/products/enamel-mug"));
    assert_eq!(mug.price.unwrap().to_string(), "14.5");
    assert_eq!(mug.regular_price.unwrap().to_string(), "18");
    assert_eq!(mug.categories, ["Home & Garden/Kitchen & Dining/Mugs"]);
    assert_eq!(item(&built, "MUG-1").description, "Warm.\n• Holds 0.4 l");
    assert_eq!(item(&built, "MUG-1").images, ["https://cdn.example/mug.jpg", "https://cdn.example/mug-side.jpg"]);
}

#[test]
fn variants_are_one_product_and_are_named_by_their_options_where_they_have_no_sku() {
    let built = built("shopify");
    let scarf = product(&built, "wool-scarf");
    assert_eq!(scarf.variants, ["wool-scarf#Moss / S, short", "SCARF-L", "wool-scarf#Rust / L"]);
    assert_eq!((scarf.product_type, scarf.needs_options), (ProductType::Configurable, true));
    assert_eq!(value(&built, "wool-scarf", "color"), many(&["Moss", "Rust"]));
    assert_eq!(value(&built, "wool-scarf", "size"), many(&["S, short", "L"]));
    assert!(!item(&built, "wool-scarf#Moss / S, short").in_stock, "none is left, and none can be ordered");
    assert!(item(&built, "wool-scarf#Rust / L").in_stock, "it can be ordered when none is left");
    assert_eq!(scarf.price.unwrap().to_string(), "42", "of those that can be bought the cheapest");
    assert_eq!(scarf.regular_price.unwrap().to_string(), "50");
    assert_eq!(item(&built, "SCARF-L").regular_price, None, "what is compared at its own price is not reduced");
    assert_eq!(item(&built, "wool-scarf").images, ["https://cdn.example/scarf.jpg"], "a picture named twice is one");
    assert_eq!(item(&built, "wool-scarf#Moss / S, short").images, ["https://cdn.example/moss.jpg"]);
}

#[test]
fn vendor_type_tags_and_fields_of_the_merchant_s_own_are_for_rules() {
    let built = built("shopify");
    assert_eq!(value(&built, "MUG-1", "vendor"), Some(Value::One("Hearth & Co".into())));
    assert_eq!(value(&built, "MUG-1", "product-type"), Some(Value::One("Drinkware".into())));
    assert_eq!(value(&built, "MUG-1", "tags"), many(&["camping", "Gift"]));
    assert_eq!(value(&built, "MUG-1", "made-of"), many(&["Steel", "Enamel"]));
    assert_eq!(value(&built, "MUG-1", "title"), None, "the option of a product without options is none");
}

#[test]
fn gift_cards_and_what_is_not_shipped_are_known_as_such() {
    let built = built("shopify");
    let voucher = product(&built, "voucher");
    assert_eq!((voucher.product_type, voucher.needs_options), (ProductType::GiftCard, true));
    assert_eq!(voucher.price.unwrap().to_string(), "10");
    let course = product(&built, "COURSE-1");
    assert_eq!(course.product_type, ProductType::Virtual);
    assert!(course.in_stock, "stock that nobody counts is no reason");
    assert!(!product(&built, "KETTLE-4").visible, "nothing leads to what is unlisted");
}

#[test]
fn a_sku_that_two_products_have_stays_with_the_first() {
    let built = built("shopify");
    assert_eq!(product(&built, "tin-spoon").name, "=HYPERLINK(\"http://x\")", "a formula is just text");
    let messages: Vec<String> = built.report.diagnostics.iter().map(ToString::to_string).collect();
    let folder = format!("{}/", fixture("shopify").display());
    assert_eq!(
        messages.iter().map(|message| message.replace(&folder, "")).collect::<Vec<_>>(),
        [
            "products.csv:14:1: warning: variant sku: expected a SKU of its own, found \"MUG-1\", which is the product at \
            products.csv:2:1"
        ]
    );
}

#[test]
fn the_summary_counts_what_a_merchant_counts() {
    let built = built("shopify");
    let summary = built.report.to_string();
    let first = "5 products with a page of their own (14 SKUs; 5 variants folded into 2 parents; \
        1 without a page of their own; 3 switched off)\n";
    assert!(summary.starts_with(first), "{summary}");
    assert!(summary.contains("  Shopify products          13 rows in 1 file\n"), "{summary}");
}

#[test]
fn product_pages_are_where_the_user_says_and_else_where_shopify_has_them() {
    let options = BuildOptions {
        catalogue: vec![fixture("shopify")],
        product_url: Some("/en/products/{slug}".into()),
        ..common::everything()
    };
    assert_eq!(product(&build(&options).unwrap(), "MUG-1").url, "/en/products/enamel-mug");
}

#[test]
fn rows_of_a_product_need_not_follow_one_another() {
    let table = "Handle,Title,Option1 Name,Option1 Value,Variant Price,Image Src\n\
        a,,,L,3,\nb,Bow,Title,Default Title,2,\na,Axe,Size,S,4,\nb,,,,,https://x.example/b.jpg\n";
    let (built, messages) = built_of(&[("shop.csv", table.as_bytes())]);
    assert_eq!(messages, [] as [&str; 0]);
    assert_eq!(product(&built, "a").variants, ["a#L", "a#S"]);
    assert_eq!(product(&built, "a").price.unwrap().to_string(), "3");
    assert_eq!(product(&built, "b").image, "https://x.example/b.jpg");
}

#[test]
fn the_columns_of_the_newer_export_are_known_too() {
    let table = "Title,URL handle,Description,Vendor,Type,Published on online store,Status,SKU,Option1 name,Option1 value,\
        Price,Compare-at price,Inventory tracker,Inventory quantity,Continue selling when out of stock,Requires shipping,\
        Product image URL,Image position,Gift card\n\
        Axe,axe,Sharp,Smith,Tool,TRUE,active,AXE-1,Title,Default Title,10,12,shopify,0,CONTINUE,TRUE,https://x.example/a.jpg,1,FALSE\n\
        Bow,bow,Bent,Smith,Tool,TRUE,active,BOW-1,Title,Default Title,10,12,shopify,0,DENY,TRUE,https://x.example/b.jpg,1,FALSE\n";
    let (built, messages) = built_of(&[("shop.csv", table.as_bytes())]);
    assert_eq!(messages, [] as [&str; 0]);
    assert_eq!(product(&built, "AXE-1").regular_price.unwrap().to_string(), "12");
    assert_eq!(product(&built, "AXE-1").url, "/products/axe");
    assert!(product(&built, "AXE-1").in_stock);
    assert!(!product(&built, "BOW-1").in_stock);
}

#[test]
fn what_is_wrong_is_reported_at_its_cell_and_costs_its_row_alone() {
    let table = "Handle,Title,Published,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src,Status\n\
        a,Axe,true,Size,S,A-S,\"1O\",,active\na,,,,M,A-M,3,javascript:alert(1),\n\
        b,Bow,perhaps,Title,Default Title,B,2,,active\n,Cup,true,Title,Default Title,C,2,,active\n\
        d,,true,Title,Default Title,D,2,,active\ne,Ewer,true,Title,Default Title,E,x,,active\n\
        f,Fork,true\ng,Grate,true,Title,Default Title,G,7,,sold\nh,Hoe,true,Title,Default Title,H,7,,active\n";
    let (built, messages) = built_of(&[("shop.csv", table.as_bytes())]);
    assert_eq!(skus(&built), ["A-M", "H"]);
    assert_eq!(product(&built, "A-M").image, "");
    assert_eq!(
        messages,
        [
            "shop.csv:2:23: variant price: expected an amount such as 12.50, found \"1O\"",
            "shop.csv:3:14: image src: expected an address that begins with http, https or a path, found \
                \"javascript:alert(1)\"",
            "shop.csv:4:7: published: expected true or false, found \"perhaps\"",
            "shop.csv:5:1: handle: expected a handle, found nothing",
            "shop.csv:7:35: variant price: expected an amount such as 12.50, found \"x\"",
            "shop.csv:8:1: expected 9 columns, found 3",
            "shop.csv:9:39: status: expected active, draft, archived or unlisted, found \"sold\"",
            "shop.csv:6:1: title: expected a title, found nothing",
        ]
    );
}

#[test]
fn the_real_export_is_read_to_the_last_row() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/shopify/Product-data.csv");
    if !file.is_file() {
        println!("skipped: ../shared/data/shopify is not here");
        return;
    }
    let built = build(&BuildOptions { catalogue: vec![file], ..common::everything() }).unwrap();
    assert_eq!(built.report.diagnostics, []);
    assert_eq!(built.feed.products.len(), 20, "every SKU is empty, so that 20 handles are 20 products");
    let counts = &built.report.products;
    assert_eq!((counts.skus, counts.with_page, counts.variants, counts.parents), (22, 20, 2, 1));
    assert_eq!((counts.hidden, counts.disabled, counts.without_price, counts.without_picture), (0, 0, 0, 0));
    assert!(built.report.to_string().contains("  Shopify products          21 rows in 1 file\n"));
    let gloves = product(&built, "gardening-gloves");
    assert_eq!(gloves.variants, ["gardening-gloves#Green", "gardening-gloves#Yellow"]);
    assert_eq!(gloves.price.unwrap().to_string(), "9.99");
    assert_eq!(item(&built, "gardening-gloves").images.len(), 2);
    assert_eq!(value(&built, "gardening-gloves", "color"), many(&["Green", "Yellow"]));
    let lamp = product(&built, "floor-lamp");
    assert_eq!((lamp.url.as_str(), lamp.regular_price.unwrap().to_string()), ("/products/floor-lamp", "85".into()));
    assert_eq!(value(&built, "floor-lamp", "tags"), many(&["Black", "Lamp"]));
    assert!(product(&built, "watering-can").in_stock, "nobody counts its stock, which is 0");
    assert_eq!(item(&built, "black-armchairs").description.lines().count(), 6, "three headings, three paragraphs");
}
