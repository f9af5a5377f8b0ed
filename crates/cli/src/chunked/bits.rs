//! One bit for each product of a feed.

/// Bits by place.
#[derive(Clone, Default)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    /// Those of the places from 0 to `n - 1` that satisfy something.
    pub(crate) fn of(n: usize, is_in: impl Fn(u32) -> bool) -> Bits {
        let word = |word: usize| {
            let places = word as u32 * u64::BITS..n.min((word + 1) * u64::BITS as usize) as u32;
            places.rev().fold(0, |bits, place| bits << 1 | u64::from(is_in(place)))
        };
        Bits((0..n.div_ceil(u64::BITS as usize)).map(word).collect())
    }

    /// Adds those of the places behind, where there are none but whole words before.
    pub(crate) fn append(&mut self, mut behind: Bits) {
        self.0.append(&mut behind.0);
    }

    /// Takes some places out.
    pub(crate) fn remove(&mut self, places: &[u32]) {
        for place in places {
            self.0[(place / u64::BITS) as usize] &= !(1 << (place % u64::BITS));
        }
    }

    /// Whether a place is one of them.
    pub(crate) fn has(&self, place: u32) -> bool {
        self.0[(place / u64::BITS) as usize] >> (place % u64::BITS) & 1 == 1
    }

    /// How many they are.
    pub(crate) fn count(&self) -> usize {
        self.0.iter().map(|bits| bits.count_ones() as usize).sum()
    }
}
