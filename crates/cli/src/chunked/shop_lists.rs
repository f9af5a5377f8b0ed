//! The lists of the shop as files. Those of the types lie in the first, since what sells best is much the same as what is
//! looked at most, and every page of a visit loads the same file; a list that a unit's filters made lies in one of its own.

use super::{Parts, file};
use kindred_core::recommend::{Lists, Type};

/// The texts of the files, in the order of their numbers, and the units whose lists are behind the first; nothing where
/// the shop has no list.
pub(super) fn files(parts: &Parts<'_>) -> Option<(Vec<Vec<u8>>, Vec<String>)> {
    if parts.shop_lists.is_empty() {
        return None;
    }
    let (of_types, of_units): (Lists, Lists) =
        parts.shop_lists.iter().cloned().partition(|(name, _)| Type::from_name(name).is_some());
    let units = of_units.iter().map(|(name, _)| name.clone()).collect();
    let files = std::iter::once(of_types).chain(of_units.into_iter().map(|list| vec![list]));
    Some((files.map(|lists| file::list(parts, &lists)).collect(), units))
}
