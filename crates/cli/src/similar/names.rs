//! Products that are one product in another size or colour, by their names: a list of ten that shows one thing in ten
//! sizes shows nothing.

use super::SimilarItem;
use super::terms::{Field, key};
use super::words::{each_word, folded};
use crate::cores::in_parts;
use hashbrown::HashMap;

/// A number for each product; those that differ in nothing but a form have the same.
pub(crate) struct Names(Vec<u64>);

/// Counts how often a name is in a list.
pub(crate) struct Tally<'a> {
    names: &'a Names,
    most: u32,
    seen: HashMap<u64, u32>,
}

impl Names {
    /// The names of these products, without the values that they have in these attributes.
    pub(crate) fn of(items: &[SimilarItem<'_>], form_attributes: &[String]) -> Names {
        let name = |item: &SimilarItem<'_>| name_key(item, form_attributes);
        Names(in_parts(items.len(), |range| items[range].iter().map(name).collect::<Vec<u64>>()).concat())
    }

    /// For one list: how many may have the same name. A product without a name is like no other.
    pub(crate) fn tally(&self, most: u32) -> Tally<'_> {
        Tally { names: self, most, seen: HashMap::new() }
    }
}

impl Tally<'_> {
    /// Whether a product may go into the list beside those that are there.
    pub(crate) fn takes(&mut self, item: u32) -> bool {
        let name = self.names.0[item as usize];
        let seen = self.seen.entry(name).or_default();
        *seen += 1;
        name == NAMELESS || *seen <= self.most
    }
}

const NAMELESS: u64 = 0;

fn name_key(item: &SimilarItem<'_>, form_attributes: &[String]) -> u64 {
    let mut words = Vec::new();
    each_word(item.name, |word| words.push(word.to_owned()));
    let mut forms = Vec::new();
    for value in form_attributes.iter().filter_map(|name| item.attributes.get(name)) {
        value.texts().iter().for_each(|value| forms.extend(folded(value).split(' ').map(str::to_owned)));
    }
    let is_number =
        |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit()) && number_and_unit(word).is_empty();
    let is_form = |place: usize| {
        let word = words[place].as_str();
        let before = place.checked_sub(1).map(|before| words[before].as_str());
        let after = words.get(place + 1).map(String::as_str);
        SIZES.contains(&word)
            || forms.iter().any(|form| form == word)
            || UNITS.contains(&number_and_unit(word))
            || (is_number(word) && after.is_some_and(|after| UNITS.contains(&after)))
            || (UNITS.contains(&word) && before.is_some_and(is_number))
    };
    let kept: Vec<&str> =
        (0..words.len()).filter(|place| !is_form(*place)).map(|place| words[place].as_str()).collect();
    let name = if kept.is_empty() { words.join(" ") } else { kept.join(" ") };
    if name.is_empty() { NAMELESS } else { key(Field::Name, "form", &name) }
}

/// What stands behind the digits that a word begins with; the word itself, if it begins with none.
fn number_and_unit(word: &str) -> &str {
    let unit = word.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    if unit.len() == word.len() { "no number" } else { unit }
}

/// Words that are sizes, as they are folded.
const SIZES: [&str; 14] =
    ["xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl", "2xl", "3xl", "4xl", "small", "medium", "large"];

/// Words that make a size of the number before them, as they are folded.
const UNITS: [&str; 27] = [
    "mm", "cm", "m", "in", "inch", "inche", "ft", "g", "gr", "gram", "kg", "mg", "lb", "lbs", "oz", "ml", "cl", "dl",
    "l", "liter", "litre", "pc", "pcs", "piece", "pack", "gb", "tb",
];

#[cfg(test)]
mod tests {
    use super::{Names, SimilarItem};
    use crate::catalogue::Attributes;
    use kindred_core::value::Value;

    fn are_one(a: &str, b: &str) -> bool {
        let colours = |name: &str| {
            let colour = if name.contains("Red") { "Red" } else { "Navy Blue" };
            let attributes: Attributes = [("color".to_owned(), Value::One(colour.to_owned()))].into_iter().collect();
            attributes
        };
        let attributes = [colours(a), colours(b)];
        let item = |(name, attributes)| SimilarItem {
            sku: "",
            name,
            description: "",
            categories: &[],
            attributes,
            image: "",
            variants: &[],
        };
        let items: Vec<SimilarItem<'_>> = [a, b].into_iter().zip(&attributes).map(item).collect();
        let names = Names::of(&items, &["color".to_owned()]);
        let mut tally = names.tally(1);
        tally.takes(0);
        !tally.takes(1)
    }

    #[test]
    fn sizes_and_colours_make_no_other_name() {
        for (a, b) in [
            ("Sprite Stasis Ball 55 cm", "Sprite Stasis Ball 65cm"),
            ("Chaz Hoodie-XS-Red", "Chaz Hoodie-L-Navy Blue"),
            ("Potting soil, 1.5 l", "Potting Soil 20 L"),
            ("Dumbbell 5 lbs", "Dumbbell 10lb"),
            ("Pot", "pot"),
        ] {
            assert!(are_one(a, b), "{a}, {b}");
        }
    }

    #[test]
    fn numbers_of_models_and_words_do() {
        for (a, b) in [
            ("LaserJet 1020", "LaserJet 1022"),
            ("EOS 500D", "EOS 550D"),
            ("Ball pump", "Ball 55 cm"),
            ("55 cm", "65 cm"),
            ("", ""),
        ] {
            assert!(!are_one(a, b), "{a}, {b}");
        }
    }
}
