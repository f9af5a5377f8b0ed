//! WooCommerce's product export: a row for each product and for each variation, which name one another by SKU or by
//! `id:NN`.
//!
//! A product without a SKU has its id as one, as on its page, where WooCommerce writes the id into the structured data.

mod columns;
mod packed;
mod row;

use super::dialect::{Dialect, ImportOptions, Recognised};
use super::input::Input;
use super::magento::unify;
use super::values::place_pictures;
use crate::catalogue::{Catalogue, Item, SkuIndex};
use crate::diagnostic::{Diagnostic, Place, Reason};
use crate::report::{ImportNotes, Usage};
use columns::Columns;
use std::collections::{BTreeMap, HashMap};
use std::io;

/// Everything read so far. References are resolved when all is read, because they lead in both directions.
#[derive(Default)]
pub(super) struct WooCommerce {
    items: Vec<Item>,
    /// The SKU of each id.
    by_id: HashMap<String, String>,
    /// For each variation what it is one of, as the file names it.
    parents: Vec<Parent>,
    specials_left_out: usize,
}

/// What a variation says its product is.
struct Parent {
    /// The index of the variation.
    variation: usize,
    named: String,
    place: Place,
}

impl Dialect for WooCommerce {
    fn recognise(&self, input: &Input) -> Recognised {
        if input.header().is_some_and(Columns::are_in) { Recognised::Yes } else { Recognised::No }
    }

    fn read(&mut self, input: Input, out: &mut Vec<Diagnostic>) -> io::Result<Usage> {
        let (mut table, header) = input.table()?;
        let columns = Columns::of(&header);
        let rows = table.each_row(&header, out, &mut |row, out| row::read(self, row, &columns, out))?;
        Ok(Usage::Read { what: "WooCommerce products", rows })
    }

    fn finish(
        mut self: Box<Self>,
        options: &ImportOptions<'_>,
        notes: &mut ImportNotes,
        out: &mut Vec<Diagnostic>,
    ) -> Catalogue {
        notes.specials_left_out += self.specials_left_out;
        self.resolve_ids();
        self.join_variations(out);
        for item in &mut self.items {
            place_pictures(item, options.pictures);
        }
        let yes_no_attributes = unify(&mut self.items, &BTreeMap::new());
        Catalogue { items: self.items, yes_no_attributes, ..Catalogue::default() }
    }

    fn product_url(&self) -> Option<&'static str> {
        Some("/product/{slug}/")
    }
}

impl WooCommerce {
    /// Calls products by their SKUs that the file calls by their ids.
    fn resolve_ids(&mut self) {
        let by_id = &self.by_id;
        let sku_of = |named: &str| named.strip_prefix("id:").and_then(|id| by_id.get(id.trim()));
        let resolve = |named: &mut String| {
            if let Some(sku) = sku_of(named) {
                named.clone_from(sku);
            }
        };
        for item in &mut self.items {
            item.links.rename(|named| sku_of(named).map(String::as_str));
            item.choices.iter_mut().flat_map(|choice| &mut choice.skus).for_each(resolve);
        }
        self.parents.iter_mut().for_each(|parent| resolve(&mut parent.named));
    }

    /// Gives each variation to its product; one without a product is reported and left out.
    fn join_variations(&mut self, out: &mut Vec<Diagnostic>) {
        let index = SkuIndex::of_items(&self.items);
        let mut is_left_out = vec![false; self.items.len()];
        for Parent { variation, named, place } in std::mem::take(&mut self.parents) {
            let parent = index.find(&self.items, &named).filter(|parent| *parent != variation);
            let Some(parent) = parent else {
                out.push(Diagnostic::skipped(place, "parent", Reason::UnknownSku { sku: named }));
                is_left_out[variation] = true;
                continue;
            };
            let sku = self.items[variation].sku.clone();
            // A second row of that SKU is reported where the formats are joined.
            if !self.items[parent].variants.contains(&sku) {
                self.items[parent].variants.push(sku);
            }
        }
        let mut left_out = is_left_out.into_iter();
        self.items.retain(|_| !left_out.next().unwrap_or_default());
    }
}
