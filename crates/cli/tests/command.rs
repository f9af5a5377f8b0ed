//! The command itself: exit codes, what is said where, and what lies on the disk afterwards.

mod common;

use assert_cmd::Command;
use common::{fixture, folder};
use std::fs;
use std::path::Path;
use std::process::Output;

fn kindred(arguments: &[&str], out: &Path) -> Output {
    let mut command = Command::cargo_bin("kindred").unwrap();
    command.arg("build").args(arguments).arg("--out").arg(out).output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_build_writes_one_file_says_what_it_did_and_exits_with_0() {
    let out = tempfile::tempdir().unwrap();
    let shop = fixture("shop");
    let output = kindred(&[shop.to_str().unwrap()], &out.path().join("new/folder"));
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let names: Vec<_> =
        fs::read_dir(out.path().join("new/folder")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["feed.json"]);
    let text = fs::read_to_string(out.path().join("new/folder/feed.json")).unwrap();
    assert_eq!(kindred_core::feed::read(&text).unwrap().products.len(), 18);
    let stdout = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(stdout.starts_with("13 products with a page of their own (23 SKUs; "), "{stdout}");
    assert!(stdout.trim_end().ends_with("kB with brotli 5"), "{stdout}");
    let said = stderr(&output);
    assert!(said.starts_with("reading the catalogue\ncompiling 23 SKUs\nwriting to "), "{said}");
    assert!(said.contains("products_kitchen.csv:13:1: category: "), "{said}");
}

#[test]
fn orders_events_and_lists_take_several_files_each() {
    let out = tempfile::tempdir().unwrap();
    let order = |number: u32| format!("order_id,sku,date\n{number},K-MUG-1,2026-10-01\n").into_bytes();
    let files = folder(&[
        ("a.csv", &order(1)),
        ("b.csv", &order(2)),
        ("c.jsonl", br#"{"event":"view","sku":"K-MUG-1","time":"2026-10-01","session":"s"}"#),
        ("d.jsonl", br#"{"event":"view","sku":"K-MUG-1","time":"2026-10-01","session":"t"}"#),
        ("e.jsonl", b"{\"format\":1}\n"),
        ("f.jsonl", b"{\"format\":1}\n"),
    ]);
    let [shop, a, b, c, d, e, f] = [
        fixture("shop"),
        files.path().join("a.csv"),
        files.path().join("b.csv"),
        files.path().join("c.jsonl"),
        files.path().join("d.jsonl"),
        files.path().join("e.jsonl"),
        files.path().join("f.jsonl"),
    ]
    .map(|path| path.to_str().unwrap().to_owned());
    let output = kindred(&[&shop, "--orders", &a, &b, "--events", &c, &d, "--lists", &e, &f], out.path());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("4 lines in 4 logs") && said.contains("2 views, 0 cart adds, 2 purchases"), "{said}");
}

#[test]
fn strict_stops_at_what_would_be_skipped_writes_nothing_and_exits_with_1() {
    let out = tempfile::tempdir().unwrap();
    let files = folder(&[("shop.csv", b"sku,name,price\nA,Axe,1\nB,Bow,x\n")]);
    let catalogue = files.path().join("shop.csv");
    let output = kindred(&[catalogue.to_str().unwrap(), "--strict"], out.path());
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("shop.csv:3:7: price: expected an amount such as 12.50, found \"x\"\n"), "{said}");
    assert!(said.ends_with("nothing was written, because --strict allows nothing to be skipped\n"), "{said}");
    assert!(output.stdout.is_empty());
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0);
    let lenient = kindred(&[catalogue.to_str().unwrap()], out.path());
    assert_eq!(lenient.status.code(), Some(0));
}

