//! One offer, in whichever form it came: its attributes become those of an item.

use super::PlaceOf;
use crate::catalogue::{Item, UrlKey};
use crate::diagnostic::{Diagnostic, Place, Reason};
use crate::import::findings::Findings;
use crate::import::money::{DecimalMark, FeedCurrency};
use crate::import::shown::{add_picture, set_link};
use crate::import::text::{description, plain, slug};
use crate::import::values::{categories, rating, set_one};
use kindred_core::price::Price;
use std::borrow::Cow;

/// The attributes of an offer and their texts, none of them empty.
pub(super) struct Offer<'a> {
    pub(super) values: Vec<(&'a str, Cow<'a, str>)>,
    pub(super) place: Place,
    pub(super) place_of: PlaceOf<'a>,
}

/// What an offer says.
pub(super) struct Read {
    pub(super) item: Item,
    /// What it is a variant of.
    pub(super) group: Option<String>,
    /// Whether there is a sale price that a feed cannot promise.
    pub(super) special_left_out: bool,
}

/// What tells the variants of a group apart.
pub(super) const AXES: [&str; 6] = ["color", "size", "pattern", "material", "gender", "age_group"];
/// What is a single offer's own.
pub(super) const OF_ONE_OFFER: [&str; 2] = ["gtin", "mpn"];
/// What shoppers think of it. Google reads that from a feed of its own; other readers of this format have it here.
const RATING: [&str; 2] = ["product_review_rating", "product_rating"];
const REVIEWS: [&str; 2] = ["product_review_count", "review_count"];
/// What else rules may read.
const ATTRIBUTES: [&str; 8] = [
    "brand",
    "condition",
    "google_product_category",
    "custom_label_0",
    "custom_label_1",
    "custom_label_2",
    "custom_label_3",
    "custom_label_4",
];

impl Offer<'_> {
    /// Reads the offer. What is found says whether it can be used.
    pub(super) fn read(&self, currency: &mut FeedCurrency, found: &mut Findings) -> Read {
        let sku = self.needed("id", "an id", found);
        let mut item = Item::new(&sku, self.place.clone());
        item.name = plain(&self.needed("title", "a title", found));
        item.description = description(self.one("description"));
        item.url_key = UrlKey::FromName(slug(&item.name));
        self.read_addresses(&mut item, found);
        item.in_stock = self.in_stock(found);
        item.rating = RATING.into_iter().find_map(|name| rating(self.one(name)));
        item.reviews = REVIEWS.into_iter().find_map(|name| self.one(name).parse().ok()).unwrap_or(0);
        item.categories = self.categories();
        let special_left_out = self.read_prices(&mut item, currency, found);
        for name in ATTRIBUTES.into_iter().chain(AXES).chain(OF_ONE_OFFER) {
            set_one(&mut item, name, self.one(name));
        }
        let group = Some(self.one("item_group_id").trim().to_owned()).filter(|group| !group.is_empty());
        Read { item, group, special_left_out }
    }

    /// The first value of an attribute.
    fn one(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.values.iter().filter(move |(known, _)| *known == name).map(|(_, value)| value.trim())
    }

    fn needed(&self, name: &str, expected: &'static str, found: &mut Findings) -> String {
        let text = self.one(name);
        if text.is_empty() {
            found.problems.push(Diagnostic::skipped((self.place_of)(name), name, Reason::Missing { expected }));
        }
        text.to_owned()
    }

    /// Addresses that could do harm are left out, and the offer stays.
    fn read_addresses(&self, item: &mut Item, found: &mut Findings) {
        let mut report = |name: &str, refused: Result<(), Reason>| {
            let refused = refused.err().map(|reason| Diagnostic::skipped((self.place_of)(name), name, reason));
            found.remarks.extend(refused);
        };
        report("link", set_link(item, self.one("link")));
        report("image_link", add_picture(item, self.one("image_link")));
        // In a text feed, one cell has all further pictures.
        for picture in self.all("additional_image_link").flat_map(|cell| cell.split(',')) {
            report("additional_image_link", add_picture(item, picture.trim()));
        }
    }

    /// What can be ordered today can be bought, even if it is sent later.
    fn in_stock(&self, found: &mut Findings) -> bool {
        let availability = self.one("availability");
        match availability.to_lowercase().replace([' ', '-'], "_").as_str() {
            "" | "in_stock" | "preorder" | "backorder" | "available_for_order" | "limited_availability" => true,
            "out_of_stock" | "discontinued" => false,
            _ => {
                let expected = "in_stock, out_of_stock, preorder or backorder";
                let reason = Reason::Unexpected { expected, found: availability.to_owned() };
                found.remarks.push(Diagnostic::notice((self.place_of)("availability"), "availability", reason));
                true
            }
        }
    }

    /// The merchant's own categories, else Google's where it is named by words.
    fn categories(&self) -> Vec<String> {
        let googles = Some(self.one("google_product_category"));
        let googles = googles.filter(|name| !name.bytes().all(|byte| byte.is_ascii_digit()));
        match self.one("product_type") {
            "" => categories(googles),
            _ => categories(self.all("product_type")),
        }
    }

    /// A sale price with dates ends, and a feed may be read on any day: it is left out, as Magento's are. Says whether
    /// it was.
    fn read_prices(&self, item: &mut Item, currency: &mut FeedCurrency, found: &mut Findings) -> bool {
        let mut price = |name: &str| self.price(name, currency, found);
        let (regular, sale) = (price("price"), price("sale_price"));
        let ends = !self.one("sale_price_effective_date").is_empty();
        (item.price, item.regular_price) = match (regular, sale) {
            (Some(regular), Some(sale)) if sale < regular && !ends => (Some(sale), Some(regular)),
            _ => (regular, None),
        };
        sale.is_some() && (ends || regular.is_none())
    }

    fn price(&self, name: &str, currency: &mut FeedCurrency, found: &mut Findings) -> Option<Price> {
        let text = self.one(name);
        if text.is_empty() {
            return None;
        }
        match currency.price(text, DecimalMark::Point) {
            Ok(price) => Some(price),
            // The product is not sold in this currency, as far as the feed knows: nothing is wrong with it.
            Err(reason @ Reason::OtherCurrency { .. }) => {
                found.remarks.push(Diagnostic::notice((self.place_of)(name), name, reason));
                None
            }
            Err(reason) => {
                found.problems.push(Diagnostic::skipped((self.place_of)(name), name, reason));
                None
            }
        }
    }
}
