//! A reader that knows at which line and column it is: a stream is read once, and its messages need places.

use std::io::{self, BufRead, Read};

/// Counts what is read.
pub(crate) struct Counted<R> {
    inner: R,
    line: usize,
    column: usize,
    /// Bytes since the last [`Counted::mark`].
    n_since_mark: usize,
}

/// What stands between two tags is shorter in any feed: more is refused, lest it fill the memory.
const LONGEST_PART: usize = 8 * 1024 * 1024;

impl<R: BufRead> Counted<R> {
    pub(crate) fn new(inner: R) -> Counted<R> {
        Counted { inner, line: 1, column: 1, n_since_mark: 0 }
    }

    /// The line and the column of what is read next; the next part may be as long as any.
    pub(crate) fn mark(&mut self) -> (usize, usize) {
        self.n_since_mark = 0;
        (self.line, self.column)
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.n_since_mark > LONGEST_PART {
            let message = format!("expected at most {} MiB between two tags, found more", LONGEST_PART >> 20);
            return Err(io::Error::other(message));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, n_bytes: usize) {
        // What is consumed lies in the buffer, so that this reads nothing and cannot fail.
        if let Ok(buffer) = self.inner.fill_buf() {
            let passed = &buffer[..n_bytes.min(buffer.len())];
            let last_line = match passed.iter().rposition(|byte| *byte == b'\n') {
                Some(newline) => {
                    self.line += passed.iter().filter(|byte| **byte == b'\n').count();
                    self.column = 1;
                    &passed[newline + 1..]
                }
                None => passed,
            };
            // Letters, not bytes: all but the first byte of a letter begin with the bits 10.
            self.column += last_line.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        }
        self.n_since_mark += n_bytes;
        self.inner.consume(n_bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::Counted;
    use std::io::{BufReader, Read};

    #[test]
    fn lines_and_letters_are_counted_however_the_text_is_cut() {
        let text = "añb\nçd\r\n\nêf";
        for size in 1..text.len() {
            let mut counted = Counted::new(BufReader::with_capacity(size, text.as_bytes()));
            let mut places = Vec::new();
            let mut byte = [0];
            while counted.read(&mut byte).unwrap() > 0 {
                places.push(counted.mark());
            }
            assert_eq!(places.last(), Some(&(4, 3)), "{size}");
            assert!(places.contains(&(2, 2)), "{size}");
        }
    }
}
