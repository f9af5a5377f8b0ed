//! The feed's keys, once: what a merchant writes by hand, what `kindred build` writes. The JSON Schema is generated
//! from these types; the page's own reader has the same keys, and a property test holds the two together.

use super::{AttributeType, Logic, Product, Rotation, Show, is_default, is_yes, one, shape, write_map, yes};
use crate::amount::Amount;
use crate::recommend::{Lists, Type};
use crate::value::Value;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

/// The file `feed.json` in its inline layout.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct FeedFile {
    /// The version of this format: 1.
    pub format: u32,
    /// ISO 4217 code of the currency of every price, such as `EUR`.
    pub currency: String,
    /// Language of the texts as a BCP 47 tag, such as `en` or `de-AT`.
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The store's time zone, such as `Europe/Stockholm`: rules begin and end at its midnight.
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Settings of the units; each has a default.
    #[serde(default)]
    #[serde(skip_serializing_if = "is_default")]
    pub units: Units,
    /// What negative operators make of a missing value: `adobe` fails, `plain` holds.
    #[serde(default)]
    #[serde(skip_serializing_if = "is_default")]
    pub logic: Logic,
    /// What kind of values attributes have, where it matters to rules; `text` where nothing is said.
    #[serde(default)]
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attribute_types: BTreeMap<String, AttributeType>,
    /// Whether products that cannot be bought today show.
    #[serde(default)]
    #[serde(skip_serializing_if = "is_default")]
    pub show_out_of_stock: bool,
    /// The products.
    pub products: Vec<Product>,
    /// The related-product rules.
    #[serde(default)]
    pub rules: Vec<RuleEntry>,
    /// Lists of the shop by type of recommendation, or by the name of a unit: SKUs, best first.
    #[serde(default, deserialize_with = "shape::write::lists")]
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "write_map")]
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, Vec<String>>"))]
    pub lists: Lists,
}

/// Settings per relation (reference, section 1.4), and of each unit of recommendations (section 5.3).
#[derive(Clone, PartialEq, Debug, Default, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", default)]
pub struct Units {
    /// Related products.
    #[serde(skip_serializing_if = "is_default")]
    pub related: UnitSettings,
    /// Up-sells.
    #[serde(skip_serializing_if = "is_default")]
    pub up_sell: UnitSettings,
    /// Cross-sells.
    #[serde(skip_serializing_if = "is_default")]
    pub cross_sell: UnitSettings,
    /// Units of recommendations, by names of your own or those of the types.
    #[serde(flatten)]
    pub recommendations: BTreeMap<String, RecommendationSettings>,
}

/// By hand: what serde makes of a flattened map hides from `kindred check` which keys nobody has read.
impl<'de> serde::Deserialize<'de> for Units {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Units, D::Error> {
        deserializer.deserialize_struct("Units", &["related", "up-sell", "cross-sell"], UnitsVisitor)
    }
}

struct UnitsVisitor;

impl<'de> serde::de::Visitor<'de> for UnitsVisitor {
    type Value = Units;

    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("the settings of units by their names")
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Units, A::Error> {
        let mut units = Units::default();
        while let Some(name) = map.next_key::<String>()? {
            match &*name {
                "related" => units.related = map.next_value()?,
                "up-sell" => units.up_sell = map.next_value()?,
                "cross-sell" => units.cross_sell = map.next_value()?,
                _ => drop(units.recommendations.insert(name, map.next_value()?)),
            }
        }
        Ok(units)
    }
}

/// What a merchant sets for a unit of recommendations.
#[derive(Clone, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", default)]
pub struct RecommendationSettings {
    /// What it recommends; a unit that has the name of a type is of that type.
    #[serde(rename = "type")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Type>,
    /// The page that it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<Page>,
    /// Its heading, in place of that of its type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// How many cards it shows at most: 5 where nothing is said, and never more than 20.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// `false` switches it off.
    #[serde(skip_serializing_if = "is_yes")]
    pub active: bool,
    /// Whether the most viewed products fill what its own list leaves empty; the type decides where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backup: Option<bool>,
    /// A card must satisfy every one of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub include: Vec<ConditionEntry>,
    /// A card must satisfy none of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<ConditionEntry>,
    /// Whether products that an earlier unit of the page shows may show again.
    #[serde(skip_serializing_if = "is_default")]
    pub show_repeated: bool,
    /// Whether products that the shopper has bought may show.
    #[serde(skip_serializing_if = "is_default")]
    pub show_bought: bool,
}

