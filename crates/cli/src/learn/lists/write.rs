//! The lists file: JSON Lines, first when they were learned, then each list in the order of types and SKUs.

use super::{Entry, List, ListType, Lists};
use crate::learn::log::Log;
use jiff::Timestamp;
use jiff::tz::TimeZone;
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
            Some(end) => json!({ "format": FORMAT, "learned": day(end) }),
            None => json!({ "format": FORMAT }),
        };
        writeln!(out, "{head}")?;
        for (list_type, list) in &self.lists {
            match list {
                List::Shop(entries) if entries.is_empty() => {}
                List::Shop(entries) => write_list(log, *list_type, None, entries, out)?,
                List::Pages(pages) => {
                    for page in pages {
                        write_list(log, *list_type, Some(page.page), &page.entries, out)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// The day of the last second before the end.
pub(crate) fn day(end: i64) -> String {
    let last = Timestamp::from_second(end - 1).unwrap_or_default();
    TimeZone::UTC.to_datetime(last).date().to_string()
}

fn write_list(log: &Log, list: ListType, page: Option<u32>, entries: &[Entry], out: &mut impl Write) -> io::Result<()> {
    let sku = |product: u32| Value::from(log.products[product as usize].as_str());
    write!(out, "{{\"type\":\"{}\",", list.slug())?;
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
