//! The same orders and events in every format give the same log.

use super::{deeds, dropped, events, read};
use flate2::Compression;
use flate2::write::GzEncoder;
use kindred_cli::learn::Why;
use kindred_cli::learn::log::Deed;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::io::Write;
use std::sync::Arc;

/// One line of each kind of trouble.
pub(super) const ORDERS: &str = "\
order_id,created_at,sku,qty,price,customer_id,status
1,2026-10-01 10:00:00,A-1,6,2.50,7,complete
1,2026-10-01 10:00:00,a-1,1,2.50,7,complete
1,2026-10-01 10:00:00,B-2,2,1.00,7,complete
1,2026-10-01 10:00:00,B-2,2,1.00,7,complete
1,2026-10-01 10:00:00,SHIPPING,1,4.90,7,complete
2,2026-10-02 11:30:00,A-1,3,2.50,8,canceled
3,2026-10-03 12:00:00,A-1,0,2.50,8,complete
3,2026-10-03 12:00:00,C-3,1,0,8,complete
3,2026-10-03 12:00:00,C-3,1,9.00,8,complete
4,2026-10-04 09:00:00,A-1,-6,2.50,7,complete
5,2026-10-05 08:00:00,A-1,1,2.50,,complete
";

const EVENTS: &str = "\
event,time,session,sku
view_item,2026-10-01T09:58:00Z,s1,A-1
view_item,2026-10-01T09:58:00Z,s1,A-1
add_to_cart,2026-10-01T09:59:00Z,s1,A-1
scroll,2026-10-01T09:59:30Z,s1,
purchase,2026-10-01T10:00:00Z,s1,A-1
";

fn packed(text: &str) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(text.as_bytes()).unwrap();
    packer.finish().unwrap()
}

/// A table as JSON Lines; every cell a text.
fn json_lines(csv: &str) -> String {
    let (header, rows) = csv.split_once('\n').unwrap();
    let names: Vec<&str> = header.split(',').collect();
    let line = |row: &str| {
        let members = names.iter().zip(row.split(',')).map(|(name, cell)| ((*name).to_owned(), cell.into()));
        serde_json::Value::Object(members.collect()).to_string() + "\n"
    };
    rows.lines().map(line).collect()
}

/// The orders as a Parquet file: times as microseconds, quantities and prices as numbers, customers that can be missing.
pub(super) fn parquet(csv: &str, packing: &str) -> Vec<u8> {
    let schema = "message orders { required binary order_id (UTF8); required int64 created_at (TIMESTAMP_MICROS);
        required binary sku (UTF8); required int64 qty; required double price; optional binary customer_id (UTF8);
        required binary status (UTF8); required binary unused (UTF8); }";
    let rows: Vec<Vec<&str>> = csv.lines().skip(1).map(|row| row.split(',').collect()).collect();
    let texts = |cell: usize| rows.iter().map(|row| ByteArray::from(row[cell])).collect::<Vec<_>>();
    let properties = WriterProperties::builder().set_compression(packing.parse().unwrap()).build();
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
    let mut group = file.next_row_group().unwrap();
    let mut column = 0;
    while let Some(mut writer) = group.next_column().unwrap() {
        match column {
            1 => {
                let micros = |row: &Vec<&str>| {
                    let time: jiff::civil::DateTime = row[1].parse().unwrap();
                    time.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_microsecond()
                };
                let times: Vec<i64> = rows.iter().map(micros).collect();
                writer.typed::<Int64Type>().write_batch(&times, None, None).unwrap();
            }
            3 => {
                let quantities: Vec<i64> = rows.iter().map(|row| row[3].parse().unwrap()).collect();
                writer.typed::<Int64Type>().write_batch(&quantities, None, None).unwrap();
            }
            4 => {
                let prices: Vec<f64> = rows.iter().map(|row| row[4].parse().unwrap()).collect();
                writer.typed::<DoubleType>().write_batch(&prices, None, None).unwrap();
            }
            5 => {
                let there: Vec<i16> = rows.iter().map(|row| i16::from(!row[5].is_empty())).collect();
                let customers: Vec<ByteArray> = texts(5).into_iter().filter(|customer| !customer.is_empty()).collect();
                writer.typed::<ByteArrayType>().write_batch(&customers, Some(&there), None).unwrap();
            }
            other => {
                writer.typed::<ByteArrayType>().write_batch(&texts(other.min(6)), None, None).unwrap();
            }
        }
        writer.close().unwrap();
        column += 1;
    }
    group.close().unwrap();
    file.into_inner().unwrap()
}

