//! What the page says without being asked: the product on it, its language, today's date, letters in lower case.

use kindred_core::json;
use kindred_core::node::Node;
use kindred_core::rule::Day;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;

    // An unknown time zone makes it throw.
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(language: &str, options: &JsValue) -> Result<DateTimeFormat, JsValue>;

    #[wasm_bindgen(method)]
    fn format(this: &DateTimeFormat) -> String;
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The SKU of the product that the page is about (design, section 3): JSON-LD, else the meta tag of product feeds,
/// else `data-product-sku`.
pub(crate) fn sku() -> Option<String> {
    let document = document()?;
    let attribute = |selector: &str, name: &str| {
        let element: Element = document.query_selector(selector).ok()??;
        element.get_attribute(name).filter(|sku| !sku.is_empty())
    };
    json_ld_sku(&document)
        .or_else(|| attribute("meta[property='product:retailer_item_id']", "content"))
        .or_else(|| attribute("[data-product-sku]", "data-product-sku"))
}

fn json_ld_sku(document: &Document) -> Option<String> {
    let scripts = document.query_selector_all("script[type='application/ld+json']").ok()?;
    (0..scripts.length())
        .filter_map(|index| scripts.item(index)?.text_content())
        .find_map(|text| product_sku(&json::read(&text).ok()?))
}

/// The SKU of the first product in JSON-LD, which real pages nest in lists and graphs.
fn product_sku(node: &Node) -> Option<String> {
    match node {
        Node::List(nodes) => nodes.iter().find_map(product_sku),
        Node::Object(members) => {
            let member = |key: &str| members.iter().find(|(known, _)| known == key).map(|(_, node)| node);
            match member("sku") {
                Some(Node::Text(sku)) if says_product(member("@type")) && !sku.is_empty() => Some(sku.clone()),
                Some(Node::Whole(sku)) if says_product(member("@type")) => Some(sku.to_string()),
                _ => ["@graph", "mainEntity"].into_iter().find_map(|key| product_sku(member(key)?)),
            }
        }
        _ => None,
    }
}

fn says_product(kind: Option<&Node>) -> bool {
    match kind {
        Some(Node::Text(kind)) => kind == "Product",
        Some(Node::List(kinds)) => kinds.iter().any(|kind| says_product(Some(kind))),
        _ => false,
    }
}

/// The language of the page's texts.
pub(crate) fn language() -> Option<String> {
    document()?.document_element()?.get_attribute("lang").filter(|language| !language.is_empty())
}

/// Today in a time zone; in the shopper's where the name is absent or unknown.
pub(crate) fn today(time_zone: Option<&str>) -> Option<Day> {
    let options = js_sys::Object::new();
    if let Some(time_zone) = time_zone {
        let _ = js_sys::Reflect::set(&options, &"timeZone".into(), &time_zone.into());
    }
    // Sweden writes dates as 2026-11-22.
    let format = DateTimeFormat::new("sv-SE", &options);
    let format = format.or_else(|_| DateTimeFormat::new("sv-SE", &JsValue::UNDEFINED)).ok()?;
    Day::parse(&format.format())
}

/// Where a visit's throw of the dice is kept, so that a shopper who goes back finds the same products: one random
/// number, which says nothing about anyone and ends with the tab.
const SEED_KEY: &str = "kindred:seed";

/// This visit's throw of the dice; where nothing can be kept, this page view's.
pub(crate) fn seed() -> u32 {
    let storage = web_sys::window().and_then(|window| window.session_storage().ok()?);
    let kept = storage.as_ref().and_then(|storage| storage.get_item(SEED_KEY).ok()?);
    kept.and_then(|seed| seed.parse().ok()).unwrap_or_else(|| {
        let seed = (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
        if let Some(storage) = storage {
            let _ = storage.set_item(SEED_KEY, &seed.to_string());
        }
        seed
    })
}

/// Lower case by the browser's Unicode tables.
pub(crate) fn lower_case(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}
