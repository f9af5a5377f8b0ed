//! What several queries have in common.

use crate::learn::lists::ListType;
use crate::learn::lists::rules::{DAY, Recency};
use crate::learn::lists::weights::Ages;
use crate::learn::log::Deed;
use std::fmt::Write;
use std::ops::RangeInclusive;

/// What a query says of itself.
pub(super) fn opening(list: ListType) -> String {
    format!(
        "-- The rows of \"{}\" in the lists file of `kindred learn`, in their order.\n\
         -- They are made of a table kindred_events with visitor, basket, moment, line_number (whole numbers of 64 bits),\n\
         -- sku and deed (text), as `kindred learn --cleaned` writes it. Texts must sort by their bytes (as in the\n\
         -- collation \"C\"), and a backslash in a text must stand for itself.\n",
        list.name()
    )
}

/// A deed as the table of events has it.
pub(super) fn deed(deed: Deed) -> &'static str {
    deed.word()
}

/// A table of weights by time: `ages (first_moment, last_moment, weight, rising)`.
pub(super) fn ages(recency: Recency, rise_days: u32, end: i64) -> String {
    let ages = Ages::new(recency, end);
    let rising = Ages::new(Recency { half_life_days: rise_days, ..recency }, end);
    let mut rows = Vec::new();
    for (age, weight) in (0..).zip(&ages.weights) {
        let last = end - 1 - age * DAY;
        let rising = rising.of(last).unwrap_or(0);
        rows.push(format!("({}, {last}, {weight}, {rising})", last - DAY + 1));
    }
    values("ages (first_moment, last_moment, weight, rising)", &rows)
}

/// A table of these rows.
pub(super) fn values(head: &str, rows: &[String]) -> String {
    let mut text = format!("{head} AS (\n  VALUES");
    for (place, row) in rows.iter().enumerate() {
        let comma = if place == 0 { "" } else { "," };
        let line = if place % 4 == 0 { "\n    " } else { " " };
        let _ = write!(text, "{comma}{line}{row}");
    }
    text.push_str("\n)");
    text
}

/// The products of each basket of a deed, each once, in their order: `products (visitor, basket, sku, moment, place,
/// size, began)`.
pub(super) fn products(of: Deed, end: i64) -> String {
    format!(
        "lines AS (
  SELECT visitor, basket, sku, moment, line_number,
    ROW_NUMBER() OVER (PARTITION BY visitor, basket, sku ORDER BY moment, line_number) AS nth
  FROM kindred_events
  WHERE deed = '{}' AND moment < {end}
),
products AS (
  SELECT visitor, basket, sku, moment,
    ROW_NUMBER() OVER (PARTITION BY visitor, basket ORDER BY moment, line_number, sku) AS place,
    COUNT(*) OVER (PARTITION BY visitor, basket) AS size,
    MIN(moment) OVER (PARTITION BY visitor, basket) AS began
  FROM lines
  WHERE nth = 1
)",
        deed(of)
    )
}

/// A number as a double.
pub(super) fn double(number: &str) -> String {
    format!("CAST({number} AS DOUBLE PRECISION)")
}

/// A double as the next whole number, halves upwards.
pub(super) fn rounded(number: &str) -> String {
    format!("CAST(FLOOR({number} + 0.5E0) AS BIGINT)")
}

/// The lines of the lists file for `ranked (page, other, number, place)`; without a page, one for the whole shop.
pub(super) fn rows(list: ListType, page: Option<&str>, length: u32) -> String {
    let name = list.name();
    let entry = format!("{} || ',' || CAST(number AS VARCHAR(20)) AS entry", quoted("other"));
    let Some(page) = page else {
        return rows_of_shop(name, &entry, length);
    };
    format!(
        ",
entries AS (
  SELECT {page}, place, {entry}
  FROM ranked
  WHERE place <= {length}
)
SELECT '{{\"type\":\"{name}\",\"sku\":' || {sku} || ',\"list\":['{entries}
  || ']}}' AS line
FROM entries
GROUP BY {page}
ORDER BY {page}
",
        sku = quoted(page),
        entries = one_by_one("place", 1..=length),
    )
}

/// A list of the shop's is long: its entries are put together in parts, and those in a line, so that no engine meets a
/// thousand operators in a row.
fn rows_of_shop(name: &str, entry: &str, length: u32) -> String {
    let size = length.isqrt().max(1);
    format!(
        ",
entries AS (
  SELECT place, CAST(FLOOR((place - 1) / {size}E0) AS BIGINT) AS part, {entry}
  FROM ranked
  WHERE place <= {length}
),
parts AS (
  SELECT part, ''{entries} AS entry
  FROM entries
  GROUP BY part
)
SELECT '{{\"type\":\"{name}\",\"list\":['{parts}
  || ']}}' AS line
FROM parts
HAVING COUNT(*) > 0
",
        entries = one_by_one(&format!("place - part * {size}"), 1..=size),
        parts = one_by_one("part", 0..=(length - 1) / size),
    )
}

/// The entries of these numbers, with commas between them; the first is there.
fn one_by_one(number: &str, numbers: RangeInclusive<u32>) -> String {
    let first = *numbers.start();
    let entry = |wanted: u32| {
        let entry = format!("MAX(CASE WHEN {number} = {wanted} THEN entry END)");
        if wanted == first { format!("\n  || {entry}") } else { format!("\n  || COALESCE(',' || {entry}, '')") }
    };
    numbers.map(entry).collect()
}

/// A text as JSON has it.
fn quoted(text: &str) -> String {
    format!("'\"' || REPLACE(REPLACE({text}, '\\', '\\\\'), '\"', '\\\"') || '\"'")
}
