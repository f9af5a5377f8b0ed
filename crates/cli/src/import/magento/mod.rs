//! Magento and Adobe Commerce: the import format (one wide table), and the looser tables of its sample data, which
//! spread a product over several files. Files are recognised by the names of their columns.

mod attributes;
mod categories;
mod cells;
mod columns;
mod fixture_format;
mod import_format;
mod join;
mod known;
mod packed;
mod side_tables;

use super::dialect::{Dialect, ImportOptions, Recognised};
use super::input::Input;
use super::table::{Header, Table};
use crate::catalogue::{Catalogue, Item, SkuIndex, StrayLink};
use crate::diagnostic::{Diagnostic, Place, Reason};
use crate::report::{ImportNotes, Usage};
use crate::wanted::Wanted;
use attributes::Intake;
use categories::{Root, Tree};
use columns::Columns;
use kindred_core::feed::AttributeType;
use kindred_core::link::Relation;
use kindred_core::price::Price;
use known::Known;
use std::collections::BTreeMap;
use std::io;

pub(super) use attributes::unify;
pub(super) use categories::lowest;

/// What a table is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// Products in the import format.
    ImportProducts,
    /// Products in the sample data's format.
    FixtureProducts,
    /// Links of one relation.
    Links(Relation),
    /// Pictures of products.
    Pictures,
    /// Prices that the makers suggest.
    SuggestedPrices,
    /// The files that a downloadable product consists of.
    DownloadLinks,
    /// The tree of categories.
    Categories,
    /// What kind of value each attribute has.
    Attributes,
}

/// Everything read so far. Files come in any order, so they are joined when all are read.
#[derive(Default)]
pub(crate) struct Draft {
    items: Vec<Item>,
    by_sku: SkuIndex,
    intake: Intake,
    /// How many items were read before anybody said what is to be kept of them.
    n_unasked: usize,
    /// Items whose categories still have their root.
    rooted: Vec<usize>,
    root: Root,
    /// Names of categories, by item.
    named_categories: Vec<(usize, Vec<String>, Place)>,
    links: Vec<StrayLink>,
    pictures: Vec<(String, String, Place)>,
    suggested_prices: Vec<(String, Price, Place)>,
    download_prices: Vec<(String, Price, Place)>,
    tree: Tree,
    types: BTreeMap<String, AttributeType>,
    pub(crate) notes: ImportNotes,
}

/// Whether a table has columns that Magento's tables have and few others: any table may have a SKU and a name.
pub(crate) fn is_known(file_name: &str, header: &Header) -> bool {
    matches!(Kind::recognise(file_name, header), Ok(kind) if kind != Kind::FixtureProducts)
}

impl Dialect for Draft {
    fn recognise(&self, input: &Input) -> Recognised {
        match input.header().map(|header| Kind::recognise(input.file_name(), header)) {
            Some(Ok(_)) => Recognised::Yes,
            Some(Err(Some(why))) => Recognised::Useless(why.to_owned()),
            Some(Err(None)) | None => Recognised::No,
        }
    }

    fn keep(&mut self, wanted: &Wanted) {
        self.intake = Intake::new(wanted.clone());
        self.n_unasked = self.items.len();
    }

    fn keeps_no_more(&self) -> bool {
        // Pictures of other files come to those of the items, however many there are.
        self.pictures.is_empty() && self.n_unasked == 0
    }

    fn read(&mut self, input: Input, out: &mut Vec<Diagnostic>) -> io::Result<Usage> {
        let file_name = input.file_name().to_owned();
        let (mut table, header) = input.table()?;
        Ok(match Kind::recognise(&file_name, &header) {
            Ok(kind) => Usage::Read { what: kind.label(), rows: self.read_table(kind, &mut table, &header, out)? },
            Err(why) => Usage::NotUsed { why: why.unwrap_or_default().to_owned() },
        })
    }

    fn finish(
        self: Box<Self>,
        options: &ImportOptions<'_>,
        notes: &mut ImportNotes,
        out: &mut Vec<Diagnostic>,
    ) -> Catalogue {
        let (catalogue, own_notes) = join::finish(*self, options.pictures, out);
        notes.store_view_rows += own_notes.store_view_rows;
        notes.specials_left_out += own_notes.specials_left_out;
        notes.category_root = own_notes.category_root;
        catalogue
    }
}

