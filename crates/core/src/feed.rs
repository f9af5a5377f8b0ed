//! The feed's keys, once: what a merchant writes by hand, what `kindred build` writes, and what the page reads
//! (design, section 4). The JSON Schema is generated from these types.

mod read;
mod rules;
mod shape;

use crate::link::Link;
use crate::price::Price;
use crate::rule::Rule;
use crate::value::Value;
use alloc::string::String;
use alloc::vec::Vec;

pub use crate::node::Problem;
pub use read::{ReadError, read};
#[cfg(feature = "write")]
pub use rules::rules_from_entries;

/// The format this code writes, and the newest it reads.
pub const FORMAT: u32 = 1;

/// A feed whose rules have been checked and whose products can be found by SKU.
#[derive(Debug)]
pub struct Feed {
    /// ISO 4217 code of the currency of every price.
    pub currency: String,
    /// BCP 47 tag of the language of the texts, if the feed says.
    pub language: Option<String>,
    /// IANA name of the store's time zone, in which rules begin and end; the shopper's own where it is absent.
    pub time_zone: Option<String>,
    /// Settings of the three relations.
    pub units: Units,
    /// Every product, in the feed's order, which stands for the order of product ids.
    pub products: Vec<Product>,
    /// Every rule, highest priority first.
    pub rules: Vec<Rule>,
    /// Indices into `products`, by SKU; a variant's SKU leads to its parent unless it is a product of its own.
    by_sku: Vec<(String, u32)>,
}

impl Feed {
    /// The product of that SKU, or the one that the SKU is a variant of.
    pub fn product(&self, sku: &str) -> Option<&Product> {
        let index = self.by_sku.binary_search_by(|(known, _)| known.as_str().cmp(sku)).ok()?;
        self.by_sku.get(index).and_then(|(_, product)| self.products.get(*product as usize))
    }
}

/// The file `feed.json` in its inline layout.
#[derive(Debug)]
#[cfg_attr(feature = "write", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "write", serde(rename_all = "kebab-case"))]
pub struct FeedFile {
    /// The version of this format: 1.
    pub format: u32,
    /// ISO 4217 code of the currency of every price, such as `EUR`.
    pub currency: String,
    /// Language of the texts as a BCP 47 tag, such as `en` or `de-AT`.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    pub language: Option<String>,
    /// The store's time zone, such as `Europe/Stockholm`: rules begin and end at its midnight.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    pub time_zone: Option<String>,
    /// Settings of the units; each has a default.
    #[cfg_attr(feature = "write", serde(default))]
    pub units: Units,
    /// The products.
    pub products: Vec<Product>,
    /// The related-product rules.
    #[cfg_attr(feature = "write", serde(default))]
    pub rules: Vec<RuleEntry>,
}

/// Settings per relation (reference, section 1.4).
#[derive(Clone, Debug)]
#[cfg_attr(feature = "write", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "write", serde(rename_all = "kebab-case", default))]
pub struct Units {
    /// Related products.
    pub related: UnitSettings,
    /// Up-sells.
    pub up_sell: UnitSettings,
    /// Cross-sells.
    pub cross_sell: UnitSettings,
}

/// What a merchant sets for one relation.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "write", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "write", serde(rename_all = "kebab-case"))]
pub struct UnitSettings {
    /// How many cards the unit shows at most.
    pub limit: u32,
    /// Which products it shows.
    #[cfg_attr(feature = "write", serde(default))]
    pub show: Show,
}

/// Which products a unit shows (reference, section 3.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "write", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "write", serde(rename_all = "kebab-case"))]
pub enum Show {
    /// Chosen products, then those of rules.
    #[default]
    Both,
    /// Chosen products only.
    Selected,
    /// Products of rules only.
    Rules,
}

impl Default for Units {
    /// The limits that Adobe Commerce's manual shows (reference, section 1.4).
    fn default() -> Units {
        let unit = |limit| UnitSettings { limit, show: Show::Both };
        Units { related: unit(6), up_sell: unit(8), cross_sell: unit(5) }
    }
}

