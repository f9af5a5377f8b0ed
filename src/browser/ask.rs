//! Questions to a function of the page, and the end of one's patience.

use super::Callback;
use js_sys::{Array, Function, JSON, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// What the function says of these SKUs, as JSON; what it throws in place of that.
pub(crate) async fn answer(function: &Function, skus: &[String]) -> Result<String, JsValue> {
    let skus: Array = skus.iter().map(JsValue::from).collect();
    let promise = Promise::resolve(&function.call1(&JsValue::UNDEFINED, &skus)?);
    let text = JSON::stringify(&JsFuture::from(promise).await?)?;
    // A function that says nothing has no JSON either.
    Ok(text.as_string().unwrap_or_default())
}

/// Calls back a while after each start, in their order. It stays for as long as the page does.
pub(crate) struct Timer {
    milliseconds: i32,
    callback: Callback,
}

impl Timer {
    pub(crate) fn new(milliseconds: i32, mut callback: impl FnMut() + 'static) -> Timer {
        Timer { milliseconds, callback: Callback::new(move |_: JsValue| callback()) }
    }

    pub(crate) fn start(&self) {
        if let Some(window) = web_sys::window() {
            let callback = self.callback.as_ref().unchecked_ref();
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(callback, self.milliseconds);
        }
    }
}
