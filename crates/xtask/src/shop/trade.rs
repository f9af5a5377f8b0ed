//! What people did in the demo shop in the year before: invented, but in the shape in which a merchant has it.
//!
//! Nobody's real orders are needed to try recommendations. Visitors have tastes, the year has seasons, things are taken
//! that belong together, and some of it is as untidy as real exports are. The same plan and catalogue give the same
//! bytes: there is no clock, and every number comes from dice that are seeded by the plan.

mod calendar;
mod logs;
mod noise;
mod plan;
mod visit;
mod visitors;
mod wares;

use super::picture::Dice;
use anyhow::{Context, Result};
use kindred_cli::catalogue::Catalogue;
use std::path::{Path, PathBuf};

use calendar::Calendar;
pub(super) use plan::Plan;
use visit::Visit;
use visitors::visitors;
use wares::Wares;

/// A year of trade.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Trade {
    /// In the order in which they were written.
    pub(super) orders: Vec<OrderLine>,
    /// In the order in which they happened.
    pub(super) events: Vec<Event>,
}

/// A product of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OrderLine {
    pub(super) order: String,
    pub(super) sku: String,
    /// Less than nothing where it was sent back.
    pub(super) quantity: i32,
    pub(super) price: String,
    /// Seconds since 1970, UTC.
    pub(super) time: i64,
    pub(super) customer: String,
}

/// What a visitor did with a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) event: &'static str,
    pub(super) sku: String,
    /// Seconds since 1970, UTC.
    pub(super) time: i64,
    pub(super) session: String,
    /// Nothing for visitors without an account.
    pub(super) customer: Option<String>,
}

/// Looked at.
pub(super) const VIEW: &str = "view";
/// Put into the cart.
pub(super) const ADD: &str = "add-to-cart";

/// The files of a year.
#[derive(Clone, Debug)]
pub(super) struct Files {
    pub(super) orders: PathBuf,
    pub(super) events: PathBuf,
}

impl Trade {
    /// The year that a plan makes of a catalogue.
    ///
    /// # Errors
    ///
    /// When the plan speaks of what the catalogue does not have, or of no date.
    pub(super) fn of(catalogue: &Catalogue, plan: &Plan) -> Result<Trade> {
        let calendar = Calendar::of(plan)?;
        let wares = Wares::of(catalogue, plan, &calendar)?;
        let mut visitors = visitors(plan);
        let mut dice = Dice::of(&format!("{}: visits", plan.seed));
        let mut calls: Vec<(i64, usize)> =
            (0..plan.visits).map(|_| (calendar.draw(&mut dice), visitors.draw(&mut dice))).collect();
        calls.sort_unstable();
        let mut trade = Trade::default();
        for (number, (time, who)) in calls.into_iter().enumerate() {
            let dice = Dice::of(&format!("{}: visit {number}", plan.seed));
            Visit { wares: &wares, calendar: &calendar, plan, dice, number, time }
                .go(&mut visitors.all[who], &mut trade);
        }
        noise::add(&mut trade, plan, &wares, &calendar);
        trade.events.sort_by_key(|event| event.time);
        Ok(trade)
    }

    /// Writes the files into a folder.
    ///
    /// # Errors
    ///
    /// When they cannot be written.
    pub(super) fn write(&self, folder: &Path) -> Result<Files> {
        let files = Files { orders: folder.join("orders.csv"), events: folder.join("events.jsonl") };
        super::write(&files.orders, &logs::orders(&self.orders))?;
        super::write(&files.events, &logs::events(&self.events).context("writing events")?)?;
        Ok(files)
    }
}

/// Draws one of several by their weights; nothing where there is no weight at all.
fn weighted(dice: &mut Dice, weights: &[u32]) -> Option<usize> {
    let total: u32 = weights.iter().sum();
    // A float of 24 bits tells so many apart; the totals here are far below.
    let mut left = (dice.roll() * total as f32) as u32;
    weights.iter().position(|weight| {
        let is_it = left < *weight;
        left = left.saturating_sub(*weight);
        is_it
    })
}

/// Whether it happens, so many times of a hundred.
fn happens(dice: &mut Dice, percent: u32) -> bool {
    dice.roll() * 100.0 < percent as f32
}

#[cfg(test)]
mod tests;
