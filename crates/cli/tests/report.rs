//! The whole account as a file, and its short form on a terminal.

mod common;

use assert_cmd::Command;
use common::{fixture, folder};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Output;

/// Builds, and gives what the command said and the report that it wrote.
fn build(catalogue: &Path, more: &[&str]) -> (Output, Option<Value>) {
    let out = tempfile::tempdir().unwrap();
    let report = out.path().join("report.json");
    let mut command = Command::cargo_bin("kindred").unwrap();
    command.arg("build").arg(catalogue).args(more).arg("--out").arg(out.path().join("feed"));
    let output = command.arg("--report").arg(&report).output().unwrap();
    (output, fs::read(report).ok().map(|bytes| serde_json::from_slice(&bytes).unwrap()))
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Every key of a report that has a value of its own, with the keys it is below: `files[].rows`.
fn leaves(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| {
            let dot = if path.is_empty() { "" } else { "." };
            leaves(value, &format!("{path}{dot}{key}"), found);
        }),
        Value::Array(entries) if !entries.is_empty() => {
            entries.iter().for_each(|entry| leaves(entry, &format!("{path}[]"), found));
        }
        Value::Array(_) => drop(found.insert(format!("{path}[]"))),
        // What is said of one relation is said of the others.
        _ => drop(found.insert(path.replace("up-sell", "related").replace("cross-sell", "related"))),
    }
}

