//! Attributes that hold numbers: near ones are alike, though they are not the same.
//!
//! What is near depends on the attribute: a year more is little for a wine and much for a camera. So a number counts by
//! its place among the numbers that all products have there. Windows of an eighth of the products, four times shifted,
//! make the nearness a count of windows in common, which an index of terms can look up.

use super::SimilarItem;
use super::terms::{Field, key, mixed};
use crate::cores::in_parts;
use std::collections::BTreeMap;

/// The numeric attributes of a catalogue, each with its unit.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    scales: BTreeMap<String, BTreeMap<String, Scale>>,
}

/// A number with what stands behind it, such as `KILOGRAM`.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Number {
    value: f64,
    unit: String,
}

/// The place of a number among all of its attribute.
pub(crate) struct Placed {
    scale: u64,
    /// How many steps its windows have.
    window: u32,
    /// From 0 to `STEPS`.
    place: u32,
}

/// Values in their order, as many as there are steps, evenly spread over the products.
#[derive(Debug)]
struct Scale {
    key: u64,
    /// Where there are few different numbers, a window has room for the next one.
    window: u32,
    quantiles: Vec<f64>,
}

/// How finely places are told apart.
const STEPS: u32 = 256;
/// How many of them a window has at least: products further apart are as different as can be.
const WINDOW: u32 = STEPS / 8;
/// How many windows a number is in.
const SHIFTS: u32 = 4;
/// Fewer different numbers than this are names of kinds.
const FEWEST_NUMBERS: usize = 6;

