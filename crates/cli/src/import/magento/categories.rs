//! Category paths: taking the root off those of the import format, and finding those that the sample data names.

use std::collections::BTreeMap;

/// The root that Magento's installation makes.
const DEFAULT_ROOT: &str = "Default Category";

/// The categories of a shop, by the names in their paths.
#[derive(Default)]
pub(crate) struct Tree {
    /// Paths by the last name in them, in the order of the file.
    by_name: BTreeMap<String, Vec<String>>,
}

/// What a name in a list stands for.
#[derive(PartialEq, Eq, Debug)]
pub(crate) enum Named {
    /// The category of that path.
    Known(String),
    /// One of several categories; this one was taken.
    Ambiguous(String),
    /// No category of the tree.
    Unknown,
}

impl Tree {
    /// Adds a category below the one of that path; an empty path is the top.
    pub(crate) fn add(&mut self, parent: &str, name: &str) {
        let path = if parent.is_empty() { name.to_owned() } else { format!("{parent}/{name}") };
        let paths = self.by_name.entry(name.to_owned()).or_default();
        if !paths.contains(&path) {
            paths.push(path);
        }
    }

    /// Whether no file has named a category.
    pub(crate) fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// What a name stands for in a list where `before` came before it: of several categories of that name the one
    /// below the nearest of those, else a top one.
    pub(crate) fn find(&self, name: &str, before: &[String]) -> Named {
        let paths = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        if let [only] = paths {
            return Named::Known(only.clone());
        }
        let below = before.iter().rev().map(|parent| format!("{parent}/{name}"));
        let fitting = below.chain([name.to_owned()]).find(|path| paths.contains(path));
        match (fitting, paths.first()) {
            (Some(path), _) => Named::Known(path),
            (None, Some(first)) => Named::Ambiguous(first.clone()),
            (None, None) => Named::Unknown,
        }
    }
}

/// The root that all paths begin with, found while they are read.
#[derive(Default)]
pub(crate) struct Root {
    /// What the first path begins with.
    first: Option<String>,
    is_default: bool,
    differs: bool,
}

impl Root {
    /// Takes note of paths.
    pub(crate) fn add(&mut self, paths: &[String]) {
        for first in paths.iter().map(|path| path.split('/').next().unwrap_or_default()) {
            self.is_default |= first == DEFAULT_ROOT;
            match &self.first {
                Some(known) => self.differs |= known != first,
                None => self.first = Some(first.to_owned()),
            }
        }
    }

    /// Takes note of what another one has.
    pub(crate) fn join(&mut self, other: Root) {
        self.is_default |= other.is_default;
        self.differs |= other.differs;
        match (&self.first, other.first) {
            (Some(known), Some(first)) => self.differs |= *known != first,
            (None, first) => self.first = first,
            (Some(_), None) => {}
        }
    }

    /// Magento's own, or any other name that every path begins with.
    pub(crate) fn name(self) -> Option<String> {
        if self.is_default {
            return Some(DEFAULT_ROOT.to_owned());
        }
        self.first.filter(|_| !self.differs)
    }
}

/// Leaves the path below its root; nothing of the root itself.
pub(crate) fn take_root_off(path: &mut String, root: &str) {
    let length = match path.strip_prefix(root) {
        Some("") => root.len(),
        Some(rest) if rest.starts_with('/') => root.len() + 1,
        _ => 0,
    };
    path.drain(..length);
}

/// The paths without empty ones, doubles, and those above others.
pub(crate) fn lowest(mut paths: Vec<String>) -> Vec<String> {
    keep_lowest(&mut paths);
    paths
}

/// Leaves out empty paths, doubles, and every path above another one: a product counts as being in them anyway.
pub(crate) fn keep_lowest(paths: &mut Vec<String>) {
    let is_above = |upper: &str, lower: &str| lower.strip_prefix(upper).is_some_and(|rest| rest.starts_with('/'));
    let is_kept = |index: usize| {
        let path = &paths[index];
        let covered = paths[..index].contains(path) || paths.iter().any(|other| is_above(path, other));
        !path.is_empty() && !covered
    };
    let kept: Vec<bool> = (0..paths.len()).map(is_kept).collect();
    let mut kept = kept.into_iter();
    paths.retain(|_| kept.next().unwrap_or(false));
}

#[cfg(test)]
mod tests {
    use super::{Named, Root, Tree, keep_lowest, take_root_off};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_root_is_the_same_wherever_its_paths_were_read(
            paths in proptest::collection::vec("Default Category|A|A/B|B", 0..5),
            split in 0_usize..6,
        ) {
            let root = |paths: &[String]| {
                let mut root = Root::default();
                root.add(paths);
                root
            };
            let (here, elsewhere) = paths.split_at(split.min(paths.len()));
            let mut joined = root(here);
            joined.join(root(elsewhere));
            prop_assert_eq!(joined.name(), root(&paths).name());
        }
    }

    fn tree() -> Tree {
        let mut tree = Tree::default();
        for (parent, name) in
            [("", "Men"), ("Men", "Pants"), ("", "Women"), ("Women", "Pants"), ("", "Sale"), ("Sale", "Red")]
        {
            tree.add(parent, name);
        }
        tree
    }

    #[test]
    fn a_name_of_several_categories_is_the_one_below_a_name_before_it() {
        let women = ["Sale".to_owned(), "Women".to_owned(), "Sale/Red".to_owned()];
        assert_eq!(tree().find("Pants", &women), Named::Known("Women/Pants".into()));
        assert_eq!(tree().find("Pants", &[]), Named::Ambiguous("Men/Pants".into()));
    }

    #[test]
    fn a_name_of_one_category_is_that_one_wherever_it_stands() {
        assert_eq!(tree().find("Red", &["Men".to_owned()]), Named::Known("Sale/Red".into()));
        assert_eq!(tree().find("Shoes", &[]), Named::Unknown);
    }

    #[test]
    fn the_root_is_taken_off_and_no_other_name() {
        let root = |paths: &[&str]| {
            let mut root = Root::default();
            root.add(&paths.iter().map(|path| (*path).to_owned()).collect::<Vec<_>>());
            root.name()
        };
        assert_eq!(root(&["Default Category/A", "B/C"]).as_deref(), Some("Default Category"));
        assert_eq!(root(&["Shop/A", "Shop", "Shop/B/C"]).as_deref(), Some("Shop"));
        assert_eq!(root(&["Bags", "Shoes"]), None);
        assert_eq!(root(&[]), None);
        let below = |path: &str| {
            let mut path = path.to_owned();
            take_root_off(&mut path, "Shop");
            path
        };
        assert_eq!(["Shop/A/B", "Shop", "Shopping/A"].map(below), ["A/B", "", "Shopping/A"]);
    }

    #[test]
    fn categories_above_others_and_doubles_are_left_out() {
        let mut paths = ["Gear", "Gear/Bags", "", "Gear/Bags", "Gears"].map(str::to_owned).to_vec();
        keep_lowest(&mut paths);
        assert_eq!(paths, ["Gear/Bags", "Gears"]);
    }
}
