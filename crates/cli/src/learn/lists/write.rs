//! The lists file: JSON Lines, first when they were learned, then each list in the order of types and SKUs.

use super::{Entry, List, ListType, Lists};
use crate::learn::account::day;
use crate::learn::log::Log;
use crate::lists::Line;
use serde_json::{Value, json};
use std::io::{self, Write};

/// The format of the file; it changes when a reader would misunderstand the next one.
pub(crate) const FORMAT: u32 = 1;

impl Lists {
    /// Writes the file. The SKUs are those of the log that the lists were learned from.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn write(&self, log: &Log, out: &mut impl Write) -> io::Result<()> {
        let head = match self.end {
            Some(end) => json!({ "format": FORMAT, "learned": day(end - 1) }),
            None => json!({ "format": FORMAT }),
        };
        writeln!(out, "{head}")?;
        for (list_type, list) in &self.lists {
            match list {
                List::Shop(entries) if entries.is_empty() => {}
                List::Shop(entries) => write_list(&log.products, list_type.name(), None, entries, out)?,
                List::Pages(pages) => {
                    for page in pages {
                        write_list(&log.products, list_type.name(), Some(page.page), &page.entries, out)?;
                    }
                }
            }
        }
        Ok(())
    }
}

impl Lists {
    /// Calls `visit` with the same lists, one after another, for a feed that is about to be written; `skus` are those of
    /// the log that they were learned from.
    pub(crate) fn each_line(&self, skus: &[String], visit: &mut dyn FnMut(Line)) {
        let sku = |product: u32| skus[product as usize].clone();
        let line = |list: ListType, page: Option<u32>, entries: &[Entry]| Line {
            name: list.name().to_owned(),
            sku: page.map(sku),
            list: entries.iter().map(|entry| sku(entry.product)).collect(),
        };
        for (list_type, list) in &self.lists {
            match list {
                List::Shop(entries) => visit(line(*list_type, None, entries)),
                List::Pages(pages) => {
                    pages.iter().for_each(|page| visit(line(*list_type, Some(page.page), &page.entries)));
                }
            }
        }
    }
}

/// Writes a list of products that have these SKUs.
pub(crate) fn write_list(
    skus: &[String],
    name: &str,
    page: Option<u32>,
    entries: &[Entry],
    out: &mut impl Write,
) -> io::Result<()> {
    let sku = |product: u32| Value::from(skus[product as usize].as_str());
    write!(out, "{{\"type\":\"{name}\",")?;
    if let Some(page) = page {
        write!(out, "\"sku\":{},", sku(page))?;
    }
    out.write_all(b"\"list\":[")?;
    for (place, entry) in entries.iter().enumerate() {
        let comma = if place > 0 { "," } else { "" };
        write!(out, "{comma}{},{}", sku(entry.product), entry.number)?;
    }
    out.write_all(b"]}\n")
}
