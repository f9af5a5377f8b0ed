//! The tables beside the products: links, pictures, prices, categories and attributes.

use super::Draft;
use super::attributes::type_of_input;
use super::cells::Cells;
use super::packed::split;
use crate::catalogue::{ItemLink, Links, StrayLink};
use crate::diagnostic::{Diagnostic, Reason};
use crate::import::table::{Column, Row};
use crate::import::text::plain;
use kindred_core::link::Relation;
use kindred_core::price::Price;

/// Reads the links of one product: linked SKUs, one a line, in the merchant's order.
pub(crate) fn read_links(draft: &mut Draft, relation: Relation, row: &Row<'_>, out: &mut Vec<Diagnostic>) {
    let mut cells = Cells::new(row);
    let source = cells.needed("sku", "a SKU");
    let place = row.place_of("linked_sku");
    if cells.report(out) {
        let links = (1..).zip(cells.text("linked_sku").split('\n'));
        for (position, sku) in links.map(|(position, sku)| (position, sku.trim())).filter(|(_, sku)| !sku.is_empty()) {
            let link = ItemLink { relation, sku: sku.to_owned(), position, place: place.clone() };
            draft.links.push(StrayLink { source: source.to_owned(), link });
        }
    }
}

/// Reads a pair of columns that hold SKUs and their positions.
///
/// Positions belong to SKUs by their place in the cell, so one that is dropped later does not shift the others. A
/// missing position counts as 0; where all are missing, the order in the cell stands, because that is what the
/// merchant wrote (Magento falls back to product ids).
pub(crate) fn add_positioned(
    links: &mut Links,
    relation: Relation,
    row: &Row<'_>,
    (skus, positions): (&Column, &Column),
    out: &mut Vec<Diagnostic>,
) {
    if row.get(skus).is_empty() {
        return;
    }
    let mut written: Vec<u32> = Vec::new();
    for text in split(row.get(positions), b',').map(str::trim) {
        written.push(text.parse().unwrap_or_else(|_| {
            if !text.is_empty() {
                let reason = Reason::Unexpected { expected: "a position such as 1", found: text.to_owned() };
                out.push(row.notice(&positions.name, reason));
            }
            0
        }));
    }
    let none_written = written.iter().all(|position| *position == 0);
    let position = |index: usize| match none_written {
        true => u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1),
        false => written.get(index).copied().unwrap_or(0),
    };
    let skus = split(row.get(skus), b',').map(str::trim).enumerate().filter(|(_, sku)| !sku.is_empty());
    links.add(relation, skus.map(|(index, sku)| (sku, position(index))));
}

/// Reads one picture of one product; the first of a product is its main one.
pub(crate) fn read_picture(draft: &mut Draft, row: &Row<'_>, out: &mut Vec<Diagnostic>) {
    let mut cells = Cells::new(row);
    let (sku, image) = (cells.needed("sku", "a SKU"), cells.needed("image", "a path"));
    if cells.report(out) {
        draft.pictures.push((sku.to_owned(), image.to_owned(), row.place()));
    }
}

/// Reads the price that a maker suggests.
pub(crate) fn read_suggested_price(draft: &mut Draft, row: &Row<'_>, out: &mut Vec<Diagnostic>) {
    if let Some((sku, price)) = priced(row, "sku", "msrp", out) {
        draft.suggested_prices.push((sku, price, row.place()));
    }
}

/// Reads the price of one file of a downloadable product.
pub(crate) fn read_download(draft: &mut Draft, row: &Row<'_>, out: &mut Vec<Diagnostic>) {
    if let Some((sku, price)) = priced(row, "product_sku", "link_item_price", out) {
        draft.download_prices.push((sku, price, row.place()));
    }
}

/// Reads one category; `path` names the one it lies in.
pub(crate) fn read_category(draft: &mut Draft, row: &Row<'_>, out: &mut Vec<Diagnostic>) {
    let mut cells = Cells::new(row);
    let name = cells.needed("name", "a name");
    if cells.report(out) {
        draft.tree.add(&plain(cells.text("path")), &plain(name));
    }
}

/// Reads how one attribute is entered.
pub(crate) fn read_attribute(draft: &mut Draft, row: &Row<'_>, out: &mut Vec<Diagnostic>) {
    let mut cells = Cells::new(row);
    let code = cells.needed("attribute_code", "an attribute's code");
    if cells.report(out) {
        draft.types.insert(code.to_owned(), type_of_input(cells.text("frontend_input")));
    }
}

fn priced(row: &Row<'_>, sku: &str, price: &str, out: &mut Vec<Diagnostic>) -> Option<(String, Price)> {
    let mut cells = Cells::new(row);
    let (sku, _) = (cells.needed(sku, "a SKU"), cells.needed(price, "an amount such as 12.50"));
    let price = cells.price(price);
    cells.report(out).then_some(price).flatten().map(|price| (sku.to_owned(), price))
}
