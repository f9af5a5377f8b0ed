//! What a page loads of a feed, weighed on some of its files: compressing all of a large feed would take longer than
//! making it.

use crate::write::{Weight, weigh};
use kindred_core::candidates::BLOCK;
use std::sync::{Mutex, PoisonError};

/// What a product's page loads.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PageWeight {
    /// How many files.
    pub requests: usize,
    /// What they weigh together, in the middle of all pages looked at.
    pub median: Weight,
    /// What they weigh together at most, as far as was looked.
    pub most: Weight,
}

impl PageWeight {
    pub(super) fn of_one_file(weight: Weight) -> PageWeight {
        PageWeight { requests: 1, median: weight, most: weight }
    }
}

/// How many chunks are weighed, about.
const N_CHUNKS: usize = 32;
/// Of how many lookup files one is weighed.
const LOOKUPS_TO_ONE: u32 = 64;

/// Weighs files as they pass.
pub(super) struct Scales {
    /// Of how many blocks the chunks of one are weighed.
    blocks_to_one: u32,
    chunks: Mutex<Vec<Weight>>,
    lookups: Mutex<Vec<Weight>>,
    /// What the lists of the shop's types weigh, which a page with recommendations loads too.
    lists: Mutex<Vec<Weight>>,
}

impl Scales {
    pub(super) fn for_products(n_products: usize) -> Scales {
        let blocks_to_one = n_products.div_ceil(BLOCK as usize * N_CHUNKS).max(1) as u32;
        Scales { blocks_to_one, chunks: Mutex::default(), lookups: Mutex::default(), lists: Mutex::default() }
    }

    pub(super) fn look_at(&self, path: &str, text: &[u8]) {
        let number = |folder: &str| path.strip_prefix(folder)?.strip_suffix(".json")?.parse::<u32>().ok();
        let weighed = match (number("chunk/"), number("lookup/")) {
            (Some(number), _) if crate::chunked::block_of(number).is_multiple_of(self.blocks_to_one) => &self.chunks,
            (_, Some(number)) if number.is_multiple_of(LOOKUPS_TO_ONE) => &self.lookups,
            _ if path == "list/0.json" => &self.lists,
            _ => return,
        };
        let weight = weigh(text);
        weighed.lock().unwrap_or_else(PoisonError::into_inner).push(weight);
    }

    pub(super) fn page(self, pointer: Weight) -> PageWeight {
        let [chunks, lookups, lists] = [self.chunks, self.lookups, self.lists].map(|all| {
            let mut all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
            all.sort_unstable_by_key(|weight| (weight.brotli, weight.raw));
            all
        });
        let sum = |pick: fn(&[Weight]) -> Option<&Weight>| {
            [Some(&pointer), pick(&chunks), pick(&lookups), lists.first()].into_iter().flatten().fold(
                Weight::default(),
                |sum, weight| Weight { raw: sum.raw + weight.raw, brotli: sum.brotli + weight.brotli },
            )
        };
        let requests = 3 + lists.len();
        PageWeight { requests, median: sum(|all| all.get(all.len() / 2)), most: sum(|all| all.last()) }
    }
}
