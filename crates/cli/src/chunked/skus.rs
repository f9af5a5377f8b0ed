//! Where SKUs lead: sorted by their numbers, as lookup files have them, and without a copy of their texts.

use crate::cores::jobs;
use kindred_core::feed::Product;
use kindred_core::hash;

/// Every SKU that leads somewhere.
pub(crate) struct Skus(Vec<Entry>);

/// A SKU and the product that it leads to.
#[derive(Clone, Copy)]
struct Entry {
    /// The SKU's number.
    hash: u32,
    place: u32,
    /// 0 for the product's own SKU, 1 for its first variant's.
    variant: u32,
}

/// How many parts are sorted by themselves.
const N_PARTS: u32 = 4;

impl Skus {
    /// Finds out where each SKU leads: to the product itself, else to the first that it is a variant of. Also gives the
    /// places of the products whose SKU an earlier one has.
    pub(crate) fn of(products: &[Product], hashes: &[u32]) -> (Skus, Vec<u32>) {
        let parts = jobs(N_PARTS as usize, |part| {
            let is_mine = |hash: u32| hash / (u32::MAX / N_PARTS + 1) == part as u32;
            let mut entries = Vec::with_capacity(products.len() / N_PARTS as usize);
            for ((place, product), hash) in (0..).zip(products).zip(hashes) {
                let own = (0, *hash);
                let variants = (1..).zip(&product.variants).map(|(variant, sku)| (variant, hash::of_sku(sku)));
                let mine = std::iter::once(own).chain(variants).filter(|(_, hash)| is_mine(*hash));
                entries.extend(mine.map(|(variant, hash)| Entry { hash, place, variant }));
            }
            entries.sort_unstable_by(|a, b| {
                let texts = || a.sku(products).cmp(b.sku(products));
                a.hash.cmp(&b.hash).then_with(texts).then((a.variant > 0, a.place).cmp(&(b.variant > 0, b.place)))
            });
            entries
        });
        let mut skus = Skus(parts.concat());
        let repeated = skus.keep_first(products);
        (skus, repeated)
    }

    /// Keeps of each SKU what it leads to. A product whose SKU an earlier one has answers to nothing, nor do its variants.
    fn keep_first(&mut self, products: &[Product]) -> Vec<u32> {
        let is_same = |a: &Entry, b: &Entry| a.hash == b.hash && a.sku(products) == b.sku(products);
        let mut repeated = Vec::new();
        for pair in self.0.windows(2).filter(|pair| pair[1].variant == 0 && is_same(&pair[0], &pair[1])) {
            repeated.push(pair[1].place);
        }
        repeated.sort_unstable();
        if !repeated.is_empty() {
            self.0.retain(|entry| repeated.binary_search(&entry.place).is_err());
        }
        self.0.dedup_by(|later, first| is_same(first, later));
        repeated
    }

    /// The place that a SKU leads to.
    pub(crate) fn place(&self, products: &[Product], sku: &str) -> Option<u32> {
        let hash = hash::of_sku(sku);
        let from = self.0.partition_point(|entry| entry.hash < hash);
        let mut equal = self.0[from..].iter().take_while(|entry| entry.hash == hash);
        equal.find(|entry| entry.sku(products) == sku).map(|entry| entry.place)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Those that a lookup file has, where files are named by so many bits of a SKU's number: the numbers, and where they
    /// lead.
    pub(crate) fn of_lookup(&self, file: u32, bits: u32) -> impl Iterator<Item = (u32, u32)> {
        let of = |entry: &Entry| entry.hash.checked_shr(u32::BITS - bits).unwrap_or(0);
        let range = self.0.partition_point(|entry| of(entry) < file)..self.0.partition_point(|entry| of(entry) <= file);
        self.0[range].iter().map(|entry| (entry.hash, entry.place))
    }
}

impl Entry {
    fn sku<'p>(&self, products: &'p [Product]) -> &'p str {
        let product = &products[self.place as usize];
        match self.variant.checked_sub(1) {
            Some(variant) => &product.variants[variant as usize],
            None => &product.sku,
        }
    }
}
