//! Which of a rule's products are considered where it has many: a page can load a hundred cards, not a catalogue.
//!
//! A rule considers, for each product that it matches, as many products as it may bring, and [`SPARE`] more. Those in
//! stock come first. Without chance they are the first of the feed. With chance they are the matched product's neighbours
//! (the [`BLOCK`] products around it, where those stand together that are alike in what rules compare), and then others
//! from all over the feed: every block begins at another point of a circle on which the whole feed lies, so that every
//! product has its pages. And rules of a lower priority are asked only until those above can bring all that the unit
//! shows, and [`SPARE`] more.
//!
//! Neighbours share candidates, and that is what lets `kindred build` cut a large feed into small files: each holds the
//! candidates of some neighbours, and the evaluator finds in it the same ones as in the whole.

use crate::condition::{Condition, Group, Operand};
use crate::fact::Attribute;
use crate::feed::{Feed, Product, Rotation, Unit};
use crate::hash;
use crate::order;
use crate::rule::{MAX_RULE_LIMIT, Rule};
use alloc::vec::Vec;
use core::cell::OnceCell;
use core::cmp::Ordering;

/// How many products are considered beyond those that may show: some are in the cart, or an earlier unit shows them.
pub const SPARE: u32 = 8;

/// How many products are neighbours.
pub const BLOCK: u32 = 128;

/// The rank of a product whose neighbours are not known to be anyone's.
pub const NO_RANK: u32 = u32::MAX;

impl Rule {
    /// How many products it considers for one product that it matches.
    pub fn n_candidates(&self) -> usize {
        (self.limit + SPARE) as usize
    }

    /// Whether it speaks on every day and for everyone.
    pub fn speaks_always(&self) -> bool {
        self.window == (None, None) && self.segments.is_empty()
    }
}

/// What the rules of a unit have found so far for one product that they match.
#[derive(Clone, Debug, Default)]
pub struct Supply {
    /// The places of what was found, in order.
    places: Vec<usize>,
    /// How much of it can show.
    n_brought: usize,
    /// Of the last rule.
    priority: u32,
    has_enough: bool,
}

impl Supply {
    /// Whether to ask a rule; rules come in order of priority. One of a lower priority than the last need not be asked
    /// where those before can bring all that the unit shows, and [`SPARE`] more. Where chance draws from all of them,
    /// every rule is asked.
    pub fn needs(&mut self, rule: &Rule, unit: &Unit) -> bool {
        let is_lower = core::mem::replace(&mut self.priority, rule.priority) < rule.priority;
        let is_full = self.n_brought >= unit.limit.saturating_add(SPARE) as usize;
        self.has_enough |= is_lower && is_full && unit.rotation != Rotation::WeightedRandom;
        !self.has_enough
    }

    /// Counts what a rule has found, as far as it may bring it and no rule before has found it. Only what is found on
    /// every day and for everyone counts: `kindred build` does not know the others.
    pub fn add(&mut self, rule: &Rule, places: &[usize]) {
        if !rule.speaks_always() {
            return;
        }
        let n_known = self.places.len();
        for place in places {
            if let Err(at) = self.places.binary_search(place) {
                self.places.insert(at, *place);
            }
        }
        self.count(rule, self.places.len() - n_known);
    }

    /// Counts what a rule that speaks always has found and no such rule before it, for who knows how many that is.
    pub fn count(&mut self, rule: &Rule, n_new: usize) {
        self.n_brought += n_new.min(rule.limit as usize);
    }
}

/// Which of two products is considered sooner for a matched product.
#[derive(Clone, Copy, Debug)]
pub enum Preference {
    /// The first of the feed.
    First,
    /// The neighbours of the product with this rank.
    Near {
        /// Its rank.
        rank: u32,
    },
}

/// A smaller one comes first; no two products have the same.
pub type PreferenceKey = (u64, u32);

impl Preference {
    /// What a rotation asks for.
    pub fn of(rotation: Rotation, rank: impl FnOnce() -> u32) -> Preference {
        match rotation {
            Rotation::PriorityThenId => Preference::First,
            _ => Preference::Near { rank: rank() },
        }
    }

