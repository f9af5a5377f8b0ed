//! Where everything is in one table: the columns that a map names, found among those that the table has.
//!
//! A name stands for itself, or for the name with the map's locale and channel behind it: `description` may be
//! `description-en_US-print`.

use super::Map;
use crate::config::{AttributeMap, CsvMap};
use crate::import::money::{DecimalMark, FeedCurrency};
use crate::import::table::{Column, Header, Row};
use crate::import::values::attribute_name;
use std::collections::BTreeSet;

/// The columns of one thing, the preferred one first: the first cell with a text counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Field(Vec<Column>);

/// Where everything is in one table.
pub(super) struct Plan {
    pub(super) sku: Field,
    pub(super) name: Field,
    pub(super) description: Field,
    pub(super) url: Field,
    pub(super) url_key: Field,
    pub(super) image: Field,
    pub(super) image_2: Field,
    pub(super) rating: Field,
    pub(super) reviews: Field,
    pub(super) price: Field,
    pub(super) regular_price: Field,
    pub(super) in_stock: Field,
    pub(super) quantity: Field,
    pub(super) categories: Field,
    pub(super) parent: Field,
    /// Related products, up-sells and cross-sells.
    pub(super) links: [Field; 3],
    pub(super) attributes: Vec<PlannedAttribute>,
    /// Paths in the config of the columns that the table has.
    pub(super) found: Vec<String>,
    lacking: Option<String>,
}

/// Where an attribute is.
pub(super) struct PlannedAttribute {
    pub(super) name: String,
    pub(super) field: Field,
    pub(super) map: AttributeMap,
}

impl Field {
    /// The columns that a name stands for.
    pub(super) fn of(map: &CsvMap, header: &Header, name: &str) -> Field {
        let name = name.trim().to_lowercase();
        let there = |name: String| Some(header.column(&name)).filter(Column::is_there);
        if let Some(column) = there(name.clone()) {
            return Field(vec![column]);
        }
        let channel = map.channel.as_ref().map(|channel| channel.to_lowercase());
        let mut names = Vec::new();
        for locale in map.locale.0.iter().map(|locale| locale.to_lowercase()) {
            names.extend(channel.iter().map(|channel| format!("{name}-{locale}-{channel}")));
            names.push(format!("{name}-{locale}"));
        }
        names.extend(channel.iter().map(|channel| format!("{name}-{channel}")));
        Field(names.into_iter().filter_map(there).collect())
    }

    /// Whether the table has none of them.
    pub(super) fn is_nowhere(&self) -> bool {
        self.0.is_empty()
    }

    /// The text of the row, and the column it stands in.
    pub(super) fn find<'r>(&self, row: &Row<'r>) -> Option<(&'r str, &Column)> {
        self.0.iter().map(|column| (row.get(column), column)).find(|(text, _)| !text.is_empty())
    }

    pub(super) fn text<'r>(&self, row: &Row<'r>) -> &'r str {
        self.find(row).map_or("", |(text, _)| text)
    }

    /// The name of the column that a message speaks of.
    pub(super) fn name(&self, row: &Row<'_>) -> String {
        let column = self.find(row).map(|(_, column)| column).or(self.0.first());
        column.map(|column| column.name.to_string()).unwrap_or_default()
    }
}

impl Plan {
    /// The plan of a table.
    pub(super) fn of(map: &Map, header: &Header, currency: &FeedCurrency) -> Plan {
        let mut found = Vec::new();
        let mut lacking = None;
        let mut used = BTreeSet::new();
        let columns = &map.written.columns;
        let mut find = |key: &str, name: Option<&String>| {
            let Some(name) = name else {
                return Field::default();
            };
            let is_price = key.ends_with("price");
            let suffix = currency.0.as_deref().filter(|_| is_price).map(|currency| format!("{name}-{currency}"));
            let mut field = Field::of(&map.written, header, name);
            field.0.extend(suffix.map(|name| header.column(&name.to_lowercase())).filter(Column::is_there));
            used.insert(name.trim().to_lowercase());
            used.extend(field.0.iter().map(|column| column.name.to_string()));
            match field.0.is_empty() {
                false => found.push(format!("csv[{}].columns.{key}", map.number)),
                true if matches!(key, "sku" | "name") => lacking = lacking.take().or(Some(name.clone())),
                true => {}
            }
            field
        };
        let mut plan = Plan {
            sku: find("sku", Some(&columns.sku)),
            name: find("name", Some(&columns.name)),
            description: find("description", columns.description.as_ref()),
            url: find("url", columns.url.as_ref()),
            url_key: find("url-key", columns.url_key.as_ref()),
            image: find("image", columns.image.as_ref()),
            image_2: find("image-2", columns.image_2.as_ref()),
            rating: find("rating", columns.rating.as_ref()),
            reviews: find("reviews", columns.reviews.as_ref()),
            price: find("price", columns.price.as_ref()),
            regular_price: find("regular-price", columns.regular_price.as_ref()),
            in_stock: find("in-stock", columns.in_stock.as_ref()),
            quantity: find("quantity", columns.quantity.as_ref()),
            categories: find("categories", columns.categories.as_ref()),
            parent: find("parent", columns.parent.as_ref()),
            links: [
                find("related", columns.related.as_ref()),
                find("up-sell", columns.up_sell.as_ref()),
                find("cross-sell", columns.cross_sell.as_ref()),
            ],
            attributes: Vec::new(),
            found: Vec::new(),
            lacking: None,
        };
        (plan.found, plan.lacking) = (found, lacking);
        match &map.written.attributes {
            Some(attributes) => {
                for (name, attribute) in attributes {
                    let field = Field::of(&map.written, header, attribute.column.as_ref().unwrap_or(name));
                    if !field.0.is_empty() {
                        plan.found.push(format!("csv[{}].attributes.{name}", map.number));
                        plan.attributes.push(PlannedAttribute { name: name.clone(), field, map: attribute.clone() });
                    }
                }
            }
            None => plan.attributes = unused(map, header, &used),
        }
        plan
    }

