//! The order of neighbours, as `kindred_core::candidates` has it, for a million products: what they say is compared
//! once, and what is sorted are numbers.

use super::columns::{Column, Columns};
use kindred_core::candidates::compared;
use kindred_core::fact::Attribute;
use kindred_core::feed::Product;
use kindred_core::rule::Rule;

/// What products are sorted by: a number for each place, the same bits of each for the same thing.
struct Keys {
    keys: Vec<u128>,
    n_bits: u32,
}

/// The rank of each product: what [`kindred_core::candidates::ranks`] gives.
pub(super) fn ranks(products: &[Product], columns: &Columns, rules: &[Rule]) -> Vec<u32> {
    let mut keys = Keys { keys: vec![0; products.len()], n_bits: 0 };
    if let Some(column) = columns.get(&Attribute::Category) {
        keys.add_column(column, products, |product| product.categories.get(..1));
    }
    for attribute in compared(rules) {
        match (&attribute, columns.get(&attribute)) {
            (Attribute::Own(name), Some(column)) => keys.add_column(column, products, |product| product.said(name)),
            _ => keys.add(|place| products[place].price.map_or(0, |price| price.ten_thousandths() as u64 + 1)),
        }
    }
    keys.ranks()
}

impl Keys {
    /// Adds what a column says, in an order that its examples tell.
    fn add_column<'p, T: Ord>(&mut self, column: &Column, products: &'p [Product], said: impl Fn(&'p Product) -> T) {
        let said = |class: &usize| said(&products[column.examples()[*class] as usize]);
        let mut order: Vec<usize> = (0..column.examples().len()).collect();
        order.sort_by_key(said);
        let (mut ordinals, mut ordinal) = (vec![0; order.len()], 0);
        for (index, class) in order.iter().enumerate() {
            ordinal += u64::from(index > 0 && said(&order[index - 1]) != said(class));
            ordinals[*class] = ordinal;
        }
        self.add(|place| ordinals[column.class(place as u32) as usize]);
    }

    /// Adds a number, which decides where all before are equal.
    fn add(&mut self, number: impl Fn(usize) -> u64) {
        let most = (0..self.keys.len()).map(&number).max().unwrap_or_default();
        let width = u64::BITS - most.leading_zeros();
        if self.n_bits + width + u32::BITS > u128::BITS {
            self.compact();
        }
        for (place, key) in self.keys.iter_mut().enumerate() {
            *key = *key << width | u128::from(number(place));
        }
        self.n_bits += width;
    }

    /// Makes room for more: as numbers, the keys are at most as many as the products.
    fn compact(&mut self) {
        let mut known = self.keys.clone();
        known.sort_unstable();
        known.dedup();
        for key in &mut self.keys {
            *key = known.partition_point(|known| known < key) as u128;
        }
        self.n_bits = u32::BITS;
    }

    /// Of equal keys, the first place comes first.
    fn ranks(self) -> Vec<u32> {
        let mut sorted = self.keys;
        sorted.iter_mut().zip(0..).for_each(|(key, place)| *key = *key << u32::BITS | place);
        sorted.sort_unstable();
        let mut ranks = vec![0; sorted.len()];
        for (rank, key) in (0..).zip(&sorted) {
            ranks[(*key & u128::from(u32::MAX)) as usize] = rank;
        }
        ranks
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns::Columns;
    use super::ranks;
    use kindred_core::feed;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    /// The rules compare so much that the keys become numbers on the way.
    const N_ATTRIBUTES: usize = 40;

    fn product() -> impl Strategy<Value = Value> {
        let texts = ["", "a", "b", "ab"];
        let value = prop_oneof![
            proptest::sample::select(texts.to_vec()).prop_map(|text| json!(text)),
            proptest::sample::subsequence(texts.to_vec(), 0..3).prop_map(|list| json!(list)),
        ];
        let values = proptest::collection::btree_map(0..N_ATTRIBUTES, value, 0..6);
        let categories = proptest::sample::subsequence(vec!["A", "A/B", "C"], 0..3);
        let price = proptest::option::of(proptest::sample::select(vec![0, 5, 999_999_999]));
        (values, categories, price).prop_map(|(values, categories, price)| {
            let attributes: serde_json::Map<_, _> =
                values.into_iter().map(|(number, value)| (format!("a{number}"), value)).collect();
            json!({ "sku": "", "name": "A", "attributes": attributes, "categories": categories, "price": price })
        })
    }

    fn rules() -> Value {
        let compared = |name: String| json!({ "attribute": name, "operator": "is", "matched": name });
        let rule = |name: String| json!({ "name": name, "relation": "related", "display": compared(name) });
        (0..N_ATTRIBUTES).map(|number| format!("a{number}")).chain(["price".to_owned()]).map(rule).collect()
    }

    proptest! {
        #[test]
        fn ranks_are_those_of_the_evaluator(mut products in proptest::collection::vec(product(), 0..40)) {
            for (number, product) in products.iter_mut().enumerate() {
                product["sku"] = json!(number.to_string());
            }
            let text = json!({ "format": 1, "currency": "EUR", "products": products, "rules": rules() }).to_string();
            let feed = feed::read(&text).unwrap();
            let columns = Columns::of(&feed.settings, &feed.rules, &feed.products);
            let expected = kindred_core::candidates::ranks(&feed.products, &feed.rules);
            prop_assert_eq!(ranks(&feed.products, &columns, &feed.rules), expected);
        }
    }
}
