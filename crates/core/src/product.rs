//! One product of a feed: how it can be bought, and what is the same product to a shopper.

use crate::feed::Product as Entry;
use crate::link::{Link, Relation};
use alloc::string::String;

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
        self.is_addable_when(self.in_stock)
    }

    /// The same, where the page knows better than the feed whether it can be bought today.
    pub fn is_addable_when(&self, in_stock: bool) -> bool {
        in_stock && !self.needs_options && !self.product_type.is_composite()
    }

    /// Whether a SKU is this product's own, or that of a variant that shows as this product.
    pub fn answers_to(&self, sku: &String) -> bool {
        self.sku == *sku || self.variants.contains(sku)
    }

    /// Whether both are the same product to a shopper: the same one, its parent, or its variant (decision 6).
    pub fn is_same_or_variant_of(&self, other: &Product) -> bool {
        self.answers_to(&other.sku) || other.variants.contains(&self.sku)
    }
}

impl ProductType {
    /// Every type.
    pub const ALL: [ProductType; 7] = [
        ProductType::Simple,
        ProductType::Configurable,
        ProductType::Bundle,
        ProductType::Grouped,
        ProductType::Virtual,
        ProductType::Downloadable,
        ProductType::GiftCard,
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
            ProductType::GiftCard => "gift-card",
        }
    }

    /// Whether it is made of other products, so that a shopper must choose before buying.
    pub fn is_composite(self) -> bool {
        matches!(self, ProductType::Configurable | ProductType::Bundle | ProductType::Grouped)
    }
}
