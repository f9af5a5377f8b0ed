//! Reads a merchant's files, whichever format each is in, into one neutral catalogue.
//!
//! Each file goes to the first format that recognises it by its first bytes. Files are read in the order of their
//! names, so that it does not matter how a folder lists them; but JSON comes first, because it may have rules, and
//! rules say which attributes of the other files are kept.

mod batch;
mod dialect;
mod encoding;
mod findings;
mod google;
mod input;
mod json;
mod json_lines;
mod magento;
mod mapped;
mod money;
mod own;
mod shopify;
mod shown;
mod table;
mod tape;
pub(crate) mod text;
mod values;
mod woocommerce;

use crate::address::{self, Pattern};
use crate::catalogue::Catalogue;
use crate::cores::on_pieces;
use crate::diagnostic::{Diagnostic, Reason};
use crate::pipeline::{BuildError, Meter, Step};
use crate::report::{FileUse, ImportNotes, Usage};
use crate::wanted::Wanted;
use dialect::{Dialect, Recognised};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};
use walkdir::WalkDir;

pub(crate) use dialect::ImportOptions;
pub(crate) use input::{Content, Input, is_candidate, text_of};
pub(crate) use json_lines::each_line;
pub(crate) use money::DecimalMark;
pub(crate) use table::{Column, Layout, Row};

/// What reading the files gave.
pub(crate) struct Imported {
    pub(crate) catalogue: Catalogue,
    pub(crate) files: Vec<FileUse>,
    pub(crate) notes: ImportNotes,
}

/// Reads all files that are named, and all candidates in the folders that are named.
pub(crate) fn read(
    paths: &[PathBuf],
    mut options: ImportOptions<'_>,
    progress: &mut dyn FnMut(Step<'_>),
    out: &mut Vec<Diagnostic>,
) -> Result<Imported, BuildError> {
    let (found, other_files) = find(paths)?;
    let total_bytes = found.iter().map(|file| file.bytes).sum();
    let mut dialects = dialect::dialects(&options, out)?;
    let (meter, mut bytes_read) = (Arc::new(Meter::default()), 0);
    let mut read = |file: &Found, dialects: &mut [Box<dyn Dialect>]| {
        progress(Step::Reading { file: &file.name, total_bytes, meter: &meter });
        bytes_read += file.bytes;
        let mut said = Vec::new();
        let own = options.config.and_then(|config| mapped::encoding_of(config, &file.name));
        let input = Input::open(&file.path, &file.name, own.or(options.encoding), &mut said);
        let usage = input.and_then(|mut input| {
            input.meter = Arc::clone(&meter);
            read_file(input, dialects, &mut said)
        });
        meter.reach(bytes_read);
        let usage = usage.map_err(|error| BuildError::Read { path: file.path.clone(), error })?;
        Ok::<_, BuildError>((FileUse { file: file.name.to_string(), usage }, said))
    };
    // What became of each file, in the order of their names.
    let mut accounts: Vec<Option<(FileUse, Vec<Diagnostic>)>> = found.iter().map(|_| None).collect();
    let (first, others): (Vec<usize>, _) = (0..found.len()).partition(|file| has_rules(&found[*file].name));
    for file in first {
        accounts[file] = Some(read(&found[file], &mut dialects)?);
    }
    let settings = dialects.iter().filter_map(|dialect| dialect.settings());
    let wanted = Wanted::new(settings, &options.rules, options.asked);
    dialects.iter_mut().for_each(|dialect| dialect.keep(&wanted));
    for file in others {
        accounts[file] = Some(read(&found[file], &mut dialects)?);
    }
    let mut files = Vec::new();
    for (usage, said) in accounts.into_iter().flatten() {
        files.push(usage);
        out.extend(said);
    }
    let mut notes = ImportNotes { other_files, ..ImportNotes::default() };
    let mut joined = finish(dialects, &options, &wanted, &mut notes, out);
    if !notes.config_problems.is_empty() {
        notes.config_problems.sort_by(|a, b| a.place.cmp(&b.place));
        return Err(BuildError::Config { diagnostics: notes.config_problems });
    }
    joined.add_rules(std::mem::take(&mut options.rules));
    attach_links(&mut joined);
    Ok(Imported { catalogue: joined, files, notes })
}

/// Whether a file may have rules beside its products, by its name.
fn has_rules(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("json"))
}

/// Gives a file to the format that it is of.
fn read_file(input: Input, dialects: &mut [Box<dyn Dialect>], out: &mut Vec<Diagnostic>) -> io::Result<Usage> {
    let mut useless = None;
    for dialect in dialects {
        match dialect.recognise(&input) {
            Recognised::Yes => return dialect.read(input, out),
            Recognised::No => {}
            Recognised::Useless(why) => useless = useless.or(Some(why)),
        }
    }
    let why = useless.unwrap_or_else(|| match &input.content {
        Content::Empty => "empty".to_owned(),
        Content::NoText => "no text".to_owned(),
        Content::Xml => "no product feed".to_owned(),
        Content::Json => "no catalogue".to_owned(),
        Content::Table(_, header) if header.names().count() == 1 => "no table".to_owned(),
        Content::Table(_, header) => format!("no product table: its columns are {}", header.some_names()),
    });
    Ok(Usage::NotUsed { why })
}

