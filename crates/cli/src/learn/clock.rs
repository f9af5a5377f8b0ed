//! Times as logs write them, in seconds.
//!
//! A log of thirty million lines has as many times, so the usual way to write one is read without a look at a calendar.

use super::lists::rules::{DAY, HOUR};
use jiff::tz::TimeZone;
use std::ops::{Range, RangeInclusive};

/// What the times of a file mean.
#[derive(Clone, Debug, Default)]
pub(super) struct Clock {
    /// Of times that name no zone; without it they are UTC.
    pub(super) zone: Option<TimeZone>,
    /// Whether 3/4/2026 is in April or in March; without it nobody knows.
    pub(super) order: Option<DateOrder>,
}

/// Which number of 3/4/2026 is the month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum DateOrder {
    /// The second.
    DayFirst,
    /// The first.
    MonthFirst,
}

/// Why a text is no time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum NoTime {
    /// It is none.
    Unknown,
    /// The order of day and month is not said.
    WhichOrder,
}

/// Nothing that a shop has written is older or comes later.
const YEARS: RangeInclusive<i64> = 1990..=2199;
/// The same in seconds since 1970: a number that means another time is no time.
const SECONDS: Range<i64> = 631_152_000..7_258_118_400;

impl DateOrder {
    pub(super) const ALL: [(&'static str, DateOrder); 2] =
        [("day-month-year", DateOrder::DayFirst), ("month-day-year", DateOrder::MonthFirst)];

    pub(super) fn parse(name: &str) -> Option<DateOrder> {
        DateOrder::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, order)| order)
    }
}

impl Clock {
    /// The second that a text names.
    pub(super) fn seconds(&self, text: &str) -> Result<i64, NoTime> {
        let text = text.trim();
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        if let Some(seconds) = is_number.then(|| self.counted(text)).flatten() {
            return Ok(seconds);
        }
        let (day, rest) = self.day(text)?;
        let (second, offset) = time_of_day(rest).ok_or(NoTime::Unknown)?;
        let local = day * DAY + second;
        match (offset, &self.zone) {
            (Some(offset), _) => Ok(local - offset),
            (None, None) => Ok(local),
            (None, Some(zone)) => in_zone(local, zone).ok_or(NoTime::Unknown),
        }
    }

    /// A time that is one number: seconds since 1970, or smaller units, as many digits tell; or a day as 20261122.
    fn counted(&self, text: &str) -> Option<i64> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let number: i64 = whole.parse().ok()?;
        if fraction.contains('.') {
            return None;
        }
        let second = match whole.len() {
            8 => {
                let day = days(number / 10_000, number / 100 % 100, number % 100)?;
                return self.zone.as_ref().map_or(Some(day * DAY), |zone| in_zone(day * DAY, zone));
            }
            9 | 10 => number,
            12 | 13 => number / 1_000,
            15 | 16 => number / 1_000_000,
            18 | 19 => number / 1_000_000_000,
            _ => return None,
        };
        SECONDS.contains(&second).then_some(second)
    }

    /// The day that a text begins with, in days since 1970, and what comes after it.
    fn day<'a>(&self, text: &'a str) -> Result<(i64, &'a str), NoTime> {
        if text.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            return named_day(text).ok_or(NoTime::Unknown);
        }
        let (first, rest) = digits(text).ok_or(NoTime::Unknown)?;
        let separator = rest.chars().next().filter(|mark| "-/.".contains(*mark)).ok_or(NoTime::Unknown)?;
        let (second, rest) = digits(&rest[1..]).ok_or(NoTime::Unknown)?;
        let rest = rest.strip_prefix(separator).ok_or(NoTime::Unknown)?;
        let (third, rest) = digits(rest).ok_or(NoTime::Unknown)?;
        let [first, second, third] = [first, second, third].map(|digits| (digits.len(), number(digits)));
        let day = match (first, third, separator, self.order) {
            ((4, year), _, _, _) => days(year, second.1, third.1),
            (_, (4, year), '.', _) | (_, (4, year), _, Some(DateOrder::DayFirst)) => days(year, second.1, first.1),
            (_, (4, year), _, Some(DateOrder::MonthFirst)) => days(year, first.1, second.1),
            (_, (4, _), _, None) => return Err(NoTime::WhichOrder),
            _ => None,
        };
        Ok((day.ok_or(NoTime::Unknown)?, rest))
    }
}

