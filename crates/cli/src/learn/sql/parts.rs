//! What several queries have in common.

use crate::learn::lists::ListType;
use crate::learn::lists::rules::{DAY, Recency};
use crate::learn::lists::weights::Ages;
use crate::learn::log::Deed;
use std::fmt::Write;

/// What a query says of itself.
pub(super) fn opening(list: ListType) -> String {
    format!(
        "-- The rows of \"{}\" in the lists file of `kindred learn`, in their order.\n\
         -- They are made of a table kindred_events with visitor, basket, moment, line_number (whole numbers of 64 bits),\n\
         -- sku and deed (text), as `kindred learn --cleaned` writes it. Texts must sort by their bytes (as in the\n\
         -- collation \"C\"), and a backslash in a text must stand for itself.\n",
        list.slug()
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
    let slug = list.slug();
    let mut text = format!(
        ",
entries AS (
  SELECT {}place, {} || ',' || CAST(number AS VARCHAR(20)) AS entry
  FROM ranked
  WHERE place <= {length}
)
SELECT '{{\"type\":\"{slug}\",",
        page.map(|page| format!("{page}, ")).unwrap_or_default(),
        quoted("other"),
    );
    if let Some(page) = page {
        let _ = write!(text, "\"sku\":' || {} || ',", quoted(page));
    }
    text.push_str("\"list\":['\n  || MAX(CASE WHEN place = 1 THEN entry END)");
    for place in 2..=length {
        let _ = write!(text, "\n  || COALESCE(',' || MAX(CASE WHEN place = {place} THEN entry END), '')");
    }
    text.push_str("\n  || ']}' AS line\nFROM entries\n");
    match page {
        Some(page) => _ = writeln!(text, "GROUP BY {page}\nORDER BY {page}"),
        None => text.push_str("HAVING COUNT(*) > 0\n"),
    }
    text
}

/// A text as JSON has it.
fn quoted(text: &str) -> String {
    format!("'\"' || REPLACE(REPLACE({text}, '\\', '\\\\'), '\"', '\\\"') || '\"'")
}
