//! The file of lists, as `kindred learn` writes it: JSON Lines, the first of which says what the file is.

use crate::diagnostic::{Diagnostic, Place, Reason};
use crate::learn::lists::write::FORMAT;
use crate::pipeline::BuildError;
use kindred_core::recommend::{NEXT_ITEM, Type};
use serde::Deserialize;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

/// One list.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its type.
    pub(crate) name: String,
    /// The product that it belongs to; the shop where there is none.
    pub(crate) sku: Option<String>,
    /// What is in it, best first.
    pub(crate) list: Vec<String>,
}

#[derive(Deserialize)]
struct Written {
    format: Option<u32>,
    #[serde(rename = "type")]
    name: Option<String>,
    sku: Option<String>,
    list: Option<Vec<Cell>>,
}

/// A SKU, or the score of the one before.
#[derive(Deserialize)]
#[serde(untagged)]
enum Cell {
    Sku(String),
    Score(#[expect(dead_code, reason = "it is not for the page")] u64),
}

/// Calls `visit` with each list of a file, and reports the lines that are none.
///
/// # Errors
///
/// When the file cannot be read, or is of a newer format.
pub(crate) fn each_line(path: &Path, out: &mut Vec<Diagnostic>, visit: &mut dyn FnMut(Line)) -> Result<(), BuildError> {
    let read = |error| BuildError::Read { path: path.to_owned(), error };
    let file: Arc<str> = path.to_string_lossy().into();
    let lines = BufReader::new(File::open(path).map_err(read)?).lines();
    for (line, text) in (1..).zip(lines) {
        let text = text.map_err(read)?;
        if text.trim().is_empty() {
            continue;
        }
        match read_line(&text) {
            Ok(Some(list)) => visit(list),
            Ok(None) => {}
            Err(error) => {
                let place = Place { file: Arc::clone(&file), line, column: 1 };
                let said = |message| Diagnostic::skipped(place, "", Reason::shape(message));
                match error {
                    NoList::Newer(message) => return Err(BuildError::Lists(Box::new(said(message)))),
                    NoList::Line(message) => out.push(said(message)),
                }
            }
        }
    }
    Ok(())
}

/// Why a line is no list.
#[derive(Debug, PartialEq, Eq)]
enum NoList {
    /// The whole file is of a format that is not known yet.
    Newer(String),
    /// It is none by itself.
    Line(String),
}

fn read_line(text: &str) -> Result<Option<Line>, NoList> {
    let written: Written = serde_json::from_str(text).map_err(|error| {
        let said = error.to_string();
        NoList::Line(format!("expected a list, found {}", said.split(" at line ").next().unwrap_or_default()))
    })?;
    match (written.format, written.name, written.list) {
        (Some(format), ..) if format > FORMAT => {
            let message = format!("expected format {FORMAT}, found {format}: these lists need a newer Kindred");
            Err(NoList::Newer(message))
        }
        (Some(_), None, _) => Ok(None),
        (_, Some(name), Some(_)) if name != NEXT_ITEM && Type::from_name(&name).is_none() => {
            let message = format!("expected a type of recommendation such as bought-bought, found \"{name}\"");
            Err(NoList::Line(message))
        }
        (_, Some(name), Some(cells)) => {
            let skus = cells.into_iter().filter_map(|cell| match cell {
                Cell::Sku(sku) => Some(sku),
                Cell::Score(_) => None,
            });
            Ok(Some(Line { name, sku: written.sku, list: skus.collect() }))
        }
        _ => Err(NoList::Line("expected a list with \"type\" and \"list\", found neither or one of them".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, NoList, read_line};

    #[test]
    fn a_list_has_its_skus_without_their_scores() {
        let read = read_line(r#"{"type":"bought-bought","sku":"A","list":["B",873,"C"]}"#);
        let list = vec!["B".to_owned(), "C".to_owned()];
        assert_eq!(read, Ok(Some(Line { name: "bought-bought".into(), sku: Some("A".into()), list })));
        assert_eq!(read_line(r#"{"format":1,"learned":"2026-11-13"}"#), Ok(None));
    }

    #[test]
    fn what_is_no_list_is_named() {
        for (text, message) in [
            (
                r#"{"type":"liked","list":[]}"#,
                "expected a type of recommendation such as bought-bought, found \"liked\"",
            ),
            (r#"{"sku":"A"}"#, "expected a list with \"type\" and \"list\", found neither or one of them"),
        ] {
            assert_eq!(read_line(text), Err(NoList::Line(message.to_owned())), "{text}");
        }
        let newer = "expected format 1, found 2: these lists need a newer Kindred";
        assert_eq!(read_line(r#"{"format":2}"#), Err(NoList::Newer(newer.to_owned())));
        let broken = "expected a list, found EOF while parsing a list";
        assert_eq!(read_line(r#"{"type":"trending","list":["A""#), Err(NoList::Line(broken.to_owned())));
    }
}
