//! What the two logics promise about an operator and its negation, whatever stands on either side.

use crate::generate::{Shop, cases, comparisons, read, shop};
use kindred_core::condition::Scene;
use kindred_core::context::Context;
use proptest::prelude::*;
use serde_json::{Value, json};

const NEGATIONS: [(&str, &str); 3] =
    [("is", "is not"), ("contains", "does not contain"), ("is one of", "is not one of")];

/// The shop with a pair of rules for each comparison and each pair of operators: what it says, and what it denies.
fn with_pairs(mut shop: Shop, logic: &str, comparisons: &[Value]) -> Shop {
    let mut rules = Vec::new();
    for comparison in comparisons {
        for operator in NEGATIONS.iter().flat_map(|(says, denies)| [says, denies]) {
            let mut display = comparison.clone();
            display["operator"] = json!(operator);
            rules.push(json!({ "name": format!("{display}"), "relation": "related", "display": display }));
        }
    }
    shop.0["rules"] = json!(rules);
    shop.0["logic"] = json!(logic);
    shop
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn plain_logic_denies_what_it_does_not_say_and_adobe_logic_never_does_both(
        shop in shop(), comparisons in comparisons(),
    ) {
        for logic in ["plain", "adobe"] {
            let feed = read(&with_pairs(shop.clone(), logic, &comparisons));
            let context = Context::new(|text| text.to_lowercase());
            let scene = Scene::of(&feed, &context);
            for pair in feed.rules.chunks(2) {
                for product in &feed.products {
                    let [says, denies] = [&pair[0], &pair[1]].map(|rule| rule.displays(product, &feed.products[0], &scene));
                    prop_assert!(!(says && denies), "{}: {:?}", pair[1].name, product);
                    prop_assert!(says || denies || logic == "adobe", "{}: {:?}", pair[1].name, product);
                }
            }
        }
    }

    #[test]
    fn what_adobe_logic_accepts_by_a_single_comparison_plain_logic_accepts_too(
        shop in shop(), comparisons in comparisons(),
    ) {
        let feeds = ["plain", "adobe"].map(|logic| read(&with_pairs(shop.clone(), logic, &comparisons)));
        let context = Context::new(|text| text.to_lowercase());
        let [plain, adobe] = [&feeds[0], &feeds[1]].map(|feed| Scene::of(feed, &context));
        for (in_plain, in_adobe) in feeds[0].rules.iter().zip(&feeds[1].rules) {
            for product in &feeds[0].products {
                let anchor = &feeds[0].products[0];
                let holds = in_adobe.displays(product, anchor, &adobe);
                prop_assert!(!holds || in_plain.displays(product, anchor, &plain), "{}: {:?}", in_adobe.name, product);
            }
        }
    }
}
