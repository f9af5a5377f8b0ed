//! Which of the products that rules brought show, and in which order (reference, section 3.3).
//!
//! Chance is a lot that each product draws from the seed and its own SKU, so nobody keeps a state: the same seed gives
//! the same order in any browser, and when one product leaves, the others stay as they were.

use crate::feed::Rotation;
use crate::order;
use alloc::vec::Vec;
use core::cmp::Ordering;

/// What a rotation knows of a product.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// The priority of its rule; 1 is the highest.
    pub(crate) priority: u32,
    /// Its place without chance.
    pub(crate) rank: u64,
    /// Its place by chance.
    pub(crate) lot: u32,
}

/// The numbers of the entries that show, at most `left` of them, in the order in which they show. The entries are in
/// order of priority.
pub(crate) fn rotate(rotation: Rotation, entries: &[Entry], left: usize) -> Vec<usize> {
    let by = |key: fn(&Entry) -> u64| {
        let key = |index: usize| entries.get(index).map(|entry| (entry.priority, key(entry)));
        order::stable(entries.len(), &|a, b| key(a).cmp(&key(b)))
    };
    let mut shown = match rotation {
        Rotation::PriorityThenId => by(|entry| entry.rank),
        Rotation::PriorityThenRandom => by(|entry| u64::from(entry.lot)),
        Rotation::WeightedRandom => draw(entries, left),
    };
    shown.truncate(left);
    shown
}

/// Draws without putting back, a higher priority being likelier: the largest of `u ^ (1 / w)` for a lot `u` from 0 to 1,
/// with weights `w` of ln 2, ln 4, ln 6 and so on from the lowest priority up. Any base of the logarithm gives the
/// same order, and so does the smallest of `-log u / w`, which needs no power.
fn draw(entries: &[Entry], left: usize) -> Vec<usize> {
    let mut keys: Vec<(u64, u64)> = Vec::with_capacity(entries.len());
    let (mut parameter, mut priority) = (0, None);
    for entry in entries.iter().rev() {
        if priority != Some(entry.priority) {
            priority = Some(entry.priority);
            parameter += 2;
        }
        keys.push((log2(u32::MAX) - log2(entry.lot.max(1)), log2(parameter)));
    }
    keys.reverse();
    let key = |index: usize| keys.get(index).copied().unwrap_or_default();
    let smaller = |a, b| -> Ordering {
        let ((lot_a, weight_a), (lot_b, weight_b)) = (key(a), key(b));
        (lot_a * weight_b).cmp(&(lot_b * weight_a))
    };
    let mut drawn = order::stable(entries.len(), &smaller);
    drawn.truncate(left);
    // What was drawn shows in order of priority again.
    (0..entries.len()).filter(|index| drawn.contains(index)).collect()
}

/// How many binary digits of a logarithm stand behind the point.
const LOG_DIGITS: u32 = 20;

/// The binary logarithm, for numbers from 1.
fn log2(number: u32) -> u64 {
    let whole = 31 - number.leading_zeros().min(31);
    let mut mantissa = u64::from(number) << (31 - whole);
    let mut log = u64::from(whole);
    for _ in 0..LOG_DIGITS {
        mantissa = (mantissa * mantissa) >> 31;
        let digit = mantissa >> 32;
        mantissa >>= digit;
        log = (log << 1) | digit;
    }
    log
}

/// Where lots come from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lots(u64);

impl Lots {
    /// The lots of a seed; each of these texts gives other ones.
    pub(crate) fn new(seed: u32, texts: &[&str]) -> Lots {
        texts.iter().fold(Lots(u64::from(seed)), |lots, text| Lots(hash(lots.0, text)))
    }

    /// A product's lot, any number with the same chance.
    pub(crate) fn of(self, sku: &str) -> u32 {
        (hash(self.0, sku) >> 32) as u32
    }
}

/// FNV-1a, and then the finisher of SplitMix64, which makes close texts lie far apart.
fn hash(seed: u64, text: &str) -> u64 {
    let mut hash = seed ^ 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests;
