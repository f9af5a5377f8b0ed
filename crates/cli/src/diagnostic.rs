//! What is wrong with the input, and where: the place first, then the subject, then what was expected and found.
//! Where the file's text is at hand, the offending part is shown underlined.

mod drawing;
mod excerpt;
mod few;
mod reason;

use std::fmt;
use std::sync::Arc;

pub use drawing::Palette;
pub use excerpt::Excerpt;
pub use few::{Few, few_of_each};
pub(crate) use few::{Kinds, SHOWN};
pub(crate) use reason::Quoted;
pub use reason::Reason;

/// A place in an input file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// The file, as it was named on the command line or found below a folder named there.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// One thing that is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// Where.
    pub place: Place,
    /// The column, the key or the rule it is about; empty for the row or the file as a whole.
    pub subject: Box<str>,
    /// What.
    pub reason: Reason,
    /// What came of it.
    pub severity: Severity,
    /// What few have, apart: there may be a million messages.
    detail: Option<Box<Detail>>,
}

/// What a message may have beside its first line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Detail {
    /// The offending part of the file, where its text is at hand.
    excerpt: Option<Excerpt>,
    /// What to do about it, where the reason does not say it.
    advice: Option<String>,
}

/// What came of a problem.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Something was left out: a row, a rule, an address. With `--strict` it stops the build.
    Skipped,
    /// Read as it is written, and of no use on this catalogue.
    Useless,
    /// Odd, but read as well as it could be.
    Notice,
}

impl Place {
    /// The start of a file.
    pub fn start(file: &Arc<str>) -> Place {
        Place { file: Arc::clone(file), line: 1, column: 1 }
    }

    /// The place of a byte offset in a text.
    pub fn in_text(file: &Arc<str>, text: &str, offset: usize) -> Place {
        let before = &text.as_bytes()[..offset.min(text.len())];
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        Place {
            file: Arc::clone(file),
            line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
            column: String::from_utf8_lossy(&before[line_start..]).chars().count() + 1,
        }
    }
}

impl Severity {
    /// Whether data is wrong, and not only odd.
    pub fn is_error(self) -> bool {
        self != Severity::Notice
    }
}

impl Diagnostic {
    /// Something that was left out.
    pub fn skipped(place: Place, subject: &str, reason: Reason) -> Diagnostic {
        Diagnostic::new(Severity::Skipped, place, subject, reason)
    }

    /// Something odd that was read all the same.
    pub fn notice(place: Place, subject: &str, reason: Reason) -> Diagnostic {
        Diagnostic::new(Severity::Notice, place, subject, reason)
    }

    pub(crate) fn new(severity: Severity, place: Place, subject: &str, reason: Reason) -> Diagnostic {
        Diagnostic { place, subject: subject.into(), reason, severity, detail: None }
    }

    /// With the offending part of the file.
    pub(crate) fn quoting(mut self, excerpt: Excerpt) -> Diagnostic {
        self.detail.get_or_insert_default().excerpt = Some(excerpt);
        self
    }

    /// With what to do about it.
    pub(crate) fn advising(mut self, advice: impl Into<String>) -> Diagnostic {
        self.detail.get_or_insert_default().advice = Some(advice.into());
        self
    }

    /// The offending part of the file.
    fn excerpt(&self) -> Option<&Excerpt> {
        self.detail.as_ref()?.excerpt.as_ref()
    }

    /// What to do about it.
    fn advice(&self) -> Option<&str> {
        self.detail.as_ref()?.advice.as_deref()
    }

    /// What is wrong, without its place and its subject, on one line.
    pub fn message(&self) -> String {
        let advice = self.advice().map(|advice| format!("; {advice}")).unwrap_or_default();
        let nearest = self.reason.nearest().map(|nearest| format!("; {}", did_you_mean(nearest))).unwrap_or_default();
        format!("{}{advice}{nearest}", self.reason)
    }

    /// The first line of the message, without what may be meant.
    fn headline(&self) -> String {
        let warning = if self.severity.is_error() { "" } else { "warning: " };
        let joint = if self.subject.is_empty() { "" } else { ": " };
        let said = format!("{}: {warning}{}{joint}{}", self.place, self.subject, self.reason);
        // What a file says must not steer the terminal.
        said.chars().map(|letter| if letter.is_control() { char::REPLACEMENT_CHARACTER } else { letter }).collect()
    }
}

/// What keeps a part of a file from being used: one thing, or several at once.
#[derive(Debug)]
pub(crate) struct Objections(pub(crate) Vec<Diagnostic>);

impl From<Diagnostic> for Objections {
    fn from(diagnostic: Diagnostic) -> Objections {
        Objections(vec![diagnostic])
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// All of the message on one line.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.headline())?;
        self.advice().map_or(Ok(()), |advice| write!(f, "; {advice}"))?;
        self.reason.nearest().map_or(Ok(()), |nearest| write!(f, "; {}", did_you_mean(nearest)))
    }
}

fn did_you_mean(nearest: &str) -> String {
    format!("did you mean \"{nearest}\"?")
}
