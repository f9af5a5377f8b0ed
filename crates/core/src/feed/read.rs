//! Reading a feed: JSON text to checked types, or one clear error with its place.

use super::{FORMAT, Feed, Opened, Pointer, shape};
use crate::json;
use crate::node::{Node, Problem, Problems};
use crate::text::{concat, digits};
use alloc::string::String;
use core::fmt;

/// The largest feed text that is read, in bytes.
const MAX_BYTES: usize = 64 << 20;

/// Why a feed cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReadError {
    /// Not JSON.
    Json {
        /// What was expected and found.
        message: String,
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1.
        column: usize,
    },
    /// Not of a feed's shape.
    Shape(Problem),
    /// Written for a newer Kindred.
    Newer {
        /// The format the feed names.
        format: u32,
    },
    /// Larger than any honest feed.
    TooLarge,
}

impl ReadError {
    /// In words.
    pub fn text(&self) -> String {
        let number = |number: usize| digits(number as u64);
        match self {
            ReadError::Json { message, line, column } => {
                concat(&[&number(*line), ":", &number(*column), ": ", message])
            }
            ReadError::Shape(problem) => problem.text(),
            ReadError::Newer { format } => {
                let (known, found) = (digits(FORMAT.into()), digits((*format).into()));
                concat(&["expected format ", &known, ", found ", &found, ": this feed needs a newer Kindred"])
            }
            ReadError::TooLarge => "expected at most 64 MiB, found more".into(),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl core::error::Error for ReadError {}

/// Reads `feed.json` of either layout.
///
/// # Errors
///
/// The first thing that is wrong: the JSON, the shape, the format's number or a rule. A price or an address that
/// cannot be shown is no error: that product shows without it (design, section 7).
pub fn open(text: &str) -> Result<Opened, ReadError> {
    let (opened, problems) = open_on(text)?;
    problems.finish(opened).map_err(ReadError::Shape)
}

/// Reads the inline layout of a feed.
///
/// # Errors
///
/// As [`open`], and where it is the pointer of a chunked feed.
pub fn read(text: &str) -> Result<Feed, ReadError> {
    match open(text)? {
        Opened::Inline(feed) => Ok(feed),
        Opened::Chunked(_) => {
            let found = String::from("the pointer of a chunked feed");
            Err(ReadError::Shape(Problem { path: String::new(), expected: "products", found }))
        }
    }
}

/// Everything that is wrong with the shape of a feed; nothing where it can be read.
///
/// # Errors
///
/// What keeps it from being looked at: it is no JSON, too large, or of a newer format.
#[cfg(feature = "write")]
pub fn problems(text: &str) -> Result<alloc::vec::Vec<Problem>, ReadError> {
    open_on(text).map(|(_, problems)| problems.into_all())
}

fn open_on(text: &str) -> Result<(Opened, Problems), ReadError> {
    let mut problems = Problems::default();
    let mut members = parse(text)?.members(&mut problems);
    // First: a newer feed may differ in anything else.
    let format = members.whole_needed("format", &mut problems);
    if format > FORMAT {
        return Err(ReadError::Newer { format });
    }
    let opened = if members.has("build") {
        Opened::Chunked(Pointer::read(members, &mut problems))
    } else {
        Opened::Inline(shape::feed(members, &mut problems))
    };
    Ok((opened, problems))
}

/// The JSON of any file of a feed.
pub(super) fn parse(text: &str) -> Result<Node, ReadError> {
    if text.len() > MAX_BYTES {
        return Err(ReadError::TooLarge);
    }
    // A byte order mark is no part of the text.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    json::read(text).map_err(|error| placed(text, error))
}

fn placed(text: &str, error: json::Error) -> ReadError {
    let before = text.as_bytes().get(..error.offset).unwrap_or(text.as_bytes());
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    ReadError::Json { message: error.message, line, column: before.len() - line_start + 1 }
}