#[test]
fn every_line_is_kept_or_dropped_for_its_reason() {
    let read = read(&[("orders.csv", ORDERS.as_bytes()), ("events.csv", EVENTS.as_bytes())]);
    let bought = |sku: &str| (Deed::Purchase, sku.to_owned());
    let expected = [
        (Deed::View, "A-1".to_owned()),
        (Deed::AddToCart, "A-1".to_owned()),
        bought("A-1"),
        bought("B-2"),
        bought("C-3"),
        bought("A-1"),
    ];
    assert_eq!(deeds(&read), expected);
    let expected = [
        (Why::CancelledOrder, 1),
        (Why::Return, 1),
        (Why::Returned, 1),
        (Why::NoQuantity, 1),
        (Why::NoPrice, 1),
        (Why::NoProduct, 1),
        (Why::Duplicate, 2),
        (Why::OtherEvent, 1),
        (Why::InOrders, 1),
    ];
    assert_eq!(dropped(&read), expected);
    assert_eq!(read.log.products, ["A-1", "B-2", "C-3"]);
    assert!(read.account.examples(Why::Returned)[0].ends_with("orders.csv:2"), "{:?}", read.account);
    let kept = read.account.kept;
    assert_eq!((kept.visitors, kept.baskets, read.account.n_folded), (4, 3, 1));
}

#[test]
fn the_format_does_not_matter() {
    let expected = events(&read(&[("orders.csv", ORDERS.as_bytes()), ("events.csv", EVENTS.as_bytes())]).log);
    let (orders, views) = (json_lines(ORDERS), json_lines(EVENTS));
    let semicolons = ORDERS.replace(',', ";");
    // The line numbers of files without a header are those of their own.
    let without_lines = |events: Vec<(kindred_cli::learn::log::Event, String)>| {
        let nowhere = |(event, sku)| (kindred_cli::learn::log::Event { line: 0, ..event }, sku);
        events.into_iter().map(nowhere).collect::<Vec<_>>()
    };
    let expected = without_lines(expected);
    let packed_views = packed(EVENTS);
    for (name, file) in [
        ("orders.csv", semicolons.into_bytes()),
        ("orders.csv.gz", packed(ORDERS)),
        ("orders.jsonl", orders.clone().into_bytes()),
        ("orders.ndjson.gz", packed(&orders)),
        ("orders.parquet", parquet(ORDERS, "uncompressed")),
        ("orders-snappy.parquet", parquet(ORDERS, "snappy")),
        ("orders-gzip.parquet", parquet(ORDERS, "gzip(6)")),
        ("orders-zstd.parquet", parquet(ORDERS, "zstd(1)")),
    ] {
        let of_lines = read(&[(name, &file), ("events.jsonl", views.as_bytes())]);
        assert_eq!(without_lines(events(&of_lines.log)), expected, "{name}");
        let of_packed = read(&[(name, &file), ("events.csv.gz", &packed_views)]);
        assert_eq!(without_lines(events(&of_packed.log)), expected, "{name}");
        assert_eq!(dropped(&of_packed).iter().map(|(_, count)| count).sum::<u64>(), 10, "{name}");
    }
}

