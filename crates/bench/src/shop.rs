//! The shop: products with about as many attributes, values and categories as shops have.
//!
//! The same seed gives the same shop, and the products of a small shop are the first of a large one. Attributes that
//! rules compare with the matched product's own are on every product: what a missing value means differs between
//! Adobe Commerce and json-logic, and is not what we measure.

use crate::rules::{Rule, rules};
use fastrand::Rng;
use serde_json::{Value, json};

/// How many products the shops have that we measure.
pub const SIZES: [usize; 2] = [1_000, 10_000];

/// How many of them we look at.
pub const N_ANCHORS: usize = 30;

/// What the shops are drawn from.
const SEED: u64 = 20_261_122;

/// Categories of three levels: each of these has all of the next in it.
const TOPS: [&str; 8] = ["Clothing", "Shoes", "Bags", "Kitchen", "Garden", "Sport", "Toys", "Office"];
const MIDDLES: [&str; 5] = ["Everyday", "Travel", "Outdoor", "Studio", "Festive"];
const LEAVES: [&str; 4] = ["Basics", "Light", "Premium", "Limited"];

/// The values of the attributes that have few.
pub const COLOURS: [&str; 12] =
    ["Black", "White", "Grey", "Navy", "Sky", "Teal", "Green", "Olive", "Yellow", "Orange", "Red", "Plum"];
/// What products are made of.
pub const MATERIALS: [&str; 10] =
    ["Cotton", "Wool", "Linen", "Leather", "Steel", "Glass", "Oak", "Cork", "Nylon", "Recycled plastic"];
/// When they are sold.
pub const SEASONS: [&str; 4] = ["All year", "Spring", "Summer", "Winter"];
/// Whom they are for.
pub const AUDIENCES: [&str; 4] = ["Everyone", "Women", "Men", "Children"];
/// What they can do; a product has up to four of these.
pub const FEATURES: [&str; 12] = [
    "Waterproof",
    "Washable",
    "Foldable",
    "Insulated",
    "Handmade",
    "Refillable",
    "Reflective",
    "Stackable",
    "Padded",
    "Adjustable",
    "Dishwasher safe",
    "Personalised",
];
/// How many brands, styles and collections there are.
pub const N_BRANDS: usize = 60;
/// See [`N_BRANDS`].
pub const N_STYLES: usize = 15;
const N_COLLECTIONS: usize = 25;

/// Everything that a feed is made of.
pub struct Shop {
    /// The products, in the order of their ids.
    pub products: Vec<Product>,
    /// The rules, as a merchant has them: in no particular order.
    pub rules: Vec<Rule>,
}

/// One product.
pub struct Product {
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Its one category, as a path from the top.
    pub category: String,
    /// What it costs, in hundredths.
    pub price: u32,
    /// Whether it can be bought.
    pub in_stock: bool,
    /// Its attributes.
    pub attributes: Vec<(&'static str, Fact)>,
}

/// What a product says under an attribute.
pub enum Fact {
    /// One text.
    Text(String),
    /// Any number of texts.
    Texts(Vec<&'static str>),
    /// A number.
    Number(u32),
    /// Yes or no.
    Truth(bool),
}

impl Fact {
    /// The fact as JSON.
    pub fn to_json(&self) -> Value {
        match self {
            Fact::Text(text) => json!(text),
            Fact::Texts(texts) => json!(texts),
            Fact::Number(number) => json!(number),
            Fact::Truth(truth) => json!(truth),
        }
    }
}

impl Shop {
    /// The shop of that many products.
    pub fn of(n_products: usize) -> Shop {
        let mut dice = Rng::with_seed(SEED);
        let rules = rules(&mut dice);
        let products = (0..n_products).map(|number| product(number, &mut dice)).collect();
        Shop { products, rules }
    }

