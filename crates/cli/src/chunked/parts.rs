//! A feed taken apart for cutting: plain data that several threads may look at.

use hashbrown::HashMap;
use kindred_core::candidates::ranks;
use kindred_core::feed::{Feed, FeedFile, Product, RuleEntry, Settings};
use kindred_core::hash;
use kindred_core::link::{Link, Relation};
use kindred_core::product::ProductType;
use kindred_core::rule::Rule;
use std::collections::BTreeSet;

/// Everything that chunks are made of.
pub(crate) struct Parts<'a> {
    pub(crate) settings: &'a Settings,
    /// Highest priority first.
    pub(crate) rules: &'a [Rule],
    /// The same rules as they are written.
    pub(crate) entries: Vec<&'a RuleEntry>,
    /// Without their links.
    pub(crate) products: Vec<Product>,
    /// The links of the places that have some, by relation; those that no unit shows are left out.
    links: HashMap<u32, [Vec<Link>; 3]>,
    /// The number of each SKU, for the circle of candidates and for lookups.
    pub(crate) hashes: Vec<u32>,
    /// How many bytes of text each product is, about.
    pub(crate) sizes: Vec<u32>,
    /// Whether an earlier product has the SKU of the one at a place: then nobody gets to see it.
    repeated: Vec<bool>,
    /// The rank of each place.
    pub(crate) ranks: Vec<u32>,
    /// The place of each rank.
    pub(crate) places: Vec<u32>,
    /// The place that a SKU leads to.
    by_sku: HashMap<Box<str>, u32>,
    /// Bundles by the SKUs that they contain.
    bundles: HashMap<Box<str>, Vec<u32>>,
    /// Customer groups that have prices of their own.
    pub(crate) groups: BTreeSet<String>,
}

impl<'a> Parts<'a> {
    /// Takes a feed apart. `header` has its rules as they are written, `read` the same ones as they are meant.
    pub(crate) fn of(header: &'a FeedFile, read: &'a Feed, mut products: Vec<Product>) -> Parts<'a> {
        read.apply_types(&mut products);
        let shows_links = Relation::ALL.map(|relation| shows_links(&read.settings, relation));
        let links = (0..).zip(&mut products).map(|(place, product)| (place, take_links(product, shows_links)));
        let links = links.filter(|(_, links)| links.iter().any(|links| !links.is_empty())).collect();
        let ranks = ranks(&products, &read.rules);
        let mut places = vec![0; ranks.len()];
        for (place, rank) in ranks.iter().enumerate() {
            places[*rank as usize] = place as u32;
        }
        let mut entries: Vec<&RuleEntry> = header.rules.iter().collect();
        entries.sort_by_key(|rule| rule.priority);
        let by_sku = by_sku(&products);
        let is_repeated = |(place, product): (u32, &Product)| by_sku.get(product.sku.as_str()) != Some(&place);
        Parts {
            sizes: products.iter().map(size).collect(),
            repeated: (0..).zip(&products).map(is_repeated).collect(),
            settings: &read.settings,
            rules: &read.rules,
            entries,
            links,
            hashes: products.iter().map(|product| hash::of_sku(&product.sku)).collect(),
            ranks,
            places,
            by_sku,
            bundles: if shows_links[1] { bundles(&products) } else { HashMap::new() },
            groups: products.iter().flat_map(|product| &product.group_prices).map(|(group, _)| group.clone()).collect(),
            products,
        }
    }

    pub(crate) fn n_products(&self) -> usize {
        self.products.len()
    }

    /// The links of the product at a place, by relation.
    pub(crate) fn links(&self, place: u32) -> &[Vec<Link>; 3] {
        self.links.get(&place).unwrap_or(&NO_LINKS)
    }

    /// The place that a SKU leads to: of the product itself, else of the first that it is a variant of.
    pub(crate) fn place(&self, sku: &str) -> Option<u32> {
        self.by_sku.get(sku).copied()
    }

    /// Whether an earlier product has the SKU of this one: then nobody gets to see it.
    pub(crate) fn is_repeated(&self, place: u32) -> bool {
        self.repeated[place as usize]
    }

    /// Every SKU with the place that it leads to, in no order.
    pub(crate) fn skus(&self) -> impl Iterator<Item = (&str, u32)> {
        self.by_sku.iter().map(|(sku, place)| (&**sku, *place))
    }

    /// The bundles that contain a product or one of its variants.
    pub(crate) fn bundles_with(&self, product: &Product) -> impl Iterator<Item = u32> {
        let skus = std::iter::once(&product.sku).chain(&product.variants);
        skus.filter_map(|sku| self.bundles.get(sku.as_str())).flatten().copied()
    }
}

/// Of a product that has none.
pub(crate) static NO_LINKS: [Vec<Link>; 3] = [Vec::new(), Vec::new(), Vec::new()];

/// Whether a unit shows chosen products at all.
fn shows_links(settings: &Settings, relation: Relation) -> bool {
    let unit = settings.unit(relation);
    unit.active && unit.show != kindred_core::feed::Show::Rules
}

/// About how many bytes of text a product is. What an attribute or a variant adds is a guess on the low side, since
/// such texts compress well.
fn size(product: &Product) -> u32 {
    const KEYS: usize = 70;
    let Product { sku, name, url, image, categories, variants, attributes, .. } = product;
    let texts = [sku, name, url, image].into_iter().chain(categories).chain(variants);
    let attributes = attributes.iter().map(|(name, _)| name.len() + 12);
    (KEYS + texts.map(|text| text.len() + 3).sum::<usize>() + attributes.sum::<usize>()) as u32
}

fn take_links(product: &mut Product, shown: [bool; 3]) -> [Vec<Link>; 3] {
    let Product { related, up_sell, cross_sell, .. } = product;
    let mut links = [related, up_sell, cross_sell].map(std::mem::take);
    for (links, is_shown) in links.iter_mut().zip(shown) {
        if !is_shown {
            links.clear();
        }
    }
    links
}

fn by_sku(products: &[Product]) -> HashMap<Box<str>, u32> {
    let mut by_sku: HashMap<Box<str>, u32> = HashMap::with_capacity(products.len());
    for (place, product) in (0..).zip(products) {
        by_sku.entry(product.sku.as_str().into()).or_insert(place);
    }
    let n_products = by_sku.len();
    for (place, product) in (0..).zip(products) {
        // A product that an earlier one stands in front of answers to nothing.
        let is_repeated = n_products < products.len() && by_sku.get(product.sku.as_str()) != Some(&place);
        for variant in product.variants.iter().filter(|_| !is_repeated) {
            by_sku.entry(variant.as_str().into()).or_insert(place);
        }
    }
    by_sku
}

fn bundles(products: &[Product]) -> HashMap<Box<str>, Vec<u32>> {
    let mut bundles: HashMap<Box<str>, Vec<u32>> = HashMap::new();
    for (place, product) in (0..).zip(products).filter(|(_, product)| product.product_type == ProductType::Bundle) {
        for sku in &product.contains {
            bundles.entry(sku.as_str().into()).or_default().push(place);
        }
    }
    bundles
}