#[test]
fn an_order_with_a_list_of_products_is_a_line_for_each() {
    let orders = r#"{"id":"a","order_number":1001,"created_at":"2026-10-01T10:00:00+02:00","customer":{"id":7},"line_items":[{"sku":"A","quantity":2,"price":"2.50"},{"sku":"B","quantity":1,"price":"1.00"}]}
{"id":"b","order_number":1002,"created_at":"2026-10-01T11:00:00+02:00","customer":null,"line_items":[]}
{"id":"c","order_number":1003,"created_at":"2026-10-01T12:00:00+02:00","customer":null,"line_items":[{"sku":"A","quantity":1,"price":"2.50"},{"sku":null}]}
"#;
    let read = read(&[("orders.jsonl", orders.as_bytes())]);
    let bought: Vec<String> = deeds(&read).into_iter().map(|(_, sku)| sku).collect();
    assert_eq!(bought, ["A", "B", "A"]);
    assert_eq!(dropped(&read), [(Why::Unreadable, 1)]);
    assert_eq!(super::messages(&read), ["orders.jsonl:3:1: line_items.sku: expected a SKU, found nothing"]);
}

#[test]
fn the_products_of_an_order_keep_their_order() {
    let orders = r#"{"order_id":1,"created_at":"2026-10-01","items":[{"sku":"C"},{"sku":"B"},{"sku":"A"}]}
{"order_id":2,"created_at":"2026-10-01","items":[{"sku":"B"},{"sku":"A"}]}
"#;
    let read = read(&[("orders.jsonl", orders.as_bytes())]);
    let of_order = |number: usize| -> Vec<String> {
        let all = events(&read.log);
        let mut baskets: Vec<u64> = all.iter().map(|(event, _)| event.basket).collect();
        baskets.dedup();
        baskets.sort_by_key(|basket| all.iter().filter(|(event, _)| event.basket == *basket).count());
        all.iter().filter(|(event, _)| event.basket == baskets[number]).map(|(_, sku)| sku.clone()).collect()
    };
    // Every element once stood in the place of its line, and each order was learned in the order of its SKUs.
    assert_eq!((of_order(1), of_order(0)), (vec!["C".into(), "B".into(), "A".into()], vec!["B".into(), "A".into()]));
}

#[test]
fn an_order_of_shopify_s_that_was_refunded_is_dropped_with_all_its_lines() {
    // The state stands on the first line of an order, whatever products come after it.
    let orders = "Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku
#1001,a@shop.example,refunded,2026-10-01 10:00:00 +0200,1,Mug,10.00,MUG
#1001,a@shop.example,,2026-10-01 10:00:00 +0200,1,Tea,5.00,TEA
#1001,a@shop.example,,2026-10-01 10:00:00 +0200,2,Spoon,2.00,SPOON
#1002,a@shop.example,paid,2026-10-02 10:00:00 +0200,1,Tea,5.00,TEA
#1002,a@shop.example,,2026-10-02 10:00:00 +0200,1,Spoon,2.00,SPOON
";
    let read = read(&[("orders.csv", orders.as_bytes())]);
    assert_eq!(dropped(&read), [(Why::CancelledOrder, 3)], "{}", read.account);
    let bought: Vec<String> = deeds(&read).into_iter().map(|(_, sku)| sku).collect();
    assert_eq!(bought, ["TEA", "SPOON"]);
}

#[test]
fn strangers_whose_sessions_began_in_the_same_second_stay_strangers() {
    let line = |visitor: &str, sku: &str| {
        format!(
            "{{\"event_name\":\"view_item\",\"event_timestamp\":1790000000000000,\"user_id\":null,\
             \"user_pseudo_id\":\"{visitor}\",\"ga_session_id\":1790000000,\"items\":[{{\"item_id\":\"{sku}\"}}]}}\n"
        )
    };
    let views = [line("11.22", "A"), line("33.44", "B"), line("11.22", "C")].concat();
    let read = read(&[("events.jsonl", views.as_bytes())]);
    assert_eq!(read.account.kept.visitors, 2, "{}", read.account);
    let mut baskets: Vec<(u64, String)> =
        events(&read.log).into_iter().map(|(event, sku)| (event.basket, sku)).collect();
    baskets.sort();
    baskets.dedup_by_key(|(basket, _)| *basket);
    assert_eq!(baskets.len(), 2);
}

#[test]
fn a_file_of_orders_that_cannot_be_used_takes_no_purchase_from_the_events() {
    let no_orders = b"order_id,ean,created_at\n1,A,2026-10-01\n";
    let events = b"event,sku,time,session\npurchase,A,2026-10-01 10:00,s\n";
    let read = read(&[("orders.csv", no_orders), ("events.csv", events)]);
    assert_eq!((read.account.kept.purchases, dropped(&read)), (1, Vec::new()), "{}", read.account);
}

