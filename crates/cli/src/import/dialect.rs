//! What every format has to say for itself, and the list of the formats.

use super::google::Google;
use super::input::Input;
use super::json_lines::JsonLines;
use super::magento::Draft;
use super::mapped::{Mapped, Scope};
use super::money::FeedCurrency;
use super::own::OwnSchema;
use super::shopify::Shopify;
use super::woocommerce::WooCommerce;
use crate::address::Pattern;
use crate::catalogue::Catalogue;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::pipeline::BuildError;
use crate::report::{ImportNotes, Usage};
use crate::rules::RuleList;
use crate::wanted::{Asked, Wanted};
use encoding_rs::Encoding;
use std::cell::RefCell;
use std::io;
use std::rc::Rc;

/// One format. It sees every file that it recognises, and makes a catalogue of them when all are read, because what
/// belongs together may lie in several files, in any order.
pub(crate) trait Dialect {
    /// Whether a file is of this format, by what its first bytes are.
    fn recognise(&self, input: &Input) -> Recognised;

    /// What it has read so far of settings and rules, if files of this format may have them.
    fn settings(&self) -> Option<&Catalogue> {
        None
    }

    /// Says what is to be kept of items, before any table is read. What is kept beyond that is thrown away later.
    fn keep(&mut self, _wanted: &Wanted) {}

    /// Whether its items have nothing beyond that, and it tells of every attribute that they have: then nobody need look
    /// at all of them.
    fn keeps_no_more(&self) -> bool {
        false
    }

    /// Reads a file that it has recognised.
    fn read(&mut self, input: Input, out: &mut Vec<Diagnostic>) -> io::Result<Usage>;

    /// What all the files said. Links still wait for their products: files of another format may have those.
    fn finish(
        self: Box<Self>,
        options: &ImportOptions<'_>,
        notes: &mut ImportNotes,
        out: &mut Vec<Diagnostic>,
    ) -> Catalogue;

    /// Where shops of this kind have their product pages, if the user does not say it; with `None`, where Magento has
    /// them.
    fn product_url(&self) -> Option<&'static str> {
        None
    }
}

/// What a format makes of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Recognised {
    Yes,
    No,
    /// It knows what the file is, and that it is of no use: why.
    Useless(String),
}

/// What the user says about the files.
pub(crate) struct ImportOptions<'a> {
    /// Rules of a file of their own.
    pub(crate) rules: RuleList,
    /// What is kept though no rule names it.
    pub(crate) asked: Asked<'a>,
    /// Addresses of pictures that files name by a path.
    pub(crate) pictures: &'a Pattern,
    /// Whether the user says where pictures are.
    pub(crate) picture_url_given: bool,
    /// Whether the user says where product pages are.
    pub(crate) product_url_given: bool,
    /// What files are written in that do not say it themselves.
    pub(crate) encoding: Option<&'static Encoding>,
    /// The currency that counts where a file has prices in several.
    pub(crate) currency: Option<&'a str>,
    /// What the columns of tables mean that are of no known format.
    pub(crate) config: Option<&'a Rc<Config>>,
}

/// Every format, in the order in which they are asked: those that look for columns nobody else has come first.
pub(super) fn dialects(
    options: &ImportOptions<'_>,
    out: &mut Vec<Diagnostic>,
) -> Result<Vec<Box<dyn Dialect>>, BuildError> {
    // Formats that say with each price what currency it is in agree on one.
    let currency = Rc::new(RefCell::new(FeedCurrency(options.currency.map(str::to_owned))));
    let mut dialects: Vec<Box<dyn Dialect>> = Vec::new();
    if let Some(config) = options.config {
        dialects.push(Box::new(Mapped::of(config, Scope::Named, &currency, out)?));
    }
    dialects.push(Box::new(JsonLines::default()));
    dialects.push(Box::new(OwnSchema::default()));
    dialects.push(Box::new(Shopify::default()));
    dialects.push(Box::new(WooCommerce::default()));
    dialects.push(Box::new(Google::new(&currency)));
    if let Some(config) = options.config {
        dialects.push(Box::new(Mapped::of(config, Scope::Rest, &currency, &mut Vec::new())?));
    }
    // A table with a SKU and a name is one of Magento's, if nobody else knows it.
    dialects.push(Box::new(Draft::default()));
    Ok(dialects)
}
