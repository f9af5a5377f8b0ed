//! The queries for lists of pairs: what `lists/together.rs` does, in its order.

use super::parts::{ages, deed, double, products, rounded, rows, values};
use crate::learn::lists::ListType;
use crate::learn::lists::rules::{DAY, PairRule, Share, Size, Together};
use crate::learn::lists::weights::{UNIT, of_directions};

pub(super) fn query(list: ListType, rule: &PairRule, end: i64) -> String {
    // Distances below nothing lead back.
    let distances = (1..=rule.reach).flat_map(|distance| {
        let (forward, backward) = of_directions(rule, distance);
        [format!("({distance}, {forward})"), format!("(-{distance}, {backward})")]
    });
    let distances: Vec<String> = distances.collect();
    let (distance, not_itself) = match rule.together {
        Together::Before { .. } => ("f.place", " AND t.sku <> f.sku"),
        Together::Basket => ("t.place - f.place", ""),
    };
    let score = score(rule);
    format!(
        "WITH
{ages},
{distances},
{products},
{groups},
pairs AS (
  SELECT f.sku AS page, t.sku AS other, CAST(SUM(f.weight * d.weight) AS BIGINT) AS weight
  FROM pages f
  JOIN recommended t ON t.visitor = f.visitor AND t.basket = f.basket{not_itself}
  JOIN distances d ON d.distance = {distance}
  GROUP BY f.sku, t.sku
  HAVING SUM(f.weight * d.weight) > 0
),
page_sums AS (
  SELECT sku, CAST(SUM(weight) AS BIGINT) AS weight FROM pages GROUP BY sku
),
other_sums AS (
  SELECT sku, CAST(SUM(weight) AS BIGINT) AS weight, CAST(SUM(rising) AS BIGINT) AS rising
  FROM recommended
  GROUP BY sku
),
whole AS (
  SELECT CASE WHEN SUM(weight) > 0 THEN CAST(SUM(weight) AS BIGINT) ELSE 1 END AS weight,
    CASE WHEN SUM(rising) > 0 THEN CAST(SUM(rising) AS BIGINT) ELSE 1 END AS rising,
    CASE WHEN MAX(weight) > 0 THEN COUNT(CASE WHEN weight > 0 THEN 1 END) ELSE 1 END AS n_products
  FROM other_sums
),
scored AS (
  SELECT p.page, p.other, {score} AS score
  FROM pairs p
  JOIN page_sums f ON f.sku = p.page
  JOIN other_sums t ON t.sku = p.other
  CROSS JOIN whole w
),
ranked AS (
  SELECT page, other, ROW_NUMBER() OVER (PARTITION BY page ORDER BY score DESC, other) AS place,
    CASE WHEN score >= 1E0 THEN 1000 WHEN score < 0.001E0 THEN 1 ELSE {number} END AS number
  FROM scored
){rows}",
        ages = ages(rule.recency, rule.rise_days, end),
        distances = values("distances (distance, weight)", &distances),
        products = products(rule.to, end),
        groups = groups(rule),
        number = rounded("score * 1000E0"),
        rows = rows(list, Some("page"), rule.length),
    )
}

/// `pages` and `recommended`, with the weight of their basket.
fn groups(rule: &PairRule) -> String {
    let weighted = |from: &str| {
        let size = match rule.size {
            Size::Same => UNIT.to_string(),
            Size::Root => rounded(&format!("{UNIT}E0 / SQRT({})", double("p.size"))),
            Size::FourthRoot => rounded(&format!("{UNIT}E0 / SQRT(SQRT({}))", double("p.size"))),
        };
        format!(
            "pages AS (
  SELECT p.visitor, p.basket, p.sku, p.place, a.weight * {size} AS weight, a.rising * {size} AS rising
  FROM {from} p
  JOIN ages a ON p.began BETWEEN a.first_moment AND a.last_moment
)"
        )
    };
    match rule.together {
        Together::Basket => format!(
            "{},
recommended AS (
  SELECT visitor, basket, sku, place, weight, rising FROM pages
)",
            weighted("products")
        ),
        Together::Before { days } => format!(
            "orders AS (
  SELECT DISTINCT visitor, basket, began FROM products
),
views AS (
  SELECT o.visitor, o.basket, o.began, e.sku, e.moment, e.line_number,
    ROW_NUMBER() OVER (
      PARTITION BY o.visitor, o.basket, e.sku ORDER BY e.moment DESC, e.line_number DESC
    ) AS nth
  FROM orders o
  JOIN kindred_events e ON e.visitor = o.visitor AND e.deed = '{}'
    AND e.moment <= o.began AND e.moment >= o.began - {}
),
seen AS (
  SELECT visitor, basket, began, sku,
    ROW_NUMBER() OVER (PARTITION BY visitor, basket ORDER BY moment DESC, line_number DESC, sku) AS place,
    COUNT(*) OVER (PARTITION BY visitor, basket) AS size
  FROM views
  WHERE nth = 1
),
{},
weights AS (
  SELECT DISTINCT visitor, basket, weight, rising FROM pages
),
recommended AS (
  SELECT p.visitor, p.basket, p.sku, w.weight, w.rising
  FROM products p
  JOIN weights w ON w.visitor = p.visitor AND w.basket = p.basket
)",
            deed(rule.from),
            i64::from(days) * DAY,
            weighted("seen")
        ),
    }
}

/// What `lists/together.rs` computes under the same name.
fn score(rule: &PairRule) -> String {
    let unit = UNIT;
    let share = match rule.share {
        Share::OfPage => {
            let prior = i64::from(rule.prior) * UNIT.pow(3);
            format!("{} / {}", double("p.weight"), double(&format!("f.weight * {unit} + {prior}")))
        }
        Share::Cosine => {
            let root = |of: &str| format!("SQRT({})", double(&format!("{of}.weight * {unit}")));
            format!("{} / ({} * {})", double("p.weight"), root("f"), root("t"))
        }
    };
    if rule.rise_days == 0 {
        return share;
    }
    let part = |column: &str| {
        let (of, whole) = (double(&format!("t.{column}")), double(&format!("w.{column}")));
        format!("({of} / {whole} + 1E0 / {})", double("w.n_products"))
    };
    format!("({share}) * SQRT({} / {})", part("rising"), part("weight"))
}
