//! The queries for lists of the whole shop: what `lists/counted.rs` does, in its order.

use super::parts::{ages, deed, double, products, rounded, rows};
use crate::learn::lists::ListType;
use crate::learn::lists::rules::{CountRule, DAY, HOUR, RateRule, TrendRule};
use crate::learn::log::Deed;

pub(super) fn most(list: ListType, rule: &CountRule, end: i64) -> String {
    let products = products(rule.deed, end);
    let counted = if rule.recency.half_life_days == 0 {
        let start = end - i64::from(rule.recency.window_days) * DAY;
        format!(
            "WITH\n{products},\ncounted AS (\n  SELECT sku, COUNT(*) AS number FROM products WHERE moment >= {start}"
        )
    } else {
        let ages = ages(rule.recency, 0, end);
        format!(
            "WITH\n{ages},\n{products},\ncounted AS (\n  SELECT p.sku, CAST(SUM(a.weight) AS BIGINT) AS number
  FROM products p\n  JOIN ages a ON p.moment BETWEEN a.first_moment AND a.last_moment"
        )
    };
    format!(
        "{counted}
  GROUP BY sku
),
ranked AS (
  SELECT sku AS other, number, ROW_NUMBER() OVER (ORDER BY number DESC, sku) AS place FROM counted
){}",
        rows(list, None, rule.length)
    )
}

pub(super) fn rates(list: ListType, rule: &RateRule, end: i64) -> String {
    let (n_done, n_seen, all_done, all) = (double("c.done"), double("c.seen"), double("w.done"), double("w.seen"));
    let prior = rule.prior;
    format!(
        "WITH
{products},
last_deeds AS (
  SELECT visitor, sku, MAX(moment) AS moment
  FROM kindred_events
  WHERE deed = '{deed}' AND moment < {end}
  GROUP BY visitor, sku
),
counted AS (
  SELECT p.sku, COUNT(*) AS seen, COUNT(CASE WHEN d.moment >= p.moment THEN 1 END) AS done
  FROM products p
  LEFT JOIN last_deeds d ON d.visitor = p.visitor AND d.sku = p.sku
  WHERE p.moment >= {start}
  GROUP BY p.sku
),
whole AS (
  SELECT CAST(SUM(seen) AS BIGINT) AS seen, CAST(SUM(done) AS BIGINT) AS done FROM counted
),
scored AS (
  SELECT c.sku, ({n_done} + {prior}E0 * ({all_done} / {all})) / ({n_seen} + {prior}E0) AS score
  FROM counted c
  CROSS JOIN whole w
  WHERE c.done > 0
),
ranked AS (
  SELECT sku AS other, {number} AS number, ROW_NUMBER() OVER (ORDER BY score DESC, sku) AS place FROM scored
){rows}",
        products = products(Deed::View, end),
        deed = deed(rule.deed),
        start = end - i64::from(rule.window_days) * DAY,
        number = rounded("score * 1000E0"),
        rows = rows(list, None, rule.length),
    )
}

pub(super) fn trending(list: ListType, rule: &TrendRule, end: i64) -> String {
    let expected = format!("{} * {} / {}", double("c.known"), double("w.lately"), double("w.known"));
    format!(
        "WITH
{products},
counted AS (
  SELECT sku, COUNT(*) AS known, COUNT(CASE WHEN moment >= {start} THEN 1 END) AS lately
  FROM products
  WHERE moment >= {background}
  GROUP BY sku
),
whole AS (
  SELECT CAST(SUM(known) AS BIGINT) AS known, CAST(SUM(lately) AS BIGINT) AS lately FROM counted
),
expected AS (
  SELECT c.sku, c.lately, {expected} AS expected
  FROM counted c
  CROSS JOIN whole w
  WHERE c.lately >= {min_sessions}
),
scored AS (
  SELECT sku, ({lately} - expected) / SQRT(expected + 1E0) AS score FROM expected
),
ranked AS (
  SELECT sku AS other, {number} AS number, ROW_NUMBER() OVER (ORDER BY score DESC, sku) AS place
  FROM scored
  WHERE {number} >= {min_score}
){rows}",
        products = products(Deed::View, end),
        start = end - i64::from(rule.hours) * HOUR,
        background = end - i64::from(rule.background_hours) * HOUR,
        min_sessions = rule.min_sessions.max(1),
        lately = double("lately"),
        number = rounded("score * 1000E0"),
        min_score = rule.min_score.max(1),
        rows = rows(list, None, rule.length),
    )
}
