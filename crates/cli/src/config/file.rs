//! The keys of a config file: settings that the command has options for, and what the columns of CSV files mean.

use super::logs::{LearnTable, LogMap};
use crate::catalogue::Badge;
use crate::similar::{MoreLikeThis, VisualSimilarity};
use kindred_core::feed::AttributeType;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// The whole file.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(crate) struct ConfigFile {
    /// Files and folders of the catalogue.
    pub(crate) catalogue: Vec<String>,
    pub(crate) rules: Option<String>,
    pub(crate) product_url: Option<String>,
    pub(crate) picture_url: Option<String>,
    pub(crate) currency: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) time_zone: Option<String>,
    pub(crate) low_stock: Option<u32>,
    pub(crate) encoding: Option<String>,
    /// Texts on the pictures of products that say something under an attribute.
    pub(crate) badges: Vec<Badge>,
    pub(crate) second_picture: bool,
    /// What the columns of CSV files mean.
    pub(crate) csv: Vec<CsvMap>,
    /// How products are compared by what is said of them.
    pub(crate) more_like_this: MoreLikeThis,
    /// How products are compared by their pictures.
    pub(crate) visual_similarity: VisualSimilarity,
    /// Where orders are, and what they mean.
    pub(crate) orders: Vec<LogMap>,
    /// Where events are, and what they mean.
    pub(crate) events: Vec<LogMap>,
    /// What is learned, and of what.
    pub(crate) learn: LearnTable,
}

/// What the columns of some CSV files mean.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(crate) struct CsvMap {
    /// Patterns of file names; without any, the files that nobody else knows.
    pub(crate) files: Texts,
    pub(crate) delimiter: Option<String>,
    pub(crate) encoding: Option<String>,
    /// Which of `name-en_US` and `name-de_DE` is read as `name`, the preferred one first.
    pub(crate) locale: Texts,
    /// Which of `name-print` and `name-web` is read as `name`.
    pub(crate) channel: Option<String>,
    /// What separates values in one cell.
    pub(crate) list_separator: Option<String>,
    /// What separates the names in a category's path.
    pub(crate) path_separator: Option<String>,
    /// What stands for a line break in a cell.
    pub(crate) line_break: Option<String>,
    /// What stands before the decimals of a number.
    pub(crate) decimal_mark: Option<String>,
    pub(crate) columns: Columns,
    /// By their names in rules; without any, every column that nothing else is made of.
    pub(crate) attributes: Option<BTreeMap<String, AttributeMap>>,
    pub(crate) category_tree: Option<CategoryTree>,
}

/// Which column holds what.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(crate) struct Columns {
    pub(crate) sku: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) url_key: Option<String>,
    pub(crate) image: Option<String>,
    #[serde(rename = "image-2")]
    pub(crate) image_2: Option<String>,
    pub(crate) rating: Option<String>,
    pub(crate) reviews: Option<String>,
    pub(crate) price: Option<String>,
    pub(crate) regular_price: Option<String>,
    pub(crate) in_stock: Option<String>,
    pub(crate) quantity: Option<String>,
    pub(crate) categories: Option<String>,
    /// The SKU of the product that the row is a variant of.
    pub(crate) parent: Option<String>,
    pub(crate) related: Option<String>,
    pub(crate) up_sell: Option<String>,
    pub(crate) cross_sell: Option<String>,
}

/// Where the values of an attribute are.
#[derive(Clone, Debug, Default)]
pub(crate) struct AttributeMap {
    /// The column; the attribute's own name without it.
    pub(crate) column: Option<String>,
    pub(crate) kind: Option<AttributeType>,
    /// The words that the values stand for.
    pub(crate) labels: Option<Labels>,
}

/// A CSV file of codes and the words they stand for.
#[derive(Clone, Debug)]
pub(crate) struct Labels {
    pub(crate) file: String,
    pub(crate) code: String,
    pub(crate) label: String,
}

/// A CSV file of categories, each with the code of the one above it.
#[derive(Clone, Debug)]
pub(crate) struct CategoryTree {
    pub(crate) file: String,
    pub(crate) code: String,
    pub(crate) label: String,
    pub(crate) parent: String,
}

/// A text or a list of texts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts(pub(crate) Vec<String>);

impl Default for Columns {
    fn default() -> Columns {
        Columns {
            sku: "sku".to_owned(),
            name: "name".to_owned(),
            description: None,
            url: None,
            url_key: None,
            image: None,
            image_2: None,
            rating: None,
            reviews: None,
            price: None,
            regular_price: None,
            in_stock: None,
            quantity: None,
            categories: None,
            parent: None,
            related: None,
            up_sell: None,
            cross_sell: None,
        }
    }
}

/// An attribute's map as a table.
#[derive(Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct AttributeTable {
    column: Option<String>,
    #[serde(rename = "type")]
    kind: Option<AttributeType>,
    labels: Option<Labels>,
}

/// A file of codes as a table; its columns have the names of its keys where nothing else is said.
#[derive(serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct CodeTable {
    file: String,
    code: Option<String>,
    label: Option<String>,
    parent: Option<String>,
}

impl<'de> Deserialize<'de> for AttributeMap {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<AttributeMap, D::Error> {
        let expecting = "the name of a column, or a table with `column`, `type` and `labels`";
        let short = |column| AttributeMap { column: Some(column), ..AttributeMap::default() };
        let table = |AttributeTable { column, kind, labels }| AttributeMap { column, kind, labels };
        deserializer.deserialize_any(TextOr { expecting, of: PhantomData, short, table })
    }
}

impl<'de> Deserialize<'de> for Labels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Labels, D::Error> {
        let CodeTable { file, code, label, .. } = code_table(deserializer)?;
        let or = |name: Option<String>, stock: &str| name.unwrap_or_else(|| stock.to_owned());
        Ok(Labels { file, code: or(code, "code"), label: or(label, "label") })
    }
}

impl<'de> Deserialize<'de> for CategoryTree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<CategoryTree, D::Error> {
        let CodeTable { file, code, label, parent } = code_table(deserializer)?;
        let or = |name: Option<String>, stock: &str| name.unwrap_or_else(|| stock.to_owned());
        Ok(CategoryTree { file, code: or(code, "code"), label: or(label, "label"), parent: or(parent, "parent") })
    }
}

fn code_table<'de, D: Deserializer<'de>>(deserializer: D) -> Result<CodeTable, D::Error> {
    let expecting = "the path of a CSV file, or a table with `file` and the names of its columns";
    let short = |file| CodeTable { file, code: None, label: None, parent: None };
    deserializer.deserialize_any(TextOr { expecting, of: PhantomData, short, table: |table| table })
}

/// A table, or a text that stands for one.
struct TextOr<U, S, M> {
    expecting: &'static str,
    of: PhantomData<U>,
    short: S,
    table: M,
}

impl<'de, T, U: Deserialize<'de>, S: FnOnce(String) -> T, M: FnOnce(U) -> T> Visitor<'de> for TextOr<U, S, M> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expecting)
    }

    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok((self.short)(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        U::deserialize(MapAccessDeserializer::new(members)).map(self.table)
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Texts, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Texts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of texts")
            }

            fn visit_str<E>(self, text: &str) -> Result<Texts, E> {
                Ok(Texts(vec![text.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Texts, A::Error> {
                let mut texts = Vec::new();
                while let Some(text) = elements.next_element()? {
                    texts.push(text);
                }
                Ok(Texts(texts))
            }
        }
        deserializer.deserialize_any(Either)
    }
}
