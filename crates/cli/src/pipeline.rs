//! `kindred build` from end to end: read, compile, check, write, and give a full account.

use crate::address::{self, PICTURE_URL, PRODUCT_URL, Pattern, PatternError};
use crate::catalogue::Catalogue;
use crate::compile::compile;
use crate::diagnostic::{Diagnostic, Severity};
use crate::import::{self, text_of};
use crate::json_text::JsonText;
use crate::report::Report;
use crate::rules;
use crate::settings::Settings;
use crate::write::{self, to_text, weigh};
use kindred_core::feed::{self, FORMAT, FeedFile, RuleEntry};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fmt, fs, io};

/// What to build, of what.
#[derive(Clone, Debug, Default)]
pub struct BuildOptions {
    /// Files, and folders whose files are read at any depth.
    pub catalogue: Vec<PathBuf>,
    /// A file of related-product rules.
    pub rules: Option<PathBuf>,
    /// The folder to write the feed to; nothing is written without it.
    pub out: Option<PathBuf>,
    /// The pattern of product addresses, such as `/p/{slug}.html`; Magento's own without it.
    pub product_url: Option<String>,
    /// The pattern of picture addresses, such as `/media{path}`; Magento's own without it.
    pub picture_url: Option<String>,
    /// The currency of every price; what the catalogue says without it.
    pub currency: Option<String>,
    /// The language of the texts; what the catalogue says without it.
    pub language: Option<String>,
    /// The store's time zone; what the catalogue says without it.
    pub time_zone: Option<String>,
    /// Whether something that would be skipped stops the build instead.
    pub strict: bool,
}

/// What was built.
#[derive(Debug)]
pub struct Built {
    /// Every item that was read, as the feed shows it.
    pub catalogue: Catalogue,
    /// The feed.
    pub feed: FeedFile,
    /// What became of everything.
    pub report: Report,
}

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
    /// A folder that cannot be written to.
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// An option that cannot be meant.
    Setting {
        /// Which.
        option: &'static str,
        /// What belongs there.
        expected: &'static str,
        /// What is there.
        found: String,
    },
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
    /// A rules file of which nothing can be used.
    Rules(Box<Diagnostic>),
    /// Something had to be skipped, and must not be.
    Strict {
        /// All of it.
        diagnostics: Vec<Diagnostic>,
    },
    /// A feed that no page would read.
    Feed(Box<dyn Error + Send + Sync>),
}

/// What the build is at.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// Reading the catalogue.
    Reading {
        /// The file that comes next.
        file: &'a str,
        /// Bytes of the files before it.
        bytes_read: u64,
        /// Bytes of all files.
        total_bytes: u64,
    },
    /// Compiling what was read.
    Compiling {
        /// SKUs.
        n_items: usize,
    },
    /// Writing the feed.
    Writing {
        /// The folder.
        folder: &'a Path,
    },
}

/// Builds a feed.
///
/// # Errors
///
/// When a file cannot be read or written, when an option cannot be meant, when there is no product, when the rules
/// file is no rules file, and, if `strict`, when anything had to be skipped.
pub fn build(options: &BuildOptions) -> Result<Built, BuildError> {
    build_with(options, &mut |_| {})
}

