//! One product of a feed: what a shopper sees of it, and the facts that rules read.

use crate::condition::CATEGORY;
use crate::feed::Product as Entry;
use crate::link::{Link, Relation};
use crate::price;
use crate::value::Value;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

pub use crate::feed::{Product, ProductType};

impl Entry {
    /// The links the merchant chose for a relation, as the feed has them.
    pub fn links(&self, relation: Relation) -> &[Link] {
        match relation {
            Relation::Related => &self.related,
            Relation::UpSell => &self.up_sell,
            Relation::CrossSell => &self.cross_sell,
        }
    }

    /// Whether a shopper can put it in the cart without choosing anything (reference, section 1.3).
    pub fn is_addable(&self) -> bool {
        self.in_stock && !self.needs_options && !self.product_type.is_composite()
    }

    /// Whether both are the same product to a shopper: the same one, its parent, or its variant (decision 6).
    pub fn is_same_or_variant_of(&self, other: &Product) -> bool {
        self.sku == other.sku || self.variants.contains(&other.sku) || other.variants.contains(&self.sku)
    }

    /// What the product says under an attribute that a rule names; `None` where it says nothing.
    pub fn fact(&self, attribute: &str) -> Option<Cow<'_, Value>> {
        let owned = match attribute {
            CATEGORY if self.categories.is_empty() => return None,
            CATEGORY => Value::Many(with_ancestors(&self.categories)),
            "sku" => Value::One(self.sku.clone()),
            "name" => Value::One(self.name.clone()),
            "price" => Value::One(price::as_fact(self.price?)),
            "type" => Value::One(self.product_type.name().into()),
            other => {
                let (_, value) = self.attributes.iter().find(|(name, _)| name == other)?;
                return Some(Cow::Borrowed(value));
            }
        };
        Some(Cow::Owned(owned))
    }
}

impl ProductType {
    /// Every type.
    pub const ALL: [ProductType; 6] = [
        ProductType::Simple,
        ProductType::Configurable,
        ProductType::Bundle,
        ProductType::Grouped,
        ProductType::Virtual,
        ProductType::Downloadable,
    ];

    /// The type's word in feeds and rules.
    pub fn name(self) -> &'static str {
        match self {
            ProductType::Simple => "simple",
            ProductType::Configurable => "configurable",
            ProductType::Bundle => "bundle",
            ProductType::Grouped => "grouped",
            ProductType::Virtual => "virtual",
            ProductType::Downloadable => "downloadable",
        }
    }

    /// Whether it is made of other products, so that a shopper must choose before buying.
    pub fn is_composite(self) -> bool {
        matches!(self, ProductType::Configurable | ProductType::Bundle | ProductType::Grouped)
    }
}

/// A product also counts as being in the categories above its own (reference, section 4.1):
/// `Gear/Bags` gives `Gear` and `Gear/Bags`.
fn with_ancestors(paths: &[String]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for path in paths {
        let ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
        for category in ends.filter_map(|end| path.get(..end)) {
            if !all.iter().any(|known| known == category) {
                all.push(category.into());
            }
        }
    }
    all
}
