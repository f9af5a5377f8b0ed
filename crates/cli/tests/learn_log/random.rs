//! What the log says does not depend on how it lies in files, on how much of it fits into memory, or on the order in
//! which files are named.

use super::common;
use kindred_cli::learn::log::{Deed, Event};
use kindred_cli::learn::{LearnOptions, Why, read_log};
use proptest::prelude::*;
use std::path::PathBuf;

/// One line: who, which order, which product, when, how many.
type Line = (u8, u8, u8, u16, i8);
/// Who did what, together with what, when, with which product.
type Said = (u64, u64, i64, String, Deed);

fn text(lines: &[Line]) -> String {
    let line = |(customer, order, sku, time, quantity): &Line| {
        // A blank customer is nobody in particular.
        let customer = if *customer == 0 { String::new() } else { customer.to_string() };
        let sku = if *order % 2 == 0 { format!("a{sku}") } else { format!("A{sku}") };
        let time = 1_790_000_000 + i64::from(*time) * 60;
        format!("{order},{sku},{time},{quantity},{customer}\n")
    };
    let rows: String = lines.iter().map(line).collect();
    format!("order_id,sku,time,qty,customer_id\n{rows}")
}

fn said(paths: Vec<PathBuf>, memory: Option<usize>) -> (Vec<Said>, Vec<u64>) {
    let options = LearnOptions { orders: paths, memory, ..LearnOptions::default() };
    let Ok(read) = read_log(&options, &mut |_| {}) else { return (Vec::new(), Vec::new()) };
    let mut events = Vec::new();
    for number in 0..read.log.n_partitions() {
        let partition = read.log.partition(number).unwrap();
        assert!(partition.is_sorted_by_key(|event| (event.visitor, event.time, event.line)));
        let said = |event: &Event| {
            let sku = read.log.products[event.product as usize].clone();
            (event.visitor, event.basket, event.time, sku, event.deed)
        };
        events.extend(partition.iter().map(said));
    }
    events.sort();
    (events, Why::ALL.into_iter().map(|why| read.account.dropped(why)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn how_the_lines_lie_in_files_does_not_matter(
        lines in proptest::collection::vec((0..5u8, 0..9u8, 0..6u8, 0..2_000u16, -2..4i8), 1..60),
        cut in 0..60usize,
        memory in 0..2_000usize,
    ) {
        let (first, second) = lines.split_at(cut.min(lines.len()));
        let (whole, first, second) = (text(&lines), text(first), text(second));
        let files = common::folder(&[("w.csv", whole.as_bytes()), ("a.csv", first.as_bytes()), ("b.csv", second.as_bytes())]);
        let path = |name: &str| files.path().join(name);
        let expected = said(vec![path("w.csv")], None);
        prop_assert_eq!(&said(vec![path("a.csv"), path("b.csv")], None), &expected);
        prop_assert_eq!(&said(vec![path("b.csv"), path("a.csv"), path("b.csv")], None), &expected);
        prop_assert_eq!(&said(vec![path("[ab].csv")], Some(memory)), &expected);
    }
}
