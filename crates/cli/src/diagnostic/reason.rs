//! Every way in which input is not what it should be, and how that is said.

use super::Place;
use crate::report::Dropped;
use std::fmt;

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
    /// Bytes that stand for no letter.
    Encoding {
        /// What the file is written in.
        encoding: &'static str,
        /// The first of them, where the file lies before us as it was written.
        byte: Option<u8>,
    },
    /// A file that is not UTF-8, and does not say what it is.
    GuessedEncoding {
        /// What it looks like.
        encoding: &'static str,
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
    /// A price in other currencies than the feed's.
    OtherCurrency {
        /// The feed's.
        expected: String,
        /// The cell.
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
    /// A link that shoppers cannot see.
    DroppedLink {
        /// Why not.
        why: Dropped,
        /// The SKU that is the reason.
        sku: Box<str>,
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
    /// Not JSON or TOML, or not the right shape.
    Shape {
        /// What was expected and found.
        message: String,
        /// What may be meant instead.
        nearest: Option<String>,
    },
    /// A key that an object has twice.
    SecondKey,
    /// What a rule or a filter does not do on this catalogue, though it is written well.
    Lint {
        /// What it does and does not do.
        message: String,
        /// What may be meant instead.
        nearest: Option<String>,
    },
}

impl Reason {
    /// A byte that is no UTF-8, in a text that was made UTF-8 of that encoding.
    pub(crate) fn encoding(encoding: &'static str, byte: u8) -> Reason {
        Reason::Encoding { encoding, byte: (encoding == "UTF-8").then_some(byte) }
    }

    /// Not of the right shape.
    pub(crate) fn shape(message: String) -> Reason {
        Reason::Shape { message, nearest: None }
    }

    /// Whether it is about the subject, such as a column, and not about what the subject only names, such as the product
    /// that lists an unknown SKU.
    pub(crate) fn is_about_subject(&self) -> bool {
        !matches!(self, Reason::UnknownSku { .. })
    }

    /// What may be meant instead.
    pub(crate) fn nearest(&self) -> Option<&str> {
        match self {
            Reason::UnknownKey { nearest } | Reason::Shape { nearest, .. } | Reason::Lint { nearest, .. } => {
                nearest.as_deref()
            }
            _ => None,
        }
    }
}

/// What was expected and found, and not what may be meant.
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
            Reason::Encoding { encoding, byte: Some(byte) } => {
                write!(f, "expected {encoding}, found the byte 0x{byte:02X}")
            }
            Reason::Encoding { encoding, byte: None } => {
                write!(f, "expected {encoding}, found bytes that are no letter in it")
            }
            Reason::GuessedEncoding { encoding } => {
                write!(f, "expected UTF-8, found what looks like {encoding}, and read it as such; say --encoding")
            }
            Reason::Missing { expected } => write!(f, "expected {expected}, found nothing"),
            Reason::Unexpected { expected, found } => {
                write!(f, "expected {expected}, found {}", Quoted(found))
            }
            Reason::OtherCurrency { expected, found } => {
                write!(f, "expected an amount in {expected}, found {}", Quoted(found))
            }
            Reason::SecondProduct { sku, first } => {
                write!(f, "expected a SKU of its own, found {}, which is the product at {first}", Quoted(sku))
            }
            Reason::UnknownSku { sku } => {
                write!(f, "expected the SKU of a product, found {}", Quoted(sku))
            }
            Reason::DroppedLink { why, sku } => {
                write!(f, "expected a link that can be shown, found one {why}: {}", Quoted(sku))
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
            Reason::UnknownKey { .. } => f.write_str("expected a key of the schema, found one it does not have"),
            Reason::SecondKey => f.write_str("expected each key once, found this one again"),
            Reason::Shape { message, .. } | Reason::Lint { message, .. } => f.write_str(message),
        }
    }
}

/// A text of the input, on one line and short enough for a message.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

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
