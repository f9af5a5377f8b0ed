//! Prices in words, by the browser's own formatter: the feed's currency, the page's language.

use crate::words::Words;
use kindred_core::feed::Settings;
use kindred_core::price::Price;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    pub(super) type NumberFormat;

    // An unknown currency or language makes it throw; a price nobody can read is no reason to show no card.
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    pub(super) fn new(language: &JsValue, options: &JsValue) -> Result<NumberFormat, JsValue>;

    #[wasm_bindgen(method)]
    pub(super) fn format(this: &NumberFormat, amount: f64) -> String;
}

/// Writes amounts of one currency.
pub(crate) struct Money(Option<NumberFormat>);

impl Money {
    /// Writes nothing.
    pub(crate) fn none() -> Money {
        Money(None)
    }

    /// Writes the prices of a feed in the language of the words, else in the feed's own.
    pub(crate) fn of(words: &Words, settings: &Settings) -> Money {
        let language = Some(words.language()).filter(|language| !language.is_empty());
        Money::new(language.or(settings.language.as_deref()), &settings.currency)
    }

    /// A formatter for an ISO 4217 currency. A language that the browser does not know gives way to its own.
    fn new(language: Option<&str>, currency: &str) -> Money {
        let options = js_sys::Object::new();
        for (key, value) in [("style", "currency"), ("currency", currency)] {
            let _ = js_sys::Reflect::set(&options, &key.into(), &value.into());
        }
        let language = language.map_or(JsValue::UNDEFINED, JsValue::from);
        let format = NumberFormat::new(&language, &options);
        Money(format.or_else(|_| NumberFormat::new(&JsValue::UNDEFINED, &options)).ok())
    }

    /// The amount as a shopper reads it; nothing where the currency is unknown.
    pub(crate) fn write(&self, price: Price) -> Option<String> {
        self.0.as_ref().map(|format| format.format(price.in_units()))
    }
}