impl Default for RecommendationSettings {
    fn default() -> RecommendationSettings {
        RecommendationSettings {
            kind: None,
            page: None,
            heading: None,
            limit: None,
            active: true,
            backup: None,
            include: Vec::new(),
            exclude: Vec::new(),
            show_repeated: false,
            show_bought: false,
        }
    }
}

/// What a merchant sets for one relation. What is left out has the default of that relation.
#[derive(Clone, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", default)]
pub struct UnitSettings {
    /// How many cards the unit shows at most: 6 related products, 8 up-sells, 5 cross-sells where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// `false` switches the unit off.
    #[serde(skip_serializing_if = "is_yes")]
    pub active: bool,
    /// Which products it shows.
    #[serde(skip_serializing_if = "is_default")]
    pub show: Show,
    /// In which order, and which of those that rules bring.
    #[serde(skip_serializing_if = "is_default")]
    pub rotation: Rotation,
    /// Up-sells only: how many bundles that contain the viewed product join; all that fit where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bundles: Option<u32>,
    /// A card must satisfy every one of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub include: Vec<ConditionEntry>,
    /// A card must satisfy none of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<ConditionEntry>,
    /// Whether products that an earlier unit of the page shows may show again.
    #[serde(skip_serializing_if = "is_default")]
    pub show_repeated: bool,
    /// Whether products that the shopper has bought may show.
    #[serde(skip_serializing_if = "is_default")]
    pub show_bought: bool,
}

impl Default for UnitSettings {
    fn default() -> UnitSettings {
        UnitSettings {
            limit: None,
            active: true,
            show: Show::default(),
            rotation: Rotation::default(),
            bundles: None,
            include: Vec::new(),
            exclude: Vec::new(),
            show_repeated: false,
            show_bought: false,
        }
    }
}

/// A kind of page (reference, section 5.2).
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Page {
    /// The shop's first page.
    Home,
    /// A list of products.
    Category,
    /// A product's own page.
    Product,
    /// The cart.
    Cart,
    /// What follows an order.
    Confirmation,
}

/// A related-product rule as it is written (reference, section 2).
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct RuleEntry {
    /// The rule's name, for yourself.
    pub name: String,
    /// The relation whose unit it fills.
    pub relation: crate::link::Relation,
    /// 1 is the highest priority, and the default.
    #[serde(default = "one")]
    pub priority: u32,
    /// `false` switches the rule off.
    #[serde(default = "yes")]
    #[serde(skip_serializing_if = "is_yes")]
    pub active: bool,
    /// First day, as `2026-11-22`; inclusive.
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day, as `2026-12-24`; inclusive.
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// How many products it may contribute, 1 to 20; 20 is the default.
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Customer segments it is for; everyone where it names none.
    #[serde(default)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<String>,
    /// Products to match: when the viewed product, or one in the cart, is like this. Every product by default.
    #[serde(default, rename = "match")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub products_to_match: Option<ConditionEntry>,
    /// Products to display: show products like this. Every product by default.
    #[serde(default, rename = "display")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub products_to_display: Option<ConditionEntry>,
}

/// A condition as it is written: either a combination (`all` or `any`, and `are`) or a comparison (`attribute`,
/// `operator` and one of `value` and `matched`).
#[derive(Clone, PartialEq, Debug, Default, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", default)]
pub struct ConditionEntry {
    /// Every one of these must be as `are` says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all: Option<Vec<ConditionEntry>>,
    /// At least one of these must be as `are` says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub any: Option<Vec<ConditionEntry>>,
    /// Whether the conditions must be true (the default) or false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub are: Option<bool>,
    /// The attribute to compare: `category`, `sku`, `name`, `price`, `type`, `in-stock`, `low-stock`, `visibility`, or
    /// one of the product's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribute: Option<String>,
    /// How: a label such as `is one of`, or its code, such as `()`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// A constant to compare with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// The attribute of the matched product to compare with; `child-category` for the categories below its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matched: Option<String>,
    /// Beside `"matched": "price"`: how many percent of that price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<u32>,
    /// Beside `"matched": "price"`: an amount added to it; may be negative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plus: Option<Amount>,
}
