//! One visit: something is looked at, then something near it, some of it goes into the cart, and some carts are paid for.

use super::calendar::Calendar;
use super::plan::Plan;
use super::visitors::Visitor;
use super::wares::{Ware, Wares};
use super::{ADD, Event, OrderLine, Trade, VIEW, happens, weighted};
use crate::shop::picture::Dice;

/// How often somebody looks at one more thing, in percent.
const GOES_ON: u32 = 80;
/// After so many, nobody does.
const MOST_VIEWS: usize = 16;
/// What is looked at next, in percent: something that goes with it, something beside it, or something else.
const NEXT: [u32; 3] = [28, 38, 34];
/// How often a cart is paid for, in percent.
const PAID: u32 = 66;
/// What costs as much is bought once, and thought about longer.
const DEAR: u32 = 20;

/// Somebody who has just come.
pub(super) struct Visit<'a> {
    pub(super) wares: &'a Wares,
    pub(super) calendar: &'a Calendar,
    pub(super) plan: &'a Plan,
    pub(super) dice: Dice,
    /// Which visit of the year it is.
    pub(super) number: usize,
    /// When they came; later, how late it is.
    pub(super) time: i64,
}

/// What lies in the cart: the product's place, the form that was chosen, and how many of it.
type Line = (usize, usize, i32);

impl Visit<'_> {
    /// Goes through the shop, and writes down what happened.
    pub(super) fn go(mut self, visitor: &mut Visitor, trade: &mut Trade) {
        let day = self.calendar.day(self.time);
        let month = self.calendar.month(day);
        let taste = if happens(&mut self.dice, 85) { visitor.taste } else { visitor.second_taste };
        let wanted = self.wares.wanted(taste, day, month);
        let mut cart: Vec<Line> = Vec::new();
        let Some(mut at) = weighted(&mut self.dice, &wanted) else { return };
        for n_viewed in 0..MOST_VIEWS {
            self.log(VIEW, None, at, visitor, trade);
            if self.takes(at, taste, day, &cart, visitor) {
                let line = self.take(at);
                self.log(ADD, Some(line.1), at, visitor, trade);
                cart.push(line);
                if let Some(along) = self.along(at, day, &cart) {
                    self.log(VIEW, None, along, visitor, trade);
                    if happens(&mut self.dice, 72) {
                        let line = self.take(along);
                        self.log(ADD, Some(line.1), along, visitor, trade);
                        cart.push(line);
                    }
                }
            }
            // One in six goes away at once.
            if !happens(&mut self.dice, GOES_ON + u32::from(n_viewed > 0) * 4) {
                break;
            }
            at = self.next(at, &wanted, day);
        }
        if !cart.is_empty() && happens(&mut self.dice, PAID) {
            self.pay(&cart, visitor, trade);
        }
    }

    /// Whether it goes into the cart.
    fn takes(&mut self, at: usize, taste: usize, day: u32, cart: &[Line], visitor: &Visitor) -> bool {
        let ware = &self.wares.all[at];
        let is_liked = ware.wanted.get(taste).is_some_and(|wanted| *wanted > 1);
        let mut percent = if is_liked { 17 } else { 5 };
        if ware.units >= 2 * DEAR {
            percent /= 2;
        }
        let has_it = cart.iter().any(|(known, ..)| *known == at) || visitor.owns.contains(&ware.sku);
        happens(&mut self.dice, percent) && !has_it && ware.is_sold(day)
    }

    /// What is taken along with it, if anything is.
    fn along(&mut self, at: usize, day: u32, cart: &[Line]) -> Option<usize> {
        let ware = &self.wares.all[at];
        if !happens(&mut self.dice, ware.along_percent) {
            return None;
        }
        let along = weighted(&mut self.dice, &self.wares.in_season(&ware.along, self.calendar.month(day)))?;
        let is_new = cart.iter().all(|(known, ..)| *known != along);
        Some(along).filter(|along| is_new && self.wares.all[*along].is_sold(day))
    }

    /// Which form, and how many: of what is cheap, several.
    fn take(&mut self, at: usize) -> Line {
        let ware = &self.wares.all[at];
        let form = (self.dice.roll() * ware.forms.len() as f32) as usize;
        let is_cheap = ware.units < 10;
        let quantity = weighted(&mut self.dice, if is_cheap { &[60, 25, 10, 5] } else { &[94, 6] });
        (at, form, i32::try_from(quantity.unwrap_or_default()).unwrap_or_default() + 1)
    }

    /// What is looked at next.
    fn next(&mut self, at: usize, wanted: &[u32], day: u32) -> usize {
        let ware = &self.wares.all[at];
        let near = match weighted(&mut self.dice, &NEXT) {
            Some(0) => Some(&ware.along),
            Some(1) => Some(&ware.beside),
            _ => None,
        };
        let month = self.calendar.month(day);
        let next = near.and_then(|near| weighted(&mut self.dice, &self.wares.in_season(near, month)));
        let is_there = |next: &usize| self.wares.all[*next].is_there(day);
        next.filter(is_there).or_else(|| weighted(&mut self.dice, wanted)).unwrap_or(at)
    }

    /// Writes an event down; then some time goes by.
    fn log(&mut self, event: &'static str, form: Option<usize>, at: usize, visitor: &Visitor, trade: &mut Trade) {
        let ware = &self.wares.all[at];
        let sku = form.map_or(&ware.sku, |form| sku_of(ware, form)).clone();
        let (session, customer) = (format!("v{:05}", self.number), visitor.customer.clone());
        trade.events.push(Event { event, sku, time: self.time, session, customer });
        self.time += self.dice.between(9.0, 110.0) as i64;
    }

    /// Pays for the cart. Who has no account leaves an address, which is not known to be theirs the next time.
    fn pay(mut self, cart: &[Line], visitor: &mut Visitor, trade: &mut Trade) {
        self.time += self.dice.between(60.0, 400.0) as i64;
        let order = format!("{}", 100_001 + self.number);
        let customer = visitor.customer.clone().unwrap_or_else(|| format!("G{:05}", self.number));
        let mut line = |sku: &str, quantity, price: &str| {
            let (order, customer) = (order.clone(), customer.clone());
            trade.orders.push(OrderLine {
                order,
                sku: sku.into(),
                quantity,
                price: price.into(),
                time: self.time,
                customer,
            });
        };
        for (at, form, quantity) in cart {
            let ware = &self.wares.all[*at];
            let price = ware.forms.get(*form).map_or("0", |(_, price)| price);
            line(sku_of(ware, *form), *quantity, price);
            if ware.units >= DEAR {
                visitor.owns.insert(ware.sku.clone());
            }
        }
        for fee in &self.plan.noise.fees {
            line(fee, 1, "4.90");
        }
        if happens(&mut self.dice, 6) {
            line(&self.plan.noise.wrapping, 1, "3");
        }
    }
}

fn sku_of(ware: &Ware, form: usize) -> &String {
    ware.forms.get(form).map_or(&ware.sku, |(sku, _)| sku)
}
