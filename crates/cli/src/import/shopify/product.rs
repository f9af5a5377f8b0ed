//! The rows of one product in Shopify's export, and the items they make.

use super::columns::Columns;
use crate::catalogue::{Item, UrlKey};
use crate::diagnostic::{Diagnostic, Place, Reason};
use crate::import::table::{Column, Row};
use crate::import::text::{description, plain};
use crate::import::values::{Cells, attribute_name, categories, rating, set_many, set_one};
use kindred_core::price::Price;
use kindred_core::product::ProductType;
use std::collections::HashMap;

/// What the rows of one handle say.
pub(super) struct Product {
    /// Of the first row; that of the row with the title once there is one.
    item: Item,
    handle: String,
    option_names: [String; 3],
    /// With the position that the file gives each.
    images: Vec<(f64, String)>,
    variants: Vec<Variant>,
    is_gift_card: bool,
    /// Whether a row was left out that had a variant.
    lost_variants: bool,
    /// Whether nobody knows if shoppers may see it.
    is_refused: bool,
}

struct Variant {
    place: Place,
    sku: String,
    /// The value of each option.
    values: [String; 3],
    price: Option<Price>,
    regular_price: Option<Price>,
    in_stock: bool,
    quantity: Option<f64>,
    ships: bool,
    image: Option<String>,
}

/// What Shopify calls the option of a product that has none.
const NO_OPTION: (&str, &str) = ("Title", "Default Title");

impl Product {
    pub(super) fn new(handle: &str, place: Place) -> Product {
        Product {
            item: Item { url_key: UrlKey::Given(handle.to_owned()), ..Item::new(handle, place) },
            handle: handle.to_owned(),
            option_names: Default::default(),
            images: Vec::new(),
            variants: Vec::new(),
            is_gift_card: false,
            lost_variants: false,
            is_refused: false,
        }
    }

    /// Reads a row: what it says of the product, and its variant or picture, if it has one.
    pub(super) fn read_row(&mut self, row: &Row<'_>, columns: &Columns, out: &mut Vec<Diagnostic>) {
        let mut cells = Cells::new(row, out);
        if self.handle.is_empty() {
            cells.refuse(&columns.handle, "a handle");
            return;
        }
        if self.item.name.is_empty() {
            self.read_product(&mut cells, columns);
            self.is_refused |= !cells.usable;
        }
        self.read_image(&mut cells, columns);
        let variant = variant(&mut cells, columns);
        match variant {
            Some(variant) if cells.usable => self.variants.push(variant),
            Some(_) => self.lost_variants = true,
            None => {}
        }
    }

    fn read_product(&mut self, cells: &mut Cells<'_, '_>, columns: &Columns) {
        let item = &mut self.item;
        item.name = plain(cells.text(&columns.title));
        if item.name.is_empty() {
            return;
        }
        item.place = cells.row.place();
        item.description = description(cells.text(&columns.body));
        item.enabled = cells.switch(&columns.published).unwrap_or(true) & is_active(cells, &columns.status, item);
        item.categories = categories([cells.text(&columns.category)]);
        self.is_gift_card = cells.switch(&columns.gift_card).unwrap_or(false);
        item.rating = rating(cells.text(&columns.rating));
        item.reviews = cells.text(&columns.reviews).parse().unwrap_or(0);
        set_one(item, "vendor", cells.text(&columns.vendor));
        set_one(item, "product-type", cells.text(&columns.product_type));
        set_many(item, "tags", cells.text(&columns.tags).split(','));
        for (name, column) in &columns.metafields {
            match cells.text(column) {
                several if several.contains("; ") => set_many(item, name, several.split("; ")),
                one => set_one(item, name, one),
            }
        }
        for (own, (name, _)) in self.option_names.iter_mut().zip(&columns.options) {
            *own = cells.text(name).to_owned();
        }
    }

    fn read_image(&mut self, cells: &mut Cells<'_, '_>, columns: &Columns) {
        let address = cells.picture(&columns.image, cells.text(&columns.image));
        // Without a position, a picture stands where its row does.
        let position = cells.text(&columns.image_position).parse().unwrap_or(self.images.len() as f64 + 1.0);
        self.images.extend(address.map(|address| (position, address)));
    }

    /// Adds the product, and its variants where a shopper can choose.
    pub(super) fn into_items(mut self, skus: &mut Skus, items: &mut Vec<Item>, out: &mut Vec<Diagnostic>) {
        if self.is_refused || self.handle.is_empty() || (self.variants.is_empty() && self.lost_variants) {
            // Its rows have been reported.
            return;
        }
        if self.item.name.is_empty() {
            out.push(Diagnostic::skipped(self.item.place, "title", Reason::Missing { expected: "a title" }));
            return;
        }
        self.images.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        let mut images: Vec<String> = Vec::new();
        for (_, image) in std::mem::take(&mut self.images) {
            if !images.contains(&image) {
                images.push(image);
            }
        }
        self.item.images = images;
        match <[Variant; 1]>::try_from(std::mem::take(&mut self.variants)) {
            Ok([only]) => self.with_only(only, skus, items, out),
            Err(variants) => self.with_several(variants, skus, items, out),
        }
    }