/// Joins what the formats have read.
fn finish(
    dialects: Vec<Box<dyn Dialect>>,
    options: &ImportOptions<'_>,
    wanted: &Wanted,
    notes: &mut ImportNotes,
    out: &mut Vec<Diagnostic>,
) -> Catalogue {
    let mut joined = Catalogue::default();
    for dialect in dialects {
        let product_url = dialect.product_url().filter(|_| !options.product_url_given);
        let keeps_no_more = dialect.keeps_no_more();
        let mut catalogue = dialect.finish(options, notes, out);
        if !keeps_no_more {
            trim(&mut catalogue, wanted);
        }
        // A pattern of our own can be meant.
        if let Some(pattern) = product_url.and_then(|pattern| Pattern::product(pattern).ok()) {
            address::assign(&mut catalogue, &pattern, out);
        }
        join(&mut joined, catalogue, out);
    }
    joined
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
}

/// The files to read, and the number of files in folders that have another ending.
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
        below.retain(|file| is_candidate(&file.name));
        other_files += n_files - below.len();
        below.sort_by(|a, b| a.name.cmp(&b.name));
        found.append(&mut below);
    }
    // A file named twice, or named beside its folder, is one file.
    found.retain(|file| known.insert(fs::canonicalize(&file.path).unwrap_or_else(|_| file.path.clone())));
    Ok((found, other_files))
}

/// So many items are worth a core's while.
const PIECE: usize = 1 << 14;

/// Takes from items what nobody asks for, once the names of their attributes are noted.
fn trim(catalogue: &mut Catalogue, wanted: &Wanted) {
    let names = on_pieces(&mut catalogue.items, PIECE, |_, items| {
        let mut names = BTreeSet::new();
        items.iter_mut().for_each(|item| wanted.trim(item, &mut names));
        names
    });
    catalogue.attribute_names.extend(names.into_iter().flatten());
}

/// Adds what came in one format; a SKU that is there already is reported, and a setting stands as it first came.
fn join(catalogue: &mut Catalogue, mut more: Catalogue, out: &mut Vec<Diagnostic>) {
    if let (Some(known), Some(other), Some(item)) = (&catalogue.currency, &more.currency, more.items.first())
        && known != other
    {
        let reason = Reason::OtherCurrency { expected: known.clone(), found: other.clone() };
        out.push(Diagnostic::skipped(item.place.clone(), "currency", reason).advising("say --currency"));
    }
    catalogue.attribute_names.append(&mut more.attribute_names);
    if catalogue.items.is_empty() && more.index.has_all(&more.items) {
        (catalogue.items, catalogue.index) = (std::mem::take(&mut more.items), std::mem::take(&mut more.index));
    }
    for item in more.items {
        if let Some(first) = catalogue.index.find_exact(&catalogue.items, &item.sku) {
            let first = Box::new(catalogue.items[first].place.clone());
            out.push(Diagnostic::skipped(item.place, "sku", Reason::SecondProduct { sku: item.sku, first }));
            continue;
        }
        catalogue.items.push(item);
        // It is not there yet: that was just asked.
        let _ = catalogue.index.insert(&catalogue.items, catalogue.items.len() - 1);
    }
    fill(&mut catalogue.currency, more.currency);
    fill(&mut catalogue.language, more.language);
    fill(&mut catalogue.time_zone, more.time_zone);
    fill(&mut catalogue.units, more.units);
    fill(&mut catalogue.logic, more.logic);
    fill(&mut catalogue.show_out_of_stock, more.show_out_of_stock);
    for (name, kind) in more.attribute_types {
        catalogue.attribute_types.entry(name).or_insert(kind);
    }
    catalogue.badges.extend(more.badges);
    catalogue.rules.extend(more.rules);
    catalogue.n_rules_written += more.n_rules_written;
    catalogue.stray_links.extend(more.stray_links);
    catalogue.yes_no_attributes.extend(more.yes_no_attributes);
}

fn fill<T>(setting: &mut Option<T>, more: Option<T>) {
    *setting = setting.take().or(more);
}

/// Gives each link to its product; those whose product does not exist stay behind.
fn attach_links(catalogue: &mut Catalogue) {
    for stray in std::mem::take(&mut catalogue.stray_links) {
        match catalogue.index.find(&catalogue.items, &stray.source) {
            Some(source) => catalogue.items[source].links.push(stray.link),
            None => catalogue.stray_links.push(stray),
        }
    }
}
