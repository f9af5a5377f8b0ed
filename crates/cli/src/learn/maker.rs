//! From the cells of a line to what it says, whatever format the line is in.
//!
//! The first thing that keeps a line from being used is said, and nothing else: every line is kept or dropped once.

use super::clock::{Clock, NoTime};
use super::dropped::Why;
use super::field::{ByField, Field, Kind, plain};
use super::key::{Of, joined, key};
use super::raw::{Raw, What};
use super::words::EventWords;
use crate::diagnostic::Reason;
use crate::import::DecimalMark;
use glob::Pattern;

/// The cells of a line, trimmed; empty where the file has no such column.
pub(super) type Cells<'a> = ByField<&'a str>;

/// What the lines of a file mean.
pub(super) struct Maker {
    pub(super) kind: Kind,
    pub(super) clock: Clock,
    pub(super) decimal_mark: DecimalMark,
    pub(super) words: EventWords,
    /// Order numbers of what takes an order back.
    pub(super) cancellations: Vec<Pattern>,
    /// Order numbers of what is no order.
    pub(super) not_orders: Vec<Pattern>,
    /// States of orders that came to nothing, as [`plain`] has them.
    pub(super) cancelled_statuses: Vec<String>,
}

/// Why a line is not used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Fault {
    /// It says something that is of no use.
    Dropped(Why),
    /// It says that the order of that number came to nothing.
    Cancelled(u64),
    /// It cannot be read.
    Wrong(Field, Reason),
    /// Nobody says which number of its date is the month.
    WhichOrder(Reason),
}

/// What shop systems and data warehouses write for nothing or nobody.
const NOBODY: [&str; 11] =
    ["0", "-1", "null", "none", "nan", "(not set)", "undefined", "unknown", "anonymous", "guest", "n/a"];
/// In thousandths: a quantity can be a weight.
const ONE: i64 = 1000;

impl Maker {
    /// What a line says; its place among all lines is for the caller to know.
    pub(super) fn make(&self, cells: &Cells<'_>) -> Result<Raw, Fault> {
        match self.kind {
            Kind::Orders => self.order_line(cells),
            Kind::Events => self.event(cells),
        }
    }

    fn order_line(&self, cells: &Cells<'_>) -> Result<Raw, Fault> {
        let order = needed(cells, Field::Order, "an order number")?;
        if matches_any(&self.not_orders, order) {
            return Err(Fault::Dropped(Why::NoOrder));
        }
        let basket = key(Of::Order, id(order).unwrap_or(order));
        let status = cells.get(Field::Status);
        if !status.is_empty() && self.cancelled_statuses.contains(&plain(status)) {
            return Err(Fault::Cancelled(basket));
        }
        let sku = needed(cells, Field::Sku, "a SKU")?;
        let time = self.time(cells)?;
        let quantity = self.quantity(cells)?;
        let is_return = quantity < 0 || matches_any(&self.cancellations, order);
        if quantity == 0 {
            return Err(Fault::Dropped(Why::NoQuantity));
        }
        if !is_return && !is_positive(cells.get(Field::Price))? {
            return Err(Fault::Dropped(Why::NoPrice));
        }
        let what = if is_return { What::Return } else { What::OrderLine };
        let says_state = !status.is_empty();
        let line = raw(cells, sku, time, visitor(cells).unwrap_or(basket), basket, quantity, what);
        Ok(Raw { says_state, ..line })
    }

    fn event(&self, cells: &Cells<'_>) -> Result<Raw, Fault> {
        let word = needed(cells, Field::Event, "the name of an event")?;
        let what = self.words.meaning(word).ok_or(Fault::Dropped(Why::OtherEvent))?;
        let sku = needed(cells, Field::Sku, "a SKU")?;
        let time = self.time(cells)?;
        let order = id(cells.get(Field::Order)).map(|order| key(Of::Order, order));
        let session = session(cells);
        let basket = if what == What::PurchaseEvent { order.or(session) } else { session };
        let nobody =
            || Fault::Wrong(Field::Session, Reason::Missing { expected: "a customer, a visitor or a session" });
        let visitor = visitor(cells).or(basket).ok_or_else(nobody)?;
        Ok(raw(cells, sku, time, visitor, basket.unwrap_or_default(), ONE, what))
    }

