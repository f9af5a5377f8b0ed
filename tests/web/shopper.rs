//! What a page says of whoever looks at it, what chance draws, and how units make room for one another.

use crate::page::{Page, feed};
use wasm_bindgen_test::wasm_bindgen_test;

const SHOP: &str = r#"
    {"sku":"mug","name":"Mug","price":18,"related":["tea","spoon"],"up-sell":["spoon","pot"]},
    {"sku":"tea","name":"Tea","price":7.9,"group-prices":{"trade":6.5}},
    {"sku":"spoon","name":"Spoon","price":9},
    {"sku":"pot","name":"Pot","price":30}"#;

/// The shop with these further keys.
fn feed_with(rest: &str) -> String {
    feed(SHOP).replacen('{', &format!("{{{rest},"), 1)
}

#[wasm_bindgen_test]
async fn a_rule_for_a_segment_speaks_as_soon_as_the_page_says_who_is_looking() {
    let page = Page::with("related", &[("sku", "mug"), ("limit", "3")]);
    let rule = r#""rules":[{"name":"r","relation":"related","segments":["vip"],
        "display":{"attribute":"sku","operator":"is","value":"pot"}}]"#;
    page.start(&feed_with(rule)).await;
    assert_eq!(page.skus(), ["tea", "spoon"]);
    page.set_customer("staff\nvip", None, "");
    assert_eq!(page.skus(), ["tea", "spoon", "pot"], "at once, without a frame between");
    page.set_customer("", None, "");
    assert_eq!(page.skus(), ["tea", "spoon"]);
}

#[wasm_bindgen_test]
async fn the_largest_limit_that_can_be_written_takes_nothing_from_a_rule() {
    let page = Page::with("related", &[("sku", "mug"), ("limit", "4294967295")]);
    let rule = r#""rules":[{"name":"r","relation":"related","limit":1}]"#;
    page.start(&feed_with(rule)).await;
    assert_eq!(page.skus(), ["tea", "spoon", "pot"]);
}

#[wasm_bindgen_test]
async fn a_customer_group_sees_its_own_prices_and_rules_count_with_them() {
    let page = Page::with("related", &[("sku", "mug")]);
    let cheap = r#""units":{"related":{"include":[{"attribute":"price","operator":"less than","value":7}]}}"#;
    page.start(&feed(SHOP)).await;
    assert_eq!(page.texts("[part=price]"), ["€7.90", "€9.00"]);
    page.set_customer("", Some("trade"), "");
    assert_eq!(page.texts("[part=price]"), ["€6.50", "€9.00"]);
    page.start(&feed_with(cheap)).await;
    assert_eq!(page.skus(), ["tea"]);
    page.set_customer("", Some("nobody"), "");
    assert_eq!(page.skus(), [""; 0]);
    assert!(page.fallback_is_visible());
}

#[wasm_bindgen_test]
async fn what_was_bought_drops_out() {
    let page = Page::with("related", &[("sku", "mug")]);
    page.start(&feed(SHOP)).await;
    page.set_customer("", None, "tea\nknife");
    assert_eq!(page.skus(), ["spoon"]);
    page.start(&feed_with(r#""units":{"related":{"show-bought":true}}"#)).await;
    assert_eq!(page.skus(), ["tea", "spoon"]);
}

#[wasm_bindgen_test]
async fn what_one_unit_shows_the_units_behind_it_leave_out() {
    let related = Page::with("related", &[("sku", "mug")]);
    let up_sell = Page::with("up-sell", &[("sku", "mug")]);
    up_sell.start(&feed(SHOP)).await;
    assert_eq!(related.skus(), ["tea", "spoon"]);
    assert_eq!(up_sell.skus(), ["pot"]);
    related.set_attribute("limit", "1").await;
    assert_eq!((related.skus().join(" "), up_sell.skus().join(" ")), ("tea".into(), "spoon pot".into()));
    related.set_attribute("limit", "9").await;
    assert_eq!(up_sell.skus(), ["pot"]);
    drop(related);
    assert_eq!(up_sell.skus(), ["spoon", "pot"], "a unit that leaves gives its products back");
}

#[wasm_bindgen_test]
async fn the_order_of_the_document_counts_and_not_that_of_arrival() {
    let up_sell = Page::with("up-sell", &[("sku", "mug")]);
    up_sell.start(&feed(SHOP)).await;
    assert_eq!(up_sell.skus(), ["spoon", "pot"]);
    let related = Page::before(&up_sell, "related", &[("sku", "mug")]);
    related.start(&feed(SHOP)).await;
    assert_eq!((related.skus().join(" "), up_sell.skus().join(" ")), ("tea spoon".into(), "pot".into()));
}

#[wasm_bindgen_test]
async fn a_unit_may_be_set_to_show_what_is_there_already() {
    let related = Page::with("related", &[("sku", "mug")]);
    let up_sell = Page::with("up-sell", &[("sku", "mug")]);
    up_sell.start(&feed_with(r#""units":{"up-sell":{"show-repeated":true}}"#)).await;
    assert_eq!((related.skus().join(" "), up_sell.skus().join(" ")), ("tea spoon".into(), "spoon pot".into()));
}

#[wasm_bindgen_test]
async fn the_same_seed_draws_the_same_cards_and_another_one_others() {
    let products: Vec<String> = (0..30).map(|n| format!(r#"{{"sku":"p{n}","name":"P{n}"}}"#)).collect();
    let text = feed(&products.join(",")).replacen(
        '{',
        r#"{"units":{"related":{"limit":6,"rotation":"weighted-random"}},"rules":[{"name":"r","relation":"related"}],"#,
        1,
    );
    let page = Page::with("related", &[("sku", "p0")]);
    let mut drawn = Vec::new();
    for seed in [7, 8, 7] {
        page.start_seeded(&text, seed).await;
        drawn.push(page.skus());
    }
    assert_eq!((drawn[0].len(), &drawn[0]), (6, &drawn[2]));
    assert_ne!(drawn[0], drawn[1]);
}
