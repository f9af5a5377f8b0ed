//! Prices in conditions: exact amounts, what is relative to the matched product, and the customer group's own.

use crate::case::{Case, assert_all, rows, verdict};
use kindred_core::context::Context;
use kindred_core::feed;
use kindred_core::link::Relation;
use kindred_core::select::select;

fn price(cell: &str) -> String {
    if cell == "-" { String::new() } else { format!(r#""price":{cell}"#) }
}

#[test]
fn every_row_of_the_prices_holds() {
    assert_all(rows(include_str!("prices.tsv")).map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [value, operator, operand, matched, expected, ..] = cells.as_slice() else { panic!("{row}") };
        let condition = format!(r#"{{"attribute":"price","operator":"{operator}",{operand}}}"#);
        let case = Case { matched: price(matched), product: price(value), condition, ..Case::default() };
        (row.replace('\t', " "), case.shows(), verdict(expected))
    }));
}

#[test]
fn both_sides_of_a_comparison_are_the_prices_of_the_shoppers_group() {
    let text = r#"{"format":1,"currency":"EUR","products":[
        {"sku":"a","name":"A","price":20,"group-prices":{"trade":10}},
        {"sku":"b","name":"B","price":15},
        {"sku":"c","name":"C","price":25,"group-prices":{"trade":5,"staff":"19.99"}},
        {"sku":"d","name":"D","group-prices":{"trade":11}}],
        "rules":[{"name":"dearer","relation":"related","display":{"attribute":"price","operator":">","matched":"price"}}]}"#;
    let feed = feed::read(text).unwrap();
    let shown = |group: Option<&str>| {
        let group = group.map(Into::into);
        let context = Context { viewed: Some("a".into()), group, ..Context::new(|text| text.to_lowercase()) };
        let cards = select(&feed, Relation::Related, None, &context);
        cards.iter().map(|card| card.product.sku.clone()).collect::<Vec<_>>()
    };
    assert_eq!(shown(None), ["c"]);
    assert_eq!(shown(Some("trade")), ["b", "d"], "where the group has no price of its own, everyone's counts");
    assert_eq!(shown(Some("staff")), [""; 0]);
    assert_eq!(shown(Some("nobody's")), ["c"]);
}
