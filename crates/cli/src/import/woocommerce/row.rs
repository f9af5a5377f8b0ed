//! One row of WooCommerce's export: a product or a variation of one.

use super::columns::Columns;
use super::packed::{list, unquoted, with_line_breaks};
use super::{Parent, WooCommerce};
use crate::catalogue::{Choice, Item, ItemLink, UrlKey, Visibility};
use crate::diagnostic::{Diagnostic, Reason};
use crate::import::table::Row;
use crate::import::text::{description, plain, slug};
use crate::import::values::{Cells, attribute_name, categories, set_many, set_one};
use kindred_core::link::Relation;
use kindred_core::product::ProductType;

/// What the column `Type` says.
struct Kind {
    product_type: ProductType,
    is_variation: bool,
    /// Whether its own page must be asked how to buy it.
    needs_page: bool,
}

/// Reads a product or a variation.
pub(super) fn read(draft: &mut WooCommerce, row: &Row<'_>, columns: &Columns, out: &mut Vec<Diagnostic>) {
    let mut cells = Cells::new(row, out);
    let (id, sku) = (cells.text(&columns.id), unquoted(cells.text(&columns.sku)));
    if sku.is_empty() && id.is_empty() {
        cells.refuse(&columns.sku, "a SKU or an id");
    }
    let kind = kind(&mut cells, columns);
    let mut item = Item::new(if sku.is_empty() { id } else { sku }, row.place());
    let specials_left_out = read_item(&mut item, &kind, &mut cells, columns);
    let parent = unquoted(cells.text(&columns.parent));
    if kind.is_variation && parent.is_empty() {
        cells.refuse(&columns.parent, "the SKU of a product");
    }
    if !cells.usable {
        return;
    }
    draft.specials_left_out += specials_left_out;
    if !id.is_empty() {
        draft.by_id.entry(id.to_owned()).or_insert_with(|| item.sku.clone());
    }
    if kind.is_variation {
        let place = row.place_of(&columns.parent.name);
        draft.parents.push(Parent { variation: draft.items.len(), named: parent.to_owned(), place });
    }
    draft.items.push(item);
}

/// Fills in an item; gives how many sale prices were left out.
fn read_item(item: &mut Item, kind: &Kind, cells: &mut Cells<'_, '_>, columns: &Columns) -> usize {
    let name = unquoted(cells.text(&columns.name));
    item.name = plain(name);
    if item.name.is_empty() && !kind.is_variation {
        cells.refuse(&columns.name, "a name");
    }
    item.url_key = UrlKey::FromName(slug(&item.name));
    item.product_type = kind.product_type;
    item.needs_options = kind.needs_page;
    item.enabled = cells
        .parsed(&columns.published, "1 (published), 0 (private) or -1 (draft)", |text| match text {
            "1" => Some(true),
            "0" | "-1" => Some(false),
            _ => None,
        })
        .unwrap_or(true);
    (item.visible, item.visibility) = visibility(cells, columns);
    item.visible &= !kind.is_variation;
    if item.visible {
        let long = cells.text(&columns.description);
        let text = if long.is_empty() { cells.text(&columns.short_description) } else { long };
        item.description = description(&with_line_breaks(unquoted(text)));
    }
    read_stock(item, cells, columns);
    let specials_left_out = read_prices(item, cells, columns);
    item.categories = categories(list(cells.text(&columns.categories)).iter().map(String::as_str));
    for image in list(cells.text(&columns.images)) {
        item.images.extend(cells.picture(&columns.images, &image));
    }
    read_attributes(item, kind, cells, columns);
    read_references(item, cells, columns);
    specials_left_out
}

fn kind(cells: &mut Cells<'_, '_>, columns: &Columns) -> Kind {
    let written = cells.text(&columns.kind).to_lowercase();
    let words = || written.split(',').map(str::trim);
    let is = |word: &str| words().any(|known| known == word);
    let simple = match () {
        () if is("downloadable") => ProductType::Downloadable,
        () if is("virtual") => ProductType::Virtual,
        () => ProductType::Simple,
    };
    let own = words().find(|word| !matches!(*word, "virtual" | "downloadable" | ""));
    let (product_type, is_variation, needs_page) = match own.unwrap_or("simple") {
        "simple" => (simple, false, false),
        "variable" | "variable-subscription" => (ProductType::Configurable, false, true),
        "variation" | "subscription_variation" => (simple, true, false),
        "grouped" => (ProductType::Grouped, false, true),
        // Another shop sells it.
        "external" => (ProductType::Simple, false, true),
        other => {
            // An extension's own type: it can be shown, and its own page knows how to sell it.
            let expected = "simple, variable, variation, grouped or external";
            let reason = Reason::Unexpected { expected, found: other.to_owned() };
            cells.out.push(cells.row.notice(&columns.kind.name, reason));
            (simple, false, true)
        }
    };
    Kind { product_type, is_variation, needs_page }
}

