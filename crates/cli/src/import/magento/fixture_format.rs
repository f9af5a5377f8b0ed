//! One row of the product tables in Magento's sample data: a line break inside a cell separates values, and a column
//! that is nothing else is an attribute.

use super::Draft;
use super::attributes::{set, set_attribute_set};
use super::cells::Cells;
use super::columns::Columns;
use super::known::Known;
use super::packed::{bundle_options, grouped, several};
use crate::catalogue::{Item, UrlKey};
use crate::diagnostic::Diagnostic;
use crate::import::table::Row;
use crate::import::text::{description, plain, slug};
use kindred_core::product::ProductType;

/// Reads a product.
pub(crate) fn read_row(
    draft: &mut Draft,
    row: &Row<'_>,
    (known, columns): (&Known, &mut Columns),
    out: &mut Vec<Diagnostic>,
) {
    let mut cells = Cells::new(row);
    let item = item(&mut cells, draft, known, columns);
    if !cells.report(out) {
        return;
    }
    let Some(index) = draft.add(item, out) else { return };
    let names: Vec<String> = several(row.cell("category"), '\n').into_iter().map(plain).collect();
    if !names.is_empty() {
        draft.named_categories.push((index, names, row.place_of("category")));
    }
}

fn item(cells: &mut Cells<'_, '_>, draft: &mut Draft, known: &Known, columns: &mut Columns) -> Item {
    let sku = cells.needed("sku", "a SKU");
    let mut item = Item::new(sku, cells.row.place());
    let name = cells.needed("name", "a name");
    item.name = plain(name);
    item.product_type = product_type(cells);
    (item.visible, item.visibility) = cells.visibility(known);
    item.enabled = cells.enabled(known);
    if item.visible && draft.intake.wanted.details {
        item.description = description(cells.text("description"));
    }
    item.url_key = match cells.text("url_key") {
        "" => UrlKey::FromName(slug(name)),
        key => UrlKey::Given(slug(key)),
    };
    let prices = cells.prices(item.product_type, known);
    (item.price, item.regular_price) = (prices.price, prices.regular_price);
    draft.notes.specials_left_out += usize::from(prices.special_left_out);
    (item.in_stock, item.quantity) = cells.stock(known);
    item.needs_options = cells.switch("links_purchased_separately").unwrap_or(false);
    for (name, text) in columns.kept(cells.row, &mut draft.intake) {
        set(&mut item, name, &several(text, '\n'));
    }
    set_attribute_set(&mut item, cells.text("attribute_set"), &mut draft.intake);
    item.choices = match item.product_type {
        ProductType::Bundle => bundle_options(cells.text("bundle_options")),
        ProductType::Grouped => grouped(cells.text("associated_sku")),
        _ => Vec::new(),
    };
    item
}

/// The sample data has a file for each type; the columns of that type tell which.
fn product_type(cells: &Cells<'_, '_>) -> ProductType {
    let has = |name: &str| !cells.text(name).is_empty();
    match () {
        () if has("bundle_options") => ProductType::Bundle,
        () if has("associated_sku") => ProductType::Grouped,
        () if has("links_title") || has("links_purchased_separately") => ProductType::Downloadable,
        () => ProductType::Simple,
    }
}
