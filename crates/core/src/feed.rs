//! The feed: what the page knows once it has read one (design, section 4). [`FeedFile`] is how it is written, and has
//! the same keys.

mod chunk;
#[cfg(feature = "write")]
mod file;
mod lookup;
mod pointer;
mod read;
mod rules;
mod shape;
mod skus;
mod types;
mod units;

use crate::candidates::Ranks;
use crate::classes::Index;
use crate::link::{Link, Relation};
use crate::price::Price;
use crate::rating::Rating;
use crate::recommend::Lists;
use crate::rule::Rule;
use crate::value::Value;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

pub use crate::node::Problem;
pub use chunk::{Chunk, RuleFile, read_chunk, read_rules};
#[cfg(feature = "write")]
pub use file::{ConditionEntry, FeedFile, Page, RecommendationSettings, RuleEntry, UnitSettings, Units};
pub use lookup::{Lookup, chunks_of, read_lookup};
pub use pointer::{MAX_LOOKUP_BITS, Opened, Pointer, lookup_key, lookup_key_of, lookup_number};
#[cfg(feature = "write")]
pub use read::problems;
pub use read::{ReadError, open, read};
pub use types::AttributeType;
pub use units::{Kind, Rotation, Show, Unit};

/// The format this code writes, and the newest it reads.
pub const FORMAT: u32 = 1;

/// What a feed says beside its products and rules.
#[derive(Clone, Debug)]
pub struct Settings {
    /// ISO 4217 code of the currency of every price.
    pub currency: String,
    /// BCP 47 tag of the language of the texts, if the feed says.
    pub language: Option<String>,
    /// IANA name of the store's time zone, in which rules begin and end; the shopper's own where it is absent.
    pub time_zone: Option<String>,
    /// What negative operators make of a missing value.
    pub logic: Logic,
    /// Whether products that cannot be bought today show.
    pub show_out_of_stock: bool,
    /// Settings of the units: those of the relations, in the order of [`Relation::ALL`], of the types of recommendation,
    /// and of units that the merchant has named.
    pub units: Vec<Unit>,
    /// The units of which a feed in chunks has a list of their own, each in a file.
    pub own_lists: Vec<String>,
    /// What kind of values attributes have, where the feed says.
    pub(crate) types: Vec<(String, AttributeType)>,
}

/// Stands in for a unit that there always is.
static NO_UNIT: Unit = Unit::of(units::Kind::Relation(Relation::Related));

impl Settings {
    /// The settings of a relation's unit.
    pub fn unit(&self, relation: Relation) -> &Unit {
        self.units.get(relation as usize).unwrap_or(&NO_UNIT)
    }

    /// The unit of that name: of a relation or a type, or one that the merchant has named.
    pub fn unit_named(&self, name: &str) -> Option<&Unit> {
        self.units.iter().find(|known| known.name == name)
    }

    /// Reads the attributes of products by the types that the feed declares, as reading the feed does.
    #[cfg(feature = "write")]
    pub fn apply_types(&self, products: &mut [Product]) {
        types::apply(self, products, &mut []);
    }
}

/// A feed whose rules have been checked and whose products can be found by SKU: all of it, or the part of a larger one
/// that decides some units.
#[derive(Debug)]
pub struct Feed {
    /// What holds for all of it.
    pub settings: Arc<Settings>,
    /// Every product, in the feed's order, which stands for the order of product ids.
    pub products: Vec<Product>,
    /// Every rule, highest priority first.
    pub rules: Vec<Rule>,
    /// The lists that belong to no product, by type or unit.
    pub lists: Lists,
    /// Indices into `products`, by SKU; a variant's SKU leads to its parent unless it is a product of its own.
    by_sku: Vec<(String, u32)>,
    /// Places of products whose SKU an earlier product has: they never show.
    pub(crate) repeated: Vec<u32>,
    /// Places of the bundles.
    pub(crate) bundles: Vec<u32>,
    /// Products by what they say.
    pub(crate) index: Index,
    /// Where each product stands among its neighbours.
    pub(crate) ranks: Ranks,
}

impl Feed {
    /// A feed of parts that have been read. `ranks` are known where it is part of a larger one.
    pub(crate) fn new(
        settings: Arc<Settings>,
        mut products: Vec<Product>,
        mut rules: Vec<Rule>,
        lists: Lists,
        ranks: Ranks,
    ) -> Feed {
        types::apply(&settings, &mut products, &mut rules);
        let mut index = Index::default();
        rules.iter().for_each(|rule| index.note(&rule.products_to_display));
        let (by_sku, repeated) = skus::by_sku(&products);
        let bundles = skus::bundles(&products);
        Feed { settings, by_sku, repeated, bundles, index, ranks, products, rules, lists }
    }

    /// The same feed about other products. What a command has compiled need not become text to be judged.
    #[cfg(feature = "write")]
    pub fn with_products(self, products: Vec<Product>) -> Feed {
        Feed::new(self.settings, products, self.rules, self.lists, Ranks::default())
    }

