//! The browser, and the only place that names it: requests, elements, the page around the unit, money in words.

pub(crate) mod ask;
pub(crate) mod count;
pub(crate) mod dom;
pub(crate) mod http;
pub(crate) mod money;
pub(crate) mod observe;
pub(crate) mod page;
pub(crate) mod template;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;

/// What the browser calls back. One type for all, as each brings code of its own.
type Callback = Closure<dyn FnMut(JsValue)>;
