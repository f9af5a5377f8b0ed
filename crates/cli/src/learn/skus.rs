//! From the SKUs of a log to products: codes that differ by letter case only are one, variants are the product that a
//! shopper sees, and fees are none.

use super::dropped::Why;
use glob::{MatchOptions, Pattern};
use hashbrown::HashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Every SKU as it is written, by its number, and how often it is.
#[derive(Default)]
pub(super) struct Spellings(HashMap<u64, (Box<str>, u64)>);

/// Which SKUs are products.
pub(super) struct Wares {
    /// If there are any, only what fits one of them is a product.
    pub(super) products: Vec<Pattern>,
    /// Whatever fits one of these is none.
    pub(super) not_products: Vec<Pattern>,
}

/// The products of a catalogue, by every SKU that stands for them.
pub(super) struct Families<'a> {
    exact: BTreeMap<&'a str, &'a str>,
    folded: BTreeMap<String, &'a str>,
}

/// The products of a log.
#[derive(Debug)]
pub(super) struct Assortment {
    /// Their SKUs, sorted.
    pub(super) skus: Vec<String>,
    /// The place of the product there for each number of a SKU, or why it is none.
    pub(super) of: HashMap<u64, Result<u32, Why>>,
    /// How many spellings are another's by letter case.
    pub(super) n_folded: usize,
}

/// Lines that shop systems put into orders beside the products.
pub(super) const FEES: [&str; 15] = [
    "adjustment",
    "coupon",
    "delivery",
    "delivery-fee",
    "deposit",
    "discount",
    "fee",
    "freight",
    "handling",
    "postage",
    "rounding",
    "shipping",
    "shipping-fee",
    "surcharge",
    "tip",
];

/// Letters of a SKU count whatever their case; everything else in a pattern is as in names of files.
const ANY_CASE: MatchOptions =
    MatchOptions { case_sensitive: false, require_literal_separator: false, require_literal_leading_dot: false };

impl Spellings {
    /// Counts a SKU once more.
    pub(super) fn meet(&mut self, number: u64, sku: &str) {
        self.0.entry(number).or_insert_with(|| (sku.into(), 0)).1 += 1;
    }

    /// Adds what was met elsewhere.
    pub(super) fn add(&mut self, others: Spellings) {
        for (number, (sku, count)) in others.0 {
            self.0.entry(number).or_insert((sku, 0)).1 += count;
        }
    }

    /// The products that they stand for.
    pub(super) fn assortment(&self, wares: &Wares, families: Option<&Families<'_>>) -> Assortment {
        let usual = families.is_none().then(|| self.usual());
        let product = |sku: &str| -> Result<String, Why> {
            if !wares.has(sku) {
                return Err(Why::NoProduct);
            }
            match (families, &usual) {
                (Some(families), _) => families.product(sku).map(str::to_owned).ok_or(Why::UnknownSku),
                (None, Some(usual)) => Ok(usual.get(&sku.to_lowercase()).map_or(sku, |(sku, _)| sku).to_owned()),
                (None, None) => Ok(sku.to_owned()),
            }
        };
        let found: Vec<(u64, Result<String, Why>)> =
            self.0.iter().map(|(number, (sku, _))| (*number, product(sku))).collect();
        let skus: BTreeSet<&String> = found.iter().filter_map(|(_, product)| product.as_ref().ok()).collect();
        let skus: Vec<String> = skus.into_iter().cloned().collect();
        let place = |sku: &String| u32::try_from(skus.binary_search(sku).unwrap_or_default()).unwrap_or(u32::MAX);
        let of = found.iter().map(|(number, product)| (*number, product.as_ref().map(place).map_err(|why| *why)));
        let of = of.collect();
        let n_folded = usual.map_or(0, |usual| self.0.len() - usual.len());
        Assortment { skus, of, n_folded }
    }

