//! Lists of products for each product: how often two were seen together, and what that is worth.

use super::baskets::{Group, groups, visitors};
use super::pairs::{Pair, Pairs};
use super::rules::{PairRule, Recency, Share};
use super::weights::{Ages, UNIT, of_directions, of_size};
use super::{PageList, ranked, thousandths};
use crate::learn::log::Log;
use std::io;

/// What the counting of pairs comes to.
struct Count<'a> {
    rule: &'a PairRule,
    ages: Ages,
    rises: Ages,
    /// Weights of both directions by distance, neighbours first.
    distances: Vec<(i64, i64)>,
    pairs: Pairs,
    sums: Sums,
}

/// Weights of products.
struct Sums {
    /// On the page.
    from: Vec<i64>,
    /// Recommended.
    to: Vec<i64>,
    /// Recommended, by the half-life of what is on the rise.
    rising: Vec<i64>,
}

/// Weights of all that are recommended.
struct Whole {
    to: f64,
    rising: f64,
    n_products: f64,
}

/// The strongest score.
const TOP: i64 = 1000;
/// Distances whose weights are worked out once; beyond that each time.
const N_DISTANCES: u32 = 1000;

/// Makes the lists of all products, by product, of what happened before a second.
pub(crate) fn pair_lists(log: &Log, rule: &PairRule, end: i64, memory: usize) -> io::Result<Vec<PageList>> {
    let mut count = Count::new(log.products.len(), rule, end, memory);
    for number in 0..log.n_partitions() {
        for events in visitors(&log.partition(number)?, end) {
            groups(&events, rule).iter().try_for_each(|group| count.add(group))?;
        }
    }
    let Count { pairs, sums, .. } = count;
    let whole = sums.whole();
    let mut lists = Vec::new();
    pairs.each_page(|pairs| lists.extend(best(pairs, rule, &sums, &whole)))?;
    Ok(lists)
}

impl Count<'_> {
    fn new(n_products: usize, rule: &PairRule, end: i64, memory: usize) -> Count<'_> {
        let rises = Recency { half_life_days: rule.rise_days, ..rule.recency };
        let n_distances = rule.reach.min(N_DISTANCES);
        Count {
            rule,
            ages: Ages::new(rule.recency, end),
            rises: Ages::new(rises, end),
            distances: (1..=n_distances).map(|distance| of_directions(rule, distance)).collect(),
            pairs: Pairs::new(n_products, memory),
            sums: Sums { from: vec![0; n_products], to: vec![0; n_products], rising: vec![0; n_products] },
        }
    }

    fn add(&mut self, group: &Group) -> io::Result<()> {
        let Some(age) = self.ages.of(group.time) else {
            return Ok(());
        };
        let size = of_size(self.rule.size, group.from.len());
        let (weight, rising) = (age * size, self.rises.of(group.time).unwrap_or(0) * size);
        group.from.iter().for_each(|product| self.sums.from[*product as usize] += weight);
        for product in group.to.as_ref().unwrap_or(&group.from) {
            self.sums.to[*product as usize] += weight;
            self.sums.rising[*product as usize] += rising;
        }
        match &group.to {
            None => self.add_neighbours(&group.from, weight),
            Some(to) => self.add_before(&group.from, to, weight),
        }
    }

    /// Pairs of one basket.
    fn add_neighbours(&mut self, products: &[u32], weight: i64) -> io::Result<()> {
        for (place, product) in products.iter().enumerate() {
            for (other, distance) in products[place + 1..].iter().zip(1..=self.rule.reach) {
                let (forward, backward) = self.of_directions(distance);
                self.pairs.add(*product, *other, weight * forward)?;
                if backward > 0 {
                    self.pairs.add(*other, *product, weight * backward)?;
                }
            }
        }
        Ok(())
    }

    /// Pairs of what was seen, the last one first, and what was done then.
    fn add_before(&mut self, seen: &[u32], to: &[u32], weight: i64) -> io::Result<()> {
        for (product, distance) in seen.iter().zip(1..=self.rule.reach) {
            let weight = weight * self.of_directions(distance).0;
            for other in to.iter().filter(|other| *other != product) {
                self.pairs.add(*product, *other, weight)?;
            }
        }
        Ok(())
    }

    fn of_directions(&self, distance: u32) -> (i64, i64) {
        let known = self.distances.get(distance as usize - 1).copied();
        known.unwrap_or_else(|| of_directions(self.rule, distance))
    }
}

impl Sums {
    fn whole(&self) -> Whole {
        let sum = |sums: &[i64]| sums.iter().sum::<i64>().max(1) as f64;
        let n_products = self.to.iter().filter(|weight| **weight > 0).count().max(1) as f64;
        Whole { to: sum(&self.to), rising: sum(&self.rising), n_products }
    }
}

/// The best of a product's pairs; ties go by SKU.
fn best(pairs: &[Pair], rule: &PairRule, sums: &Sums, whole: &Whole) -> Option<PageList> {
    let page = pairs.first()?.page;
    let scored: Vec<(f64, u32)> =
        pairs.iter().filter(|pair| pair.weight > 0).map(|pair| (score(pair, rule, sums, whole), pair.other)).collect();
    let entries = ranked(scored, rule.length, |score| thousandths(score).clamp(1, TOP));
    (!entries.is_empty()).then_some(PageList { page, entries })
}

/// What a pair is worth: the share of the page's baskets that have the other product too, times the root of how much
/// more of all there is of it lately. `sql/together.rs` says the same in SQL: whole numbers become floats one by one,
/// and each step is one that IEEE 754 rounds exactly.
fn score(pair: &Pair, rule: &PairRule, sums: &Sums, whole: &Whole) -> f64 {
    let weight = pair.weight as f64;
    let (from, to) = (sums.from[pair.page as usize], sums.to[pair.other as usize]);
    let share = match rule.share {
        Share::OfPage => weight / (from * UNIT + i64::from(rule.prior) * UNIT.pow(3)) as f64,
        Share::Cosine => weight / (((from * UNIT) as f64).sqrt() * ((to * UNIT) as f64).sqrt()),
    };
    if rule.rise_days == 0 {
        return share;
    }
    let lately = sums.rising[pair.other as usize] as f64 / whole.rising + 1.0 / whole.n_products;
    let always = to as f64 / whole.to + 1.0 / whole.n_products;
    share * (lately / always).sqrt()
}
