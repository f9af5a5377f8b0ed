//! A year of real orders. They are not part of the repository: where they are absent, these tests say so and pass.

use super::{common, dropped};
use flate2::read::MultiGzDecoder;
use kindred_cli::learn::{LearnOptions, Why, read_log};
use kindred_cli::pipeline::BuildOptions;
use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;

#[test]
fn every_line_of_a_year_of_orders_is_kept_or_dropped_for_a_reason() {
    let orders = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/online-retail/orders-train.csv.gz");
    if !orders.is_file() {
        println!("skipped: ../shared/data/online-retail is not here");
        return;
    }
    let config = Some(common::fixture("online-retail.toml"));
    let build = BuildOptions { config, ..BuildOptions::default() };
    let read = read_log(&LearnOptions { build, orders: vec![orders.clone()], ..LearnOptions::default() }, &mut |_| {});
    let read = read.unwrap();
    let written = Written::of(&orders);
    assert_eq!(
        (written.lines, written.invoices, written.cancellations, written.codes),
        (464_225, 22_796, 3_441, 4_037)
    );
    assert_eq!(read.account.n_lines, 464_225);
    let expected = [
        (Why::NoOrder, 3),
        (Why::Return, 8_954),
        (Why::Returned, 2_510),
        (Why::NoPrice, 1_070),
        (Why::NoProduct, 2_661),
        (Why::Duplicate, 4_107),
        (Why::LargeBasket, 1_112),
    ];
    assert_eq!(dropped(&read), expected, "{}", read.account);
    let kept = read.account.kept;
    assert_eq!((kept.purchases, kept.baskets, read.account.n_products), (443_808, 17_185, 3_883));
    // The days of the first and the last line, in London and in UTC.
    assert_eq!(read.account.span.map(|(first, _)| first), Some(1_291_191_960));
    assert!(read.log.products.iter().all(|sku| (5..=7).contains(&sku.len())));
    assert!(read.log.products.binary_search(&"85123A".to_owned()).is_ok(), "the usual spelling of 85123a");
}

/// What the file says, read without any of our code.
struct Written {
    lines: usize,
    invoices: usize,
    cancellations: usize,
    codes: usize,
}

impl Written {
    fn of(orders: &Path) -> Written {
        let mut rows = csv::Reader::from_reader(MultiGzDecoder::new(File::open(orders).unwrap()));
        let (mut lines, mut invoices, mut codes) = (0, BTreeSet::new(), BTreeSet::new());
        for row in rows.records() {
            let row = row.unwrap();
            lines += 1;
            invoices.insert(row[0].to_owned());
            codes.insert(row[1].to_owned());
        }
        let cancellations = invoices.iter().filter(|invoice| invoice.starts_with('C')).count();
        Written { lines, invoices: invoices.len(), cancellations, codes: codes.len() }
    }
}
