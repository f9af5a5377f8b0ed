//! Tables as merchants have them: quotes, line breaks in cells, broken rows. They are read as a stream, so that memory
//! does not grow with them. A broken row is reported with its place, and the rows around it are kept.

mod quick;
mod reading;

use super::batch::Cells;
use super::tape::Tape;
use crate::diagnostic::{Diagnostic, Place, Reason};
use crate::pipeline::Meter;
use csv::{ByteRecord, ReaderBuilder};
use std::fs::File;
use std::io;
use std::sync::Arc;

/// How cells are set apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Layout {
    pub(crate) delimiter: u8,
    /// Whether a quote at the start of a cell is no letter of it.
    pub(crate) quotes: bool,
}

/// The rows of a file.
pub(crate) struct Table {
    sheet: Sheet,
    reader: csv::Reader<Tape>,
    /// Where the first row begins.
    begin: Cursor,
    meter: Arc<Meter>,
}

/// What the number of a table's rows can be guessed from.
pub(crate) struct Extent {
    /// Bytes of the table.
    length: u64,
    /// Rows and bytes that were read before it.
    before: (u64, u64),
    meter: Arc<Meter>,
}

/// What messages about a table need to know.
#[derive(Clone)]
struct Sheet {
    file: Arc<str>,
    encoding: &'static str,
    layout: Layout,
}

/// The first row: the names of the columns.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    /// Trimmed and in lower case.
    names: Vec<String>,
    /// The column of each name, in the slot of its number or behind it; of equal names the first.
    slots: Vec<Option<usize>>,
}

/// A column of one table, looked up once for all its rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Column {
    /// As the header would have it, in lower case.
    pub(crate) name: Box<str>,
    /// `None` where the table has no such column: then all its cells are empty.
    index: Option<usize>,
}

/// One row with as many cells as the header.
pub(crate) struct Row<'a> {
    sheet: &'a Sheet,
    header: &'a Header,
    cells: Cells<'a>,
    start: Cursor,
    /// The file from where the row begins.
    text: &'a [u8],
}

/// A place between two rows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Cursor {
    pub(super) offset: u64,
    /// From 1.
    line: u64,
}

/// What Magento writes for "nothing" in a cell that an import is to clear.
const EMPTY_VALUE: &str = "__EMPTY__VALUE__";
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How much of a file is read at once.
const BLOCK: usize = 64 * 1024;

impl Layout {
    /// The layout of a table that begins so: what separates its first row in the most cells, separates the others.
    pub(crate) fn of(head: &[u8]) -> Layout {
        let n_cells = |delimiter: &u8| {
            Header::of(head, Layout { delimiter: *delimiter, quotes: true }).map_or(0, |header| header.names.len())
        };
        // Of equals, the first stands.
        let delimiter = DELIMITERS.into_iter().rev().max_by_key(n_cells).unwrap_or(b',');
        Layout { delimiter, quotes: true }
    }
}

impl Default for Layout {
    fn default() -> Layout {
        Layout { delimiter: b',', quotes: true }
    }
}

impl Table {
    /// A table in a file whose text begins at that byte.
    pub(super) fn open(
        file: Arc<str>,
        encoding: &'static str,
        (handle, begin): (File, u64),
        layout: Layout,
        meter: Arc<Meter>,
    ) -> io::Result<(Table, Header)> {
        let reader = layout.reader().from_reader(Tape::new(handle, begin)?);
        let begin = Cursor { offset: 0, line: 1 };
        let sheet = Sheet { file, encoding, layout };
        let mut table = Table { sheet, reader, begin, meter };
        let mut names = ByteRecord::new();
        table.next(&mut names)?;
        table.begin = table.cursor();
        Ok((table, Header::new(&names)))
    }

    /// What tells, while rows are read, how many there are.
    pub(crate) fn extent(&self) -> io::Result<Extent> {
        let length = self.reader.get_ref().length()?;
        Ok(Extent { length, before: (self.meter.rows(), self.meter.bytes()), meter: Arc::clone(&self.meter) })
    }

    /// Reads the next record; `false` at the end.
    fn next(&mut self, record: &mut ByteRecord) -> io::Result<bool> {
        // A flexible reader takes any number of cells, so that reading itself is all that can fail.
        self.reader.read_byte_record(record).map_err(io::Error::from)
    }

    /// Where the next record begins.
    fn cursor(&self) -> Cursor {
        let position = self.reader.position();
        Cursor { offset: position.byte(), line: position.line() }
    }
}

impl Extent {
    /// About how many rows there are, if those that are left are as long as those that are read; 0 before any is.
    pub(crate) fn n_rows(&self) -> usize {
        let (rows, bytes) = (self.meter.rows() - self.before.0, self.meter.bytes() - self.before.1);
        let guess = u128::from(rows) * u128::from(self.length) / u128::from(bytes.max(1));
        usize::try_from(guess).unwrap_or_default()
    }
}

impl Sheet {
    fn place(&self, cursor: Cursor) -> Place {
        Place { file: Arc::clone(&self.file), line: usize::try_from(cursor.line).unwrap_or(usize::MAX), column: 1 }
    }

