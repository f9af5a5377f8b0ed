//! What is wrong with the input, and where: the place first, then the subject, then what was expected and found.

use std::fmt;
use std::sync::Arc;

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
    pub subject: String,
    /// What.
    pub reason: Reason,
    /// What came of it.
    pub severity: Severity,
}

/// What came of a problem.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Something was left out: a row, a rule, an address. With `--strict` it stops the build.
    Skipped,
    /// Odd, but read as well as it could be.
    Notice,
}

/// What is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// A row with too few or too many cells.
    Columns {
        /// As many as the header has.
        expected: usize,
        /// As many as the row has.
        found: usize,
        /// Where reading went on, if rows around it had to be given up.
        resumed: Option<usize>,
    },
    /// A byte that is not UTF-8.
    Encoding {
        /// The byte.
        byte: u8,
    },
    /// A whole file that is not UTF-8.
    FileEncoding {
        /// What it looks like.
        found: &'static str,
    },
    /// A cell or key that must not be empty.
    Missing {
        /// What belongs there.
        expected: &'static str,
    },
    /// Something else than what belongs there.
    Unexpected {
        /// What belongs there.
        expected: &'static str,
        /// What is there.
        found: String,
    },
    /// A SKU that an earlier row has.
    SecondProduct {
        /// The SKU.
        sku: String,
        /// Where the first is.
        first: Box<Place>,
    },
    /// A SKU that no row has.
    UnknownSku {
        /// The SKU.
        sku: String,
    },
    /// A category that the category file does not have.
    UnknownCategory {
        /// Its name.
        name: String,
    },
    /// A category name that stands for several categories, with nothing to tell which.
    AmbiguousCategory {
        /// Its name.
        name: String,
        /// The one that was taken.
        taken: String,
    },
    /// An address that two products have.
    SharedAddress {
        /// The address.
        address: String,
        /// The SKU of the first.
        first: String,
    },
    /// A key that the schema does not have.
    UnknownKey {
        /// The key that may be meant.
        nearest: Option<String>,
    },
    /// Not JSON, or not the right shape.
    Json {
        /// What was expected and found.
        message: String,
    },
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

impl Diagnostic {
    /// Something that was left out.
    pub fn skipped(place: Place, subject: &str, reason: Reason) -> Diagnostic {
        Diagnostic { place, subject: subject.to_owned(), reason, severity: Severity::Skipped }
    }

    /// Something odd that was read all the same.
    pub fn notice(place: Place, subject: &str, reason: Reason) -> Diagnostic {
        Diagnostic { place, subject: subject.to_owned(), reason, severity: Severity::Notice }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.subject.as_str() {
            "" => write!(f, "{}: {}", self.place, self.reason),
            subject => write!(f, "{}: {subject}: {}", self.place, self.reason),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Columns { expected, found, resumed: None } => {
                write!(f, "expected {expected} columns, found {found}")
            }
            Reason::Columns { expected, found, resumed: Some(line) } => {
                write!(
                    f,
                    "expected {expected} columns, found {found}; reading went on at line {line} (is a quote missing?)"
                )
            }
            Reason::Encoding { byte } => {
                write!(f, "expected UTF-8, found the byte 0x{byte:02X}; save the file as UTF-8")
            }
            Reason::FileEncoding { found } => {
                write!(f, "expected UTF-8, found {found}; save the file as UTF-8")
            }
            Reason::Missing { expected } => write!(f, "expected {expected}, found nothing"),
            Reason::Unexpected { expected, found } => {
                write!(f, "expected {expected}, found {}", Quoted(found))
            }
            Reason::SecondProduct { sku, first } => {
                write!(f, "expected a SKU of its own, found {}, which is the product at {first}", Quoted(sku))
            }
            Reason::UnknownSku { sku } => {
                write!(f, "expected the SKU of a product, found {}", Quoted(sku))
            }
            Reason::UnknownCategory { name } => {
                write!(f, "expected a category of the category file, found {}", Quoted(name))
            }
            Reason::AmbiguousCategory { name, taken } => {
                write!(
                    f,
                    "expected a name that stands for one category, found {}; taken for {}",
                    Quoted(name),
                    Quoted(taken)
                )
            }
            Reason::SharedAddress { address, first } => {
                write!(f, "expected an address of its own, found {}, which is that of {first}", Quoted(address))
            }
            Reason::UnknownKey { nearest: None } => {
                f.write_str("expected a key of the schema, found one it does not have")
            }
            Reason::UnknownKey { nearest: Some(nearest) } => {
                write!(f, "expected a key of the schema, found one it does not have; did you mean \"{nearest}\"?")
            }
            Reason::Json { message } => f.write_str(message),
        }
    }
}

/// A text of the input, on one line and short enough for a message.
struct Quoted<'a>(&'a str);

const LONGEST_QUOTE: usize = 60;

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0.chars();
        f.write_str("\"")?;
        for letter in rest.by_ref().take(LONGEST_QUOTE) {
            match letter {
                '"' | '\'' => write!(f, "{letter}")?,
                other => write!(f, "{}", other.escape_debug())?,
            }
        }
        f.write_str(if rest.next().is_some() { "…\"" } else { "\"" })
    }
}
