//! Chance that falls the same on every machine and with every version of every library.
//!
//! A library may change its numbers with a release, and then the catalogue of a seed would be another one. So this is
//! SplitMix64 (Steele, Lea and Flood, 2014), which is a few lines, over whole numbers only. Every row has dice of its
//! own, thrown from its place in the shop: what one row draws does not shift the next one.

/// Throws of dice.
pub(crate) struct Dice(u64);

impl Dice {
    /// The dice of one place in the shop.
    pub(crate) fn at(seed: u64, place: &[usize]) -> Dice {
        place.iter().fold(Dice(seed), |mut dice, step| {
            let mixed = dice.next();
            Dice(mixed ^ (*step as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        })
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `n`.
    pub(crate) fn below(&mut self, n: u32) -> u32 {
        (((self.next() >> 32) * u64::from(n)) >> 32) as u32
    }

    /// A place in a list of `n`.
    pub(crate) fn place(&mut self, n: usize) -> usize {
        self.below(n as u32) as usize
    }

    /// Yes, so many times out of so many.
    pub(crate) fn chance(&mut self, yes: u32, of: u32) -> bool {
        self.below(of) < yes
    }

    /// One of these.
    pub(crate) fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.place(list.len())]
    }

    /// The place of one of these weights, each as likely as it is heavy; `None` where nothing weighs anything.
    pub(crate) fn weighted(&mut self, weights: &[u32]) -> Option<usize> {
        let total = weights.iter().sum();
        let mut left = if total == 0 { return None } else { self.below(total) };
        weights.iter().position(|weight| match left.checked_sub(*weight) {
            Some(rest) => {
                left = rest;
                false
            }
            None => true,
        })
    }

    /// One of the values beside these weights.
    pub(crate) fn drawn<T: Copy>(&mut self, table: &[(T, u32)]) -> T {
        let mut left = self.below(table.iter().map(|(_, weight)| weight).sum());
        for (value, weight) in table {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return *value,
            }
        }
        table[0].0
    }

    /// A number as those are spread whose quantiles, at equal steps, these are.
    pub(crate) fn spread(&mut self, quantiles: &[u32]) -> u32 {
        let step = self.place(quantiles.len() - 1);
        let (low, high) = (quantiles[step], quantiles[step + 1]);
        low + self.below(high - low + 1)
    }

    /// So many of these places, each once, in the order in which they were drawn.
    pub(crate) fn several(&mut self, n: usize, of: usize) -> Vec<usize> {
        let mut chosen: Vec<usize> = Vec::with_capacity(n);
        while chosen.len() < n.min(of) {
            let place = self.place(of);
            if !chosen.contains(&place) {
                chosen.push(place);
            }
        }
        chosen
    }
}

/// A number that has none of the order of `n`: below `size` no two numbers have the same one.
pub(crate) fn scattered(n: usize, size: usize) -> usize {
    // A prime, and larger than any factor of the sizes that are asked for.
    (n as u64 * 2_038_074_743 % size as u64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_spread_keeps_to_its_quantiles() {
        let mut dice = Dice::at(1, &[]);
        let numbers: Vec<_> = (0..10_000).map(|_| dice.spread(&[5, 5, 10, 20, 100])).collect();
        let n_below = |bound| numbers.iter().filter(|number| **number < bound).count();
        assert!(numbers.iter().all(|number| (5..=100).contains(number)));
        assert!((4_400..4_800).contains(&n_below(10)), "{}", n_below(10));
        assert!((7_100..7_500).contains(&n_below(20)), "{}", n_below(20));
    }

    #[test]
    fn weights_are_kept_and_nothing_is_drawn_from_nothing() {
        let mut dice = Dice::at(1, &[]);
        let heavy = (0..1_000).filter(|_| dice.weighted(&[1, 0, 3]) == Some(2)).count();
        assert!((700..800).contains(&heavy), "{heavy}");
        assert_eq!((dice.weighted(&[0, 0]), dice.weighted(&[])), (None, None));
    }

    #[test]
    fn scattered_numbers_do_not_repeat() {
        for size in [27_000, 90_000_000] {
            let seen: BTreeSet<_> = (0..20_000).map(|n| scattered(n, size)).collect();
            assert_eq!(seen.len(), 20_000);
        }
    }
}
