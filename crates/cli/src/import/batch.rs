//! Rows that go through a table's reading together, and the way that they go: whichever thread is free reads the next
//! batch and makes something of it, and what was made is taken here, in the order of the table. What holds the rows is
//! filled again and again.

use super::table::Cursor;
use crate::cores::{join, n_threads};
use crate::diagnostic::Diagnostic;
use csv::StringRecord;
use std::collections::BTreeMap;
use std::io;
use std::string::FromUtf8Error;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

/// Rows and messages in the order of the table.
#[derive(Default)]
pub(super) struct Batch {
    /// Those of one row after those of another.
    cells: Vec<Cell>,
    starts: Vec<Cursor>,
    /// Each with the number of rows before it.
    messages: Vec<(usize, Diagnostic)>,
    /// What the rows were read from.
    text: Text,
    /// The same, where all of it is UTF-8 and cells are parts of it.
    whole: String,
    /// The texts of cells that are no part of it.
    aside: String,
}

/// Where the text of a cell is.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Whether it is aside, since it is not written as it is meant.
    pub(super) is_aside: bool,
}

/// The cells of one row.
#[derive(Clone, Copy)]
pub(super) struct Cells<'a> {
    cells: &'a [Cell],
    whole: &'a str,
    aside: &'a str,
}

/// Where rows are in a text.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) cells: Vec<Cell>,
    pub(super) starts: Vec<Cursor>,
    /// The numbers of the cells that have quotes in them, each of which is written twice.
    pub(super) quoted: Vec<usize>,
}

/// What was read of a file.
#[derive(Default)]
pub(super) struct Text {
    pub(super) bytes: Vec<u8>,
    /// The offset of the first byte.
    pub(super) from: u64,
    /// How many of the last bytes the next text has too.
    pub(super) kept_on: usize,
}

/// A row as it is found: its cells, where it begins, and the text from there on.
pub(super) type Found<'a> = (Cells<'a>, Cursor, &'a [u8]);

/// Rows in a batch at most.
const ROWS: usize = 256;
/// Bytes of the table in a batch, more or less.
pub(super) const BYTES: u64 = 512 * 1024;
/// Batches that wait at most, so that memory does not depend on the size of the table.
const AHEAD: usize = 8;

/// What is read one batch after another.
struct Source<R> {
    read: R,
    /// The number of the next batch.
    next: usize,
    /// Batches to fill again.
    spare: Vec<Batch>,
    /// Whether there may be more, or why there cannot.
    more: io::Result<bool>,
}

/// Lets all cores read batches in turns, and each make something of those that it has read, with tools of its own; `take`
/// has them here, in their order. `read` says whether there was anything left. Gives the tools back.
pub(super) fn in_order<T: Send, W: Send>(
    read: impl FnMut(&mut Batch) -> io::Result<bool> + Send,
    tools: impl Fn() -> W + Sync,
    make: impl Fn(&mut W, &mut Batch) -> T + Sync,
    mut take: impl FnMut(T, &mut Batch),
) -> io::Result<Vec<W>> {
    let source = Mutex::new(Source { read, next: 0, spare: Vec::new(), more: Ok(true) });
    let made_next = |tools: &mut W| {
        let (number, mut batch) = lock(&source).next()?;
        let made = make(tools, &mut batch);
        Some((number, (made, batch)))
    };
    let work = &|sender: SyncSender<_>| {
        let mut tools = tools();
        // Nobody is there to take it only if the thread here panics.
        while made_next(&mut tools).is_some_and(|made| sender.send(made).is_ok()) {}
        tools
    };
    let (mut all_tools, mut own_tools, mut next) = (Vec::new(), tools(), 0);
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(AHEAD);
        let others: Vec<_> =
            (1..n_threads(AHEAD)).map(|_| sender.clone()).map(|own| scope.spawn(move || work(own))).collect();
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut is_at_end = false;
        loop {
            waiting.extend(receiver.try_iter());
            while let Some((made, mut batch)) = waiting.remove(&next) {
                take(made, &mut batch);
                batch.clear();
                lock(&source).spare.push(batch);
                next += 1;
            }
            // What comes next is still being made elsewhere: meanwhile this thread does its share, up to a point.
            if !is_at_end && waiting.len() < AHEAD {
                let made = made_next(&mut own_tools);
                is_at_end = made.is_none();
                waiting.extend(made);
            } else if let Ok(made) = receiver.recv() {
                waiting.extend([made]);
            } else {
                break;
            }
        }
        all_tools.extend(others.into_iter().map(|other| join(other.join())));
    });
    all_tools.push(own_tools);
    source.into_inner().unwrap_or_else(PoisonError::into_inner).more.map(|_| all_tools)
}

fn lock<R>(source: &Mutex<Source<R>>) -> MutexGuard<'_, Source<R>> {
    source.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<R: FnMut(&mut Batch) -> io::Result<bool>> Source<R> {
    /// The next batch with its number; none at the end, and none where reading failed.
    fn next(&mut self) -> Option<(usize, Batch)> {
        if !matches!(self.more, Ok(true)) {
            return None;
        }
        let mut batch = self.spare.pop().unwrap_or_default();
        self.more = (self.read)(&mut batch);
        let number = self.next;
        self.next += 1;
        matches!(self.more, Ok(true)).then_some((number, batch))
    }
}

