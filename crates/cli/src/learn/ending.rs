//! Whether a log ends where its shop stands: one order with a date of next year, and everything that looks back from the
//! end finds nothing.

use super::account::day;
use super::lists::Rules;
use super::lists::rules::{CountRule, DAY, PairRule, RateRule, Rule, TrendRule};
use super::log::{Deed, Log};
use std::fmt;

/// What is odd about the end of a log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Odd {
    /// Its last day is long after the one before it.
    Late { last: i64, before: i64 },
    /// One kind of event ends so long before the others that lists find none.
    Early { deed: Deed, last: i64, end: i64, window: i64 },
}

/// No shop is closed for so many days, and then open for one.
const GAP: i64 = 30;

/// What is odd about the end of a log that lists are learned from.
pub(super) fn odd(log: &Log, rules: &Rules) -> Vec<Odd> {
    if rules.end.is_some() {
        return Vec::new();
    }
    let deeds = [Deed::View, Deed::AddToCart, Deed::Purchase];
    let mut days: Vec<i64> = deeds.into_iter().flat_map(|deed| log.days(deed)).collect();
    days.sort_unstable();
    days.dedup();
    let [.., before, last] = *days else { return Vec::new() };
    if last - before > GAP {
        return vec![Odd::Late { last, before }];
    }
    let early = deeds.into_iter().filter_map(|deed| {
        let (own, window) = (*log.days(deed).last()?, window(rules, deed)?);
        (last - own >= window).then_some(Odd::Early { deed, last: own, end: last, window })
    });
    early.collect()
}

/// How many days the list looks back that looks back least for a deed.
fn window(rules: &Rules, of: Deed) -> Option<i64> {
    let windows = rules.lists.values().filter_map(|rule| match *rule {
        Rule::Pairs(PairRule { from, to, recency, .. }) => [from, to].contains(&of).then_some(recency.window_days),
        Rule::Count(CountRule { deed, recency, .. }) => (deed == of).then_some(recency.window_days),
        Rule::Rate(RateRule { deed, window_days, .. }) => [deed, Deed::View].contains(&of).then_some(window_days),
        Rule::Trend(TrendRule { background_hours, .. }) => (of == Deed::View).then_some(background_hours.div_ceil(24)),
    });
    windows.min().map(i64::from)
}

impl fmt::Display for Odd {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = |days: i64| day(days * DAY);
        match self {
            Odd::Late { last, before } => write!(
                out,
                "the last day is {}, and the one before it is {}: lists look back from the last one; if it is wrong, set \
                 learn.lists.until",
                date(*last),
                date(*before)
            ),
            Odd::Early { deed, last, end, window } => write!(
                out,
                "the last {} is of {}, and the log ends on {}: lists that look back {window} days find none; set \
                 learn.lists.until",
                words(*deed),
                date(*last),
                date(*end)
            ),
        }
    }
}

fn words(deed: Deed) -> &'static str {
    match deed {
        Deed::View => "view",
        Deed::AddToCart => "cart add",
        Deed::Purchase => "purchase",
    }
}

#[cfg(test)]
mod tests {
    use super::{DAY, Deed, Log, Rules, odd};
    use crate::learn::log::Event;

    fn said(deeds: &[(Deed, i64)], rules: &Rules) -> Vec<String> {
        let event = |(number, (deed, day)): (u64, &(Deed, i64))| Event {
            visitor: number,
            basket: number,
            time: (20_000 + day) * DAY,
            line: number,
            product: 0,
            deed: *deed,
        };
        let events: Vec<Event> = (0..).zip(deeds).map(event).collect();
        odd(&Log::of(vec!["A".to_owned()], &events), rules).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_last_day_long_after_the_one_before_it_is_said() {
        let log = |last| [(Deed::Purchase, 0), (Deed::Purchase, 1), (Deed::Purchase, last)];
        assert!(said(&log(31), &Rules::default()).is_empty());
        let expected = "the last day is 2024-11-05, and the one before it is 2024-10-05: lists look back from the last \
                        one; if it is wrong, set learn.lists.until";
        assert_eq!(said(&log(32), &Rules::default()), [expected]);
        assert!(said(&log(400), &Rules { end: Some(1), ..Rules::default() }).is_empty(), "somebody has said it");
    }

    #[test]
    fn a_kind_of_event_that_ends_before_its_lists_look_back_is_said() {
        let log = |last| [(Deed::View, 0), (Deed::View, last), (Deed::Purchase, 10)];
        assert!(said(&log(8), &Rules::default()).is_empty(), "what trends looks back three days");
        let expected = "the last view is of 2024-10-11, and the log ends on 2024-10-14: lists that look back 3 days find \
                        none; set learn.lists.until";
        assert_eq!(said(&log(7), &Rules::default()), [expected]);
    }
}
