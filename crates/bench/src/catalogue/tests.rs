//! What is generated keeps the measured figures, and these are what the real catalogues say.

mod real;

use super::measured::{CROSS_SELL_TARGETS, FAMILIES, ICECAT_ROWS, LUMA_ROWS, N_BRANDS};
use super::write;
use std::collections::{BTreeMap, BTreeSet};

fn generated(n_rows: usize, seed: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(n_rows, seed, &mut bytes).expect("memory takes it");
    bytes
}

/// Rows by the names of their columns.
fn rows(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(bytes).deserialize().map(|row| row.expect("it is well formed")).collect()
}

/// Magento's categories of the import format.
fn categories(row: &BTreeMap<String, String>) -> impl Iterator<Item = &str> {
    row["categories"].split(',').filter_map(|path| path.strip_prefix("Default Category/"))
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_one_others() {
    // FNV-1a, which is the same everywhere.
    let sum = |bytes: Vec<u8>| {
        bytes
            .iter()
            .fold(0xcbf2_9ce4_8422_2325, |sum: u64, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
    };
    assert_eq!(format!("{:016x}", sum(generated(1_000, 1))), "7ec4a7ddb2cf7251");
    assert_ne!(sum(generated(1_000, 1)), sum(generated(1_000, 2)));
}

#[test]
fn a_catalogue_as_large_as_both_real_ones_is_made_as_they_are() {
    let rows = rows(&generated(LUMA_ROWS + ICECAT_ROWS, 1));
    let of_type = |name: &str| rows.iter().filter(|row| row["product_type"] == name).count();
    assert_eq!(
        [of_type("configurable"), of_type("bundle"), of_type("grouped"), of_type("downloadable")],
        [147, 1, 1, 6]
    );
    let hidden = rows.iter().filter(|row| row["visibility"] == "Not Visible Individually").count();
    assert_eq!(hidden, 1_847 + 12);
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| row["visibility"] == "Catalog, Search") {
        categories(row).for_each(|path| *sizes.entry(path).or_default() += 1);
    }
    for family in &FAMILIES {
        assert_eq!(
            sizes.get(format!("Catalogue/Hall 1/{}", family.name).as_str()).copied().unwrap_or_default(),
            if family.department.is_some() { family.n_products } else { 0 }
        );
    }
    assert_eq!(
        ["Imaging", "Sound", "Paper", "Screens"].map(|name| sizes[format!("Departments/Hall 1/{name}").as_str()]),
        [1_427, 1_001, 1_445, 1_000]
    );
    let n_brands = sizes.keys().filter(|path| path.starts_with("Brands/")).count();
    // A brand of one product may be drawn never.
    assert!((60..=N_BRANDS).contains(&n_brands), "{n_brands}");
}

#[test]
fn links_are_as_many_as_luma_has_and_lead_somewhere() {
    // Of one line the number is a matter of luck; four are less so.
    let n_lines = 4;
    let rows = rows(&generated(n_lines * (LUMA_ROWS + ICECAT_ROWS), 1));
    let skus: BTreeSet<_> = rows.iter().map(|row| row["sku"].as_str()).collect();
    assert_eq!(skus.len(), rows.len(), "two rows have the same SKU");
    let expected =
        [("related_skus", 509, 137), ("upsell_skus", 325, 51), ("crosssell_skus", 736, CROSS_SELL_TARGETS.len())];
    for (column, n_real, n_real_targets) in expected {
        let links: Vec<_> = rows.iter().flat_map(|row| row[column].split(',')).filter(|sku| !sku.is_empty()).collect();
        let targets: BTreeSet<_> = links.iter().collect();
        assert!(targets.iter().all(|sku| skus.contains(**sku)), "{column} leads nowhere");
        let near = |n: usize, real: usize| n * 10 >= n_lines * real * 8 && n * 10 <= n_lines * real * 12;
        assert!(near(links.len(), n_real), "{column}: {}", links.len());
        assert!(near(targets.len(), n_real_targets), "{column}: {} targets", targets.len());
    }
}
