//! The keys of a config file that are about learned lists: how far back each looks, how fast it forgets, how long it is.

use crate::learn::lists::rules::{CountRule, PairRule, RateRule, Rule, Together, TrendRule};
use crate::learn::lists::{ListType, Rules};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::ops::RangeInclusive;

/// What lists are made of.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(crate) struct ListsTable {
    /// The last day that counts.
    pub(crate) until: Option<String>,
    /// How many of the last days `--evaluate` holds out.
    pub(crate) held_out_days: Option<u32>,
    /// How many results of its own are enough for a product.
    pub(crate) enough: Option<u32>,
    /// How many entries the lists of products have at most.
    pub(crate) length: Option<u32>,
    pub(crate) viewed_viewed: ListTable,
    pub(crate) viewed_bought: ListTable,
    pub(crate) bought_bought: ListTable,
    pub(crate) most_viewed: ListTable,
    pub(crate) most_purchased: ListTable,
    pub(crate) most_added_to_cart: ListTable,
    pub(crate) trending: ListTable,
    pub(crate) view_to_purchase: ListTable,
    pub(crate) view_to_cart: ListTable,
    pub(crate) next_item: ListTable,
}

/// What the lists of one type are made of; which keys mean something depends on the type.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(crate) struct ListTable {
    pub(crate) length: Option<u32>,
    pub(crate) window_days: Option<u32>,
    pub(crate) half_life_days: Option<u32>,
    pub(crate) rise_days: Option<u32>,
    pub(crate) reach: Option<u32>,
    pub(crate) prior: Option<u32>,
    pub(crate) before_days: Option<u32>,
    pub(crate) hours: Option<u32>,
    pub(crate) background_hours: Option<u32>,
    pub(crate) min_sessions: Option<u32>,
}

/// The days that an evaluation holds out where nothing else is said.
const HELD_OUT_DAYS: u32 = 14;
/// Ten years.
const DAYS: RangeInclusive<u32> = 1..=3653;