    /// The key of the product at a place and with a rank.
    pub fn key(self, place: u32, rank: u32, product: &Product) -> PreferenceKey {
        let stock = u64::from(!product.in_stock) << 33;
        match self {
            Preference::First => (stock, place),
            Preference::Near { rank: own } if own / BLOCK == rank / BLOCK => {
                (stock | u64::from(rank.wrapping_sub(own) % BLOCK), place)
            }
            Preference::Near { rank: own } => {
                let way = hash::of_sku(&product.sku).wrapping_sub(start_of(own / BLOCK));
                (stock | 1 << 32 | u64::from(way), place)
            }
        }
    }
}

/// Where a block begins on the circle: one golden section behind the block before, so that few or many are spread
/// evenly.
pub fn start_of(block: u32) -> u32 {
    block.wrapping_mul(0x9e37_79b9)
}

/// The rank of each product: its place when all are sorted by their first category, within one by what rules compare
/// with a matched product's, and then in their order.
pub fn ranks(products: &[Product], rules: &[Rule]) -> Vec<u32> {
    let compared = compared(rules);
    let compare = |a: usize, b: usize| match (products.get(a), products.get(b)) {
        (Some(a), Some(b)) => {
            let by_category = a.categories.first().cmp(&b.categories.first());
            compared.iter().fold(by_category, |order, attribute| {
                order.then_with(|| match attribute {
                    Attribute::Own(name) => a.said(name).cmp(b.said(name)),
                    _ => a.price.cmp(&b.price),
                })
            })
        }
        _ => Ordering::Equal,
    };
    let mut ranks = alloc::vec![0; products.len()];
    for (rank, place) in (0..).zip(order::stable(products.len(), &compare)) {
        if let Some(known) = ranks.get_mut(place) {
            *known = rank;
        }
    }
    ranks
}

/// The attributes that neighbours are sorted by within their first category: those of the shop's own, and the price, that
/// rules compare with a matched product's.
pub fn compared(rules: &[Rule]) -> Vec<Attribute> {
    let mut compared = Vec::new();
    // What matters to rules that show many products comes first.
    for limit in (1..=MAX_RULE_LIMIT).rev() {
        let rules = rules.iter().filter(|rule| rule.limit == limit);
        rules.for_each(|rule| note_compared(&rule.products_to_display, &mut compared));
    }
    compared
}

/// Notes what of the shop's own attributes, and whether the price, a tree compares with a matched product's.
fn note_compared(group: &Group, compared: &mut Vec<Attribute>) {
    for child in &group.children {
        match child {
            Condition::Group(group) => note_compared(group, compared),
            Condition::Leaf(leaf) => {
                let attribute = match &leaf.operand {
                    Operand::Matched(attribute @ (Attribute::Own(_) | Attribute::Price)) => attribute,
                    Operand::MatchedPrice { .. } => &Attribute::Price,
                    _ => continue,
                };
                if !compared.contains(attribute) {
                    compared.push(attribute.clone());
                }
            }
        }
    }
}

/// The ranks of a feed's products, found out when they are first needed: small feeds never need them.
#[derive(Debug, Default)]
pub(crate) struct Ranks(OnceCell<Vec<u32>>);

impl Ranks {
    /// Those that a larger feed has given them.
    pub(crate) fn known(ranks: Vec<u32>) -> Ranks {
        Ranks(OnceCell::from(ranks))
    }

    pub(crate) fn of(&self, feed: &Feed, place: usize) -> u32 {
        self.0.get_or_init(|| ranks(&feed.products, &feed.rules)).get(place).copied().unwrap_or(NO_RANK)
    }
}

/// Keeps those places, which are in their order, that come first by `key`: at most `most`.
pub(crate) fn keep_first(places: &mut Vec<usize>, most: usize, key: &dyn Fn(usize) -> PreferenceKey) {
    if places.len() <= most {
        return;
    }
    let mut first: Vec<PreferenceKey> = Vec::with_capacity(most + 1);
    for key in places.iter().map(|place| key(*place)) {
        if first.len() < most || first.last().is_some_and(|last| key < *last) {
            let at = first.partition_point(|known| *known < key);
            first.insert(at, key);
            first.truncate(most);
        }
    }
    let last = first.last().copied();
    places.retain(|place| Some(key(*place)) <= last);
}
