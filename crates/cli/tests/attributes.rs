//! Which attributes go into the feed: those that somebody asks for.

mod common;

use common::folder;
use kindred_cli::pipeline::{BuildOptions, Built, KeptAttributes, build};

const SHOP: &str = "sku,name,attribute_set_code,additional_attributes,brand\n\
    A,Axe,Tool,\"color=Red,size=L,weight_class=2\",Oak\nB,Bow,Tool,\"color=Blue,size=M\",Elm\n";
const OWN: &str = r#"{ "units": { "related": { "include": [
        { "attribute": "brand", "operator": "is", "matched": "brand" } ] } },
    "rules": [{ "name": "R", "relation": "related",
        "display": { "attribute": "size", "operator": "is", "matched": "size" } }],
    "products": [{ "sku": "C", "name": "Cup", "attributes": { "size": "S", "glaze": "Blue" } }] }"#;

fn built(attributes: KeptAttributes) -> Built {
    let files = folder(&[("a.csv", SHOP.as_bytes()), ("b.json", OWN.as_bytes())]);
    build(&BuildOptions { catalogue: vec![files.path().to_owned()], attributes, ..BuildOptions::default() }).unwrap()
}

fn names(built: &Built, sku: &str) -> Vec<String> {
    common::product(built, sku).attributes.iter().map(|(name, _)| name.clone()).collect()
}

#[test]
fn a_feed_has_the_attributes_that_rules_and_filters_name_wherever_those_are_written() {
    let built = built(KeptAttributes::Named);
    assert_eq!(names(&built, "A"), ["brand", "size"]);
    assert_eq!(names(&built, "C"), ["size"]);
}

#[test]
fn others_are_kept_by_name_or_all_at_once() {
    assert_eq!(names(&built(KeptAttributes::parse("color,glaze")), "A"), ["brand", "color", "size"]);
    assert_eq!(names(&built(KeptAttributes::parse("color,glaze")), "C"), ["glaze", "size"]);
    let all = ["attribute-set", "brand", "color", "size", "weight_class"];
    assert_eq!(names(&built(KeptAttributes::All), "A"), all);
}

#[test]
fn items_stay_only_for_who_asks_for_them() {
    assert!(built(KeptAttributes::Named).catalogue.items.is_empty());
    assert_eq!(common::built("shop").catalogue.items.len(), 23);
}
