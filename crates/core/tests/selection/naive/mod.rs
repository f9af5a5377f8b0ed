//! A second evaluator, written from the reference's text alone and in the plainest way: it walks the JSON of the feed each
//! time it is asked, knows nothing of the code under test, and takes no short cut.

pub(crate) mod compare;
mod conditions;
mod select;
mod values;

pub(crate) use conditions::Matched;
pub(crate) use select::{Naive, NaiveCard};

use serde_json::Value;

/// The members of a list; none where there is no list.
fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A text; empty where there is none.
fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The texts of a list.
fn texts(value: &Value) -> Vec<String> {
    list(value).iter().map(|value| text(value).to_string()).collect()
}

/// A member that is true or false, or what counts where it is absent.
fn truth(object: &Value, key: &str, absent: bool) -> bool {
    object[key].as_bool().unwrap_or(absent)
}
