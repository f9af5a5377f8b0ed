//! Finds the pictures of products in a folder, and describes each once, whatever the number of products that show it.

use super::SimilarItem;
use super::neighbours::{Direction, Points};
use super::picture::{NUMBERS, Refused, describe, open};
use super::settings::VisualSimilarity;
use crate::cores::jobs;
use crate::diagnostic::{Diagnostic, Place, Reason};
use crate::pipeline::{Meter, Step};
use hashbrown::HashMap;
use percent_encoding::percent_decode_str;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The pictures of items.
pub(crate) struct Pictures {
    pub(crate) points: Points,
    /// The item of each point.
    pub(crate) items: Vec<u32>,
}

/// A picture that more products show is that of none of them.
pub(super) const MOST_OF_ONE: usize = 24;

/// Describes the pictures of items.
pub(crate) fn read(
    folder: &Path,
    items: &[SimilarItem<'_>],
    settings: &VisualSimilarity,
    progress: &mut dyn FnMut(Step<'_>),
    out: &mut Vec<Diagnostic>,
) -> Pictures {
    let found = find(folder, items, out);
    let meter = Arc::new(Meter::default());
    progress(Step::Looking { n_pictures: found.len(), meter: &meter });
    let described = jobs(found.len(), |number| {
        let described = open(&found[number].0).map(|raster| Direction::of(&describe(&raster, settings)));
        meter.add(1, 0);
        described
    });
    let mut owned: Vec<(u32, &Direction)> = Vec::new();
    for ((path, owners), described) in found.iter().zip(&described) {
        let file: Arc<str> = path.to_string_lossy().replace('\\', "/").into();
        let mut notice = |reason| out.push(Diagnostic::notice(Place::start(&file), "", reason));
        match described {
            Ok(_) if owners.len() > MOST_OF_ONE => notice(Reason::shape(format!(
                "expected a picture of one product, found the picture of {} of them",
                owners.len()
            ))),
            Ok(direction) => owned.extend(owners.iter().filter_map(|item| Some((*item, direction.as_ref()?)))),
            Err(refused) => notice(refused.reason()),
        }
    }
    owned.sort_by_key(|(item, _)| *item);
    let mut pictures = Pictures { points: Points::new(NUMBERS), items: Vec::new() };
    for (item, direction) in owned {
        pictures.points.push(direction);
        pictures.items.push(item);
    }
    pictures
}

/// The files of the pictures, in the order of their paths, each with the items that show it.
fn find(folder: &Path, items: &[SimilarItem<'_>], out: &mut Vec<Diagnostic>) -> Vec<(PathBuf, Vec<u32>)> {
    let mut owners: HashMap<&str, Vec<u32>> = HashMap::new();
    for (number, item) in (0u32..).zip(items).filter(|(_, item)| !item.image.is_empty()) {
        owners.entry(item.image).or_default().push(number);
    }
    let mut files: HashMap<PathBuf, Vec<u32>> = HashMap::new();
    let (mut n_missing, mut first) = (0, None);
    for (address, mut owners) in owners {
        match file_of(folder, address) {
            Some(file) => files.entry(file).or_default().append(&mut owners),
            None => {
                n_missing += owners.len();
                first = owners.iter().copied().chain(first).min();
            }
        }
    }
    if let Some(first) = first {
        let place = Place::start(&folder.to_string_lossy().replace('\\', "/").into());
        let message = format!(
            "expected the pictures of all products, found none of {n_missing} of them, such as {}",
            items[first as usize].image
        );
        out.push(Diagnostic::notice(place, items[first as usize].sku, Reason::shape(message)));
    }
    let mut found: Vec<(PathBuf, Vec<u32>)> = files.into_iter().collect();
    found.iter_mut().for_each(|(_, owners)| owners.sort_unstable());
    found.sort();
    found
}

/// The file whose path below the folder is the longest end of an address.
fn file_of(folder: &Path, address: &str) -> Option<PathBuf> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let mut rest = path.trim_start_matches('/');
    loop {
        let is_below = Path::new(rest).components().all(|part| matches!(part, Component::Normal(_)));
        let file = folder.join(rest);
        if is_below && !rest.is_empty() && file.is_file() {
            return Some(file);
        }
        rest = rest.split_once('/')?.1;
    }
}

impl Refused {
    /// The reason for a message.
    fn reason(&self) -> Reason {
        match self {
            Refused::Unread(error) => Reason::shape(format!("expected a picture, found none: {error}")),
            Refused::Unexpected { expected, found } => Reason::shape(format!("expected {expected}, found {found}")),
            Refused::Broken { said } => {
                let said: String = said.chars().take(120).collect();
                Reason::shape(format!("expected a picture, found a broken one: {said}"))
            }
        }
    }
}