    fn time(&self, cells: &Cells<'_>) -> Result<i64, Fault> {
        let text = needed(cells, Field::Time, "a time")?;
        let expected = "a time such as 2026-11-22 14:05:09";
        self.clock.seconds(text).map_err(|error| {
            let reason = Reason::Unexpected { expected, found: text.to_owned() };
            match error {
                NoTime::Unknown => Fault::Wrong(Field::Time, reason),
                NoTime::WhichOrder => Fault::WhichOrder(reason),
            }
        })
    }

    /// In thousandths; one where the line says nothing.
    fn quantity(&self, cells: &Cells<'_>) -> Result<i64, Fault> {
        let text = *cells.get(Field::Quantity);
        if text.is_empty() {
            return Ok(ONE);
        }
        let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(digits) => (-1, digits),
            None => (1, text),
        };
        let thousandths = match digits.parse::<u32>() {
            Ok(whole) => Some(i64::from(whole) * ONE),
            Err(_) => self.decimal_mark.plain_number(digits).and_then(|number| thousandths(&number)),
        };
        let expected = "a quantity such as 2 or -1";
        let wrong = || Fault::Wrong(Field::Quantity, Reason::Unexpected { expected, found: text.to_owned() });
        thousandths.map(|thousandths| sign * thousandths).ok_or_else(wrong)
    }
}

fn raw(cells: &Cells<'_>, sku: &str, time: i64, visitor: u64, basket: u64, quantity: i64, what: What) -> Raw {
    let said =
        [Field::Price, Field::Session, Field::Customer, Field::Visitor].map(|field| key(Of::Rest, cells.get(field)));
    let rest = said.into_iter().fold(0, |rest: u64, number| rest.rotate_left(9) ^ number) as u32;
    let (sku, quantity) = (key(Of::Sku, sku), quantity.abs());
    Raw { visitor, basket, time, line: 0, rest, sku, quantity, what, says_state: false }
}

/// Who, where the line says it.
fn visitor(cells: &Cells<'_>) -> Option<u64> {
    let customer = id(cells.get(Field::Customer)).map(|customer| key(Of::Customer, customer));
    customer.or_else(|| browser(cells)).or_else(|| session(cells))
}

/// Whose browser, where the line says it.
fn browser(cells: &Cells<'_>) -> Option<u64> {
    id(cells.get(Field::Visitor)).map(|visitor| key(Of::Browser, visitor))
}

/// Which session, where the line says it: one of that browser, where it says whose.
fn session(cells: &Cells<'_>) -> Option<u64> {
    let session = id(cells.get(Field::Session)).map(|session| key(Of::Session, session))?;
    Some(browser(cells).map_or(session, |browser| joined(browser, session)))
}

fn needed<'a>(cells: &Cells<'a>, field: Field, expected: &'static str) -> Result<&'a str, Fault> {
    let cell = *cells.get(field);
    if cell.is_empty() { Err(Fault::Wrong(field, Reason::Missing { expected })) } else { Ok(cell) }
}

/// The name of somebody or something; a whole number that a table of floating-point numbers has been through is the
/// number.
fn id(text: &str) -> Option<&str> {
    let is_nobody = text.is_empty() || NOBODY.iter().any(|nobody| text.eq_ignore_ascii_case(nobody));
    let whole = text.strip_suffix(".0").filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let name = whole.unwrap_or(text);
    (!is_nobody && name != "0").then_some(name)
}

/// Whether an amount is more than nothing; its currency and its decimal mark do not matter for that. What is not there
/// may be any amount.
fn is_positive(price: &str) -> Result<bool, Fault> {
    let wrong = || {
        let expected = "an amount such as 12.50";
        Err(Fault::Wrong(Field::Price, Reason::Unexpected { expected, found: price.to_owned() }))
    };
    match price.bytes().find(u8::is_ascii_digit) {
        None if price.is_empty() => Ok(true),
        None => wrong(),
        Some(_) => Ok(!price.contains(['-', '\u{2212}', '(']) && price.bytes().any(|byte| matches!(byte, b'1'..=b'9'))),
    }
}

/// A number without a sign and with a point, in thousandths.
fn thousandths(number: &str) -> Option<i64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let whole: i64 = whole.parse().ok()?;
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(3);
    let fraction = digits.fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
    whole.checked_mul(ONE)?.checked_add(fraction)
}

fn matches_any(patterns: &[Pattern], text: &str) -> bool {
    patterns.iter().any(|pattern| pattern.matches(text))
}

#[cfg(test)]
mod tests;
