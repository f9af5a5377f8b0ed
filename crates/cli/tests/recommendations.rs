//! Lists of recommendations on their way into a feed.

mod common;

use common::folder;
use kindred_cli::pipeline::{BuildOptions, Built, build};
use kindred_core::feed::Product;
use tempfile::TempDir;

/// A shop of mugs and teas; M-2 has a variant, and H is hidden.
const SHOP: &str = r#"{"format":1,"currency":"EUR","language":"de","units":{
    "front":{"type":"most-viewed","limit":2,"include":[{"attribute":"category","operator":"is","value":"Tea"}]},
    "alike":{"type":"most-viewed","include":[{"attribute":"category","operator":"is","matched":"category"}]},
    "cheaper":{"type":"bought-bought","include":[{"attribute":"price","operator":"less than","matched":"price"}]},
    "viewed-bought":{"active":false},
    "trending":{"heading":"Heiß"}},
  "products":[
    {"sku":"M-1","name":"Mug","price":10,"categories":["Mugs"]},
    {"sku":"M-2","name":"Mug with lid","price":12,"categories":["Mugs"],"variants":["M-2-red"]},
    {"sku":"T-1","name":"Green tea","price":5,"categories":["Tea"]},
    {"sku":"T-2","name":"Black tea","price":6,"categories":["Tea"]},
    {"sku":"H","name":"Hidden","visible":false}]}"#;

const LISTS: &str = r#"{"format":1,"learned":"2026-11-01"}
{"type":"bought-bought","sku":"M-1","list":["T-1",900,"m-2-RED",800,"M-1",700,"H",600,"gone",500]}
{"type":"bought-bought","sku":"gone","list":["T-1",900]}
{"type":"next-item","sku":"M-1","list":["T-2",400]}
{"type":"viewed-bought","sku":"M-1","list":["T-2",400]}
{"type":"most-viewed","list":["M-1",9,"T-2",8,"M-2",7,"T-1",6]}
{"type":"trending","list":["T-1",700]}
"#;

fn built(files: &[(&str, &str)], change: impl FnOnce(&TempDir, &mut BuildOptions)) -> Built {
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let files = folder(&bytes);
    let mut options = BuildOptions { catalogue: vec![files.path().join("shop.json")], ..BuildOptions::default() };
    change(&files, &mut options);
    build(&options).unwrap()
}

fn with_lists(lists: &str) -> Built {
    built(&[("shop.json", SHOP), ("lists.jsonl", lists)], |files, options| {
        options.lists = vec![files.path().join("lists.jsonl")];
    })
}

fn product<'a>(built: &'a Built, sku: &str) -> &'a Product {
    built.feed.products.iter().find(|product| product.sku == sku).unwrap()
}

#[test]
fn a_list_has_the_products_that_a_shopper_sees_in_its_order() {
    let built = with_lists(LISTS);
    assert_eq!(product(&built, "M-1").list("bought-bought"), ["T-1", "M-2"], "variants are their parents");
    assert_eq!(product(&built, "M-1").list("next-item"), ["T-2"]);
    assert_eq!(built.feed.lists.iter().find(|(name, _)| name == "trending").unwrap().1, ["T-1"]);
    let counts = &built.report.lists;
    assert_eq!(
        (counts.unknown, counts.dropped),
        (2, 2),
        "H and gone; the list of gone, and that of a unit switched off"
    );
    assert!(product(&built, "M-1").list("viewed-bought").is_empty(), "no unit of that type is on");
}

#[test]
fn a_unit_with_filters_has_a_list_of_its_own_which_is_full() {
    let built = with_lists(LISTS);
    let front = &built.feed.lists.iter().find(|(name, _)| name == "front").unwrap().1;
    assert_eq!(front, &["T-2", "T-1"]);
    assert_eq!(product(&built, "M-1").list("cheaper"), ["T-1"], "M-2 costs more");
    assert_eq!(product(&built, "M-1").list("alike"), ["M-2"]);
    assert_eq!(product(&built, "T-1").list("alike"), ["T-2"]);
}