#[test]
fn a_catalogue_without_products_says_what_the_files_are_and_exits_with_1() {
    let out = tempfile::tempdir().unwrap();
    let files =
        folder(&[("a.csv", b"sku,rating_code\nA,5\n"), ("b.csv", b"one,two,three,four,five\n"), ("c.csv", b"")]);
    let output = kindred(&[files.path().to_str().unwrap()], out.path());
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output).replace(&format!("{}/", files.path().display()), "");
    let expected = "expected products in the catalogue, found none\na.csv: reviews\n\
        b.csv: no product table: its columns are one, two, three, four, …\nc.csv: empty\n";
    assert!(said.ends_with(expected), "{said}");
}

#[test]
fn files_that_cannot_be_read_and_options_that_cannot_be_meant_exit_with_2() {
    let out = tempfile::tempdir().unwrap();
    let shop = fixture("shop");
    let shop = shop.to_str().unwrap();
    let cases: [(&[&str], &str); 11] = [
        (&["no/such/file.csv"], "no/such/file.csv: cannot be read: "),
        (&[shop, "--rules", "no/rules.json"], "no/rules.json: cannot be read: "),
        (&[shop, "--currency", "euro"], "--currency: expected a currency such as EUR, found \"euro\""),
        (&[shop, "--language", "de_AT"], "--language: expected a language such as en or de-AT, found \"de_AT\""),
        (&[shop, "--time-zone", "/"], "--time-zone: expected a time zone such as Europe/Stockholm, found \"/\""),
        (&[shop, "--product-url", "/{id}"], "--product-url: /{id}: expected {sku} or {slug} or {url_key}, found {id}"),
        (&[shop, "--picture-url", "/{path"], "--picture-url: /{path: expected a closing brace, found none"),
        (&[shop, "--base-url", "/feed"], "--base-url: expected an absolute address such as https://cdn.example/"),
        (&[shop, "--keep", "0"], "invalid value '0' for '--keep <N>'"),
        (&[shop, "--compress", "br,zip"], "expected br or gz"),
        (&[shop, "--no-such-option"], "unexpected argument '--no-such-option' found"),
    ];
    for (arguments, message) in cases {
        let output = kindred(arguments, out.path());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(message), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn a_folder_that_cannot_be_written_to_exits_with_2_and_leaves_the_old_feed_alone() {
    let shop = fixture("shop");
    let files = folder(&[("taken", b"a file"), ("old/feed.json", b"old"), ("old/.kindred-lock/in-the-way", b"")]);
    let output = kindred(&[shop.to_str().unwrap()], &files.path().join("taken"));
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("taken: cannot be written to: "), "{}", stderr(&output));
    let output = kindred(&[shop.to_str().unwrap()], &files.path().join("old"));
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read(files.path().join("old/feed.json")).unwrap(), b"old");
}

#[test]
fn a_rules_file_that_is_none_exits_with_1() {
    let out = tempfile::tempdir().unwrap();
    let files = folder(&[("rules.json", b"{ \"rules\": [\n")]);
    let rules = files.path().join("rules.json");
    let shop = fixture("shop");
    let output = kindred(&[shop.to_str().unwrap(), "--rules", rules.to_str().unwrap()], out.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("rules.json:2:"), "{}", stderr(&output));
}

#[test]
fn patterns_and_settings_of_the_command_line_come_before_those_of_the_catalogue() {
    let out = tempfile::tempdir().unwrap();
    let catalogue = fixture("own/catalogue.json");
    let settings =
        ["--product-url", "/shop/{sku}", "--currency", "DKK", "--language", "da", "--time-zone", "Europe/Copenhagen"];
    let arguments: Vec<&str> = [catalogue.to_str().unwrap()].into_iter().chain(settings).collect();
    assert_eq!(kindred(&arguments, out.path()).status.code(), Some(0));
    let feed: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(out.path().join("feed.json")).unwrap()).unwrap();
    assert_eq!(feed["currency"], "DKK");
    assert_eq!(feed["language"], "da");
    assert_eq!(feed["time-zone"], "Europe/Copenhagen");
    assert_eq!(feed["products"][0]["url"], "/shop/LAMP-1");
    assert_eq!(feed["products"][1]["url"], "https://shop.example/lamp-2", "an address of its own stays");
}

