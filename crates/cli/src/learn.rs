//! `kindred learn`: what shoppers did, in orders and events, to lists of products that belong together.
//!
//! Reading comes first: whatever the merchant's files look like, one clean log is made of them ([`log::Log`]), and
//! everything after that sees the log only.

mod account;
pub mod alike;
mod clean;
pub mod cleaned;
mod clock;
mod dropped;
mod ending;
pub mod evaluate;
mod field;
mod key;
pub mod lists;
pub mod log;
mod maker;
mod plan;
mod raw;
mod reader;
pub mod readiness;
mod settings;
mod skus;
mod source;
pub(crate) mod spill;
pub mod sql;
mod words;

use crate::config::Config;
use crate::lists::Line;
use crate::meter::Meter;
use crate::pipeline::{BuildError, BuildOptions, Step, compiled};
use crate::report::Usage;
use kindred_core::feed::FeedFile;
use kindred_core::product::Product;
use lists::{Lists, Rules};
use log::Log;
use reader::Reader;
use readiness::ENOUGH;
use settings::{Settings, rules, wares};
use skus::Families;
use source::Source;
use std::path::PathBuf;
use std::sync::Arc;

pub use account::{LogAccount, Messages};
pub use clean::Counts;
pub use dropped::{Tally, Why};
pub use field::Kind;
pub(crate) use settings::DATE_ORDERS;

/// What to learn of.
#[derive(Clone, Debug, Default)]
pub struct LearnOptions {
    /// The catalogue, which may be none, and the config.
    pub build: BuildOptions,
    /// Files, folders and patterns of orders; those of the config without any.
    pub orders: Vec<PathBuf>,
    /// Files, folders and patterns of events; those of the config without any.
    pub events: Vec<PathBuf>,
    /// How many bytes of a log stay in memory; what goes beyond that lies in temporary files.
    pub memory: Option<usize>,
}

/// What was read.
pub struct LogRead {
    /// The log.
    pub log: Log,
    /// What became of every line.
    pub account: LogAccount,
    /// How many products a shopper can see: of the catalogue where there is one, else of the log.
    pub n_products: usize,
    /// How lists are made of it.
    pub rules: Rules,
    /// How many of the last days an evaluation holds out.
    pub held_out_days: u32,
    /// How many results of its own are enough for a product.
    pub enough: usize,
}

/// Lines that were read and lines that were cleaned are in memory up to this, each.
pub const MEMORY: usize = 192 << 20;