/// A day as `Nov 22, 2026`, as shop systems write it in tables for people.
fn named_day(text: &str) -> Option<(i64, &str)> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let name = text.get(..3)?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|known| *known == name)? as i64 + 1;
    let rest = text.trim_start_matches(|letter: char| letter.is_ascii_alphabetic() || letter == '.');
    let (day, rest) = digits(rest.trim_start())?;
    let (year, rest) = digits(rest.trim_start_matches([',', ' ']))?;
    let rest = rest.strip_prefix(',').unwrap_or(rest);
    Some((days(number(year), month, number(day))?, rest))
}

/// The second of the day, and how many seconds the clock is ahead of UTC, where the text says it.
fn time_of_day(text: &str) -> Option<(i64, Option<i64>)> {
    let text = text.strip_prefix('T').unwrap_or(text).trim_start();
    if text.is_empty() {
        return Some((0, None));
    }
    let (hour, rest) = digits(text)?;
    let (minute, rest) = digits(rest.strip_prefix(':')?)?;
    let (second, rest) = match rest.strip_prefix(':') {
        Some(rest) => digits(rest)?,
        None => ("0", rest),
    };
    let rest = match rest.strip_prefix(['.', ',']) {
        Some(rest) => rest.trim_start_matches(|letter: char| letter.is_ascii_digit()),
        None => rest,
    };
    let (half, rest) = half_of_day(rest.trim_start());
    let (hour, minute, second) = (number(hour), number(minute), number(second));
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(after_noon) => hour % 12 + after_noon,
    };
    // A minute may have a 61st second.
    let is_time = hour < 24 && minute < 60 && second <= 60;
    is_time.then_some((hour * HOUR + minute * 60 + second.min(59), offset(rest)?))
}

/// Whether a time is before or after noon, as hours to add.
fn half_of_day(text: &str) -> (Option<i64>, &str) {
    match text.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("am") => (Some(0), text[2..].trim_start()),
        Some("pm") => (Some(12), text[2..].trim_start()),
        _ => (None, text),
    }
}

/// The outer `None` for what is no offset, the inner for none at all.
#[allow(clippy::option_option, reason = "the two say different things, and nobody else asks")]
fn offset(text: &str) -> Option<Option<i64>> {
    let sign = match text {
        "" => return Some(None),
        "Z" | "z" | "UTC" | "GMT" => return Some(Some(0)),
        _ if text.starts_with('+') => 1,
        _ if text.starts_with('-') => -1,
        _ => return None,
    };
    let (hours, rest) = digits(&text[1..])?;
    let (hours, minutes) = match (hours.len(), rest.strip_prefix(':')) {
        (4, None) if rest.is_empty() => hours.split_at(2),
        (1 | 2, None) if rest.is_empty() => (hours, "0"),
        (1 | 2, Some(minutes)) => (hours, minutes),
        _ => return None,
    };
    let minutes: i64 = minutes.parse().ok().filter(|minutes| (0..60).contains(minutes))?;
    Some(Some(sign * (number(hours) * HOUR + minutes * 60)))
}

/// The digits that a text begins with, at least one and so few that they are a small number.
fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    (1..=4).contains(&end).then(|| text.split_at(end))
}

/// The number that a few digits are.
fn number(digits: &str) -> i64 {
    digits.bytes().fold(0, |number, digit| number * 10 + i64::from(digit - b'0'))
}

/// Days since 1970; `None` for a day that there is not.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if !YEARS.contains(&year) || !(1..=12).contains(&month) || !(1..=length).contains(&day) {
        return None;
    }
    // Years that begin in March have the odd day at their end.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    Some(year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1 - 719_468)
}

/// The second at which clocks of a zone show this; of the hour that is twice in autumn, the first.
fn in_zone(local: i64, zone: &TimeZone) -> Option<i64> {
    let shown = jiff::Timestamp::from_second(local).ok()?.to_zoned(TimeZone::UTC).datetime();
    Some(zone.to_ambiguous_timestamp(shown).compatible().ok()?.as_second())
}

#[cfg(test)]
mod tests {
    use super::{Clock, DateOrder, NoTime, SECONDS};
    use jiff::tz::TimeZone;
    use proptest::prelude::{prop_assert_eq, proptest};

    fn utc(text: &str) -> Result<i64, NoTime> {
        Clock::default().seconds(text)
    }