impl Numbers {
    /// Finds the attributes that hold numbers.
    pub(crate) fn of(items: &[SimilarItem<'_>]) -> Numbers {
        let mut all: BTreeMap<String, Found> = BTreeMap::new();
        let parts = in_parts(items.len(), |range| found_in(&items[range]));
        for (name, found) in parts.into_iter().flatten() {
            all.entry(name).or_default().join(found);
        }
        let scales = all.into_iter().filter(|(_, found)| found.are_numbers());
        Numbers { scales: scales.map(|(name, found)| (name.clone(), found.scales(&name))).collect() }
    }

    /// The place of a number, if the attribute holds numbers of this unit.
    pub(crate) fn place(&self, attribute: &str, number: &Number) -> Option<Placed> {
        let scale = self.scales.get(attribute)?.get(&number.unit)?;
        let below = scale.quantiles.partition_point(|value| *value < number.value);
        let up_to = scale.quantiles.partition_point(|value| *value <= number.value);
        // Of a number that many products have, the middle.
        let place = (below + up_to) as u32 / 2;
        Some(Placed { scale: scale.key, window: scale.window, place })
    }
}

impl Placed {
    /// The terms of the windows that the number is in.
    pub(crate) fn keys(&self) -> [u64; SHIFTS as usize] {
        std::array::from_fn(|shift| {
            let shift = shift as u32;
            let window = (self.place + shift * (self.window / SHIFTS)) / self.window;
            mixed(self.scale ^ u64::from((window * SHIFTS + shift) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
        })
    }
}

/// Reads `12.1`, `12,1`, `-3` or `4 KILOGRAM`.
pub(crate) fn read_number(text: &str) -> Option<Number> {
    let text = text.trim();
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let sign = usize::from(text.starts_with('-'));
    let whole = text.bytes().skip(sign).take_while(is_digit).count();
    // Longer ones are codes, and so is what begins with a nought.
    let is_code = whole == 0 || whole > 12 || (whole > 1 && text.as_bytes()[sign] == b'0');
    if is_code {
        return None;
    }
    let mut end = sign + whole;
    if matches!(text.as_bytes().get(end), Some(b'.' | b',')) {
        let decimals = text.bytes().skip(end + 1).take_while(is_digit).count();
        end += if decimals > 0 { decimals + 1 } else { 0 };
    }
    let unit = text[end..].trim_start();
    let is_unit = unit.chars().count() <= LONGEST_UNIT && !unit.chars().any(|letter| letter.is_ascii_digit());
    let value = text[..end].replace(',', ".").parse().ok()?;
    is_unit.then(|| Number { value, unit: unit.to_lowercase() })
}

/// Of letters: `kilogram`, `MEGAPIXEL`.
const LONGEST_UNIT: usize = 16;

/// The values of an attribute.
#[derive(Default)]
struct Found {
    numbers: BTreeMap<String, Vec<f64>>,
    others: usize,
}

fn found_in(items: &[SimilarItem<'_>]) -> BTreeMap<String, Found> {
    let mut all: BTreeMap<String, Found> = BTreeMap::new();
    for (name, value) in items.iter().flat_map(|item| item.attributes.iter()) {
        if !all.contains_key(name) {
            all.insert(name.clone(), Found::default());
        }
        let Some(found) = all.get_mut(name) else { continue };
        for text in value.texts().iter().filter(|text| !text.is_empty()) {
            match read_number(text) {
                Some(Number { value, unit }) => found.numbers.entry(unit).or_default().push(value),
                None => found.others += 1,
            }
        }
    }
    all
}

impl Found {
    fn join(&mut self, more: Found) {
        self.others += more.others;
        more.numbers
            .into_iter()
            .for_each(|(unit, mut values)| self.numbers.entry(unit).or_default().append(&mut values));
    }

    /// Whether nearly all values are numbers.
    fn are_numbers(&self) -> bool {
        let numbers: usize = self.numbers.values().map(Vec::len).sum();
        numbers > 9 * self.others
    }

    fn scales(self, attribute: &str) -> BTreeMap<String, Scale> {
        let scales = self.numbers.into_iter().filter_map(|(unit, mut values)| {
            values.sort_by(f64::total_cmp);
            let n_different = 1 + values.windows(2).filter(|pair| pair[0] != pair[1]).count();
            let quantile = |step: u32| values[(values.len() - 1) * step as usize / STEPS as usize];
            let quantiles = (0..STEPS).map(quantile).collect();
            let key = key(Field::Attributes, attribute, &format!("\u{1}{unit}"));
            let window = WINDOW.max(2 * STEPS / u32::try_from(n_different).unwrap_or(u32::MAX).max(1));
            (n_different >= FEWEST_NUMBERS).then_some((unit, Scale { key, window, quantiles }))
        });
        scales.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Numbers, SimilarItem, read_number};
    use crate::catalogue::Attributes;
    use kindred_core::value::Value;

    #[test]
    fn numbers_are_read_with_their_units_and_codes_are_not() {
        let read = |text: &str| read_number(text).map(|number| (number.value, number.unit));
        assert_eq!(read("12.1"), Some((12.1, String::new())));
        assert_eq!(read(" 1,5 kg"), Some((1.5, "kg".into())));
        assert_eq!(read("-3"), Some((-3.0, String::new())));
        assert_eq!(read("4 KILOGRAM"), Some((4.0, "kilogram".into())));
        assert_eq!(read("55cm"), Some((55.0, "cm".into())));
        for text in ["", "x", "0123", "1234567890123", "12 x 13", "2010-05-01", "-", "5 what a long story this is"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_nearer_two_numbers_are_the_more_windows_they_share() {
        let attributes: Vec<Attributes> = (1..=100)
            .map(|weight| [("weight".to_owned(), Value::One(format!("{weight} kg")))].into_iter().collect())
            .collect();
        let item = |attributes| SimilarItem {
            sku: "",
            name: "",
            description: "",
            categories: &[],
            attributes,
            image: "",
            variants: &[],
        };
        let items: Vec<SimilarItem<'_>> = attributes.iter().map(item).collect();
        let numbers = Numbers::of(&items);
        let keys = |text: &str| numbers.place("weight", &read_number(text).unwrap()).unwrap().keys();
        let shared = |a: &str, b: &str| keys(a).iter().filter(|key| keys(b).contains(key)).count();
        assert_eq!((shared("50 kg", "50.1 kg"), shared("50 kg", "80 kg")), (4, 0));
        let falling: Vec<usize> = [50, 53, 56, 59, 63].map(|kg| shared("50 kg", &format!("{kg} kg"))).to_vec();
        assert!(falling.is_sorted_by(|a, b| a >= b) && falling[1] > falling[4], "{falling:?}");
        assert!(numbers.place("weight", &read_number("50 lb").unwrap()).is_none());
        assert!(numbers.place("height", &read_number("50 kg").unwrap()).is_none());
    }
}