/// Reads the logs, and the catalogue if there is one, and cleans them.
///
/// # Errors
///
/// When a file cannot be read, when an option or the config cannot be meant, and when no line is of any use.
pub fn read_log(options: &LearnOptions, progress: &mut dyn FnMut(Step<'_>)) -> Result<LogRead, BuildError> {
    let config = options.build.config.as_deref().map(Config::read).transpose()?;
    let config = config.as_ref();
    let mut sources = source::find(Kind::Orders, &options.orders, config)?;
    sources.extend(source::find(Kind::Events, &options.events, config)?);
    let mut build = options.build.clone();
    if let Some(config) = config.filter(|_| build.catalogue.is_empty()) {
        build.catalogue = config.catalogue();
    }
    if sources.is_empty() && build.catalogue.is_empty() {
        return Err(BuildError::NothingToLearn);
    }
    let catalogue = match build.catalogue.is_empty() {
        true => None,
        false => Some(compiled(&build, progress)?.feed),
    };
    let zone_of_catalogue = catalogue.as_ref().and_then(|feed| feed.time_zone.as_deref());
    let settings = Settings::of(&options.build, config, zone_of_catalogue)?;
    let products = catalogue.as_ref().map(|feed| feed.products.as_slice());
    let n_visible = products.map(|products| products.iter().filter(|product| product.visible).count());
    let lists = config.map(|config| config.file.learn.lists.clone()).unwrap_or_default();
    let rules = lists.rules();
    let memory = options.memory.unwrap_or(MEMORY);
    let (log, account) = read(&sources, &settings, products, &rules, memory, progress)?;
    Ok(LogRead {
        n_products: n_visible.unwrap_or(log.products.len()),
        log,
        account,
        rules,
        held_out_days: lists.held_out_days(),
        enough: lists.enough.map_or(ENOUGH, |enough| enough as usize),
    })
}

/// What was learned for a feed.
pub(crate) struct Learned {
    lists: Lists,
    /// The SKUs that its numbers stand for.
    skus: Vec<String>,
}

impl Learned {
    /// Calls `visit` with each list.
    pub(crate) fn each_line(&self, visit: &mut dyn FnMut(Line)) {
        self.lists.each_line(&self.skus, visit);
    }
}

/// Learns the lists of a feed's products from the logs that a build names.
///
/// # Errors
///
/// As [`read_log`], and when a temporary file cannot be written or read.
pub(crate) fn lists_of_feed(
    feed: &FeedFile,
    build: &BuildOptions,
    progress: &mut dyn FnMut(Step<'_>),
) -> Result<(Learned, LogAccount), BuildError> {
    let config = build.config.as_deref().map(Config::read).transpose()?;
    let config = config.as_ref();
    let mut sources = source::find(Kind::Orders, &build.orders, config.filter(|_| !build.orders.is_empty()))?;
    sources.extend(source::find(Kind::Events, &build.events, config.filter(|_| !build.events.is_empty()))?);
    let settings = Settings::of(build, config, feed.time_zone.as_deref())?;
    let rules = config.map(|config| config.file.learn.lists.clone()).unwrap_or_default().rules();
    let (log, account) = read(&sources, &settings, Some(&feed.products), &rules, MEMORY, progress)?;
    let total = log.n_events() * rules.n_passes();
    progress(Step::Learning { n_events: log.n_events(), total, meter: log.meter() });
    let lists = lists::learn(&log, &rules, MEMORY);
    let lists = lists.map_err(|error| BuildError::Read { path: std::env::temp_dir(), error })?;
    Ok((Learned { lists, skus: log.products }, account))
}

/// Reads and cleans these files.
fn read(
    sources: &[Source<'_>],
    settings: &Settings<'_>,
    products: Option<&[Product]>,
    lists: &Rules,
    memory: usize,
    progress: &mut dyn FnMut(Step<'_>),
) -> Result<(Log, LogAccount), BuildError> {
    let meter = Arc::new(Meter::default());
    let total_bytes = sources.iter().map(|source| source.bytes).sum();
    progress(Step::ReadingLogs { total_bytes, meter: &meter });
    let (mut reader, mut bytes_read, mut has_orders) = (Reader::new(memory, Arc::clone(&meter)), 0, false);
    for source in sources {
        let read = reader.read(source, &settings.manner(source)?);
        read.map_err(|error| BuildError::Read { path: source.path.clone(), error })?;
        // A file of orders that cannot be used takes no purchase from the events.
        let is_used = reader.account.files.last().is_some_and(|file| matches!(file.usage, Usage::Read { .. }));
        has_orders |= source.kind == Kind::Orders && is_used;
        bytes_read += source.bytes;
        meter.reach(bytes_read);
    }
    let Reader { raws, spellings, mut account, cancelled, .. } = reader;
    let meter = Arc::new(Meter::default());
    progress(Step::Cleaning { n_lines: raws.len(), meter: &meter });
    let families = products.map(|products| {
        Families::of(products.iter().map(|product| (product.sku.as_str(), product.variants.as_slice())))
    });
    let assortment = spellings.assortment(&wares(settings.config), families.as_ref());
    drop(families);
    account.n_folded = assortment.n_folded;
    account.n_products = assortment.skus.len();
    let cleaned = clean::clean(&raws, assortment, &cancelled, &rules(settings.config, has_orders), memory, &meter);
    let cleaned = cleaned.map_err(|error| BuildError::Read { path: std::env::temp_dir(), error })?;
    account.tallies.add(&cleaned.tallies);
    account.kept = cleaned.counts;
    account.span = cleaned.log.span();
    account.odd = ending::odd(&cleaned.log, lists);
    if account.kept.events() == 0 && !sources.is_empty() {
        return Err(BuildError::NoLog { account: Box::new(account) });
    }
    Ok((cleaned.log, account))
}
