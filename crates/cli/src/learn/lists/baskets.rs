//! What belongs together: the products of an order or a session, and what was looked at before an order.

use super::rules::{DAY, PairRule, Together};
use crate::learn::log::{Deed, Event};
use std::cmp::Reverse;

/// Products that somebody did the same with in one order or session, each once, in the order of their first line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Basket {
    pub(crate) number: u64,
    /// When it began.
    pub(crate) time: i64,
    pub(crate) products: Vec<u32>,
    /// When each of them came in.
    pub(crate) times: Vec<i64>,
}

/// Products of which pairs are made.
pub(crate) struct Group {
    pub(crate) time: i64,
    /// In their order.
    pub(crate) from: Vec<u32>,
    /// The same ones, or what was bought after them.
    pub(crate) to: Option<Vec<u32>>,
}

/// Events before a second, one visitor at a time.
pub(crate) fn visitors(events: &[Event], end: i64) -> impl Iterator<Item = Vec<Event>> {
    events
        .chunk_by(|one, other| one.visitor == other.visitor)
        .map(move |events| events.iter().filter(|event| event.time < end).copied().collect())
}

/// A visitor's baskets of one deed.
pub(crate) fn baskets(events: &[Event], deed: Deed) -> Vec<Basket> {
    let mut lines: Vec<&Event> = events.iter().filter(|event| event.deed == deed).collect();
    lines.sort_unstable_by_key(|event| (event.basket, event.product, event.time, event.line));
    lines.dedup_by_key(|event| (event.basket, event.product));
    lines.sort_unstable_by_key(|event| (event.basket, event.time, event.line, event.product));
    let of = |lines: &[&Event]| {
        lines.first().map(|first| Basket {
            number: first.basket,
            time: first.time,
            products: lines.iter().map(|event| event.product).collect(),
            times: lines.iter().map(|event| event.time).collect(),
        })
    };
    lines.chunk_by(|one, other| one.basket == other.basket).filter_map(of).collect()
}

/// What a rule makes pairs of, of one visitor.
pub(crate) fn groups(events: &[Event], rule: &PairRule) -> Vec<Group> {
    let baskets = baskets(events, rule.to);
    match rule.together {
        Together::Basket => {
            baskets.into_iter().map(|Basket { time, products, .. }| Group { time, from: products, to: None }).collect()
        }
        Together::Before { days } => baskets
            .into_iter()
            .map(|Basket { time, products, .. }| {
                let from = seen_before(events, rule.from, time, i64::from(days) * DAY);
                Group { time, from, to: Some(products) }
            })
            .filter(|group| !group.from.is_empty())
            .collect(),
    }
}

/// The products that a visitor did something with in so many seconds before a moment, the last one first. The events are
/// in the order of time.
pub(crate) fn seen_before(events: &[Event], deed: Deed, time: i64, seconds: i64) -> Vec<u32> {
    let events = &events[events.partition_point(|event| event.time < time - seconds)..];
    let events = &events[..events.partition_point(|event| event.time <= time)];
    let mut seen: Vec<&Event> = events.iter().filter(|event| event.deed == deed).collect();
    seen.sort_unstable_by_key(|event| (event.product, Reverse((event.time, event.line))));
    seen.dedup_by_key(|event| event.product);
    seen.sort_unstable_by_key(|event| (Reverse((event.time, event.line)), event.product));
    seen.into_iter().map(|event| event.product).collect()
}
