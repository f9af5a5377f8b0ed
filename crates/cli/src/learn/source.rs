//! Which files hold the logs, and which table of the config says what they mean.

use super::field::Kind;
use crate::config::{Config, LogMap};
use crate::diagnostic::Reason;
use crate::import::is_candidate;
use crate::pipeline::BuildError;
use glob::Pattern;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::WalkDir;

/// A file of a log.
pub(super) struct Source<'c> {
    pub(super) kind: Kind,
    pub(super) path: PathBuf,
    /// As messages call it.
    pub(super) name: Arc<str>,
    pub(super) bytes: u64,
    /// What the config says about it.
    pub(super) map: Option<&'c LogMap>,
}

/// The files of a log: those of the command line, else those of the config, in the order of their names, so that it does
/// not matter in which order they are named.
pub(super) fn find<'c>(
    kind: Kind,
    given: &[PathBuf],
    config: Option<&'c Config>,
) -> Result<Vec<Source<'c>>, BuildError> {
    let maps = config.map_or(&[][..], |config| config.log_maps(kind));
    let mut found: Vec<(PathBuf, Option<&LogMap>)> = Vec::new();
    for path in given {
        let files = files_of(path).map_err(|error| BuildError::Read { path: path.clone(), error })?;
        found.extend(files.into_iter().map(|file| {
            let map = maps.iter().find(|map| config.is_some_and(|config| fits(map, config, &file)));
            (file, map)
        }));
    }
    if let Some(config) = config.filter(|_| given.is_empty()) {
        for (number, map) in maps.iter().enumerate() {
            let place = format!("{}[{number}].files", kind.name());
            let refuse = |reason| BuildError::Config { diagnostics: vec![config.wrong(&place, reason)] };
            if map.files.0.is_empty() {
                return Err(refuse(Reason::Missing { expected: "files, here or on the command line" }));
            }
            for pattern in &map.files.0 {
                let files = files_of(&config.path(pattern));
                let none = |_| refuse(Reason::Unexpected { expected: "files that are there", found: pattern.clone() });
                found.extend(files.map_err(none)?.into_iter().map(|file| (file, Some(map))));
            }
        }
    }
    let mut known = BTreeSet::new();
    found.retain(|(path, _)| known.insert(fs::canonicalize(path).unwrap_or_else(|_| path.clone())));
    let sources = found.into_iter().map(|(path, map)| {
        let name = path.to_string_lossy().replace('\\', "/").into();
        let bytes = fs::metadata(&path).map_err(|error| BuildError::Read { path: path.clone(), error })?.len();
        Ok(Source { kind, path, name, bytes, map })
    });
    let mut sources: Vec<Source<'_>> = sources.collect::<Result<_, BuildError>>()?;
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(sources)
}

/// A file, the files of a folder at any depth, or those that a pattern fits.
fn files_of(path: &Path) -> io::Result<Vec<PathBuf>> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) => return files_like(path).ok_or(error),
    };
    if !metadata.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let is_hidden =
        |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
    let mut files = Vec::new();
    for entry in WalkDir::new(path).into_iter().filter_entry(|entry| !is_hidden(entry)) {
        let entry = entry?;
        if entry.file_type().is_file() && is_log(&entry.path().to_string_lossy()) {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

/// The files that a pattern fits, unless there is none.
fn files_like(pattern: &Path) -> Option<Vec<PathBuf>> {
    let files: Vec<PathBuf> = glob::glob(pattern.to_str()?).ok()?.filter_map(Result::ok).collect();
    (!files.is_empty()).then_some(files)
}

fn is_log(name: &str) -> bool {
    is_candidate(name) || name.to_ascii_lowercase().ends_with(".parquet")
}

/// Whether a table of the config is about a file: by the file's name, or by its path where the pattern has a slash.
fn fits(map: &LogMap, config: &Config, file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let unpacked = name.strip_suffix(".gz").unwrap_or(&name);
    let is_named = |pattern: &String| match pattern.contains('/') {
        true => Pattern::new(&config.path(pattern).to_string_lossy()).is_ok_and(|pattern| pattern.matches_path(file)),
        false => Pattern::new(pattern).is_ok_and(|pattern| pattern.matches(&name) || pattern.matches(unpacked)),
    };
    map.files.0.is_empty() || map.files.0.iter().any(is_named)
}