    /// The SKUs of some products from all over the shop, to look at one after the other.
    pub fn anchors(&self, n_anchors: usize) -> Vec<&str> {
        let mut dice = Rng::with_seed(SEED + 1);
        (0..n_anchors).map(|_| self.products[dice.usize(..self.products.len())].sku.as_str()).collect()
    }
}

/// The path of a category at random, that many levels deep.
pub fn category(levels: usize, dice: &mut Rng) -> String {
    [one_of(&TOPS, dice), one_of(&MIDDLES, dice), one_of(&LEAVES, dice)][..levels].join("/")
}

/// One of some texts.
pub fn one_of(texts: &[&'static str], dice: &mut Rng) -> &'static str {
    texts[dice.usize(..texts.len())]
}

/// The name of a brand; those with a small number have the most products.
pub fn brand(dice: &mut Rng) -> String {
    numbered("Brand", dice.usize(..N_BRANDS) * dice.usize(..N_BRANDS) / N_BRANDS)
}

/// The name of one of several things that have only a number.
pub fn numbered(what: &str, number: usize) -> String {
    format!("{what} {}", number + 1)
}

fn product(number: usize, dice: &mut Rng) -> Product {
    // One in ten lies in a category that has others below it.
    let category = category(if dice.u8(..10) == 0 { 2 } else { 3 }, dice);
    let (colour, material) = (one_of(&COLOURS, dice), one_of(&MATERIALS, dice));
    let kind = category.rsplit('/').next().unwrap_or_default().to_lowercase();
    let mut attributes = vec![
        ("brand", Fact::Text(brand(dice))),
        ("colour", Fact::Text(colour.to_owned())),
        ("material", Fact::Text(material.to_owned())),
        ("season", Fact::Text(one_of(&SEASONS, dice).to_owned())),
        ("audience", Fact::Text(one_of(&AUDIENCES, dice).to_owned())),
        ("style", Fact::Text(numbered("Style", dice.usize(..N_STYLES)))),
        ("features", Fact::Texts(features(dice))),
        ("eco", Fact::Truth(dice.u8(..4) == 0)),
        ("stars", Fact::Number(dice.u32(1..=5))),
        ("weight", Fact::Number(dice.u32(2..=500) * 10)),
    ];
    if dice.u8(..10) < 4 {
        attributes.push(("collection", Fact::Text(numbered("Collection", dice.usize(..N_COLLECTIONS)))));
    }
    Product {
        sku: format!("K-{number:05}"),
        name: format!("{colour} {} {kind} {number}", material.to_lowercase()),
        category,
        price: price(dice),
        in_stock: dice.u8(..30) > 0,
        attributes,
    }
}

/// In the order in which the shop lists them, as exports have them.
fn features(dice: &mut Rng) -> Vec<&'static str> {
    let n_features = dice.usize(0..=4);
    let chosen = dice.choose_multiple(FEATURES, n_features);
    FEATURES.into_iter().filter(|feature| chosen.contains(feature)).collect()
}

/// From 5 to 300, more cheap ones than dear ones, with the ends that prices have.
fn price(dice: &mut Rng) -> u32 {
    let whole = 5 + dice.u32(0..=17) * dice.u32(0..=17);
    whole * 100 + [0, 50, 95, 99][dice.usize(..4)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_small_shop_is_the_beginning_of_a_large_one() {
        let (small, large) = (Shop::of(50), Shop::of(100));
        let names = |shop: &Shop| shop.products.iter().map(|product| product.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&small), names(&large)[..50]);
        assert_eq!(small.anchors(9), Shop::of(50).anchors(9));
    }

    #[test]
    fn products_are_in_all_categories_and_some_are_sold_out() {
        let shop = Shop::of(10_000);
        let categories: BTreeSet<_> = shop.products.iter().map(|product| &product.category).collect();
        assert_eq!(categories.len(), 8 * 5 * 4 + 8 * 5);
        let n_sold_out = shop.products.iter().filter(|product| !product.in_stock).count();
        assert!((200..500).contains(&n_sold_out), "{n_sold_out}");
    }

    #[test]
    fn prices_spread_over_what_shops_ask() {
        let shop = Shop::of(1_000);
        let prices: Vec<_> = shop.products.iter().map(|product| product.price).collect();
        assert!(prices.iter().all(|price| (500..=30_000).contains(price)));
        assert!(prices.iter().any(|price| *price < 1_000) && prices.iter().any(|price| *price > 20_000));
    }
}
