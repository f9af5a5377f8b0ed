//! A feed taken apart for cutting: plain data that several threads may look at.

use super::bits::Bits;
use super::columns::Columns;
use super::ranks::ranks;
use super::skus::Skus;
use super::texts::{PIECE, Piece, Texts};
use crate::cores::{both, on_pieces};
use hashbrown::HashMap;
use kindred_core::feed::{Feed, FeedFile, Product, RuleEntry, Settings};
use kindred_core::hash;
use kindred_core::link::{Link, Relation};
use kindred_core::product::ProductType;
use kindred_core::recommend::Lists;
use kindred_core::rule::Rule;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// Everything that chunks are made of.
pub(crate) struct Parts<'a> {
    pub(crate) settings: &'a Settings,
    /// Highest priority first.
    pub(crate) rules: &'a [Rule],
    /// The same rules as they are written.
    pub(crate) entries: Vec<&'a RuleEntry>,
    /// What rules may read of each product: without its links, and without what is in its text only.
    pub(crate) products: Vec<Product>,
    /// The products as they are written, without their links.
    pub(crate) texts: Texts,
    /// The links of the places that have some, by relation; those that no unit shows are left out.
    links: HashMap<u32, [Vec<Link>; 3]>,
    /// The lists of the places that have some.
    lists: HashMap<u32, Lists>,
    /// The lists that belong to no product.
    pub(crate) shop_lists: &'a Lists,
    /// The number of each SKU, for the circle of candidates and for lookups.
    pub(crate) hashes: Vec<u32>,
    /// How many bytes of text each product is, about.
    pub(crate) sizes: Vec<u32>,
    /// The products that a card may be of: those with a page, but for those whose SKU an earlier one has.
    pub(crate) showable: Bits,
    /// The products that can be bought.
    pub(crate) in_stock: Bits,
    /// Places of products whose SKU an earlier product has, in order: nobody gets to see them.
    repeated: Vec<u32>,
    /// The rank of each place.
    pub(crate) ranks: Vec<u32>,
    /// The place of each rank.
    pub(crate) places: Vec<u32>,
    /// What products say under the attributes that rules read.
    pub(crate) columns: Columns,
    /// Where SKUs lead.
    pub(crate) skus: Skus,
    /// Bundles by the SKUs that they contain.
    bundles: HashMap<Box<str>, Vec<u32>>,
    /// Customer groups that have prices of their own.
    pub(crate) groups: BTreeSet<String>,
}

/// What is made of some products, one after another.
#[derive(Default)]
struct Taken {
    links: Vec<(u32, [Vec<Link>; 3])>,
    lists: Vec<(u32, Lists)>,
    sizes: Vec<u32>,
    hashes: Vec<u32>,
    visible: Bits,
    in_stock: Bits,
    groups: BTreeSet<String>,
}

