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

/// Six orders before the held-out days, and one on them.
fn seven_orders() -> Vec<u8> {
    let order = |number: u32, day: &str| format!("{number},A,{day},1\n{number},B,{day},1\n");
    let early: String = (1..=6).map(|number| order(number, "2026-10-01")).collect();
    format!("order_id,sku,date,qty\n{early}{}", order(7, "2026-10-20")).into_bytes()
}

#[test]
fn an_evaluation_writes_no_lists_and_says_so() {
    for option in ["--out", "--readiness", "--pictures", "--embeddings"] {
        let output = learn(&["--orders", "orders.csv", "--evaluate", option, "x"]);
        assert_eq!(output.status.code(), Some(2), "{option}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("'--evaluate' cannot be used with '") && said.contains(option), "{said}");
    }
}

#[test]
fn an_evaluation_of_a_log_without_days_to_hold_out_says_why_there_is_none() {
    let files = folder(&[("orders.csv", b"order_id,sku,date,qty\n1,A,2026-10-01,1\n")]);
    let orders = files.path().join("orders.csv").display().to_string();
    for more in [&[][..], &["--json"]] {
        let output = learn(&[&["--orders", &orders, "--evaluate"], more].concat());
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let expected = "expected events before and within the last 14 days of the log, found none on one side; set \
                        learn.lists.held-out-days\n";
        assert!(String::from_utf8(output.stderr).unwrap().ends_with(expected));
        assert!(output.stdout.is_empty());
    }
}

/// The keys of a JSON document, with those that they are below: `types[].list`.
fn keys(value: &serde_json::Value, path: &str, found: &mut std::collections::BTreeSet<String>) {
    match value {
        serde_json::Value::Object(members) => members.iter().for_each(|(key, value)| {
            let dot = if path.is_empty() { "" } else { "." };
            keys(value, &format!("{path}{dot}{key}"), found);
        }),
        serde_json::Value::Array(entries) => entries.iter().for_each(|entry| keys(entry, &format!("{path}[]"), found)),
        _ => _ = found.insert(path.to_owned()),
    }
}

#[test]
fn the_document_has_the_keys_of_evaluations_and_of_readiness() {
    let files = folder(&[("orders.csv", &seven_orders())]);
    let at = |name: &str| files.path().join(name).display().to_string();
    let evaluated = learn(&["--orders", &at("orders.csv"), "--evaluate", "--json"]);
    assert_eq!(evaluated.status.code(), Some(0), "{evaluated:?}");
    let ready = learn(&["--orders", &at("orders.csv"), "--readiness", &at("readiness.json")]);
    assert_eq!(ready.status.code(), Some(0), "{ready:?}");
    let document = include_str!("../../../../docs/recommendations-quality.md");
    for (heading, json) in [
        ("\n## As JSON\n", stdout(&evaluated)),
        ("\n### Readiness as JSON\n", fs::read_to_string(at("readiness.json")).unwrap()),
    ] {
        let mut written = std::collections::BTreeSet::new();
        keys(&serde_json::from_str(&json).unwrap(), "", &mut written);
        let section = document.split(heading).nth(1).unwrap().split("\n#").next().unwrap();
        let cells = section.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
        let named: std::collections::BTreeSet<String> =
            cells.flat_map(|cell| cell.split(", ")).map(|key| key.trim_matches('`').to_owned()).collect();
        assert_eq!(named, written, "{heading}");
    }
}

#[test]
fn the_documents_have_every_option() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    for (command, document) in [("learn", "learn.md"), ("build", "catalogue.md")] {
        let help = Command::cargo_bin("kindred").unwrap().args([command, "--help"]).output().unwrap();
        let text = fs::read_to_string(root.join(document)).unwrap();
        let help = stdout(&help);
        let options = help.lines().filter_map(|line| line.trim_start().strip_prefix("--")?.split([' ', '=']).next());
        let options: Vec<&str> = options.filter(|option| !matches!(*option, "help" | "version")).collect();
        assert!(options.len() > 10, "{help}");
        let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| `--")).collect();
        for option in options {
            let named = [format!("`--{option}`"), format!("`--{option} ")];
            let is_there = rows.iter().any(|row| named.iter().any(|named| row.contains(named)));
            assert!(is_there, "docs/{document} says nothing of --{option}");
        }
    }
}
