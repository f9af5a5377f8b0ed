//! A question to the script that knows what the page says of prices and stock (`embed/api/setOverlay.js`).

use js_sys::{Array, Function};
use std::task::Poll;
use wasm_bindgen::{JsCast, JsValue};

/// What it says to a unit of that number about these SKUs, as texts; nothing while the unit should wait.
pub(crate) fn ask(function: &Function, unit: usize, skus: &[String]) -> Poll<Vec<String>> {
    let skus: Array = skus.iter().map(JsValue::from).collect();
    match function.call2(&JsValue::UNDEFINED, &unit.into(), &skus) {
        Ok(said) if said.is_undefined() => Poll::Pending,
        Ok(said) => Poll::Ready(said.unchecked_ref::<Array>().iter().filter_map(|text| text.as_string()).collect()),
        Err(_) => Poll::Ready(Vec::new()),
    }
}
