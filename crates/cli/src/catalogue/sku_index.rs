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
    exact: HashTable<u32>,
    /// By letters in lower case, made when a SKU is first looked for in vain.
    folded: OnceLock<HashTable<u32>>,
    hashes: DefaultHashBuilder,
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
        let hash_of = |item: usize| self.hashes.hash_one(items[item].sku.as_str());
        let is_it = |known: &u32| items[*known as usize].sku == items[item].sku;
        match self.exact.entry(hash_of(item), is_it, |known| hash_of(*known as usize)) {
            Entry::Occupied(first) => Err(*first.get() as usize),
            Entry::Vacant(free) => {
                free.insert(u32::try_from(item).unwrap_or(u32::MAX));
                Ok(())
            }
        }
    }

    /// The item of that SKU, letter by letter.
    pub(crate) fn find_exact(&self, items: &[Item], sku: &str) -> Option<usize> {
        let is_it = |known: &u32| items[*known as usize].sku == sku;
        self.exact.find(self.hashes.hash_one(sku), is_it).map(|item| *item as usize)
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
