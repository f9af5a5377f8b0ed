//! What files weigh on their way to a browser. Many views ask for the same file, which is weighed once.

use super::{ViewError, read};
use brotli::enc::BrotliEncoderParams;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Bytes of a file.
#[derive(Clone, Copy)]
pub(super) struct Weight {
    /// After brotli of quality 11, as files are compressed that are published.
    pub(super) brotli_11: u64,
    /// After brotli of quality 5, as hosts compress on the fly.
    pub(super) brotli_5: u64,
}

/// What has been weighed.
#[derive(Default)]
pub(super) struct Scales(Mutex<HashMap<PathBuf, Weight>>);

impl Scales {
    /// The text of a file, and its weight.
    pub(super) fn read(&self, path: &Path) -> Result<(String, Weight), ViewError> {
        let text = read(path)?;
        let known = self.known().get(path).copied();
        let weight = match known {
            Some(weight) => weight,
            None => weigh(&text).map_err(|error| ViewError::Read(path.to_owned(), error))?,
        };
        self.known().insert(path.to_owned(), weight);
        Ok((text, weight))
    }

    /// Whoever panicked left whole entries.
    fn known(&self) -> MutexGuard<'_, HashMap<PathBuf, Weight>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn weigh(text: &str) -> std::io::Result<Weight> {
    Ok(Weight { brotli_11: brotli(text, 11)?, brotli_5: brotli(text, 5)? })
}

fn brotli(text: &str, quality: i32) -> std::io::Result<u64> {
    let parameters = BrotliEncoderParams { quality, size_hint: text.len(), ..BrotliEncoderParams::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut text.as_bytes(), &mut compressed, &parameters)?;
    Ok(compressed.len() as u64)
}
