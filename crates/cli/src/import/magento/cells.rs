//! Reads the cells of one product's row, and collects everything that is wrong with them.

use super::known::{Known, Name};
use crate::catalogue::Visibility;
use crate::diagnostic::{Diagnostic, Reason};
use crate::import::table::Row;
use kindred_core::price::Price;
use kindred_core::product::ProductType;

/// A row, and what is wrong with it so far.
pub(crate) struct Cells<'a, 'b> {
    pub(crate) row: &'b Row<'a>,
    /// With one of these, the row is not used.
    pub(crate) problems: Vec<Diagnostic>,
    /// These leave the row usable.
    pub(crate) remarks: Vec<Diagnostic>,
}

/// What a product costs, as the special price has it.
pub(crate) struct Prices {
    pub(crate) price: Option<Price>,
    pub(crate) regular_price: Option<Price>,
    /// Whether there is a special price that a feed cannot promise.
    pub(crate) special_left_out: bool,
}

impl<'a, 'b> Cells<'a, 'b> {
    pub(crate) fn new(row: &'b Row<'a>) -> Cells<'a, 'b> {
        Cells { row, problems: Vec::new(), remarks: Vec::new() }
    }

    /// Hands over what is wrong, and says whether the row can be used.
    pub(crate) fn report(&mut self, out: &mut Vec<Diagnostic>) -> bool {
        let usable = self.problems.is_empty();
        out.append(&mut self.problems);
        out.append(&mut self.remarks);
        usable
    }

    /// The text of a cell, trimmed.
    pub(crate) fn text(&self, name: impl Name) -> &'a str {
        name.text(self.row)
    }

    /// A text that must be there.
    pub(crate) fn needed(&mut self, name: impl Name, expected: &'static str) -> &'a str {
        let text = self.text(name);
        if text.is_empty() {
            self.problems.push(self.row.skipped(name.name(), Reason::Missing { expected }));
        }
        text
    }

    /// An amount of money.
    pub(crate) fn price(&mut self, name: impl Name) -> Option<Price> {
        self.parsed(name, "an amount such as 12.50", Price::parse)
    }

    /// The first whole number that is not below the cell's.
    pub(crate) fn whole(&mut self, name: impl Name) -> Option<u32> {
        self.quantity(name).map(|quantity| quantity.ceil().clamp(0.0, f64::from(u32::MAX)) as u32)
    }

    /// A quantity, which may be below zero and have decimals.
    pub(crate) fn quantity(&mut self, name: impl Name) -> Option<f64> {
        self.parsed(name, "a quantity such as 2", |text| {
            text.parse::<f64>().ok().filter(|quantity| quantity.is_finite())
        })
    }

    /// A switch.
    pub(crate) fn switch(&mut self, name: impl Name) -> Option<bool> {
        self.parsed(name, "1 or 0", switch)
    }

    /// Whether the product is on; 2 is Magento's "off".
    pub(crate) fn enabled(&mut self, known: &Known) -> bool {
        let is_on = |text: &str| match text {
            "2" => Some(false),
            _ if is_any(text, &["enabled"]) => Some(true),
            _ if is_any(text, &["disabled"]) => Some(false),
            other => switch(other),
        };
        let online = self.parsed(&known.product_online, "1 (on) or 2 (off)", is_on);
        let status = self.parsed(&known.status, "1 (on) or 2 (off)", is_on);
        online.unwrap_or(true) && status.unwrap_or(true)
    }

    /// Whether the product is shown in the catalogue, and where it is found if not everywhere; by number or by text.
    /// One that only the search finds never shows in a unit (reference, section 1.2).
    pub(crate) fn visibility(&mut self, known: &Known) -> (bool, Option<Visibility>) {
        let expected = "a visibility such as \"Catalog, Search\" or 4";
        let visibility = self.parsed(&known.visibility, expected, |text| match () {
            () if is_any(text, &["4", "catalog, search"]) => Some((true, None)),
            () if is_any(text, &["1", "not visible individually"]) => Some((false, None)),
            () if is_any(text, &["2", "catalog"]) => Some((true, Some(Visibility::Catalog))),
            () if is_any(text, &["3", "search"]) => Some((false, Some(Visibility::Search))),
            () => None,
        });
        visibility.unwrap_or((true, None))
    }

    /// Whether it can be bought, and how many there are. The flag counts where there is one.
    pub(crate) fn stock(&mut self, known: &Known) -> (bool, Option<f64>) {
        let flag = self.switch(&known.is_in_stock);
        let quantity = self.quantity(&known.qty);
        (flag.unwrap_or_else(|| quantity.is_none_or(|quantity| quantity > 0.0)), quantity)
    }

    /// The special price is what the product costs, if it is lower and has no last day: a feed may be read on any
    /// day, so it cannot promise a price that ends. Its first day is not looked at, because Magento puts the day of
    /// entering there. A bundle's special price is a percentage and is left out too.
    pub(crate) fn prices(&mut self, product_type: ProductType, known: &Known) -> Prices {
        let is_bundle = product_type == ProductType::Bundle;
        let price = self.price(&known.price);
        let special = self.price(&known.special_price);
        let ends = !self.text(&known.special_price_to_date).is_empty() || !self.text(&known.special_to_date).is_empty();
        match (price, special) {
            (_, Some(_)) if is_bundle || ends || price.is_none() => {
                Prices { price, regular_price: None, special_left_out: true }
            }
            (Some(regular), Some(special)) if special < regular => {
                Prices { price: Some(special), regular_price: Some(regular), special_left_out: false }
            }
            _ => Prices { price, regular_price: None, special_left_out: false },
        }
    }

    fn parsed<T>(&mut self, name: impl Name, expected: &'static str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(name);
        if text.is_empty() {
            return None;
        }
        let value = parse(text);
        if value.is_none() {
            self.problems.push(self.row.skipped(name.name(), Reason::Unexpected { expected, found: text.to_owned() }));
        }
        value
    }
}

fn switch(text: &str) -> Option<bool> {
    match () {
        () if is_any(text, &["1", "yes", "true"]) => Some(true),
        () if is_any(text, &["0", "no", "false"]) => Some(false),
        () => None,
    }
}

fn is_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}