    /// The column without which the table is of no use, if it has none.
    pub(super) fn lacking(&self) -> Option<&str> {
        self.lacking.as_deref()
    }
}

/// Every column that nothing else is made of, as an attribute of its name.
fn unused(map: &Map, header: &Header, used: &BTreeSet<String>) -> Vec<PlannedAttribute> {
    let mut names = BTreeSet::new();
    for name in header.names().filter(|name| !name.is_empty()) {
        let channel = map.written.channel.as_ref().map(|channel| format!("-{}", channel.to_lowercase()));
        let of_channel = channel.and_then(|channel| name.strip_suffix(channel.as_str()));
        names.insert(base(name).or(of_channel).unwrap_or(name).to_owned());
    }
    let planned = names.into_iter().filter(|name| !used.contains(name)).map(|name| PlannedAttribute {
        field: Field::of(&map.written, header, &name),
        map: AttributeMap::default(),
        name: attribute_name(&name),
    });
    planned.filter(|attribute| !attribute.field.0.is_empty()).collect()
}

/// Every column that a map names, with the path to its name in the config.
pub(super) fn named(number: usize, map: &CsvMap) -> Vec<(String, String)> {
    let columns = &map.columns;
    let mut named: Vec<(String, String)> = [
        ("sku", Some(&columns.sku)),
        ("name", Some(&columns.name)),
        ("description", columns.description.as_ref()),
        ("url", columns.url.as_ref()),
        ("url-key", columns.url_key.as_ref()),
        ("image", columns.image.as_ref()),
        ("price", columns.price.as_ref()),
        ("regular-price", columns.regular_price.as_ref()),
        ("in-stock", columns.in_stock.as_ref()),
        ("quantity", columns.quantity.as_ref()),
        ("categories", columns.categories.as_ref()),
        ("parent", columns.parent.as_ref()),
        ("related", columns.related.as_ref()),
        ("up-sell", columns.up_sell.as_ref()),
        ("cross-sell", columns.cross_sell.as_ref()),
    ]
    .into_iter()
    .filter_map(|(key, name)| Some((format!("csv[{number}].columns.{key}"), name?.clone())))
    .collect();
    for (name, attribute) in map.attributes.iter().flatten() {
        let column = attribute.column.as_ref().unwrap_or(name);
        named.push((format!("csv[{number}].attributes.{name}"), column.clone()));
    }
    named
}

impl Map {
    /// How numbers are written.
    pub(super) fn decimal_mark(&self) -> DecimalMark {
        match self.written.decimal_mark.as_deref() {
            Some(",") => DecimalMark::Comma,
            _ => DecimalMark::Point,
        }
    }
}

/// A name without a locale such as `-en_us`, and without the channel after it.
pub(super) fn base(name: &str) -> Option<&str> {
    let is_locale = |part: &str| {
        let is_word =
            |word: &str| (2..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        part.split_once('_').is_some_and(|(language, region)| is_word(language) && is_word(region))
    };
    let (rest, last) = name.rsplit_once('-')?;
    if is_locale(last) {
        return Some(rest);
    }
    let (base, locale) = rest.rsplit_once('-')?;
    is_locale(locale).then_some(base)
}

#[cfg(test)]
mod tests {
    use super::base;

    #[test]
    fn a_name_is_told_from_its_locale_and_channel() {
        for (name, expected) in [
            ("description-en_us-print", Some("description")),
            ("name-de_at", Some("name")),
            ("weight-unit", None),
            ("colour", None),
            ("short-name-zh_hant-web", Some("short-name")),
        ] {
            assert_eq!(base(name), expected, "{name}");
        }
    }
}
