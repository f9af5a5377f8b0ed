//! The one door through which a feed reaches the disk: whoever reads the folder, at whatever moment and however the
//! build ended, finds the old feed or the new one, whole.
//!
//! Files go to an unfinished folder. Once all are there, it gets the name of its content, and `feed.json`, the only
//! file whose name never changes, is replaced last. A list of builds, written before a build can exist, is what later
//! builds go by when they remove old ones.

mod builds;
mod compress;
mod error;
mod folder;
mod pointer;

use crate::write::FEED_NAME;
use builds::Builds;
use folder::{Lock, Unfinished};
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

pub use compress::Encoding;
pub use error::PublishError;
pub use pointer::base_url;

/// How many builds stay in the folder where nobody says: pages that are open now, and those that a cache still has.
pub const KEEP: usize = 3;

/// How to publish.
#[derive(Clone, Debug)]
pub struct PublishOptions {
    /// The folder that the feed is published in.
    pub out: PathBuf,
    /// How many builds stay, this one included; at least that one does.
    pub keep: usize,
    /// Where the build's files are, if not beside `feed.json`: what [`base_url`] gives.
    pub base_url: Option<String>,
    /// What to write beside each file.
    pub compress: Vec<Encoding>,
}

impl PublishOptions {
    /// Into that folder, with stock settings.
    pub fn new(out: impl Into<PathBuf>) -> PublishOptions {
        PublishOptions { out: out.into(), keep: KEEP, base_url: None, compress: Vec::new() }
    }
}

/// The name of a build: sixteen hexadecimal digits, a hash of the paths and contents of its files.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct BuildId(String);

impl BuildId {
    const LENGTH: usize = 16;

