//! What became of lines that are not in the log: counted by reason, with a few examples.

use std::collections::BTreeMap;

/// Why a line is not in the log.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Why {
    /// It cannot be read: every kind of mistake is shown with its place.
    Unreadable,
    /// Its number says that it is no order: an adjustment, a test.
    NoOrder,
    /// Its order has a state that says that it came to nothing.
    CancelledOrder,
    /// It takes a purchase back.
    Return,
    /// It is a purchase that was taken back.
    Returned,
    /// Nothing was bought.
    NoQuantity,
    /// It was bought for nothing, or less.
    NoPrice,
    /// Its SKU is that of a fee or of something else that is no product.
    NoProduct,
    /// The catalogue does not have its SKU.
    UnknownSku,
    /// Another line says the same.
    Duplicate,
    /// Its visitor does more than a person can.
    Bot,
    /// Its basket has more lines than a shopper's.
    LargeBasket,
    /// It is an event that says nothing about a product.
    OtherEvent,
    /// It is an event of a purchase, and the orders have all of them.
    InOrders,
}

/// How many lines, and a few of them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// All of them.
    pub count: u64,
    /// The first few, by their places among all lines read.
    pub(super) lines: Vec<u32>,
}

/// The lines of each reason.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Tallies(pub(super) BTreeMap<Why, Tally>);

/// How many lines stand for all of a reason.
const N_EXAMPLES: usize = 3;

impl Why {
    /// All reasons, in the order of the account.
    pub const ALL: [Why; 14] = [
        Why::Unreadable,
        Why::NoOrder,
        Why::CancelledOrder,
        Why::Return,
        Why::Returned,
        Why::NoQuantity,
        Why::NoPrice,
        Why::NoProduct,
        Why::UnknownSku,
        Why::Duplicate,
        Why::Bot,
        Why::LargeBasket,
        Why::OtherEvent,
        Why::InOrders,
    ];

    /// The key of the report.
    pub fn name(self) -> &'static str {
        match self {
            Why::Unreadable => "unreadable",
            Why::NoOrder => "no-order",
            Why::CancelledOrder => "cancelled-order",
            Why::Return => "return",
            Why::Returned => "returned",
            Why::NoQuantity => "no-quantity",
            Why::NoPrice => "no-price",
            Why::NoProduct => "no-product",
            Why::UnknownSku => "unknown-sku",
            Why::Duplicate => "duplicate",
            Why::Bot => "bot",
            Why::LargeBasket => "large-basket",
            Why::OtherEvent => "other-event",
            Why::InOrders => "in-orders",
        }
    }

    /// What the lines are, for the summary.
    pub fn words(self) -> &'static str {
        match self {
            Why::Unreadable => "that cannot be read",
            Why::NoOrder => "of what is no order by its number",
            Why::CancelledOrder => "of orders that came to nothing by their state",
            Why::Return => "of cancellations and returns",
            Why::Returned => "of purchases that were returned",
            Why::NoQuantity => "with a quantity of nothing",
            Why::NoPrice => "with a price of nothing or less",
            Why::NoProduct => "of fees and others that are no products",
            Why::UnknownSku => "of products that the catalogue does not have",
            Why::Duplicate => "saying what another line says",
            Why::Bot => "of visitors who do more than a person can",
            Why::LargeBasket => "of baskets with more lines than a shopper's",
            Why::OtherEvent => "of other events than views, cart adds and purchases",
            Why::InOrders => "of purchase events, which the orders have",
        }
    }
}

impl Tallies {
    /// Counts a line.
    pub(super) fn count(&mut self, why: Why, line: u32) {
        let tally = self.0.entry(why).or_default();
        tally.count += 1;
        tally.remember(line);
    }

    /// Adds what was counted elsewhere.
    pub(super) fn add(&mut self, others: &Tallies) {
        for (why, other) in &others.0 {
            let tally = self.0.entry(*why).or_default();
            tally.count += other.count;
            other.lines.iter().for_each(|line| tally.remember(*line));
        }
    }

    /// How many lines all reasons have.
    pub(super) fn total(&self) -> u64 {
        self.0.values().map(|tally| tally.count).sum()
    }
}

impl Tally {
    /// Lines come in any order, and the first few are the examples.
    fn remember(&mut self, line: u32) {
        if self.lines.len() == N_EXAMPLES && self.lines.last().is_none_or(|last| *last < line) {
            return;
        }
        let place = self.lines.partition_point(|known| *known < line);
        self.lines.insert(place, line);
        self.lines.truncate(N_EXAMPLES);
    }
}

#[cfg(test)]
mod tests {
    use super::{Tallies, Why};
    use std::collections::BTreeSet;

    #[test]
    fn the_examples_are_the_first_lines_in_whatever_order_they_come() {
        let mut here = Tallies::default();
        [9, 3, 7, 5].into_iter().for_each(|line| here.count(Why::Bot, line));
        let mut there = Tallies::default();
        [4, 8].into_iter().for_each(|line| there.count(Why::Bot, line));
        there.count(Why::Return, 1);
        here.add(&there);
        assert_eq!((here.0[&Why::Bot].count, here.0[&Why::Bot].lines.as_slice()), (6, &[3, 4, 5][..]));
        assert_eq!(here.total(), 7);
    }

    #[test]
    fn no_two_reasons_have_the_same_name() {
        let names: BTreeSet<&str> = Why::ALL.into_iter().map(Why::name).collect();
        assert_eq!(names.len(), Why::ALL.len());
        assert!(Why::ALL.is_sorted());
    }
}