#[test]
fn the_document_has_the_keys_that_reports_have() {
    let (_, report) = build(&fixture("shop"), &[]);
    let report = report.unwrap();
    // What it is where there are logs, docs/learn.md says.
    assert_eq!(report["logs"], Value::Null);
    let mut written = BTreeSet::new();
    leaves(&report, "", &mut written);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/catalogue.md");
    let document = fs::read_to_string(path).unwrap();
    let section = document.split("\n## The report\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let cells = section.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    let named: BTreeSet<String> =
        cells.flat_map(|cell| cell.split(", ")).map(|key| key.trim_matches('`').to_owned()).collect();
    assert_eq!(named, written);
}

#[test]
fn a_report_says_what_became_of_everything() {
    let (output, report) = build(&fixture("shop"), &["--compress", "gz"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let report = report.unwrap();
    let summary = &report["summary"];
    for (key, count) in [("skus", 23), ("products", 13), ("skipped", 1), ("warnings", 1), ("links-dropped", 12)] {
        assert_eq!(summary[key], count, "{key}");
    }
    assert_eq!((summary["currency"].as_str(), &summary["currency-assumed"]), (Some("USD"), &Value::Bool(true)));
    let not_used = report["files"].as_array().unwrap().iter().find(|file| file["not-used"] == "reviews").unwrap();
    assert!(not_used["file"].as_str().unwrap().ends_with("sample/reviews.csv"));
    let skipped =
        report["diagnostics"].as_array().unwrap().iter().find(|found| found["severity"] == "skipped").unwrap();
    assert!(skipped["file"].as_str().unwrap().ends_with("sample/products_kitchen.csv"));
    assert_eq!((&skipped["line"], &skipped["column"]), (&13.into(), &1.into()));
    assert_eq!(skipped["subject"], "category");
    assert_eq!(skipped["message"], "expected a category of the category file, found \"Bargains\"");
    let related = &report["links"]["related"];
    assert_eq!((&related["read"], &related["kept"], &related["through-parent"]), (&19.into(), &10.into(), &5.into()));
    let reasons = related["dropped"].as_array().unwrap();
    let unknown = reasons.iter().find(|dropped| dropped["reason"] == "unknown-target").unwrap();
    assert_eq!((&unknown["means"], &unknown["count"]), (&"to a product that does not exist".into(), &1.into()));
    let [link] = unknown["links"].as_array().unwrap().as_slice() else { panic!("{unknown}") };
    assert_eq!(link["to"], "GONE-1");
    assert!(link["file"].as_str().unwrap().ends_with(".csv") && link["line"].as_u64() > Some(1), "{link}");
    let feed = &report["feed"];
    assert!(feed["path"].as_str().unwrap().ends_with("feed.json"));
    assert_eq!((&feed["build"], &feed["n-files"], &feed["unchanged"]), (&Value::Null, &2.into(), &false.into()));
    assert!(feed["bytes"].as_u64() > Some(4_400));
}

/// A catalogue with that many rows that something is wrong with.
fn broken(n_rows: usize) -> String {
    let rows: Vec<String> = (0..n_rows).map(|row| format!("B{row},Bow,x{row}\n")).collect();
    format!("sku,name,price\nA,Axe,1\n{}", rows.concat())
}

#[test]
fn a_terminal_shows_the_first_few_of_each_kind_and_the_report_has_them_all() {
    let files = folder(&[("shop.csv", broken(1238).as_bytes())]);
    let (output, report) = build(files.path(), &[]);
    let said = said(&output);
    assert_eq!(said.matches(": price: expected an amount such as 12.50, found ").count(), 4, "{said}");
    assert!(said.contains("found \"x3\"\nand 1,234 more like this\n"), "{said}");
    let report = report.unwrap();
    assert_eq!((report["diagnostics"].as_array().unwrap().len(), &report["summary"]["skipped"]), (1238, &1238.into()));
}

#[test]
fn a_report_has_the_account_of_the_logs_and_of_the_lists() {
    let files = folder(&[("orders.csv", b"order_id,sku,date\n1,K-MUG-1,2026-10-01\n1,K-MUG-1,soon\n")]);
    let orders = files.path().join("orders.csv");
    let (output, report) = build(&fixture("shop"), &["--orders", orders.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("orders.csv:3:11: date: expected a time"), "{}", said(&output));
    let report = report.unwrap();
    assert_eq!((&report["logs"]["lines"], &report["logs"]["kept"]["purchases"]), (&2.into(), &1.into()));
    assert_eq!(report["logs"]["dropped"]["unreadable"]["lines"], 1);
    assert!(report["lists"]["kept"].is_u64(), "{report}");
}

#[test]
fn strict_stops_at_a_dropped_link_and_the_report_is_written_all_the_same() {
    let header = "sku,product_type,name,price,related_skus,crosssell_skus\n";
    let good = format!("{header}A,simple,Axe,1,B,\nB,simple,Bow,2,,A\n");
    let files =
        folder(&[("good/shop.csv", good.as_bytes()), ("bad/shop.csv", good.replace("2,,A", "2,,GONE").as_bytes())]);
    let (output, _) = build(&files.path().join("good"), &["--strict"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let (output, report) = build(&files.path().join("bad"), &["--strict"]);
    assert_eq!(output.status.code(), Some(1));
    let expected = "bad/shop.csv:3:1: cross-sell: expected a link that can be shown, found one to a product that does not exist: \"GONE\"\nnothing was written, because --strict allows nothing to be skipped\n";
    assert!(said(&output).ends_with(expected), "{}", said(&output));
    let report = report.unwrap();
    assert_eq!((&report["feed"], &report["summary"]["links-dropped"]), (&Value::Null, &1.into()));
    assert_eq!(build(&files.path().join("bad"), &[]).0.status.code(), Some(0));
}

#[test]
fn a_report_that_cannot_be_written_exits_with_2() {
    let out = tempfile::tempdir().unwrap();
    let mut command = Command::cargo_bin("kindred").unwrap();
    command.arg("build").arg(fixture("own")).arg("--out").arg(out.path().join("feed"));
    let output = command.arg("--report").arg(out.path().join("no/such/report.json")).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("no/such/report.json: cannot be written to: "), "{}", said(&output));
}

#[test]
fn the_root_of_categories_is_that_of_rows_that_are_used() {
    let rows = "sku,name,product_type,categories\nA,Axe,simple,Shop/Tools\nB,Bow,simple,Shop/Toys\n";
    let root = |more: &str| {
        let (built, _) = common::built_of(&[("a.csv", format!("{rows}{more}").as_bytes())]);
        built.report.notes.category_root
    };
    assert_eq!(root("").as_deref(), Some("Shop"));
    assert_eq!(root("A,Another axe,simple,Elsewhere/Tools\n").as_deref(), Some("Shop"));
    assert_eq!(root("C,Cup,simple,Elsewhere/Tools\n"), None);
}
