//! What the page says without being asked: the product on it, today's date, letters in lower case.

use js_sys::Function;
use kindred_core::rule::Day;
use kindred_core::text::digits;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local! {
    static FIND_SKU: RefCell<Option<Function>> = const { RefCell::new(None) };
}

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

/// Finds the product that the page is about with this function of the loader's. It looks for the product itself, before
/// the wasm is there, so that the feed's files are on their way; two that look might find different ones.
pub(crate) fn find_sku_by(find: Function) {
    FIND_SKU.set(Some(find));
}

/// The SKU of the product that the page is about (design, section 3).
pub(crate) fn sku() -> Option<String> {
    FIND_SKU.with_borrow(Option::clone)?.call0(&JsValue::UNDEFINED).ok()?.as_string()
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
            let _ = storage.set_item(SEED_KEY, &digits(seed.into()));
        }
        seed
    })
}

/// Lower case by the browser's Unicode tables.
pub(crate) fn lower_case(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}
