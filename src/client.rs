//! The feed's way into the page: fetched once, tried again where that can help, read by the core.

use crate::browser::http::{self, HttpError};
use kindred_core::feed::{self, Feed, ReadError};

/// Why there are no cards. The code is the `kindred:error` event's, and documented in `docs/errors.md`.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Failure {
    /// A short word for programs.
    pub(crate) code: &'static str,
    /// A sentence for people.
    pub(crate) message: String,
}

/// Fetches and reads the feed. `fetch` is the loader's: each call asks once more.
pub(crate) async fn load(url: &str, fetch: &js_sys::Function) -> Result<Feed, Failure> {
    let text = match http::get_text(fetch).await {
        Err(error) if error.may_pass() => http::get_text(fetch).await,
        answer => answer,
    };
    let text = text.map_err(|error| Failure {
        code: match error {
            HttpError::Unreachable => "feed-unreachable",
            HttpError::Status(_) => "feed-missing",
        },
        message: match error {
            HttpError::Unreachable => [url, ": no answer"].concat(),
            HttpError::Status(status) => [url, ": expected the feed, found status ", &status.to_string()].concat(),
        },
    })?;
    feed::read(&text).map_err(|error| Failure {
        code: match error {
            ReadError::Newer { .. } => "feed-newer",
            _ => "feed-invalid",
        },
        message: [url, ": ", &error.to_string()].concat(),
    })
}
