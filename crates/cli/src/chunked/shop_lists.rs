//! The lists of the shop as files. Those of the types lie in one, since what sells best is much the same as what is looked
//! at most, and every page of a visit loads the same file; a list that a unit's filters made lies in one of its own.

use super::{Parts, file};
use kindred_core::recommend::{Lists, Type};

/// The lists of each file.
pub(super) fn files(lists: &Lists) -> Vec<Lists> {
    let (of_types, of_units): (Lists, Lists) =
        lists.iter().cloned().partition(|(name, _)| Type::from_name(name).is_some());
    let of_types = Some(of_types).filter(|lists| !lists.is_empty());
    of_types.into_iter().chain(of_units.into_iter().map(|list| vec![list])).collect()
}

/// The texts of the files, in the order of their numbers.
pub(super) fn texts(parts: &Parts<'_>, files: &[Lists]) -> Vec<Vec<u8>> {
    files.iter().map(|lists| file::list(parts, lists)).collect()
}

/// The names of the lists of each file, as the pointer says them.
pub(super) fn names(files: &[Lists]) -> Vec<Vec<String>> {
    files.iter().map(|lists| lists.iter().map(|(name, _)| name.clone()).collect()).collect()
}
