//! One file of the feed: asked for, tried again where that can help, read by the core.

use super::Failure;
use crate::browser::http::{self, Cache, HttpError};
use js_sys::Function;
use kindred_core::feed::{self, Chunk, Feed, Lookup, Opened, Pointer, ReadError, RuleFile, Settings};
use kindred_core::text::{concat, digits};
use std::cell::RefCell;
use std::rc::Rc;

/// What a file turns out to be.
pub(crate) enum Content {
    /// All of the feed.
    Inline(Rc<Feed>),
    /// The way to it.
    Pointer(Pointer),
    /// Which chunks some SKUs need.
    Lookup(Lookup),
    /// A part of the feed: as it was read, for whoever is first, and as its text for those behind.
    Chunk(RefCell<Option<Chunk>>, String),
    /// Every rule; only the trace names those that have nothing to say.
    #[cfg(feature = "explain")]
    Rules(RuleFile),
}

impl Content {
    /// What the feed says beside its products.
    pub(crate) fn settings(&self) -> Option<&Settings> {
        match self {
            Content::Inline(feed) => Some(&feed.settings),
            Content::Pointer(pointer) => Some(&pointer.settings),
            _ => None,
        }
    }

    pub(super) fn chunk(&self) -> Option<Chunk> {
        match self {
            Content::Chunk(read, text) => read.take().or_else(|| feed::read_chunk(text).ok()),
            _ => None,
        }
    }

    pub(super) fn rules(&self) -> Option<RuleFile> {
        match self {
            #[cfg(feature = "explain")]
            Content::Rules(rules) => Some(rules.clone()),
            _ => None,
        }
    }
}

/// Reads one kind of file.
pub(super) type Reads = fn(&str) -> Result<Content, ReadError>;

pub(super) fn feed(text: &str) -> Result<Content, ReadError> {
    feed::open(text).map(|opened| match opened {
        Opened::Inline(feed) => Content::Inline(Rc::new(feed)),
        Opened::Chunked(pointer) => Content::Pointer(pointer),
    })
}

pub(super) fn lookup(text: &str) -> Result<Content, ReadError> {
    feed::read_lookup(text).map(Content::Lookup)
}

pub(super) fn chunk(text: &str) -> Result<Content, ReadError> {
    feed::read_chunk(text).map(|chunk| Content::Chunk(RefCell::new(Some(chunk)), text.into()))
}

#[cfg(feature = "explain")]
pub(super) fn rules(text: &str) -> Result<Content, ReadError> {
    feed::read_rules(text).map(Content::Rules)
}

/// Why a file cannot be used.
pub(super) enum FileError {
    /// It could not be had.
    Http(HttpError),
    /// It could not be read.
    Read(ReadError),
}

impl FileError {
    /// Whether it is the file that is missing or broken, and not the way to it.
    pub(super) fn is_of_file(&self) -> bool {
        match self {
            FileError::Http(error) => !error.may_pass(),
            FileError::Read(_) => true,
        }
    }

    /// What the page is told of the file at that URL.
    pub(super) fn failure(&self, url: &str) -> Failure {
        let code = match self {
            FileError::Http(HttpError::Unreachable) => "feed-unreachable",
            FileError::Http(HttpError::Status(_)) => "feed-missing",
            FileError::Read(ReadError::Newer { .. }) => "feed-newer",
            FileError::Read(_) => "feed-invalid",
        };
        let what = match self {
            FileError::Http(HttpError::Unreachable) => "no answer".into(),
            FileError::Http(HttpError::Status(status)) => {
                concat(&["expected a file of the feed, found status ", &digits((*status).into())])
            }
            FileError::Read(error) => error.text(),
        };
        Failure { code, message: concat(&[url, ": ", &what]) }
    }
}

/// Fetches and reads a file. `get` is the loader's.
pub(super) async fn load(get: Function, path: &str, cache: Cache, reads: Reads) -> Result<Content, FileError> {
    let text = match http::get_text(&get, path, cache).await {
        Err(error) if error.may_pass() => http::get_text(&get, path, cache).await,
        answer => answer,
    };
    reads(&text.map_err(FileError::Http)?).map_err(FileError::Read)
}
