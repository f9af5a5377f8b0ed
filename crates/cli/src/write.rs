//! The feed as a text, and what it weighs.

use kindred_core::feed::FeedFile;
use std::io::{self, Write};

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
pub(crate) fn weigh(text: impl AsRef<[u8]>) -> Weight {
    let text = text.as_ref();
    let mut counter = Counter(0);
    {
        let mut compressor = brotli::CompressorWriter::new(&mut counter, 1 << 16, BROTLI_QUALITY, BROTLI_WINDOW);
        // Counting cannot fail.
        let _ = compressor.write_all(text);
    }
    Weight { raw: text.len(), brotli: counter.0 }
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
