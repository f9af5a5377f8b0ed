//! Lists of products that belong together, or that the shop as a whole is after, from a clean log.
//!
//! What each list is made of is in [`rules`]; [`super::sql`] says the same to a warehouse. All weights are whole numbers,
//! ties go by SKU, and nothing depends on the order in which visitors are read: the same log gives the same bytes.

pub(crate) mod baskets;
pub(crate) mod counted;
mod list_type;
mod pairs;
pub mod rules;
pub(crate) mod together;
pub(crate) mod weights;
pub(crate) mod write;

use super::log::Log;
use crate::cores;
use rules::Rule;
use std::collections::BTreeMap;
use std::io;

pub use list_type::ListType;

/// How all lists are made.
#[derive(Clone, Debug)]
pub struct Rules {
    /// By type.
    pub lists: BTreeMap<ListType, Rule>,
    /// The first second that is not counted any more; the one after the log's last without it.
    pub end: Option<i64>,
}

/// Lists of products.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lists {
    /// The first second that was not counted any more, if anything was.
    pub end: Option<i64>,
    /// By type, in the order of the file.
    pub lists: BTreeMap<ListType, List>,
}

/// The lists of one type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum List {
    /// One for each product that has any entry, by product.
    Pages(Vec<PageList>),
    /// One for the whole shop.
    Shop(Vec<Entry>),
}

/// What is recommended with a product.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PageList {
    /// The product, as an index into the log's.
    pub page: u32,
    /// The best first.
    pub entries: Vec<Entry>,
}

/// A recommended product.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The product, as an index into the log's.
    pub product: u32,
    /// A score in thousandths, or what was counted.
    pub number: i64,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules { lists: ListType::ALL.map(|list| (list, Rule::of(list))).into(), end: None }
    }
}

impl List {
    /// Whether it recommends nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            List::Pages(pages) => pages.is_empty(),
            List::Shop(entries) => entries.is_empty(),
        }
    }
}

impl Rules {
    /// How many times learning goes through a log.
    pub fn n_passes(&self) -> u64 {
        self.lists.len() as u64
    }

    /// The first second of a log that is not counted any more.
    pub fn end(&self, log: &Log) -> Option<i64> {
        self.end.or_else(|| log.span().map(|(_, last)| last + 1))
    }
}

/// Learns all lists, within so many bytes besides the lists themselves.
///
/// # Errors
///
/// When a temporary file cannot be written or read.
pub fn learn(log: &Log, rules: &Rules, memory: usize) -> io::Result<Lists> {
    let Some(end) = rules.end(log) else {
        return Ok(Lists { end: None, lists: BTreeMap::new() });
    };
    let wanted: Vec<(ListType, Rule)> = rules.lists.iter().map(|(list, rule)| (*list, *rule)).collect();
    let memory = memory / N_AT_ONCE;
    let made = cores::jobs(wanted.len(), |job| make(log, &wanted[job].1, end, memory));
    let lists = wanted.iter().zip(made).map(|((list, _), made)| made.map(|made| (*list, made)));
    Ok(Lists { end: Some(end), lists: lists.collect::<io::Result<_>>()? })
}

/// Lists of pairs that may be counted at the same time.
const N_AT_ONCE: usize = 4;

fn make(log: &Log, rule: &Rule, end: i64, memory: usize) -> io::Result<List> {
    match rule {
        Rule::Pairs(rule) => together::pair_lists(log, rule, end, memory).map(List::Pages),
        Rule::Count(rule) => counted::most(log, rule, end).map(List::Shop),
        Rule::Rate(rule) => counted::rates(log, rule, end).map(List::Shop),
        Rule::Trend(rule) => counted::trending(log, rule, end).map(List::Shop),
    }
}

/// The largest first, at most so many; ties go by SKU.
fn ranked(mut scored: Vec<(f64, u32)>, length: u32, number: impl Fn(f64) -> i64) -> Vec<Entry> {
    let by_rank = |one: &(f64, u32), other: &(f64, u32)| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1));
    let length = length as usize;
    if length < scored.len() {
        scored.select_nth_unstable_by(length, by_rank);
        scored.truncate(length);
    }
    scored.sort_unstable_by(by_rank);
    let mut entries: Vec<Entry> =
        scored.into_iter().map(|(score, product)| Entry { product, number: number(score) }).collect();
    // It is made in place, where all that were ranked had room: gigabytes, if the lists of every product kept it.
    entries.shrink_to_fit();
    entries
}

/// A number in thousandths, rounded in the same way by every engine.
fn thousandths(number: f64) -> i64 {
    (number * 1000.0 + 0.5).floor() as i64
}

#[cfg(test)]
mod tests {
    use super::{Entry, ranked};

    #[test]
    fn a_list_takes_no_more_room_than_its_entries() {
        let scored = (0..1000).map(|product| (f64::from(product % 500), product)).collect();
        let list = ranked(scored, 3, |score| score as i64);
        let entry = |product, number| Entry { product, number };
        assert_eq!(list, [entry(499, 499), entry(999, 499), entry(498, 498)]);
        assert_eq!(list.capacity(), 3);
    }
}
