//! What the formats share when they fill in an item: names of attributes, paths of categories, addresses.

use super::magento::lowest;
use super::table::{Column, Row};
use super::text::plain;
use crate::address::Pattern;
use crate::catalogue::Item;
use crate::diagnostic::{Diagnostic, Reason};
use kindred_core::fact::Attribute;
use kindred_core::price::Price;
use kindred_core::rating::Rating;
use kindred_core::url::{Purpose, safe};
use kindred_core::value::Value;

/// The name by which rules know an attribute that a shop calls so: `Shoe Size` is `shoe-size`, and `Type`, which is
/// something else to rules, is `product-type`.
pub(super) fn attribute_name(name: &str) -> String {
    let words: Vec<String> = plain(name).split_whitespace().map(str::to_lowercase).collect();
    let name = words.join("-");
    let is_special = Attribute::SPECIAL.iter().any(|(special, _)| *special == name);
    if is_special { format!("product-{name}") } else { name }
}

/// Gives the item an attribute of one value; an empty one is none.
pub(super) fn set_one(item: &mut Item, name: &str, text: &str) {
    let text = plain(text);
    if !name.is_empty() && !text.is_empty() {
        item.attributes.insert(name.to_owned(), Value::One(text));
    }
}

/// Gives the item an attribute that is a list, even of one; an empty one is none.
pub(super) fn set_many<'a>(item: &mut Item, name: &str, texts: impl IntoIterator<Item = &'a str>) {
    let mut values: Vec<String> = Vec::new();
    for text in texts.into_iter().map(plain) {
        if !text.is_empty() && !values.contains(&text) {
            values.push(text);
        }
    }
    if !name.is_empty() && !values.is_empty() {
        item.attributes.insert(name.to_owned(), Value::Many(values));
    }
}

/// A rating as a number of stars, or as the object with a scale that Shopify's ratings are.
pub(super) fn rating(text: &str) -> Option<Rating> {
    let Ok(serde_json::Value::Object(scaled)) = serde_json::from_str(text) else {
        return Rating::parse(text.trim());
    };
    let number = |key: &str| scaled.get(key)?.as_str()?.parse::<f64>().ok().filter(|number| number.is_finite());
    let stars = number("value")? / number("scale_max").filter(|most| *most > 0.0)? * 5.0;
    Rating::parse(&format!("{stars:.4}"))
}

/// Category paths of those that are written as `Category > Path`, without those above others.
pub(super) fn categories<'a>(paths: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let path = |written: &str| {
        // A slash sets the levels of a path apart, so that it cannot be a letter of a name.
        let levels = written.split('>').map(|name| plain(name).replace('/', "-"));
        levels.filter(|name| !name.is_empty()).collect::<Vec<String>>().join("/")
    };
    lowest(paths.into_iter().map(path).collect())
}

/// One row while it is read: what is wrong with its cells is reported, and makes the row unusable.
pub(super) struct Cells<'a, 'r> {
    pub(super) row: &'r Row<'a>,
    pub(super) out: &'r mut Vec<Diagnostic>,
    pub(super) usable: bool,
}

impl<'a, 'r> Cells<'a, 'r> {
    pub(super) fn new(row: &'r Row<'a>, out: &'r mut Vec<Diagnostic>) -> Cells<'a, 'r> {
        Cells { row, out, usable: true }
    }

    pub(super) fn text(&self, column: &Column) -> &'a str {
        self.row.get(column)
    }

    /// Says that a cell is not what belongs there.
    pub(super) fn refuse(&mut self, column: &Column, expected: &'static str) {
        let reason = match self.text(column) {
            "" => Reason::Missing { expected },
            found => Reason::Unexpected { expected, found: found.to_owned() },
        };
        self.usable = false;
        self.out.push(self.row.skipped(&column.name, reason));
    }

    /// An amount of money.
    pub(super) fn price(&mut self, column: &Column) -> Option<Price> {
        self.parsed(column, "an amount such as 12.50", Price::parse)
    }

    /// A quantity, which may be below zero and have decimals.
    pub(super) fn quantity(&mut self, column: &Column) -> Option<f64> {
        let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
        self.parsed(column, "a quantity such as 2", number)
    }

    /// Yes or no, in whichever way it is written.
    pub(super) fn switch(&mut self, column: &Column) -> Option<bool> {
        self.parsed(column, "true or false", |text| {
            let is = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
            is(["true", "1", "yes"]).then_some(true).or_else(|| is(["false", "0", "no"]).then_some(false))
        })
    }

    /// Anything else that a cell may hold; an empty one holds nothing.
    pub(super) fn parsed<T>(
        &mut self,
        column: &Column,
        expected: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let value = parse(text);
        if value.is_none() {
            self.refuse(column, expected);
        }
        value
    }

    /// The address or path of a picture, if there is one; one that could do harm is left out, and its row stands.
    pub(super) fn picture(&mut self, column: &Column, written: &str) -> Option<String> {
        if written.is_empty() || safe(written, Purpose::Picture).is_some() {
            return Some(written.to_owned()).filter(|address| !address.is_empty());
        }
        let expected = "an address that begins with http, https or a path";
        let reason = Reason::Unexpected { expected, found: written.to_owned() };
        self.out.push(self.row.skipped(&column.name, reason));
        None
    }
}

/// Makes addresses of what only names a file in the shop's media folder.
pub(super) fn place_pictures(item: &mut Item, pictures: &Pattern) {
    let is_address = |text: &str| text.starts_with("//") || text.starts_with("data:");
    for image in item.images.iter_mut().filter(|image| !is_address(image)) {
        *image = pictures.picture_address(image);
    }
}

#[cfg(test)]
mod tests {
    use super::{attribute_name, categories, rating};

    #[test]
    fn names_of_attributes_have_no_blanks_and_are_nobody_else_s() {
        assert_eq!(attribute_name("Color"), "color");
        assert_eq!(attribute_name(" Shoe  Size "), "shoe-size");
        assert_eq!(attribute_name("Größe &amp; Form"), "größe-&-form");
        assert_eq!(attribute_name("Type"), "product-type");
        assert_eq!(attribute_name(""), "");
    }

    #[test]
    fn ratings_are_stars_on_whichever_scale_they_come() {
        let tenths = |text: &str| rating(text).map(|rating| rating.tenths());
        assert_eq!((tenths("4.6"), tenths(" 5 "), tenths("")), (Some(46), Some(50), None));
        assert_eq!(tenths(r#"{"scale_min":"1.0","scale_max":"10.0","value":"9.0"}"#), Some(45));
        assert_eq!((tenths(r#"{"value":"4.0"}"#), tenths("{")), (None, None));
    }

    #[test]
    fn category_paths_keep_their_levels_and_no_others() {
        let paths = categories(["Home > Decor", "Home", " Hats/Caps > Felt &amp; Wool ", "", ">"]);
        assert_eq!(paths, ["Home/Decor", "Hats-Caps/Felt & Wool"]);
    }
}
