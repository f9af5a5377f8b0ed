//! How far a step has come, for who looks on from another thread.

use std::sync::atomic::{AtomicU64, Ordering};

/// Counts what is done.
#[derive(Debug, Default)]
pub struct Meter {
    rows: AtomicU64,
    bytes: AtomicU64,
}

impl Meter {
    /// Rows that have been read, or products that have been written.
    pub fn rows(&self) -> u64 {
        self.rows.load(Ordering::Relaxed)
    }

    /// Bytes of the files that have been read or written.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    pub(crate) fn add(&self, rows: usize, bytes: usize) {
        self.rows.fetch_add(rows as u64, Ordering::Relaxed);
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// Says that everything before the end of a file is read, whatever was counted on the way.
    pub(crate) fn reach(&self, bytes: u64) {
        self.bytes.store(bytes, Ordering::Relaxed);
    }
}