    /// The product is its only variant.
    fn with_only(self, variant: Variant, skus: &mut Skus, items: &mut Vec<Item>, out: &mut Vec<Diagnostic>) {
        let mut item = self.item;
        item.product_type = match (self.is_gift_card, variant.ships) {
            (true, _) => ProductType::GiftCard,
            (false, false) => ProductType::Virtual,
            (false, true) => ProductType::Simple,
        };
        set_options(&mut item, &self.option_names, &variant.values);
        if !variant.sku.is_empty() && skus.take(&variant.sku, &variant.place, out) {
            item.variants = vec![std::mem::replace(&mut item.sku, variant.sku.clone())];
        }
        variant.sell(&mut item);
        items.push(item);
    }

    fn with_several(self, variants: Vec<Variant>, skus: &mut Skus, items: &mut Vec<Item>, out: &mut Vec<Diagnostic>) {
        let mut parent = self.item;
        let is_virtual = !variants.is_empty() && variants.iter().all(|variant| !variant.ships);
        (parent.product_type, parent.needs_options) = match self.is_gift_card {
            true => (ProductType::GiftCard, true),
            false if variants.is_empty() => (ProductType::Simple, false),
            false => (ProductType::Configurable, true),
        };
        let mut children = Vec::new();
        for variant in variants {
            let values: Vec<&str> =
                variant.values.iter().map(String::as_str).filter(|value| !value.is_empty()).collect();
            let title = values.join(" / ");
            let named = !variant.sku.is_empty() && skus.take(&variant.sku, &variant.place, out);
            let sku = if named { variant.sku.clone() } else { format!("{}#{title}", self.handle) };
            if !named && !skus.take(&sku, &variant.place, out) {
                continue;
            }
            let mut child = Item {
                name: format!("{} - {title}", parent.name),
                product_type: if is_virtual { ProductType::Virtual } else { ProductType::Simple },
                visible: false,
                enabled: parent.enabled,
                ..Item::new(&sku, variant.place.clone())
            };
            set_options(&mut child, &self.option_names, &variant.values);
            child.images.extend(variant.image.clone());
            variant.sell(&mut child);
            parent.variants.push(sku);
            children.push(child);
        }
        items.push(parent);
        items.append(&mut children);
    }
}

impl Variant {
    /// Gives an item its price and stock.
    fn sell(self, item: &mut Item) {
        (item.price, item.regular_price) = (self.price, self.regular_price);
        (item.in_stock, item.quantity) = (self.in_stock, self.quantity);
    }
}

/// The SKUs that are taken. A shop may give one to several products.
#[derive(Default)]
pub(super) struct Skus {
    taken: HashMap<String, Place>,
}

impl Skus {
    /// Whether nobody has it; else that is reported.
    fn take(&mut self, sku: &str, place: &Place, out: &mut Vec<Diagnostic>) -> bool {
        if let Some(first) = self.taken.get(sku) {
            let reason = Reason::SecondProduct { sku: sku.to_owned(), first: Box::new(first.clone()) };
            out.push(Diagnostic::notice(place.clone(), "variant sku", reason));
            return false;
        }
        self.taken.insert(sku.to_owned(), place.clone());
        true
    }
}

/// Whether shoppers can see the product; one that is unlisted has a page, to which nothing leads.
fn is_active(cells: &mut Cells<'_, '_>, status: &Column, item: &mut Item) -> bool {
    let expected = "active, draft, archived or unlisted";
    let known = cells.parsed(status, expected, |text| match text.to_ascii_lowercase().as_str() {
        "active" => Some((true, true)),
        "unlisted" => Some((true, false)),
        "draft" | "archived" => Some((false, true)),
        _ => None,
    });
    let (is_active, is_listed) = known.unwrap_or((true, true));
    item.visible = is_listed;
    is_active
}

/// The variant of a row; rows of further pictures have none.
fn variant(cells: &mut Cells<'_, '_>, columns: &Columns) -> Option<Variant> {
    let [first, second, third] = &columns.options;
    let values = [&first.1, &second.1, &third.1].map(|column| cells.text(column).to_owned());
    let (sku, price) = (cells.text(&columns.sku), cells.text(&columns.price));
    if sku.is_empty() && price.is_empty() && values.iter().all(String::is_empty) {
        return None;
    }
    let price = cells.price(&columns.price);
    let regular_price =
        cells.price(&columns.regular_price).filter(|regular| price.is_some_and(|price| *regular > price));
    let is_tracked = !cells.text(&columns.tracker).is_empty();
    let quantity = cells.quantity(&columns.quantity).filter(|_| is_tracked);
    let goes_on = cells.parsed(&columns.policy, "deny or continue", |text| match text.to_ascii_lowercase().as_str() {
        "continue" | "true" => Some(true),
        "deny" | "false" => Some(false),
        _ => None,
    });
    Some(Variant {
        place: cells.row.place(),
        sku: sku.to_owned(),
        price,
        regular_price,
        in_stock: goes_on.unwrap_or(false) || quantity.is_none_or(|left| left > 0.0),
        quantity,
        ships: cells.switch(&columns.ships).unwrap_or(true),
        image: cells.picture(&columns.variant_image, cells.text(&columns.variant_image)),
        values,
    })
}

fn set_options(item: &mut Item, names: &[String; 3], values: &[String; 3]) {
    for (name, value) in names.iter().zip(values) {
        if (name.as_str(), value.as_str()) != NO_OPTION {
            set_many(item, &attribute_name(name), [value.as_str()]);
        }
    }
}
