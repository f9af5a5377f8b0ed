//! Shopify's product export: a row for each variant and for each further picture, held together by the handle.
//!
//! A product's SKU is that of its only variant, else its handle, which the pages of a Shopify theme always know; it
//! answers to its handle in any case. A variant without a SKU of its own is called `handle#option values`, with the
//! values as Shopify writes them in a variant's title: `t-shirt#S / Red`.

mod columns;
mod product;

use super::dialect::{Dialect, ImportOptions, Recognised};
use super::input::Input;
use super::values::place_pictures;
use crate::catalogue::Catalogue;
use crate::diagnostic::Diagnostic;
use crate::report::{ImportNotes, Usage};
use columns::Columns;
use product::{Product, Skus};
use std::collections::HashMap;
use std::io;

/// Every product read so far. A product's rows follow one another in an export, but need not in a file that was sorted.
#[derive(Default)]
pub(super) struct Shopify {
    products: Vec<Product>,
    by_handle: HashMap<String, usize>,
}

impl Dialect for Shopify {
    fn recognise(&self, input: &Input) -> Recognised {
        if input.header().is_some_and(Columns::are_in) { Recognised::Yes } else { Recognised::No }
    }

    fn read(&mut self, input: Input, out: &mut Vec<Diagnostic>) -> io::Result<Usage> {
        let (mut table, header) = input.table()?;
        let columns = Columns::of(&header);
        let rows = table.each_row(&header, out, &mut |row, out| {
            let handle = row.get(&columns.handle);
            let index = match self.by_handle.get(handle) {
                Some(index) => *index,
                None => {
                    self.products.push(Product::new(handle, row.place()));
                    self.by_handle.insert(handle.to_owned(), self.products.len() - 1);
                    self.products.len() - 1
                }
            };
            self.products[index].read_row(row, &columns, out);
        })?;
        Ok(Usage::Read { what: "Shopify products", rows })
    }

    fn finish(
        self: Box<Self>,
        options: &ImportOptions<'_>,
        _: &mut ImportNotes,
        out: &mut Vec<Diagnostic>,
    ) -> Catalogue {
        let mut catalogue = Catalogue::default();
        let mut skus = Skus::default();
        for product in self.products {
            product.into_items(&mut skus, &mut catalogue.items, out);
        }
        for item in &mut catalogue.items {
            place_pictures(item, options.pictures);
        }
        catalogue
    }

    fn product_url(&self) -> Option<&'static str> {
        Some("/products/{slug}")
    }
}