#[test]
fn a_filter_of_a_unit_that_is_named_after_its_type_takes_nothing_from_other_units() {
    let tea = r#""include":[{"attribute":"category","operator":"is","value":"Tea"}]"#;
    let units = format!(r#""units":{{"bought-bought":{{"limit":1,{tea}}},"trending":{{"limit":1,{tea}}},"#);
    let mugs: Vec<String> = (1..40).map(|n| format!(r#"{{"sku":"X-{n}","name":"Mug {n}","price":3}}"#)).collect();
    let teas: Vec<String> =
        (1..40).map(|n| format!(r#"{{"sku":"Y-{n}","name":"Tea {n}","categories":["Tea"]}}"#)).collect();
    let shop = SHOP
        .replace(r#""trending":{"heading":"Heiß"}"#, r#""plain":{"type":"bought-bought"}"#)
        .replace(r#""units":{"#, &units)
        .replace(r#""products":["#, &format!(r#""products":[{},{},"#, mugs.join(","), teas.join(",")));
    let names = |letter: char| (1..40).map(move |n| format!("\"{letter}-{n}\"")).collect::<Vec<_>>().join(",");
    let all = format!("{},{}", names('X'), names('Y'));
    let lists = format!(
        "{{\"type\":\"bought-bought\",\"sku\":\"M-1\",\"list\":[{all}]}}\n{{\"type\":\"trending\",\"list\":[{all}]}}\n"
    );
    let built = built(&[("shop.json", &shop), ("lists.jsonl", &lists)], |files, options| {
        options.lists = vec![files.path().join("lists.jsonl")];
    });
    let of_product = product(&built, "M-1").list("bought-bought");
    assert_eq!((of_product[0].as_str(), of_product.len()), ("X-1", 39 + 4), "mugs for others, four teas for its own");
    let trending = &built.feed.lists.iter().find(|(name, _)| name == "trending").unwrap().1;
    assert_eq!((trending[0].as_str(), trending.last().unwrap().as_str()), ("X-1", "Y-6"));
}

#[test]
fn units_have_a_heading_in_the_language_of_the_feed_unless_the_merchant_gave_one() {
    let built = with_lists(LISTS);
    let heading = |name: &str| built.feed.units.recommendations[name].heading.clone().unwrap();
    assert_eq!(heading("bought-bought"), "Wird oft zusammen gekauft");
    assert_eq!((heading("trending").as_str(), heading("recently-viewed").as_str()), ("Heiß", "Zuletzt angesehen"));
    assert!(!built.feed.units.recommendations.contains_key("view-to-cart"), "there is no such list");
}

#[test]
fn a_line_that_is_no_list_is_named_and_the_others_stand() {
    let built = with_lists("{\"type\":\"liked\",\"list\":[]}\n{\"type\":\"trending\",\"list\":[\"T-1\"]}\nno\n");
    let said: Vec<String> = built.report.diagnostics.iter().map(|diagnostic| diagnostic.message()).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].contains("expected a type of recommendation such as bought-bought, found \"liked\""), "{said:?}");
    assert_eq!(built.feed.lists.len(), 1);
}

#[test]
fn a_build_learns_from_orders_itself() {
    let orders = "order_id,sku,quantity,price,created_at,customer_id\n".to_owned()
        + &(0..30)
            .map(|n| {
                format!(
                    "{n},M-1,1,10,2026-10-{:02} 10:00:00,c{n}\n{n},T-1,1,5,2026-10-{:02} 10:00:00,c{n}\n",
                    n % 28 + 1,
                    n % 28 + 1
                )
            })
            .collect::<String>();
    let built = built(&[("shop.json", SHOP), ("orders/1.csv", &orders)], |files, options| {
        options.orders = vec![files.path().join("orders")];
    });
    assert_eq!(product(&built, "M-1").list("bought-bought"), ["T-1"]);
    assert!(built.report.to_string().contains("Recommendation lists"), "{}", built.report);
}

#[test]
fn a_unit_of_a_department_finds_what_stands_far_down_the_ranking() {
    let category = |rank: u32| if (30..=40).contains(&rank) { "Tools" } else { "Rest" };
    let product =
        |rank: u32| format!("{{\"sku\":\"P{rank}\",\"name\":\"P{rank}\",\"categories\":[\"{}\"]}}", category(rank));
    let products: Vec<String> = (1..=50).map(product).collect();
    let shop = format!(
        "{{\"format\":1,\"currency\":\"EUR\",\"units\":{{\"best\":{{\"type\":\"most-purchased\",\"include\":[{{\
         \"attribute\":\"category\",\"operator\":\"is\",\"value\":\"Tools\"}}]}}}},\"products\":[{}]}}",
        products.join(",")
    );
    // The first is in sixty orders, the last in eleven.
    let bought = (1..=50).flat_map(|rank| (rank..=60).map(move |order| format!("{order},P{rank},2026-10-01\n")));
    let orders = "order_id,sku,date\n".to_owned() + &bought.collect::<String>();
    let built = built(&[("shop.json", &shop), ("orders.csv", &orders)], |files, options| {
        options.orders = vec![files.path().join("orders.csv")];
    });
    let best = &built.feed.lists.iter().find(|(name, _)| name == "best").unwrap().1;
    // Five that show, and as many to spare.
    let expected: Vec<String> = (30..40).map(|rank| format!("P{rank}")).collect();
    assert_eq!(best, &expected);
}

#[test]
fn lists_of_a_newer_format_end_the_build() {
    let files = folder(&[
        ("shop.json", SHOP.as_bytes()),
        ("lists.jsonl", b"{\"format\":2}\n{\"type\":\"trending\",\"list\":[]}\n"),
    ]);
    let options = BuildOptions {
        catalogue: vec![files.path().join("shop.json")],
        lists: vec![files.path().join("lists.jsonl")],
        ..BuildOptions::default()
    };
    let error = build(&options).unwrap_err();
    assert_eq!(error.exit_code(), 1);
    let said = error.to_string();
    assert!(said.ends_with("lists.jsonl:1:1: expected format 1, found 2: these lists need a newer Kindred"), "{said}");
}

#[test]
fn what_is_wrong_with_a_log_is_said_and_strict_stops_at_it() {
    let orders = "order_id,sku,created_at\n".to_owned() + &"1,M-1,soon\n".repeat(9) + "1,M-1,2026-10-01\n";
    let of = |strict: bool| {
        let files = folder(&[("shop.json", SHOP.as_bytes()), ("orders.csv", orders.as_bytes())]);
        build(&BuildOptions {
            catalogue: vec![files.path().join("shop.json")],
            orders: vec![files.path().join("orders.csv")],
            strict,
            ..BuildOptions::default()
        })
    };
    let report = of(false).unwrap().report;
    assert_eq!(report.n_skipped(), 9);
    let said = report.to_string();
    assert!(said.contains("10 lines in 1 log"), "though no list comes of it: {said}");
    assert!(said.contains("9 lines that cannot be read"), "{said}");
    let refused = of(true).unwrap_err().to_string();
    assert!(refused.contains("orders.csv:2:7: created_at: expected a time"), "{refused}");
    assert!(refused.contains("and 5 more like this\nnothing was written"), "{refused}");
}

#[test]
fn without_lists_nothing_is_added_to_a_feed() {
    let built = built(&[("shop.json", SHOP)], |_, _| {});
    assert!(built.feed.lists.is_empty() && built.feed.products.iter().all(|product| product.lists.is_empty()));
    assert_eq!(built.feed.units.recommendations["front"].heading, None);
}
