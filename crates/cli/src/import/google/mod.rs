//! Google Merchant feeds: XML (RSS 2.0 and Atom) and tab-separated text. What shares an item group is one product to a
//! shopper, so its offers become variants of a product that the feed itself does not list.
//!
//! Names and forms of the attributes: <https://support.google.com/merchants/answer/7052112>.

mod group;
mod lines;
mod offer;
mod xml;

use super::dialect::{Dialect, ImportOptions, Recognised};
use super::findings::Findings;
use super::input::{Content, Input};
use super::money::FeedCurrency;
use super::table::{Header, Row};
use crate::catalogue::{Catalogue, Item};
use crate::diagnostic::{Diagnostic, Place, Reason};
use crate::report::{ImportNotes, Usage};
use offer::Offer;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufRead};
use std::rc::Rc;
use std::sync::Arc;

/// Every offer read so far. Those of a group may be far apart, so they are folded when all are read.
pub(crate) struct Google {
    currency: Rc<RefCell<FeedCurrency>>,
    items: Vec<Item>,
    by_sku: HashMap<String, usize>,
    /// The offers of each item group, by index.
    groups: BTreeMap<String, Vec<usize>>,
    specials_left_out: usize,
}

impl Dialect for Google {
    fn recognise(&self, input: &Input) -> Recognised {
        match &input.content {
            Content::Table(_, header) if Columns::of(header).is_some() => Recognised::Yes,
            Content::Xml => match xml::is_feed(input.head()) {
                Ok(()) => Recognised::Yes,
                Err(why) => Recognised::Useless(why),
            },
            _ => Recognised::No,
        }
    }

    fn read(&mut self, input: Input, out: &mut Vec<Diagnostic>) -> io::Result<Usage> {
        let rows = match &input.content {
            Content::Xml => {
                let file = Arc::clone(&input.file);
                self.read_xml(&file, input.reader()?, out)
            }
            _ => {
                let (mut table, header) = input.table()?;
                let columns = Columns::of(&header).unwrap_or_default();
                table.each_row(&header, out, &mut |row, out| self.read_row(row, &columns, out))?
            }
        };
        Ok(Usage::Read { what: "products", rows })
    }

    /// What a shopper sees as products, and their variants.
    fn finish(self: Box<Self>, _: &ImportOptions<'_>, notes: &mut ImportNotes, _: &mut Vec<Diagnostic>) -> Catalogue {
        notes.specials_left_out += self.specials_left_out;
        let currency = self.currency.borrow().0.clone().filter(|_| !self.items.is_empty());
        Catalogue { items: group::fold(self.items, &self.by_sku, self.groups), currency, ..Catalogue::default() }
    }
}

/// The columns of a tab-separated feed, by the names that Google gives them.
#[derive(Default)]
struct Columns(Vec<(String, String)>);

impl Columns {
    /// The columns, if these are those of a feed; a table of another shop system has no `availability` or
    /// `image_link` beside its `id`, `title` and `link`.
    fn of(header: &Header) -> Option<Columns> {
        let columns: Vec<(String, String)> = header
            .names()
            .map(|name| (canonical(name), name.to_owned()))
            .filter(|(name, _)| !name.is_empty())
            .collect();
        let has = |name: &str| columns.iter().any(|(known, _)| known == name);
        let is_feed = has("id") && has("title") && has("link");
        (is_feed && (has("availability") || has("image_link"))).then_some(Columns(columns))
    }
}

/// In text feeds Google takes blanks for underscores; some tools write the prefix of the XML form too.
fn canonical(name: &str) -> String {
    let name = name.trim().strip_prefix("g:").unwrap_or(name);
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

impl Google {
    /// The feeds of a catalogue that may have prices in other formats too.
    pub(crate) fn new(currency: &Rc<RefCell<FeedCurrency>>) -> Google {
        Google {
            currency: Rc::clone(currency),
            items: Vec::new(),
            by_sku: HashMap::new(),
            groups: BTreeMap::new(),
            specials_left_out: 0,
        }
    }

    /// Reads an offer of a tab-separated feed.
    fn read_row(&mut self, row: &Row<'_>, columns: &Columns, out: &mut Vec<Diagnostic>) {
        let values = columns.0.iter().map(|(name, written)| (name.as_str(), Cow::Borrowed(row.cell(written))));
        let written =
            |name: &str| columns.0.iter().find(|(known, _)| known == name).map(|(_, written)| written.as_str());
        let offer = Offer {
            values: values.filter(|(_, value)| !value.is_empty()).collect(),
            place: row.place(),
            place_of: &|name| written(name).map_or_else(|| row.place(), |written| row.place_of(written)),
        };
        self.add(&offer, out);
    }

    /// Reads a feed in XML; gives the number of its offers.
    fn read_xml(&mut self, file: &Arc<str>, text: impl BufRead, out: &mut Vec<Diagnostic>) -> usize {
        xml::each_entry(file, text, out, &mut |entry, out| {
            let values = entry.fields.iter().map(|field| (field.name.as_str(), Cow::Borrowed(field.text.as_str())));
            let field = |name: &str| entry.fields.iter().find(|field| field.name == name);
            let offer = Offer {
                values: values.filter(|(_, value)| !value.is_empty()).collect(),
                place: entry.place.clone(),
                place_of: &|name| field(name).map_or(&entry.place, |field| &field.place).clone(),
            };
            self.add(&offer, out);
        })
    }

    fn add(&mut self, offer: &Offer<'_>, out: &mut Vec<Diagnostic>) {
        let mut found = Findings::default();
        let read = offer.read(&mut self.currency.borrow_mut(), &mut found);
        if !found.report(out) {
            return;
        }
        if let Some(&first) = self.by_sku.get(&read.item.sku) {
            let reason = Reason::SecondProduct { sku: read.item.sku, first: Box::new(self.items[first].place.clone()) };
            out.push(Diagnostic::skipped(read.item.place, "id", reason));
            return;
        }
        let index = self.items.len();
        self.specials_left_out += usize::from(read.special_left_out);
        self.by_sku.insert(read.item.sku.clone(), index);
        if let Some(group) = read.group {
            self.groups.entry(group).or_default().push(index);
        }
        self.items.push(read.item);
    }
}

/// The place of an offer that has no more exact one.
type PlaceOf<'a> = &'a dyn Fn(&str) -> Place;
