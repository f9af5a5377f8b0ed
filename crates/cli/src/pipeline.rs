//! `kindred build` from end to end: read, compile, check, write, and give a full account.

mod error;

use crate::address::{self, PICTURE_URL, PRODUCT_URL, Pattern, PatternError};
use crate::catalogue::{Badge, Catalogue};
use crate::compile::{Manner, compile};
use crate::config::Config;
use crate::constants;
use crate::diagnostic::Diagnostic;
use crate::import::{self, ImportOptions, text_of};
use crate::layout::{self, Layout};
use crate::learn;
use crate::lists;
use crate::publish::{self, Encoding, PublishOptions};
use crate::report::Report;
use crate::rules::{self, Format, RuleList};
use crate::settings::Settings;
use crate::source_text::SourceText;
use crate::wanted::{Asked, only_of_badges};
use crate::write::{to_text, weigh};
use encoding_rs::UTF_8;
use kindred_core::feed::{self, AttributeType, FORMAT, Feed, FeedFile};
use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

pub use crate::meter::Meter;
pub use crate::wanted::KeptAttributes;
pub use error::BuildError;

/// What to build, of what.
#[derive(Clone, Debug, Default)]
pub struct BuildOptions {
    /// Files, and folders whose files are read at any depth.
    pub catalogue: Vec<PathBuf>,
    /// A file of related-product rules.
    pub rules: Option<PathBuf>,
    /// Files of recommendation lists, as `kindred learn` writes them.
    pub lists: Vec<PathBuf>,
    /// Files, folders and patterns of orders to learn from.
    pub orders: Vec<PathBuf>,
    /// Files, folders and patterns of events to learn from.
    pub events: Vec<PathBuf>,
    /// The folder to write the feed to; nothing is written without it.
    pub out: Option<PathBuf>,
    /// The pattern of product addresses, such as `/p/{slug}.html`; Magento's own without it.
    pub product_url: Option<String>,
    /// The pattern of picture addresses, such as `/media{path}`; Magento's own without it.
    pub picture_url: Option<String>,
    /// What files are written in that do not say it themselves, such as `windows-1252`; recognised without it.
    pub encoding: Option<String>,
    /// The currency of every price; what the catalogue says without it.
    pub currency: Option<String>,
    /// The language of the texts; what the catalogue says without it.
    pub language: Option<String>,
    /// The store's time zone; what the catalogue says without it.
    pub time_zone: Option<String>,
    /// At how many or fewer a product's stock is low; what the catalogue says without it.
    pub low_stock: Option<u32>,
    /// Texts on the pictures of products that say something under an attribute.
    pub badges: Vec<Badge>,
    /// Whether cards have a second picture, which shows while a pointer is over them.
    pub second_picture: bool,
    /// A config file; what is said here goes before what it says.
    pub config: Option<PathBuf>,
    /// Which attributes go into the feed.
    pub attributes: KeptAttributes,
    /// Whether the caller wants the items too, with their descriptions and every picture.
    pub items: bool,
    /// Whether a row or a link that would be left out stops the build instead.
    pub strict: bool,
    /// Where the files of a build are, if not beside `feed.json`.
    pub base_url: Option<String>,
    /// How many builds stay in the folder; [`publish::KEEP`] without it.
    pub keep: Option<NonZeroUsize>,
    /// How the feed lies in the folder.
    pub layout: Layout,
    /// What to write beside each file.
    pub compress: Vec<Encoding>,
}

impl BuildOptions {
    /// How to publish into that folder.
    pub(crate) fn publishing(&self, out: &Path) -> Result<PublishOptions, BuildError> {
        let checked = |text: &String| {
            let expected = "an absolute address such as https://cdn.example/kindred-feed/";
            let wrong = || BuildError::Setting { option: "--base-url", expected, found: text.clone() };
            publish::base_url(text).ok_or_else(wrong)
        };
        Ok(PublishOptions {
            out: out.to_owned(),
            keep: self.keep.map_or(publish::KEEP, NonZeroUsize::get),
            base_url: self.base_url.as_ref().map(checked).transpose()?,
            compress: self.compress.clone(),
        })
    }
}

/// What was built.
#[derive(Debug)]
pub struct Built {
    /// What was read. Its items are there, as the feed shows them, only for who asks for them.
    pub catalogue: Catalogue,
    /// The feed.
    pub feed: FeedFile,
    /// What became of everything.
    pub report: Report,
}

