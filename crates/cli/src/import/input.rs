//! One of the merchant's files, opened: unpacked, as UTF-8, and with enough of its beginning to see what it is.
//!
//! What is packed or written in something else than UTF-8 goes through a temporary file, so that memory does not grow
//! with it; everything else is read where it lies.

use super::encoding::{fill, recode, recognise};
use super::table::{Header, Layout, Table};
use crate::diagnostic::{Diagnostic, Place, Reason};
use crate::pipeline::Meter;
use encoding_rs::{Encoding, UTF_8};
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

/// A file of text.
pub(crate) struct Input {
    /// As messages call it.
    pub(crate) file: Arc<str>,
    /// What it was written in.
    pub(crate) encoding: &'static Encoding,
    /// What it looks like.
    pub(crate) content: Content,
    /// Counts what is read of it.
    pub(crate) meter: Arc<Meter>,
    /// UTF-8 from `start` on.
    handle: File,
    start: u64,
    /// The first bytes of the text.
    head: Vec<u8>,
}

/// What the first bytes of a file look like.
#[derive(Debug)]
pub(crate) enum Content {
    Empty,
    /// Bytes that no text has.
    NoText,
    Xml,
    /// One document, or one in each line.
    Json,
    /// Rows, the first of which names the columns.
    Table(Layout, Header),
}

/// How much of a file is looked at before it is read.
const HEAD: usize = 64 * 1024;
const GZIP: [u8; 2] = [0x1F, 0x8B];

impl Input {
    /// Opens a file; an encoding that had to be guessed is reported.
    pub(crate) fn open(
        path: &Path,
        file: &Arc<str>,
        named: Option<&'static Encoding>,
        out: &mut Vec<Diagnostic>,
    ) -> io::Result<Input> {
        let mut handle = unpacked(File::open(path)?)?;
        let writing = recognise(&mut handle, named)?;
        let mut start = writing.mark as u64;
        if writing.encoding != UTF_8 {
            handle.seek(SeekFrom::Start(start))?;
            let mut text = tempfile::tempfile()?;
            recode(&mut handle, writing.encoding, &mut text)?;
            (handle, start) = (text, 0);
        }
        handle.seek(SeekFrom::Start(start))?;
        let mut head = vec![0; HEAD];
        let filled = fill(&mut handle, &mut head)?;
        head.truncate(filled);
        let (file, encoding) = (Arc::clone(file), writing.encoding);
        let mut input = Input { file, encoding, content: Content::Empty, meter: Arc::default(), handle, start, head };
        input.content = Content::of(input.head(), &input.ending());
        if writing.guessed && !matches!(input.content, Content::NoText) {
            let reason = Reason::GuessedEncoding { encoding: writing.encoding.name() };
            out.push(Diagnostic::notice(Place::start(&input.file), "", reason));
        }
        Ok(input)
    }

    /// The first bytes of the text; the last letter may be cut.
    pub(crate) fn head(&self) -> &[u8] {
        &self.head
    }

    /// The names of the columns, if it is a table.
    pub(crate) fn header(&self) -> Option<&Header> {
        match &self.content {
            Content::Table(_, header) => Some(header),
            _ => None,
        }
    }

    /// The file's name without folders and without the ending of a packed file.
    pub(crate) fn file_name(&self) -> &str {
        let name = self.file.rsplit('/').next().unwrap_or_default();
        without_gz(name)
    }

    /// The ending of the name in lower case, without that of a packed file: `csv`.
    pub(crate) fn ending(&self) -> String {
        ending(&self.file)
    }

    /// The text from its beginning, as a stream. It may have bytes that are no UTF-8.
    pub(crate) fn reader(mut self) -> io::Result<BufReader<File>> {
        self.handle.seek(SeekFrom::Start(self.start))?;
        Ok(BufReader::with_capacity(HEAD, self.handle))
    }

    /// The whole text, or where it has bytes that stand for no letter.
    pub(crate) fn text(self) -> io::Result<Result<String, Diagnostic>> {
        let (file, encoding) = (Arc::clone(&self.file), self.encoding);
        let mut bytes = Vec::new();
        self.reader()?.read_to_end(&mut bytes)?;
        Ok(text_of(&file, bytes, encoding))
    }

    /// Its rows, separated as its first row is.
    pub(crate) fn table(self) -> io::Result<(Table, Header)> {
        let layout = match self.content {
            Content::Table(layout, _) => layout,
            _ => Layout::default(),
        };
        self.table_as(layout)
    }

    /// Its rows, separated in this way.
    pub(crate) fn table_as(self, layout: Layout) -> io::Result<(Table, Header)> {
        Table::open(self.file, self.encoding.name(), (self.handle, self.start), layout, self.meter)
    }
}

impl Content {
    /// What a file is, by its first bytes; only what begins like a table may be something else by its name.
    fn of(head: &[u8], ending: &str) -> Content {
        let Some(first) = head.iter().find(|byte| !byte.is_ascii_whitespace()) else {
            return Content::Empty;
        };
        match (first, ending) {
            _ if head.contains(&0) => Content::NoText,
            (b'<', _) | (_, "xml") => Content::Xml,
            (b'{' | b'[', _) | (_, "json" | "jsonl" | "ndjson") => Content::Json,
            _ => {
                let layout = Layout::of(head);
                Header::of(head, layout).map_or(Content::Empty, |header| Content::Table(layout, header))
            }
        }
    }
}

/// The text of a file, or where it has bytes that stand for no letter.
pub(crate) fn text_of(file: &Arc<str>, bytes: Vec<u8>, encoding: &'static Encoding) -> Result<String, Diagnostic> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let byte = error.as_bytes().get(valid).copied().unwrap_or_default();
        let before = String::from_utf8_lossy(&error.as_bytes()[..valid]);
        Diagnostic::skipped(Place::in_text(file, &before, valid), "", Reason::encoding(encoding.name(), byte))
    })
}

/// Whether a file's name is that of one that may hold products.
pub(crate) fn is_candidate(name: &str) -> bool {
    ["csv", "tsv", "txt", "xml", "json", "jsonl", "ndjson"].contains(&ending(name).as_str())
}

fn ending(name: &str) -> String {
    without_gz(name).rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase())
}

fn without_gz(name: &str) -> &str {
    match name.len().checked_sub(3).and_then(|end| name.split_at_checked(end)) {
        Some((name, gz)) if gz.eq_ignore_ascii_case(".gz") => name,
        _ => name,
    }
}

/// The file itself, or what is packed in it.
fn unpacked(mut file: File) -> io::Result<File> {
    let mut first = [0; 2];
    let filled = fill(&mut file, &mut first)?;
    file.seek(SeekFrom::Start(0))?;
    if first[..filled] != GZIP {
        return Ok(file);
    }
    let mut unpacked = tempfile::tempfile()?;
    io::copy(&mut MultiGzDecoder::new(BufReader::new(file)), &mut unpacked)?;
    unpacked.seek(SeekFrom::Start(0))?;
    Ok(unpacked)
}

#[cfg(test)]
mod tests {
    use super::is_candidate;

    #[test]
    fn packed_files_are_what_is_packed_in_them() {
        for name in ["a.csv", "A.CSV", "b.tsv.gz", "c.Json.GZ", "d.x.ndjson"] {
            assert!(is_candidate(name), "{name}");
        }
        for name in ["a.gz", "b.jpg", "csv", ".gz", "ü.gz", ""] {
            assert!(!is_candidate(name), "{name}");
        }
    }
}
