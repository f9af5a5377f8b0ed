//! A file that remembers what was read of it since a mark, so that the place of a cell can be found by reading its row
//! again, and none needs to be kept.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// Text in a file, read in blocks. Offsets count from where the text begins.
pub(super) struct Tape {
    file: File,
    /// Where the text begins in the file.
    origin: u64,
    kept: Vec<u8>,
    /// The offset of the first byte that is kept.
    kept_from: u64,
    mark: u64,
    cut: bool,
}

/// Nothing that is read in one piece is as long as this. Behind a quote that is never closed lies the rest of a file.
const LONGEST: usize = 16 * 1024 * 1024;
/// So much is kept before it is worth the work to forget it.
const WORTH_FORGETTING: u64 = 256 * 1024;

impl Tape {
    pub(super) fn new(mut file: File, origin: u64) -> io::Result<Tape> {
        file.seek(SeekFrom::Start(origin))?;
        Ok(Tape { file, origin, kept: Vec::new(), kept_from: 0, mark: 0, cut: false })
    }

    /// Lets go of what lies before that offset.
    pub(super) fn mark(&mut self, offset: u64) {
        self.mark = offset;
        let behind = offset.saturating_sub(self.kept_from);
        if behind >= WORTH_FORGETTING {
            let behind = usize::try_from(behind).unwrap_or(usize::MAX).min(self.kept.len());
            self.kept.drain(..behind);
            self.kept_from += behind as u64;
        }
    }

    /// What was read from that offset on, which is not before the mark.
    pub(super) fn from(&self, offset: u64) -> &[u8] {
        let skipped = offset.checked_sub(self.kept_from).and_then(|skipped| usize::try_from(skipped).ok());
        skipped.and_then(|skipped| self.kept.get(skipped..)).unwrap_or_default()
    }

    /// Whether the end that was read is none: too much lies between it and the mark.
    pub(super) fn is_cut(&self) -> bool {
        self.cut
    }
}

impl Read for Tape {
    fn read(&mut self, block: &mut [u8]) -> io::Result<usize> {
        let past_mark = (self.kept_from + self.kept.len() as u64).saturating_sub(self.mark);
        self.cut = past_mark >= LONGEST as u64;
        if self.cut {
            return Ok(0);
        }
        let read = self.file.read(block)?;
        self.kept.extend_from_slice(&block[..read]);
        Ok(read)
    }
}

/// Only from the start: nobody seeks otherwise.
impl Seek for Tape {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let SeekFrom::Start(offset) = to else {
            return Err(io::ErrorKind::Unsupported.into());
        };
        self.file.seek(SeekFrom::Start(self.origin + offset))?;
        self.kept.clear();
        (self.kept_from, self.mark, self.cut) = (offset, offset, false);
        Ok(offset)
    }
}
