//! A feed in chunks: which files are asked for, when, and what becomes of those that are wrong.

use crate::host::{FEED, Host, settle};
use crate::page::Page;
use kindred_core::feed::{lookup_key, lookup_number};
use wasm_bindgen_test::wasm_bindgen_test;

const BITS: u32 = 2;

/// Two pages' worth of a shop: mugs are in one chunk, what goes into them in the other.
const MUGS: &str = r#"{"products":[
        {"at":0,"sku":"mug","name":"Mug","related":["spoon","tea"],"up-sell":["tea"],"cross-sell":["tea"]}],
    "cards":[{"at":1,"sku":"tea","name":"Tea"},{"at":3,"sku":"spoon","name":"Spoon"}]}"#;
const DRINKS: &str = r#"{"products":[{"at":1,"sku":"tea","name":"Tea","related":["pot"],"cross-sell":["pot"]}],
    "cards":[{"at":2,"sku":"pot","name":"Pot"}]}"#;

fn pointer(build: &str) -> String {
    format!(r#"{{"format":1,"currency":"EUR","language":"en","build":"{build}","lookup-bits":{BITS}}}"#)
}

fn lookup_path(build: &str, sku: &str) -> String {
    format!("{build}/lookup/{}.json", lookup_number(sku, BITS))
}

fn chunk_path(build: &str, number: u32) -> String {
    format!("{build}/chunk/{number}.json")
}

fn lookup() -> String {
    let entry = |sku: &str, chunk: u32| format!(r#""{}":{chunk}"#, lookup_key(sku));
    format!("{{{},{}}}", entry("mug", 1), entry("tea", 2))
}

/// Everything of a build but the pointer to it.
fn put_build(host: &Host, build: &str) {
    for sku in ["mug", "tea", "nobody"] {
        host.put(&lookup_path(build, sku), &lookup());
    }
    host.put(&chunk_path(build, 1), MUGS);
    host.put(&chunk_path(build, 2), DRINKS);
}

fn whole_host(build: &str) -> Host {
    let host = Host::with(&pointer(build));
    put_build(&host, build);
    host
}

#[wasm_bindgen_test]
async fn the_pointer_leads_to_the_lookup_file_and_that_to_the_chunk() {
    let page = Page::with("related", &[("sku", "mug")]);
    let host = whole_host("b1");
    page.start_on(&host, None).await;
    assert_eq!(page.skus(), ["spoon", "tea"]);
    let lookup = format!("force-cache {}", lookup_path("b1", "mug"));
    assert_eq!(host.asked(), ["default /feed.json", &lookup, "force-cache b1/chunk/1.json"]);
}

#[wasm_bindgen_test]
async fn units_about_the_same_product_share_its_files() {
    let related = Page::with("related", &[("sku", "mug"), ("limit", "1")]);
    let up_sell = Page::with("up-sell", &[("sku", "mug")]);
    let host = whole_host("b1");
    related.start_on(&host, None).await;
    assert_eq!((related.skus().join(" "), up_sell.skus().join(" ")), ("spoon".into(), "tea".into()));
    assert_eq!(host.asked().len(), 3);
}

#[wasm_bindgen_test]
async fn an_inline_feed_is_one_file_for_everyone() {
    let related = Page::with("related", &[("sku", "mug")]);
    let cross_sell = Page::with("cross-sell", &[("cart", "mug")]);
    let feed = r#"{"format":1,"currency":"EUR","products":[
        {"sku":"mug","name":"Mug","related":["tea"],"cross-sell":["pot"]},
        {"sku":"tea","name":"Tea"},{"sku":"pot","name":"Pot"}]}"#;
    let host = Host::with(feed);
    related.start_on(&host, None).await;
    assert_eq!((related.skus().join(" "), cross_sell.skus().join(" ")), ("tea".into(), "pot".into()));
    assert_eq!(host.asked(), ["default /feed.json"]);
}

#[wasm_bindgen_test]
async fn the_files_of_everything_in_the_cart_travel_side_by_side() {
    let page = Page::with("cross-sell", &[("cart", "mug,tea")]);
    let host = Host::with(&pointer("b1"));
    page.start_on(&host, None).await;
    let mut asked = host.asked();
    asked.sort();
    let of = |sku: &str| format!("force-cache {}", lookup_path("b1", sku));
    let mut expected = vec!["default /feed.json".into(), of("mug"), of("tea")];
    expected.sort();
    expected.dedup();
    assert_eq!(asked, expected);
    put_build(&host, "b1");
    settle().await;
    assert_eq!(page.skus(), ["pot"], "the tea is in the cart");
}

