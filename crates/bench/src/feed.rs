//! The shop as a feed, as a merchant or `kindred build` would write it.

use crate::rules::{Test, Tree};
use crate::shop::{Product, Shop};
use serde_json::{Map, Value, json};

/// Every rotation: the first may stop a rule as soon as it has shown enough, the second must know all that a rule shows,
/// the third all that every rule shows.
pub const ROTATIONS: [&str; 3] = ["priority-then-id", "priority-then-random", "weighted-random"];

/// The feed as JSON, every unit with that rotation.
pub fn feed(shop: &Shop, rotation: &str) -> String {
    let unit = |limit: u32| json!({ "limit": limit, "rotation": rotation });
    let feed = json!({
        "format": 1,
        "currency": "EUR",
        "language": "en",
        "attribute-types": {
            "brand": "select", "colour": "select", "material": "select", "season": "select", "audience": "select",
            "style": "select", "collection": "select", "features": "multi-select", "eco": "boolean",
            "stars": "number", "weight": "number",
        },
        "units": { "related": unit(LIMITS[0].1), "up-sell": unit(LIMITS[1].1), "cross-sell": unit(LIMITS[2].1) },
        "products": shop.products.iter().map(product).collect::<Vec<_>>(),
        "rules": shop.rules.iter().map(|rule| rule.to_json(all)).collect::<Vec<_>>(),
    });
    feed.to_string()
}

/// How many cards each unit shows.
pub const LIMITS: [(&str, u32); 3] = [("related", 6), ("up-sell", 8), ("cross-sell", 5)];

fn product(product: &Product) -> Value {
    let attributes: Map<String, Value> =
        product.attributes.iter().map(|(name, fact)| ((*name).to_owned(), fact.to_json())).collect();
    json!({
        "sku": product.sku,
        "name": product.name,
        "url": format!("/{}.html", product.sku.to_lowercase()),
        "image": format!("/pictures/{}.webp", product.sku.to_lowercase()),
        "price": money(product.price),
        "in-stock": product.in_stock,
        "categories": [product.category],
        "attributes": attributes,
    })
}

fn all(trees: &[Tree]) -> Value {
    let tree = |tree: &Tree| match tree {
        Tree::Leaf(test) => condition(test),
        Tree::Any(tests) => json!({ "any": tests.iter().map(condition).collect::<Vec<_>>() }),
    };
    json!({ "all": trees.iter().map(tree).collect::<Vec<_>>() })
}

fn condition(test: &Test) -> Value {
    let constant = |attribute: &str, operator: &str, value: Value| json!({ "attribute": attribute, "operator": operator, "value": value });
    let matched = |attribute: &str| json!({ "attribute": attribute, "operator": "is", "matched": attribute });
    let percent = |operator: &str, percent: u32| json!({ "attribute": "price", "operator": operator, "matched": "price", "percent": percent });
    match test {
        Test::Is(attribute, text) => constant(attribute, "is", json!(text)),
        Test::IsNot(attribute, text) => constant(attribute, "is not", json!(text)),
        Test::IsTrue(attribute) => constant(attribute, "is", json!(true)),
        Test::IsOneOf(attribute, texts) => constant(attribute, "is one of", json!(texts)),
        Test::Has(attribute, text) => constant(attribute, "contains", json!(text)),
        Test::AtLeast(attribute, number) => constant(attribute, ">=", json!(number)),
        Test::AtMost(attribute, number) => constant(attribute, "<=", json!(number)),
        Test::CostsAtMost(price) => constant("price", "<=", json!(money(*price))),
        Test::IsIn(category) => constant("category", "is", json!(category)),
        Test::SameAs(attribute) => matched(attribute),
        Test::SameCategory => matched("category"),
        Test::CostsFrom(hundredths) => percent(">=", *hundredths),
        Test::CostsUpTo(hundredths) => percent("<=", *hundredths),
    }
}

/// As text, which is exact: `12.50`.
fn money(hundredths: u32) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kindred_core::context::Context;
    use kindred_core::link::Relation;
    use kindred_core::select::select;

    #[test]
    fn the_feed_is_read_and_every_unit_shows_something_to_most() {
        let shop = Shop::of(1_000);
        let feed = kindred_core::feed::read(&feed(&shop, ROTATIONS[0])).expect("the feed is well formed");
        assert_eq!((feed.products.len(), feed.rules.len()), (1_000, 50));
        for relation in Relation::ALL {
            let shows_something = |sku: &&str| {
                let viewed = Some((*sku).to_owned());
                let cart = vec![(*sku).to_owned()];
                let context = Context { viewed, cart, ..Context::new(|text| text.to_lowercase()) };
                !select(&feed, relation, None, &context).is_empty()
            };
            let n_shown = shop.anchors(50).into_iter().filter(|sku| shows_something(sku)).count();
            assert!(n_shown > 25, "{}: {n_shown} of 50", relation.name());
        }
    }
}
