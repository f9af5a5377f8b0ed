//! What a shop's own endpoint says of products while a page is open: prices and stock that take the place of the
//! feed's on cards. It is read as leniently as a feed's products are: what makes no sense is left out, the rest counts.

use crate::json;
use crate::node::{Node, Problem, Problems};
use crate::price::Price;
use alloc::string::String;
use alloc::vec::Vec;

/// What is known of a product beyond its feed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Fresh {
    /// What it costs now.
    pub price: Option<Price>,
    /// What it costs when it is not reduced.
    pub regular_price: Option<Price>,
    /// Whether it can be bought today.
    pub in_stock: Option<bool>,
}

/// Reads a list of `{ sku, price, regularPrice, inStock }`, of which all but the SKU may be absent. A product with
/// anything wrong about it is left out; the first problem comes with the others.
pub fn read(text: &str) -> (Vec<(String, Fresh)>, Option<Problem>) {
    let mut problems = Problems::default();
    let node = json::read(text).unwrap_or(Node::Null);
    let products = node.each(&mut problems, product);
    // A problem is noted once, so each product says for itself whether it counts.
    (products.into_iter().flatten().collect(), problems.finish(()).err())
}

fn product(node: Node, problems: &mut Problems) -> Option<(String, Fresh)> {
    let mut own = Problems::default();
    let mut members = node.members(&mut own);
    let sku = members.needed("sku", &mut own);
    let fresh = Fresh {
        price: members.may("price", &mut own, price).flatten(),
        regular_price: members.may("regularPrice", &mut own, price).flatten(),
        in_stock: members.has("inStock").then(|| members.truth("inStock", true, &mut own)),
    };
    own.finish((sku, fresh)).map_err(|problem| problems.add(problem)).ok()
}

/// An amount that a script has reckoned may have more decimals than any shop means.
fn price(node: Node, problems: &mut Problems) -> Option<Price> {
    let node = match node {
        Node::Text(text) => {
            let end = text.bytes().position(|byte| byte == b'.').map_or(text.len(), |point| point + 5);
            Node::Text(text.get(..end).map(String::from).unwrap_or(text))
        }
        other => other,
    };
    let price = Price::read(&node);
    if price.is_none() {
        node.refuse("an amount such as 12.50", problems);
    }
    price
}

#[cfg(test)]
mod tests {
    use super::{Fresh, read};
    use crate::price::Price;
    use alloc::string::ToString;

    fn amount(text: &str) -> Option<Price> {
        Price::parse(text)
    }

    #[test]
    fn prices_are_numbers_or_texts_and_everything_but_the_sku_may_be_absent() {
        let (products, problem) = read(
            r#"[{"sku":"a","price":12.5,"regularPrice":"15.00","inStock":true},{"sku":"b","inStock":false},
                {"sku":"c","price":7,"regularPrice":null,"colour":"red"},{"sku":"d"}]"#,
        );
        let expected = [
            ("a", Fresh { price: amount("12.5"), regular_price: amount("15"), in_stock: Some(true) }),
            ("b", Fresh { in_stock: Some(false), ..Fresh::default() }),
            ("c", Fresh { price: amount("7"), ..Fresh::default() }),
            ("d", Fresh::default()),
        ];
        assert_eq!(products, expected.map(|(sku, fresh)| (sku.to_string(), fresh)));
        assert_eq!(problem, None);
    }

    #[test]
    fn what_a_script_has_reckoned_keeps_four_decimals() {
        let (products, problem) = read(r#"[{"sku":"a","price":17.991000000000003}]"#);
        assert_eq!((products[0].1.price, problem), (amount("17.991"), None));
    }

    #[test]
    fn a_product_that_makes_no_sense_is_left_out_and_the_first_of_them_is_told() {
        let (products, problem) = read(
            r#"[{"sku":"a","price":1},{"sku":"b","price":-1},{"sku":"c","inStock":"yes"},{"price":2},"d",{"sku":"e"}]"#,
        );
        let skus = products.iter().map(|(sku, _)| sku.as_str()).collect::<alloc::vec::Vec<_>>();
        assert_eq!(skus, ["a", "e"]);
        assert_eq!(problem.unwrap().to_string(), "[1].price: expected an amount such as 12.50, found a number");
    }

    #[test]
    fn what_is_no_list_says_nothing() {
        for (text, found) in
            [("{}", "an object"), ("null", "null"), ("\"none\"", "a text"), ("", "null"), ("[", "null")]
        {
            let (products, problem) = read(text);
            assert!(products.is_empty());
            assert_eq!(problem.unwrap().to_string(), alloc::format!("expected a list, found {found}"));
        }
    }
}
