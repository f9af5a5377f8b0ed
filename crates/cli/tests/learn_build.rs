//! From logs, texts, pictures and embeddings to a feed, by the two commands that a merchant runs.

mod common;

use assert_cmd::Command;
use common::folder;
use image::{ImageFormat, Rgb, RgbImage};
use kindred_core::feed::Feed;
use serde_json::Value;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use tempfile::TempDir;

/// Six products with pictures of their own; `MUG-2` has a variant, which the logs name.
const SHOP: &str = r#"{"sku":"MUG-1","name":"Stoneware mug","categories":["Mugs"],"images":["/media/mug-1.png"]}
{"sku":"MUG-2","name":"Stoneware mug with a lid","categories":["Mugs"],"variants":["MUG-2-RED"],"images":["/media/mug-2.png"]}
{"sku":"TEA-1","name":"Green tea","categories":["Tea"],"images":["/media/tea-1.png"]}
{"sku":"TEA-2","name":"Black tea","categories":["Tea"],"images":["/media/tea-2.png"]}
{"sku":"POT-1","name":"Tea pot","categories":["Pots"],"images":["/media/pot-1.png"]}
{"sku":"POT-2","name":"Iron pot","categories":["Pots"],"images":["/media/pot-2.png"]}
"#;

/// In each of thirty orders a mug with a tea.
fn orders() -> String {
    let order = |n: u32| {
        let day = n % 28 + 1;
        format!("{n},MUG-1,1,9,2026-10-{day:02} 10:00:00\n{n},TEA-1,1,4,2026-10-{day:02} 10:00:00\n")
    };
    "order_id,sku,quantity,price,created_at\n".to_owned() + &(0..30).map(order).collect::<String>()
}

/// Thirty visits that look at a mug, then at another, by the SKU of a variant.
fn events() -> String {
    let visit = |n: u32| {
        format!("view_item,MUG-1,2026-10-28 09:{n:02}:00,s{n}\nview_item,MUG-2-RED,2026-10-28 09:{n:02}:30,s{n}\n")
    };
    "event,sku,time,session\n".to_owned() + &(0..30).map(visit).collect::<String>()
}

/// A form on a white sheet.
fn picture(is_thing: impl Fn(i32, i32) -> bool) -> Vec<u8> {
    let picture = RgbImage::from_fn(96, 96, |x, y| {
        if is_thing(x as i32 - 48, y as i32 - 48) { Rgb([160, 60, 40]) } else { Rgb([255, 255, 255]) }
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn shop() -> TempDir {
    let disc = |radius: i32| picture(move |x, y| x * x + y * y < radius * radius);
    let bar = |width: i32| picture(move |x, y| x.abs() < width && y.abs() < 40);
    let pot = |height: i32| picture(move |x, y| x.abs() < 40 && y.abs() < height);
    folder(&[
        ("shop.jsonl", SHOP.as_bytes()),
        ("orders.csv", orders().as_bytes()),
        ("events.csv", events().as_bytes()),
        ("vectors.csv", b"sku,v1,v2\nMUG-1,1,0\nTEA-1,0.9,0.1\nTEA-2,0,1\nPOT-1;1;0\n"),
        ("media/mug-1.png", &disc(30)),
        ("media/mug-2.png", &disc(34)),
        ("media/tea-1.png", &bar(8)),
        ("media/tea-2.png", &bar(10)),
        ("media/pot-1.png", &pot(12)),
        ("media/pot-2.png", &pot(14)),
    ])
}

/// Runs a command in a folder; what it says beside its outcome.
fn kindred(folder: &Path, arguments: &str) -> String {
    let mut command = Command::cargo_bin("kindred").unwrap();
    let output = command.current_dir(folder).args(arguments.split(' ')).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{arguments}: {said}");
    said
}

fn feed(folder: &Path) -> Feed {
    kindred_core::feed::read(&fs::read_to_string(folder.join("feed/feed.json")).unwrap()).unwrap()
}

fn list<'f>(feed: &'f Feed, sku: &str, kind: &str) -> &'f [String] {
    feed.product(sku).unwrap().list(kind)
}

#[test]
fn what_learn_writes_of_logs_and_texts_build_takes_in() {
    let shop = shop();
    let path = shop.path();
    kindred(path, "learn shop.jsonl --orders orders.csv --events events.csv --out lists.jsonl");
    kindred(path, "build shop.jsonl --lists lists.jsonl --out feed");
    let feed = feed(path);
    assert_eq!(list(&feed, "MUG-1", "bought-bought"), ["TEA-1"]);
    assert_eq!(list(&feed, "MUG-1", "viewed-viewed"), ["MUG-2"], "a variant is its product");
    assert_eq!(list(&feed, "TEA-2", "more-like-this")[0], "TEA-1");
    let shop_s = |kind: &str| feed.lists.iter().find(|(name, _)| name == kind).unwrap().1.as_slice();
    assert_eq!((shop_s("most-viewed").len(), shop_s("most-purchased").len()), (2, 2));
    assert!(list(&feed, "MUG-1", "visual-similarity").is_empty(), "nobody named pictures");
}

#[test]
fn a_catalogue_alone_has_lists_of_its_texts_and_of_its_pictures() {
    let shop = shop();
    let path = shop.path();
    let said = kindred(path, "learn shop.jsonl --pictures media --out lists.jsonl");
    assert!(said.contains("comparing 6 products\nlooking at 6 pictures\ncomparing 6 products\n"), "{said}");
    kindred(path, "build shop.jsonl --lists lists.jsonl --out feed");
    let feed = feed(path);
    for (sku, alike) in [("MUG-1", "MUG-2"), ("TEA-2", "TEA-1"), ("POT-1", "POT-2")] {
        assert_eq!(list(&feed, sku, "visual-similarity")[0], alike);
    }
    assert_eq!(list(&feed, "MUG-1", "more-like-this")[0], "MUG-2");
}

#[test]
fn embeddings_stand_in_for_pictures_and_a_line_that_is_none_is_named() {
    let shop = shop();
    let path = shop.path();
    let said = kindred(path, "learn shop.jsonl --embeddings vectors.csv --out lists.jsonl");
    let expected =
        "vectors.csv:5:1: warning: expected a SKU and its numbers, with commas between them, found \"POT-1;1;0\"";
    assert!(said.contains(expected), "{said}");
    kindred(path, "build shop.jsonl --lists lists.jsonl --out feed");
    let feed = feed(path);
    assert_eq!(list(&feed, "MUG-1", "visual-similarity"), ["TEA-1"]);
    assert!(list(&feed, "POT-1", "visual-similarity").is_empty());
}

#[test]
fn readiness_is_written_as_json_with_every_type() {
    let shop = shop();
    let path = shop.path();
    let learn = "learn shop.jsonl --orders orders.csv --events events.csv --pictures media --readiness ready.json";
    kindred(path, learn);
    let ready: Value = serde_json::from_str(&fs::read_to_string(path.join("ready.json")).unwrap()).unwrap();
    let types = ready["types"].as_array().unwrap();
    let of = |name: &str| types.iter().find(|found| found["list"] == name).unwrap();
    assert_eq!(types.len(), 11, "{ready}");
    let counts = ["bought-bought", "visual-similarity"].map(|name| (&of(name)["n-enough"], &of(name)["n-lists"]));
    assert_eq!(counts[0].0, 0, "one product each is not enough: {ready}");
    assert_eq!((counts[1].1.as_u64(), of("bought-bought")["mark"].as_str()), (Some(6), Some("backup")));
}