    /// Where the cell of a row begins, in the file and in the text from the row on, found by reading the row again:
    /// places are needed seldom, and kept for none.
    fn place_of_cell(&self, row: &[u8], start: Cursor, column: usize) -> (Place, usize) {
        let (mut cells_left, mut quoted, mut at_cell_start) = (column, false, true);
        let (mut line, mut line_start, mut at) = (start, 0, 0);
        while let Some(byte) = row.get(at).filter(|_| cells_left > 0) {
            at += 1;
            match byte {
                b'"' if self.layout.quotes && (quoted || at_cell_start) => (quoted, at_cell_start) = (!quoted, false),
                byte if *byte == self.layout.delimiter && !quoted => {
                    (cells_left, at_cell_start) = (cells_left - 1, true);
                }
                b'\n' => (line.line, line_start, at_cell_start) = (line.line + 1, at, false),
                _ => at_cell_start = false,
            }
        }
        let column = String::from_utf8_lossy(&row[line_start..at]).chars().count() + 1;
        (Place { column, ..self.place(line) }, at)
    }
}

impl Layout {
    fn reader(self) -> ReaderBuilder {
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(self.delimiter).quoting(self.quotes);
        builder.buffer_capacity(BLOCK);
        builder
    }
}

impl Header {
    /// The names in a table that begins so; `None` where nothing is.
    pub(crate) fn of(head: &[u8], layout: Layout) -> Option<Header> {
        let mut names = ByteRecord::new();
        // Reading from memory cannot fail.
        layout.reader().from_reader(head).read_byte_record(&mut names).unwrap_or(false).then(|| Header::new(&names))
    }

    fn new(names: &ByteRecord) -> Header {
        let names: Vec<String> = names.iter().map(|name| String::from_utf8_lossy(name).trim().to_lowercase()).collect();
        let mut header = Header { slots: vec![None; (names.len() * 4).next_power_of_two()], names };
        for column in 0..header.names.len() {
            let slot = header.slot_of(&header.names[column]);
            header.slots[slot].get_or_insert(column);
        }
        header
    }

    /// The slot that a name is in, or would be in. Every row asks for dozens of names, so their numbers are made of their
    /// last letters at once; there are always free slots, and as many slots as a power of two.
    fn slot_of(&self, name: &str) -> usize {
        let letters = match name.as_bytes().last_chunk::<8>() {
            Some(last) => u64::from_le_bytes(*last),
            None => name.bytes().fold(0, |letters, byte| letters << 8 | u64::from(byte)),
        };
        let number = (letters ^ name.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let slots = (number as usize..).map(|slot| slot & (self.slots.len() - 1));
        let is_its_own = |slot: &usize| self.slots[*slot].is_none_or(|column| self.names[column] == name);
        slots.into_iter().find(is_its_own).unwrap_or_default()
    }

    /// The column of a name.
    fn index_of(&self, name: &str) -> Option<usize> {
        self.slots[self.slot_of(name)]
    }

    /// Whether all these columns are there.
    pub(crate) fn has(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.index_of(name).is_some())
    }

    /// The names in their order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The column of that name, to look it up in every row.
    pub(crate) fn column(&self, name: &str) -> Column {
        Column { name: name.into(), index: self.index_of(name) }
    }

    /// Every column of the table.
    pub(crate) fn columns(&self) -> impl Iterator<Item = Column> {
        self.names.iter().enumerate().map(|(index, name)| Column { name: name.as_str().into(), index: Some(index) })
    }

    /// The first few names, for a message; prose in the place of a header has long ones.
    pub(crate) fn some_names(&self) -> String {
        let shown = self.names().take(4).map(|name| match name.char_indices().nth(40) {
            Some((end, _)) => format!("{}…", &name[..end]),
            None => name.to_owned(),
        });
        let more = if self.names.len() > 4 { ", …" } else { "" };
        format!("{}{more}", shown.collect::<Vec<String>>().join(", "))
    }

    fn name(&self, column: usize) -> &str {
        self.names.get(column).map_or("", String::as_str)
    }
}

impl Column {
    /// Whether the table has it.
    pub(crate) fn is_there(&self) -> bool {
        self.index.is_some()
    }
}

impl<'a> Row<'a> {
    /// The text of a cell, trimmed; empty where the table has no such column.
    pub(crate) fn cell(&self, name: &str) -> &'a str {
        self.text(self.header.index_of(name))
    }

    /// The text of a cell, trimmed; empty where the table has no such column.
    pub(crate) fn get(&self, column: &Column) -> &'a str {
        self.text(column.index)
    }

    fn text(&self, column: Option<usize>) -> &'a str {
        let cell = column.and_then(|column| self.cells.get(column)).unwrap_or_default();
        let is_trimmed = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
        let ends = (cell.as_bytes().first(), cell.as_bytes().last());
        let cell = if is_trimmed(ends.0) && is_trimmed(ends.1) { cell } else { cell.trim() };
        if cell == EMPTY_VALUE { "" } else { cell }
    }

    /// The line that the row begins on.
    pub(crate) fn line(&self) -> u64 {
        self.start.line
    }

    /// Where the row begins.
    pub(crate) fn place(&self) -> Place {
        self.sheet.place(self.start)
    }

    /// Where a cell begins; the row's place where the table has no such column.
    pub(crate) fn place_of(&self, name: &str) -> Place {
        match self.header.index_of(name) {
            Some(column) => self.sheet.place_of_cell(self.text, self.start, column).0,
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
