//! Every product of Magento's sample data, where it is to be had.

use crate::pages::Both;
use kindred_cli::chunked::ChunkSize;
use kindred_cli::pipeline::{BuildOptions, build};
use kindred_core::context::Context;
use kindred_core::link::Relation;
use kindred_core::rule::Day;
use std::path::{Path, PathBuf};

fn luma() -> Option<Both> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let fixtures = root.join("../shared/data/luma/fixtures");
    if !fixtures.is_dir() {
        println!("skipped: ../shared/data/luma is not here");
        return None;
    }
    let rules: Option<PathBuf> = Some(root.join("tests/e2e/luma-rules.json"));
    let built = build(&BuildOptions { catalogue: vec![fixtures], rules, ..BuildOptions::default() }).unwrap();
    Some(Both::of(&serde_json::to_string(&built.feed).unwrap(), ChunkSize::default()))
}

#[test]
fn every_product_s_page_is_the_same_in_both_layouts() {
    let Some(both) = luma() else { return };
    for (seed, product) in (0..).zip(&both.whole.products) {
        let mut context = Context {
            viewed: Some(product.sku.clone()),
            today: Day::parse("2026-11-23"),
            seed,
            ..Context::new(|text| text.to_lowercase())
        };
        for relation in [Relation::Related, Relation::UpSell] {
            both.compare(relation, None, &context);
        }
        context.cart = vec![product.sku.clone()];
        both.compare(Relation::CrossSell, None, &context);
    }
}

#[test]
fn every_variant_leads_to_the_page_of_its_product() {
    let Some(both) = luma() else { return };
    for variant in both.whole.products.iter().flat_map(|product| &product.variants) {
        let context = Context { viewed: Some(variant.clone()), ..Context::new(|text| text.to_lowercase()) };
        both.compare(Relation::Related, None, &context);
    }
}

#[test]
fn carts_of_several_products_are_the_same_in_both_layouts() {
    let Some(both) = luma() else { return };
    let skus: Vec<String> = both.whole.products.iter().map(|product| product.sku.clone()).collect();
    for (seed, cart) in (0..).zip(skus.chunks(5)) {
        let cart = cart.iter().chain(&skus[..1]).cloned().collect();
        let context = Context { cart, seed, ..Context::new(|text| text.to_lowercase()) };
        both.compare(Relation::CrossSell, None, &context);
    }
}
