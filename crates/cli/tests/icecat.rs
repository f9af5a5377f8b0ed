//! Twelve real product files of a product data pool, with our own config. They are not part of the repository: where
//! they are absent, these tests say so and pass.

mod common;

use common::{folder, item, product};
use kindred_cli::pipeline::{BuildOptions, Built, build};
use kindred_core::feed::AttributeType;
use kindred_core::value::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

fn data() -> Option<PathBuf> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/icecat");
    if !data.is_dir() {
        println!("skipped: ../shared/data/icecat is not here");
    }
    fs::canonicalize(data).ok()
}

/// What the build makes of the files, with the lines of the config changed in this way.
fn build_with(data: &Path, change: impl Fn(String) -> String, currency: Option<&str>) -> Built {
    let config = include_str!("fixtures/icecat.toml").replace("DATA", &data.to_string_lossy());
    let folder = folder(&[("kindred.toml", change(config).as_bytes())]);
    let options = BuildOptions {
        config: Some(folder.path().join("kindred.toml")),
        currency: currency.map(str::to_owned),
        ..common::everything()
    };
    build(&options).unwrap()
}

fn icecat() -> Option<&'static Built> {
    static BUILT: OnceLock<Option<Built>> = OnceLock::new();
    BUILT.get_or_init(|| data().map(|data| build_with(&data, |config| config, None))).as_ref()
}

fn values<'a>(built: &'a Built, name: &str) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for item in &built.catalogue.items {
        match item.attributes.get(name) {
            None => {}
            Some(Value::One(text)) => *counts.entry(text.as_str()).or_default() += 1,
            Some(Value::Many(texts)) => texts.iter().for_each(|text| *counts.entry(text.as_str()).or_default() += 1),
        }
    }
    counts
}

#[test]
fn every_product_family_category_and_vendor_is_there() {
    let Some(built) = icecat() else { return };
    let counts = &built.report.products;
    assert_eq!((counts.skus, counts.with_page, counts.variants, counts.hidden), (4898, 4898, 0, 0));
    let families = values(built, "family");
    assert_eq!((families.len(), families["digital_cameras"], families["headphones"]), (12, 500, 1));
    let vendors = values(built, "vendor");
    assert_eq!((vendors.len(), vendors["Canon"], vendors["HP"]), (85, 683, 397));
    let used: BTreeSet<&String> = built.feed.products.iter().flat_map(|product| &product.categories).collect();
    assert_eq!(used.len(), 100);
    assert_eq!(counts.categories, 108, "with the eight above them, in which no product is by itself");
    assert_eq!(values(built, "multifunctional_functions").len(), 5);
    assert_eq!(built.catalogue.attribute_types["total_megapixels"], AttributeType::Number);
}

#[test]
fn prices_are_those_in_the_feed_s_currency_and_every_other_is_explained() {
    let Some(built) = icecat() else { return };
    assert_eq!((built.feed.currency.as_str(), built.report.currency_assumed), ("EUR", false));
    assert_eq!(product(built, "10435180").price.unwrap().to_string(), "41.8");
    // 122 cells are empty, 691 have dollars only.
    assert_eq!(built.report.products.without_price, 122 + 691);
    assert_eq!(built.report.diagnostics.len(), 691);
    assert!(built.report.diagnostics.iter().all(|found| found.to_string().contains("expected an amount in EUR")));
    assert_eq!(built.report.n_skipped(), 0);
    let Some(data) = data() else { return };
    let dollars = build_with(&data, |config| config, Some("USD"));
    assert_eq!((dollars.feed.currency.as_str(), dollars.report.diagnostics.len()), ("USD", 700));
    assert_eq!(product(&dollars, "10435180").price.unwrap().to_string(), "435.42");
    assert_eq!(dollars.report.products.without_price, 122 + 700);
}

#[test]
fn texts_and_labels_are_those_of_the_chosen_locale() {
    let Some(built) = icecat() else { return };
    let webcam = item(built, "10665560");
    assert_eq!(webcam.categories[0], "Master catalog/Cameras/Webcams");
    assert!(webcam.description.starts_with("A picture is worth a thousand words."), "{}", webcam.description);
    assert!(webcam.description.contains("\n- USB webcam;\n"), "{}", webcam.description);
    assert_eq!(webcam.images, ["images/10665560-9122.jpg"]);
    let camera = item(built, "10592724");
    assert!(camera.description.starts_with("Discover your creative side"), "{}", camera.description);
    assert!(!built.catalogue.items.iter().any(|item| item.description.contains("\\n")));
    let Some(data) = data() else { return };
    let german = build_with(&data, |config| config.replace("\"en_US\"", "\"de_DE\""), None);
    let webcam = item(&german, "10665560");
    assert!(webcam.description.starts_with("Ein Bild sagt mehr"), "{}", webcam.description);
    assert_eq!(webcam.categories[0], "Hauptkatalog/Cameras/Webcams");
    let described = |built: &Built| built.catalogue.items.iter().filter(|item| !item.description.is_empty()).count();
    // Six English texts are a blank.
    assert_eq!((described(built), described(&german)), (4898 - 120 - 6, 4898 - 2988));
}

#[test]
fn the_same_files_give_the_same_feed() {
    let (Some(built), Some(data)) = (icecat(), data()) else { return };
    let again = build_with(&data, |config| config, None);
    let text = |built: &Built| serde_json::to_string(&built.feed).unwrap();
    assert_eq!(text(built), text(&again));
}
