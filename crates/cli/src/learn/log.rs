//! The one clean log that the lists are learned from: who did what with which product, and when.
//!
//! Everything that a visitor did is in one partition, so that whoever counts can take the partitions one by one, in any
//! order and side by side.

use super::lists::rules::DAY;
use super::spill::{Record, Spill};
use crate::meter::Meter;
use hashbrown::HashSet;
use std::io;
use std::sync::Arc;

/// What somebody did with a product.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Deed {
    /// Looked at its page.
    View,
    /// Put it into the cart.
    AddToCart,
    /// Bought it.
    Purchase,
}

/// One thing that somebody did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Event {
    /// Who: a number made of the customer, else of the visit, else of the order.
    pub visitor: u64,
    /// Together with what: a number made of the order, or of the visit (session).
    pub basket: u64,
    /// Seconds since 1970 UTC.
    pub time: i64,
    /// The place of its line among all lines read, and of its product in that line: order within the same second.
    pub line: u64,
    /// The product, as an index into `Log::products`.
    pub product: u32,
    /// What.
    pub deed: Deed,
}

/// The cleaned log: its products, and its events in partitions by visitor, in memory or (large logs) in a temporary
/// file.
pub struct Log {
    /// The SKUs, sorted.
    pub products: Vec<String>,
    events: Spill<Event>,
    span: Option<(i64, i64)>,
    /// The days, counted since 1970, on which each deed was done.
    days: HashSet<(Deed, i64)>,
    meter: Arc<Meter>,
}

/// How many partitions a log has: of a hundred million events, one is some sixty megabytes.
pub(super) const N_PARTITIONS: usize = 64;

impl Log {
    /// A log of no events yet, of which so many bytes stay in memory.
    pub(super) fn new(products: Vec<String>, limit: usize) -> Log {
        let events = Spill::new(N_PARTITIONS, limit);
        Log { products, events, span: None, days: HashSet::new(), meter: Arc::default() }
    }

    /// A log in memory of these events, whose products are indices into a sorted list of SKUs.
    pub fn of(products: Vec<String>, events: &[Event]) -> Log {
        let mut log = Log::new(products, usize::MAX);
        // Nothing is written to a file, so nothing fails.
        let _ = events.iter().try_for_each(|event| log.push(event));
        log
    }

    /// Adds an event.
    pub(super) fn push(&mut self, event: &Event) -> io::Result<()> {
        let (first, last) = self.span.unwrap_or((event.time, event.time));
        self.span = Some((first.min(event.time), last.max(event.time)));
        self.days.insert((event.deed, event.time.div_euclid(DAY)));
        self.events.push(partition_of(event.visitor), event)
    }

    /// The number of partitions.
    pub fn n_partitions(&self) -> usize {
        self.events.n_buckets()
    }

    /// The number of events.
    pub fn n_events(&self) -> u64 {
        self.events.len()
    }

    /// The events of one partition, sorted by visitor, time and line; a visitor's events are all in one partition.
    pub fn partition(&self, number: usize) -> io::Result<Vec<Event>> {
        let mut events = self.events.bucket(number)?;
        self.meter.add(events.len(), 0);
        events.sort_unstable_by_key(|event| (event.visitor, event.time, event.line, event.product, event.deed));
        Ok(events)
    }

    /// Counts the events that are read, each time that they are.
    pub fn meter(&self) -> &Arc<Meter> {
        &self.meter
    }

    /// The days on which a deed was done, counted since 1970, in their order.
    pub(super) fn days(&self, of: Deed) -> Vec<i64> {
        let mut days: Vec<i64> = self.days.iter().filter(|(deed, _)| *deed == of).map(|(_, day)| *day).collect();
        days.sort_unstable();
        days
    }

    /// First and last second of it.
    pub fn span(&self) -> Option<(i64, i64)> {
        self.span
    }
}

/// The partition that a visitor is in.
pub(super) fn partition_of(visitor: u64) -> usize {
    (visitor % N_PARTITIONS as u64) as usize
}

impl Deed {
    /// Its name in tables of cleaned events.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Deed::View => "view",
            Deed::AddToCart => "add-to-cart",
            Deed::Purchase => "purchase",
        }
    }

    fn of(number: u8) -> Deed {
        match number {
            0 => Deed::View,
            1 => Deed::AddToCart,
            _ => Deed::Purchase,
        }
    }
}

impl Record for Event {
    const BYTES: usize = 37;

    fn put(&self, bytes: &mut Vec<u8>) {
        bytes.extend(self.visitor.to_le_bytes());
        bytes.extend(self.basket.to_le_bytes());
        bytes.extend(self.time.to_le_bytes());
        bytes.extend(self.line.to_le_bytes());
        bytes.extend(self.product.to_le_bytes());
        bytes.push(self.deed as u8);
    }

    fn take(bytes: &[u8]) -> Event {
        let long = |start: usize| u64::from_le_bytes(std::array::from_fn(|byte| bytes[start + byte]));
        let short = |start: usize| u32::from_le_bytes(std::array::from_fn(|byte| bytes[start + byte]));
        Event {
            visitor: long(0),
            basket: long(8),
            time: long(16).cast_signed(),
            line: long(24),
            product: short(32),
            deed: Deed::of(bytes[36]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Deed, Event, Log};

    fn event(visitor: u64, time: i64, line: u64, deed: Deed) -> Event {
        Event { visitor, basket: u64::MAX - visitor, time, line, product: 1, deed }
    }

    #[test]
    fn a_visitor_s_events_are_in_one_partition_in_the_order_of_their_time() {
        let events = [
            event(u64::MAX, 50, 0, Deed::Purchase),
            event(7, -3, 1, Deed::View),
            event(7, -3, 2, Deed::AddToCart),
            event(7, -90, 3, Deed::View),
            event(7 + 64, -100, 4, Deed::View),
        ];
        let log = Log::of(vec!["A".into(), "B".into()], &events);
        let partitions: Vec<Vec<Event>> =
            (0..log.n_partitions()).map(|number| log.partition(number).unwrap()).collect();
        let found: Vec<Event> = partitions.concat();
        assert_eq!(found, [events[3], events[1], events[2], events[4], events[0]]);
        assert_eq!(partitions.iter().filter(|events| !events.is_empty()).count(), 2);
        assert_eq!((log.span(), log.n_events()), (Some((-100, 50)), 5));
        assert_eq!(Log::of(Vec::new(), &[]).span(), None);
    }
}
