//! What a build does to the folder while it is unfinished: a lock, a folder of its own, and no remains.
//!
//! Everything here begins with [`UNFINISHED`], and only the holder of the lock touches it.

use super::error::PublishError;
use same_file::Handle;
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What the names of unfinished files and folders begin with.
const UNFINISHED: &str = ".kindred-unfinished-";
const LOCK: &str = ".kindred-lock";

/// Keeps other builds out of the folder until it is dropped. The system lets go of it when the process is killed.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _handle: Handle,
}

impl Lock {
    pub(super) fn of(out: &Path) -> Result<Lock, PublishError> {
        let path = out.join(LOCK);
        loop {
            let open = || OpenOptions::new().create(true).truncate(false).write(true).open(&path);
            let handle = open().and_then(Handle::from_file).map_err(PublishError::at(&path))?;
            match handle.as_file().try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(PublishError::InUse { folder: out.to_owned() }),
                // Some network disks know no locks; a merchant who has one builds there all the same.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(PublishError::at(&path)(error)),
            }
            // A build that ends removes its lock: who opened the file just before that holds one that is gone.
            if Handle::from_path(&path).is_ok_and(|there| there == handle) {
                return Ok(Lock { path, _handle: handle });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Removes what killed builds left.
pub(super) fn clear(out: &Path) -> Result<(), PublishError> {
    for entry in fs::read_dir(out).map_err(PublishError::at(out))? {
        let entry = entry.map_err(PublishError::at(out))?;
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            remove(&entry.path()).map_err(PublishError::at(&entry.path()))?;
        }
    }
    Ok(())
}

fn remove(path: &Path) -> io::Result<()> {
    if path.symlink_metadata()?.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
}

/// The path of something unfinished: names are of their process, for disks without locks.
fn unfinished(out: &Path, name: &str) -> PathBuf {
    out.join(format!("{UNFINISHED}{}-{name}", std::process::id()))
}

/// Replaces a file of the folder in one step; it is on the disk when this returns.
pub(super) fn replace(out: &Path, name: &str, bytes: &[u8]) -> Result<(), PublishError> {
    let (part, finished) = (unfinished(out, name), out.join(name));
    let written = File::create(&part).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let renamed = written.and_then(|()| fs::rename(&part, &finished)).and_then(|()| sync_names(out));
    if renamed.is_err() {
        // Whatever went wrong is what the merchant must hear of, not that the remains could not be removed.
        let _ = fs::remove_file(&part);
    }
    renamed.map_err(PublishError::at(&finished))
}

/// Removes a folder: at once under its name, then file by file.
pub(super) fn remove_folder(out: &Path, name: &str) -> io::Result<()> {
    let removed = unfinished(out, name);
    fs::rename(out.join(name), &removed)?;
    fs::remove_dir_all(removed)
}

/// The folder of a build that has no name yet. Dropped, it is removed.
#[derive(Debug)]
pub(super) struct Unfinished {
    out: PathBuf,
    path: PathBuf,
    folders: Mutex<BTreeSet<PathBuf>>,
}

impl Unfinished {
    pub(super) fn within(out: &Path) -> Result<Unfinished, PublishError> {
        let path = unfinished(out, "build");
        fs::create_dir(&path).map_err(PublishError::at(&path))?;
        Ok(Unfinished { out: out.to_owned(), path, folders: Mutex::default() })
    }

    /// Writes a file, and the folders that it lies in.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let path = self.path.join(path);
        self.make_folder_of(&path).map_err(PublishError::at(&path))?;
        let written = File::create_new(&path).and_then(|mut file| {
            file.write_all(bytes)?;
            sync_file(&file)
        });
        written.map_err(PublishError::at(&path))
    }

    fn make_folder_of(&self, path: &Path) -> io::Result<()> {
        let folder = path.parent().unwrap_or(&self.path);
        let mut made = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if !made.contains(folder) {
            fs::create_dir_all(folder)?;
            made.insert(folder.to_owned());
        }
        Ok(())
    }

    /// Gives the folder its name, once all of it is on the disk.
    pub(super) fn rename(self, target: &Path) -> Result<(), PublishError> {
        let renamed = sync_all_files(&self.path).and_then(|()| fs::rename(&self.path, target));
        renamed.and_then(|()| sync_names(&self.out)).map_err(PublishError::at(target))
    }

    /// Moves some of the files to where there is a folder already.
    pub(super) fn move_into(self, target: &Path, files: &[String]) -> Result<(), PublishError> {
        sync_all_files(&self.path).map_err(PublishError::at(target))?;
        for file in files {
            let (from, to) = (self.path.join(file), target.join(file));
            let folder = to.parent().unwrap_or(target);
            let moved = fs::create_dir_all(folder).and_then(|()| fs::rename(from, &to));
            moved.and_then(|()| sync_names(folder)).map_err(PublishError::at(&to))?;
        }
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Linux can ask for everything at once, in a fraction of the time that so many files take one by one.
#[cfg(target_os = "linux")]
fn sync_file(_file: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
fn sync_all_files(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
fn sync_file(file: &File) -> io::Result<()> {
    file.sync_all()
}

#[cfg(not(target_os = "linux"))]
fn sync_all_files(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// What was renamed in a folder keeps its new name if the power fails now.
#[cfg(unix)]
fn sync_names(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere, a folder cannot be opened like a file.
#[cfg(not(unix))]
fn sync_names(_folder: &Path) -> io::Result<()> {
    Ok(())
}
