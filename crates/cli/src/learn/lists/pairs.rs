//! Counts pairs in bounded memory: in a table while they are few, in temporary files by the product on the page when
//! they are many. Weights are whole numbers, so that it does not matter when and where they are added up.

use crate::learn::spill::{Record, Spill};
use hashbrown::HashMap;
use std::io;

/// The weight of two products together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Pair {
    pub(crate) page: u32,
    pub(crate) other: u32,
    pub(crate) weight: i64,
}

/// Pairs and their weights so far.
pub(crate) struct Pairs {
    table: HashMap<u64, i64>,
    /// How many pairs the table may have.
    limit: usize,
    spill: Spill<Pair>,
    n_products: usize,
}

/// A bucket of a thousand million pairs has four million.
const N_BUCKETS: usize = 256;
/// How much a pair takes in the table, with room to grow.
const BYTES_IN_TABLE: usize = 40;

impl Record for Pair {
    const BYTES: usize = 16;

    fn put(&self, bytes: &mut Vec<u8>) {
        bytes.extend(self.page.to_le_bytes());
        bytes.extend(self.other.to_le_bytes());
        bytes.extend(self.weight.to_le_bytes());
    }

    fn take(bytes: &[u8]) -> Pair {
        let short = |start: usize| u32::from_le_bytes(std::array::from_fn(|byte| bytes[start + byte]));
        let weight = i64::from_le_bytes(std::array::from_fn(|byte| bytes[8 + byte]));
        Pair { page: short(0), other: short(4), weight }
    }
}

impl Pairs {
    /// None yet, of so many products, within so many bytes.
    pub(crate) fn new(n_products: usize, memory: usize) -> Pairs {
        let limit = (memory / 2 / BYTES_IN_TABLE).max(1);
        Pairs { table: HashMap::new(), limit, spill: Spill::new(N_BUCKETS, memory / 4), n_products }
    }

    /// Adds to the weight of a pair.
    pub(crate) fn add(&mut self, page: u32, other: u32, weight: i64) -> io::Result<()> {
        *self.table.entry(u64::from(page) << 32 | u64::from(other)).or_default() += weight;
        if self.table.len() > self.limit { self.write_out() } else { Ok(()) }
    }

    fn write_out(&mut self) -> io::Result<()> {
        for (key, weight) in self.table.drain() {
            let pair = pair(key, weight);
            let bucket = pair.page as usize * N_BUCKETS / self.n_products.max(1);
            self.spill.push(bucket, &pair)?;
        }
        Ok(())
    }

    /// Shows the pairs of each product that has any, by product and then by the other one.
    pub(crate) fn each_page(mut self, mut show: impl FnMut(&[Pair])) -> io::Result<()> {
        if self.spill.len() == 0 {
            let mut pairs: Vec<Pair> = self.table.drain().map(|(key, weight)| pair(key, weight)).collect();
            show_pages(&mut pairs, &mut show);
            return Ok(());
        }
        self.write_out()?;
        self.table = HashMap::new();
        for bucket in 0..self.spill.n_buckets() {
            show_pages(&mut self.spill.bucket(bucket)?, &mut show);
        }
        Ok(())
    }
}

fn pair(key: u64, weight: i64) -> Pair {
    Pair { page: (key >> 32) as u32, other: key as u32, weight }
}

fn show_pages(pairs: &mut Vec<Pair>, show: &mut impl FnMut(&[Pair])) {
    pairs.sort_unstable_by_key(|pair| (pair.page, pair.other));
    pairs.dedup_by(|next, kept| {
        let same = (next.page, next.other) == (kept.page, kept.other);
        if same {
            kept.weight += next.weight;
        }
        same
    });
    pairs.chunk_by(|one, other| one.page == other.page).for_each(show);
}

#[cfg(test)]
mod tests {
    use super::{Pair, Pairs};
    use proptest::prelude::{prop_assert_eq, proptest};

    fn counted(pairs: &[(u32, u32, i64)], memory: usize) -> Vec<Pair> {
        let mut counts = Pairs::new(9, memory);
        pairs.iter().for_each(|(page, other, weight)| counts.add(*page, *other, *weight).unwrap());
        let mut found = Vec::new();
        counts.each_page(|page| found.extend_from_slice(page)).unwrap();
        found
    }

    proptest! {
        #[test]
        fn weights_are_the_same_however_little_fits_into_memory(
            pairs in proptest::collection::vec((0..9u32, 0..9u32, 1..50i64), 0..200),
            memory in 0..4000usize,
        ) {
            prop_assert_eq!(counted(&pairs, memory), counted(&pairs, usize::MAX));
        }
    }

    #[test]
    fn pairs_come_by_product_and_then_by_the_other_one() {
        let found = counted(&[(2, 1, 5), (0, 8, 1), (2, 0, 3), (2, 1, 4)], 0);
        let of = |page, other, weight| Pair { page, other, weight };
        assert_eq!(found, [of(0, 8, 1), of(2, 0, 3), of(2, 1, 9)]);
    }
}
