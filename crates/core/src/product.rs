//! One product of a feed: how it can be bought, and what is the same product to a shopper.

use crate::feed::Product as Entry;
use crate::link::{Link, Relation};
use alloc::string::String;
use alloc::vec::Vec;

pub use crate::feed::{Product, ProductType};

impl Entry {
    /// No product, which says nothing.
    pub const NOTHING: Entry = Entry {
        sku: String::new(),
        name: String::new(),
        url: String::new(),
        image: String::new(),
        image_2: String::new(),
        price: None,
        regular_price: None,
        price_to: None,
        group_prices: Vec::new(),
        product_type: ProductType::Simple,
        visible: false,
        in_stock: false,
        low_stock: false,
        rating: None,
        reviews: 0,
        badges: Vec::new(),
        needs_options: false,
        options: 0,
        min_quantity: 1,
        variants: Vec::new(),
        contains: Vec::new(),
        categories: Vec::new(),
        attributes: Vec::new(),
        related: Vec::new(),
        up_sell: Vec::new(),
        cross_sell: Vec::new(),
        lists: Vec::new(),
    };

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