/// Builds a feed, and calls `progress` before each step.
///
/// # Errors
///
/// As [`build`].
pub fn build_with(options: &BuildOptions, progress: &mut dyn FnMut(Step<'_>)) -> Result<Built, BuildError> {
    let pattern = |option, text: &Option<String>, stock, parse: fn(&str) -> Result<Pattern, PatternError>| {
        parse(text.as_deref().unwrap_or(stock)).map_err(|error| BuildError::Pattern { option, error })
    };
    let product_url = pattern("--product-url", &options.product_url, PRODUCT_URL, Pattern::product)?;
    let picture_url = pattern("--picture-url", &options.picture_url, PICTURE_URL, Pattern::picture)?;
    let mut diagnostics = Vec::new();
    let imported = import::read(&options.catalogue, &picture_url, progress, &mut diagnostics)?;
    let mut catalogue = imported.catalogue;
    let settings = Settings::of(options, &catalogue)?;
    if let Some(path) = &options.rules {
        catalogue.rules.extend(read_rules(path, &mut diagnostics)?);
    }
    let mut report = Report { files: imported.files, notes: imported.notes, ..Report::default() };
    if catalogue.items.is_empty() {
        report.diagnostics = diagnostics;
        return Err(BuildError::NoProducts { report: Box::new(report) });
    }

    progress(Step::Compiling { n_items: catalogue.items.len() });
    address::assign(&mut catalogue, &product_url, &mut diagnostics);
    rules::unify_yes_and_no(&mut catalogue.rules, &catalogue.yes_no_attributes);
    let compiled = compile(&mut catalogue, &mut diagnostics);
    if options.strict && diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Skipped) {
        diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Skipped);
        return Err(BuildError::Strict { diagnostics });
    }
    report.currency_assumed = settings.currency.is_none();
    let feed = FeedFile {
        format: FORMAT,
        currency: settings.currency.unwrap_or_else(|| ASSUMED_CURRENCY.to_owned()),
        language: settings.language,
        time_zone: settings.time_zone,
        units: catalogue.units.clone().unwrap_or_default(),
        products: compiled.products,
        rules: catalogue.rules.clone(),
    };
    let text = to_text(&feed).map_err(|error| BuildError::Feed(error.into()))?;
    feed::read(&text).map_err(|error| BuildError::Feed(error.into()))?;
    if let Some(folder) = &options.out {
        progress(Step::Writing { folder });
        let written = write::write(folder, &text);
        let cannot_write = |error| BuildError::Write { path: folder.clone(), error };
        report.written_to = Some(written.map_err(cannot_write)?.to_string_lossy().into_owned());
    }
    report.products = compiled.counts;
    report.links = compiled.links;
    report.n_rules = feed.rules.len();
    report.currency.clone_from(&feed.currency);
    report.weight = weigh(&text);
    report.diagnostics = diagnostics;
    Ok(Built { catalogue, feed, report })
}

/// Writes the feed as it stands now, for callers that changed it after [`build`], and says so in the report.
///
/// # Errors
///
/// When the folder cannot be written to.
pub fn publish(built: &mut Built, folder: &Path) -> Result<(), BuildError> {
    let text = to_text(&built.feed).map_err(|error| BuildError::Feed(error.into()))?;
    let cannot_write = |error| BuildError::Write { path: folder.to_owned(), error };
    let path = write::write(folder, &text).map_err(cannot_write)?;
    built.report.written_to = Some(path.to_string_lossy().into_owned());
    built.report.weight = weigh(&text);
    Ok(())
}

/// The currency of a catalogue that names none.
const ASSUMED_CURRENCY: &str = "USD";

fn read_rules(path: &Path, out: &mut Vec<Diagnostic>) -> Result<Vec<RuleEntry>, BuildError> {
    let bytes = fs::read(path).map_err(|error| BuildError::Read { path: path.to_owned(), error })?;
    let file: Arc<str> = path.to_string_lossy().into();
    let unusable = |diagnostic| BuildError::Rules(Box::new(diagnostic));
    let text = text_of(&file, bytes).map_err(unusable)?;
    rules::read_file(JsonText { file: &file, text: &text }, out).map_err(unusable)
}

impl BuildError {
    /// What the command exits with: 1 for data, 2 for use and for files that cannot be read or written.
    pub fn exit_code(&self) -> u8 {
        match self {
            BuildError::Read { .. }
            | BuildError::Write { .. }
            | BuildError::Setting { .. }
            | BuildError::Pattern { .. } => 2,
            BuildError::NoProducts { .. } | BuildError::Rules(_) | BuildError::Strict { .. } | BuildError::Feed(_) => 1,
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::Read { path, error } => {
                write!(f, "{}: cannot be read: {error}", path.display())
            }
            BuildError::Write { path, error } => {
                write!(f, "{}: cannot be written to: {error}", path.display())
            }
            BuildError::Setting { option, expected, found } => {
                write!(f, "{option}: expected {expected}, found \"{found}\"")
            }
            BuildError::Pattern { option, error } => write!(f, "{option}: {error}"),
            BuildError::NoProducts { report } => {
                f.write_str("expected products in the catalogue, found none")?;
                report.diagnostics.iter().try_for_each(|diagnostic| write!(f, "\n{diagnostic}"))?;
                report.files.iter().try_for_each(|file| write!(f, "\n{file}"))
            }
            BuildError::Rules(diagnostic) => write!(f, "{diagnostic}"),
            BuildError::Strict { diagnostics } => {
                diagnostics.iter().try_for_each(|diagnostic| writeln!(f, "{diagnostic}"))?;
                f.write_str("nothing was written, because --strict allows nothing to be skipped")
            }
            BuildError::Feed(error) => write!(f, "the feed cannot be read back: {error}"),
        }
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            BuildError::Read { error, .. } | BuildError::Write { error, .. } => Some(error),
            BuildError::Pattern { error, .. } => Some(error),
            BuildError::Feed(error) => Some(error.as_ref()),
            _ => None,
        }
    }
}