#[test]
fn the_same_files_give_the_same_bytes_in_whatever_order_they_were_made() {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for name in
        ["import/products.csv", "sample/categories.csv", "sample/products_kitchen.csv", "sample/Links/related.csv"]
    {
        files.push((name.to_owned(), fs::read(fixture("shop").join(name)).unwrap()));
    }
    let feeds = [false, true].map(|reversed| {
        let mut files: Vec<(&str, &[u8])> =
            files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        if reversed {
            files.reverse();
        }
        let (files, out) = (folder(&files), tempfile::tempdir().unwrap());
        assert_eq!(kindred(&[files.path().to_str().unwrap()], out.path()).status.code(), Some(0));
        fs::read(out.path().join("feed.json")).unwrap()
    });
    assert!(!feeds[0].is_empty());
    assert_eq!(feeds[0], feeds[1]);
}

#[test]
fn a_file_named_twice_is_read_once() {
    let out = tempfile::tempdir().unwrap();
    let shop = fixture("own");
    let file = fixture("own/catalogue.json");
    let output = kindred(&[shop.to_str().unwrap(), file.to_str().unwrap()], out.path());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("3 products with a page of their own (4 SKUs; "));
}

fn check(arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("kindred").unwrap();
    command.arg("check").args(arguments).output().unwrap()
}

#[test]
fn a_check_says_what_the_build_would_say_and_what_the_rules_do_not_do_and_writes_nothing() {
    let files = folder(&[(
        "rules.json",
        br#"[{ "name": "Never", "relation": "related", "match": { "attribute": "sku", "operator": "is", "value": "K-MUG-4" } },
        { "name": "Anything", "relation": "up-sell" }]"#,
    )]);
    let (shop, rules) = (fixture("shop"), files.path().join("rules.json"));
    let before = fs::read_dir(files.path()).unwrap().count();
    let output = check(&[shop.to_str().unwrap(), "--rules", rules.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(said.starts_with("13 products with a page of their own (23 SKUs; "), "{said}");
    assert!(said.contains("products_kitchen.csv:13:1: category: expected a category of the category file"), "{said}");
    assert!(said.contains("^^^^^^^^^ did you mean \"K-MUG-1\"?\n"), "{said}");
    assert!(said.ends_with("\n\n2 rules: 2 errors, 2 warnings\n"), "{said}");
    assert!(!said.contains('\x1b'), "colours are for terminals");
    assert_eq!(stderr(&output), "reading the catalogue\ncompiling 23 SKUs\nchecking 2 rules\n");
    assert_eq!(fs::read_dir(files.path()).unwrap().count(), before);
}

#[test]
fn warnings_exit_with_0_and_with_1_where_they_are_errors() {
    let catalogue = fixture("check/catalogue.json");
    let clean = [catalogue.to_str().unwrap()];
    assert_eq!(check(&clean).status.code(), Some(0));
    let files = folder(&[("rules.toml", b"[[rules]]\nname = \"Old\"\nrelation = \"related\"\nto = 2026-01-31\n")]);
    let rules = files.path().join("rules.toml");
    let on = |day: &str, more: &[&str]| {
        let arguments = [clean[0], "--rules", rules.to_str().unwrap(), "--on", day];
        check(&[&arguments, more].concat())
    };
    let late = on("2026-02-01", &[]);
    assert_eq!(late.status.code(), Some(0));
    assert!(String::from_utf8(late.stdout).unwrap().contains("found 2026-01-31; today is 2026-02-01\n"));
    assert_eq!(on("2026-02-01", &["--strict"]).status.code(), Some(1));
    assert!(!String::from_utf8(on("2026-01-31", &[]).stdout).unwrap().contains("a last day"));
    let odd = on("31.1.2026", &[]);
    assert_eq!(odd.status.code(), Some(2));
    assert!(
        stderr(&odd).ends_with("--on: expected a date such as 2026-11-22, found \"31.1.2026\"\n"),
        "{}",
        stderr(&odd)
    );
}
