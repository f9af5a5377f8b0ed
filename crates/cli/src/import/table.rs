//! CSV tables as merchants have them: quotes, line breaks in cells, a byte order mark, broken rows. A broken row is
//! reported with its place, and the rows around it are kept.

use crate::diagnostic::{Diagnostic, Place, Reason};
use csv::{ByteRecord, Position, ReaderBuilder, StringRecord};
use std::collections::HashMap;
use std::io;
use std::sync::Arc;

/// A file's text.
pub(crate) struct Source {
    pub(crate) file: Arc<str>,
    /// Without a byte order mark.
    pub(crate) bytes: Vec<u8>,
}

/// The first row: the names of the columns.
pub(crate) struct Header {
    /// Trimmed and in lower case.
    names: Vec<String>,
    /// The column of each name; of equal names the first.
    columns: HashMap<String, usize>,
    /// Where the rows begin.
    end: Cursor,
}

/// One row with as many cells as the header.
pub(crate) struct Row<'a> {
    source: &'a Source,
    header: &'a Header,
    cells: StringRecord,
    start: Cursor,
}

/// A place between two rows.
#[derive(Clone, Copy)]
struct Cursor {
    offset: usize,
    /// From 1.
    line: usize,
}

/// What Magento writes for "nothing" in a cell that an import is to clear.
const EMPTY_VALUE: &str = "__EMPTY__VALUE__";

impl Source {
    /// Takes the byte order mark off; a file that is UTF-16 is refused as a whole.
    pub(crate) fn new(file: Arc<str>, mut bytes: Vec<u8>) -> Result<Source, Diagnostic> {
        if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
            bytes.drain(..3);
        }
        if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
            let reason = Reason::FileEncoding { found: "UTF-16" };
            return Err(Diagnostic::skipped(Place::start(&file), "", reason));
        }
        Ok(Source { file, bytes })
    }

    /// The names of the columns; `None` for an empty file.
    pub(crate) fn header(&self) -> Option<Header> {
        let (record, end) = Records::new(&self.bytes).next()?;
        let names: Vec<String> =
            record.iter().map(|name| String::from_utf8_lossy(name).trim().to_lowercase()).collect();
        let columns = names.iter().enumerate().rev().map(|(column, name)| (name.clone(), column)).collect();
        Some(Header { names, columns, end })
    }

    /// Calls `visit` with each row in turn; says how many rows there are, broken ones included.
    pub(crate) fn each_row(
        &self,
        header: &Header,
        diagnostics: &mut Vec<Diagnostic>,
        visit: &mut dyn FnMut(&Row<'_>, &mut Vec<Diagnostic>),
    ) -> usize {
        let mut rows = 0;
        let mut records = Records::new(&self.bytes);
        records.jump(header.end);
        let mut cursor = header.end;
        // The report of the broken row whose remains are being passed over.
        let mut broken: Option<usize> = None;
        while let Some((record, next)) = records.next() {
            let start = self.past_blank_lines(cursor);
            cursor = next;
            if record.len() == header.names.len() {
                if let Some(report) = broken.take() {
                    note_resumed(&mut diagnostics[report], start.line);
                }
                match self.row(header, record, start) {
                    Ok(row) => visit(&row, diagnostics),
                    Err(diagnostic) => diagnostics.push(diagnostic),
                }
                rows += 1;
                continue;
            }
            if broken.is_none() {
                rows += 1;
                diagnostics.push(self.ragged(header, &record, start));
            }
            if next.line > start.line + 1 {
                // A missing quote makes one record of many rows: begin again at the next line. The record ends at the
                // next line with an odd quote, so no line is read again more than once.
                broken = broken.or(Some(diagnostics.len() - 1));
                cursor = self.next_line(start);
                records.jump(cursor);
            }
        }
        rows
    }

    fn row<'a>(&'a self, header: &'a Header, record: ByteRecord, start: Cursor) -> Result<Row<'a>, Diagnostic> {
        let cells = StringRecord::from_byte_record(record).map_err(|error| {
            let (column, valid) = (error.utf8_error().field(), error.utf8_error().valid_up_to());
            let byte = error.into_byte_record().get(column).and_then(|cell| cell.get(valid).copied());
            let reason = Reason::Encoding { byte: byte.unwrap_or_default() };
            Diagnostic::skipped(self.place_of_cell(start, column), header.name(column), reason)
        })?;
        Ok(Row { source: self, header, cells, start })
    }

    fn ragged(&self, header: &Header, record: &ByteRecord, start: Cursor) -> Diagnostic {
        let reason = Reason::Columns { expected: header.names.len(), found: record.len(), resumed: None };
        let place = Place { file: Arc::clone(&self.file), line: start.line, column: 1 };
        Diagnostic::skipped(place, "", reason)
    }

    fn past_blank_lines(&self, mut cursor: Cursor) -> Cursor {
        while let Some(byte @ (b'\n' | b'\r')) = self.bytes.get(cursor.offset) {
            cursor.offset += 1;
            cursor.line += usize::from(*byte == b'\n');
        }
        cursor
    }

    fn next_line(&self, cursor: Cursor) -> Cursor {
        let rest = &self.bytes[cursor.offset..];
        let length = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |newline| newline + 1);
        Cursor { offset: cursor.offset + length, line: cursor.line + 1 }
    }

    /// Where a cell begins, found by reading the row again: places are needed seldom, and kept for none.
    fn place_of_cell(&self, start: Cursor, column: usize) -> Place {
        let (mut cells_left, mut quoted, mut at_cell_start) = (column, false, true);
        let mut line = start.line;
        let mut line_start = start.offset;
        let mut offset = start.offset;
        for byte in &self.bytes[start.offset..] {
            if cells_left == 0 {
                break;
            }
            offset += 1;
            match byte {
                b'"' if quoted || at_cell_start => (quoted, at_cell_start) = (!quoted, false),
                b',' if !quoted => (cells_left, at_cell_start) = (cells_left - 1, true),
                b'\n' => (line, line_start, at_cell_start) = (line + 1, offset, false),
                _ => at_cell_start = false,
            }
        }
        let column = String::from_utf8_lossy(&self.bytes[line_start..offset]).chars().count() + 1;
        Place { file: Arc::clone(&self.file), line, column }
    }
}

