//! Finds, for each product, those with the most alike vectors: an index from terms to products is looked up with the
//! rarest terms first, until enough products have been seen; the most promising are then compared in full.
//!
//! Products lie in the order of their categories. Of a term that very many products have, only those around the product
//! itself are looked at: neighbours of the same category.

use super::vectors::{SAME, Vectors};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// From terms to the products that have them.
pub(crate) struct Index<'a> {
    vectors: &'a Vectors,
    /// Where the products of each term begin, and at last where they end.
    starts: Vec<usize>,
    /// Places of products.
    places: Vec<u32>,
    weights: Vec<u16>,
}

/// Room for as many searches as there are at a time: clearing it anew for every few of a million products would take
/// longer than the searches.
pub(crate) struct Desks {
    n_products: usize,
    free: Mutex<Vec<Desk>>,
}

/// What a search needs room for.
pub(crate) struct Desk {
    /// How alike each product seems so far; all zero between two searches.
    sums: Vec<u32>,
    /// Those that are not zero.
    seen: Vec<u32>,
}

/// A product that is like the one that was asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Hit {
    pub(crate) place: u32,
    /// How alike they are, of [`SAME`].
    pub(crate) likeness: u64,
}

/// How many terms of a product the index has.
const INDEXED_TERMS: usize = 48;
/// How many products of one term are looked at.
const LONGEST_LIST: usize = 2_048;
/// How many products of all terms of a product together.
const MOST_LOOKS: usize = 16_384;
/// How many are compared in full.
const COMPARED: usize = 128;

impl<'a> Index<'a> {
    /// The index of these vectors.
    pub(crate) fn of(vectors: &'a Vectors, n_products: usize) -> Index<'a> {
        let mut starts = vec![0; vectors.frequencies.len() + 1];
        let mut heaviest = Vec::new();
        for place in 0..n_products {
            heaviest_terms(vectors, place, &mut heaviest);
            heaviest.iter().for_each(|(term, _)| starts[*term as usize + 1] += 1);
        }
        for term in 1..starts.len() {
            starts[term] += starts[term - 1];
        }
        let n_entries = starts.last().copied().unwrap_or_default();
        let (mut places, mut weights) = (vec![0; n_entries], vec![0; n_entries]);
        let mut next = starts.clone();
        for place in 0..n_products {
            heaviest_terms(vectors, place, &mut heaviest);
            for (term, weight) in &heaviest {
                let entry = &mut next[*term as usize];
                (places[*entry], weights[*entry]) = (place as u32, *weight);
                *entry += 1;
            }
        }
        Index { vectors, starts, places, weights }
    }

    /// The products most like the one at that place, in no order.
    pub(crate) fn search(&self, place: usize, desk: &mut Desk) -> Vec<Hit> {
        let vector = self.vectors.at(place);
        let mut looks_left = MOST_LOOKS;
        for (term, weight) in vector.iter() {
            let list = self.around(term, place);
            if list.len() > looks_left {
                break;
            }
            looks_left -= list.len();
            for (other, other_weight) in self.places[list.clone()].iter().zip(&self.weights[list]) {
                let sum = &mut desk.sums[*other as usize];
                if *sum == 0 {
                    desk.seen.push(*other);
                }
                *sum += u32::from(weight) * u32::from(*other_weight);
            }
        }
        let sums = &desk.sums;
        desk.seen.retain(|other| *other as usize != place);
        let mut seen: Vec<(u32, u32)> =
            desk.seen.iter().map(|other| (u32::MAX - sums[*other as usize], *other)).collect();
        if seen.len() > COMPARED {
            seen.select_nth_unstable(COMPARED);
            seen.truncate(COMPARED);
        }
        desk.seen.drain(..).for_each(|other| desk.sums[other as usize] = 0);
        desk.sums[place] = 0;
        let compared = seen.into_iter().map(|(_, other)| {
            let likeness = vector.times(self.vectors.at(other as usize)).min(SAME);
            Hit { place: other, likeness }
        });
        compared.collect()
    }

    /// The products of a term; of very many, those around a place.
    fn around(&self, term: u32, place: usize) -> Range<usize> {
        let all = self.starts[term as usize]..self.starts[term as usize + 1];
        if all.len() <= LONGEST_LIST {
            return all;
        }
        let own = all.start + self.places[all.clone()].partition_point(|other| (*other as usize) < place);
        let start = own.saturating_sub(LONGEST_LIST / 2).clamp(all.start, all.end - LONGEST_LIST);
        start..start + LONGEST_LIST
    }
}

impl Desks {
    pub(crate) fn new(n_products: usize) -> Desks {
        Desks { n_products, free: Mutex::default() }
    }

    /// A desk that nobody works at.
    pub(crate) fn take(&self) -> Desk {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        free.unwrap_or_else(|| Desk { sums: vec![0; self.n_products], seen: Vec::new() })
    }

    /// Leaves it to the next.
    pub(crate) fn give_back(&self, desk: Desk) {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(desk);
    }
}

/// The terms of a product that are worth looking up.
fn heaviest_terms(vectors: &Vectors, place: usize, terms: &mut Vec<(u32, u16)>) {
    terms.clear();
    terms.extend(vectors.at(place).iter());
    if terms.len() > INDEXED_TERMS {
        terms.select_nth_unstable_by_key(INDEXED_TERMS, |(term, weight)| (u16::MAX - weight, *term));
        terms.truncate(INDEXED_TERMS);
    }
}
