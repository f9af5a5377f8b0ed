//! One row of Magento's import format: up to a hundred columns, some of which pack further ones.

use super::attributes::{Intake, set, set_attribute_set, set_suggested_price};
use super::categories::Root;
use super::cells::Cells;
use super::columns::Columns;
use super::known::Known;
use super::packed::{bundle_values, each_pair, grouped, several, split, starts_with_pair, variations};
use super::side_tables;
use crate::catalogue::{Item, UrlKey};
use crate::diagnostic::{Diagnostic, Reason};
use crate::import::table::{Header, Row};
use crate::import::text::{description, plain, slug};
use crate::report::ImportNotes;
use crate::wanted::Wanted;
use kindred_core::price::Price;
use kindred_core::product::ProductType;
use kindred_core::rating::Rating;

/// What reads rows; several may do so at once.
pub(crate) struct Reader {
    known: Known,
    columns: Columns,
    /// That of all categories that were read.
    pub(crate) root: Root,
    pub(crate) intake: Intake,
    pub(crate) notes: ImportNotes,
}

/// A product, as far as its row tells.
pub(crate) struct Read {
    pub(crate) item: Item,
    /// What is odd about its links.
    pub(crate) remarks: Vec<Diagnostic>,
}

impl Reader {
    pub(crate) fn new(header: &Header, wanted: &Wanted) -> Reader {
        Reader {
            known: Known::of(header),
            columns: Columns::new(header),
            root: Root::default(),
            intake: Intake::new(wanted.clone()),
            notes: ImportNotes::default(),
        }
    }

    /// Reads a product, if the row is one's own and can be used.
    pub(crate) fn read(&mut self, row: &Row<'_>, out: &mut Vec<Diagnostic>) -> Option<Read> {
        if !row.get(&self.known.store_view_code).is_empty() {
            // Texts of one store view, over those of the product's own row.
            self.notes.store_view_rows += 1;
            return None;
        }
        let mut cells = Cells::new(row);
        let mut item = item(&mut cells, self);
        if !cells.report(out) {
            return None;
        }
        let categories = split(row.get(&self.known.categories), b',');
        item.categories = categories.map(plain).filter(|path| !path.is_empty()).collect();
        self.root.add(&item.categories);
        let mut remarks = Vec::new();
        for (relation, skus, positions) in &self.known.links {
            side_tables::add_positioned(&mut item.links, *relation, row, (skus, positions), &mut remarks);
        }
        Some(Read { item, remarks })
    }
}

fn item(cells: &mut Cells<'_, '_>, reader: &mut Reader) -> Item {
    let Reader { known, columns, intake, notes, .. } = reader;
    let sku = cells.needed(&known.sku, "a SKU");
    let mut item = Item::new(sku, cells.row.place());
    let name = cells.needed(&known.name, "a name");
    item.name = plain(name);
    item.product_type = product_type(cells, known, &mut item.needs_options);
    (item.visible, item.visibility) = cells.visibility(known);
    item.enabled = cells.enabled(known);
    if item.visible {
        item.url_key = match cells.text(&known.url_key) {
            "" => UrlKey::FromName(slug(name)),
            key => UrlKey::Given(slug(key)),
        };
    }
    if intake.wanted.details && item.visible {
        item.description = description(cells.text(&known.description));
    }
    item.images = images(cells, known, intake.wanted.n_pictures);
    let prices = cells.prices(item.product_type, known);
    (item.price, item.regular_price) = (prices.price, prices.regular_price);
    notes.specials_left_out += usize::from(prices.special_left_out);
    (item.in_stock, item.quantity) = cells.stock(known);
    item.min_quantity = min_quantity(cells, known);
    read_attributes(cells, &mut item, (known, columns), intake);
    read_parts(cells, &mut item, known, intake);
    item
}

fn product_type(cells: &mut Cells<'_, '_>, known: &Known, needs_options: &mut bool) -> ProductType {
    let found = cells.text(&known.product_type);
    match found {
        "simple" | "" => ProductType::Simple,
        "configurable" => ProductType::Configurable,
        "bundle" => ProductType::Bundle,
        "grouped" => ProductType::Grouped,
        "virtual" => ProductType::Virtual,
        "downloadable" => ProductType::Downloadable,
        "giftcard" => {
            // Its page asks for the amount and the greeting.
            *needs_options = true;
            ProductType::GiftCard
        }
        _ => {
            // An extension's own type: it can be shown, and its own page knows how to sell it.
            *needs_options = true;
            let expected = "simple, configurable, bundle, grouped, virtual, downloadable or giftcard";
            let reason = Reason::Unexpected { expected, found: found.to_owned() };
            cells.remarks.push(cells.row.notice("product_type", reason));
            ProductType::Simple
        }
    }
}

