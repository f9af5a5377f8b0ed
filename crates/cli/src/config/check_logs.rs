//! What the types of the keys about logs cannot say.

use super::file::Texts;
use super::logs::{LearnTable, LogMap};
use super::parse::{ENCODING, is_encoding};
use crate::learn::DATE_ORDERS;
use crate::located::Located;
use crate::settings::Setting;

/// Says of each value that cannot be meant what is expected there and what is found: at a path such as
/// `orders[0].delimiter`.
pub(super) fn check_map(path: &str, map: &LogMap, tree: &Located, expect: &mut impl FnMut(&str, &'static str, &str)) {
    let path = |key: &str| format!("{path}.{key}");
    type Accepts = fn(&str) -> bool;
    let is_zone: Accepts = |found| Setting::TimeZone.accepts(found) && jiff::tz::TimeZone::get(found).is_ok();
    let is_order: Accepts = |found| DATE_ORDERS.contains(&found);
    check_table_form(&path, [&map.delimiter, &map.encoding, &map.decimal_mark], expect);
    for (key, value, expected, accepts) in [
        ("time-zone", &map.time_zone, Setting::TimeZone.expected(), is_zone),
        ("date-order", &map.date_order, "day-month-year or month-day-year", is_order),
    ] {
        if let Some(found) = value.as_deref().filter(|found| !accepts(found)) {
            expect(&path(key), expected, found);
        }
    }
    for (key, patterns, expected) in [
        ("files", &map.files, "a pattern such as orders-*.csv"),
        ("cancellations", &map.cancellations, "a pattern such as C*"),
        ("not-orders", &map.not_orders, "a pattern such as A*"),
    ] {
        check_patterns(&path(key), patterns, expected, tree, expect);
    }
}

/// The same for how a table is written: its delimiter, its encoding and its decimal mark.
pub(super) fn check_table_form(
    path: &impl Fn(&str) -> String,
    [delimiter, encoding, decimal_mark]: [&Option<String>; 3],
    expect: &mut impl FnMut(&str, &'static str, &str),
) {
    type Accepts = fn(&str) -> bool;
    let is_delimiter: Accepts = |found| found.len() == 1 && found.is_ascii();
    for (key, value, expected, accepts) in [
        ("delimiter", delimiter, "one character such as ; or \\t", is_delimiter),
        ("encoding", encoding, ENCODING, is_encoding as Accepts),
        ("decimal-mark", decimal_mark, "a point or a comma", |found| matches!(found, "." | ",")),
    ] {
        if let Some(found) = value.as_deref().filter(|found| !accepts(found)) {
            expect(&path(key), expected, found);
        }
    }
}

/// The same for what is learned.
pub(super) fn check_learn(table: &LearnTable, tree: &Located, expect: &mut impl FnMut(&str, &'static str, &str)) {
    let expected = "a pattern such as POST*";
    check_patterns("learn.products", &table.products, expected, tree, expect);
    let none = Texts::default();
    check_patterns("learn.not-products", table.not_products.as_ref().unwrap_or(&none), expected, tree, expect);
    for (key, most) in [
        ("max-basket", table.max_basket),
        ("max-events-an-hour", table.max_events_an_hour),
        ("max-events-a-day", table.max_events_a_day),
    ] {
        if most == Some(0) {
            expect(&format!("learn.{key}"), "at least 1", "0");
        }
    }
    table.lists.check(expect);
}

/// The same for patterns.
pub(super) fn check_patterns(
    path: &str,
    patterns: &Texts,
    expected: &'static str,
    tree: &Located,
    expect: &mut impl FnMut(&str, &'static str, &str),
) {
    for (index, pattern) in patterns.0.iter().enumerate().filter(|(_, pattern)| glob::Pattern::new(pattern).is_err()) {
        let is_list = tree.at(path).text().is_none();
        let place = if is_list { format!("{path}[{index}]") } else { path.to_owned() };
        expect(&place, expected, pattern);
    }
}