/// Orders with times of clocks in the shop, in whatever unit.
fn local_times(unit: &str, times: &[i64]) -> Vec<u8> {
    let schema = format!(
        "message orders {{ required binary order_id (UTF8); required int64 created_at (TIMESTAMP({unit},false));
        required binary sku (UTF8); }}"
    );
    let schema = Arc::new(parse_message_type(&schema).unwrap());
    let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::default()).unwrap();
    let mut group = file.next_row_group().unwrap();
    let texts: Vec<ByteArray> = times.iter().map(|_| ByteArray::from("A")).collect();
    for column in 0..3 {
        let mut writer = group.next_column().unwrap().unwrap();
        match column {
            1 => writer.typed::<Int64Type>().write_batch(times, None, None).unwrap(),
            _ => writer.typed::<ByteArrayType>().write_batch(&texts, None, None).unwrap(),
        };
        writer.close().unwrap();
    }
    group.close().unwrap();
    file.into_inner().unwrap()
}

#[test]
fn a_time_of_clocks_in_the_shop_is_in_its_zone_whatever_its_unit() {
    let config = b"time-zone = \"Europe/Berlin\"\n";
    // Noon on 2026-10-03 as clocks in Berlin show it, and the same moment in UTC.
    let (shown, moment) = (1_791_028_800, 1_791_021_600);
    for (unit, factor) in [("MILLIS", 1_000), ("MICROS", 1_000_000), ("NANOS", 1_000_000_000)] {
        let read = read(&[("kindred.toml", config), ("orders.parquet", &local_times(unit, &[shown * factor]))]);
        assert_eq!(read.account.span, Some((moment, moment)), "{unit}");
    }
}

#[test]
fn a_config_says_what_columns_events_and_numbers_mean() {
    let config = br#"
[learn]
products = ["P*"]
max-basket = 2

[[orders]]
files = "orders*.txt"
delimiter = "|"
encoding = "windows-1252"
time-zone = "Europe/Berlin"
decimal-mark = ","
date-order = "day-month-year"
cancellations = "ST*"
columns = { order = "Beleg", sku = "Artikel", time = "Datum", quantity = "Menge", customer = "K\u00e4ufer" }

[[events]]
files = "events*"
event-names = { view = "gesehen", add-to-cart = ["Korb", "Merkzettel"] }
"#;
    let orders =
        b"Beleg|Artikel|Datum|Menge|K\xe4ufer\n1|P1|01/10/2026 12:00|1.000,5|x\nST1|P1|02/10/2026 12:00|1.000,5|x\n\
        2|P1|03/10/2026 12:00|1|x\n3|Q|03/10/2026 12:00|1|x\n4|P1|04/10/2026 12:00|1|y\n4|P2|04/10/2026 12:00|1|y\n\
        4|P3|04/10/2026 12:00|1|y\n";
    let events =
        b"event,sku,timestamp,visitor_id\nGesehen,P1,1790000000,v\nKORB,P1,1790000001,v\nview,P1,1790000002,v\n";
    let read = read(&[("kindred.toml", config), ("orders.txt", orders), ("events.csv", events)]);
    let expected =
        [(Why::Return, 1), (Why::Returned, 1), (Why::NoProduct, 1), (Why::LargeBasket, 3), (Why::OtherEvent, 1)];
    assert_eq!(dropped(&read), expected, "{}", read.account);
    let found = events_of(&read);
    let noon_in_berlin = "2026-10-03T10:00:00Z".parse::<jiff::Timestamp>().unwrap().as_second();
    assert_eq!(
        found,
        [(1_790_000_000, Deed::View), (1_790_000_001, Deed::AddToCart), (noon_in_berlin, Deed::Purchase)]
    );
}

fn events_of(read: &kindred_cli::learn::LogRead) -> Vec<(i64, Deed)> {
    events(&read.log).into_iter().map(|(event, _)| (event.time, event.deed)).collect()
}
