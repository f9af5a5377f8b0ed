//! Units of recommendations: what section 5 of the reference says of them, case by case.

use kindred_core::context::Context;
use kindred_core::feed::{self, Feed};
use kindred_core::select::{Reason, select_for};

/// A shop of eight products. A goes with B and C, D with C and E; H is hidden, G sold out.
fn shop(units: &str) -> Feed {
    let lists = |name: &str, skus: &str| format!(r#""lists":{{"{name}":[{skus}]}}"#);
    let product = |sku: &str, more: &str| format!(r#"{{"sku":"{sku}","name":"{sku}","price":{},{more}}}"#, 10);
    let products = [
        product("A", &lists("bought-bought", r#""B","C","H""#)),
        product("B", &lists("viewed-viewed", r#""A","F""#)),
        product("C", r#""categories":["Mugs"]"#),
        product("D", &format!(r#""categories":["Mugs"],{}"#, lists("bought-bought", r#""C","E""#))),
        product("E", r#""categories":["Mugs"]"#),
        product("F", r#""categories":["Tea"]"#),
        product("G", r#""in-stock":false"#),
        product("H", r#""visible":false"#),
    ];
    let text = format!(
        r#"{{"format":1,"currency":"EUR","units":{{{units}}},"lists":{{"most-viewed":["G","F","E","A"],"trending":["E"]}},
        "products":[{}]}}"#,
        products.join(",")
    );
    feed::read(&text).unwrap()
}

fn context() -> Context {
    Context::new(str::to_lowercase)
}

fn texts(skus: &[&str]) -> Vec<String> {
    skus.iter().map(|sku| (*sku).to_owned()).collect()
}

fn viewing(sku: &str) -> Context {
    Context { viewed: Some(sku.to_owned()), ..context() }
}

fn with_cart(skus: &[&str]) -> Context {
    Context { cart: texts(skus), ..context() }
}

fn remembering(skus: &[&str]) -> Context {
    Context { history: texts(skus), ..context() }
}

/// The SKUs of a unit's cards; those of the backup with a plus before them.
fn shown(feed: &Feed, unit: &str, limit: Option<u32>, context: &Context) -> Vec<String> {
    let unit = feed.settings.unit_named(unit).unwrap();
    let cards = select_for(feed, unit, limit, context);
    let is_backup = |reason: &Reason<'_>| *reason == Reason::Backup;
    cards.iter().map(|card| format!("{}{}", if is_backup(&card.reason) { "+" } else { "" }, card.product.sku)).collect()
}

fn skus(unit: &str, context: &Context) -> Vec<String> {
    shown(&shop(""), unit, None, context)
}

#[test]
fn a_products_list_comes_first_and_the_most_viewed_fill_the_rest() {
    assert_eq!(skus("bought-bought", &viewing("A")), ["B", "C", "+F", "+E"]);
    assert_eq!(shown(&shop(""), "bought-bought", Some(2), &viewing("A")), ["B", "C"]);
}

#[test]
fn a_cart_adds_up_the_lists_of_its_products_and_shows_none_of_them() {
    assert_eq!(skus("bought-bought", &with_cart(&["D", "A"])), ["C", "E", "B", "+F"], "C goes with both");
    let in_cart_and_list = with_cart(&["D", "A", "C"]);
    assert_eq!(skus("bought-bought", &in_cart_and_list), ["E", "B", "+F"]);
    let on_a_products_page = Context { cart: texts(&["B"]), ..viewing("A") };
    assert_eq!(
        skus("bought-bought", &on_a_products_page),
        ["C", "+F", "+E"],
        "nor does a page show what is in the cart"
    );
}

#[test]
fn types_that_are_about_the_shop_show_its_list_everywhere_but_never_the_viewed_product() {
    assert_eq!(skus("most-viewed", &context()), ["F", "E", "A"]);
    assert_eq!(skus("most-viewed", &viewing("E")), ["F", "A"]);
    assert_eq!(skus("trending", &context()), ["E", "+F", "+A"]);
}

#[test]
fn a_type_without_backup_shows_what_there_is_and_one_without_data_nothing() {
    assert_eq!(skus("more-like-this", &viewing("A")), [""; 0]);
    assert_eq!(skus("most-purchased", &context()), [""; 0]);
    let own = r#""more-like-this":{"backup":true},"bought-bought":{"backup":false}"#;
    assert_eq!(shown(&shop(own), "more-like-this", None, &viewing("A")), ["+F", "+E"]);
    assert_eq!(shown(&shop(own), "bought-bought", None, &viewing("A")), ["B", "C"]);
}

#[test]
fn cold_start_has_the_most_viewed_products_or_nothing() {
    let products = r#"[{"sku":"A","name":"A"},{"sku":"B","name":"B"}]"#;
    let empty = feed::read(&format!(r#"{{"format":1,"currency":"EUR","products":{products}}}"#)).unwrap();
    for kind in kindred_core::recommend::Type::ALL {
        assert_eq!(shown(&empty, kind.name(), None, &viewing("A")), [""; 0], "{}", kind.name());
    }
    assert_eq!(skus("viewed-viewed", &viewing("C")), ["+F", "+E", "+A"]);
}

#[test]
fn recently_viewed_is_the_history_without_what_is_on_the_page_and_what_is_gone() {
    let history = remembering(&["A", "gone", "F", "H", "C"]);
    assert_eq!(skus("recently-viewed", &history), ["A", "F", "C"]);
    assert_eq!(skus("recently-viewed", &Context { viewed: Some("A".into()), ..history.clone() }), ["F", "C"]);
    assert_eq!(skus("recently-viewed", &context()), [""; 0], "without consent there is no history");
    let all = remembering(&["gone", "gone too", "A", "F", "C", "E", "D"]);
    assert_eq!(shown(&shop(""), "recently-viewed", Some(1), &all), ["A"]);
    let in_cart = Context { cart: texts(&["A", "F", "C", "E"]), ..remembering(&["A", "F", "C", "E", "D"]) };
    assert_eq!(shown(&shop(""), "recently-viewed", Some(1), &in_cart), ["D"], "what cannot show takes no place");
    let deep = remembering(&["1", "2", "3", "4", "A"]);
    assert_eq!(shown(&shop(""), "recently-viewed", Some(1), &deep), [""; 0], "no page loads all that was ever viewed");
}

#[test]
fn what_is_recommended_for_a_shopper_follows_what_they_turned_to() {
    assert_eq!(skus("just-for-you", &context()), ["+F", "+E", "+A"], "nothing is known of a new shopper");
    assert_eq!(skus("just-for-you", &remembering(&["B"])), ["A", "F", "+E"], "one view is enough");
    let bought = Context { bought: texts(&["D"]), ..context() };
    assert_eq!(skus("just-for-you", &bought), ["C", "E", "+F", "+A"]);
    let both = Context { cart: texts(&["D"]), ..remembering(&["B", "A"]) };
    assert_eq!(skus("just-for-you", &both), ["F", "C", "E"], "the last view counts most");
    assert_eq!(skus("just-for-you", &viewing("F")), ["+E", "+A"], "the page is about F already");
}

#[test]
fn what_was_viewed_and_then_bought_is_followed_by_what_is_bought_with_it() {
    let text = r#"{"format":1,"currency":"EUR","products":[{"sku":"A","name":"A","variants":["A-RED"],
        "lists":{"viewed-viewed":["B"],"bought-bought":["C"]}},{"sku":"B","name":"B"},{"sku":"C","name":"C"}]}"#;
    let feed = feed::read(text).unwrap();
    let of = |context: &Context| shown(&feed, "just-for-you", None, context);
    assert_eq!(of(&remembering(&["A-RED"])), ["B"]);
    assert_eq!(of(&Context { bought: texts(&["A-RED"]), ..remembering(&["A-RED"]) }), ["C"]);
    assert_eq!(of(&Context { cart: texts(&["A"]), ..remembering(&["A"]) }), ["C"]);
}

#[test]
fn a_purchase_counts_beside_many_views_and_a_full_cart() {
    let product =
        |sku: &str, to: &str| format!(r#"{{"sku":"{sku}","name":"{sku}","lists":{{"bought-bought":["{to}"]}}}}"#);
    let of = ["V1", "V2", "V3", "C1", "C2", "C3", "P1"];
    let mut products: Vec<String> = of.iter().map(|sku| product(sku, &format!("{sku}+"))).collect();
    products.extend(of.iter().map(|sku| format!(r#"{{"sku":"{sku}+","name":"{sku}+"}}"#)));
    let feed = feed::read(&format!(r#"{{"format":1,"currency":"EUR","products":[{}]}}"#, products.join(","))).unwrap();
    let cart = texts(&["C1", "C2", "C3"]);
    let context = Context { cart, bought: texts(&["P1"]), ..remembering(&["V1", "V2", "V3"]) };
    assert_eq!(shown(&feed, "just-for-you", Some(4), &context), ["V1+", "C1+", "P1+", "V2+"]);
}

#[test]
fn an_empty_cart_has_the_most_viewed_products_in_place_of_what_goes_with_it() {
    assert_eq!(skus("bought-bought", &with_cart(&[])), ["+F", "+E", "+A"]);
    assert_eq!(skus("more-like-this", &with_cart(&[])), [""; 0]);
}

#[test]
fn the_types_of_the_shop_ask_for_no_part_of_the_feed_that_only_the_cart_needs() {
    let alike =
        r#""mine":{"type":"most-viewed","include":[{"attribute":"category","operator":"is","matched":"category"}]}"#;
    let feed = shop(alike);
    let wants = |unit: &str| feed.settings.unit_named(unit).unwrap().wants(None, &with_cart(&["A", "D"]));
    assert_eq!(wants("most-viewed"), [""; 0]);
    assert_eq!(wants("recently-viewed"), [""; 0]);
    assert_eq!(wants("bought-bought"), ["A", "D"]);
    assert_eq!(wants("mine"), ["A", "D"], "its filter compares with what is in the cart");
}

#[test]
fn bought_products_and_those_of_earlier_units_drop_out() {
    let bought = Context { bought: texts(&["B"]), ..viewing("A") };
    assert_eq!(skus("bought-bought", &bought), ["C", "+F", "+E"]);
    let second = Context { shown: texts(&["B", "F"]), ..viewing("A") };
    assert_eq!(skus("bought-bought", &second), ["C", "+E"]);
    let again = r#""bought-bought":{"show-repeated":true,"show-bought":true}"#;
    let both = Context { bought: texts(&["B"]), shown: texts(&["F"]), ..viewing("A") };
    assert_eq!(shown(&shop(again), "bought-bought", None, &both), ["B", "C", "+F", "+E"]);
}

#[test]
fn filters_hold_for_primary_and_backup_products_alike() {
    let mugs = r#""bought-bought":{"include":[{"attribute":"category","operator":"is","value":"Mugs"}]}"#;
    assert_eq!(shown(&shop(mugs), "bought-bought", None, &viewing("A")), ["C", "+E"]);
    let alike =
        r#""mine":{"type":"most-viewed","include":[{"attribute":"category","operator":"is","matched":"category"}]}"#;
    assert_eq!(shown(&shop(alike), "mine", None, &viewing("D")), ["E"]);
    assert_eq!(
        shown(&shop(alike), "mine", None, &context()),
        [""; 0],
        "nothing is like the product of a page without one"
    );
    let priced = r#""mine":{"type":"most-viewed","include":[{"attribute":"price","operator":"equals or less than","matched":"price"}]}"#;
    assert_eq!(shown(&shop(priced), "mine", None, &viewing("D")), ["F", "E", "A"]);
    assert_eq!(shown(&shop(priced), "mine", None, &context()), [""; 0], "there is no price to compare with");
}

#[test]
fn a_unit_of_the_merchants_own_has_its_own_list_before_that_of_its_type() {
    let text = r#"{"format":1,"currency":"EUR","units":{"front":{"type":"trending","limit":1}},
        "lists":{"front":["B","A"],"trending":["A"]},"products":[{"sku":"A","name":"A"},{"sku":"B","name":"B"}]}"#;
    assert_eq!(shown(&feed::read(text).unwrap(), "front", None, &context()), ["B"]);
}

#[test]
fn a_cart_prefers_what_goes_into_it_next() {
    let text = r#"{"format":1,"currency":"EUR","products":[{"sku":"A","name":"A",
        "lists":{"bought-bought":["B"],"next-item":["C"]}},{"sku":"B","name":"B"},{"sku":"C","name":"C"}]}"#;
    let feed = feed::read(text).unwrap();
    assert_eq!(shown(&feed, "bought-bought", None, &with_cart(&["A"])), ["C"]);
    assert_eq!(shown(&feed, "bought-bought", None, &viewing("A")), ["B"]);
}

#[test]
fn no_unit_shows_more_than_twenty() {
    let products: Vec<String> = (0..40).map(|n| format!(r#"{{"sku":"{n}","name":"n"}}"#)).collect();
    let list: Vec<String> = (0..40).map(|n| format!("\"{n}\"")).collect();
    let text = format!(
        r#"{{"format":1,"currency":"EUR","lists":{{"most-viewed":[{}]}},"products":[{}]}}"#,
        list.join(","),
        products.join(",")
    );
    let feed = feed::read(&text).unwrap();
    assert_eq!(shown(&feed, "most-viewed", None, &context()).len(), 5);
    assert_eq!(shown(&feed, "most-viewed", Some(99), &context()).len(), 20);
}

#[test]
fn a_unit_without_a_type_that_there_is_is_no_unit() {
    let read =
        |units: &str| feed::read(&format!(r#"{{"format":1,"currency":"EUR","units":{{{units}}},"products":[]}}"#));
    let error = |units: &str| read(units).unwrap_err().to_string();
    assert_eq!(error(r#""relatd":{"limit":3}"#), "units.relatd.type: expected a text, found none");
    let found = error(r#""mine":{"type":"liked"}"#);
    assert_eq!(found, "units.mine: expected a type of recommendation such as bought-bought, found \"liked\"");
}
