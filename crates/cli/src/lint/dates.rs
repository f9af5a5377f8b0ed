//! Days that are over, and dates in the catalogue that are none.

use super::finding::Finding;
use super::shop::Shop;
use crate::diagnostic::{Diagnostic, Quoted, Reason};
use crate::report::{counted, examples};
use kindred_core::feed::{AttributeType, RuleEntry};
use kindred_core::rule::{Day, Rule};
use kindred_core::value::Value;

/// A day and how it is written.
#[derive(Clone, Debug)]
pub(crate) struct Today {
    pub(crate) day: Day,
    text: String,
}

impl Today {
    /// Reads `2026-11-22`.
    pub(crate) fn parse(text: &str) -> Option<Today> {
        Day::parse(text).map(|day| Today { day, text: text.to_owned() })
    }
}

/// A rule whose last day has passed.
pub(crate) fn expired(written: &RuleEntry, rule: &Rule, today: &Today) -> Option<Finding> {
    rule.window.1.as_ref().filter(|last| **last < today.day)?;
    let last = written.to.as_deref().unwrap_or_default();
    let message = format!("expected a last day that is still to come, found {last}; today is {}", today.text);
    Some(Finding::warning("to", message).advising("give the rule a new last day, or remove it"))
}

/// Values of dates that rules compare, and that no page can read as dates: they count as missing.
pub(crate) fn in_catalogue(shop: &Shop<'_>) -> Vec<Diagnostic> {
    let types = shop.built.feed.attribute_types.iter();
    let dates = types.filter(|(_, kind)| **kind == AttributeType::Date).map(|(name, _)| name);
    dates.filter_map(|name| odd_dates(shop, name)).collect()
}

fn odd_dates(shop: &Shop<'_>, name: &str) -> Option<Diagnostic> {
    let mut odd: Vec<(&str, String)> = Vec::new();
    for (written, read) in shop.built.feed.products.iter().zip(&shop.feed.products) {
        let of = |attributes: &'_ [(String, Value)]| attributes.iter().find(|(known, _)| known == name).cloned();
        match (of(&written.attributes), of(&read.attributes)) {
            (Some((_, Value::Many(texts))), _) => odd.push((&written.sku, texts.join(", "))),
            (Some((_, Value::One(text))), None) => odd.push((&written.sku, text)),
            _ => {}
        }
    }
    let (first, value) = odd.first()?;
    let item = shop.built.catalogue.items.iter().find(|item| item.sku == *first)?;
    let others: Vec<&str> = odd.iter().skip(1).map(|(sku, _)| *sku).collect();
    let more = match others.as_slice() {
        [] => String::new(),
        others => {
            format!("; also in {}: {}", counted(others.len(), "other product", "other products"), examples(others))
        }
    };
    let message = format!("expected a date such as 2026-11-22 or 2026-11-22 10:30, found {}{more}", Quoted(value));
    let reason = Reason::Lint { message, nearest: None };
    let subject = format!("product {}: {name}", Quoted(first));
    Some(Diagnostic::notice(item.place.clone(), &subject, reason))
}
