//! Why nothing was built.

use crate::address::PatternError;
use crate::diagnostic::{Diagnostic, Few, Palette, few_of_each};
use crate::learn::LogAccount;
use crate::publish::PublishError;
use crate::report::Report;
use std::error::Error;
use std::path::PathBuf;
use std::{fmt, io};

/// Why nothing was built.
#[derive(Debug)]
pub enum BuildError {
    /// A file or folder that cannot be read.
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A feed that could not be published.
    Publish(PublishError),
    /// An option that cannot be meant.
    Setting {
        /// Which.
        option: &'static str,
        /// What belongs there.
        expected: &'static str,
        /// What is there.
        found: String,
    },
    /// A SKU that the catalogue does not have.
    UnknownSku {
        /// The option that names it.
        option: &'static str,
        /// The SKU.
        sku: String,
        /// The one that may be meant.
        nearest: Option<String>,
    },
    /// A unit that the catalogue's settings do not have.
    UnknownUnit {
        /// Its name.
        name: String,
        /// The one that may be meant.
        nearest: Option<String>,
    },
    /// Neither a viewed product nor a cart to explain.
    NoPage,
    /// A pattern of addresses that cannot be meant.
    Pattern {
        /// The option it is given with.
        option: &'static str,
        /// What is wrong with it.
        error: PatternError,
    },
    /// Files without a single product.
    NoProducts {
        /// What became of the files.
        report: Box<Report>,
    },
    /// Neither a log nor a catalogue to learn of.
    NothingToLearn,
    /// Logs without a single line that is of use.
    NoLog {
        /// What became of the lines.
        account: Box<LogAccount>,
    },
    /// A log that has no events before the days that are held out, or none on them.
    NothingToEvaluate {
        /// How many days.
        held_out_days: u32,
    },
    /// A file of lists that cannot be used.
    Lists(Box<Diagnostic>),
    /// A config file that cannot be meant, or does not go with the files.
    Config {
        /// Everything that is wrong with it.
        diagnostics: Vec<Diagnostic>,
    },
    /// A rules file of which nothing can be used.
    Rules(Box<Diagnostic>),
    /// Something had to be skipped, and must not be.
    Strict {
        /// What became of the files, with all that had to be skipped.
        report: Box<Report>,
    },
    /// A feed that no page would read.
    Feed(Box<dyn Error + Send + Sync>),
}

impl BuildError {
    /// What the command exits with: 1 for data, 2 for use and for files that cannot be read or written.
    pub fn exit_code(&self) -> u8 {
        match self {
            BuildError::Read { .. }
            | BuildError::Publish(_)
            | BuildError::Setting { .. }
            | BuildError::UnknownSku { .. }
            | BuildError::UnknownUnit { .. }
            | BuildError::NoPage
            | BuildError::NothingToLearn
            | BuildError::Config { .. }
            | BuildError::Pattern { .. } => 2,
            BuildError::NoLog { .. }
            | BuildError::NothingToEvaluate { .. }
            | BuildError::Lists(_)
            | BuildError::NoProducts { .. }
            | BuildError::Rules(_)
            | BuildError::Strict { .. }
            | BuildError::Feed(_) => 1,
        }
    }

    /// What became of the files, where they are why nothing was built.
    pub fn report(&self) -> Option<&Report> {
        match self {
            BuildError::NoProducts { report } | BuildError::Strict { report } => Some(report),
            _ => None,
        }
    }

    /// What became of the lines of logs, where they are why nothing was learned.
    pub fn log_account(&self) -> Option<&LogAccount> {
        match self {
            BuildError::NoLog { account } => Some(account),
            _ => None,
        }
    }

    /// The message, with the offending parts of files underlined.
    pub fn drawn(&self, palette: Palette) -> String {
        let mut text = String::new();
        // Writing to a text cannot fail.
        let _ = self.write(&mut text, &|message| message.drawn(palette));
        text
    }

    fn write(&self, f: &mut dyn fmt::Write, say: &dyn Fn(Few<'_>) -> String) -> fmt::Result {
        match self {
            BuildError::Read { path, error } => {
                write!(f, "{}: cannot be read: {error}", path.display())
            }
            BuildError::Publish(error) => write!(f, "{error}"),
            BuildError::Setting { option, expected, found } => {
                write!(f, "{option}: expected {expected}, found \"{found}\"")
            }
            BuildError::UnknownSku { option, sku, nearest } => {
                write!(f, "{option}: expected a SKU of the catalogue, found \"{sku}\"")?;
                match nearest {
                    Some(nearest) => write!(f, "; did you mean {nearest}?"),
                    None => Ok(()),
                }
            }
            BuildError::UnknownUnit { name, nearest } => {
                write!(
                    f,
                    "--unit: expected related, up-sell, cross-sell, a type of recommendation such as bought-bought, "
                )?;
                write!(f, "or a unit of the catalogue's settings, found \"{name}\"")?;
                nearest.as_ref().map_or(Ok(()), |nearest| write!(f, "; did you mean {nearest}?"))
            }
            BuildError::NoPage => f.write_str(
                "expected --sku or --cart, found neither; of a page without a product, say which --unit to explain",
            ),
            BuildError::NothingToLearn => f.write_str("expected --orders, --events or a catalogue, found none of them"),
            BuildError::NoLog { account } => {
                f.write_str("expected orders or events that can be used, found none")?;
                account.messages.few().into_iter().try_for_each(|message| write!(f, "\n{}", say(message)))?;
                write!(f, "\n{account}")
            }
            BuildError::NothingToEvaluate { held_out_days } => write!(
                f,
                "expected events before and within the last {held_out_days} days of the log, found none on one side; set \
                 learn.lists.held-out-days"
            ),
            BuildError::Pattern { option, error } => write!(f, "{option}: {error}"),
            BuildError::NoProducts { report } => {
                f.write_str("expected products in the catalogue, found none")?;
                let messages = few_of_each(report.diagnostics.iter());
                messages.into_iter().try_for_each(|message| write!(f, "\n{}", say(message)))?;
                report.files.iter().try_for_each(|file| write!(f, "\n{file}"))
            }
            BuildError::Config { diagnostics } => {
                let messages: Vec<String> = few_of_each(diagnostics.iter()).into_iter().map(say).collect();
                f.write_str(&messages.join("\n"))
            }
            BuildError::Rules(diagnostic) | BuildError::Lists(diagnostic) => f.write_str(&say(Few::One(diagnostic))),
            BuildError::Strict { report } => {
                let dropped = report.dropped_links();
                let messages = few_of_each(report.skipped().chain(&dropped));
                messages.into_iter().try_for_each(|message| writeln!(f, "{}", say(message)))?;
                let of_log = report.log.iter().flat_map(|log| log.messages.few());
                of_log.into_iter().try_for_each(|message| writeln!(f, "{}", say(message)))?;
                f.write_str("nothing was written, because --strict allows nothing to be skipped")
            }
            BuildError::Feed(error) => write!(f, "the feed cannot be read back: {error}"),
        }
    }
}

impl From<PublishError> for BuildError {
    fn from(error: PublishError) -> BuildError {
        BuildError::Publish(error)
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, &|message| message.to_string())
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            BuildError::Read { error, .. } => Some(error),
            BuildError::Publish(error) => Some(error),
            BuildError::Pattern { error, .. } => Some(error),
            BuildError::Feed(error) => Some(error.as_ref()),
            _ => None,
        }
    }
}
