//! What shoppers think of a product: stars, in whole tenths, so that no float is read, kept or compared.

use crate::node::Node;
use crate::price::Price;

/// A rating from 0 to 5 stars, in tenths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Rating(u8);

/// How many ten-thousandths make a tenth.
const TENTH: i64 = 1000;
/// Five stars.
const MOST: i64 = 50;

impl Rating {
    /// Reads a number of stars such as `4`, `4.6` or `4.5833`, to the nearest tenth; `None` for anything else and for
    /// more than five.
    pub fn parse(text: &str) -> Option<Rating> {
        Price::parse(text).and_then(Rating::of)
    }

    /// A rating in tenths of stars; `None` where they are more than 50.
    pub fn from_tenths(tenths: u8) -> Option<Rating> {
        (i64::from(tenths) <= MOST).then_some(Rating(tenths))
    }

    /// The rating in tenths of stars.
    pub fn tenths(self) -> u8 {
        self.0
    }

    /// Decimal numbers are read where prices are.
    fn of(stars: Price) -> Option<Rating> {
        let tenths = (stars.ten_thousandths() + TENTH / 2) / TENTH;
        (tenths <= MOST).then_some(Rating(tenths as u8))
    }

    /// A rating that cannot be shown is left out, and the product still shows, as with a price.
    pub(crate) fn read(node: &Node) -> Option<Rating> {
        Price::read(node).and_then(Rating::of)
    }
}

#[cfg(feature = "write")]
pub(crate) fn lenient<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Rating>, D::Error> {
    use serde::Deserialize;
    Ok(Rating::read(&Node::deserialize(deserializer)?))
}

#[cfg(feature = "write")]
impl serde::Serialize for Rating {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 % 10 {
            0 => serializer.serialize_u8(self.0 / 10),
            _ => serializer.serialize_f64(f64::from(self.0) / 10.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rating;

    #[test]
    fn ratings_are_stars_to_the_nearest_tenth() {
        let tenths = ["0", "4", "4.6", "4.5833", "4.55", "5", "5.04"].map(|text| Rating::parse(text).unwrap().tenths());
        assert_eq!(tenths, [0, 40, 46, 46, 46, 50, 50]);
    }

    #[test]
    fn what_is_no_number_of_stars_is_no_rating() {
        for text in ["", "5.1", "92", "-1", "4,6", "four", "4.6 stars"] {
            assert_eq!(Rating::parse(text), None, "{text:?}");
        }
    }
}
