//! Folders for tests, which leave nothing behind.

use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};

/// An empty folder that goes with its test.
#[must_use = "the folder is removed when this is dropped"]
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// A folder of that name, which no other test may use.
    pub(crate) fn new(name: &str) -> Scratch {
        let folder = std::env::temp_dir().join(format!("kindred-xtask-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder can be made");
        Scratch(folder)
    }
}

impl Deref for Scratch {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