/// What the build is at.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// Reading the catalogue.
    Reading {
        /// The file that comes next.
        file: &'a str,
        /// Bytes of all files.
        total_bytes: u64,
        /// How far reading has come.
        meter: &'a Arc<Meter>,
    },
    /// Reading orders and events.
    ReadingLogs {
        /// Bytes of all files.
        total_bytes: u64,
        /// How far reading has come.
        meter: &'a Arc<Meter>,
    },
    /// Taking out of the logs what teaches the wrong things.
    Cleaning {
        /// Lines that were read.
        n_lines: u64,
        /// How far it has come.
        meter: &'a Arc<Meter>,
    },
    /// Counting what belongs together.
    Learning {
        /// Events that are left.
        n_events: u64,
        /// How many events will be read until it is done: each of them many times.
        total: u64,
        /// How far it has come.
        meter: &'a Arc<Meter>,
    },
    /// Looking at the products' pictures.
    Looking {
        /// Pictures.
        n_pictures: usize,
        /// How far looking has come.
        meter: &'a Arc<Meter>,
    },
    /// Comparing products, by their texts or by their pictures.
    Comparing {
        /// Products.
        n_products: usize,
        /// How far comparing has come.
        meter: &'a Arc<Meter>,
    },
    /// Compiling what was read.
    Compiling {
        /// SKUs.
        n_items: usize,
    },
    /// Looking for what rules do not do.
    Checking {
        /// Rules.
        n_rules: usize,
    },
    /// Writing the feed.
    Writing {
        /// The folder.
        folder: &'a Path,
        /// How many products the feed has.
        n_products: usize,
        /// How far writing has come.
        meter: &'a Arc<Meter>,
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
    let publishing = options.out.as_ref().map(|folder| options.publishing(folder)).transpose()?;
    let Some(publishing) = publishing else {
        return Ok(prepare(options, progress)?.built);
    };
    let Compiled { catalogue, mut feed, mut report } = compiled(options, progress)?;
    let meter = Arc::new(Meter::default());
    progress(Step::Writing { folder: &publishing.out, n_products: feed.products.len(), meter: &meter });
    let laid_out = layout::write(options.layout, &publishing, &mut feed, &meter)?;
    report.written_to = Some(laid_out.published.feed.to_string_lossy().into_owned());
    report.laid_out = Some(laid_out);
    Ok(Built { catalogue, feed, report })
}

