//! Lists of the whole shop: what most did, what most of those who looked did, and what is on the rise.

use super::baskets::{baskets, visitors};
use super::rules::{CountRule, DAY, HOUR, RateRule, TrendRule};
use super::weights::{Ages, UNIT};
use super::{Entry, ranked, thousandths};
use crate::learn::log::{Deed, Event, Log};
use hashbrown::HashMap;
use std::io;

/// The products of most baskets.
pub(crate) fn most(log: &Log, rule: &CountRule, end: i64) -> io::Result<Vec<Entry>> {
    let ages = Ages::new(rule.recency, end);
    let mut sums = vec![0; log.products.len()];
    each_visitor(log, end, |events| {
        each_product(events, rule.deed, |product, time| sums[product as usize] += ages.of(time).unwrap_or(0));
    })?;
    // Without a half-life it is a plain count.
    let unit = if rule.recency.half_life_days == 0 { UNIT } else { 1 };
    let scored = sums.iter().zip(0..).filter(|(sum, _)| **sum > 0).map(|(sum, product)| (*sum as f64, product));
    Ok(ranked(scored.collect(), rule.length, |sum| sum as i64 / unit))
}

/// The products that the largest share of sessions with a view of them did something with later.
pub(crate) fn rates(log: &Log, rule: &RateRule, end: i64) -> io::Result<Vec<Entry>> {
    let start = end - i64::from(rule.window_days) * DAY;
    let (mut seen, mut done) = (vec![0_i64; log.products.len()], vec![0_i64; log.products.len()]);
    each_visitor(log, end, |events| {
        let mut last = HashMap::new();
        for event in events.iter().filter(|event| event.deed == rule.deed) {
            let time = last.entry(event.product).or_insert(event.time);
            *time = event.time.max(*time);
        }
        each_product(events, Deed::View, |product, time| {
            if time >= start {
                seen[product as usize] += 1;
                done[product as usize] += i64::from(last.get(&product).is_some_and(|last| *last >= time));
            }
        });
    })?;
    let mean = done.iter().sum::<i64>() as f64 / seen.iter().sum::<i64>().max(1) as f64;
    let prior = f64::from(rule.prior);
    let share = |done: i64, seen: i64| (done as f64 + prior * mean) / (seen as f64 + prior);
    let scored = done.iter().zip(&seen).zip(0..).filter(|((done, _), _)| **done > 0);
    let scored = scored.map(|((done, seen), product)| (share(*done, *seen), product)).collect();
    Ok(ranked(scored, rule.length, thousandths))
}

/// The products that more sessions looked at in the last hours than was to be expected of the hours before, in
/// standard deviations. What the whole shop has more of is expected of each product, so that a busy day lifts none.
pub(crate) fn trending(log: &Log, rule: &TrendRule, end: i64) -> io::Result<Vec<Entry>> {
    let (start, background) = (end - i64::from(rule.hours) * HOUR, end - i64::from(rule.background_hours) * HOUR);
    let (mut lately, mut before) = (vec![0_i64; log.products.len()], vec![0_i64; log.products.len()]);
    each_visitor(log, end, |events| {
        each_product(events, Deed::View, |product, time| {
            lately[product as usize] += i64::from(time >= start);
            before[product as usize] += i64::from(time >= background);
        });
    })?;
    let (all_lately, all) = (lately.iter().sum::<i64>() as f64, before.iter().sum::<i64>().max(1) as f64);
    let score = |lately: i64, before: i64| {
        let expected = before as f64 * all_lately / all;
        (lately as f64 - expected) / (expected + 1.0).sqrt()
    };
    let scored =
        lately.iter().zip(&before).zip(0..).filter(|((lately, _), _)| **lately >= i64::from(rule.min_sessions));
    let scored = scored.map(|((lately, before), product)| (score(*lately, *before), product));
    let scored = scored.filter(|(score, _)| thousandths(*score) >= i64::from(rule.min_score).max(1));
    Ok(ranked(scored.collect(), rule.length, thousandths))
}

/// How many baskets each product is in, in so many days before the end.
pub(crate) fn counts(log: &Log, deed: Deed, days: u32, end: i64) -> io::Result<Vec<u32>> {
    let start = end - i64::from(days) * DAY;
    let mut counts = vec![0; log.products.len()];
    each_visitor(log, end, |events| {
        each_product(events, deed, |product, time| counts[product as usize] += u32::from(time >= start));
    })?;
    Ok(counts)
}

fn each_visitor(log: &Log, end: i64, mut work: impl FnMut(&[Event])) -> io::Result<()> {
    for number in 0..log.n_partitions() {
        visitors(&log.partition(number)?, end).for_each(|events| work(&events));
    }
    Ok(())
}

/// Each product of each basket, with the time when it came in.
fn each_product(events: &[Event], deed: Deed, mut work: impl FnMut(u32, i64)) {
    for basket in baskets(events, deed) {
        basket.products.iter().zip(&basket.times).for_each(|(product, time)| work(*product, *time));
    }
}
