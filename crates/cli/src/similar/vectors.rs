//! Products as vectors: for each field the terms by how much they tell products apart (inverse document frequency), of
//! length one, and the four together of length one again. The product of two vectors is then the mean of the likeness of
//! their fields, weighted as the settings say, and it is the same from either side.
//!
//! Weights are whole numbers, and no function of the platform's mathematics is used that another platform may round
//! differently: the same catalogue gives the same lists everywhere.

use super::SimilarItem;
use super::numbers::Numbers;
use super::settings::MoreLikeThis;
use super::terms::{FIELDS, Field, Term, terms_of};
use crate::cores::{in_parts, jobs};
use hashbrown::HashMap;

/// The vectors of products, one after the other.
#[derive(Debug, Default)]
pub(crate) struct Vectors {
    /// Where those of each product begin, and at last where they end.
    starts: Vec<usize>,
    /// Terms, the rarest first, as ranks of their rarity.
    terms: Vec<u32>,
    /// How much each counts, in parts of [`ONE`].
    weights: Vec<u16>,
    /// In how many products each term is.
    pub(crate) frequencies: Vec<u32>,
}

/// The vector of a product.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Vector<'a> {
    pub(crate) terms: &'a [u32],
    pub(crate) weights: &'a [u16],
}

/// The length of a vector.
const ONE: f64 = 16_384.0;
/// The product of a vector with itself, but for rounding.
pub(crate) const SAME: u64 = 1 << 28;
/// The heaviest terms of a product: those beyond count for next to nothing.
const MOST_TERMS: usize = 96;
/// So many products at a time.
const BLOCK: usize = 512;
/// So many before the memory that they needed is used again.
const ROOM: usize = 1 << 16;

impl Vectors {
    /// The vectors of products in this order.
    pub(crate) fn of(items: &[SimilarItem<'_>], order: &[u32], settings: &MoreLikeThis) -> Vectors {
        let numbers = Numbers::of(items);
        let terms = |place: usize| terms_of(&items[order[place] as usize], &numbers, &settings.without_attributes);
        let dictionary = Dictionary::of(items.len(), &terms);
        let weights =
            [settings.name_weight, settings.description_weight, settings.categories_weight, settings.attributes_weight];
        let weights = weights.map(f64::from);
        let mut vectors = Vectors { starts: vec![0], ..Vectors::default() };
        for start in (0..items.len()).step_by(ROOM) {
            let room = start..items.len().min(start + ROOM);
            let blocks = jobs(room.len().div_ceil(BLOCK), |block| {
                let places = start + block * BLOCK..room.end.min(start + (block + 1) * BLOCK);
                places.map(|place| dictionary.vector(&terms(place), &weights)).collect::<Vec<_>>()
            });
            blocks.iter().flatten().for_each(|vector| vectors.push(vector));
        }
        vectors.frequencies = dictionary.frequencies;
        vectors
    }

    fn push(&mut self, vector: &[(u32, u16)]) {
        self.terms.extend(vector.iter().map(|(term, _)| *term));
        self.weights.extend(vector.iter().map(|(_, weight)| *weight));
        self.starts.push(self.terms.len());
    }

    /// The vector of the product at that place.
    pub(crate) fn at(&self, place: usize) -> Vector<'_> {
        let range = self.starts[place]..self.starts[place + 1];
        Vector { terms: &self.terms[range.clone()], weights: &self.weights[range] }
    }
}

impl Vector<'_> {
    /// The product with another vector, of [`SAME`].
    pub(crate) fn times(self, other: Vector<'_>) -> u64 {
        let (mut own, mut others, mut product) = (0, 0, 0);
        while let (Some(term), Some(other_term)) = (self.terms.get(own), other.terms.get(others)) {
            if term == other_term {
                product += u64::from(self.weights[own]) * u64::from(other.weights[others]);
            }
            own += usize::from(term <= other_term);
            others += usize::from(other_term <= term);
        }
        product
    }

    /// Terms and weights.
    pub(crate) fn iter(self) -> impl Iterator<Item = (u32, u16)> {
        self.terms.iter().copied().zip(self.weights.iter().copied())
    }
}

/// The terms of all products.
struct Dictionary {
    n_products: usize,
    /// Those that more than one product has, by their ranks.
    ranks: HashMap<u64, u32>,
    frequencies: Vec<u32>,
}

