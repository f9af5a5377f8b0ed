//! Numbers in words, by the browser's own rules: how one is written, and which form of a text it calls for.

use super::money::NumberFormat;
use std::cell::RefCell;
use std::rc::Rc;
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
}

/// The rules of a language. Making them takes the browser longer than asking them for all cards of a page.
struct Rules {
    language: String,
    forms: Option<PluralRules>,
    numbers: Option<NumberFormat>,
}

thread_local! {
    /// Those that were asked last.
    static KNOWN: RefCell<Option<Rc<Rules>>> = const { RefCell::new(None) };
}

/// Which form of a text a number calls for in a language, and the number as it is written there. Where nobody has said
/// which language that is, or no browser knows it, English stands in.
pub(crate) fn count(language: &str, n: u32) -> (String, String) {
    let rules = rules(language);
    (rules.forms.as_ref().map_or_else(String::new, |forms| forms.select(n.into())), write(&rules, n.into()))
}

/// A number as it is written in a language.
pub(crate) fn number(language: &str, n: f64) -> String {
    write(&rules(language), n)
}

fn write(rules: &Rules, n: f64) -> String {
    rules.numbers.as_ref().map_or_else(String::new, |numbers| numbers.format(n))
}

fn rules(language: &str) -> Rc<Rules> {
    KNOWN.with_borrow_mut(|known| {
        if let Some(known) = known.as_ref().filter(|known| known.language == language) {
            return known.clone();
        }
        let numbers = |language: &str| NumberFormat::new(&language.into(), &JsValue::UNDEFINED);
        let rules = Rc::new(Rules {
            language: language.into(),
            forms: PluralRules::new(language).or_else(|_| PluralRules::new(ENGLISH)).ok(),
            numbers: numbers(language).or_else(|_| numbers(ENGLISH)).ok(),
        });
        *known = Some(rules.clone());
        rules
    })
}

const ENGLISH: &str = "en";
