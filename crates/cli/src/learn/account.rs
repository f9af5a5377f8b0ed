//! What became of every line of the logs: kept, or dropped for a reason. Its [`Display`](fmt::Display) is the summary.

mod json;

use super::clean::Counts;
use super::dropped::{Tallies, Tally, Why};
use super::ending::Odd;
use crate::diagnostic::{Diagnostic, Few, Kinds, SHOWN};
use crate::report::{FileUse, Usage, common_folder, grouped};
use std::fmt;
use std::sync::Arc;

/// What became of every line.
#[derive(Debug, Default)]
pub struct LogAccount {
    /// Every file, orders first.
    pub files: Vec<FileUse>,
    /// All lines of all files.
    pub n_lines: u64,
    /// What is in the log.
    pub kept: Counts,
    /// How many products it has.
    pub n_products: usize,
    /// How many spellings of SKUs are another's by letter case.
    pub n_folded: usize,
    /// Its first and last second.
    pub span: Option<(i64, i64)>,
    /// The first few messages of each kind about lines that cannot be read.
    pub messages: Messages,
    /// What is odd about its end.
    pub(super) odd: Vec<Odd>,
    pub(super) tallies: Tallies,
    pub(super) places: Places,
}

/// Messages, of which only the first few of each kind are kept: there may be as many as lines.
#[derive(Debug, Default)]
pub struct Messages {
    kinds: Kinds,
    kept: Vec<(usize, Diagnostic)>,
    n_others: usize,
}

/// Which file each line is in.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The number of lines before it, and the file.
    files: Vec<(u32, Arc<str>)>,
}

impl LogAccount {
    /// The lines that were dropped for a reason.
    pub fn dropped(&self, why: Why) -> u64 {
        self.tallies.0.get(&why).map_or(0, |tally| tally.count)
    }

    /// All lines that were dropped.
    pub fn n_dropped(&self) -> u64 {
        self.tallies.total()
    }

    /// A few places of lines that were dropped for a reason, such as `orders.csv:17`.
    pub fn examples(&self, why: Why) -> Vec<String> {
        let lines = self.tallies.0.get(&why).map_or(&[][..], |tally| &tally.lines);
        lines.iter().map(|line| self.places.name(*line)).collect()
    }

    /// The reasons that there are, with their lines.
    fn reasons(&self) -> impl Iterator<Item = (Why, &Tally)> {
        self.tallies.0.iter().map(|(why, tally)| (*why, tally))
    }
}

impl Messages {
    /// Takes a message.
    pub(super) fn take(&mut self, message: Diagnostic) {
        let (kind, nth) = self.kinds.count(&message).parts();
        match kind {
            None => self.n_others += 1,
            Some(kind) if nth < SHOWN => self.kept.push((kind, message)),
            Some(_) => {}
        }
    }

    /// Those that are kept.
    pub fn kept(&self) -> impl Iterator<Item = &Diagnostic> {
        self.kept.iter().map(|(_, message)| message)
    }

    /// What to show, in the order of the lines.
    pub fn few(&self) -> Vec<Few<'_>> {
        let mut few = Vec::new();
        let mut n_shown = vec![0; self.kinds.n_kinds()];
        for (kind, message) in &self.kept {
            few.push(Few::One(message));
            n_shown[*kind] += 1;
            let n_more = self.kinds.n_of(*kind).saturating_sub(SHOWN);
            if n_shown[*kind] == SHOWN && n_more > 0 {
                few.push(Few::More(n_more));
            }
        }
        few.extend((self.n_others > 0).then_some(Few::Others(self.n_others)));
        few
    }
}

impl Places {
    /// Begins a file, which comes after so many lines.
    pub(super) fn begin(&mut self, before: u32, file: &Arc<str>) {
        self.files.push((before, Arc::clone(file)));
    }

    /// Where a line is, as messages say it.
    fn name(&self, line: u32) -> String {
        let file = self.files.partition_point(|(before, _)| *before < line).checked_sub(1);
        let found = file.and_then(|file| self.files.get(file));
        found.map_or_else(String::new, |(before, file)| format!("{file}:{}", line - before))
    }
}

impl fmt::Display for LogAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted =
            |count: u64, one: &str, more: &str| format!("{} {}", grouped(count), if count == 1 { one } else { more });
        let n_files = self.files.iter().filter(|file| matches!(file.usage, Usage::Read { .. })).count() as u64;
        write!(f, "{} in {}", counted(self.n_lines, "line", "lines"), counted(n_files, "log", "logs"))?;
        if let Some((first, last)) = self.span {
            write!(f, ", {} to {}", day(first), day(last))?;
        }
        let kept = &self.kept;
        write!(
            f,
            "\nkept: {}, {}, {} in {}; {}, {}",
            counted(kept.views, "view", "views"),
            counted(kept.cart_adds, "cart add", "cart adds"),
            counted(kept.purchases, "purchase", "purchases"),
            counted(kept.baskets, "basket", "baskets"),
            counted(kept.visitors, "visitor", "visitors"),
            counted(self.n_products as u64, "product", "products"),
        )?;
        if self.n_folded > 0 {
            let spellings = counted(self.n_folded as u64, "SKU is", "SKUs are");
            write!(f, "\n{spellings} another's but for letter case")?;
        }
        if self.n_dropped() > 0 {
            write!(f, "\ndropped: {}", grouped(self.n_dropped()))?;
        }
        // Who reads this knows where the logs are.
        let folder = common_folder(self.files.iter().map(|file| file.file.as_str()));
        for (why, tally) in self.reasons() {
            write!(f, "\n  {} {}", counted(tally.count, "line", "lines"), why.words())?;
            if why != Why::Unreadable {
                let examples = self.examples(why);
                let names: Vec<&str> =
                    examples.iter().map(|example| example.strip_prefix(folder).unwrap_or(example)).collect();
                write!(f, ": {}", names.join(", "))?;
                f.write_str(if tally.count > tally.lines.len() as u64 { ", …" } else { "" })?;
            }
        }
        self.odd.iter().try_for_each(|odd| write!(f, "\n{odd}"))?;
        for file in self.files.iter().filter(|file| matches!(file.usage, Usage::NotUsed { .. })) {
            let said = file.to_string();
            write!(f, "\nnot used: {}", said.strip_prefix(folder).unwrap_or(&said))?;
        }
        Ok(())
    }
}

/// The day of a second, in UTC.
pub(crate) fn day(second: i64) -> String {
    let time = jiff::Timestamp::from_second(second).unwrap_or_default();
    time.strftime("%Y-%m-%d").to_string()
}
