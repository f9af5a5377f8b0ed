//! Any CSV: a config file says what its columns mean.
//!
//! A map with patterns of file names has those files, whatever else they look like; one without has the tables that
//! no shop system is known by.

mod codes;
mod plan;
mod row;
mod seen;

use super::dialect::{Dialect, ImportOptions, Recognised};
use super::input::Input;
use super::magento;
use super::money::FeedCurrency;
use super::table::{Header, Layout};
use super::values::place_pictures;
use crate::catalogue::{Catalogue, Item, StrayLink};
use crate::config::{Config, CsvMap};
use crate::diagnostic::{Diagnostic, Place, Reason};
use crate::pipeline::BuildError;
use crate::report::{ImportNotes, Usage};
use codes::{CodeFile, Codes};
use encoding_rs::Encoding;
use glob::{MatchOptions, Pattern};
use kindred_core::feed::AttributeType;
use kindred_core::product::ProductType;
use plan::{Field, Plan};
use seen::Seen;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::rc::Rc;
use std::{fs, io};

/// Which of a config's maps are meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Scope {
    /// Those with patterns of file names, and the files of codes.
    Named,
    /// Those without.
    Rest,
}

/// What the maps of a config found so far.
pub(crate) struct Mapped {
    config: Rc<Config>,
    scope: Scope,
    maps: Vec<Map>,
    /// Files that hold no products but what codes in others stand for.
    code_files: Vec<CodeFile>,
    currency: Rc<RefCell<FeedCurrency>>,
    found: Found,
}

/// The products of all files.
#[derive(Default)]
struct Found {
    items: Vec<Item>,
    by_sku: HashMap<String, usize>,
    links: Vec<StrayLink>,
    /// Variants: the item, the SKU of its parent, and where it is named.
    children: Vec<(usize, String, Place)>,
    yes_no_attributes: BTreeSet<String>,
    /// Codes that nothing is known of, once each.
    unknown_codes: BTreeSet<String>,
}

/// One map.
struct Map {
    /// Its place in the config.
    number: usize,
    written: CsvMap,
    patterns: Vec<Pattern>,
    codes: Codes,
    seen: RefCell<Seen>,
}

impl Mapped {
    /// The maps of that scope.
    pub(crate) fn of(
        config: &Rc<Config>,
        scope: Scope,
        currency: &Rc<RefCell<FeedCurrency>>,
        out: &mut Vec<Diagnostic>,
    ) -> Result<Mapped, BuildError> {
        let (mut maps, mut code_files) = (Vec::new(), Vec::new());
        for (number, written) in config.file.csv.iter().enumerate() {
            let is_named = !written.files.0.is_empty();
            if is_named == (scope == Scope::Named) {
                let codes = Codes::read(config, number, written, &mut code_files, out)?;
                let patterns = patterns(written);
                maps.push(Map { number, written: written.clone(), patterns, codes, seen: RefCell::default() });
            }
        }
        Ok(Mapped {
            config: Rc::clone(config),
            scope,
            maps,
            code_files,
            currency: Rc::clone(currency),
            found: Found::default(),
        })
    }

    /// The number of the map that a file is for.
    fn map_of(&self, input: &Input) -> Option<usize> {
        self.maps.iter().position(|map| match self.scope {
            Scope::Named => map.patterns.iter().any(|pattern| is_named(pattern, &self.config, &input.file)),
            Scope::Rest => map.fits(input),
        })
    }

    /// The columns that the config names and no file has, and the maps that have no file.
    fn unmet(&self, notes: &mut ImportNotes) {
        for map in &self.maps {
            notes.config_problems.extend(map.seen.borrow().unmet(map.number, &map.written, &self.config));
        }
    }
}

impl Dialect for Mapped {
    fn recognise(&self, input: &Input) -> Recognised {
        let is_code_file = self.code_files.iter().any(|file| file.is(&input.file));
        if is_code_file || self.map_of(input).is_some() { Recognised::Yes } else { Recognised::No }
    }

    fn read(&mut self, input: Input, out: &mut Vec<Diagnostic>) -> io::Result<Usage> {
        if let Some(file) = self.code_files.iter().find(|file| file.is(&input.file)) {
            return Ok(Usage::Read { what: file.what, rows: file.rows });
        }
        let Some(map) = self.map_of(&input).and_then(|index| self.maps.get(index)) else {
            return Ok(Usage::NotUsed { why: "no map of the config is for it".to_owned() });
        };
        let layout = map.layout();
        let (mut table, header) = match layout {
            Some(layout) => input.table_as(layout)?,
            None => input.table()?,
        };
        let plan = match map.plan(&header, &self.currency.borrow()) {
            Ok(plan) => plan,
            Err(why) => return Ok(Usage::NotUsed { why }),
        };
        let (found, mut currency) = (&mut self.found, self.currency.borrow_mut());
        let rows =
            table.each_row(&header, out, &mut |row, out| row::read(map, &plan, row, found, &mut currency, out))?;
        Ok(Usage::Read { what: "products", rows })
    }

