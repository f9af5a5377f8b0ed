//! The account as JSON, for programs. `docs/learn.md` has the keys.

use super::{LogAccount, day};
use crate::publish::PublishError;
use crate::report::Usage;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// The version of this format.
const FORMAT: u32 = 1;

#[derive(serde::Serialize)]
struct Report<'a> {
    format: u32,
    logs: &'a LogAccount,
}

#[derive(serde::Serialize)]
#[serde(rename_all = "kebab-case")]
struct Account<'a> {
    lines: u64,
    first_day: Option<String>,
    last_day: Option<String>,
    kept: Kept,
    dropped: BTreeMap<&'static str, Dropped>,
    files: Vec<OneFile<'a>>,
    messages: Vec<String>,
    warnings: Vec<String>,
}

#[derive(serde::Serialize)]
#[serde(rename_all = "kebab-case")]
struct Kept {
    views: u64,
    cart_adds: u64,
    purchases: u64,
    baskets: u64,
    visitors: u64,
    products: usize,
    folded_skus: usize,
}

#[derive(serde::Serialize)]
struct Dropped {
    lines: u64,
    examples: Vec<String>,
}

struct OneFile<'a>(&'a str, &'a Usage);

impl Serialize for OneFile<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        members.serialize_entry("file", self.0)?;
        match self.1 {
            Usage::Read { what, rows } => {
                members.serialize_entry("holds", what)?;
                members.serialize_entry("lines", rows)?;
            }
            Usage::NotUsed { why } => members.serialize_entry("not-used", why)?,
        }
        members.end()
    }
}

impl Serialize for LogAccount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let kept = Kept {
            views: self.kept.views,
            cart_adds: self.kept.cart_adds,
            purchases: self.kept.purchases,
            baskets: self.kept.baskets,
            visitors: self.kept.visitors,
            products: self.n_products,
            folded_skus: self.n_folded,
        };
        let dropped = |(why, tally): (super::Why, &super::Tally)| {
            (why.name(), Dropped { lines: tally.count, examples: self.examples(why) })
        };
        let account = Account {
            lines: self.n_lines,
            first_day: self.span.map(|(first, _)| day(first)),
            last_day: self.span.map(|(_, last)| day(last)),
            kept,
            dropped: self.reasons().map(dropped).collect(),
            files: self.files.iter().map(|file| OneFile(&file.file, &file.usage)).collect(),
            messages: self.messages.kept().map(ToString::to_string).collect(),
            warnings: self.odd.iter().map(ToString::to_string).collect(),
        };
        account.serialize(serializer)
    }
}

impl LogAccount {
    /// Writes it to a file.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn write_json(&self, path: &Path) -> Result<(), PublishError> {
        let written = File::create(path).and_then(|file| {
            let mut file = BufWriter::new(file);
            serde_json::to_writer_pretty(&mut file, &Report { format: FORMAT, logs: self })?;
            file.write_all(b"\n")?;
            file.flush()
        });
        written.map_err(PublishError::at(path))
    }
}