/// Reads and compiles, for who wants the items and no feed. They are kept, as after a build with `items`.
///
/// # Errors
///
/// As [`build`].
pub fn read_items(options: &BuildOptions, progress: &mut dyn FnMut(Step<'_>)) -> Result<Catalogue, BuildError> {
    let options = BuildOptions { items: true, attributes: KeptAttributes::All, ..options.clone() };
    Ok(compiled(&options, progress)?.catalogue)
}

/// A compiled catalogue. Its products are moved on, never copied: there may be a million of them.
pub(crate) struct Compiled {
    /// What was read; without items, unless somebody asks for them.
    pub(crate) catalogue: Catalogue,
    pub(crate) feed: FeedFile,
    pub(crate) report: Report,
}

/// What is built before anything is written: the feed in one piece.
pub(crate) struct Prepared {
    pub(crate) built: Built,
    /// What a page reads in that text.
    pub(crate) read: Feed,
}

/// Reads, compiles and checks, for who wants the feed in one piece.
pub(crate) fn prepare(options: &BuildOptions, progress: &mut dyn FnMut(Step<'_>)) -> Result<Prepared, BuildError> {
    let Compiled { catalogue, feed, mut report } = compiled(options, progress)?;
    let text = to_text(&feed).map_err(|error| BuildError::Feed(error.into()))?;
    let read = feed::read(&text).map_err(|error| BuildError::Feed(error.into()))?;
    report.weight = weigh(&text);
    Ok(Prepared { built: Built { catalogue, feed, report }, read })
}

/// Reads and compiles.
pub(crate) fn compiled(options: &BuildOptions, progress: &mut dyn FnMut(Step<'_>)) -> Result<Compiled, BuildError> {
    let config = options.config.as_deref().map(Config::read).transpose()?.map(Rc::new);
    let completed = config.as_ref().map(|config| config.complete(options.clone())).transpose()?;
    let options = completed.as_ref().unwrap_or(options);
    let pattern = |option, text: &Option<String>, stock, parse: fn(&str) -> Result<Pattern, PatternError>| {
        parse(text.as_deref().unwrap_or(stock)).map_err(|error| BuildError::Pattern { option, error })
    };
    let product_url = pattern("--product-url", &options.product_url, PRODUCT_URL, Pattern::product)?;
    let picture_url = pattern("--picture-url", &options.picture_url, PICTURE_URL, Pattern::picture)?;
    let (mut diagnostics, mut of_rules) = (Vec::new(), Vec::new());
    let rules = options.rules.as_deref().map(|path| read_rules(path, &mut of_rules));
    let import_options = ImportOptions {
        rules: rules.transpose()?.unwrap_or_default(),
        asked: Asked {
            attributes: &options.attributes,
            badges: &options.badges,
            details: options.items,
            second_picture: options.second_picture,
        },
        pictures: &picture_url,
        picture_url_given: options.picture_url.is_some(),
        product_url_given: options.product_url.is_some(),
        currency: options.currency.as_deref(),
        config: config.as_ref(),
        encoding: options.encoding.as_deref().map(encoding).transpose()?,
    };
    let imported = import::read(&options.catalogue, import_options, progress, &mut diagnostics)?;
    let mut catalogue = imported.catalogue;
    catalogue.badges.splice(..0, options.badges.iter().cloned());
    let settings = Settings::of(options, &catalogue)?;
    diagnostics.append(&mut of_rules);
    let mut report = Report { files: imported.files, notes: imported.notes, ..Report::default() };
    if catalogue.items.is_empty() {
        report.diagnostics = diagnostics;
        return Err(BuildError::NoProducts { report: Box::new(report) });
    }

    progress(Step::Compiling { n_items: catalogue.items.len() });
    address::assign(&mut catalogue, &product_url, &mut diagnostics);
    let manner =
        Manner { low_stock: options.low_stock, second_picture: options.second_picture, keeps_items: options.items };
    let mut compiled = compile(&mut catalogue, manner, &mut diagnostics);
    let passed = only_of_badges(&catalogue, &options.attributes);
    if !passed.is_empty() {
        let products = compiled.products.iter_mut();
        products.for_each(|product| product.attributes.retain(|(name, _)| !passed.contains(name.as_str())));
    }
    report.currency_assumed = settings.currency.is_none();
    let feed = FeedFile { products: compiled.products, ..header(settings, &catalogue) };
    report.products = compiled.counts;
    report.links = compiled.links;
    report.n_rules = feed.rules.len();
    report.currency.clone_from(&feed.currency);
    report.diagnostics = diagnostics;
    let feed = with_lists(feed, options, &mut report, progress)?;
    if options.strict && report.n_left_out() > 0 {
        return Err(BuildError::Strict { report: Box::new(report) });
    }
    Ok(Compiled { catalogue, feed, report })
}

/// The feed with the lists of files, and with those of orders and events.
fn with_lists(
    mut feed: FeedFile,
    options: &BuildOptions,
    report: &mut Report,
    progress: &mut dyn FnMut(Step<'_>),
) -> Result<FeedFile, BuildError> {
    let has_logs = !(options.orders.is_empty() && options.events.is_empty());
    if options.lists.is_empty() && !has_logs {
        return Ok(feed);
    }
    let learned = match has_logs {
        true => {
            let (learned, account) = learn::lists_of_feed(&feed, options, progress)?;
            report.log = Some(Arc::new(account));
            Some(learned)
        }
        false => None,
    };
    let products = std::mem::take(&mut feed.products);
    let header = layout::read_back(&feed)?;
    feed.products = products;
    lists::add(&options.lists, learned.as_ref(), &mut feed, &header, report)?;
    Ok(feed)
}

fn header(settings: Settings, catalogue: &Catalogue) -> FeedFile {
    FeedFile {
        format: FORMAT,
        currency: settings.currency.unwrap_or_else(|| ASSUMED_CURRENCY.to_owned()),
        language: settings.language,
        time_zone: settings.time_zone,
        units: catalogue.units.as_ref().map(|units| units.entry.clone()).unwrap_or_default(),
        logic: catalogue.logic.unwrap_or_default(),
        attribute_types: types_in_use(catalogue),
        show_out_of_stock: catalogue.show_out_of_stock.unwrap_or_default(),
        products: Vec::new(),
        rules: catalogue.rules.iter().map(|rule| rule.entry.clone()).collect(),
        lists: Vec::new(),
    }
}

/// The types that rules and filters need to know: the page pays for every other one.
fn types_in_use(catalogue: &Catalogue) -> BTreeMap<String, AttributeType> {
    let named = constants::attributes(catalogue);
    let types = catalogue.attribute_types.iter();
    let in_use = types.filter(|(name, kind)| **kind != AttributeType::Text && named.contains(name.as_str()));
    in_use.map(|(name, kind)| (name.clone(), *kind)).collect()
}

/// Writes the feed as it stands now, for callers that changed it after [`build`], and says so in the report.
///
/// # Errors
///
/// When the folder cannot be written to.
pub fn publish(built: &mut Built, folder: &Path, layout: Layout) -> Result<(), BuildError> {
    let laid_out = layout::write(layout, &PublishOptions::new(folder), &mut built.feed, &Meter::default())?;
    built.report.written_to = Some(laid_out.published.feed.to_string_lossy().into_owned());
    built.report.laid_out = Some(laid_out);
    Ok(())
}

/// The encoding of that name, as browsers know it.
pub(crate) fn encoding(name: &str) -> Result<&'static encoding_rs::Encoding, BuildError> {
    encoding_rs::Encoding::for_label_no_replacement(name.as_bytes()).ok_or_else(|| BuildError::Setting {
        option: "--encoding",
        expected: "an encoding such as windows-1252",
        found: name.to_owned(),
    })
}

/// The currency of a catalogue that names none.
const ASSUMED_CURRENCY: &str = "USD";

fn read_rules(path: &Path, out: &mut Vec<Diagnostic>) -> Result<RuleList, BuildError> {
    let bytes = fs::read(path).map_err(|error| BuildError::Read { path: path.to_owned(), error })?;
    let file: Arc<str> = path.to_string_lossy().into();
    let is_toml = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
    let format = if is_toml { Format::Toml } else { Format::Json };
    let read = |text: String| rules::read_file(&SourceText::new(&file, text), format, out);
    text_of(&file, bytes, UTF_8).and_then(read).map_err(|diagnostic| BuildError::Rules(Box::new(diagnostic)))
}
