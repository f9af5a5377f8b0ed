//! A related-product rule (reference, section 2): which products it is for, which products it shows, and when.

use crate::condition::{Group, Matched, Scene};
use crate::context::Context;
use crate::feed::Product;
use crate::link::Relation;
use crate::text::pieces;
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
    /// The categories that the products to match must be in; `the same category` is one of these, or lies below.
    pub declared_categories: Vec<String>,
}

/// Why a rule has nothing to say in a context.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Silence {
    /// It is switched off.
    Inactive,
    /// Its first day is still to come.
    Early,
    /// Its last day has passed.
    Late,
    /// It has dates, and the page does not know today.
    NoDate,
    /// The shopper is in none of its segments.
    Segment,
}

impl Rule {
    /// Why the rule does not speak in this context, if it does not: it must be active, in its dates (both days
    /// included), and for one of the shopper's segments (decisions 8 and 11).
    pub fn silence(&self, context: &Context) -> Option<Silence> {
        let (from, to) = &self.window;
        let in_segment = |segment| context.segments.contains(segment);
        match &context.today {
            _ if !self.active => Some(Silence::Inactive),
            None if from.is_some() || to.is_some() => Some(Silence::NoDate),
            Some(today) if from.as_ref().is_some_and(|from| today < from) => Some(Silence::Early),
            Some(today) if to.as_ref().is_some_and(|to| to < today) => Some(Silence::Late),
            _ if !self.segments.is_empty() && !self.segments.iter().any(in_segment) => Some(Silence::Segment),
            _ => None,
        }
    }

    /// Whether the rule is about this product.
    pub fn matches(&self, anchor: &Product, scene: &Scene<'_>) -> bool {
        self.products_to_match.accepts(anchor, self.matched(anchor), scene)
    }

    /// Whether the rule shows this product to someone who is looking at the anchor.
    pub fn displays(&self, candidate: &Product, anchor: &Product, scene: &Scene<'_>) -> bool {
        self.products_to_display.accepts(candidate, self.matched(anchor), scene)
    }

    /// The anchor as the rule's operands see it.
    pub fn matched<'a>(&'a self, anchor: &'a Product) -> Matched<'a> {
        Matched { product: anchor, declared: &self.declared_categories }
    }
}

/// A calendar day, as `2026-11-22`; days in that form are in order of time.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Day(String);

impl Day {
    /// Reads `YYYY-MM-DD`; `None` for any other form or a day that no month has.
    pub fn parse(text: &str) -> Option<Day> {
        let number = |part: &str, length: usize| {
            let is_number = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| part.bytes().fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
        };
        let [year, month, day] = pieces(text, |byte| byte == b'-').try_into().ok()?;
        let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        (1..=days).contains(&day).then(|| Day(text.into()))
    }
}