    /// The id, if the text is one.
    pub fn parse(text: &str) -> Option<BuildId> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (text.len() == BuildId::LENGTH && text.bytes().all(is_digit)).then(|| BuildId(text.to_owned()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of these files.
    fn of(files: &BTreeMap<String, Added>) -> BuildId {
        let mut hasher = blake3::Hasher::new();
        for (path, file) in files {
            // The length keeps a path from running into what follows.
            hasher.update(&(path.len() as u64).to_le_bytes()).update(path.as_bytes()).update(file.hash.as_bytes());
        }
        BuildId(hasher.finalize().to_hex()[..BuildId::LENGTH].to_owned())
    }
}

impl fmt::Display for BuildId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What became of the folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Published {
    /// The path of `feed.json`.
    pub feed: PathBuf,
    /// The build that it names; none where all of the feed is in that one file.
    pub build: Option<BuildId>,
    /// Files of this feed: of its build, `feed.json`, and whatever lies compressed beside them.
    pub n_files: usize,
    /// Bytes of these files.
    pub bytes: u64,
    /// Builds that were removed.
    pub pruned: Vec<BuildId>,
    /// Whether the folder had exactly this feed already, so that none of its files was touched.
    pub unchanged: bool,
}

/// A feed that is being written. Dropped unfinished, it leaves no trace.
#[derive(Debug)]
pub struct Publisher {
    options: PublishOptions,
    // Before the lock: fields are dropped in this order, and the remains belong to whoever holds the lock.
    unfinished: Unfinished,
    added: Mutex<BTreeMap<String, Added>>,
    _lock: Lock,
}

/// A file of the build.
#[derive(Debug)]
struct Added {
    hash: blake3::Hash,
    /// The bytes of the file, and of those that lie compressed beside it, by what their names end in.
    sizes: Vec<(&'static str, u64)>,
}

impl Publisher {
    /// Takes hold of the folder, which is made if it is missing, and clears what killed builds left in it.
    ///
    /// # Errors
    ///
    /// When another build holds the folder, or when it cannot be written to.
    pub fn begin(options: &PublishOptions) -> Result<Publisher, PublishError> {
        fs::create_dir_all(&options.out).map_err(PublishError::at(&options.out))?;
        let lock = Lock::of(&options.out)?;
        folder::clear(&options.out)?;
        let unfinished = Unfinished::within(&options.out)?;
        let mut options = options.clone();
        options.compress.sort_unstable();
        options.compress.dedup();
        Ok(Publisher { options, unfinished, added: Mutex::default(), _lock: lock })
    }

    /// Adds a file of the build, such as `chunk/17.json`. Several threads may do so at once.
    ///
    /// # Errors
    ///
    /// When the file cannot be written, when its path leads out of the build's folder, or when there is one already.
    pub fn add(&self, path: &str, text: &[u8]) -> Result<(), PublishError> {
        if !is_inside(path) {
            return Err(PublishError::Path { path: path.to_owned() });
        }
        let mut sizes = vec![("", text.len() as u64)];
        self.unfinished.write(path, text)?;
        for encoding in &self.options.compress {
            let compressed = encoding.compress(text);
            self.unfinished.write(&format!("{path}{}", encoding.extension()), &compressed)?;
            sizes.push((encoding.extension(), compressed.len() as u64));
        }
        let added = Added { hash: blake3::hash(text), sizes };
        match self.added.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), added) {
            None => Ok(()),
            Some(_) => Err(PublishError::Path { path: path.to_owned() }),
        }
    }

    /// Publishes the build, then `feed.json` with the text that `pointer` makes of the build's id; without any file,
    /// `feed.json` alone. Then removes builds that are too many.
    ///
    /// # Errors
    ///
    /// When something cannot be written. Readers then find the feed that they found before or, if all that failed is
    /// what comes after it, this one.
    pub fn finish(self, pointer: impl FnOnce(&BuildId) -> String) -> Result<Published, PublishError> {
        let Publisher { options, unfinished, added, _lock } = self;
        let files = added.into_inner().unwrap_or_else(PoisonError::into_inner);
        let (out, id) = (options.out.as_path(), BuildId::of(&files));
        let text = pointer(&id);
        let build = (!files.is_empty()).then_some(id);
        let mut builds = Builds::read(out);
        let mut is_new = false;
        match &build {
            Some(id) => {
                // Before the folder has its name: what may exist is listed, whenever the process is killed.
                builds.announce(id)?;
                is_new |= settle(unfinished, &out.join(id.as_str()), &files)?;
            }
            // While the lock is held.
            None => drop(unfinished),
        }
        let pointer = pointer::Files::of(&text, &options.compress);
        is_new |= pointer.publish(out)?;
        let sizes = || files.values().flat_map(|file| &file.sizes).map(|(_, size)| *size).chain(pointer.sizes());
        Ok(Published {
            feed: out.join(FEED_NAME),
            build,
            n_files: sizes().count(),
            bytes: sizes().sum(),
            pruned: builds.prune(options.keep)?,
            unchanged: !is_new,
        })
    }
}

/// Gives the folder its name. Where there is one of that name it has the same content, unless somebody has been at
/// it: then the files that it lacks go into it one by one, so that none that is there is ever missed. Says whether
/// anything had to be done.
fn settle(unfinished: Unfinished, target: &Path, files: &BTreeMap<String, Added>) -> Result<bool, PublishError> {
    if !target.is_dir() {
        unfinished.rename(target)?;
        return Ok(true);
    }
    let size_of = |path: &str| fs::metadata(target.join(path)).ok().filter(fs::Metadata::is_file).map(|it| it.len());
    let expected = files
        .iter()
        .flat_map(|(path, file)| file.sizes.iter().map(move |(extension, size)| (format!("{path}{extension}"), *size)));
    let lacking: Vec<String> =
        expected.filter(|(path, size)| size_of(path) != Some(*size)).map(|(path, _)| path).collect();
    if !lacking.is_empty() {
        unfinished.move_into(target, &lacking)?;
    }
    Ok(!lacking.is_empty())
}

/// Whether a path names a file below the folder that it is relative to, on every system.
fn is_inside(path: &str) -> bool {
    path.split('/').all(|name| !name.is_empty() && name != "." && name != ".." && !name.contains(['\\', ':']))
}

#[cfg(test)]
mod tests {
    use super::{BuildId, is_inside};

    #[test]
    fn an_id_is_sixteen_hexadecimal_digits_in_lower_case() {
        assert!(BuildId::parse("0123456789abcdef").is_some());
        for other in
            ["", "0123456789abcde", "0123456789abcdef0", "0123456789ABCDEF", "../../../../../../", "0123456789abcdeg"]
        {
            assert_eq!(BuildId::parse(other), None, "{other}");
        }
    }

    #[test]
    fn files_stay_inside_their_build() {
        assert!(is_inside("chunk/17.json") && is_inside("rules.json"));
        for path in ["", "/etc/passwd", "../feed.json", "a/../../b", "a//b", "a/", "./a", "c:\\a", "a\\b"] {
            assert!(!is_inside(path), "{path}");
        }
    }
}
