//! Reads the files of logs, whichever format each is in, and spreads their lines over partitions by visitor.

mod json;
mod parquet;
mod table;

use super::account::LogAccount;
use super::dropped::Why;
use super::field::{Field, Kind};
use super::log::{N_PARTITIONS, partition_of};
use super::maker::{Fault, Maker};
use super::raw::{Raw, place_in};
use super::skus::Spellings;
use super::source::Source;
use super::spill::Spill;
use crate::config::LogColumns;
use crate::diagnostic::{Diagnostic, Reason, Severity};
use crate::import::{Content, Input};
use crate::meter::Meter;
use crate::report::{FileUse, Usage};
use encoding_rs::Encoding;
use hashbrown::HashSet;
use std::fs::File;
use std::io::{self, Read};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Arc;

/// What was read so far.
pub(super) struct Reader {
    pub(super) raws: Spill<Raw>,
    pub(super) spellings: Spellings,
    pub(super) account: LogAccount,
    /// The numbers of orders that came to nothing.
    pub(super) cancelled: HashSet<u64>,
    meter: Arc<Meter>,
    /// Lines of the files before this one, blank ones and headers included.
    before: u32,
    /// The last line of this file that something was said of.
    latest: u64,
}

/// What a file is read with.
pub(super) struct Manner<'a> {
    pub(super) maker: Maker,
    pub(super) columns: Option<&'a LogColumns>,
    pub(super) delimiter: Option<u8>,
    pub(super) encoding: Option<&'static Encoding>,
}

/// What is lost with a line that says nothing of use.
enum Loss {
    Line(Why),
    /// The whole order of that number.
    Order(u64),
}

/// What Parquet files begin with, and end with.
const PARQUET: [u8; 4] = *b"PAR1";

impl Reader {
    /// Has read nothing yet; so many bytes of what it reads stay in memory.
    pub(super) fn new(memory: usize, meter: Arc<Meter>) -> Reader {
        Reader {
            raws: Spill::new(N_PARTITIONS, memory),
            spellings: Spellings::default(),
            account: LogAccount::default(),
            cancelled: HashSet::new(),
            meter,
            before: 0,
            latest: 0,
        }
    }

    /// Reads a file.
    pub(super) fn read(&mut self, source: &Source<'_>, manner: &Manner<'_>) -> io::Result<()> {
        self.account.places.begin(self.before, &source.name);
        self.latest = 0;
        let usage = if is_parquet(&source.path)? {
            // The library takes some kinds of damage for its own mistake. What was read so far is not used then.
            let read = || parquet::read(self, &source.path, &source.name, manner);
            let damaged =
                |_| Err(io::Error::new(io::ErrorKind::InvalidData, "expected a Parquet file, found a damaged one"));
            panic::catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(damaged)?
        } else {
            self.read_text(source, manner)?
        };
        if let Usage::Read { rows, .. } = usage {
            self.account.n_lines += rows as u64;
        }
        self.before = u32::try_from(u64::from(self.before) + self.latest).map_err(|_| too_many())?;
        self.account.files.push(FileUse { file: source.name.to_string(), usage });
        Ok(())
    }

    fn read_text(&mut self, source: &Source<'_>, manner: &Manner<'_>) -> io::Result<Usage> {
        let mut said = Vec::new();
        let mut input = Input::open(&source.path, &source.name, manner.encoding, &mut said)?;
        input.meter = Arc::clone(&self.meter);
        said.into_iter().for_each(|message| self.say(message));
        let not_used = |why: &str| Ok(Usage::NotUsed { why: why.to_owned() });
        match &input.content {
            Content::Empty => not_used("empty"),
            Content::NoText => not_used("no text"),
            Content::Xml => not_used("no log: XML"),
            Content::Json => json::read(self, input, manner),
            Content::Table(..) => table::read(self, input, manner),
        }
    }

    /// Takes what a line of the file says, or one element of a list in it, or that it says nothing of use.
    fn take(&mut self, line: u64, nth: usize, made: Result<Raw, Loss>) -> io::Result<()> {
        let place = self.place(line)?;
        let why = match made {
            Ok(raw) => {
                let raw = Raw { line: place_in(place, nth), ..raw };
                return self.raws.push(partition_of(raw.visitor), &raw);
            }
            Err(Loss::Line(why)) => why,
            Err(Loss::Order(order)) => {
                self.cancelled.insert(order);
                Why::CancelledOrder
            }
        };
        self.account.tallies.count(why, place);
        Ok(())
    }

    /// Takes a message; one about a line that is left out counts it.
    fn say(&mut self, message: Diagnostic) {
        if message.severity == Severity::Skipped {
            // A line too far to be counted ends the reading when the next one is taken.
            let place = self.place(message.place.line as u64).unwrap_or(u32::MAX);
            self.account.tallies.count(Why::Unreadable, place);
        }
        self.account.messages.take(message);
    }

    /// The place among all lines of a line of this file.
    fn place(&mut self, line: u64) -> io::Result<u32> {
        self.latest = self.latest.max(line);
        u32::try_from(u64::from(self.before) + line).map_err(|_| too_many())
    }
}

/// What is lost with a line, or what is wrong with it, as `say` says it of a field.
fn wrong(fault: Fault, say: impl Fn(Field, Reason) -> Diagnostic) -> Result<Loss, Diagnostic> {
    match fault {
        Fault::Dropped(why) => Ok(Loss::Line(why)),
        Fault::Cancelled(order) => Ok(Loss::Order(order)),
        Fault::Wrong(field, reason) => Err(say(field, reason)),
        Fault::WhichOrder(reason) => {
            let advice = "say date-order = \"day-month-year\" or \"month-day-year\" in a config";
            Err(say(Field::Time, reason).advising(advice))
        }
    }
}

/// What a file of that kind holds.
fn holds(kind: Kind) -> &'static str {
    match kind {
        Kind::Orders => "order lines",
        Kind::Events => "events",
    }
}

fn too_many() -> io::Error {
    io::Error::other("expected at most 4,294,967,295 lines in all logs, found more")
}

fn is_parquet(path: &Path) -> io::Result<bool> {
    let mut first = Vec::new();
    File::open(path)?.take(PARQUET.len() as u64).read_to_end(&mut first)?;
    Ok(first == PARQUET)
}
