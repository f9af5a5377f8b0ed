//! The widget in a browser, through the functions that the loader calls, on a page that each test makes for itself.
#![cfg(target_arch = "wasm32")]

mod chunks;
mod host;
mod page;
mod shopper;

use host::{FEED, Host};
use page::{Page, feed};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const MUGS: &str = r#"
    {"sku":"mug","name":"Mug","price":18,"related":["spoon","pot","tea"],"cross-sell":["tea","spoon"]},
    {"sku":"tea","name":"Tea","price":"7.9","regular-price":"9.9","url":"/tea","cross-sell":["pot"]},
    {"sku":"pot","name":"Pot","type":"configurable","url":"/pot"},
    {"sku":"spoon","name":"Spoon","price":9,"url":"/spoon","min-quantity":2}"#;

#[wasm_bindgen_test]
async fn links_become_cards_in_their_order_and_the_fallback_makes_way() {
    let page = Page::with("related", &[("sku", "mug")]);
    assert!(page.fallback_is_visible());
    page.start(&feed(MUGS)).await;
    assert_eq!(page.skus(), ["spoon", "pot", "tea"]);
    assert_eq!(page.texts("[part=name]"), ["Spoon", "Pot", "Tea"]);
    assert_eq!(page.texts("[part=heading]"), ["Related products"]);
    assert!(!page.fallback_is_visible());
}

#[wasm_bindgen_test]
async fn prices_are_written_by_the_browser_in_the_feeds_currency() {
    let page = Page::with("related", &[("sku", "mug")]);
    page.start(&feed(MUGS)).await;
    assert_eq!(page.texts("[part=price]"), ["€9.00", "", "€7.90"]);
    assert_eq!(page.texts("[part=regular-price]"), ["Was €9.90"]);
}

#[wasm_bindgen_test]
async fn only_what_needs_no_choice_can_be_ticked_and_ticks_travel_with_the_form() {
    let page = Page::in_form("related", &[("sku", "mug"), ("name", "also")]);
    page.start(&feed(MUGS)).await;
    assert_eq!(page.count("input"), 2);
    page.click("[data-sku=tea] input").await;
    assert_eq!(page.form_entries(), "also=tea");
    page.click("[part=tick-all-button]").await;
    assert_eq!(page.form_entries(), "also=spoon&also=tea");
    assert_eq!(page.texts("[part=tick-all-button]"), ["unselect all"]);
    page.click("[part=tick-all-button]").await;
    assert_eq!(page.form_entries(), "");
}

#[wasm_bindgen_test]
async fn a_form_that_is_reset_forgets_the_ticks() {
    let page = Page::in_form("related", &[("sku", "mug"), ("name", "also")]);
    page.start(&feed(MUGS)).await;
    page.click("[data-sku=tea] input").await;
    page.reset().await;
    assert_eq!((page.form_entries().as_str(), page.count("input:checked")), ("", 0));
    assert_eq!(page.texts("[part=tick-all-button]"), ["select all"]);
}

#[wasm_bindgen_test]
async fn without_a_form_what_is_ticked_goes_out_as_an_event_with_its_smallest_quantity() {
    let page = Page::with("related", &[("sku", "mug")]);
    page.start(&feed(MUGS)).await;
    page.click("[data-sku=spoon] input").await;
    page.click("[part=tick-all] [part=button]").await;
    assert_eq!(
        page.events("kindred:add-to-cart"),
        [
            r#"{"relation":"related","unit":"related","type":"related","heading":"Related products","currency":"EUR","skus":["spoon"],"items":[{"sku":"spoon","name":"Spoon","url":"/spoon","position":1,"price":9,"quantity":2,"source":"link"}]}"#
        ]
    );
}

#[wasm_bindgen_test]
async fn a_card_whose_product_enters_the_cart_leaves_and_focus_goes_to_its_neighbour() {
    let page = Page::with("cross-sell", &[]);
    page.start(&feed(MUGS)).await;
    assert!(page.fallback_is_visible(), "an empty cart has nothing to show");
    page.set_cart("mug").await;
    assert_eq!(page.skus(), ["tea", "spoon"]);
    page.focus("[data-sku=tea] button");
    page.set_cart("tea\nmug").await;
    assert_eq!(page.skus(), ["pot", "spoon"]);
    assert_eq!(page.focused_sku().as_deref(), Some("pot"));
}

#[wasm_bindgen_test]
async fn a_page_that_answers_a_click_with_another_cart_is_heard() {
    let page = Page::with("cross-sell", &[]);
    page.start(&feed(MUGS)).await;
    page.set_cart("mug").await;
    page.put_what_is_added_into_the_cart("mug");
    page.click("[data-sku=spoon] button").await;
    assert_eq!(page.skus(), ["tea"]);
}

