//! Takes out of a log what would teach the wrong things: what was returned, what is there twice, who is no person, what
//! is no shopper's basket.
//!
//! Each line is held against the other lines of its visitor only, so that partitions are cleaned side by side and what
//! comes out depends neither on how many there are nor on the order in which files were read.

mod visitor;

use super::dropped::{Tallies, Why};
use super::log::{Event, Log};
use super::raw::Raw;
use super::skus::Assortment;
use super::spill::Spill;
use crate::cores::jobs;
use crate::meter::Meter;
use hashbrown::{HashMap, HashSet};
use std::io;
use std::sync::{Mutex, PoisonError};

/// What is taken out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Rules {
    /// A basket of more lines is no shopper's.
    pub(super) max_basket: usize,
    /// Whoever does more in an hour is no person.
    pub(super) max_an_hour: usize,
    /// Whoever does more in a day is no person.
    pub(super) max_a_day: usize,
    pub(super) keep_returned: bool,
    pub(super) keep_duplicates: bool,
    /// Whether purchases that events tell of count beside those of the orders.
    pub(super) keep_purchase_events: bool,
}

/// What is left, and what was taken out.
pub(super) struct Cleaned {
    pub(super) log: Log,
    pub(super) tallies: Tallies,
    pub(super) counts: Counts,
}

/// What is left, in numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Views of products.
    pub views: u64,
    /// Products put into carts.
    pub cart_adds: u64,
    /// Products bought.
    pub purchases: u64,
    /// Visitors.
    pub visitors: u64,
    /// Orders, and visits in which something was bought.
    pub baskets: u64,
}

/// What cleaning a partition gives, beside its events.
#[derive(Default)]
struct Share {
    tallies: Tallies,
    counts: Counts,
}

/// Cleans a log, of which some orders came to nothing; so many bytes of what is left stay in memory.
pub(super) fn clean(
    raws: &Spill<Raw>,
    assortment: Assortment,
    cancelled: &HashSet<u64>,
    rules: &Rules,
    memory: usize,
    meter: &Meter,
) -> io::Result<Cleaned> {
    let Assortment { skus, of, .. } = assortment;
    let log = Mutex::new(Log::new(skus, memory));
    let shares = jobs(raws.n_buckets(), |partition| {
        let mut lines = raws.bucket(partition)?;
        meter.add(lines.len(), 0);
        // Whatever two lines have in common, their places differ.
        lines.sort_unstable_by_key(|line| (line.visitor, line.time, line.line, line.rest, line.sku));
        let (mut share, mut events) = (Share::default(), Vec::new());
        for lines in lines.chunk_by(|a, b| a.visitor == b.visitor) {
            clean_visitor(lines, &of, cancelled, rules, &mut share, &mut events);
        }
        let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
        events.iter().try_for_each(|event| log.push(event))?;
        Ok::<_, io::Error>(share)
    });
    let log = log.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut cleaned = Cleaned { log, tallies: Tallies::default(), counts: Counts::default() };
    for share in shares {
        let share = share?;
        cleaned.tallies.add(&share.tallies);
        cleaned.counts.add(share.counts);
    }
    Ok(cleaned)
}

fn clean_visitor(
    lines: &[Raw],
    products: &HashMap<u64, Result<u32, Why>>,
    cancelled: &HashSet<u64>,
    rules: &Rules,
    share: &mut Share,
    events: &mut Vec<Event>,
) {
    let first = events.len();
    let mut deeds = visitor::Deeds::of(lines, products);
    deeds.drop_all(rules, cancelled);
    for (line, fate) in deeds.fates() {
        match fate {
            Ok(event) => events.push(event),
            Err(why) => share.tallies.count(why, line),
        }
    }
    share.counts.add(visitor::counts(&events[first..]));
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.views += other.views;
        self.cart_adds += other.cart_adds;
        self.purchases += other.purchases;
        self.visitors += other.visitors;
        self.baskets += other.baskets;
    }

    /// All events.
    pub fn events(&self) -> u64 {
        self.views + self.cart_adds + self.purchases
    }
}
