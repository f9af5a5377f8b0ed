//! The shop as a page would have it that works with json-logic: plain objects, and expressions that say what the
//! rules of the feed say.
//!
//! Where there was a choice, the one that is quick to evaluate was taken. A product has a list of all the categories
//! it is in, those above its own included. Prices are whole numbers of hundredths. What an expression says about the
//! matched product stands under `matched`; the page works it out once for each matched product, not once for each
//! candidate.

use crate::feed::LIMITS;
use crate::rules::{Test, Tree};
use crate::shop::{N_ANCHORS, Product, Shop};
use serde_json::{Map, Value, json};

/// Products, rules and limits as JSON, and the SKUs of some products to look at.
pub fn shop(shop: &Shop) -> String {
    let limits: Map<String, Value> =
        LIMITS.iter().map(|(relation, limit)| ((*relation).to_owned(), json!(limit))).collect();
    json!({
        "anchors": shop.anchors(N_ANCHORS),
        "limits": limits,
        "products": shop.products.iter().map(product).collect::<Vec<_>>(),
        "rules": shop.rules.iter().map(|rule| rule.to_json(all)).collect::<Vec<_>>(),
    })
    .to_string()
}

fn product(product: &Product) -> Value {
    let ends = product.category.match_indices('/').map(|(end, _)| end).chain([product.category.len()]);
    let categories: Vec<_> = ends.map(|end| &product.category[..end]).collect();
    let mut object = json!({
        "sku": product.sku,
        "name": product.name,
        "price": product.price,
        "inStock": product.in_stock,
        "category": product.category,
        "categories": categories,
    });
    for (name, fact) in &product.attributes {
        object[*name] = fact.to_json();
    }
    object
}

fn all(trees: &[Tree]) -> Value {
    let tree = |tree: &Tree| match tree {
        Tree::Leaf(test) => expression(test),
        Tree::Any(tests) => json!({ "or": tests.iter().map(expression).collect::<Vec<_>>() }),
    };
    match trees {
        [] => json!(true),
        [only] => tree(only),
        several => json!({ "and": several.iter().map(tree).collect::<Vec<_>>() }),
    }
}

fn expression(test: &Test) -> Value {
    let own = |attribute: &str| json!({ "var": attribute });
    let matched = |attribute: &str| json!({ "var": format!("matched.{attribute}") });
    let percentage = |hundredths: u32| json!({ "/": [{ "*": [matched("price"), hundredths] }, 100] });
    match test {
        Test::Is(attribute, text) => json!({ "==": [own(attribute), text] }),
        Test::IsNot(attribute, text) => json!({ "!=": [own(attribute), text] }),
        Test::IsTrue(attribute) => own(attribute),
        Test::IsOneOf(attribute, texts) => json!({ "in": [own(attribute), texts] }),
        Test::Has(attribute, text) => json!({ "in": [text, own(attribute)] }),
        Test::AtLeast(attribute, number) => json!({ ">=": [own(attribute), number] }),
        Test::AtMost(attribute, number) => json!({ "<=": [own(attribute), number] }),
        Test::CostsAtMost(price) => json!({ "<=": [own("price"), price] }),
        Test::IsIn(category) => json!({ "in": [category, own("categories")] }),
        Test::SameAs(attribute) => json!({ "==": [own(attribute), matched(attribute)] }),
        Test::SameCategory => json!({ "in": [matched("category"), own("categories")] }),
        Test::CostsFrom(hundredths) => json!({ ">=": [own("price"), percentage(*hundredths)] }),
        Test::CostsUpTo(hundredths) => json!({ "<=": [own("price"), percentage(*hundredths)] }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_also_in_the_categories_above_its_own() {
        let shop = Shop::of(1);
        let written = product(&shop.products[0]);
        let categories = written["categories"].as_array().expect("it is a list");
        assert_eq!(categories.last(), Some(&written["category"]));
        assert!(written["category"].as_str().is_some_and(|own| own.starts_with(categories[0].as_str().unwrap_or("-"))));
    }

    #[test]
    fn one_condition_stands_for_itself_and_none_is_always_true() {
        assert_eq!(all(&[]), json!(true));
        assert_eq!(all(&[Tree::Leaf(Test::IsTrue("eco"))]), json!({ "var": "eco" }));
        let any = Tree::Any(vec![Test::SameAs("style"), Test::Has("features", "Padded")]);
        assert_eq!(
            all(&[any]),
            json!({ "or": [
                { "==": [{ "var": "style" }, { "var": "matched.style" }] },
                { "in": ["Padded", { "var": "features" }] },
            ] })
        );
    }
}