fn images(cells: &Cells<'_, '_>, known: &Known, at_most: usize) -> Vec<String> {
    let is_picture = |path: &&str| !path.is_empty() && *path != "no_selection";
    let thumbnail = cells.text(&known.thumbnail_image);
    let main = [cells.text(&known.base_image), cells.text(&known.small_image), thumbnail].into_iter().find(is_picture);
    let mut images: Vec<String> = Vec::new();
    let others = split(cells.text(&known.additional_images), b',').map(str::trim);
    for path in main.into_iter().chain(others).chain([thumbnail]).filter(is_picture) {
        if images.len() < at_most && !images.iter().any(|known| known == path) {
            images.reserve_exact(1);
            images.push(path.to_owned());
        }
    }
    images
}

/// What shoppers think of a product in per cent of five stars, and how many: an extension's export has both, as Magento
/// keeps them.
const RATING: &str = "rating_summary";
const REVIEWS: &str = "reviews_count";

fn set_rating(item: &mut Item, percent: &str, count: &str) {
    let tenths = |percent: Price| u8::try_from((percent.ten_thousandths() + 10_000) / 20_000).ok();
    let rating = Price::parse(percent).and_then(tenths).and_then(Rating::from_tenths);
    item.rating = rating.or(item.rating);
    item.reviews = count.parse().unwrap_or(item.reviews);
}

/// The smallest quantity, unless the row leaves it to the shop's settings.
fn min_quantity(cells: &mut Cells<'_, '_>, known: &Known) -> u32 {
    let own = cells.whole(&known.min_cart_qty);
    let by_settings = cells.switch(&known.use_config_min_sale_qty).unwrap_or(false);
    if by_settings { 1 } else { own.unwrap_or(1).max(1) }
}

fn read_attributes(
    cells: &mut Cells<'_, '_>,
    item: &mut Item,
    (known, columns): (&Known, &mut Columns),
    intake: &mut Intake,
) {
    let packed = cells.text(&known.additional_attributes);
    if !packed.is_empty() && !starts_with_pair(packed) {
        let reason = Reason::Unexpected { expected: "pairs such as color=Blue,size=M", found: packed.to_owned() };
        cells.problems.push(cells.row.skipped("additional_attributes", reason));
    }
    set_rating(item, cells.text(&known.rating_summary), cells.text(&known.reviews_count));
    each_pair(packed, &mut |name, value| match name {
        RATING => set_rating(item, &value, ""),
        REVIEWS => set_rating(item, "", &value),
        "required_options" => item.needs_options |= value == "1" || value == "Yes",
        name if !value.is_empty() && intake.keeps(name) => set(item, name, &several(&value, '|')),
        _ => {}
    });
    for (name, text) in columns.kept(cells.row, intake) {
        set(item, name, &several(text, '|'));
    }
    item.needs_options |= cells.text(&known.custom_options).contains("required=1");
    set_attribute_set(item, cells.text(&known.attribute_set_code), intake);
    if let Some(price) = cells.price(&known.msrp_price) {
        set_suggested_price(item, price, intake);
    }
}

fn read_parts(cells: &mut Cells<'_, '_>, item: &mut Item, known: &Known, intake: &mut Intake) {
    for variation in variations(cells.text(&known.configurable_variations)) {
        match variation {
            Ok(variation) => {
                // What the axes say is said by the variants too, unless their rows are missing.
                item.variants.push(variation.sku);
                for (axis, value) in variation.axes.iter().filter(|(axis, _)| intake.keeps(axis)) {
                    item.variant_values.entry((*axis).to_owned()).or_default().push(plain(value));
                }
            }
            Err(written) => {
                let expected = "a variation such as sku=A-S,size=S";
                let reason = Reason::Unexpected { expected, found: written.to_owned() };
                cells.remarks.push(cells.row.skipped("configurable_variations", reason));
            }
        }
    }
    item.choices = match item.product_type {
        ProductType::Bundle => bundle_values(cells.text(&known.bundle_values)),
        ProductType::Grouped => grouped(cells.text(&known.associated_skus)),
        _ => Vec::new(),
    };
}