    /// The settings of a relation's unit.
    pub fn unit(&self, relation: Relation) -> &Unit {
        self.settings.unit(relation)
    }

    /// The product of that SKU, or the one that the SKU is a variant of.
    pub fn product(&self, sku: &str) -> Option<&Product> {
        self.products.get(self.place(sku)?)
    }

    /// The place of that product in the feed.
    pub fn place(&self, sku: &str) -> Option<usize> {
        self.places(sku).next()
    }

    /// The places of every product that answers to a SKU, the product itself before those of which it is a variant.
    pub fn places(&self, sku: &str) -> impl Iterator<Item = usize> {
        let from = self.by_sku.partition_point(|(known, _)| known.as_str() < sku);
        let equal = self.by_sku.get(from..).unwrap_or_default().iter().take_while(move |(known, _)| known == sku);
        equal.map(|(_, place)| *place as usize)
    }
}

/// What negative operators (`is not`, `does not contain`, `is not one of`) make of a value that is missing (reference,
/// section 4.2; decision 5).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "write", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "write", serde(rename_all = "kebab-case"))]
pub enum Logic {
    /// As Adobe Commerce does: nothing is known, so the condition fails.
    #[default]
    Adobe,
    /// As a person expects: what has no colour is not blue.
    Plain,
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
    /// Its second picture, which shows while a pointer is over the first.
    #[cfg_attr(feature = "write", serde(default, rename = "image-2"))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "String::is_empty"))]
    pub image_2: String,
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
    /// What its dearest variant costs, where that is more than `price`.
    #[cfg_attr(feature = "write", serde(default, deserialize_with = "crate::price::lenient"))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    #[cfg_attr(feature = "schema", schemars(schema_with = "price_schema"))]
    pub price_to: Option<Price>,
    /// What it costs for customer groups that have a price of their own, in place of `price`.
    #[cfg_attr(feature = "write", serde(default, deserialize_with = "shape::write::group_prices"))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Vec::is_empty", serialize_with = "write_map"))]
    #[cfg_attr(feature = "schema", schemars(schema_with = "group_prices_schema"))]
    pub group_prices: Vec<(String, Price)>,
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
    /// Whether only a few are left.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "is_default"))]
    pub low_stock: bool,
    /// What shoppers think of it, in stars: 0 to 5, to a tenth.
    #[cfg_attr(feature = "write", serde(default, deserialize_with = "crate::rating::lenient"))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    #[cfg_attr(feature = "schema", schemars(schema_with = "rating_schema"))]
    pub rating: Option<Rating>,
    /// How many shoppers have rated it.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "is_default"))]
    pub reviews: u32,
    /// Short texts on its picture, such as `New`.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Vec::is_empty"))]
    pub badges: Vec<String>,
    /// Whether a shopper must choose something (a size, an engraving) before buying it.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "is_default"))]
    pub needs_options: bool,
    /// How many variants there are to choose from; 0 where there is nothing to choose.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "is_default"))]
    pub options: u32,
    /// The smallest quantity that can be bought.
    #[cfg_attr(feature = "write", serde(default = "one"))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "is_one"))]
    pub min_quantity: u32,
    /// SKUs of the variants (sizes, colours) that a shopper sees as this one product.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Vec::is_empty"))]
    pub variants: Vec<String>,
    /// SKUs that a bundle or a grouped product is made of.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Vec::is_empty"))]
    pub contains: Vec<String>,
    /// Categories as paths from the top, such as `Gear/Bags`.
    #[cfg_attr(feature = "write", serde(default))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Vec::is_empty"))]
    pub categories: Vec<String>,
    /// Further attributes that rules may use.
    #[cfg_attr(feature = "write", serde(default, deserialize_with = "shape::write::attributes"))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Vec::is_empty", serialize_with = "write_map"))]
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
    /// What goes with it by type of recommendation: SKUs, best first.
    #[cfg_attr(feature = "write", serde(default, deserialize_with = "shape::write::lists"))]
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Vec::is_empty", serialize_with = "write_map"))]
    #[cfg_attr(feature = "schema", schemars(with = "alloc::collections::BTreeMap<String, Vec<String>>"))]
    pub lists: Lists,
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
    /// Money for later, often with a greeting to write.
    GiftCard,
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
fn write_map<V: serde::Serialize, S: serde::Serializer>(
    members: &[(String, V)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
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

#[cfg(feature = "schema")]
fn rating_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({
        "anyOf": [
            { "type": "number", "minimum": 0, "maximum": 5 },
            { "type": "string", "pattern": "^[0-5](\\.[0-9]{1,4})?$" }
        ]
    })
}

#[cfg(feature = "schema")]
fn group_prices_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({ "type": "object", "additionalProperties": price_schema(generator) })
}
