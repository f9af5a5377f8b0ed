//! The list of builds in the folder, newest first: what may be removed when there are too many. Nothing that it does
//! not name is ever removed.

use super::BuildId;
use super::error::PublishError;
use super::folder::{remove_folder, replace};
use crate::write::FEED_NAME;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

const BUILDS: &str = "builds.json";

/// The builds of a folder.
pub(super) struct Builds {
    out: PathBuf,
    /// Newest first.
    ids: Vec<BuildId>,
    /// What the file says.
    written: Option<String>,
}

/// What a pointer says of its build.
#[derive(Deserialize)]
struct Named {
    build: Option<String>,
}

impl Builds {
    /// The builds that are there. The one that `feed.json` names comes first: the last build may have been killed
    /// before its turn came, or the merchant gone back to an older one.
    pub(super) fn read(out: &Path) -> Builds {
        let written = fs::read_to_string(out.join(BUILDS)).ok();
        // A list that is no list names nothing.
        let listed: Vec<String> =
            written.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        let named = fs::read(out.join(FEED_NAME)).ok();
        let named = named.and_then(|bytes| serde_json::from_slice::<Named>(&bytes).ok()?.build);
        let mut builds = Builds { out: out.to_owned(), ids: Vec::new(), written };
        for id in named.into_iter().chain(listed).filter_map(|id| BuildId::parse(&id)) {
            if !builds.ids.contains(&id) && out.join(id.as_str()).is_dir() {
                builds.ids.push(id);
            }
        }
        builds
    }

    /// Lists a build as the newest.
    pub(super) fn announce(&mut self, id: &BuildId) -> Result<(), PublishError> {
        self.ids.retain(|listed| listed != id);
        self.ids.insert(0, id.clone());
        self.write()
    }

    /// Removes all but the newest, and gives those that it removed. One that cannot be removed stays listed, for the
    /// next build to try again.
    pub(super) fn prune(mut self, keep: usize) -> Result<Vec<BuildId>, PublishError> {
        let old = self.ids.split_off(keep.max(1).min(self.ids.len()));
        let is_removed = |id: &BuildId| remove_folder(&self.out, id.as_str()).is_ok();
        let (pruned, kept): (Vec<BuildId>, Vec<BuildId>) = old.into_iter().partition(is_removed);
        self.ids.extend(kept);
        self.write()?;
        Ok(pruned)
    }

    /// Writes the list, if it says anything new.
    fn write(&mut self) -> Result<(), PublishError> {
        let ids: Vec<String> = self.ids.iter().map(|id| format!("  \"{id}\"")).collect();
        let text = format!("[\n{}\n]\n", ids.join(",\n"));
        let is_known = self.written.as_ref().map_or(ids.is_empty(), |written| *written == text);
        if !is_known {
            replace(&self.out, BUILDS, text.as_bytes())?;
            self.written = Some(text);
        }
        Ok(())
    }
}