impl Dictionary {
    fn of(n_products: usize, terms: &(impl Fn(usize) -> Vec<Term> + Sync)) -> Dictionary {
        let parts = in_parts(n_products, |places| {
            let mut counts: HashMap<u64, u32> = HashMap::new();
            places.flat_map(terms).for_each(|term| *counts.entry(term.key).or_default() += 1);
            counts
        });
        let mut parts = parts.into_iter();
        let mut counts = parts.next().unwrap_or_default();
        for (key, count) in parts.flatten() {
            *counts.entry(key).or_default() += count;
        }
        let mut common: Vec<(u32, u64)> =
            counts.into_iter().filter(|(_, count)| *count > 1).map(|(key, count)| (count, key)).collect();
        common.sort_unstable();
        let frequencies = common.iter().map(|(count, _)| *count).collect();
        let ranks = (0u32..).zip(common).map(|(rank, (_, key))| (key, rank)).collect();
        Dictionary { n_products, ranks, frequencies }
    }

    /// The vector of a product with these terms: ranks and weights, the rarest first.
    fn vector(&self, terms: &[Term], weights: &[f64; FIELDS]) -> Vec<(u32, u16)> {
        let mut squares = [0.0; FIELDS];
        let mut ranked = Vec::with_capacity(terms.len());
        for term in terms {
            let rank = self.ranks.get(&term.key).copied();
            let is_text = matches!(term.field, Field::Name | Field::Description);
            // A value that no other product has, such as a bar code, tells nothing; a word of its own makes a name differ.
            if rank.is_none() && !is_text {
                continue;
            }
            let frequency = rank.map_or(1, |rank| self.frequencies[rank as usize]);
            // The product of two vectors has it twice, and counts it once, as BM25 does.
            let strength = term.strength * rarity(self.n_products, frequency).sqrt();
            squares[term.field as usize] += strength * strength;
            ranked.extend(rank.map(|rank| (rank, term.field, strength)));
        }
        let present = (0..FIELDS).filter(|field| squares[*field] > 0.0).map(|field| weights[field]);
        let whole: f64 = present.sum();
        if whole <= 0.0 {
            return Vec::new();
        }
        let factors: [f64; FIELDS] = std::array::from_fn(|field| match squares[field] {
            square if square > 0.0 => ONE * (weights[field] / whole / square).sqrt(),
            _ => 0.0,
        });
        let weighted = ranked.into_iter().map(|(rank, field, strength)| {
            // At most ONE, so it has room.
            (rank, (strength * factors[field as usize]).round() as u16)
        });
        let mut vector: Vec<(u32, u16)> = weighted.filter(|(_, weight)| *weight > 0).collect();
        if vector.len() > MOST_TERMS {
            vector.select_nth_unstable_by_key(MOST_TERMS, |(rank, weight)| (u16::MAX - weight, *rank));
            vector.truncate(MOST_TERMS);
        }
        vector.sort_unstable();
        vector
    }
}

/// How much a term tells that so many of all products have: what half of them have says little.
fn rarity(n_products: usize, frequency: u32) -> f64 {
    let (all, these) = (n_products as f64, f64::from(frequency));
    binary_logarithm(1.0 + (all - these + 0.5) / (these + 0.5))
}

/// The logarithm to base two of a number of at least one, by squaring: platforms differ in the last digits of theirs.
fn binary_logarithm(number: f64) -> f64 {
    let (mut mantissa, mut logarithm) = (number, 0.0);
    while mantissa >= 2.0 {
        mantissa /= 2.0;
        logarithm += 1.0;
    }
    let mut step = 0.5;
    for _ in 0..24 {
        mantissa *= mantissa;
        if mantissa >= 2.0 {
            mantissa /= 2.0;
            logarithm += step;
        }
        step /= 2.0;
    }
    logarithm
}

#[cfg(test)]
mod tests {
    use super::binary_logarithm;

    #[test]
    fn logarithms_are_those_of_the_textbook() {
        for number in [1.0, 1.5, 2.0, 3.0, 10.0, 1_000_000.0] {
            assert!((binary_logarithm(number) - f64::log2(number)).abs() < 1e-6, "{number}");
        }
    }
}
