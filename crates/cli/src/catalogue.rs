//! The neutral catalogue: what every import format becomes, before it is compiled into a feed.
//!
//! Prices, stock and attributes of a product made of others are those of its parts once the catalogue is compiled.

mod attributes;
mod badges;
mod links;
mod sku_index;

use crate::diagnostic::Place;
use crate::rules::{RuleList, Written};
use kindred_core::feed::{AttributeType, Logic, RuleEntry, Units};
use kindred_core::price::Price;
use kindred_core::product::ProductType;
use kindred_core::rating::Rating;
use std::collections::{BTreeMap, BTreeSet};

pub use attributes::Attributes;
pub use badges::Badge;
pub(crate) use badges::put_on;
pub use links::{ItemLink, Links, StrayLink};
pub(crate) use sku_index::SkuIndex;

/// The attribute that holds the name of a product's attribute set.
pub const ATTRIBUTE_SET: &str = "attribute-set";
/// The attribute that holds the price that the maker suggests.
pub const SUGGESTED_PRICE: &str = "msrp";

/// Everything a merchant's files say about products.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// Every SKU, in the order of the files and of the rows in them, which stands for the order of product ids.
    pub items: Vec<Item>,
    /// ISO 4217 code of the currency, where a file names one.
    pub currency: Option<String>,
    /// Language of the texts, where a file names one.
    pub language: Option<String>,
    /// The store's time zone, where a file names one.
    pub time_zone: Option<String>,
    /// Settings of the units, where a file has them.
    pub units: Option<Written<Units>>,
    /// What negative operators make of a missing value, where a file says.
    pub logic: Option<Logic>,
    /// Whether products that cannot be bought show, where a file says.
    pub show_out_of_stock: Option<bool>,
    /// What kind of values attributes have, where a file says.
    pub attribute_types: BTreeMap<String, AttributeType>,
    /// Which texts attributes put on pictures, where a file says.
    pub badges: Vec<Badge>,
    /// The rules, those of a file of their own last.
    pub rules: Vec<Written<RuleEntry>>,
    /// How many rules the files have, with those that cannot be meant.
    pub n_rules_written: usize,
    /// Links whose source is no item.
    pub stray_links: Vec<StrayLink>,
    /// Attributes that say yes or no; their values are `1` and `0`.
    pub yes_no_attributes: BTreeSet<String>,
    /// Every attribute that some item has in its file, whether or not the items here keep it.
    pub attribute_names: BTreeSet<String>,
    /// The items by SKU, as far as they are in it.
    pub(crate) index: SkuIndex,
}

/// One SKU: a product, or a variant of one.
#[derive(Clone, Debug)]
pub struct Item {
    /// Stock-keeping unit, as its own row spells it.
    pub sku: String,
    /// Plain text, trimmed.
    pub name: String,
    /// Plain text, paragraphs and list items on lines of their own; empty for what has no page, and where nobody asks
    /// for items.
    pub description: String,
    /// What kind of product it is.
    pub product_type: ProductType,
    /// Whether it has a page of its own.
    pub visible: bool,
    /// Where it is found, if not both in the categories and by the search.
    pub visibility: Option<Visibility>,
    /// Whether the merchant has switched it on; what is off never reaches the feed.
    pub enabled: bool,
    /// The readable part of its address.
    pub url_key: UrlKey,
    /// The address of its page; empty for what has none.
    pub url: String,
    /// The addresses of its pictures, the main one first; no more of them than somebody asks for.
    pub images: Vec<String>,
    /// What it costs now.
    pub price: Option<Price>,
    /// What it costs when it is not reduced.
    pub regular_price: Option<Price>,
    /// What its dearest variant costs, where that is more.
    pub price_to: Option<Price>,
    /// What it costs for customer groups that have a price of their own.
    pub group_prices: Vec<(String, Price)>,
    /// Whether it can be bought today.
    pub in_stock: bool,
    /// How many there are, where a file says; for a product with variants, of all of them together.
    pub quantity: Option<f64>,
    /// Whether a file says that only a few are left.
    pub low_stock: bool,
    /// What shoppers think of it, where a file says.
    pub rating: Option<Rating>,
    /// How many shoppers have rated it, where a file says.
    pub reviews: u32,
    /// Short texts on its picture, where a file has them; those that settings make of attributes come when it is compiled.
    pub badges: Vec<String>,
    /// Whether a shopper must choose something before buying it.
    pub needs_options: bool,
    /// How many variants there are to choose from, where a file says it without naming them.
    pub options: u32,
    /// The smallest quantity that can be bought.
    pub min_quantity: u32,
    /// Categories as paths from the top, none of them above another of them.
    pub categories: Vec<String>,
    /// What rules may read, by name, as far as it is kept.
    pub attributes: Attributes,
    /// SKUs of the variants that a shopper sees as this one product.
    pub variants: Vec<String>,
    /// What its variants differ in, with every value, in the order of the variants.
    pub variant_values: BTreeMap<String, Vec<String>>,
    /// What a bundle or a grouped product is made of.
    pub choices: Vec<Choice>,
    /// The same, where a file says no more than the SKUs.
    pub contains: Vec<String>,
    /// Links chosen by hand, as they are written, of every relation.
    pub links: Links,
    /// The row it came from.
    pub place: Place,
}

/// Where a product is found that is not found everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Visibility {
    /// In the categories only.
    Catalog,
    /// By the search only.
    Search,
}

impl Visibility {
    /// The word that rules know it by.
    pub fn name(self) -> &'static str {
        match self {
            Visibility::Catalog => "catalog",
            Visibility::Search => "search",
        }
    }
}

/// The readable part of a product's address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum UrlKey {
    /// A file names it, so that is where the product's page is.
    Given(String),
    /// Made of the name; it is numbered where another product has it.
    FromName(String),
    /// Not to be made up: the address that the file gives cannot be shown.
    Refused,
}

/// One choice of a bundle or a grouped product.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// The SKUs to choose from.
    pub skus: Vec<String>,
    /// Whether one of them must be taken.
    pub required: bool,
}

impl Item {
    /// A simple product that is on, visible and in stock, and of which nothing else is known.
    pub fn new(sku: &str, place: Place) -> Item {
        Item {
            sku: sku.to_owned(),
            name: String::new(),
            description: String::new(),
            product_type: ProductType::Simple,
            visible: true,
            visibility: None,
            enabled: true,
            url_key: UrlKey::FromName(String::new()),
            url: String::new(),
            images: Vec::new(),
            price: None,
            regular_price: None,
            price_to: None,
            group_prices: Vec::new(),
            in_stock: true,
            quantity: None,
            low_stock: false,
            rating: None,
            reviews: 0,
            badges: Vec::new(),
            needs_options: false,
            options: 0,
            min_quantity: 1,
            categories: Vec::new(),
            attributes: Attributes::default(),
            variants: Vec::new(),
            variant_values: BTreeMap::new(),
            choices: Vec::new(),
            contains: Vec::new(),
            links: Links::default(),
            place,
        }
    }
}

impl Catalogue {
    /// Adds the rules of a file.
    pub(crate) fn add_rules(&mut self, list: RuleList) {
        self.rules.extend(list.rules);
        self.n_rules_written += list.n_written;
    }
}

/// The sum of these amounts; `None` when it is no amount.
pub(crate) fn sum(prices: impl Iterator<Item = Price>) -> Option<Price> {
    let mut amounts = prices.map(Price::ten_thousandths);
    amounts.try_fold(0, i64::checked_add).and_then(Price::from_ten_thousandths)
}
