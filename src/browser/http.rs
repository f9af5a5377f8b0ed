//! The texts of a feed's files, which the loader fetches for us: it has sent the first requests before the wasm is
//! there, so that the two travel side by side. A failure says whether another try can help.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Why there is no text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum HttpError {
    /// No answer, or one that broke off.
    Unreachable,
    /// An answer, but not the file.
    Status(u32),
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

/// How far a browser's own copy of a file may stand in for it.
#[derive(Clone, Copy)]
pub(crate) enum Cache {
    /// As far as the file's host allows.
    Default,
    /// However old it is: the file never changes.
    Lasting,
    /// When the host says that it is still the same.
    Checked,
    /// Not at all.
    Bypassed,
}

impl Cache {
    /// The word for it in a request.
    fn mode(self) -> &'static str {
        match self {
            Cache::Default => "default",
            Cache::Lasting => "force-cache",
            Cache::Checked => "no-cache",
            Cache::Bypassed => "reload",
        }
    }
}

/// The text of a file. `get` is the loader's: it gives a promise of the text, and throws a status in place of one.
pub(crate) async fn get_text(get: &Function, path: &str, cache: Cache) -> Result<String, HttpError> {
    let error = |thrown: JsValue| match thrown.as_f64() {
        Some(status) => HttpError::Status(status as u32),
        None => HttpError::Unreachable,
    };
    let promise = get.call2(&JsValue::UNDEFINED, &path.into(), &cache.mode().into()).map_err(error)?;
    let text = JsFuture::from(promise.unchecked_into::<Promise>()).await.map_err(error)?;
    Ok(text.as_string().unwrap_or_default())
}
