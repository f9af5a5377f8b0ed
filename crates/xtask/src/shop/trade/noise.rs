//! What is untidy in real exports, so that reading the demo's shows what reading does about it: things that were sent
//! back, lines that stand there twice, and a crawler that has looked at everything.

use super::calendar::Calendar;
use super::plan::Plan;
use super::wares::Wares;
use super::{Event, OrderLine, Trade, VIEW, happens};
use crate::shop::picture::Dice;

/// After so many seconds, things come back: nine days.
const BACK_AFTER: i64 = 9 * 86_400;

pub(super) fn add(trade: &mut Trade, plan: &Plan, wares: &Wares, calendar: &Calendar) {
    let mut dice = Dice::of(&format!("{}: noise", plan.seed));
    let end = calendar.midnight(calendar.n_days());
    let mut back = Vec::new();
    for line in &trade.orders {
        let is_product = !plan.noise.fees.contains(&line.sku) && line.sku != plan.noise.wrapping;
        let time = line.time + BACK_AFTER;
        if is_product && time < end && happens(&mut dice, plan.noise.returned_percent) {
            back.push(OrderLine { quantity: -line.quantity, time, ..line.clone() });
        }
    }
    trade.orders.append(&mut back);
    trade.orders.sort_by_key(|line| line.time);
    for _ in 0..plan.noise.repeated_lines {
        let at = (dice.roll() * trade.orders.len() as f32) as usize;
        if let Some(line) = trade.orders.get(at).cloned() {
            trade.orders.insert(at + 1, line);
        }
    }
    crawl(trade, plan, wares, calendar, &mut dice);
}

/// Looks at one product after another, one every four seconds, in a night of the last month.
fn crawl(trade: &mut Trade, plan: &Plan, wares: &Wares, calendar: &Calendar, dice: &mut Dice) {
    let start = calendar.midnight(calendar.n_days().saturating_sub(20)) + 3 * 3600;
    let at = (dice.roll() * wares.all.len() as f32) as usize;
    let skus = wares.all.iter().map(|ware| &ware.sku).cycle().skip(at);
    for (time, sku) in (start..).step_by(4).zip(skus).take(plan.noise.crawler_views) {
        trade.events.push(Event { event: VIEW, sku: sku.clone(), time, session: "crawler".into(), customer: None });
    }
}