impl Kind {
    /// What the table is, or why it is not used, if it is known at all.
    pub(crate) fn recognise(file_name: &str, header: &Header) -> Result<Kind, Option<&'static str>> {
        let is = |names: &[&str]| header.has(names);
        let in_import_format = ["product_type", "additional_attributes", "attribute_set_code", "product_websites"]
            .iter()
            .any(|name| is(&[name]));
        match () {
            () if is(&["sku", "linked_sku"]) => match relation_of(file_name) {
                Some(relation) => Ok(Kind::Links(relation)),
                None => Err(Some("links, but no relation (related, upsell, crosssell) in the file's name")),
            },
            () if is(&["sku", "rating_code"]) => Err(Some("reviews")),
            () if is(&["sku", "image"]) && !is(&["name"]) => Ok(Kind::Pictures),
            () if is(&["sku", "msrp"]) && !is(&["name"]) => Ok(Kind::SuggestedPrices),
            () if is(&["product_sku", "link_item_price"]) => Ok(Kind::DownloadLinks),
            () if is(&["attribute_code", "frontend_input"]) => Ok(Kind::Attributes),
            () if is(&["name", "url_key", "path"]) && !is(&["sku"]) => Ok(Kind::Categories),
            () if is(&["sku"]) && in_import_format => Ok(Kind::ImportProducts),
            () if is(&["sku", "name"]) => Ok(Kind::FixtureProducts),
            () if is(&["conditions_serialized"]) => Err(Some("price rules")),
            () if is(&["customer_email", "payment"]) => Err(Some("orders")),
            () if is(&["customer_email", "product_list"]) => Err(Some("wish lists")),
            () => Err(None),
        }
    }

    /// What the table holds, for the summary.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Kind::ImportProducts | Kind::FixtureProducts => "products",
            Kind::Links(Relation::Related) => "related links",
            Kind::Links(Relation::UpSell) => "up-sell links",
            Kind::Links(Relation::CrossSell) => "cross-sell links",
            Kind::Pictures => "pictures",
            Kind::SuggestedPrices => "suggested prices",
            Kind::DownloadLinks => "prices of downloads",
            Kind::Categories => "categories",
            Kind::Attributes => "attributes",
        }
    }
}

/// So many products tell how many more there will be.
const SAMPLE: usize = 4_096;

impl Draft {
    /// Reads a table of that kind; gives the number of its rows.
    fn read_table(
        &mut self,
        kind: Kind,
        table: &mut Table,
        header: &Header,
        out: &mut Vec<Diagnostic>,
    ) -> io::Result<usize> {
        if kind == Kind::ImportProducts {
            return self.read_products(table, header, out);
        }
        let (known, mut columns) = (Known::of(header), Columns::new(header));
        table.each_row(header, out, &mut |row, out| match kind {
            // Those were read.
            Kind::ImportProducts => {}
            Kind::FixtureProducts => fixture_format::read_row(self, row, (&known, &mut columns), out),
            Kind::Links(relation) => side_tables::read_links(self, relation, row, out),
            Kind::Pictures => side_tables::read_picture(self, row, out),
            Kind::SuggestedPrices => side_tables::read_suggested_price(self, row, out),
            Kind::DownloadLinks => side_tables::read_download(self, row, out),
            Kind::Categories => side_tables::read_category(self, row, out),
            Kind::Attributes => side_tables::read_attribute(self, row, out),
        })
    }

    /// Reads products in the import format, of which there may be millions, on all cores.
    fn read_products(&mut self, table: &mut Table, header: &Header, out: &mut Vec<Diagnostic>) -> io::Result<usize> {
        let wanted = self.intake.wanted.clone();
        let reader = || import_format::Reader::new(header, &wanted);
        let (extent, n_before) = (table.extent()?, self.items.len());
        let mut is_any_repeated = false;
        let (rows, readers) = table.each_made(header, out, reader, import_format::Reader::read, &mut |read, out| {
            let n_read = self.items.len() - n_before;
            if n_read == SAMPLE {
                // Moving all of them now and then into a larger place would take a tenth of the time. It is a guess, so
                // that it does no harm if there is no such room.
                let _ = self.items.try_reserve(extent.n_rows().saturating_sub(n_read));
            }
            let Some(import_format::Read { item, remarks }) = read else { return };
            match self.add(item, out) {
                Some(index) => {
                    out.extend(remarks);
                    self.rooted.push(index);
                }
                None => is_any_repeated = true,
            }
        })?;
        for reader in readers {
            if !is_any_repeated {
                self.root.join(reader.root);
            }
            self.intake.join(reader.intake);
            self.notes.store_view_rows += reader.notes.store_view_rows;
            self.notes.specials_left_out += reader.notes.specials_left_out;
        }
        if is_any_repeated {
            // Readers know nothing of SKUs, and what is left out has no say.
            self.items[n_before..].iter().for_each(|item| self.root.add(&item.categories));
        }
        Ok(rows)
    }

    /// Adds a product; gives its index, or says that an earlier row has its SKU.
    fn add(&mut self, item: Item, out: &mut Vec<Diagnostic>) -> Option<usize> {
        let index = self.items.len();
        self.items.push(item);
        let Err(first) = self.by_sku.insert(&self.items, index) else { return Some(index) };
        let first = Box::new(self.items[first].place.clone());
        if let Some(Item { sku, place, .. }) = self.items.pop() {
            out.push(Diagnostic::skipped(place, "sku", Reason::SecondProduct { sku, first }));
        }
        None
    }
}

/// The relation a file's name speaks of: `related.csv`, `my_upsell_links.csv`, `cross-sell.csv`.
fn relation_of(file_name: &str) -> Option<Relation> {
    let name: String = file_name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    [("crosssell", Relation::CrossSell), ("upsell", Relation::UpSell), ("related", Relation::Related)]
        .into_iter()
        .find_map(|(word, relation)| name.contains(word).then_some(relation))
}
