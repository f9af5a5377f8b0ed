//! Numbers in words, by the browser's own rules: how one is written, and which form of a text it calls for.

use js_sys::Number;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;

    // A language that cannot be one makes it throw.
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(language: &str) -> Result<PluralRules, JsValue>;

    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, n: f64) -> String;

    #[wasm_bindgen(extends = Number)]
    type Written;

    #[wasm_bindgen(method, catch, js_name = toLocaleString)]
    fn in_language(this: &Written, language: &str) -> Result<String, JsValue>;
}

/// Which form of a text a number calls for in a language, and the number as it is written there. Where nobody has said
/// which language that is, or no browser knows it, English stands in.
pub(crate) fn count(language: &str, n: u32) -> (String, String) {
    let rules = PluralRules::new(language).or_else(|_| PluralRules::new(ENGLISH));
    (rules.map_or_else(|_| String::new(), |rules| rules.select(n.into())), number(language, n.into()))
}

/// A number as it is written in a language.
pub(crate) fn number(language: &str, n: f64) -> String {
    let n: Written = JsValue::from(n).unchecked_into();
    n.in_language(language).or_else(|_| n.in_language(ENGLISH)).unwrap_or_default()
}

const ENGLISH: &str = "en";
