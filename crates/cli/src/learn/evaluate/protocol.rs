//! What is asked about the time that was held out.

use crate::learn::lists::ListType;
use crate::learn::lists::baskets::{baskets, seen_before};
use crate::learn::lists::rules::{CountRule, DAY, PairRule, RateRule, Rule, Together};
use crate::learn::log::{Deed, Event, Log};
use std::io;
use std::ops::Range;

/// How lists of a type are asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Protocol {
    /// Each product of a basket is the page; the others are what is looked for.
    Page(Deed),
    /// Each product that was looked at before an order is the page; what is in the order is looked for.
    Before { from: Deed, to: Deed, days: u32 },
    /// A basket's products in their order: after each, the next one is looked for.
    Cart(Deed),
    /// A basket's products are looked for.
    Shop(Deed),
}

/// One look at a list.
pub(super) struct Question {
    /// The products that the page is about, the last one first.
    pub(super) pages: Vec<u32>,
    /// What is looked for, sorted.
    pub(super) wanted: Vec<u32>,
}

/// The first second that is held out: midnight, so many days before the end of the last day.
pub(super) fn split(end: i64, days: u32) -> i64 {
    ((end - 1).div_euclid(DAY) + 1 - i64::from(days)) * DAY
}

/// How many events lie before the split, and how many after it.
pub(super) fn sizes(log: &Log, split: i64, end: i64) -> io::Result<(u64, u64)> {
    let mut sizes = (0, 0);
    for number in 0..log.n_partitions() {
        for event in log.partition(number)? {
            sizes.0 += u64::from(event.time < split);
            sizes.1 += u64::from((split..end).contains(&event.time));
        }
    }
    Ok(sizes)
}

impl Protocol {
    /// How a type is asked.
    pub(super) fn of(list_type: ListType, rule: &Rule) -> Protocol {
        match *rule {
            Rule::Pairs(PairRule { to, .. }) if list_type == ListType::NextItem => Protocol::Cart(to),
            Rule::Pairs(PairRule { to, together: Together::Basket, .. }) => Protocol::Page(to),
            Rule::Pairs(PairRule { from, to, together: Together::Before { days }, .. }) => {
                Protocol::Before { from, to, days }
            }
            Rule::Count(CountRule { deed, .. }) | Rule::Rate(RateRule { deed, .. }) => Protocol::Shop(deed),
            Rule::Trend(_) => Protocol::Shop(Deed::View),
        }
    }

    /// What is done with what is recommended.
    pub(super) fn to(self) -> Deed {
        match self {
            Protocol::Page(to) | Protocol::Cart(to) | Protocol::Shop(to) | Protocol::Before { to, .. } => to,
        }
    }

    /// For people.
    pub(super) fn words(self) -> &'static str {
        match self {
            Protocol::Page(_) => {
                "each product of a basket of two or more is the page: is another product of the basket in its list?"
            }
            Protocol::Before { .. } => {
                "each product looked at before an order is the page: is another product of the order in its list?"
            }
            Protocol::Cart(_) => {
                "a basket's products go into the cart in their order: is the next one among those recommended?"
            }
            Protocol::Shop(_) => "is a product of the basket in the list?",
        }
    }

    /// The questions about each basket that began in the time that was held out.
    pub(super) fn each_basket(
        self,
        log: &Log,
        held_out: Range<i64>,
        mut ask: impl FnMut(&[Question]),
    ) -> io::Result<()> {
        for number in 0..log.n_partitions() {
            let events = log.partition(number)?;
            for events in events.chunk_by(|one, other| one.visitor == other.visitor) {
                self.ask_visitor(events, &held_out, &mut ask);
            }
        }
        Ok(())
    }

    fn ask_visitor(self, events: &[Event], held_out: &Range<i64>, ask: &mut impl FnMut(&[Question])) {
        let known: Vec<Event> = events.iter().filter(|event| event.time < held_out.end).copied().collect();
        for basket in baskets(&known, self.to()) {
            if basket.time < held_out.start {
                continue;
            }
            let products = basket.products;
            let questions: Vec<Question> = match self {
                Protocol::Page(_) => products.iter().map(|page| about(&[*page], &products)).collect(),
                Protocol::Before { from, days, .. } => {
                    let seen = seen_before(&known, from, basket.time, i64::from(days) * DAY);
                    seen.iter().map(|page| about(&[*page], &products)).collect()
                }
                Protocol::Cart(_) => (1..products.len()).map(|length| next(&products, length)).collect(),
                Protocol::Shop(_) => vec![about(&[], &products)],
            };
            let questions: Vec<Question> = questions.into_iter().filter(|asked| !asked.wanted.is_empty()).collect();
            if !questions.is_empty() {
                ask(&questions);
            }
        }
    }
}

fn about(pages: &[u32], products: &[u32]) -> Question {
    let mut wanted: Vec<u32> = products.iter().filter(|product| !pages.contains(product)).copied().collect();
    wanted.sort_unstable();
    Question { pages: pages.to_vec(), wanted }
}

fn next(products: &[u32], length: usize) -> Question {
    let pages = products[..length].iter().rev().copied().collect();
    Question { pages, wanted: vec![products[length]] }
}
