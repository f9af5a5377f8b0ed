//! What the tests share.
#![allow(dead_code, unreachable_pub, reason = "each test file uses some of it")]

use kindred_cli::catalogue::Item;
use kindred_cli::pipeline::{BuildOptions, Built, KeptAttributes, build};
use kindred_core::product::Product;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A file or folder of `tests/fixtures`.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// Stock settings, but that items and all attributes are kept.
pub fn everything() -> BuildOptions {
    BuildOptions { attributes: KeptAttributes::All, items: true, ..BuildOptions::default() }
}

/// What the build makes of a fixture, with stock settings.
pub fn built(name: &str) -> Built {
    build(&BuildOptions { catalogue: vec![fixture(name)], ..everything() }).unwrap()
}

/// A folder of files that a test makes up.
pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

/// What the build makes of files that a test makes up, and its messages without the folder's name.
pub fn built_of(files: &[(&str, &[u8])]) -> (Built, Vec<String>) {
    let folder = folder(files);
    let options = BuildOptions { catalogue: vec![folder.path().to_owned()], ..everything() };
    let built = build(&options).unwrap();
    let prefix = format!("{}/", folder.path().display());
    let messages = built.report.diagnostics.iter().map(|diagnostic| diagnostic.to_string().replace(&prefix, ""));
    let messages = messages.collect();
    (built, messages)
}

/// The product of that SKU.
pub fn product<'a>(built: &'a Built, sku: &str) -> &'a Product {
    built.feed.products.iter().find(|product| product.sku == sku).unwrap_or_else(|| panic!("no product {sku}"))
}

/// The item of that SKU.
pub fn item<'a>(built: &'a Built, sku: &str) -> &'a Item {
    built.catalogue.items.iter().find(|item| item.sku == sku).unwrap_or_else(|| panic!("no item {sku}"))
}

/// The SKUs of all products in the feed.
pub fn skus(built: &Built) -> Vec<&str> {
    built.feed.products.iter().map(|product| product.sku.as_str()).collect()
}

/// Compares with a file of `tests/golden`; `KINDRED_BLESS=1` writes it anew.
pub fn assert_golden(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("KINDRED_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, format!("{found}\n")).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, expected.trim_end_matches('\n'), "{name} differs");
}