/// Whether it is shown in the catalogue, and where it is found if not everywhere. One that only the search finds never
/// shows in a unit (reference, section 1.2).
fn visibility(cells: &mut Cells<'_, '_>, columns: &Columns) -> (bool, Option<Visibility>) {
    let visibility = cells.parsed(&columns.visibility, "visible, catalog, search or hidden", |text| match text {
        "visible" => Some((true, None)),
        "catalog" => Some((true, Some(Visibility::Catalog))),
        "search" => Some((false, Some(Visibility::Search))),
        "hidden" => Some((false, None)),
        _ => None,
    });
    visibility.unwrap_or((true, None))
}

/// The flag counts where there is one; what is not there may still be ordered.
fn read_stock(item: &mut Item, cells: &mut Cells<'_, '_>, columns: &Columns) {
    let orderable = cells.parsed(&columns.backorders, "0, 1 or notify", |text| match text {
        "0" | "no" => Some(false),
        "1" | "yes" | "notify" => Some(true),
        _ => None,
    });
    let flag = cells.parsed(&columns.in_stock, "1, 0 or backorder", |text| match text {
        "1" | "instock" => Some(true),
        "0" | "outofstock" => Some(false),
        "backorder" | "onbackorder" => Some(true),
        _ => None,
    });
    if cells.text(&columns.stock) != "parent" {
        item.quantity = cells.quantity(&columns.stock);
    }
    let is_there = || item.quantity.is_none_or(|left| left > 0.0) || orderable.unwrap_or(false);
    item.in_stock = flag.unwrap_or_else(is_there);
    let few = cells.quantity(&columns.low_stock);
    item.low_stock = item.in_stock && few.zip(item.quantity).is_some_and(|(few, left)| left > 0.0 && left <= few);
}

/// The sale price is what the product costs, if it is lower and has no dates: a feed may be read on any day, and
/// WooCommerce takes the first day off once it has come. Gives how many were left out.
fn read_prices(item: &mut Item, cells: &mut Cells<'_, '_>, columns: &Columns) -> usize {
    let (regular, sale) = (cells.price(&columns.regular_price), cells.price(&columns.sale_price));
    let has_dates = [&columns.sale_starts, &columns.sale_ends].into_iter().any(|day| !cells.text(day).is_empty());
    (item.price, item.regular_price) = match (regular, sale) {
        (Some(regular), Some(sale)) if sale < regular && !has_dates => (Some(sale), Some(regular)),
        _ => (regular, None),
    };
    usize::from(sale.is_some() && has_dates)
}

fn read_attributes(item: &mut Item, kind: &Kind, cells: &mut Cells<'_, '_>, columns: &Columns) {
    for (name, values) in &columns.attributes {
        let name = attribute_name(unquoted(cells.text(name)));
        let values = list(cells.text(values));
        match values.as_slice() {
            [one] if !kind.is_variation && kind.product_type != ProductType::Configurable => set_one(item, &name, one),
            several => set_many(item, &name, several.iter().map(String::as_str)),
        }
    }
    if kind.is_variation {
        return;
    }
    set_many(item, "tags", list(cells.text(&columns.tags)).iter().map(String::as_str));
    set_many(item, "brand", list(cells.text(&columns.brands)).iter().map(String::as_str));
    if let Some(featured) = cells.switch(&columns.featured) {
        set_one(item, "featured", if featured { "1" } else { "0" });
    }
}

/// What it is made of, and what is linked by hand, in the merchant's order.
fn read_references(item: &mut Item, cells: &Cells<'_, '_>, columns: &Columns) {
    if item.product_type == ProductType::Grouped {
        let parts = list(cells.text(&columns.grouped)).into_iter();
        item.choices = parts.map(|sku| Choice { skus: vec![sku], required: false }).collect();
    }
    for (relation, column) in [(Relation::UpSell, &columns.up_sells), (Relation::CrossSell, &columns.cross_sells)] {
        let linked = list(cells.text(column));
        if linked.is_empty() {
            continue;
        }
        let place = cells.row.place_of(&column.name);
        for (position, sku) in (1..).zip(linked) {
            item.links.push(ItemLink { relation, sku, position, place: place.clone() });
        }
    }
}
