//! Finds items by SKU: as it is written, else without regard to letter case, as Magento does. It has no text of its own:
//! an entry is an item's number, and the item says whether it is the one.

use super::Item;
use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;
use std::sync::OnceLock;

/// Items by SKU; of equal SKUs the first counts.
#[derive(Clone, Debug, Default)]
pub(crate) struct SkuIndex {
    exact: HashTable<Known>,
    /// By letters in lower case, made when a SKU is first looked for in vain.
    folded: OnceLock<HashTable<u32>>,
    hashes: DefaultHashBuilder,
}

/// An item, and what its SKU hashes to: most SKUs that are not its own are told apart without a look at it.
#[derive(Clone, Copy, Debug)]
struct Known {
    item: u32,
    hash: u32,
}

impl Known {
    /// Spreads the hash over all bits again.
    fn spread(hash: u32) -> u64 {
        u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
}

impl SkuIndex {
    /// The index of these items.
    pub(crate) fn of_items(items: &[Item]) -> SkuIndex {
        let mut index = SkuIndex { exact: HashTable::with_capacity(items.len()), ..SkuIndex::default() };
        for item in 0..items.len() {
            // Of equal SKUs, the first stays.
            let _ = index.insert(items, item);
        }
        index
    }

    /// Whether every one of these items is in it.
    pub(crate) fn has_all(&self, items: &[Item]) -> bool {
        self.exact.len() == items.len()
    }

    /// Adds an item; gives the one that has its SKU already.
    pub(crate) fn insert(&mut self, items: &[Item], item: usize) -> Result<(), usize> {
        let sku = items[item].sku.as_str();
        let hash = self.hash(sku);
        let is_it = |known: &Known| known.hash == hash && items[known.item as usize].sku == sku;
        match self.exact.entry(Known::spread(hash), is_it, |known| Known::spread(known.hash)) {
            Entry::Occupied(first) => Err(first.get().item as usize),
            Entry::Vacant(free) => {
                free.insert(Known { item: u32::try_from(item).unwrap_or(u32::MAX), hash });
                Ok(())
            }
        }
    }

    /// The item of that SKU, letter by letter.
    pub(crate) fn find_exact(&self, items: &[Item], sku: &str) -> Option<usize> {
        let hash = self.hash(sku);
        let is_it = |known: &Known| known.hash == hash && items[known.item as usize].sku == sku;
        self.exact.find(Known::spread(hash), is_it).map(|known| known.item as usize)
    }

    fn hash(&self, sku: &str) -> u32 {
        (self.hashes.hash_one(sku) >> 32) as u32
    }

    /// The item of that SKU. The items must be those of the index, in their order.
    pub(crate) fn find(&self, items: &[Item], sku: &str) -> Option<usize> {
        self.find_exact(items, sku).or_else(|| {
            let sku = sku.to_lowercase();
            let is_it = |known: &u32| items[*known as usize].sku.to_lowercase() == sku;
            let folded = self.folded.get_or_init(|| self.fold(items));
            folded.find(self.hashes.hash_one(sku.as_str()), is_it).map(|item| *item as usize)
        })
    }

    fn fold(&self, items: &[Item]) -> HashTable<u32> {
        let hash = |item: u32| self.hashes.hash_one(items[item as usize].sku.to_lowercase().as_str());
        let mut folded: HashTable<u32> = HashTable::with_capacity(items.len());
        for item in (0u32..).take(items.len()) {
            let sku = items[item as usize].sku.to_lowercase();
            let is_it = |known: &u32| items[*known as usize].sku.to_lowercase() == sku;
            let hash_of_sku = self.hashes.hash_one(sku.as_str());
            if folded.find(hash_of_sku, is_it).is_none() {
                folded.insert_unique(hash_of_sku, item, |known| hash(*known));
            }
        }
        folded
    }
}
