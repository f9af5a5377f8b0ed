//! Rows that change threads together: one thread takes a table apart, the other makes items of its rows, and what holds
//! the rows goes back to be filled again.

use super::table::Cursor;
use crate::cores::join;
use crate::diagnostic::Diagnostic;
use csv::{ByteRecord, StringRecord};
use std::io;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

/// Rows and messages in the order of the table.
#[derive(Default)]
pub(super) struct Batch {
    /// The first `starts.len()` of these are rows; the others wait to be filled.
    records: Vec<StringRecord>,
    starts: Vec<Cursor>,
    /// Each with the number of rows before it.
    messages: Vec<(usize, Diagnostic)>,
    text: Text,
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
pub(super) type Found<'a> = (&'a StringRecord, Cursor, &'a [u8]);

/// The two ways between the threads.
pub(super) struct Hands {
    full: SyncSender<Batch>,
    empty: Receiver<Batch>,
}

/// Rows in a batch at most.
const ROWS: usize = 256;
/// Bytes of the table in a batch, more or less.
const BYTES: u64 = 512 * 1024;
/// Batches that wait at most, so that memory does not depend on the size of the table.
const AHEAD: usize = 4;

/// Lets `read` hand over batches on a thread of its own, and `visit` have them here, one after another.
pub(super) fn hand_to_hand(
    read: impl FnOnce(&mut Hands) -> io::Result<usize> + Send,
    mut visit: impl FnMut(&mut Batch),
) -> io::Result<usize> {
    let (full, filled) = sync_channel::<Batch>(AHEAD);
    let (back, empty): (Sender<Batch>, _) = channel();
    thread::scope(|scope| {
        let reader = scope.spawn(move || read(&mut Hands { full, empty }));
        for mut batch in filled {
            visit(&mut batch);
            batch.starts.clear();
            // Nobody needs it any more once everything is read.
            let _ = back.send(batch);
        }
        join(reader.join())
    })
}

impl Hands {
    /// A batch to fill.
    pub(super) fn empty(&self) -> Batch {
        self.empty.try_recv().unwrap_or_default()
    }

    /// Hands over what is full.
    pub(super) fn swap(&mut self, batch: Batch) -> Batch {
        // Nobody is there to take it only if the other thread panics.
        let _ = self.full.send(batch);
        self.empty()
    }
}

impl Batch {
    /// A record to read into.
    pub(super) fn record(&mut self) -> ByteRecord {
        let next = self.records.get_mut(self.starts.len());
        next.map(std::mem::take).unwrap_or_default().into_byte_record()
    }

    /// Adds a row.
    pub(super) fn add(&mut self, cells: StringRecord, start: Cursor) {
        match self.records.get_mut(self.starts.len()) {
            Some(free) => *free = cells,
            None => self.records.push(cells),
        }
        self.starts.push(start);
    }

    /// Adds what is to be said between the rows.
    pub(super) fn messages(&mut self, messages: impl IntoIterator<Item = Diagnostic>) {
        let n_rows = self.starts.len();
        self.messages.extend(messages.into_iter().map(|message| (n_rows, message)));
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

    /// Where the text of the rows goes.
    pub(super) fn text(&mut self) -> &mut Text {
        &mut self.text
    }

    /// Calls `visit` with every row and message in turn.
    pub(super) fn each(&mut self, mut visit: impl FnMut(Result<Found<'_>, Diagnostic>)) {
        let mut messages = self.messages.drain(..).peekable();
        for (row, (cells, start)) in self.records.iter().zip(&self.starts).enumerate() {
            while let Some((_, message)) = messages.next_if(|(n_before, _)| *n_before <= row) {
                visit(Err(message));
            }
            visit(Ok((cells, *start, self.text.after(start.offset))));
        }
        messages.for_each(|(_, message)| visit(Err(message)));
    }
}

impl Text {
    /// How many bytes were read for it.
    pub(super) fn n_read(&self) -> usize {
        self.bytes.len() - self.kept_on.min(self.bytes.len())
    }

    /// What comes after an offset.
    pub(super) fn after(&self, offset: u64) -> &[u8] {
        let skipped = offset.checked_sub(self.from).and_then(|skipped| usize::try_from(skipped).ok());
        skipped.and_then(|skipped| self.bytes.get(skipped..)).unwrap_or_default()
    }
}