impl Batch {
    /// Adds a row.
    pub(super) fn add(&mut self, cells: &StringRecord, start: Cursor) {
        for cell in cells {
            self.cells.push(put_aside(&mut self.aside, cell));
        }
        self.starts.push(start);
    }

    /// Takes rows that are parts of a text, of which some cells are written with quotes in them. If it is no UTF-8, it is
    /// given back.
    pub(super) fn take(&mut self, rows: Rows, bytes: Vec<u8>, from: u64) -> Result<(), Vec<u8>> {
        self.whole = String::from_utf8(bytes).map_err(FromUtf8Error::into_bytes)?;
        (self.cells, self.starts) = (rows.cells, rows.starts);
        for number in rows.quoted {
            let cell = &mut self.cells[number];
            let text = self.whole.get(cell.start as usize..cell.end as usize).unwrap_or_default();
            *cell = put_aside(&mut self.aside, &text.replace("\"\"", "\""));
        }
        self.text.from = from;
        Ok(())
    }

    /// Room for the text of other rows, and for where they are.
    pub(super) fn room(&mut self) -> (Vec<u8>, Rows) {
        let (cells, starts) = (std::mem::take(&mut self.cells), std::mem::take(&mut self.starts));
        (std::mem::take(&mut self.whole).into_bytes(), Rows { cells, starts, quoted: Vec::new() })
    }

    /// Adds what is to be said between the rows.
    pub(super) fn messages(&mut self, messages: impl IntoIterator<Item = Diagnostic>) {
        let n_rows = self.starts.len();
        self.messages.extend(messages.into_iter().map(|message| (n_rows, message)));
    }

    /// Makes room for other rows.
    pub(super) fn clear(&mut self) {
        self.cells.clear();
        self.starts.clear();
        self.messages.clear();
        self.text.bytes.clear();
        self.whole.clear();
        self.aside.clear();
    }

    /// Whether it should be handed over, when the last row ends there.
    pub(super) fn is_full(&self, end: Cursor) -> bool {
        let bytes = self.starts.first().map_or(0, |start| end.offset - start.offset);
        self.starts.len() >= ROWS || bytes >= BYTES
    }

    /// How many rows there are in it.
    pub(super) fn n_rows(&self) -> usize {
        self.starts.len()
    }

    /// How many bytes were read for it.
    pub(super) fn n_read(&self) -> usize {
        if self.whole.is_empty() { self.text.n_read() } else { self.whole.len() }
    }

    /// Where the text of the rows goes.
    pub(super) fn text(&mut self) -> &mut Text {
        &mut self.text
    }

    /// Calls `visit` with every row and message in turn.
    pub(super) fn each(&mut self, mut visit: impl FnMut(Result<Found<'_>, Diagnostic>)) {
        let mut messages = std::mem::take(&mut self.messages).into_iter().peekable();
        let n_columns = (self.cells.len() / self.starts.len().max(1)).max(1);
        let Batch { whole, aside, text, .. } = &*self;
        for (row, (cells, start)) in self.cells.chunks(n_columns).zip(&self.starts).enumerate() {
            while let Some((_, message)) = messages.next_if(|(n_before, _)| *n_before <= row) {
                visit(Err(message));
            }
            let bytes = if whole.is_empty() { &text.bytes } else { whole.as_bytes() };
            visit(Ok((Cells { cells, whole, aside }, *start, after(bytes, text.from, start.offset))));
        }
        messages.for_each(|(_, message)| visit(Err(message)));
    }
}

impl<'a> Cells<'a> {
    /// The text of a cell, if there are so many.
    pub(super) fn get(&self, column: usize) -> Option<&'a str> {
        let Cell { start, end, is_aside } = *self.cells.get(column)?;
        let text = if is_aside { self.aside } else { self.whole };
        text.get(start as usize..end as usize)
    }
}

impl Text {
    /// How many bytes were read for it.
    pub(super) fn n_read(&self) -> usize {
        self.bytes.len() - self.kept_on.min(self.bytes.len())
    }

    /// What comes after an offset.
    pub(super) fn after(&self, offset: u64) -> &[u8] {
        after(&self.bytes, self.from, offset)
    }
}

/// What comes after an offset, of bytes that begin at another.
fn after(bytes: &[u8], from: u64, offset: u64) -> &[u8] {
    let skipped = offset.checked_sub(from).and_then(|skipped| usize::try_from(skipped).ok());
    skipped.and_then(|skipped| bytes.get(skipped..)).unwrap_or_default()
}

/// Where a text is once it is aside.
fn put_aside(aside: &mut String, text: &str) -> Cell {
    let start = aside.len() as u32;
    aside.push_str(text);
    Cell { start, end: aside.len() as u32, is_aside: true }
}
