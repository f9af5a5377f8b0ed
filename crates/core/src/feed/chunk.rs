//! A chunk of a feed: some neighbouring products, every card that their units may show, and the rules that may match
//! them. It is a small feed, but for one thing: it remembers where everything stands in the whole.
//!
//! What is read stands in plain lists, with its places in lists beside them, and is moved and never copied when chunks
//! become a feed: what copies or sorts a product weighs more on the page than what reads one.

use super::read::{ReadError, parse};
use super::{Product, rules, shape};
use crate::candidates::NO_RANK;
use crate::node::{Members, Problems};
use crate::order;
use crate::recommend::{self, Lists};
use crate::rule::Rule;
use alloc::vec::Vec;

/// A chunk that has been read; or a list of the shop's with its cards, which is a chunk of no products.
#[derive(Clone, Debug, Default)]
pub struct Chunk {
    /// Those whose pages it serves, and behind them others that their units may show, whose links are not there.
    pub(super) products: Vec<Product>,
    /// Where the products stand.
    pub(super) places: Vec<Place>,
    pub(super) rules: RuleFile,
    /// Lists that belong to the shop.
    pub(super) lists: Lists,
}

/// Rules of a feed: all of them, or those of a chunk.
#[derive(Clone, Debug, Default)]
pub struct RuleFile {
    pub(super) rules: Vec<Rule>,
    /// Where the rules stand.
    places: Vec<Place>,
}

/// Where something stands in the whole feed. Of several at one place the smallest counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Place {
    /// Its place in the order of the feed.
    at: u32,
    /// Whether it is there as a card only.
    is_card: bool,
    /// Its place among its neighbours, where that matters.
    pub(super) rank: u32,
}

impl Chunk {
    /// One chunk of several, in the order of the feed. `rules` are all of the feed's in place of theirs.
    pub(super) fn joined(chunks: Vec<Chunk>, rules: Option<RuleFile>) -> Chunk {
        let mut all = Chunk::default();
        for mut chunk in chunks {
            all.products.append(&mut chunk.products);
            all.places.append(&mut chunk.places);
            all.rules.rules.append(&mut chunk.rules.rules);
            all.rules.places.append(&mut chunk.rules.places);
            all.lists.append(&mut chunk.lists);
        }
        let Chunk { products, places, rules: of_chunks, .. } = &mut all;
        let n_products = sort(places, &mut |a, b| products.swap(a, b));
        products.truncate(n_products);
        if let Some(rules) = rules {
            *of_chunks = rules;
        }
        let RuleFile { rules, places } = of_chunks;
        let n_rules = sort(places, &mut |a, b| rules.swap(a, b));
        rules.truncate(n_rules);
        all
    }
}

/// Brings places in order, and with them what stands there, and keeps one of each; how many there are.
fn sort(places: &mut Vec<Place>, swap: &mut dyn FnMut(usize, usize)) -> usize {
    let order = order::stable(places.len(), &|a, b| places.get(a).cmp(&places.get(b)));
    let mut swap_both = |places: &mut Vec<Place>, a: usize, b: usize| {
        if a != b {
            places.swap(a, b);
            swap(a, b);
        }
    };
    for to in 0..order.len() {
        // What belongs here may have been swapped away, to where this went instead.
        let mut from = to;
        loop {
            from = order.get(from).copied().unwrap_or(to);
            if from >= to {
                break;
            }
        }
        swap_both(places, to, from);
    }
    let mut n_kept = 0;
    for index in 0..places.len() {
        let at = |index: usize| places.get(index).map(|place| place.at);
        if n_kept == 0 || at(index) != at(n_kept - 1) {
            swap_both(places, n_kept, index);
            n_kept += 1;
        }
    }
    places.truncate(n_kept);
    n_kept
}

/// Reads a chunk.
///
/// # Errors
///
/// The first thing that is wrong with it.
pub fn read_chunk(text: &str) -> Result<Chunk, ReadError> {
    let mut problems = Problems::default();
    let mut members = parse(text)?.members(&mut problems);
    let mut chunk = Chunk::default();
    let mut next_rank = members.whole("rank", &mut problems).unwrap_or(0);
    for (key, is_card) in [("products", false), ("cards", true)] {
        let mut next = 0;
        members.visit(key, &mut problems, &mut |node, problems| {
            let mut members = node.members(problems);
            let at = place(&mut members, &mut next, problems);
            let rank = if is_card { members.whole("rank", problems).unwrap_or(NO_RANK) } else { next_rank };
            next_rank = next_rank.saturating_add(1);
            chunk.places.push(Place { at, is_card, rank });
            chunk.products.push(shape::product_of(&mut members, problems));
        });
    }
    chunk.rules = rules_of(&mut members, &mut problems);
    chunk.lists = recommend::lists(members.take("lists"), &mut problems);
    problems.finish(chunk).map_err(ReadError::Shape)
}

/// Reads the file of all rules.
///
/// # Errors
///
/// The first thing that is wrong with it.
pub fn read_rules(text: &str) -> Result<RuleFile, ReadError> {
    let mut problems = Problems::default();
    let mut members = parse(text)?.members(&mut problems);
    let rules = rules_of(&mut members, &mut problems);
    problems.finish(rules).map_err(ReadError::Shape)
}

fn rules_of(members: &mut Members, problems: &mut Problems) -> RuleFile {
    let (mut read, mut next) = (RuleFile::default(), 0);
    members.visit("rules", problems, &mut |node, problems| {
        let mut members = node.members(problems);
        let at = place(&mut members, &mut next, problems);
        read.places.push(Place { at, is_card: false, rank: 0 });
        read.rules.push(rules::rule_of(&mut members, problems));
    });
    read
}

/// Where something stands: where it says, or one behind what stands before it.
fn place(members: &mut Members, next: &mut u32, problems: &mut Problems) -> u32 {
    let at = members.whole("at", problems).unwrap_or(*next);
    *next = at.saturating_add(1);
    at
}

#[cfg(test)]
mod tests {
    use super::{Place, sort};
    use alloc::vec::Vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_stands_at_places_moves_with_them_and_the_smallest_of_each_stays(
            places in proptest::collection::vec((0u32..40, any::<bool>(), 0u32..3), 0..60)
        ) {
            let mut sorted: Vec<_> = places.iter().map(|(at, is_card, rank)| Place { at: *at, is_card: *is_card, rank: *rank }).collect();
            let mut expected = sorted.clone();
            expected.sort();
            expected.dedup_by_key(|place| place.at);
            let mut things = sorted.clone();
            let n_kept = sort(&mut sorted, &mut |a, b| things.swap(a, b));
            things.truncate(n_kept);
            prop_assert_eq!(&sorted, &expected);
            prop_assert_eq!(&things, &expected);
        }
    }
}
