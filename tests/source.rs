//! The tree as text, for tests that hold documents, styles and scripts to the code.

use std::fs;
use std::path::{Path, PathBuf};

/// The text of a file, named from the top of the repository.
pub(crate) fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file below a folder whose name ends so, in order of path.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), ending, &mut found);
    found.sort();
    assert!(!found.is_empty(), "no {ending} below {folder}");
    found
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, ending, found);
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
}

/// What stands between two marks, each time they follow one another.
pub(crate) fn between<'a>(mut text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    while let Some((inside, rest)) = text.split_once(open).and_then(|(_, rest)| rest.split_once(close)) {
        found.push(inside);
        text = rest;
    }
    found
}

/// A list without doubles, in order.
pub(crate) fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.into_iter().collect();
    items.sort();
    items.dedup();
    items
}