#[wasm_bindgen_test]
async fn a_card_that_stays_keeps_its_element_when_others_come_and_go_around_it() {
    let page = Page::with("cross-sell", &[]);
    page.start(&feed(MUGS)).await;
    page.set_cart("mug").await;
    let spoon = page.find("[data-sku=spoon]");
    assert_eq!(page.skus(), ["tea", "spoon"]);
    page.set_cart("tea\nmug").await;
    assert_eq!((page.skus().join(" ").as_str(), page.find("[data-sku=spoon]")), ("pot spoon", spoon.clone()));
    page.set_cart("mug").await;
    assert_eq!((page.skus().join(" ").as_str(), page.find("[data-sku=spoon]")), ("tea spoon", spoon));
}

#[wasm_bindgen_test]
async fn other_attributes_select_again() {
    let page = Page::with("related", &[("sku", "mug"), ("limit", "1"), ("heading", "Goes with it")]);
    page.start(&feed(MUGS)).await;
    assert_eq!(
        (page.skus().as_slice(), page.texts("[part=heading]").as_slice()),
        (&["spoon".to_owned()][..], &["Goes with it".to_owned()][..])
    );
    page.set_attribute("limit", "2").await;
    assert_eq!(page.skus(), ["spoon", "pot"]);
    page.set_attribute("sku", "tea").await;
    assert_eq!(page.skus(), [""; 0]);
    assert!(page.fallback_is_visible());
}

#[wasm_bindgen_test]
async fn html_stays_text_and_an_address_that_could_run_is_left_out() {
    let page = Page::with("related", &[("sku", "a")]);
    let hostile = r#"{"sku":"a","name":"A","related":["b"]},
        {"sku":"b","name":"<img src=x onerror=alert(1)>","url":"javascript:alert(1)","image":"data:text/html,x","price":-5}"#;
    page.start(&feed(hostile)).await;
    assert_eq!(page.texts("[part=name]"), ["<img src=x onerror=alert(1)>"]);
    assert_eq!(page.texts("[part=price]"), [""]);
    assert_eq!((page.count("a[href]"), page.count("img")), (0, 0));
}

#[wasm_bindgen_test]
async fn one_failed_request_is_tried_again() {
    let page = Page::with("related", &[("sku", "mug")]);
    let host = Host::with(&feed(MUGS));
    host.fail_once(FEED);
    page.start_on(&host, None).await;
    assert_eq!(page.skus(), ["spoon", "pot", "tea"]);
    assert_eq!(page.events("kindred:error"), [""; 0]);
}

#[wasm_bindgen_test]
async fn two_failed_requests_leave_the_fallback_and_one_event() {
    let page = Page::with("related", &[("sku", "mug")]);
    let host = Host::new();
    host.fail(FEED);
    page.start_on(&host, None).await;
    assert_eq!(host.asked(), ["default /feed.json", "default /feed.json"]);
    assert!(page.fallback_is_visible());
    assert_eq!(page.events("kindred:error"), [r#"{"code":"feed-unreachable","message":"/feed.json: no answer"}"#]);
}

#[wasm_bindgen_test]
async fn a_feed_that_cannot_be_read_is_named_with_its_place() {
    for (text, code, message) in [
        ("<!doctype html>", "feed-invalid", "/feed.json: 1:1: expected a value, found `<`"),
        (
            r#"{"format":1,"currency":"EUR","pro"#,
            "feed-invalid",
            "/feed.json: 1:34: expected the closing quote, found the end of the text",
        ),
        (r#"{"format":9}"#, "feed-newer", "/feed.json: expected format 1, found 9: this feed needs a newer Kindred"),
    ] {
        let page = Page::with("related", &[("sku", "mug")]);
        page.start(text).await;
        assert!(page.fallback_is_visible());
        assert_eq!(page.events("kindred:error"), [format!(r#"{{"code":"{code}","message":"{message}"}}"#)]);
    }
}

#[wasm_bindgen_test]
async fn a_sku_that_the_feed_does_not_know_leaves_the_fallback() {
    let page = Page::with("up-sell", &[("sku", "nobody")]);
    page.start(&feed(MUGS)).await;
    assert!(page.fallback_is_visible());
    let expected = r#"{"code":"unknown-sku","message":"expected a SKU of the feed, found \"nobody\""}"#;
    assert_eq!(page.events("kindred:error"), [expected]);
}