#[wasm_bindgen_test]
async fn another_cart_loads_what_is_new_while_the_cards_stay() {
    let page = Page::with("cross-sell", &[]);
    let host = Host::with(&pointer("b1"));
    host.put(&lookup_path("b1", "mug"), &lookup());
    host.put(&lookup_path("b1", "tea"), &lookup());
    host.put(&chunk_path("b1", 1), MUGS);
    page.start_on(&host, None).await;
    page.set_cart("mug").await;
    assert_eq!(page.skus(), ["tea"]);
    host.asked();
    page.set_cart("tea\nmug").await;
    assert_eq!(page.skus(), ["tea"], "until more is known");
    host.put(&chunk_path("b1", 2), DRINKS);
    settle().await;
    assert_eq!(page.skus(), ["pot"]);
    assert!(!host.asked().iter().any(|line| line.contains("chunk/1") || line.contains(FEED)));
    page.set_cart("mug").await;
    assert_eq!((page.skus(), host.asked()), (vec!["tea".to_owned()], Vec::new()));
}

#[wasm_bindgen_test]
async fn what_no_unit_is_about_any_more_is_forgotten_and_asked_for_again() {
    let page = Page::with("related", &[("sku", "mug")]);
    let host = whole_host("b1");
    page.start_on(&host, None).await;
    page.set_attribute("sku", "tea").await;
    assert_eq!(page.skus(), ["pot"]);
    host.asked();
    page.set_attribute("sku", "mug").await;
    assert_eq!(page.skus(), ["spoon", "tea"]);
    assert!(host.asked().contains(&"force-cache b1/chunk/1.json".into()));
}

#[wasm_bindgen_test]
async fn the_pointer_stays_while_there_is_no_unit() {
    let host = whole_host("b1");
    let mut page = Page::with("related", &[("sku", "mug")]);
    page.start_on(&host, None).await;
    host.asked();
    page.leave_and_come_back(&[("sku", "tea")]).await;
    assert_eq!(page.skus(), ["pot"]);
    assert!(!host.asked().iter().any(|line| line.ends_with(FEED)));
}

#[wasm_bindgen_test]
async fn an_answer_that_nobody_waits_for_any_more_changes_nothing() {
    let page = Page::with("related", &[("sku", "mug")]);
    let host = whole_host("b1");
    page.start_on(&host, None).await;
    let late = Host::with(&pointer("b1"));
    page.start_on(&late, None).await;
    page.start_on(&host, None).await;
    late.refuse(&lookup_path("b1", "mug"), 404);
    settle().await;
    assert_eq!((page.skus().join(" "), page.events("kindred:error")), ("spoon tea".into(), Vec::new()));
}

#[wasm_bindgen_test]
async fn a_sku_that_no_lookup_file_knows_costs_no_chunk() {
    let page = Page::with("related", &[("sku", "nobody")]);
    let host = whole_host("b1");
    page.start_on(&host, None).await;
    let expected = r#"{"code":"unknown-sku","message":"expected a SKU of the feed, found \"nobody\""}"#;
    assert_eq!(page.events("kindred:error"), [expected]);
    assert_eq!(host.asked().len(), 2);
}

