//! Broken files are said to be broken; broken lines are left out, and the lines around them stay.

use super::formats::{ORDERS, parquet};
use super::{common, deeds, dropped, messages, read, try_read};
use flate2::Compression;
use flate2::write::GzEncoder;
use kindred_cli::learn::Why;
use std::io::Write;

const GOOD: &str = "order_id,sku,date,qty\n1,A,2026-10-01,1\n";

fn exit_code(files: &[(&str, &[u8])]) -> (u8, String) {
    let folder = common::folder(files);
    let error = try_read(folder.path()).err().unwrap();
    (error.exit_code(), error.to_string().replace(&format!("{}/", folder.path().display()), ""))
}

#[test]
fn lines_that_cannot_be_read_are_said_with_their_place_and_the_others_stay() {
    // Letters of other alphabets, so that a byte that is none is not taken for another encoding.
    let orders = b"order_id,sku,date,qty\n1,\xc3\x84\xc3\x96,2026-10-01,1\n2,B\n,C,2026-10-01,1\n3,,2026-10-01,1\n4,D,yesterday,1\n\
        5,E,10/12/2026,1\n6,F,2026-10-01,many\n7,G\xff,2026-10-01,1\n8,H,2026-10-02,1\n";
    let read = read(&[("orders.csv", orders)]);
    assert_eq!(deeds(&read).len(), 2);
    assert_eq!(dropped(&read), [(Why::Unreadable, 7)]);
    let expected = [
        "orders.csv:3:1: expected 4 columns, found 2",
        "orders.csv:4:1: order_id: expected an order number, found nothing",
        "orders.csv:5:3: sku: expected a SKU, found nothing",
        "orders.csv:6:5: date: expected a time such as 2026-11-22 14:05:09, found \"yesterday\"",
        "orders.csv:7:5: date: expected a time such as 2026-11-22 14:05:09, found \"10/12/2026\"; say date-order = \
         \"day-month-year\" or \"month-day-year\" in a config",
        "orders.csv:8:16: qty: expected a quantity such as 2 or -1, found \"many\"",
    ];
    assert_eq!(messages(&read)[..6], expected);
}

#[test]
fn broken_json_lines_are_left_out() {
    let orders =
        b"{\"order_id\":1,\"sku\":\"\xc3\x84\xc3\x96\",\"date\":\"2026-10-01\"}\n{\"order_id\":2,\n\xff\n42\n[]\n\n\
        {\"order_id\":3,\"sku\":\"B\",\"date\":\"2026-10-01\"}\n";
    let read = read(&[("orders.jsonl", orders)]);
    assert_eq!((deeds(&read).len(), dropped(&read)), (2, vec![(Why::Unreadable, 4)]), "{:?}", messages(&read));
    assert!(messages(&read)[0].starts_with("orders.jsonl:2:"), "{:?}", messages(&read));
}