/// One product.
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "write", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "write", serde(rename_all = "kebab-case"))]
pub struct Product {
    /// Stock-keeping unit: the product's name for machines, unique in the feed.
    pub sku: String,
    /// The name a shopper sees; plain text.
    pub name: String,
    /// Its page, absolute or relative to the page that shows the card.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "String::is_empty"))]
    pub url: String,
    /// Its picture, absolute or relative to the page that shows the card.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "String::is_empty"))]
    pub image: String,
    /// What it costs now: a number, or its text where a number would be rounded.
    #[cfg_attr(feature = "write", serde(default, deserialize_with = "crate::price::lenient"))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    #[cfg_attr(feature = "schema", schemars(schema_with = "price_schema"))]
    pub price: Option<Price>,
    /// What it costs when it is not reduced; shown crossed out beside a lower price.
    #[cfg_attr(feature = "write", serde(default, deserialize_with = "crate::price::lenient"))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    #[cfg_attr(feature = "schema", schemars(schema_with = "price_schema"))]
    pub regular_price: Option<Price>,
    /// What kind of product it is.
    #[cfg_attr(feature = "write", serde(default, rename = "type"))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "is_default"))]
    pub product_type: ProductType,
    /// Whether it has a page of its own. A product that has none is never shown, but may lie in a cart.
    #[cfg_attr(feature = "write", serde(default = "yes"))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "is_yes"))]
    pub visible: bool,
    /// Whether it can be bought today.
    #[cfg_attr(feature = "write", serde(default = "yes"))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "is_yes"))]
    pub in_stock: bool,
    /// Whether a shopper must choose something (a size, an engraving) before buying it.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "is_default"))]
    pub needs_options: bool,
    /// The smallest quantity that can be bought.
    #[cfg_attr(feature = "write", serde(default = "one"))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "is_one"))]
    pub min_quantity: u32,
    /// SKUs of the variants (sizes, colours) that a shopper sees as this one product.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Vec::is_empty"))]
    pub variants: Vec<String>,
    /// Categories as paths from the top, such as `Gear/Bags`.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Vec::is_empty"))]
    pub categories: Vec<String>,
    /// Further attributes that rules may use.
    #[cfg_attr(feature = "write", serde(default, deserialize_with = "shape::write::attributes"))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Vec::is_empty", serialize_with = "write_attributes"))]
    #[cfg_attr(feature = "schema", schemars(with = "alloc::collections::BTreeMap<String, Value>"))]
    pub attributes: Vec<(String, Value)>,
    /// Related products chosen by hand, in order.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Vec::is_empty"))]
    pub related: Vec<Link>,
    /// Up-sells chosen by hand, in order.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Vec::is_empty"))]
    pub up_sell: Vec<Link>,
    /// Cross-sells chosen by hand, in order.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Vec::is_empty"))]
    pub cross_sell: Vec<Link>,
}

/// What kind of product it is; composite kinds (configurable, bundle, grouped) are chosen on their own page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "write", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "write", serde(rename_all = "kebab-case"))]
pub enum ProductType {
    /// One thing.
    #[default]
    Simple,
    /// Variants to choose from.
    Configurable,
    /// Several products sold together.
    Bundle,
    /// Several products on one page.
    Grouped,
    /// A service.
    Virtual,
    /// A file.
    Downloadable,
}

/// A related-product rule as it is written (reference, section 2).
#[derive(Clone, Debug)]
#[cfg_attr(feature = "write", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "write", serde(rename_all = "kebab-case"))]
pub struct RuleEntry {
    /// The rule's name, for yourself.
    pub name: String,
    /// The relation whose unit it fills.
    pub relation: crate::link::Relation,
    /// 1 is the highest priority, and the default.
    #[cfg_attr(feature = "write", serde(default = "one"))]
    pub priority: u32,
    /// `false` switches the rule off.
    #[cfg_attr(feature = "write", serde(default = "yes"))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "is_yes"))]
    pub active: bool,
    /// First day, as `2026-11-22`; inclusive.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    pub from: Option<String>,
    /// Last day, as `2026-12-24`; inclusive.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    pub to: Option<String>,
    /// How many products it may contribute, 1 to 20; 20 is the default.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    pub limit: Option<u32>,
    /// Customer segments it is for; everyone where it names none.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Vec::is_empty"))]
    pub segments: Vec<String>,
    /// Products to match: when the viewed product, or one in the cart, is like this. Every product by default.
    #[cfg_attr(feature = "write", serde(default, rename = "match"))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    pub products_to_match: Option<ConditionEntry>,
    /// Products to display: show products like this. Every product by default.
    #[cfg_attr(feature = "write", serde(default, rename = "display"))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    pub products_to_display: Option<ConditionEntry>,
}

/// A condition as it is written: either a combination (`all` or `any`, and `are`) or a comparison (`attribute`,
/// `operator` and one of `value` and `matched`).
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "write", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "write", serde(rename_all = "kebab-case", default))]
pub struct ConditionEntry {
    /// Every one of these must be as `are` says.
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    pub all: Option<Vec<ConditionEntry>>,
    /// At least one of these must be as `are` says.
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    pub any: Option<Vec<ConditionEntry>>,
    /// Whether the conditions must be true (the default) or false.
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    pub are: Option<bool>,
    /// The attribute to compare: `category`, `sku`, `name`, `price`, `type`, or one of the product's own.
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    pub attribute: Option<String>,
    /// How: a label such as `is one of`, or its code, such as `()`.
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    pub operator: Option<String>,
    /// A constant to compare with.
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    pub value: Option<Value>,
    /// The attribute of the matched product to compare with.
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    pub matched: Option<String>,
}

#[cfg(feature = "write")]
fn yes() -> bool {
    true
}

#[cfg(feature = "write")]
fn one() -> u32 {
    1
}

#[cfg(feature = "write")]
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_yes(flag: &bool) -> bool {
    *flag
}

#[cfg(feature = "write")]
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_one(number: &u32) -> bool {
    *number == 1
}

#[cfg(feature = "write")]
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(feature = "write")]
fn write_attributes<S: serde::Serializer>(attributes: &[(String, Value)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(attributes.iter().map(|(name, value)| (name, value)))
}

#[cfg(feature = "schema")]
fn price_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({
        "anyOf": [
            { "type": "number", "minimum": 0 },
            { "type": "string", "pattern": "^[0-9]{1,12}(\\.[0-9]{1,4})?$" }
        ]
    })
}
