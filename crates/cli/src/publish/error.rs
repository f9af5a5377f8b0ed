//! Why a feed was not published.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{fmt, io};

/// Why a feed was not published.
#[derive(Debug)]
pub enum PublishError {
    /// A file or folder that cannot be written to.
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Another build is writing to the folder.
    InUse {
        /// The folder.
        folder: PathBuf,
    },
    /// A path of the build that leads elsewhere, or that another file has.
    Path {
        /// The path.
        path: String,
    },
}

impl PublishError {
    /// Says which file or folder it was.
    pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> PublishError {
        let path = path.to_owned();
        move |error| PublishError::Write { path, error }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PublishError::Write { path, error } => write!(f, "{}: cannot be written to: {error}", path.display()),
            PublishError::InUse { folder } => write!(
                f,
                "{}: expected a folder to itself, found another build writing to it; wait until that one is done",
                folder.display()
            ),
            PublishError::Path { path } => {
                write!(f, "\"{path}\": expected a path of its own inside the build's folder")
            }
        }
    }
}

impl Error for PublishError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            PublishError::Write { error, .. } => Some(error),
            PublishError::InUse { .. } | PublishError::Path { .. } => None,
        }
    }
}
