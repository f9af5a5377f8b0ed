//! Reads a merchant's files, whichever format each is in, into one neutral catalogue.
//!
//! Files are read in the order of their names, so that it does not matter how a folder lists them.

mod json;
mod magento;
mod table;
pub(crate) mod text;

use crate::address::Pattern;
use crate::catalogue::{Catalogue, SkuIndex};
use crate::diagnostic::{Diagnostic, Place, Reason};
use crate::pipeline::{BuildError, Step};
use crate::report::{FileUse, ImportNotes, Usage};
use crate::source_text::SourceText;
use magento::{Draft, Kind};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};
use table::Source;
use walkdir::WalkDir;

/// What reading the files gave.
pub(crate) struct Imported {
    pub(crate) catalogue: Catalogue,
    pub(crate) files: Vec<FileUse>,
    pub(crate) notes: ImportNotes,
}

/// Reads all files that are named, and all tables in the folders that are named.
pub(crate) fn read(
    paths: &[PathBuf],
    pictures: &Pattern,
    progress: &mut dyn FnMut(Step<'_>),
    out: &mut Vec<Diagnostic>,
) -> Result<Imported, BuildError> {
    let (found, other_files) = find(paths)?;
    let total_bytes = found.iter().map(|file| file.bytes).sum();
    let (mut draft, mut own) = (Draft::default(), Catalogue::default());
    let (mut files, mut bytes_read) = (Vec::new(), 0);
    for file in found {
        progress(Step::Reading { file: &file.name, bytes_read, total_bytes });
        bytes_read += file.bytes;
        let bytes = fs::read(&file.path).map_err(|error| BuildError::Read { path: file.path.clone(), error })?;
        let usage = match file.extension() {
            "csv" => read_csv(&file, bytes, &mut draft, out),
            "json" => read_json(&file, bytes, &mut own, out),
            _ => Usage::NotUsed { why: "neither CSV nor JSON".to_owned() },
        };
        files.push(FileUse { file: file.name.to_string(), usage });
    }
    let (mut catalogue, mut notes) = magento::finish(draft, pictures, out);
    notes.other_files = other_files;
    merge(&mut catalogue, own, out);
    attach_links(&mut catalogue);
    Ok(Imported { catalogue, files, notes })
}

struct Found {
    path: PathBuf,
    /// As messages call it.
    name: Arc<str>,
    bytes: u64,
}

impl Found {
    fn new(path: &Path) -> Result<Found, io::Error> {
        let name = path.to_string_lossy().replace('\\', "/");
        Ok(Found { path: path.to_owned(), name: name.into(), bytes: fs::metadata(path)?.len() })
    }

    fn extension(&self) -> &'static str {
        let extension = self.path.extension().unwrap_or_default();
        ["csv", "json"].into_iter().find(|known| extension.eq_ignore_ascii_case(known)).unwrap_or_default()
    }
}

/// The files to read, and the number of files in folders that are no tables.
fn find(paths: &[PathBuf]) -> Result<(Vec<Found>, usize), BuildError> {
    let (mut found, mut other_files) = (Vec::new(), 0);
    let mut known = BTreeSet::new();
    for path in paths {
        let cannot_read = |error| BuildError::Read { path: path.clone(), error };
        if !fs::metadata(path).map_err(cannot_read)?.is_dir() {
            found.push(Found::new(path).map_err(cannot_read)?);
            continue;
        }
        let mut below = Vec::new();
        let hidden =
            |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
        for entry in WalkDir::new(path).into_iter().filter_entry(|entry| !hidden(entry)) {
            let entry = entry.map_err(|error| cannot_read(error.into()))?;
            if entry.path().is_file() {
                below.push(Found::new(entry.path()).map_err(cannot_read)?);
            }
        }
        let n_files = below.len();
        below.retain(|file| !file.extension().is_empty());
        other_files += n_files - below.len();
        below.sort_by(|a, b| a.name.cmp(&b.name));
        found.append(&mut below);
    }
    // A file named twice, or named beside its folder, is one file.
    found.retain(|file| known.insert(fs::canonicalize(&file.path).unwrap_or_else(|_| file.path.clone())));
    Ok((found, other_files))
}

fn read_csv(file: &Found, bytes: Vec<u8>, draft: &mut Draft, out: &mut Vec<Diagnostic>) -> Usage {
    let source = match Source::new(Arc::clone(&file.name), bytes) {
        Ok(source) => source,
        Err(diagnostic) => {
            out.push(diagnostic);
            return Usage::NotUsed { why: "not UTF-8".to_owned() };
        }
    };
    let Some(header) = source.header() else {
        return Usage::NotUsed { why: "empty".to_owned() };
    };
    let file_name = file.path.file_name().unwrap_or_default().to_string_lossy();
    match Kind::recognise(&file_name, &header) {
        Ok(kind) => Usage::Read { what: kind.label(), rows: draft.read(kind, &source, &header, out) },
        Err(why) => Usage::NotUsed { why },
    }
}

fn read_json(file: &Found, bytes: Vec<u8>, catalogue: &mut Catalogue, out: &mut Vec<Diagnostic>) -> Usage {
    match text_of(&file.name, bytes) {
        Ok(text) => match json::read(&SourceText::new(&file.name, text), catalogue, out) {
            Ok(rows) => Usage::Read { what: "products", rows },
            Err(why) => Usage::NotUsed { why: why.to_owned() },
        },
        Err(diagnostic) => {
            out.push(diagnostic);
            Usage::NotUsed { why: "not UTF-8".to_owned() }
        }
    }
}

/// The text of a file, without a byte order mark.
pub(crate) fn text_of(file: &Arc<str>, bytes: Vec<u8>) -> Result<String, Diagnostic> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let byte = error.as_bytes().get(valid).copied().unwrap_or_default();
        let before = String::from_utf8_lossy(&error.as_bytes()[..valid]);
        Diagnostic::skipped(Place::in_text(file, &before, valid), "", Reason::Encoding { byte })
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Adds what came in our own schema; a SKU that is there already is reported.
fn merge(catalogue: &mut Catalogue, own: Catalogue, out: &mut Vec<Diagnostic>) {
    let mut known: HashMap<String, Place> =
        catalogue.items.iter().map(|item| (item.sku.clone(), item.place.clone())).collect();
    for item in own.items {
        if let Some(first) = known.get(&item.sku) {
            let reason = Reason::SecondProduct { sku: item.sku, first: Box::new(first.clone()) };
            out.push(Diagnostic::skipped(item.place, "sku", reason));
            continue;
        }
        known.insert(item.sku.clone(), item.place.clone());
        catalogue.items.push(item);
    }
    catalogue.currency = own.currency;
    catalogue.language = own.language;
    catalogue.time_zone = own.time_zone;
    catalogue.units = own.units;
    catalogue.logic = own.logic;
    catalogue.show_out_of_stock = own.show_out_of_stock;
    catalogue.attribute_types.extend(own.attribute_types);
    catalogue.rules = own.rules;
    catalogue.n_rules_written = own.n_rules_written;
}

/// Gives each link to its product; those whose product does not exist stay behind.
fn attach_links(catalogue: &mut Catalogue) {
    let index = SkuIndex::of_items(&catalogue.items);
    for stray in std::mem::take(&mut catalogue.stray_links) {
        match index.find(&stray.source) {
            Some(source) => catalogue.items[source].links.push(stray.link),
            None => catalogue.stray_links.push(stray),
        }
    }
}
