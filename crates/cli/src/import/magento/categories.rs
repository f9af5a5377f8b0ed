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

/// The root that all these paths begin with: Magento's own, or any other name that every path begins with.
pub(crate) fn root<'a>(paths: impl Iterator<Item = &'a str> + Clone) -> Option<String> {
    let mut firsts = paths.map(|path| path.split('/').next().unwrap_or_default());
    if firsts.clone().any(|first| first == DEFAULT_ROOT) {
        return Some(DEFAULT_ROOT.to_owned());
    }
    let first = firsts.next()?;
    firsts.all(|other| other == first).then(|| first.to_owned())
}

/// The path without its root; empty for the root itself.
pub(crate) fn without_root<'a>(path: &'a str, root: &str) -> &'a str {
    match path.strip_prefix(root) {
        Some("") => "",
        Some(rest) => rest.strip_prefix('/').unwrap_or(path),
        None => path,
    }
}

/// Leaves out empty paths, doubles, and every path above another one: a product counts as being in them anyway.
pub(crate) fn lowest(paths: Vec<String>) -> Vec<String> {
    let is_above = |upper: &str, lower: &str| lower.strip_prefix(upper).is_some_and(|rest| rest.starts_with('/'));
    let mut kept: Vec<String> = Vec::new();
    for path in &paths {
        let covered = kept.contains(path) || paths.iter().any(|other| is_above(path, other));
        if !path.is_empty() && !covered {
            kept.push(path.clone());
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{Named, Tree, lowest, root, without_root};

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
        assert_eq!(root(["Default Category/A", "B/C"].into_iter()).as_deref(), Some("Default Category"));
        assert_eq!(root(["Shop/A", "Shop", "Shop/B/C"].into_iter()).as_deref(), Some("Shop"));
        assert_eq!(root(["Bags", "Shoes"].into_iter()), None);
        assert_eq!(root([].into_iter()), None);
        assert_eq!(without_root("Shop/A/B", "Shop"), "A/B");
        assert_eq!(without_root("Shop", "Shop"), "");
        assert_eq!(without_root("Shopping/A", "Shop"), "Shopping/A");
    }

    #[test]
    fn categories_above_others_and_doubles_are_left_out() {
        let paths = ["Gear", "Gear/Bags", "", "Gear/Bags", "Gears"].map(str::to_owned).to_vec();
        assert_eq!(lowest(paths), ["Gear/Bags", "Gears"]);
    }
}