impl Header {
    /// Whether all these columns are there.
    pub(crate) fn has(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.column(name).is_some())
    }

    /// The names in their order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.columns.get(name).copied()
    }

    fn name(&self, column: usize) -> &str {
        self.names.get(column).map_or("", String::as_str)
    }
}

impl<'a> Row<'a> {
    /// The text of a cell, trimmed; empty where the table has no such column.
    pub(crate) fn cell(&self, name: &str) -> &str {
        let cell = self.header.column(name).and_then(|column| self.cells.get(column)).unwrap_or_default().trim();
        if cell == EMPTY_VALUE { "" } else { cell }
    }

    /// Where the row begins.
    pub(crate) fn place(&self) -> Place {
        Place { file: Arc::clone(&self.source.file), line: self.start.line, column: 1 }
    }

    /// Where a cell begins; the row's place where the table has no such column.
    pub(crate) fn place_of(&self, name: &str) -> Place {
        match self.header.column(name) {
            Some(column) => self.source.place_of_cell(self.start, column),
            None => self.place(),
        }
    }

    /// Something of this row that was left out.
    pub(crate) fn skipped(&self, name: &str, reason: Reason) -> Diagnostic {
        Diagnostic::skipped(self.place_of(name), name, reason)
    }

    /// Something odd in this row.
    pub(crate) fn notice(&self, name: &str, reason: Reason) -> Diagnostic {
        Diagnostic::notice(self.place_of(name), name, reason)
    }
}

fn note_resumed(diagnostic: &mut Diagnostic, line: usize) {
    if let Reason::Columns { resumed, .. } = &mut diagnostic.reason {
        *resumed = Some(line);
    }
}

/// The records of a file, one after another, from wherever one likes.
struct Records<'a> {
    reader: csv::Reader<io::Cursor<&'a [u8]>>,
}

impl<'a> Records<'a> {
    fn new(bytes: &'a [u8]) -> Records<'a> {
        let reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(io::Cursor::new(bytes));
        Records { reader }
    }

    /// The next record, and where the one after it begins.
    fn next(&mut self) -> Option<(ByteRecord, Cursor)> {
        let mut record = ByteRecord::new();
        // Reading from memory cannot fail, and a flexible reader takes any number of cells.
        self.reader.read_byte_record(&mut record).unwrap_or(false).then_some(())?;
        let end = self.reader.position();
        let offset = usize::try_from(end.byte()).unwrap_or(usize::MAX);
        let line = usize::try_from(end.line()).unwrap_or(usize::MAX);
        Some((record, Cursor { offset, line }))
    }

    fn jump(&mut self, cursor: Cursor) {
        let mut position = Position::new();
        position.set_byte(cursor.offset as u64).set_line(cursor.line as u64);
        // Seeking in memory cannot fail.
        let _ = self.reader.seek(position);
    }
}
