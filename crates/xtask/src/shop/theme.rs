//! The theme page: what can be turned there is the table of docs/theming.md, and what can be worn the themes beside
//! Kindred's files.

use super::write;
use crate::stamp;
use anyhow::Result;
use minijinja::{Value, context};
use serde::Serialize;
use std::path::Path;

const DOCUMENT: &str = include_str!("../../../../docs/theming.md");
const STYLE: &str = include_str!("../../../../demo/theme.css");
const SCRIPT: &str = include_str!("../../../../demo/theme.js");

/// What each of the page's units shows: an element's relation, and a layout.
const SAMPLES: [(&str, &str); 4] =
    [("related", "carousel"), ("cross-sell", "grid"), ("up-sell", "list"), ("related", "bundle")];

/// The languages that Kindred speaks.
const LANGUAGES: [(&str, &str); 10] = [
    ("en", "English"),
    ("sv", "Svenska"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("es", "Español"),
    ("it", "Italiano"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("ja", "日本語"),
    ("ar", "العربية"),
];

/// A custom property, as the page shows it.
#[derive(Debug, PartialEq, Serialize)]
struct Property {
    name: String,
    what: String,
    default: String,
}

/// A unit of the page.
#[derive(Serialize)]
struct Sample<'a> {
    relation: &'static str,
    layout: &'static str,
    sku: &'a str,
}

/// Writes what only the theme page needs.
pub(super) fn write_files(out: &Path) -> Result<()> {
    write(&out.join("theme.css"), STYLE)?;
    write(&out.join("theme.js"), SCRIPT)
}

/// What the template shows, with units about these SKUs.
pub(super) fn values(skus: &[&str], out: &Path) -> Result<Value> {
    let samples = SAMPLES.iter().zip(skus.iter().cycle());
    let samples: Vec<Sample<'_>> =
        samples.map(|(&(relation, layout), &sku)| Sample { relation, layout, sku }).collect();
    Ok(context! {
        themes => themes(&out.join("kindred/themes"))?,
        languages => LANGUAGES.to_vec(),
        properties => Value::from_serialize(properties(DOCUMENT)),
        samples => Value::from_serialize(samples),
    })
}

/// The names of the themes in a folder.
fn themes(folder: &Path) -> Result<Vec<String>> {
    let files = if folder.exists() { stamp::files(folder)? } else { Vec::new() };
    Ok(files.iter().filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned())).collect())
}

/// The rows of the document's table that are about properties.
fn properties(document: &str) -> Vec<Property> {
    let rows = document.lines().filter_map(|line| line.strip_prefix("| property | "));
    let cells = rows.map(|row| row.trim_end_matches('|').split('|').map(plain).collect::<Vec<_>>());
    let property = |cells: Vec<String>| {
        let [name, what, default] = cells.try_into().ok()?;
        Some(Property { name, what, default })
    };
    cells.filter_map(property).collect()
}

/// A cell of a table without its markup: no backquotes, and links as their words.
fn plain(cell: &str) -> String {
    let mut words = cell.trim().replace('`', "");
    while let Some((before, link)) = words.split_once('[') {
        let Some((text, rest)) = link.split_once("](") else { break };
        let after = rest.split_once(')').map_or("", |(_, after)| after);
        words = format!("{before}{text}{after}");
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_turns_every_property_of_the_document() {
        let n_rows = DOCUMENT.matches("\n| property | ").count();
        let properties = properties(DOCUMENT);
        assert!(n_rows > 20 && properties.len() == n_rows, "{n_rows} rows, {} properties", properties.len());
        assert!(properties.iter().all(|property| property.name.starts_with("--kindred-")));
    }

    #[test]
    fn cells_lose_their_markup_and_keep_their_words() {
        let row = "| property | `--a` | how much: see [room](#room), and `b` | `0rem` |";
        let expected =
            Property { name: "--a".into(), what: "how much: see room, and b".into(), default: "0rem".into() };
        assert_eq!(properties(row), [expected]);
    }
}
