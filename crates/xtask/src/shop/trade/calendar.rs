//! The days of the year that is made up: how busy each is, and when on it somebody comes.

use super::plan::Plan;
use super::weighted;
use crate::shop::picture::Dice;
use anyhow::{Context, Result};
use jiff::civil::{Date, date};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The days, numbered from the first.
pub(super) struct Calendar {
    first: Date,
    /// How busy each is.
    weights: Vec<u32>,
    hours: [u32; 24],
}

impl Calendar {
    pub(super) fn of(plan: &Plan) -> Result<Calendar> {
        let last = read(&plan.last_day)?;
        let back = jiff::Span::new().days(i64::from(plan.days.max(1)) - 1);
        let first = last.checked_sub(back).context("counting the days of the plan")?;
        let mut calendar = Calendar { first, weights: Vec::new(), hours: plan.hours };
        for day in 0..plan.days.max(1) {
            // The shop has more visitors every month, and most of them at the weekend.
            let growth = 80 + 40 * day / plan.days.max(1);
            let weekday = calendar.date(day).weekday().to_monday_zero_offset();
            let weight = plan.months[calendar.month(day)] * growth * if weekday >= 5 { 13 } else { 10 } / 100;
            calendar.weights.push(weight);
        }
        Ok(calendar)
    }

    /// A second at which somebody comes.
    pub(super) fn draw(&self, dice: &mut Dice) -> i64 {
        let day = weighted(dice, &self.weights).unwrap_or_default() as u32;
        let hour = weighted(dice, &self.hours).unwrap_or_default() as i64;
        self.midnight(day) + hour * 3600 + (dice.roll() * 3600.0) as i64
    }

    /// The number of the day of that second.
    pub(super) fn day(&self, time: i64) -> u32 {
        u32::try_from((time - self.midnight(0)) / DAY).unwrap_or_default()
    }

    /// The number of a date; the first day for what was before it.
    pub(super) fn day_of(&self, text: &str) -> Result<u32> {
        let days = self.first.until(read(text)?).map(|span| span.get_days()).unwrap_or_default();
        Ok(u32::try_from(days).unwrap_or_default())
    }

    /// The number of its month, from 0.
    pub(super) fn month(&self, day: u32) -> usize {
        usize::try_from(self.date(day).month() - 1).unwrap_or_default()
    }

    /// How many days there are.
    pub(super) fn n_days(&self) -> u32 {
        u32::try_from(self.weights.len()).unwrap_or_default()
    }

    /// The first second of a day.
    pub(super) fn midnight(&self, day: u32) -> i64 {
        let since_1970 = date(1970, 1, 1).until(self.first).map(|span| span.get_days()).unwrap_or_default();
        (i64::from(since_1970) + i64::from(day)) * DAY
    }

    fn date(&self, day: u32) -> Date {
        self.first.saturating_add(jiff::Span::new().days(i64::from(day)))
    }
}

fn read(text: &str) -> Result<Date> {
    text.parse().with_context(|| format!("expected a day such as 2026-11-22, found \"{text}\""))
}
