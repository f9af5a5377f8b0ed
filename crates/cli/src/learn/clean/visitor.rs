//! The lines of one visitor, in the order of their time, and what becomes of each.

use super::super::dropped::Why;
use super::super::key::visit_key;
use super::super::lists::rules::{DAY, HOUR};
use super::super::log::{Deed, Event};
use super::super::raw::{Raw, What, line_of};
use super::{Counts, Rules};
use hashbrown::{HashMap, HashSet};
use std::collections::BTreeSet;

/// What one visitor did.
pub(super) struct Deeds<'a> {
    lines: &'a [Raw],
    products: Vec<u32>,
    /// Why a line is left out.
    dropped: Vec<Option<Why>>,
    /// What it belongs to.
    baskets: Vec<u64>,
}

/// Who does nothing for so long has left, and comes for another visit.
const PAUSE: i64 = HOUR / 2;

impl<'a> Deeds<'a> {
    /// These lines, sorted by time; those of no product are out at once.
    pub(super) fn of(lines: &'a [Raw], products: &HashMap<u64, Result<u32, Why>>) -> Deeds<'a> {
        let found = lines.iter().map(|line| products.get(&line.sku).copied().unwrap_or(Err(Why::UnknownSku)));
        let (products, dropped) = found.map(|found| (found.unwrap_or_default(), found.err())).unzip();
        Deeds { lines, products, dropped, baskets: visits(lines) }
    }

    /// Drops what the rules say, in the order of the reasons.
    pub(super) fn drop_all(&mut self, rules: &Rules, cancelled: &HashSet<u64>) {
        self.drop_cancelled(cancelled);
        if !rules.keep_duplicates {
            self.drop_duplicates();
        }
        self.drop_returned(rules);
        self.drop_purchase_events(rules);
        self.drop_if_no_person(rules);
        self.drop_large_baskets(rules);
    }

    /// Each line with its place among all lines, and what becomes of it.
    pub(super) fn fates(&self) -> impl Iterator<Item = (u32, Result<Event, Why>)> + '_ {
        self.lines.iter().enumerate().map(|(number, line)| {
            let event = || Event {
                visitor: line.visitor,
                basket: self.baskets[number],
                time: line.time,
                line: line.line,
                product: self.products[number],
                deed: line.what.deed(),
            };
            (line_of(line.line), self.dropped[number].map_or_else(|| Ok(event()), Err))
        })
    }

    /// Those of the lines that are still in and fit.
    fn left(&self, fits: impl Fn(What) -> bool) -> impl Iterator<Item = usize> {
        (0..self.lines.len()).filter(move |number| self.dropped[*number].is_none() && fits(self.lines[*number].what))
    }

    /// Some shop systems write the state of an order on its first line only.
    fn drop_cancelled(&mut self, cancelled: &HashSet<u64>) {
        for (line, dropped) in self.lines.iter().zip(&mut self.dropped) {
            if dropped.is_none() && !line.says_state && cancelled.contains(&line.basket) {
                *dropped = Some(Why::CancelledOrder);
            }
        }
    }

    /// Of lines that say the same, the first stays.
    fn drop_duplicates(&mut self) {
        if self.lines.len() < 2 {
            return;
        }
        let mut seen = HashSet::with_capacity(self.lines.len());
        for number in self.left(|_| true).collect::<Vec<_>>() {
            let line = &self.lines[number];
            let said = (line.time, line.basket, line.sku, line.quantity, line.rest, line.what);
            if !seen.insert(said) {
                self.dropped[number] = Some(Why::Duplicate);
            }
        }
    }

    /// A return takes back the latest purchase of as many of the product before it, and is no purchase itself.
    fn drop_returned(&mut self, rules: &Rules) {
        if self.left(|what| what == What::Return).next().is_none() {
            return;
        }
        let mut bought: HashMap<(u32, i64), Vec<usize>> = HashMap::new();
        for number in
            self.left(What::is_purchase).chain(self.left(|what| what == What::Return)).collect::<BTreeSet<_>>()
        {
            let line = &self.lines[number];
            let kind = (self.products[number], line.quantity);
            if line.what != What::Return {
                bought.entry(kind).or_default().push(number);
                continue;
            }
            self.dropped[number] = Some(Why::Return);
            let taken_back = bought.get_mut(&kind).filter(|_| !rules.keep_returned).and_then(Vec::pop);
            if let Some(purchase) = taken_back {
                self.dropped[purchase] = Some(Why::Returned);
            }
        }
    }

