//! Writes the feed so that a shopper's browser never sees half of one.

use kindred_core::feed::FeedFile;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

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

/// Writes the feed into the folder, which is made if it is missing: under another name first, then renamed. Gives
/// the path of the feed.
pub(crate) fn write(folder: &Path, text: &str) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let (unfinished, finished) = (folder.join(format!(".{FEED_NAME}.part")), folder.join(FEED_NAME));
    let written = File::create(&unfinished).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    let renamed = written.and_then(|()| fs::rename(&unfinished, &finished));
    if renamed.is_err() {
        // Whatever went wrong is what the merchant must hear of, not that the remains could not be removed.
        let _ = fs::remove_file(&unfinished);
    }
    renamed.map(|()| finished)
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