#[wasm_bindgen_test]
async fn a_sku_with_another_ones_key_is_not_taken_for_it() {
    let page = Page::with("related", &[("sku", "nobody")]);
    let host = whole_host("b1");
    host.put(&lookup_path("b1", "nobody"), &format!(r#"{{"{}":[1,2]}}"#, lookup_key("nobody")));
    page.start_on(&host, None).await;
    assert!(page.events("kindred:error")[0].contains("unknown-sku"));
    assert_eq!(host.asked().len(), 4);
}

#[wasm_bindgen_test]
async fn without_a_product_on_the_page_nothing_is_asked_for_but_the_pointer() {
    let page = Page::with("related", &[]);
    let host = Host::new();
    page.start_on(&host, None).await;
    assert_eq!(page.events("kindred:error"), [""; 0], "the page may still name one");
    host.put(FEED, &pointer("b1"));
    settle().await;
    assert!(page.events("kindred:error")[0].contains("no-sku"));
    assert_eq!(host.asked(), ["default /feed.json"]);
}

#[wasm_bindgen_test]
async fn a_build_that_was_removed_while_the_page_was_open_gives_way_to_the_next() {
    let page = Page::with("related", &[("sku", "mug")]);
    let host = whole_host("b1");
    page.start_on(&host, None).await;
    host.refuse(&lookup_path("b1", "tea"), 404);
    host.refuse(&chunk_path("b1", 2), 403);
    host.put(FEED, &pointer("b2"));
    put_build(&host, "b2");
    host.asked();
    page.set_attribute("sku", "tea").await;
    assert_eq!((page.skus().join(" "), page.events("kindred:error")), ("pot".into(), Vec::new()));
    let asked = host.asked();
    let lookup = format!("no-cache {}", lookup_path("b2", "tea"));
    assert_eq!(asked[asked.len() - 3..], ["reload /feed.json", &lookup, "no-cache b2/chunk/2.json"]);
}

#[wasm_bindgen_test]
async fn a_file_that_is_gone_from_the_newest_build_too_is_named() {
    let page = Page::with("related", &[("sku", "mug")]);
    let host = whole_host("b1");
    host.refuse(&chunk_path("b1", 1), 404);
    page.start_on(&host, None).await;
    assert!(page.fallback_is_visible());
    let message = "/b1/chunk/1.json: expected a file of the feed, found status 404";
    assert_eq!(page.events("kindred:error"), [format!(r#"{{"code":"feed-missing","message":"{message}"}}"#)]);
    assert_eq!(host.asked().iter().filter(|line| line.ends_with(FEED)).count(), 2, "once more, and no more");
}

#[wasm_bindgen_test]
async fn a_file_that_cannot_be_read_is_named_with_its_place() {
    let lookup = lookup_path("b1", "mug");
    for (path, text, problem) in [
        (lookup.as_str(), "<!doctype html>", "1:1: expected a value, found `<`"),
        (&lookup, r#"{"a":"b"}"#, "expected a whole number from 0, found a text"),
        ("b1/chunk/1.json", r#"{"products":[{"sku":"mug"}]}"#, "products[0].name: expected a text, found none"),
        ("b1/chunk/1.json", &MUGS[..40], "2:27: expected the closing quote, found the end of the text"),
    ] {
        let page = Page::with("related", &[("sku", "mug")]);
        let host = whole_host("b1");
        host.put(path, text);
        page.start_on(&host, None).await;
        assert!(page.fallback_is_visible());
        let message = format!("/{path}: {problem}");
        assert_eq!(page.events("kindred:error"), [format!(r#"{{"code":"feed-invalid","message":"{message}"}}"#)]);
    }
}

#[wasm_bindgen_test]
async fn a_broken_copy_in_a_cache_is_passed_by() {
    let page = Page::with("related", &[("sku", "mug")]);
    let host = whole_host("b1");
    host.put("b1/chunk/1.json", "<!doctype html>");
    host.fail_once(FEED);
    page.start_on(&host, None).await;
    let again = Page::with("related", &[("sku", "mug")]);
    let slow = Host::with(&pointer("b1"));
    slow.put(&lookup_path("b1", "mug"), "<!doctype html>");
    again.start_on(&slow, None).await;
    slow.put(&lookup_path("b1", "mug"), &lookup());
    slow.put("b1/chunk/1.json", MUGS);
    settle().await;
    assert!(slow.asked().iter().any(|line| line.starts_with("no-cache b1/lookup/")));
}

#[wasm_bindgen_test]
async fn a_chunk_that_breaks_off_once_is_tried_again_and_one_that_does_twice_is_told() {
    let page = Page::with("related", &[("sku", "mug")]);
    let host = whole_host("b1");
    host.fail_once("b1/chunk/1.json");
    page.start_on(&host, None).await;
    assert_eq!((page.skus().join(" "), page.events("kindred:error")), ("spoon tea".into(), Vec::new()));

    let page = Page::with("related", &[("sku", "mug")]);
    let host = whole_host("b1");
    host.fail("b1/chunk/1.json");
    page.start_on(&host, None).await;
    let expected = r#"{"code":"feed-unreachable","message":"/b1/chunk/1.json: no answer"}"#;
    assert_eq!((page.events("kindred:error"), host.asked().len()), (vec![expected.to_owned()], 4));
}

#[wasm_bindgen_test]
async fn a_file_on_another_host_is_named_by_its_own_address() {
    let page = Page::with("related", &[("sku", "mug")]);
    let elsewhere = pointer("b1").replacen('{', r#"{"base":"https://cdn.example/feed/","#, 1);
    let host = Host::with(&elsewhere);
    host.refuse(&format!("https://cdn.example/feed/{}", lookup_path("b1", "mug")), 404);
    page.start_on(&host, None).await;
    assert!(page.events("kindred:error")[0].contains(r#""message":"https://cdn.example/feed/b1/lookup/"#));
}
