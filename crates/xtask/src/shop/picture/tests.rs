//! Every motif is drawn here once, so that a slip in one of them is found before a shopper finds it.

use super::*;
use std::collections::BTreeSet;

/// A leafy plant is the heaviest thing we draw.
const MAX_BYTES: usize = 5_400;
const WALL: Colour = Colour(207, 226, 218);

/// Every sketch of the demo's own look.
fn sketches() -> Vec<(String, Sketch)> {
    let look: serde_json::Value = serde_json::from_str(include_str!("../../../../../demo/shop.json")).expect("JSON");
    let pictures = look["pictures"].as_object().expect("the look has pictures");
    let sketch = |value: &serde_json::Value| serde_json::from_value(value.clone()).expect("a sketch");
    pictures.iter().map(|(sku, value)| (sku.clone(), sketch(value))).collect()
}

/// Every picture that the demo draws, and some of products that nobody has sketched.
fn pictures() -> Vec<(String, String)> {
    let known = sketches().into_iter().map(|(sku, sketch)| {
        let svg = product(&sketch, WALL, &sku);
        (sku, svg)
    });
    let foreign = (0..40).map(|idx| (format!("foreign {idx}"), unknown(WALL, &format!("24-MB{idx:02}"))));
    known.chain(foreign).collect()
}

#[test]
fn the_same_sketch_gives_the_same_picture() {
    assert_eq!(pictures(), pictures());
}

#[test]
fn a_product_nobody_has_sketched_gets_a_picture_of_its_own() {
    let different: BTreeSet<String> = (0..40).map(|idx| unknown(WALL, &format!("24-MB{idx:02}"))).collect();
    assert_eq!(different.len(), 40);
}

#[test]
fn every_picture_is_well_formed_and_refers_only_to_what_it_defines() {
    let extra = [("hero", hero(&[], WALL)), ("mark", mark()), ("empty", empty(WALL))];
    let extra = extra.into_iter().map(|(name, svg)| (name.to_owned(), svg));
    for (name, svg) in pictures().into_iter().chain(extra) {
        let document = roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{name}: {error}"));
        let ids: BTreeSet<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
        for node in document.descendants() {
            for attribute in node.attributes() {
                let value = attribute.value();
                let target = value.strip_prefix("url(#").map(|rest| rest.trim_end_matches(')'));
                let target = target.or_else(|| value.strip_prefix('#').filter(|_| attribute.name() == "href"));
                assert!(target.is_none_or(|id| ids.contains(id)), "{name}: {value} refers to nothing");
                assert!(!value.contains("NaN") && !value.contains("inf"), "{name}: {value} is no number");
            }
        }
    }
}

#[test]
fn every_picture_is_small() {
    for (name, svg) in pictures() {
        assert!(svg.len() <= MAX_BYTES, "{name} has {} bytes", svg.len());
    }
}

#[test]
fn a_sketch_of_something_unknown_is_refused() {
    assert!(serde_json::from_str::<Sketch>(r#"{ "motif": "spaceship" }"#).is_err());
    assert!(serde_json::from_str::<Sketch>(r#"{ "motif": "fern", "hue": "leaf" }"#).is_err());
}