    /// Purchases that orders tell of are not told of again; where events may add to the orders, only of the same order.
    fn drop_purchase_events(&mut self, rules: &Rules) {
        let mut ordered = HashSet::new();
        if rules.keep_purchase_events {
            ordered.extend(self.left(|what| what == What::OrderLine).map(|line| self.bought(line)));
        }
        for number in self.left(|what| what == What::PurchaseEvent).collect::<Vec<_>>() {
            if !rules.keep_purchase_events || ordered.contains(&self.bought(number)) {
                self.dropped[number] = Some(Why::InOrders);
            }
        }
    }

    fn bought(&self, number: usize) -> (u64, u32) {
        (self.baskets[number], self.products[number])
    }

    /// Nobody looks at so many products for an hour, or a day. What was paid for was bought, whoever did it.
    fn drop_if_no_person(&mut self, rules: &Rules) {
        let browsed: Vec<usize> = self.left(|what| matches!(what, What::View | What::AddToCart)).collect();
        let exceeds = |most: usize, seconds: i64| {
            browsed.windows(most.saturating_add(1)).any(|window| match window {
                [first, .., last] => self.lines[*last].time - self.lines[*first].time < seconds,
                _ => true,
            })
        };
        if exceeds(rules.max_an_hour, HOUR) || exceeds(rules.max_a_day, DAY) {
            browsed.into_iter().for_each(|number| self.dropped[number] = Some(Why::Bot));
        }
    }

    /// Orders, and sessions of views or cart adds.
    fn drop_large_baskets(&mut self, rules: &Rules) {
        if self.lines.len() <= rules.max_basket {
            return;
        }
        let of = |number: usize| (self.baskets[number], self.lines[number].what.deed());
        let mut sizes: HashMap<(u64, Deed), usize> = HashMap::new();
        self.left(|_| true).for_each(|number| *sizes.entry(of(number)).or_default() += 1);
        for number in self.left(|_| true).collect::<Vec<_>>() {
            if sizes[&(self.baskets[number], self.lines[number].what.deed())] > rules.max_basket {
                self.dropped[number] = Some(Why::LargeBasket);
            }
        }
    }
}

impl What {
    fn is_purchase(self) -> bool {
        matches!(self, What::OrderLine | What::PurchaseEvent)
    }

    fn deed(self) -> Deed {
        match self {
            What::View => Deed::View,
            What::AddToCart => Deed::AddToCart,
            What::PurchaseEvent | What::OrderLine | What::Return => Deed::Purchase,
        }
    }
}

/// What each line belongs to: what it says, else the visit that pauses between lines tell.
fn visits(lines: &[Raw]) -> Vec<u64> {
    let (mut visit, mut latest) = (0, i64::MIN);
    let belongs = lines.iter().map(|line| {
        if line.basket != 0 {
            return line.basket;
        }
        if visit == 0 || line.time - latest > PAUSE {
            visit = visit_key(line.visitor, line.time);
        }
        latest = line.time;
        visit
    });
    belongs.collect()
}

/// What is left of a visitor, in numbers.
pub(super) fn counts(events: &[Event]) -> Counts {
    let of = |deed: Deed| events.iter().filter(|event| event.deed == deed).count() as u64;
    let bought = events.iter().filter(|event| event.deed == Deed::Purchase);
    let baskets: HashSet<u64> = bought.map(|event| event.basket).collect();
    Counts {
        views: of(Deed::View),
        cart_adds: of(Deed::AddToCart),
        purchases: of(Deed::Purchase),
        visitors: u64::from(!events.is_empty()),
        baskets: baskets.len() as u64,
    }
}

#[cfg(test)]
mod tests;
