//! GET a text, with a failure that says whether another try can help.

use gloo_net::http::Response;
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Why there is no text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum HttpError {
    /// No answer, or one that broke off.
    Unreachable,
    /// An answer, but not the file.
    Status(u16),
}

impl HttpError {
    /// Whether the same request may succeed a moment later.
    pub(crate) fn may_pass(self) -> bool {
        match self {
            HttpError::Unreachable => true,
            HttpError::Status(status) => status >= 500 || status == 429 || status == 408,
        }
    }
}

/// The text that a function of the loader's fetches: it gives a promise of a `Response`. The loader sends the first
/// request before the wasm is there, so the two travel side by side.
pub(crate) async fn get_text(fetch: &Function) -> Result<String, HttpError> {
    let promise = fetch.call0(&JsValue::UNDEFINED).map_err(|_| HttpError::Unreachable)?;
    let response = JsFuture::from(promise.unchecked_into::<Promise>()).await.map_err(|_| HttpError::Unreachable)?;
    checked_text(Response::from(response.unchecked_into::<web_sys::Response>())).await
}

async fn checked_text(response: Response) -> Result<String, HttpError> {
    if !response.ok() {
        return Err(HttpError::Status(response.status()));
    }
    response.text().await.map_err(|_| HttpError::Unreachable)
}
