//! A file that remembers what was read of it since a mark, so that the place of a cell can be found by reading its row
//! again, and none needs to be kept.

use super::batch::Text;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// Text in a file, read in blocks. Offsets count from where the text begins.
pub(super) struct Tape {
    file: File,
    /// Where the text begins in the file.
    origin: u64,
    kept: Text,
    mark: u64,
    cut: bool,
}

/// Nothing that is read in one piece is as long as this. Behind a quote that is never closed lies the rest of a file.
const LONGEST: usize = 16 * 1024 * 1024;

impl Tape {
    pub(super) fn new(mut file: File, origin: u64) -> io::Result<Tape> {
        file.seek(SeekFrom::Start(origin))?;
        Ok(Tape { file, origin, kept: Text::default(), mark: 0, cut: false })
    }

    /// Adds up to so many bytes from an offset on, which it does not remember; whoever reads on must seek first.
    pub(super) fn read_at(&mut self, offset: u64, n_bytes: u64, into: &mut Vec<u8>) -> io::Result<usize> {
        self.file.seek(SeekFrom::Start(self.origin + offset))?;
        (&mut self.file).take(n_bytes).read_to_end(into)
    }

    /// How many bytes the text has.
    pub(super) fn length(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len().saturating_sub(self.origin))
    }

    /// The row that is read next begins here.
    pub(super) fn mark(&mut self, offset: u64) {
        self.mark = offset;
    }

    /// What was read from that offset on, as far as it was not taken.
    pub(super) fn from(&self, offset: u64) -> &[u8] {
        self.kept.after(offset)
    }

    /// Takes what was read before that offset, in exchange for room to keep the rest in.
    pub(super) fn take(&mut self, offset: u64, taken: &mut Text) {
        taken.bytes.clear();
        taken.bytes.extend_from_slice(self.kept.after(offset));
        taken.from = offset;
        self.kept.kept_on = taken.bytes.len();
        std::mem::swap(taken, &mut self.kept);
    }

    /// Whether the end that was read is none: too much lies between it and the mark.
    pub(super) fn is_cut(&self) -> bool {
        self.cut
    }
}

impl Read for Tape {
    fn read(&mut self, block: &mut [u8]) -> io::Result<usize> {
        let past_mark = (self.kept.from + self.kept.bytes.len() as u64).saturating_sub(self.mark);
        self.cut = past_mark >= LONGEST as u64;
        if self.cut {
            return Ok(0);
        }
        let read = self.file.read(block)?;
        self.kept.bytes.extend_from_slice(&block[..read]);
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
        self.kept.bytes.clear();
        (self.kept.from, self.mark, self.cut) = (offset, offset, false);
        Ok(offset)
    }
}
