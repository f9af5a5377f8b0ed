//! Weights in thousandths, as whole numbers: sums of them are the same in any order and on any machine, so that a
//! warehouse that counts in SQL comes to the same lists. Roots are the only other arithmetic; IEEE 754 rounds them exactly.

use super::rules::{Closeness, DAY, PairRule, Recency, Size};

/// The weight of what happened just now, to be multiplied.
pub(crate) const UNIT: i64 = 1000;

/// Weights by age, for days counted back from the end.
#[derive(Clone, Debug)]
pub(crate) struct Ages {
    /// The first second that is not counted any more.
    pub(crate) end: i64,
    /// By age in days.
    pub(crate) weights: Vec<i64>,
}

impl Ages {
    pub(crate) fn new(recency: Recency, end: i64) -> Ages {
        let n_days = recency.window_days as usize;
        let Some(daily) = daily(recency.half_life_days) else {
            return Ages { end, weights: vec![UNIT; n_days] };
        };
        let mut weight = UNIT as f64;
        let by_age = std::iter::repeat_with(|| {
            let rounded = (weight + 0.5).floor() as i64;
            weight *= daily;
            rounded
        });
        Ages { end, weights: by_age.take(n_days).take_while(|weight| *weight > 0).collect() }
    }

    /// The weight of a second; none, if it is before the window or after the end.
    pub(crate) fn of(&self, time: i64) -> Option<i64> {
        let age = usize::try_from((self.end - 1 - time).div_euclid(DAY)).ok()?;
        self.weights.get(age).copied()
    }
}

/// What a day leaves of a weight: the number that gives one half if multiplied so many times. It is searched for by
/// halving, since powers are not rounded alike everywhere.
fn daily(half_life_days: u32) -> Option<f64> {
    if half_life_days == 0 {
        return None;
    }
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle: f64 = (low + high) / 2.0;
        let left = (0..half_life_days).fold(1.0, |left, _| left * middle);
        if left < 0.5 { low = middle } else { high = middle }
    }
    Some(high)
}

/// The weight of a basket with so many products: each says less about the others, the more there are.
pub(crate) fn of_size(size: Size, n_products: usize) -> i64 {
    let root = (n_products as f64).sqrt();
    let divisor = match size {
        Size::Same => 1.0,
        Size::Root => root,
        Size::FourthRoot => root.sqrt(),
    };
    (UNIT as f64 / divisor + 0.5).floor() as i64
}

/// The weight of two products that stand so far apart in a basket, neighbours being at 1.
pub(crate) fn of_distance(closeness: Closeness, distance: u32) -> i64 {
    let distance = f64::from(distance);
    let divisor = match closeness {
        Closeness::Same => 1.0,
        Closeness::FourthRoot => distance.sqrt().sqrt(),
        Closeness::Inverse => distance,
    };
    (UNIT as f64 / divisor + 0.5).floor() as i64
}

/// The weights of both directions: of the later product on the page of the earlier one, and the other way round.
pub(crate) fn of_directions(rule: &PairRule, distance: u32) -> (i64, i64) {
    let weight = of_distance(rule.closeness, distance);
    (weight, weight * i64::from(rule.backward) / UNIT)
}

#[cfg(test)]
mod tests {
    use super::{Ages, of_distance, of_size};
    use crate::learn::lists::rules::{Closeness, DAY, Recency, Size};

    #[test]
    fn a_weight_halves_with_each_half_life_and_ends_with_the_window() {
        let ages = Ages::new(Recency { window_days: 22, half_life_days: 7 }, 100 * DAY);
        let of = |age: i64| ages.of(100 * DAY - 1 - age * DAY);
        assert_eq!(
            [of(0), of(1), of(7), of(14), of(21), of(22)],
            [Some(1000), Some(906), Some(500), Some(250), Some(125), None]
        );
        assert_eq!(ages.of(100 * DAY), None);
        assert_eq!(ages.of(99 * DAY), Some(1000));
        assert_eq!(ages.of(99 * DAY - 1), Some(906));
    }

    #[test]
    fn without_a_half_life_all_days_of_the_window_are_alike() {
        let ages = Ages::new(Recency { window_days: 3, half_life_days: 0 }, 0);
        assert_eq!(ages.weights, [1000, 1000, 1000]);
    }

    #[test]
    fn days_whose_weight_rounds_to_nothing_are_not_counted() {
        let ages = Ages::new(Recency { window_days: 400, half_life_days: 7 }, 0);
        assert_eq!((ages.weights.len(), ages.weights.last()), (77, Some(&1)));
    }

    #[test]
    fn large_baskets_and_distant_places_say_less() {
        assert_eq!([1, 2, 4, 100].map(|n| of_size(Size::Root, n)), [1000, 707, 500, 100]);
        assert_eq!([1, 2, 16].map(|n| of_distance(Closeness::FourthRoot, n)), [1000, 841, 500]);
        assert_eq!([1, 2, 3].map(|n| of_distance(Closeness::Inverse, n)), [1000, 500, 333]);
        assert_eq!(of_size(Size::FourthRoot, 16), 500);
        assert_eq!((of_size(Size::Same, 9), of_distance(Closeness::Same, 9)), (1000, 1000));
    }
}