#[test]
fn a_file_that_breaks_off_is_not_half_a_log() {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    let rows: String = (0..9_999).map(|row| format!("{row},A{},2026-10-01,1\n", row * 7919 % 9973)).collect();
    packer.write_all((GOOD.to_owned() + &rows).as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    let (code, said) = exit_code(&[("orders.csv.gz", &packed[..packed.len() / 2]), ("orders.csv", GOOD.as_bytes())]);
    assert_eq!(code, 2);
    assert!(said.starts_with("orders.csv.gz: cannot be read: "), "{said}");
    for bytes in [&b"PAR1"[..], b"PAR1PAR1", b"PAR1\xff\xff\xff\x7fPAR1", b"PAR1aaaa\x00\x00\x00\x00PAR1"] {
        let (code, said) = exit_code(&[("orders.parquet", bytes), ("orders.csv", GOOD.as_bytes())]);
        assert_eq!(code, 2, "{said}");
        assert!(said.starts_with("orders.parquet: cannot be read: "), "{said}");
    }
}

#[test]
fn files_that_are_no_logs_are_named_with_the_reason() {
    let files = [
        ("orders-1.csv", GOOD.as_bytes()),
        ("orders-2.csv", b"\x00\x01\x02binary\x00"),
        ("orders-3.csv", b""),
        ("orders-4.csv", b"sku,name\nA,B\n"),
        ("orders-5.xml", b"<orders/>"),
        ("orders-6.jsonl", b"{}\n"),
    ];
    let read = read(&files);
    let said = read.account.to_string();
    for expected in [
        "orders-2.csv: no text",
        "orders-3.csv: empty",
        "orders-4.csv: no orders: no column for the order; its columns are sku, name",
        "orders-5.xml: no log: XML",
        "orders-6.jsonl: no JSON Lines",
    ] {
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn logs_without_a_line_of_use_are_an_error_in_the_data() {
    let (code, said) = exit_code(&[("orders.csv", b"order_id,sku,date,qty\n1,A,2026-10-01,0\n")]);
    assert_eq!(code, 1);
    let expected = "expected orders or events that can be used, found none\n1 line in 1 log\nkept: 0 views, 0 cart adds, \
        0 purchases in 0 baskets; 0 visitors, 0 products\ndropped: 1\n  1 line with a quantity of nothing: orders.csv:2";
    assert_eq!(said, expected);
}

#[test]
fn what_cannot_be_meant_in_a_config_is_shown_at_its_place() {
    let config =
        b"[learn]\nmax-basket = 0\n[[orders]]\nfiles = \"orders.csv\"\ndelimiter = \";;\"\ntime-zone = \"Mars\"\n\
        date-order = \"year\"\ncolumns = { skew = \"A\" }\ncancellations = \"[\"\n";
    let (code, said) = exit_code(&[("kindred.toml", config), ("orders.csv", GOOD.as_bytes())]);
    assert_eq!(code, 2);
    for expected in [
        "kindred.toml:2:14: learn.max-basket: expected at least 1, found \"0\"",
        "kindred.toml:5:13: orders[0].delimiter: expected one character such as ; or \\t, found \";;\"",
        "kindred.toml:6:13: orders[0].time-zone: expected a time zone such as Europe/Stockholm, found \"Mars\"",
        "kindred.toml:7:14: orders[0].date-order: expected day-month-year or month-day-year, found \"year\"",
        "columns.skew: expected a key of the schema",
        "kindred.toml:9:17: orders[0].cancellations: expected a pattern such as C*, found \"[\"",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
}

#[test]
fn what_cannot_be_meant_of_lists_is_named_with_its_key() {
    let said = |lists: &str| {
        let config = format!("[learn.lists]\n{lists}\n");
        let (code, said) = exit_code(&[("kindred.toml", config.as_bytes()), ("orders.csv", GOOD.as_bytes())]);
        assert_eq!(code, 2);
        said
    };
    for (lists, expected) in [
        (
            "trending = { hours = 168 }",
            "expected fewer hours than background-hours, found \"hours = 168, background-hours = 72\"",
        ),
        (
            "trending = { background-hours = 24 }",
            "trending.background-hours: expected fewer hours than background-hours",
        ),
        (
            "most-viewed = { reach = 5 }",
            "most-viewed.reach: expected a key that this type of list has, found \"reach\"",
        ),
        ("most-viewed = { length = 20001 }", "most-viewed.length: expected a number from 1 to 20000, found \"20001\""),
        ("length = 1000", "learn.lists.length: expected a number from 1 to 100, found \"1000\""),
        ("next-item = { length = 101 }", "next-item.length: expected a number from 1 to 100, found \"101\""),
    ] {
        let said = said(lists);
        assert!(said.contains(expected), "{expected}\n{said}");
    }
}

#[test]
fn no_damage_to_a_parquet_file_is_more_than_a_file_that_cannot_be_read() {
    let whole = parquet(ORDERS, "snappy");
    // Every seventh byte, which is one of each part of the file.
    let damaged = (0..whole.len()).step_by(7).flat_map(|place| {
        let mut flipped = whole.clone();
        flipped[place] ^= 0xFF;
        [whole[..place].to_vec(), flipped]
    });
    let files = common::folder(&[]);
    for bytes in damaged {
        std::fs::write(files.path().join("orders.parquet"), &bytes).unwrap();
        if let Err(error) = try_read(files.path()) {
            assert!((1..=2).contains(&error.exit_code()), "{error}");
        }
    }
}
