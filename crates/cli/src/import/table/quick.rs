//! Reads rows as most tables have them, in a third of the time that a reader takes which knows every table: cells stay
//! where they are in the text, and quotes are searched for, not met. It stops before whatever it does not understand.

use super::super::batch::{BYTES, Batch, Cell, Rows};
use super::super::tape::Tape;
use super::{Cursor, Layout};
use memchr::{memchr, memchr_iter};
use std::io;

/// What it has read too much.
#[derive(Default)]
pub(super) struct Quick {
    /// The beginning of a row whose end was not there.
    rest: Vec<u8>,
    /// The offset behind it.
    end: u64,
}

impl Quick {
    /// Fills an empty batch with the rows that come next and have so many cells, and goes behind them; says how many.
    pub(super) fn fill(
        &mut self,
        layout: Layout,
        n_columns: usize,
        cursor: &mut Cursor,
        tape: &mut Tape,
        batch: &mut Batch,
    ) -> io::Result<usize> {
        let (mut text, mut rows) = batch.room();
        if cursor.offset + self.rest.len() as u64 == self.end {
            text.append(&mut self.rest);
        }
        self.rest.clear();
        let missing = BYTES.saturating_sub(text.len() as u64);
        tape.read_at(cursor.offset + text.len() as u64, missing, &mut text)?;
        let next = find_rows(&text, layout, n_columns, *cursor, &mut rows);
        self.end = cursor.offset + text.len() as u64;
        let length = (next.offset - cursor.offset) as usize;
        self.rest.extend_from_slice(&text[length..]);
        text.truncate(length);
        let n_rows = rows.starts.len();
        if batch.take(rows, text, cursor.offset).is_err() {
            // Whoever reads this carefully says which cell it is.
            batch.clear();
            return Ok(0);
        }
        *cursor = next;
        Ok(n_rows)
    }
}

/// Finds the rows that a text begins with, as far as they are whole and have so many cells; where the last one ends.
fn find_rows(text: &[u8], layout: Layout, n_columns: usize, begin: Cursor, rows: &mut Rows) -> Cursor {
    let (mut next, mut at) = (begin, 0);
    loop {
        let n_blank = text[at..].iter().take_while(|byte| is_end_of_line(**byte)).count();
        let start = at + n_blank;
        let n_cells = rows.cells.len();
        let n_quoted = rows.quoted.len();
        let end = find_cells(text, start, layout, rows).filter(|_| rows.cells.len() == n_cells + n_columns);
        let Some(end) = end else {
            rows.cells.truncate(n_cells);
            rows.quoted.truncate(n_quoted);
            return next;
        };
        let line = |next: Cursor, passed: &[u8]| next.line + memchr_iter(b'\n', passed).count() as u64;
        next = Cursor { offset: begin.offset + start as u64, line: line(next, &text[at..start]) };
        rows.starts.push(next);
        next = Cursor { offset: begin.offset + end as u64, line: line(next, &text[start..end]) };
        at = end;
    }
}

/// Finds the cells of a row; where it ends. None where it does not end, and where letters follow a closing quote.
fn find_cells(text: &[u8], start: usize, layout: Layout, rows: &mut Rows) -> Option<usize> {
    let mut at = start;
    loop {
        let (cell, end) = match text.get(at)? {
            b'"' if layout.quotes => {
                let (end, has_quotes) = find_quote(text, at + 1)?;
                if has_quotes {
                    rows.quoted.push(rows.cells.len());
                }
                (at + 1..end, end + 1)
            }
            _ => {
                let is_end = |byte: &u8| *byte == layout.delimiter || is_end_of_line(*byte);
                let end = at + text[at..].iter().position(is_end)?;
                (at..end, end)
            }
        };
        rows.cells.push(Cell { start: cell.start as u32, end: cell.end as u32, is_aside: false });
        match *text.get(end)? {
            byte if byte == layout.delimiter => at = end + 1,
            byte if is_end_of_line(byte) => return Some(end + 1),
            _ => return None,
        }
    }
}

/// Finds the quote that closes a cell, and says whether there are others in it.
fn find_quote(text: &[u8], start: usize) -> Option<(usize, bool)> {
    let (mut at, mut has_quotes) = (start, false);
    loop {
        let quote = at + memchr(b'"', text.get(at..)?)?;
        if *text.get(quote + 1)? != b'"' {
            return Some((quote, has_quotes));
        }
        (at, has_quotes) = (quote + 2, true);
    }
}

fn is_end_of_line(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::super::{Cursor, Layout};
    use super::{Batch, Rows, find_rows};
    use csv::StringRecord;
    use proptest::prelude::*;

    /// The rows that a text begins with, each with its line, and where they end.
    fn quick(text: &str, n_columns: usize) -> (Vec<(u64, Vec<String>)>, Cursor) {
        let (mut rows, begin) = (Rows::default(), Cursor { offset: 0, line: 1 });
        let end = find_rows(text.as_bytes(), Layout::default(), n_columns, begin, &mut rows);
        let mut batch = Batch::default();
        batch.take(rows, text.as_bytes().to_vec(), 0).unwrap();
        let mut found = Vec::new();
        batch.each(|row| {
            let (cells, start, _) = row.unwrap();
            found.push((start.line, (0..n_columns).map(|column| cells.get(column).unwrap().to_owned()).collect()));
        });
        (found, end)
    }

    #[test]
    fn cells_are_what_they_are_written_for() {
        let text = "\r\na,\"b,\"\"ü\"\"\n\"\r\n\n,\nc,d";
        let row = |line, cells: [&str; 2]| (line, cells.map(str::to_owned).to_vec());
        let (found, end) = quick(text, 2);
        assert_eq!(found, [row(2, ["a", "b,\"ü\"\n"]), row(5, ["", ""])]);
        assert_eq!((end.offset as usize, end.line), (text.len() - 3, 6));
    }

    proptest! {
        #[test]
        fn what_is_read_quickly_is_what_the_careful_reader_reads(
            text in proptest::collection::vec(proptest::sample::select(vec!["a", ",", ",", "\"", "\"\"", "\",\"", "\n", "\r\n", "\r", "ü"]), 0..40),
        ) {
            let text = text.concat();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let careful: Vec<StringRecord> = reader.records().map(Result::unwrap).collect();
            for n_columns in 1..4 {
                let (found, _) = quick(&text, n_columns);
                for (number, (_, cells)) in found.into_iter().enumerate() {
                    prop_assert_eq!(cells, careful[number].iter().map(str::to_owned).collect::<Vec<_>>());
                }
            }
        }
    }
}
