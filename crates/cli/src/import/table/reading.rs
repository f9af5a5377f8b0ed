//! The way through a table, batch by batch and past what is broken.
//!
//! Taking a table apart takes about half as long as making items of its rows. Batches are read one after another, by
//! whichever thread is free, which then makes something of the rows while another reads on. What is written as most tables
//! are is read by [`Quick`], anything else by the `csv` crate.

use super::super::batch::{BYTES, Batch, in_order};
use super::quick::Quick;
use super::{Cursor, Header, Row, Table};
use crate::diagnostic::{Diagnostic, Reason};
use csv::{ByteRecord, Position, StringRecord};
use std::io::{self, SeekFrom};
use std::sync::Arc;

/// How far reading has come.
struct Reading<'t> {
    table: &'t mut Table,
    header: &'t Header,
    cursor: Cursor,
    /// The report of the broken row whose remains are being passed over.
    broken: Option<Diagnostic>,
    /// Rows so far, broken ones included.
    rows: usize,
    has_ended: bool,
    quick: Quick,
    /// Up to there, there is something that only the careful way can read.
    careful_until: u64,
    /// What rows are read into, one after another.
    record: ByteRecord,
}

impl Table {
    /// Calls `visit` with each row in turn; says how many rows there are, broken ones included.
    pub(crate) fn each_row(
        &mut self,
        header: &Header,
        diagnostics: &mut Vec<Diagnostic>,
        visit: &mut dyn FnMut(&Row<'_>, &mut Vec<Diagnostic>),
    ) -> io::Result<usize> {
        let (sheet, meter) = (self.sheet.clone(), Arc::clone(&self.meter));
        let mut reading = self.start_reading(header)?;
        let take = |(), batch: &mut Batch| {
            batch.each(|found| match found {
                Ok((cells, start, text)) => visit(&Row { sheet: &sheet, header, cells, start, text }, diagnostics),
                Err(diagnostic) => diagnostics.push(diagnostic),
            });
            meter.add(batch.n_rows(), batch.n_read());
        };
        in_order(|batch| reading.fill(batch), || (), |(), _| (), take)?;
        Ok(reading.rows)
    }

    /// Lets all cores make something of each row, with tools of their own, and `take` have it in the order of the table.
    /// Says how many rows there are, broken ones included, and gives the tools back.
    pub(crate) fn each_made<T: Send, W: Send>(
        &mut self,
        header: &Header,
        diagnostics: &mut Vec<Diagnostic>,
        tools: impl Fn() -> W + Sync,
        make: impl Fn(&mut W, &Row<'_>, &mut Vec<Diagnostic>) -> T + Sync,
        take: &mut dyn FnMut(T, &mut Vec<Diagnostic>),
    ) -> io::Result<(usize, Vec<W>)> {
        let (sheet, meter) = (self.sheet.clone(), Arc::clone(&self.meter));
        let mut reading = self.start_reading(header)?;
        let make = |tools: &mut W, batch: &mut Batch| {
            let mut made: Vec<Result<T, Diagnostic>> = Vec::with_capacity(batch.n_rows());
            let mut said = Vec::new();
            batch.each(|found| match found {
                Ok((cells, start, text)) => {
                    let one = make(tools, &Row { sheet: &sheet, header, cells, start, text }, &mut said);
                    made.extend(said.drain(..).map(Err));
                    made.push(Ok(one));
                }
                Err(diagnostic) => made.push(Err(diagnostic)),
            });
            made
        };
        let take = |made: Vec<Result<T, Diagnostic>>, batch: &mut Batch| {
            for one in made {
                match one {
                    Ok(one) => take(one, diagnostics),
                    Err(diagnostic) => diagnostics.push(diagnostic),
                }
            }
            meter.add(batch.n_rows(), batch.n_read());
        };
        let tools = in_order(|batch| reading.fill(batch), tools, make, take)?;
        Ok((reading.rows, tools))
    }

    fn start_reading<'t>(&'t mut self, header: &'t Header) -> io::Result<Reading<'t>> {
        let cursor = self.begin;
        self.jump(cursor)?;
        Ok(Reading {
            table: self,
            header,
            cursor,
            broken: None,
            rows: 0,
            has_ended: false,
            quick: Quick::default(),
            careful_until: 0,
            record: ByteRecord::new(),
        })
    }

    fn no_text(&self, header: &Header, error: &csv::FromUtf8Error, start: Cursor) -> Diagnostic {
        let (column, valid) = (error.utf8_error().field(), error.utf8_error().valid_up_to());
        let row = self.reader.get_ref().from(start.offset);
        let (place, at) = self.sheet.place_of_cell(row, start, column);
        let is_quoted = self.sheet.layout.quotes && row.get(at) == Some(&b'"');
        let byte = row.get(at + valid + usize::from(is_quoted)).copied().unwrap_or_default();
        Diagnostic::skipped(place, header.name(column), Reason::encoding(self.sheet.encoding, byte))
    }

    fn ragged(&self, header: &Header, record: &ByteRecord, start: Cursor) -> Diagnostic {
        let reason = Reason::Columns { expected: header.names.len(), found: record.len(), resumed: None };
        Diagnostic::skipped(self.sheet.place(start), "", reason)
    }

    fn jump(&mut self, cursor: Cursor) -> io::Result<()> {
        let mut position = Position::new();
        position.set_byte(cursor.offset).set_line(cursor.line);
        self.reader.seek_raw(SeekFrom::Start(cursor.offset), position).map_err(io::Error::from)
    }

    fn past_blank_lines(&self, mut cursor: Cursor) -> Cursor {
        let blank = self.reader.get_ref().from(cursor.offset).iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
        for byte in blank {
            cursor.offset += 1;
            cursor.line += u64::from(*byte == b'\n');
        }
        cursor
    }

    fn next_line(&self, cursor: Cursor) -> Cursor {
        let rest = self.reader.get_ref().from(cursor.offset);
        // Of a line without an end, the rest is still to come.
        let end = rest.iter().position(|byte| *byte == b'\n');
        let length = end.map_or(rest.len(), |newline| newline + 1);
        Cursor { offset: cursor.offset + length as u64, line: cursor.line + u64::from(end.is_some()) }
    }
}

impl Reading<'_> {
    /// Fills an empty batch with rows and with the text they were read from; `false` where nothing is left.
    fn fill(&mut self, batch: &mut Batch) -> io::Result<bool> {
        if self.has_ended {
            return Ok(false);
        }
        if self.cursor.offset >= self.careful_until {
            if self.broken.is_none() && self.fill_quickly(batch)? {
                return Ok(true);
            }
            self.careful_until = self.cursor.offset + BYTES;
            self.table.jump(self.cursor)?;
        }
        let mut jump = None;
        while jump.is_none() && !self.has_ended && !batch.is_full(self.cursor) {
            jump = self.add_row(batch)?;
        }
        let end = jump.map_or(self.cursor, |(start, _)| start);
        self.table.reader.get_mut().take(end.offset, batch.text());
        if let Some((_, next)) = jump {
            self.cursor = next;
            self.table.jump(next)?;
        }
        Ok(true)
    }

    /// Fills an empty batch with rows as most tables have them; `false` where there is none at hand.
    fn fill_quickly(&mut self, batch: &mut Batch) -> io::Result<bool> {
        let Reading { table, header, cursor, quick, .. } = self;
        let (layout, tape) = (table.sheet.layout, table.reader.get_mut());
        let n_rows = quick.fill(layout, header.names.len(), cursor, tape, batch)?;
        self.rows += n_rows;
        Ok(n_rows > 0)
    }

    /// Adds one more row, or what is to be said about it. Gives where it begins and where to read on instead, where that
    /// is not behind it.
    fn add_row(&mut self, batch: &mut Batch) -> io::Result<Option<(Cursor, Cursor)>> {
        let Reading { table, header, .. } = self;
        let mut record = std::mem::take(&mut self.record);
        table.reader.get_mut().mark(self.cursor.offset);
        if !table.next(&mut record)? {
            batch.messages(self.broken.take());
            self.has_ended = true;
            return Ok(None);
        }
        let (start, next) = (table.past_blank_lines(self.cursor), table.cursor());
        self.cursor = next;
        if record.len() == header.names.len() && !table.reader.get_ref().is_cut() {
            batch.messages(self.broken.take().map(|report| resumed(report, start.line)));
            self.rows += 1;
            match StringRecord::from_byte_record(record) {
                Ok(cells) => {
                    batch.add(&cells, start);
                    self.record = cells.into_byte_record();
                }
                Err(error) => batch.messages(Some(table.no_text(header, &error, start))),
            }
            return Ok(None);
        }
        let report = self.broken.is_none().then(|| table.ragged(header, &record, start));
        self.rows += usize::from(report.is_some());
        if next.line > start.line + 1 || table.reader.get_ref().is_cut() {
            // A missing quote makes one record of many rows: begin again at the next line. The record ends at the
            // next line with an odd quote, so no line is read again more than once.
            self.broken = self.broken.take().or(report);
            return Ok(Some((start, table.next_line(start))));
        }
        batch.messages(report);
        Ok(None)
    }
}

/// The report, with the line on which reading goes on.
fn resumed(mut report: Diagnostic, line: u64) -> Diagnostic {
    if let Reason::Columns { resumed, .. } = &mut report.reason {
        *resumed = usize::try_from(line).ok();
    }
    report
}
