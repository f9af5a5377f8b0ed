//! What a product says, as numbered terms in four fields. A term is a number made of its field and its text: a million
//! products have millions of them, and nobody asks for the texts again.

use super::SimilarItem;
use super::numbers::{Numbers, read_number};
use super::words::{each_word, folded};
use crate::fnv;

/// Where a term stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub(crate) enum Field {
    Name,
    Description,
    Categories,
    Attributes,
}

/// How many fields there are.
pub(crate) const FIELDS: usize = 4;

/// A term of a product, with how much it says before anything is known of other products.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Term {
    pub(crate) field: Field,
    /// A number made of the text.
    pub(crate) key: u64,
    pub(crate) strength: f64,
}

/// An attribute's text of more words than this is compared word by word.
const WORDS_OF_A_VALUE: usize = 4;

/// The terms of a product, each once, sorted by field and key.
pub(crate) fn terms_of(item: &SimilarItem<'_>, numbers: &Numbers, without: &[String]) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut add = |field, key, strength| terms.push(Term { field, key, strength });
    each_word(item.name, |word| add(Field::Name, key(Field::Name, "", word), 1.0));
    each_word(item.description, |word| add(Field::Description, key(Field::Description, "", word), 1.0));
    for path in item.categories {
        // Those that stand below the same are alike, the more so the deeper it is.
        let ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
        ends.for_each(|end| add(Field::Categories, category_key(&path[..end]), 1.0));
    }
    for (name, value) in item.attributes.iter().filter(|(name, _)| !without.contains(name)) {
        let values = value.texts();
        // However many values an attribute has, it says as much as another.
        let share = 1.0 / (values.len().max(1) as f64).sqrt();
        for value in values.iter().filter(|value| !value.is_empty()) {
            match read_number(value).and_then(|number| numbers.place(name, &number)) {
                Some(place) => {
                    let keys = place.keys();
                    let share = share / (keys.len() as f64).sqrt();
                    keys.iter().for_each(|number| add(Field::Attributes, *number, share));
                }
                None => add_value(name, value, share, &mut add),
            }
        }
    }
    joined(terms)
}

/// An attribute's value that is no number: one term, or that of each word of a long one.
fn add_value(name: &str, value: &str, share: f64, add: &mut impl FnMut(Field, u64, f64)) {
    let folded = folded(value);
    let n_words = folded.split(' ').count();
    if n_words <= WORDS_OF_A_VALUE {
        add(Field::Attributes, key(Field::Attributes, name, &folded), share);
        return;
    }
    let share = share / (n_words as f64).sqrt();
    folded.split(' ').for_each(|word| add(Field::Attributes, key(Field::Attributes, name, word), share));
}

/// Every term once; what stands there twice says somewhat more.
fn joined(mut terms: Vec<Term>) -> Vec<Term> {
    terms.sort_by_key(|term| (term.field, term.key));
    terms.dedup_by(|later, first| {
        let is_same = (later.field, later.key) == (first.field, first.key);
        if is_same {
            first.strength += later.strength;
        }
        is_same
    });
    for term in terms.iter_mut().filter(|term| matches!(term.field, Field::Name | Field::Description)) {
        term.strength *= (SATURATION + 1.0) / (SATURATION + term.strength);
    }
    for term in terms.iter_mut().filter(|term| term.field == Field::Categories) {
        term.strength = 1.0;
    }
    terms
}

/// How soon saying a word again says nothing more, as in BM25.
const SATURATION: f64 = 1.2;

/// The number of a category's path.
pub(crate) fn category_key(path: &str) -> u64 {
    key(Field::Categories, "", path)
}

/// A number made of a text (FNV-1a, then mixed): the same on every machine.
pub(crate) fn key(field: Field, name: &str, text: &str) -> u64 {
    let of_name = [field as u8].into_iter().chain(name.bytes()).chain([0]);
    mixed(fnv::with(fnv::START, of_name.chain(text.bytes())))
}

/// Spreads a number over all its bits.
pub(crate) fn mixed(mut number: u64) -> u64 {
    number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
