//! `feed.json`, and what lies compressed beside it.

use super::compress::Encoding;
use super::error::PublishError;
use super::folder::replace;
use crate::write::FEED_NAME;
use std::fs;
use std::io;
use std::path::Path;
use url::Url;

/// The files of a pointer, by name: `feed.json` first, then those that are it compressed.
pub(super) struct Files {
    files: Vec<(String, Vec<u8>)>,
}

impl Files {
    pub(super) fn of(text: &str, compress: &[Encoding]) -> Files {
        let mut files = vec![(FEED_NAME.to_owned(), text.as_bytes().to_vec())];
        for encoding in compress {
            files.push((format!("{FEED_NAME}{}", encoding.extension()), encoding.compress(text.as_bytes())));
        }
        Files { files }
    }

    pub(super) fn sizes(&self) -> impl Iterator<Item = u64> {
        self.files.iter().map(|(_, bytes)| bytes.len() as u64)
    }

    /// Replaces what is there; says whether it was anything else. The old compressed files go first and the new ones
    /// come last: at no moment does one lie beside a `feed.json` that says something else.
    pub(super) fn publish(&self, out: &Path) -> Result<bool, PublishError> {
        let is_there = |(name, bytes): &(String, Vec<u8>)| fs::read(out.join(name)).is_ok_and(|there| there == *bytes);
        let mut stale = Vec::new();
        for encoding in Encoding::ALL {
            let name = format!("{FEED_NAME}{}", encoding.extension());
            let stays = self.files.iter().any(|file| file.0 == name && is_there(file));
            if !stays && out.join(&name).exists() {
                stale.push(name);
            }
        }
        let missing: Vec<_> = self.files.iter().filter(|file| !is_there(file)).collect();
        for name in &stale {
            remove(&out.join(name))?;
        }
        for (name, bytes) in &missing {
            replace(out, name, bytes)?;
        }
        Ok(!stale.is_empty() || !missing.is_empty())
    }
}

fn remove(path: &Path) -> Result<(), PublishError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(PublishError::at(path)(error)),
        _ => Ok(()),
    }
}

/// The address as the pointer has it, if a build's files can be below it: absolute, of the web, with a slash behind.
pub fn base_url(text: &str) -> Option<String> {
    let mut url = Url::parse(text.trim()).ok()?;
    let is_plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    if !matches!(url.scheme(), "http" | "https") || !is_plain || url.password().is_some() {
        return None;
    }
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Some(url.into())
}

#[cfg(test)]
mod tests {
    use super::base_url;

    #[test]
    fn a_base_is_an_address_of_the_web_that_ends_in_a_slash() {
        let bases = [
            ("https://cdn.example", "https://cdn.example/"),
            ("https://cdn.example/kindred-feed", "https://cdn.example/kindred-feed/"),
            ("http://127.0.0.1:4000/a/", "http://127.0.0.1:4000/a/"),
        ];
        for (given, expected) in bases {
            assert_eq!(base_url(given).as_deref(), Some(expected));
        }
        let others =
            ["", "/feed", "cdn.example", "//cdn.example", "ftp://a", "https://", "https://a/?b", "https://a/#b"];
        for other in others.into_iter().chain(["javascript:alert(1)", "https://me:secret@a/", "file:///srv"]) {
            assert_eq!(base_url(other), None, "{other}");
        }
    }
}
