//! Rotation: what chance may do, what it may not, and how often it does it.

use super::{Entry, Lots, log2, rotate};
use crate::feed::Rotation;
use alloc::format;
use alloc::vec::Vec;
use proptest::prelude::*;

const BY_CHANCE: [Rotation; 2] = [Rotation::PriorityThenRandom, Rotation::WeightedRandom];

/// Entries of these priorities, with the lots of a seed.
fn entries(priorities: &[u32], seed: u32) -> Vec<Entry> {
    let lots = Lots::new(seed, &["test"]);
    let entry = |(place, priority): (usize, &u32)| Entry {
        priority: *priority,
        rank: place as u64,
        lot: lots.of(&format!("SKU-{place}")),
    };
    priorities.iter().enumerate().map(entry).collect()
}

#[test]
fn by_id_keeps_the_order_within_a_priority() {
    let mut entries = entries(&[1, 1, 1, 2, 2], 0);
    entries[0].rank = 9;
    assert_eq!(rotate(Rotation::PriorityThenId, &entries, 4), [1, 2, 0, 3]);
}

#[test]
fn logarithms_are_right_to_six_digits() {
    for number in [1u32, 2, 3, 4, 6, 10, 1000, 65_537, u32::MAX / 3, u32::MAX] {
        let expected = f64::from(number).log2();
        let found = log2(number) as f64 / f64::from(1 << super::LOG_DIGITS);
        assert!((expected - found).abs() < 2e-6, "{number}: {expected} {found}");
    }
}

/// How often each entry shows, over many seeds.
fn frequencies(rotation: Rotation, priorities: &[u32], left: usize, n_seeds: u32) -> Vec<f64> {
    let mut counts = alloc::vec![0u32; priorities.len()];
    for seed in 0..n_seeds {
        for shown in rotate(rotation, &entries(priorities, seed), left) {
            counts[shown] += 1;
        }
    }
    counts.iter().map(|count| f64::from(*count) / f64::from(n_seeds)).collect()
}

/// What the documented way of drawing gives: one after the other, each with its weight against those that are left.
/// Computed over every order in which `left` entries can be drawn.
fn documented(weights: &[f64], left: usize) -> Vec<f64> {
    fn draw(weights: &[f64], gone: &mut Vec<usize>, chance: f64, left: usize, shown: &mut [f64]) {
        if left == 0 {
            return;
        }
        let total: f64 = (0..weights.len()).filter(|place| !gone.contains(place)).map(|place| weights[place]).sum();
        for place in 0..weights.len() {
            if gone.contains(&place) {
                continue;
            }
            let chance = chance * weights[place] / total;
            shown[place] += chance;
            gone.push(place);
            draw(weights, gone, chance, left - 1, shown);
            gone.pop();
        }
    }
    let mut shown = alloc::vec![0.0; weights.len()];
    draw(weights, &mut Vec::new(), 1.0, left, &mut shown);
    shown
}

/// Four standard deviations of a frequency over 20,000 draws at its widest: one test in 16,000 would miss by chance, and
/// the seeds are fixed.
const TOLERANCE: f64 = 4.0 * 0.5 / 141.4;

#[test]
fn weighted_random_draws_as_often_as_the_documented_weights_say() {
    let ln = |parameter: f64| parameter.ln();
    for (priorities, weights, left) in [
        (&[1u32, 2][..], &[ln(4.0), ln(2.0)][..], 1),
        (&[1, 1, 2, 3, 3], &[ln(6.0), ln(6.0), ln(4.0), ln(2.0), ln(2.0)], 1),
        (&[1, 1, 2, 3, 3], &[ln(6.0), ln(6.0), ln(4.0), ln(2.0), ln(2.0)], 3),
        (&[0, 5, 5, 9, 12, 40], &[ln(10.0), ln(8.0), ln(8.0), ln(6.0), ln(4.0), ln(2.0)], 2),
    ] {
        let found = frequencies(Rotation::WeightedRandom, priorities, left, 20_000);
        for (found, expected) in found.iter().zip(documented(weights, left)) {
            assert!((found - expected).abs() < TOLERANCE, "{priorities:?} {left}: {found} against {expected}");
        }
    }
}

#[test]
fn random_within_a_priority_gives_each_the_same_chance() {
    let found = frequencies(Rotation::PriorityThenRandom, &[1, 2, 2, 2, 2, 3], 3, 20_000);
    let expected = [1.0, 0.5, 0.5, 0.5, 0.5, 0.0];
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < TOLERANCE, "{found} against {expected}");
    }
}

#[test]
fn a_product_that_leaves_moves_no_other() {
    for rotation in BY_CHANCE {
        for seed in 0..50 {
            let all = entries(&[1, 1, 1, 1, 2, 2, 2], seed);
            let shown = rotate(rotation, &all, 4);
            let gone = shown[0];
            let rest: Vec<Entry> =
                all.iter().enumerate().filter(|(place, _)| *place != gone).map(|(_, entry)| *entry).collect();
            let place = |shown: usize| if shown < gone { shown } else { shown + 1 };
            let again: Vec<usize> = rotate(rotation, &rest, 4).into_iter().map(place).collect();
            let stayed: Vec<usize> = again.into_iter().filter(|place| shown.contains(place)).collect();
            assert_eq!(stayed, shown[1..], "{rotation:?} {seed}");
        }
    }
}

proptest! {
    #[test]
    fn a_rotation_keeps_the_limit_repeats_nothing_and_shows_in_order_of_priority(
        mut priorities in proptest::collection::vec(0u32..5, 0..40), seed in any::<u32>(), left in 0usize..30,
    ) {
        priorities.sort_unstable();
        let entries = entries(&priorities, seed);
        for rotation in [Rotation::PriorityThenId, BY_CHANCE[0], BY_CHANCE[1]] {
            let shown = rotate(rotation, &entries, left);
            prop_assert_eq!(shown.len(), left.min(entries.len()));
            prop_assert!(shown.is_sorted_by_key(|place| entries[*place].priority));
            prop_assert_eq!(&shown, &rotate(rotation, &entries, left), "same seed, same result");
            let mut once = shown.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!(once.len(), shown.len());
            if rotation != Rotation::WeightedRandom {
                let highest: Vec<u32> = shown.iter().map(|place| entries[*place].priority).collect();
                prop_assert_eq!(&highest, &priorities[..highest.len()], "a lower priority only fills what is left");
            }
        }
    }
}
