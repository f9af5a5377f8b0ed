//! Prices as whole numbers: of conditions that compare with the matched product's price, all together come to a range.

use crate::cores::in_parts;
use kindred_core::amount::Amount;
use kindred_core::condition::{Leaf, Operand, Scene};
use kindred_core::fact::{Attribute, Fact};
use kindred_core::feed::Product;
use kindred_core::operator::Operator;

/// What each product costs a group of shoppers, in millionths of the currency unit.
pub(super) struct Prices(Vec<i64>);

/// The prices that satisfy some conditions, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Range {
    pub(super) from: i64,
    pub(super) to: i64,
}

/// Of a product without a price: no range has it.
const NO_PRICE: i64 = -1;

impl Prices {
    pub(super) fn of(products: &[Product], group: Option<&str>) -> Prices {
        let price =
            |product: &Product| product.price_for(group).map_or(NO_PRICE, |price| Amount::from(price).millionths());
        Prices(in_parts(products.len(), |range| products[range].iter().map(price).collect::<Vec<_>>()).concat())
    }

    /// That of the product at a place.
    pub(super) fn at(&self, place: u32) -> i64 {
        self.0[place as usize]
    }
}

/// Whether a comparison accepts a range of prices for each matched product.
pub(super) fn is_range(leaf: &Leaf) -> bool {
    leaf.attribute == Attribute::Price
        && matches!(leaf.operand, Operand::Matched(Attribute::Price) | Operand::MatchedPrice { .. })
        && matches!(
            leaf.operator,
            Operator::Is | Operator::AtLeast | Operator::AtMost | Operator::Greater | Operator::Less
        )
}

impl Range {
    /// Whether a price lies in it.
    pub(super) fn has(self, price: i64) -> bool {
        (self.from..=self.to).contains(&price)
    }

    /// The prices that satisfy all of these comparisons with one matched product's, each of which accepts a range.
    pub(super) fn of(leaves: &[&Leaf], matched: &Product, scene: &Scene<'_>) -> Range {
        let mut range = Range { from: 0, to: i64::MAX };
        for leaf in leaves {
            let Some(Fact::Amount(amount)) = leaf.operand.fact(matched, scene) else {
                // What the matched product does not say compares with nothing.
                return Range { from: 0, to: NO_PRICE };
            };
            let (amount, next) = (amount.millionths(), amount.millionths().saturating_add(1));
            let (from, to) = match leaf.operator {
                Operator::AtLeast => (amount, i64::MAX),
                Operator::Greater => (next, i64::MAX),
                Operator::AtMost => (0, amount),
                Operator::Less => (0, amount.saturating_sub(1)),
                _ => (amount, amount),
            };
            range = Range { from: range.from.max(from), to: range.to.min(to) };
        }
        range
    }
}

#[cfg(test)]
mod tests {
    use super::{Prices, Range, is_range};
    use kindred_core::amount::Amount;
    use kindred_core::condition::{Leaf, Matched, Operand, Scene};
    use kindred_core::fact::Attribute;
    use kindred_core::feed::{Logic, Product};
    use kindred_core::operator::OPERATORS;
    use serde_json::json;

    const PRICES: [Option<&str>; 7] =
        [None, Some("0"), Some("0.0001"), Some("9.9999"), Some("10"), Some("10.0001"), Some("999999999999.9999")];

    fn product(price: Option<&str>) -> Product {
        let member = price.filter(|price| *price != "10.0001");
        let of_group = price.filter(|price| *price == "10.0001").map(|price| json!({ "friends": price }));
        serde_json::from_value(json!({
            "sku": "A", "name": "A", "price": member, "group-prices": of_group.unwrap_or(json!({})),
        }))
        .unwrap()
    }

    fn operands() -> Vec<Operand> {
        let relative = |percent, plus| Operand::MatchedPrice { percent, plus: Amount::parse(plus).unwrap() };
        let texts = [(100, "0"), (0, "10"), (100, "0.0001"), (100, "-0.000001"), (99, "0.1"), (u32::MAX, "0")];
        let relative = texts.map(|(percent, plus)| relative(percent, plus));
        relative.into_iter().chain([Operand::Matched(Attribute::Price)]).collect()
    }

    #[test]
    fn a_range_has_the_prices_that_the_evaluator_accepts() {
        let products: Vec<Product> = PRICES.into_iter().map(product).collect();
        for (logic, group) in [(Logic::Adobe, None), (Logic::Plain, None), (Logic::Adobe, Some("friends"))] {
            let scene = Scene { logic, group, fold: str::to_lowercase };
            let prices = Prices::of(&products, group);
            for (operator, ..) in OPERATORS {
                for operand in operands() {
                    let leaf = Leaf { attribute: Attribute::Price, operator, operand };
                    for matched in products.iter().filter(|_| is_range(&leaf)) {
                        let range = Range::of(&[&leaf], matched, &scene);
                        for (place, product) in (0..).zip(&products) {
                            let expected = leaf.accepts(product, Matched { product: matched, declared: &[] }, &scene);
                            assert_eq!(range.has(prices.at(place)), expected, "{leaf:?} {matched:?} {product:?}");
                        }
                    }
                }
            }
        }
    }
}
