//! What conditions read: a product's facts, by attribute. Numbers and yes/no are text, because the operators compare
//! numeric text as numbers anyway (reference, section 4.4); prices are exact amounts.

use crate::amount::Amount;
use crate::condition::Scene;
use crate::feed::Product;
use crate::price::Price;
use crate::value::Value;
use alloc::string::String;

/// Something that a condition can ask about a product.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Attribute {
    /// The categories it is in, those above them included.
    Category,
    /// Of the matched product only: the categories below its own.
    ChildCategory,
    /// Its SKU.
    Sku,
    /// Its name.
    Name,
    /// What it costs this shopper now.
    Price,
    /// Its kind, such as `simple`.
    Type,
    /// Whether it can be bought today: `1` or `0`.
    InStock,
    /// Whether only a few are left: `1` or `0`.
    LowStock,
    /// Where it can be found: `catalog`, `search` or `both`.
    Visibility,
    /// An attribute of the shop's own.
    Own(String),
}

impl Attribute {
    /// The names that are not the shop's own, each with its attribute.
    pub const SPECIAL: [(&'static str, Attribute); 9] = [
        ("category", Attribute::Category),
        ("child-category", Attribute::ChildCategory),
        ("sku", Attribute::Sku),
        ("name", Attribute::Name),
        ("price", Attribute::Price),
        ("type", Attribute::Type),
        ("in-stock", Attribute::InStock),
        ("low-stock", Attribute::LowStock),
        ("visibility", Attribute::Visibility),
    ];

    /// The attribute of that name.
    pub fn named(name: &str) -> Attribute {
        let special = Attribute::SPECIAL.into_iter().find(|(known, _)| *known == name);
        special.map_or_else(|| Attribute::Own(name.into()), |(_, attribute)| attribute)
    }

    /// Its name in rules.
    pub fn name(&self) -> &str {
        match self {
            Attribute::Own(name) => name,
            special => Attribute::SPECIAL.iter().find(|(_, known)| known == special).map_or("", |(name, _)| name),
        }
    }
}

/// What a product says under one attribute.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Fact<'a> {
    /// One text.
    Text(&'a str),
    /// Several, as a multi-select attribute has them.
    Texts(&'a [String]),
    /// Money.
    Amount(Amount),
}

impl<'a> From<&'a Value> for Fact<'a> {
    fn from(value: &'a Value) -> Fact<'a> {
        match value {
            Value::One(text) => Fact::Text(text),
            Value::Many(texts) => Fact::Texts(texts),
        }
    }
}

impl Product {
    /// What it costs this shopper: the price of the customer group where it has one (requirement R18; decision 4).
    pub fn price_for(&self, group: Option<&str>) -> Option<Price> {
        let own = group.and_then(|group| self.group_prices.iter().find(|(name, _)| name == group));
        own.map(|(_, price)| *price).or(self.price)
    }

    /// What the product says under an attribute; `None` where it says nothing. Categories are its own ones here: what
    /// lies above or below them is the business of the condition.
    pub fn fact(&self, attribute: &Attribute, scene: &Scene<'_>) -> Option<Fact<'_>> {
        match attribute {
            Attribute::Price => self.price_for(scene.group).map(|price| Fact::Amount(price.into())),
            other => self.own_fact(other),
        }
    }

    /// The texts that it says under an attribute of the shop's own.
    pub fn said(&self, name: &str) -> &[String] {
        self.attributes.iter().find(|(known, _)| known == name).map_or(&[], |(_, value)| value.texts())
    }

    /// What it says under an attribute that is the same for every shopper: any but the price.
    pub(crate) fn own_fact(&self, attribute: &Attribute) -> Option<Fact<'_>> {
        let own = |name: &str| {
            let (_, value) = self.attributes.iter().find(|(known, _)| known == name)?;
            Some(Fact::from(value))
        };
        let truth = |truth| Some(Fact::Text(if truth { "1" } else { "0" }));
        match attribute {
            Attribute::Category | Attribute::ChildCategory => {
                Some(self.categories.as_slice()).filter(|own| !own.is_empty()).map(Fact::Texts)
            }
            Attribute::Sku => Some(Fact::Text(&self.sku)),
            Attribute::Name => Some(Fact::Text(&self.name)),
            Attribute::Price => None,
            Attribute::Type => Some(Fact::Text(self.product_type.name())),
            Attribute::InStock => truth(self.in_stock),
            Attribute::LowStock => truth(self.low_stock),
            Attribute::Visibility => own("visibility").or(Some(Fact::Text("both"))),
            Attribute::Own(name) => own(name),
        }
    }
}