    #[test]
    fn a_time_is_read_as_logs_write_it() {
        for text in [
            "2026-11-22 14:05:09",
            "2026-11-22T14:05:09Z",
            "2026-11-22T14:05:09.123456Z",
            "2026/11/22 14:05:09",
            "2026-11-22T15:05:09+01:00",
            "2026-11-22 09:05:09 -0500",
            "2026-11-22 14:05:09 UTC",
            "2026-11-22 2:05:09 PM",
            "Nov 22, 2026, 2:05:09 PM",
            "22.11.2026 14:05:09",
            "1795356309",
            "1795356309.5",
            "1795356309123",
            "1795356309123456",
            "1795356309123456789",
            " 2026-11-22 14:05:09 ",
        ] {
            assert_eq!(utc(text), Ok(1_795_356_309), "{text}");
        }
        assert_eq!(utc("2010-12-01 08:26"), Ok(1_291_191_960));
        for text in ["2026-11-22", "20261122", "22.11.2026", "2026-11-22 12:00 AM"] {
            assert_eq!(utc(text), Ok(1_795_305_600), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_said_to_be_none() {
        for text in [
            "",
            "now",
            "12",
            "2026",
            "2026-13-01",
            "2026-02-29",
            "2026-00-10",
            "2026-11-22 24:00",
            "2026-11-22 14:60",
            "2026-11-22 14",
            "2026-11-22 14:05 CEST",
            "2026-11-22 13:05 PM",
            "22.11.26",
            "1.2.3.4",
            "99999999",
            "2026-11-22 14:05 +1:2:3",
            "0001-01-01",
            "٢٠٢٦-١١-٢٢",
            "2026-11-22x",
            "Foo 3, 2026",
            "..",
            "1..2",
        ] {
            assert_eq!(utc(text), Err(NoTime::Unknown), "{text}");
        }
    }

    #[test]
    fn a_number_that_means_a_time_before_or_after_all_shops_is_no_time() {
        assert_eq!(utc("1990-01-01"), Ok(SECONDS.start));
        assert_eq!(utc("2199-12-31 23:59:59"), Ok(SECONDS.end - 1));
        assert_eq!(utc("7258118399"), Ok(SECONDS.end - 1));
        for text in ["7258118400", "9999999999", "9999999999999", "631151999", "9223372036854775807"] {
            assert_eq!(utc(text), Err(NoTime::Unknown), "{text}");
        }
    }

    #[test]
    fn the_order_of_day_and_month_is_never_guessed_at() {
        assert_eq!(utc("3/4/2026 10:00"), Err(NoTime::WhichOrder));
        assert_eq!(utc("22/11/2026"), Err(NoTime::WhichOrder));
        let ordered = |order| Clock { order: Some(order), zone: None }.seconds("3/4/2026");
        assert_eq!(ordered(DateOrder::DayFirst), utc("2026-04-03"));
        assert_eq!(ordered(DateOrder::MonthFirst), utc("2026-03-04"));
    }

    #[test]
    fn a_time_without_a_zone_is_in_that_of_the_shop() {
        let clock = Clock { zone: Some(TimeZone::get("Europe/Stockholm").unwrap()), order: None };
        assert_eq!(clock.seconds("2026-11-22 15:05:09"), Ok(1_795_356_309));
        assert_eq!(clock.seconds("2026-11-22 14:05:09Z"), Ok(1_795_356_309));
        assert_eq!(clock.seconds("1795356309"), Ok(1_795_356_309));
        assert_eq!(clock.seconds("2026-07-01"), utc("2026-06-30 22:00"));
        // The hour that is not, in spring, and the one that is twice, in autumn.
        assert_eq!(clock.seconds("2026-03-29 02:30"), utc("2026-03-29 01:30"));
        assert_eq!(clock.seconds("2026-10-25 02:30"), utc("2026-10-25 00:30"));
    }

    proptest! {
        #[test]
        fn our_calendar_is_everybody_s(second in 631_152_000_i64..7_000_000_000) {
            let time = jiff::Timestamp::from_second(second).unwrap();
            prop_assert_eq!(utc(&time.to_string()), Ok(second));
        }

        #[test]
        fn no_text_is_too_odd(text in ".{0,40}", digits in "[0-9:/. TZ+-]{0,30}") {
            let _ = (utc(&text), utc(&digits));
        }
    }
}
