//! The feed as a text: what it is, what it weighs, and how it is published where it is one file.

use crate::publish::{PublishError, PublishOptions, Publisher};
use kindred_core::feed::FeedFile;
use std::io::{self, Write};
use std::path::PathBuf;

/// The one file whose name never changes.
pub(crate) const FEED_NAME: &str = "feed.json";

/// How well brotli compresses in the summary: what hosts use for files that they compress as they send them.
pub(crate) const BROTLI_QUALITY: u32 = 5;
const BROTLI_WINDOW: u32 = 22;

/// What the feed weighs, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Weight {
    /// As it lies on the disk.
    pub raw: usize,
    /// As a host sends it.
    pub brotli: usize,
}

/// The text of the feed.
pub(crate) fn to_text(feed: &FeedFile) -> Result<String, serde_json::Error> {
    serde_json::to_string(feed)
}

/// What the text weighs.
pub(crate) fn weigh(text: &str) -> Weight {
    let mut counter = Counter(0);
    {
        let mut compressor = brotli::CompressorWriter::new(&mut counter, 1 << 16, BROTLI_QUALITY, BROTLI_WINDOW);
        // Counting cannot fail.
        let _ = compressor.write_all(text.as_bytes());
    }
    Weight { raw: text.len(), brotli: counter.0 }
}

/// Publishes a feed that is one file. Gives its path.
pub(crate) fn write(options: &PublishOptions, text: String) -> Result<PathBuf, PublishError> {
    Ok(Publisher::begin(options)?.finish(|_| text)?.feed)
}

struct Counter(usize);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
