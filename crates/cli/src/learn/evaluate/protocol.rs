//! What is asked about the time that was held out.

use crate::learn::lists::ListType;
use crate::learn::lists::baskets::{Basket, baskets, seen_before};
use crate::learn::lists::rules::{CountRule, DAY, PairRule, RateRule, Rule, Together};
use crate::learn::log::{Deed, Event, Log};
use std::io;
use std::ops::Range;
use std::slice;

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
pub(super) struct Question<'a> {
    /// The products that the page is about, the last one first.
    pub(super) pages: &'a [u32],
    /// What is looked for, sorted; what the page is about is never shown, and so never found.
    pub(super) wanted: &'a [u32],
    /// How many of those can be found.
    pub(super) n_wanted: usize,
    /// Which question of its basket it is, and of how many.
    pub(super) nth: usize,
    pub(super) of_basket: usize,
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

    /// The questions about each basket that began in the time that was held out, one at a time.
    pub(super) fn each_question(
        self,
        log: &Log,
        held_out: Range<i64>,
        mut ask: impl FnMut(&Question<'_>),
    ) -> io::Result<()> {
        for number in 0..log.n_partitions() {
            let events = log.partition(number)?;
            for events in events.chunk_by(|one, other| one.visitor == other.visitor) {
                let known = &events[..events.partition_point(|event| event.time < held_out.end)];
                let of_visitor = baskets(known, self.to()).into_iter();
                for basket in of_visitor.filter(|basket| basket.time >= held_out.start) {
                    self.ask_basket(known, &basket, &mut ask);
                }
            }
        }
        Ok(())
    }

    fn ask_basket(self, known: &[Event], basket: &Basket, ask: &mut impl FnMut(&Question<'_>)) {
        let products = basket.products.as_slice();
        let mut wanted = products.to_vec();
        wanted.sort_unstable();
        let n_others = |page: &u32| wanted.len() - usize::from(wanted.binary_search(page).is_ok());
        let mut ask_pages = |pages: &[u32]| {
            let of_basket = pages.len();
            for (nth, page) in pages.iter().enumerate() {
                let pages = slice::from_ref(page);
                ask(&Question { pages, wanted: &wanted, n_wanted: n_others(page), nth, of_basket });
            }
        };
        match self {
            Protocol::Page(_) if products.len() > 1 => ask_pages(products),
            Protocol::Page(_) => {}
            Protocol::Before { from, days, .. } => {
                let mut seen = seen_before(known, from, basket.time, i64::from(days) * DAY);
                // A page about all that was bought leaves nothing to look for.
                seen.retain(|page| products != [*page]);
                ask_pages(&seen);
            }
            Protocol::Cart(_) => {
                let last_first: Vec<u32> = products.iter().rev().copied().collect();
                let of_basket = products.len().saturating_sub(1);
                for nth in 0..of_basket {
                    let (pages, wanted) = (&last_first[of_basket - nth..], &products[nth + 1..=nth + 1]);
                    ask(&Question { pages, wanted, n_wanted: 1, nth, of_basket });
                }
            }
            Protocol::Shop(_) => {
                ask(&Question { pages: &[], wanted: &wanted, n_wanted: wanted.len(), nth: 0, of_basket: 1 });
            }
        }
    }
}