    fn finish(
        self: Box<Self>,
        options: &ImportOptions<'_>,
        notes: &mut ImportNotes,
        out: &mut Vec<Diagnostic>,
    ) -> Catalogue {
        self.unmet(notes);
        let mut found = self.found;
        found.attach_variants(out);
        if options.picture_url_given {
            found.items.iter_mut().for_each(|item| place_pictures(item, options.pictures));
        }
        Catalogue {
            items: found.items,
            stray_links: found.links,
            yes_no_attributes: found.yes_no_attributes,
            attribute_types: types(&self.maps),
            currency: self.currency.borrow().0.clone().filter(|_| !self.maps.is_empty()),
            ..Catalogue::default()
        }
    }
}

/// What the files are written in that a map with patterns is for, if it says it.
pub(crate) fn encoding_of(config: &Config, file: &str) -> Option<&'static Encoding> {
    let maps = config.file.csv.iter().filter(|map| map.encoding.is_some());
    let mut maps = maps.filter(|map| match map.files.0.is_empty() {
        true => file.to_lowercase().trim_end_matches(".gz").ends_with(".csv"),
        false => patterns(map).iter().any(|pattern| is_named(pattern, config, file)),
    });
    maps.next().and_then(encoding)
}

fn encoding(map: &CsvMap) -> Option<&'static Encoding> {
    map.encoding.as_ref().and_then(|name| Encoding::for_label_no_replacement(name.as_bytes()))
}

fn patterns(map: &CsvMap) -> Vec<Pattern> {
    map.files.0.iter().filter_map(|pattern| Pattern::new(pattern).ok()).collect()
}

/// What kinds of values the config says attributes have; of two maps the first counts.
fn types(maps: &[Map]) -> BTreeMap<String, AttributeType> {
    let mut types = BTreeMap::new();
    for (name, attribute) in maps.iter().filter_map(|map| map.written.attributes.as_ref()).flatten() {
        if let Some(kind) = attribute.kind {
            types.entry(name.clone()).or_insert(kind);
        }
    }
    types
}

impl Found {
    /// Makes variants of the rows that name a parent.
    fn attach_variants(&mut self, out: &mut Vec<Diagnostic>) {
        for (child, parent, place) in std::mem::take(&mut self.children) {
            let Some(&parent) = self.by_sku.get(&parent).filter(|index| **index != child) else {
                // Without its parent it is a product of its own.
                out.push(Diagnostic::notice(place, "parent", Reason::UnknownSku { sku: parent }));
                continue;
            };
            let variant = &mut self.items[child];
            variant.visible = false;
            variant.url = String::new();
            let sku = variant.sku.clone();
            self.items[parent].product_type = ProductType::Configurable;
            self.items[parent].variants.push(sku);
        }
    }
}

/// Whether a pattern is that of the file's name, or, with a slash in it, of its path below the config; a packed file
/// also goes by the name that it has unpacked.
fn is_named(pattern: &Pattern, config: &Config, file: &str) -> bool {
    let path = match pattern.as_str().contains('/') {
        false => file.rsplit('/').next().unwrap_or_default().to_owned(),
        true => {
            let canonical = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
            let path = canonical(Path::new(file));
            let folder = if config.folder().as_os_str().is_empty() { Path::new(".") } else { config.folder() };
            let folder = canonical(folder);
            let below = path.strip_prefix(folder).unwrap_or(&path);
            below.to_string_lossy().replace('\\', "/")
        }
    };
    let options = MatchOptions { require_literal_separator: true, case_sensitive: false, ..MatchOptions::default() };
    [path.as_str(), path.trim_end_matches(".gz")].into_iter().any(|path| pattern.matches_with(path, options))
}

impl Map {
    /// Whether a table that no shop system is known by has the columns of this map.
    fn fits(&self, input: &Input) -> bool {
        let Some(header) = self.header(input) else {
            return false;
        };
        if magento::is_known(input.file_name(), &header) {
            return false;
        }
        let columns = [&self.written.columns.sku, &self.written.columns.name];
        let fits = columns.into_iter().all(|name| !Field::of(&self.written, &header, name).is_nowhere());
        if !fits {
            self.seen.borrow_mut().meet(&header);
        }
        fits
    }

    /// The columns, if it is a table, set apart as the map says.
    fn header(&self, input: &Input) -> Option<Header> {
        match self.layout() {
            Some(layout) => input.header().and_then(|_| Header::of(input.head(), layout)),
            None => input.header().cloned(),
        }
    }

    /// How the map says that cells are set apart.
    fn layout(&self) -> Option<Layout> {
        let delimiter = self.written.delimiter.as_ref()?.bytes().next()?;
        Some(Layout { delimiter, ..Layout::default() })
    }

    /// Where everything is in a table, or why the table is of no use.
    fn plan(&self, header: &Header, currency: &FeedCurrency) -> Result<Plan, String> {
        let plan = Plan::of(self, header, currency);
        let mut seen = self.seen.borrow_mut();
        seen.meet(header);
        seen.found.extend(plan.found.iter().cloned());
        match plan.lacking() {
            None => Ok(plan),
            Some(name) => Err(format!("no column \"{name}\": its columns are {}", header.some_names())),
        }
    }
}