    /// Of SKUs that differ by letter case only, the one that is written most; of several, the first in order.
    fn usual(&self) -> BTreeMap<String, (&str, u64)> {
        let mut usual: BTreeMap<String, (&str, u64)> = BTreeMap::new();
        for (sku, count) in self.0.values() {
            let known = usual.entry(sku.to_lowercase()).or_insert((sku, *count));
            if (*count, known.0) > (known.1, sku) {
                *known = (sku, *count);
            }
        }
        usual
    }
}

impl Wares {
    /// Whether a SKU can be a product's.
    fn has(&self, sku: &str) -> bool {
        let fits = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.matches_with(sku, ANY_CASE));
        !fits(&self.not_products) && (self.products.is_empty() || fits(&self.products))
    }
}

impl<'a> Families<'a> {
    /// Products with their variants; a SKU that is a product's own leads to that before it leads to a variant's parent.
    pub(super) fn of(products: impl Iterator<Item = (&'a str, &'a [String])> + Clone) -> Families<'a> {
        let (mut exact, mut folded) = (BTreeMap::new(), BTreeMap::new());
        let own = products.clone().map(|(product, _)| (product, product));
        let of_variants =
            products.flat_map(|(product, variants)| variants.iter().map(move |variant| (variant.as_str(), product)));
        for (sku, product) in own.chain(of_variants) {
            exact.entry(sku).or_insert(product);
            folded.entry(sku.to_lowercase()).or_insert(product);
        }
        Families { exact, folded }
    }

    /// The product that a shopper sees for a SKU.
    fn product(&self, sku: &str) -> Option<&'a str> {
        self.exact.get(sku).or_else(|| self.folded.get(&sku.to_lowercase())).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{Assortment, Families, Spellings, Wares, Why};
    use crate::learn::key::{Of, key};
    use glob::Pattern;

    fn spellings(skus: &[&str]) -> Spellings {
        let mut spellings = Spellings::default();
        skus.iter().for_each(|sku| spellings.meet(key(Of::Sku, sku), sku));
        spellings
    }

    fn patterns(texts: &[&str]) -> Vec<Pattern> {
        texts.iter().map(|text| Pattern::new(text).unwrap()).collect()
    }

    fn found<'a>(assortment: &'a Assortment, sku: &str) -> Result<&'a str, Why> {
        assortment.of[&key(Of::Sku, sku)].map(|place| assortment.skus[place as usize].as_str())
    }

    #[test]
    fn codes_that_differ_by_case_are_the_one_that_is_written_most() {
        let all = Wares { products: Vec::new(), not_products: Vec::new() };
        let assortment = spellings(&["85123a", "85123A", "85123A", "Ä1", "ä1", "B"]).assortment(&all, None);
        assert_eq!(assortment.skus, ["85123A", "B", "Ä1"], "of equals, the first in order");
        assert_eq!((found(&assortment, "85123a"), assortment.n_folded), (Ok("85123A"), 2));
    }

    #[test]
    fn what_fits_no_pattern_of_products_is_none() {
        let wares = Wares { products: patterns(&["[0-9][0-9]", "[0-9][0-9][a-z]"]), not_products: patterns(&["99*"]) };
        let assortment = spellings(&["12", "12A", "99", "POST"]).assortment(&wares, None);
        assert_eq!(assortment.skus, ["12", "12A"]);
        assert_eq!([found(&assortment, "99"), found(&assortment, "POST")], [Err(Why::NoProduct); 2]);
    }

    #[test]
    fn a_variant_is_the_product_that_a_shopper_sees() {
        let variants = ["SHIRT-S".to_owned(), "SOCK".to_owned()];
        let products = [("SHIRT", &variants[..]), ("SOCK", &[])];
        let all = Wares { products: Vec::new(), not_products: Vec::new() };
        let spellings = spellings(&["shirt-s", "Shirt", "SOCK", "HAT"]);
        let assortment = spellings.assortment(&all, Some(&Families::of(products.into_iter())));
        assert_eq!(assortment.skus, ["SHIRT", "SOCK"]);
        assert_eq!([found(&assortment, "shirt-s"), found(&assortment, "SOCK")], [Ok("SHIRT"), Ok("SOCK")]);
        assert_eq!(found(&assortment, "HAT"), Err(Why::UnknownSku));
    }
}
