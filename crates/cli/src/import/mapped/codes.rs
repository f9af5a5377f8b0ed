//! Files of codes: what the codes in product files stand for. Categories have the code of the one above them.

use super::plan::Field;
use crate::config::{CategoryTree, Config, CsvMap, Labels};
use crate::diagnostic::{Diagnostic, Reason};
use crate::import::input::Input;
use crate::import::table::{Header, Row};
use crate::import::text::plain;
use crate::nearest::nearest;
use crate::pipeline::BuildError;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

/// What the codes of a map stand for.
#[derive(Default)]
pub(super) struct Codes {
    /// Paths of categories, by code.
    pub(super) categories: Option<HashMap<String, String>>,
    /// Labels of values, by attribute and code.
    pub(super) labels: BTreeMap<String, HashMap<String, String>>,
}

/// A file that was read for its codes.
pub(super) struct CodeFile {
    path: PathBuf,
    /// What it holds, for the summary.
    pub(super) what: &'static str,
    pub(super) rows: usize,
}

/// More levels than any shop has: a longer chain is a circle.
const DEEPEST: usize = 32;

impl CodeFile {
    /// Whether it is the file of that name.
    pub(super) fn is(&self, file: &str) -> bool {
        fs::canonicalize(file).is_ok_and(|path| path == self.path)
    }
}

impl Codes {
    /// Reads the files of codes that a map names.
    pub(super) fn read(
        config: &Config,
        number: usize,
        map: &CsvMap,
        files: &mut Vec<CodeFile>,
        out: &mut Vec<Diagnostic>,
    ) -> Result<Codes, BuildError> {
        let mut codes = Codes::default();
        if let Some(tree) = &map.category_tree {
            codes.categories = Some(read_tree(config, number, map, tree, files, out)?);
        }
        for (name, attribute) in map.attributes.iter().flatten() {
            if let Some(labels) = &attribute.labels {
                let path = format!("csv[{number}].attributes.{name}.labels");
                codes.labels.insert(name.clone(), read_labels(config, &path, map, labels, files, out)?);
            }
        }
        Ok(codes)
    }
}

fn read_tree(
    config: &Config,
    number: usize,
    map: &CsvMap,
    tree: &CategoryTree,
    files: &mut Vec<CodeFile>,
    out: &mut Vec<Diagnostic>,
) -> Result<HashMap<String, String>, BuildError> {
    let mut known: HashMap<String, (String, String)> = HashMap::new();
    let columns = [("code", &tree.code), ("label", &tree.label), ("parent", &tree.parent)];
    let file = Table { config, path: format!("csv[{number}].category-tree"), map, what: "categories" };
    file.read(&tree.file, columns, files, out, &mut |[code, label, parent]| {
        // A slash would make two categories of one.
        known.entry(code).or_insert((plain(&label).replace('/', "-"), parent));
    })?;
    let path = |code: &String| {
        let mut names = Vec::new();
        let mut here = code;
        while let (Some((label, parent)), true) = (known.get(here), names.len() < DEEPEST) {
            names.push(if label.is_empty() { here.as_str() } else { label });
            here = parent;
        }
        names.reverse();
        names.join("/")
    };
    Ok(known.keys().map(|code| (code.clone(), path(code))).collect())
}

fn read_labels(
    config: &Config,
    path: &str,
    map: &CsvMap,
    labels: &Labels,
    files: &mut Vec<CodeFile>,
    out: &mut Vec<Diagnostic>,
) -> Result<HashMap<String, String>, BuildError> {
    let mut known = HashMap::new();
    let columns = [("code", &labels.code), ("label", &labels.label)];
    let file = Table { config, path: path.to_owned(), map, what: "labels" };
    file.read(&labels.file, columns, files, out, &mut |[code, label]| {
        known.entry(code).or_insert(plain(&label));
    })?;
    Ok(known)
}

/// A file of codes, as the config has it.
struct Table<'a> {
    config: &'a Config,
    /// Where in the config it is named.
    path: String,
    map: &'a CsvMap,
    what: &'static str,
}

impl Table<'_> {
    /// Calls `visit` with the cells of each row that has a code.
    fn read<const N: usize>(
        &self,
        written: &str,
        columns: [(&str, &String); N],
        files: &mut Vec<CodeFile>,
        out: &mut Vec<Diagnostic>,
        visit: &mut dyn FnMut([String; N]),
    ) -> Result<(), BuildError> {
        let path = self.config.path(written);
        let cannot_read = |error| BuildError::Read { path: path.clone(), error };
        let name: Arc<str> = path.to_string_lossy().replace('\\', "/").into();
        let input = Input::open(&path, &name, super::encoding(self.map), out).map_err(cannot_read)?;
        let (mut table, header) = input.table().map_err(cannot_read)?;
        // The columns of a file of codes have the same suffixes as those of the products.
        let fields = columns.map(|(key, name)| (key, name, Field::of(self.map, &header, name)));
        let missing: Vec<Diagnostic> = fields
            .iter()
            .filter(|(.., field)| field.is_nowhere())
            .map(|(key, name, _)| self.no_column(key, name, written, &header))
            .collect();
        if !missing.is_empty() {
            return Err(BuildError::Config { diagnostics: missing });
        }
        let rows = table.each_row(&header, out, &mut |row: &Row<'_>, _| {
            let cells: [String; N] = std::array::from_fn(|index| fields[index].2.text(row).to_owned());
            if cells.first().is_some_and(|code| !code.is_empty()) {
                visit(cells);
            }
        });
        let rows = rows.map_err(cannot_read)?;
        let canonical = fs::canonicalize(&path).map_err(cannot_read)?;
        if files.iter().all(|file| file.path != canonical) {
            files.push(CodeFile { path: canonical, what: self.what, rows });
        }
        Ok(())
    }

    fn no_column(&self, key: &str, name: &str, file: &str, header: &Header) -> Diagnostic {
        let message = format!("expected a column of {file}, found \"{name}\": its columns are {}", header.some_names());
        let reason = Reason::Shape { message, nearest: nearest(name, header.names()) };
        self.config.wrong(&format!("{}.{key}", self.path), reason)
    }
}