impl<'a> Parts<'a> {
    /// Takes a feed apart. `header` has its rules as they are written, `read` the same ones as they are meant.
    pub(crate) fn of(header: &'a FeedFile, read: &'a Feed, mut products: Vec<Product>) -> Parts<'a> {
        let (settings, rules) = (&*read.settings, read.rules.as_slice());
        let taken = on_pieces(&mut products, PIECE, |number, piece| Taken::from(piece, number * PIECE, settings));
        let (mut all, mut texts) = (Taken::default(), Vec::with_capacity(taken.len()));
        for (taken, text) in taken {
            all.append(taken);
            texts.push(text);
        }
        let Taken { links, lists, sizes, hashes, visible: mut showable, in_stock, groups } = all;
        let columns = Columns::of(settings, rules, &products);
        let ((skus, repeated), ranks) = both(|| Skus::of(&products, &hashes), || ranks(&products, &columns, rules));
        let mut places = vec![0; ranks.len()];
        for (place, rank) in ranks.iter().enumerate() {
            places[*rank as usize] = place as u32;
        }
        let mut entries: Vec<&RuleEntry> = header.rules.iter().collect();
        entries.sort_by_key(|rule| rule.priority);
        showable.remove(&repeated);
        Parts {
            showable,
            in_stock,
            settings,
            rules,
            entries,
            texts: Texts::of(texts),
            links: links.into_iter().collect(),
            lists: lists.into_iter().collect(),
            shop_lists: &header.lists,
            hashes,
            sizes,
            repeated,
            ranks,
            places,
            columns,
            skus,
            bundles: if shows_links(settings)[1] { bundles(&products) } else { HashMap::new() },
            groups,
            products,
        }
    }

    /// Frees everything, the products on two cores: they are millions of small texts.
    pub(crate) fn let_go(self) {
        drop(self.texts);
        let products = Mutex::new(self.products.into_iter());
        // A handful at once: half of them would have to be moved to memory that the system clears first.
        let next = || products.lock().unwrap_or_else(PoisonError::into_inner).by_ref().take(HANDFUL).collect();
        let free = || while !Vec::<Product>::is_empty(&next()) {};
        both(free, free);
    }

    pub(crate) fn n_products(&self) -> usize {
        self.products.len()
    }

    /// The links of the product at a place, by relation.
    pub(crate) fn links(&self, place: u32) -> &[Vec<Link>; 3] {
        self.links.get(&place).unwrap_or(&NO_LINKS)
    }

    /// The lists of the product at a place.
    pub(crate) fn lists(&self, place: u32) -> &Lists {
        self.lists.get(&place).unwrap_or(&NO_LISTS)
    }

    /// The place that a SKU leads to: of the product itself, else of the first that it is a variant of.
    pub(crate) fn place(&self, sku: &str) -> Option<u32> {
        self.skus.place(&self.products, sku)
    }

    /// Whether an earlier product has the SKU of this one: then nobody gets to see it.
    pub(crate) fn is_repeated(&self, place: u32) -> bool {
        self.repeated.binary_search(&place).is_ok()
    }

    /// The bundles that contain a product or one of its variants.
    pub(crate) fn bundles_with(&self, product: &Product) -> impl Iterator<Item = u32> {
        let skus = std::iter::once(&product.sku).chain(&product.variants);
        skus.filter_map(|sku| self.bundles.get(sku.as_str())).flatten().copied()
    }
}

/// So many products are freed at once.
const HANDFUL: usize = 256;

/// Of a product that has none.
pub(crate) static NO_LINKS: [Vec<Link>; 3] = [Vec::new(), Vec::new(), Vec::new()];
pub(crate) static NO_LISTS: Lists = Lists::new();

impl Taken {
    /// Takes from products what only their texts need to have. The first of them stands at the place `first`.
    fn from(products: &mut [Product], first: usize, settings: &Settings) -> (Taken, Piece) {
        settings.apply_types(products);
        let is_shown = shows_links(settings);
        let links = (first as u32..).zip(products.iter_mut()).map(|(place, one)| (place, take_links(one, is_shown)));
        let links = links.filter(|(_, links)| links.iter().any(|links| !links.is_empty())).collect();
        let lists =
            (first as u32..).zip(products.iter_mut()).map(|(place, one)| (place, std::mem::take(&mut one.lists)));
        let lists = lists.filter(|(_, lists)| !lists.is_empty()).collect();
        let taken = Taken {
            visible: Bits::of(products.len(), |place| products[place as usize].visible),
            in_stock: Bits::of(products.len(), |place| products[place as usize].in_stock),
            groups: products.iter().flat_map(|product| &product.group_prices).map(|(group, _)| group.clone()).collect(),
            links,
            lists,
            sizes: products.iter().map(size).collect(),
            hashes: products.iter().map(|product| hash::of_sku(&product.sku)).collect(),
        };
        let text = Piece::of(products);
        for product in products {
            // No rule reads them.
            (product.url, product.image) = Default::default();
        }
        (taken, text)
    }

    /// Adds what is made of the products behind, where all pieces before are whole.
    fn append(&mut self, behind: Taken) {
        self.links.extend(behind.links);
        self.lists.extend(behind.lists);
        self.sizes.extend(behind.sizes);
        self.hashes.extend(behind.hashes);
        self.visible.append(behind.visible);
        self.in_stock.append(behind.in_stock);
        self.groups.extend(behind.groups);
    }
}

/// Whether the unit of each relation shows chosen products at all.
fn shows_links(settings: &Settings) -> [bool; 3] {
    Relation::ALL.map(|relation| {
        let unit = settings.unit(relation);
        unit.active && unit.show != kindred_core::feed::Show::Rules
    })
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

fn take_links(product: &mut Product, is_shown: [bool; 3]) -> [Vec<Link>; 3] {
    let Product { related, up_sell, cross_sell, .. } = product;
    let mut links = [related, up_sell, cross_sell].map(std::mem::take);
    for (links, is_shown) in links.iter_mut().zip(is_shown) {
        if !is_shown {
            links.clear();
        }
    }
    links
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
