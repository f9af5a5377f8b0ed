//! Fingerprints of files: whether a thing that was built is still what building it again would give.
//!
//! Contents are compared, not times: a checkout, a copy or a clock that was set changes times and nothing else.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A fingerprint of the files named, or in the folders named, by their paths and contents, and of `beside`.
///
/// A path where there is nothing counts too: making it later changes the fingerprint. The hash is the standard
/// library's, which may change with Rust's version; then a thing is built once more than needed.
pub(crate) fn fingerprint(paths: &[impl AsRef<Path>], beside: &str) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    beside.hash(&mut hasher);
    for path in paths.iter().map(AsRef::as_ref) {
        let files = files(path)?;
        (path, files.len()).hash(&mut hasher);
        for file in files {
            let contents = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
            (file, contents).hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// The file itself, or every file in the folder and the folders in it, sorted by path.
pub(crate) fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(path).with_context(|| format!("reading {}", path.display()))? {
        found.extend(files(&entry.with_context(|| format!("reading {}", path.display()))?.path())?);
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    fn folder(name: &str) -> Scratch {
        let folder = Scratch::new(name);
        fs::create_dir_all(folder.join("inner")).expect("a folder can be made");
        fs::write(folder.join("a"), "one").expect("a file can be written");
        fs::write(folder.join("inner/b"), "two").expect("a file can be written");
        folder
    }

    fn of(folder: &Path) -> String {
        fingerprint(&[folder], "").expect("the files can be read")
    }

    #[test]
    fn the_same_files_have_the_same_fingerprint() {
        let folder = folder("same");
        assert_eq!(of(&folder), of(&folder));
        fs::write(folder.join("a"), "one").expect("a file can be written");
        assert_eq!(of(&folder), of(&folder));
    }

    #[test]
    fn a_changed_file_changes_the_fingerprint() {
        let folder = folder("changed");
        let before = of(&folder);
        fs::write(folder.join("inner/b"), "three").expect("a file can be written");
        assert_ne!(before, of(&folder));
    }

    #[test]
    fn a_moved_or_new_or_missing_file_changes_the_fingerprint() {
        let folder = folder("moved");
        let before = of(&folder);
        fs::rename(folder.join("a"), folder.join("c")).expect("a file can be moved");
        let moved = of(&folder);
        fs::write(folder.join("d"), "").expect("a file can be written");
        let added = of(&folder);
        fs::remove_file(folder.join("c")).expect("a file can be removed");
        let removed = of(&folder);
        let mut all = vec![before, moved, added, removed];
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 4);
    }

    #[test]
    fn what_lies_beside_the_files_changes_the_fingerprint() {
        let folder = folder("beside");
        let with = |beside| fingerprint(&[&*folder], beside).expect("the files can be read");
        assert_ne!(with("rustc 1.95"), with("rustc 1.96"));
    }
}