/// Numbers that can be meant, in words and as such.
type Numbers = (&'static str, RangeInclusive<u32>);
/// Of entries in the list of a product.
const LENGTHS: Numbers = ("a number from 1 to 100", 1..=100);
/// Of entries in a list of the shop, which units filter.
const SHOP_LENGTHS: Numbers = ("a number from 1 to 20000", 1..=20_000);

impl ListsTable {
    fn tables(&self) -> [(ListType, &ListTable); 10] {
        [
            (ListType::ViewedViewed, &self.viewed_viewed),
            (ListType::ViewedBought, &self.viewed_bought),
            (ListType::BoughtBought, &self.bought_bought),
            (ListType::MostViewed, &self.most_viewed),
            (ListType::MostPurchased, &self.most_purchased),
            (ListType::MostAddedToCart, &self.most_added_to_cart),
            (ListType::Trending, &self.trending),
            (ListType::ViewToPurchase, &self.view_to_purchase),
            (ListType::ViewToCart, &self.view_to_cart),
            (ListType::NextItem, &self.next_item),
        ]
    }

    /// How lists are made, where a table may change it.
    pub(crate) fn rules(&self) -> Rules {
        let rule = |(list, table): (ListType, &ListTable)| {
            let mut rule = Rule::of(list);
            if let (Rule::Pairs(rule), Some(length)) = (&mut rule, self.length) {
                rule.length = length;
            }
            for (key, value) in table.said() {
                if let Some(place) = place(&mut rule, key) {
                    *place = value;
                }
            }
            (list, rule)
        };
        let end = self.until.as_deref().and_then(end_of);
        Rules { lists: self.tables().map(rule).into(), end }
    }

    pub(crate) fn held_out_days(&self) -> u32 {
        self.held_out_days.unwrap_or(HELD_OUT_DAYS)
    }

    /// Says of each value that cannot be meant what is expected there and what is found.
    pub(super) fn check(&self, expect: &mut impl FnMut(&str, &'static str, &str)) {
        if let Some(until) = self.until.as_deref().filter(|until| end_of(until).is_none()) {
            expect("learn.lists.until", "a day such as 2026-11-22", until);
        }
        let own = [("held-out-days", self.held_out_days), ("enough", self.enough), ("length", self.length)];
        for (key, value) in own {
            check_number("learn.lists", key, value, LENGTHS, expect);
        }
        for (list, table) in self.tables() {
            let path = format!("learn.lists.{}", list.name());
            let mut rule = Rule::of(list);
            let lengths = if matches!(rule, Rule::Pairs(_)) { LENGTHS } else { SHOP_LENGTHS };
            for (key, value) in table.said() {
                match place(&mut rule, key) {
                    Some(place) => {
                        *place = value;
                        check_number(&path, key, Some(value), lengths.clone(), expect);
                    }
                    None => expect(&format!("{path}.{key}"), "a key that this type of list has", key),
                }
            }
            // Hours are compared with hours that they are part of, and that have others too.
            if let Rule::Trend(TrendRule { hours, background_hours, .. }) = rule
                && hours >= background_hours
            {
                let key = if table.hours.is_some() { "hours" } else { "background-hours" };
                let found = format!("hours = {hours}, background-hours = {background_hours}");
                expect(&format!("{path}.{key}"), "fewer hours than background-hours", &found);
            }
        }
    }
}

impl ListTable {
    /// The keys that are there.
    fn said(&self) -> impl Iterator<Item = (&'static str, u32)> {
        let all = [
            ("length", self.length),
            ("window-days", self.window_days),
            ("half-life-days", self.half_life_days),
            ("rise-days", self.rise_days),
            ("reach", self.reach),
            ("prior", self.prior),
            ("before-days", self.before_days),
            ("hours", self.hours),
            ("background-hours", self.background_hours),
            ("min-sessions", self.min_sessions),
        ];
        all.into_iter().filter_map(|(key, value)| value.map(|value| (key, value)))
    }
}

/// Where a rule keeps the value of a key, if it has one.
fn place<'r>(rule: &'r mut Rule, key: &str) -> Option<&'r mut u32> {
    match (rule, key) {
        (Rule::Pairs(PairRule { length, .. }), "length")
        | (Rule::Count(CountRule { length, .. }), "length")
        | (Rule::Rate(RateRule { length, .. }), "length")
        | (Rule::Trend(TrendRule { length, .. }), "length") => Some(length),
        (Rule::Pairs(PairRule { recency, .. }) | Rule::Count(CountRule { recency, .. }), "window-days") => {
            Some(&mut recency.window_days)
        }
        (Rule::Rate(RateRule { window_days, .. }), "window-days") => Some(window_days),
        (Rule::Pairs(PairRule { recency, .. }) | Rule::Count(CountRule { recency, .. }), "half-life-days") => {
            Some(&mut recency.half_life_days)
        }
        (Rule::Pairs(PairRule { rise_days, .. }), "rise-days") => Some(rise_days),
        (Rule::Pairs(PairRule { reach, .. }), "reach") => Some(reach),
        (Rule::Pairs(PairRule { prior, .. }) | Rule::Rate(RateRule { prior, .. }), "prior") => Some(prior),
        (Rule::Pairs(PairRule { together: Together::Before { days }, .. }), "before-days") => Some(days),
        (Rule::Trend(TrendRule { hours, .. }), "hours") => Some(hours),
        (Rule::Trend(TrendRule { background_hours, .. }), "background-hours") => Some(background_hours),
        (Rule::Trend(TrendRule { min_sessions, .. }), "min-sessions") => Some(min_sessions),
        _ => None,
    }
}

fn check_number(
    path: &str,
    key: &str,
    value: Option<u32>,
    lengths: Numbers,
    expect: &mut impl FnMut(&str, &'static str, &str),
) {
    let (expected, range) = match key {
        "length" => lengths,
        "enough" => LENGTHS,
        "reach" => ("a number from 1 to 1000", 1..=1000),
        "half-life-days" | "rise-days" => ("a number of days from 0 (none) to 3653", 0..=3653),
        "prior" => ("a number from 0 to 1000", 0..=1000),
        "hours" | "background-hours" => ("a number of hours from 1 to 1000", 1..=1000),
        "min-sessions" => ("a number from 1 to 1000", 1..=1000),
        _ => ("a number of days from 1 to 3653", DAYS),
    };
    if let Some(found) = value.filter(|value| !range.contains(value)) {
        expect(&format!("{path}.{key}"), expected, &found.to_string());
    }
}

/// The first second after a day.
fn end_of(day: &str) -> Option<i64> {
    let date: Date = day.parse().ok()?;
    Some(date.tomorrow().ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second())
}
