//! `kindred learn` as it is called.

use super::common::{fixture, folder};
use assert_cmd::cargo::CommandCargoExt;
use std::fs;
use std::process::{Command, Output};

fn learn(arguments: &[&str]) -> Output {
    Command::cargo_bin("kindred").unwrap().arg("learn").args(arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn what_was_read_kept_and_dropped_is_said() {
    let files = folder(&[
        ("orders-1.csv", b"order_id,sku,date,qty\n1,A,2026-10-01,1\n1,B,2026-10-01,1\n1,shipping,2026-10-01,1\n"),
        ("orders-2.csv", b"order_id,sku,date,qty\n2,A,2026-10-02,1\n3,B,soon,1\n"),
        ("events.csv", b"event,sku,time,session\nview,A,2026-10-02 09:00,s\n"),
    ]);
    let prefix = format!("{}/", files.path().display());
    let report = files.path().join("report.json");
    let [pattern, events] = ["orders-*.csv", "events.csv"].map(|name| format!("{prefix}{name}"));
    let output = learn(&["--orders", &pattern, "--events", &events, "--report", report.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let expected = "6 lines in 3 logs, 2026-10-01 to 2026-10-02
kept: 1 view, 0 cart adds, 3 purchases in 2 baskets; 3 visitors, 2 products
dropped: 2
  1 line that cannot be read
  1 line of fees and others that are no products: orders-1.csv:4
";
    let printed = stdout(&output).replace(&prefix, "");
    // How ready the lists are comes after it.
    let (account, ready) = printed.split_once("\n\nReadiness: ").unwrap();
    assert_eq!(account, expected.trim_end());
    assert_eq!(ready.lines().count(), 10);
    let said = String::from_utf8(output.stderr).unwrap().replace(&prefix, "");
    let expected = "reading the logs
cleaning 5 lines
learning from 4 events
orders-2.csv:3:5: date: expected a time such as 2026-11-22 14:05:09, found \"soon\"
";
    assert_eq!(said, expected);
    let report: serde_json::Value = serde_json::from_slice(&fs::read(report).unwrap()).unwrap();
    assert_eq!(report["logs"]["kept"]["purchases"], 3);
    assert_eq!(report["logs"]["dropped"]["no-product"]["lines"], 1);
    assert_eq!(report["logs"]["files"][0]["holds"], "order lines");
}

#[test]
fn with_a_catalogue_variants_are_their_product_and_other_skus_are_dropped() {
    let files = folder(&[
        ("catalogue.json", br#"{"products":[{"sku":"SHIRT","name":"Shirt","url":"/s","variants":["SHIRT-S","SHIRT-L"]},{"sku":"HAT","name":"Hat","url":"/h"}]}"#),
        ("orders.csv", b"order_id,sku,date\n1,shirt-s,2026-10-01\n1,SHIRT-L,2026-10-01\n1,HAT,2026-10-01\n1,GONE,2026-10-01\n"),
    ]);
    let [catalogue, orders] =
        ["catalogue.json", "orders.csv"].map(|name| files.path().join(name).display().to_string());
    let output = learn(&[&catalogue, "--orders", &orders]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let said = stdout(&output);
    assert!(said.contains("kept: 0 views, 0 cart adds, 3 purchases in 1 basket; 1 visitor, 2 products\n"), "{said}");
    assert!(said.contains("1 line of products that the catalogue does not have: "), "{said}");
}

#[test]
fn wrong_use_exits_with_2() {
    let nothing = learn(&[]);
    assert_eq!(nothing.status.code(), Some(2));
    let said = String::from_utf8(nothing.stderr).unwrap();
    assert_eq!(said, "expected --orders, --events or a catalogue, found none of them\n");
    let absent = learn(&["--orders", "absent-*.csv"]);
    assert_eq!(absent.status.code(), Some(2));
    assert!(String::from_utf8(absent.stderr).unwrap().starts_with("absent-*.csv: cannot be read: "));
    let file = fixture("own/catalogue.json");
    let no_zone = learn(&["--orders", file.to_str().unwrap(), "--time-zone", "Mars/Base"]);
    assert_eq!(no_zone.status.code(), Some(2));
}
