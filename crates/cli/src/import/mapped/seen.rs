//! What a map has met in the files, to say at the end what it has not: a column that no file has is a mistake, one that
//! some files lack is none.

use super::plan::{base, named};
use crate::config::{Config, CsvMap};
use crate::diagnostic::{Diagnostic, Reason};
use crate::import::table::Header;
use crate::nearest::nearest;
use crate::report::examples;
use std::collections::BTreeSet;

/// What a map has met.
#[derive(Default)]
pub(super) struct Seen {
    n_files: usize,
    /// Paths in the config of the columns that some file has.
    pub(super) found: BTreeSet<String>,
    /// Every name of a column.
    names: BTreeSet<String>,
    /// Whether some file has more than one column.
    has_columns: bool,
}

impl Seen {
    /// Remembers the names of a file's columns.
    pub(super) fn meet(&mut self, header: &Header) {
        self.n_files += 1;
        self.has_columns |= header.names().count() > 1;
        self.names.extend(header.names().map(str::to_owned));
    }

    /// What the config says about the files and is not so.
    pub(super) fn unmet(&self, number: usize, map: &CsvMap, config: &Config) -> Vec<Diagnostic> {
        if self.n_files == 0 {
            let reason = Reason::shape("expected a CSV file of the catalogue that this is for, found none".to_owned());
            return vec![config.wrong(&format!("csv[{number}].files"), reason)];
        }
        if let (false, Some(name)) = (self.has_columns, self.names.first()) {
            let guess = [';', ',', '\t', '|'].into_iter().find(|delimiter| name.contains(*delimiter));
            let guess = guess.map_or_else(String::new, |guess| format!("; is the delimiter {guess:?}?"));
            let message = format!("expected several columns, found one, \"{name}\"{guess}");
            return vec![config.wrong(&format!("csv[{number}].delimiter"), Reason::shape(message))];
        }
        let missing = named(number, map).into_iter().filter(|(path, _)| !self.found.contains(path));
        missing.map(|(path, name)| config.wrong(&path, self.no_column(&name))).collect()
    }

    /// No file has the column of that name; some may have it in locales and channels that the map does not name.
    fn no_column(&self, name: &str) -> Reason {
        let folded = name.trim().to_lowercase();
        let has_suffix = |known: &&String| known.strip_prefix(&folded).is_some_and(|rest| rest.starts_with('-'));
        let suffixed: Vec<&String> = self.names.iter().filter(has_suffix).collect();
        if !suffixed.is_empty() {
            let names = examples(&suffixed);
            return Reason::shape(format!(
                "expected its locale and channel beside \"{name}\", found it only as {names}"
            ));
        }
        let bases = self.names.iter().filter_map(|name| base(name));
        let nearest = nearest(name, self.names.iter().map(String::as_str).chain(bases));
        Reason::Shape { message: format!("expected a column of the CSV files, found \"{name}\""), nearest }
    }
}
