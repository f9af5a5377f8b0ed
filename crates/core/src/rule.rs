//! A related-product rule (reference, section 2): which products it is for, which products it shows, and when.

use crate::condition::Group;
use crate::context::Context;
use crate::link::Relation;
use crate::product::Product;
use alloc::string::String;
use alloc::vec::Vec;

/// The largest result limit a rule may have, and the one it has when it names none (reference, section 2; decision 1).
pub const MAX_RULE_LIMIT: u32 = 20;

/// A rule that has been checked.
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// For the merchant; never shown to a shopper.
    pub name: String,
    /// The relation whose unit it fills.
    pub relation: Relation,
    /// 1 is the highest; equal priorities keep their order in the feed.
    pub priority: u32,
    /// An inactive rule selects nothing.
    pub active: bool,
    /// First and last day on which it is active, both inclusive; `None` is unbounded.
    pub window: (Option<Day>, Option<Day>),
    /// How many products it may contribute: 1 to [`MAX_RULE_LIMIT`].
    pub limit: u32,
    /// The customer segments it is for; empty means everyone.
    pub segments: Vec<String>,
    /// Products to match: the viewed product, or one in the cart.
    pub products_to_match: Group,
    /// Products to display.
    pub products_to_display: Group,
}

impl Rule {
    /// Whether the rule speaks at all in this context: active, in its dates, for this shopper's segment (any of the
    /// rule's segments will do: decision 8). Where the page does not know today, dated rules are silent.
    pub fn is_live(&self, context: &Context) -> bool {
        let (from, to) = &self.window;
        let dated = from.is_some() || to.is_some();
        let in_window = match &context.today {
            Some(today) => from.as_ref().is_none_or(|from| from <= today) && to.as_ref().is_none_or(|to| today <= to),
            None => !dated,
        };
        let for_shopper =
            self.segments.is_empty() || self.segments.iter().any(|segment| context.segments.contains(segment));
        self.active && in_window && for_shopper
    }

    /// Whether the rule is about this product.
    pub fn matches(&self, anchor: &Product, context: &Context) -> bool {
        self.products_to_match.accepts(anchor, anchor, context.fold)
    }

    /// Whether the rule shows this product to someone who is looking at the anchor.
    pub fn displays(&self, candidate: &Product, anchor: &Product, context: &Context) -> bool {
        self.products_to_display.accepts(candidate, anchor, context.fold)
    }
}

/// A calendar day, as `2026-11-22`; days in that form are in order of time.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Day(String);

impl Day {
    /// Reads `YYYY-MM-DD`; `None` for any other form or a day that no month has.
    pub fn parse(text: &str) -> Option<Day> {
        let mut parts = text.split('-');
        let mut next = |digits: usize| {
            let part = parts.next().filter(|part| part.len() == digits)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok())?
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        (parts.next().is_none() && (1..=days).contains(&day)).then(|| Day(text.into()))
    }
}
