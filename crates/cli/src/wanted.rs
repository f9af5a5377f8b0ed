//! Which attributes are kept: a catalogue has hundreds, rules and filters name a few, and the shopper's browser would
//! load them all.

use crate::catalogue::{Badge, Catalogue, Item};
use crate::constants;
use crate::rules::RuleList;
use std::collections::BTreeSet;

/// Which attributes go into the feed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum KeptAttributes {
    /// Those that a rule or a filter names.
    #[default]
    Named,
    /// These too.
    Also(Vec<String>),
    /// All of them.
    All,
}

/// What importers keep of an item.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    /// The attributes; all of them without names.
    attributes: Option<BTreeSet<String>>,
    /// Whether somebody asks for the items themselves, with what a feed does not have: descriptions, every picture.
    pub(crate) details: bool,
    /// How many pictures are kept.
    pub(crate) n_pictures: usize,
}

/// What somebody asks for beside what rules and filters name.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) attributes: &'a KeptAttributes,
    /// Texts on pictures, which need their attributes until they are made.
    pub(crate) badges: &'a [Badge],
    /// Whether somebody asks for the items themselves.
    pub(crate) details: bool,
    /// Whether products have a second picture.
    pub(crate) second_picture: bool,
}

impl KeptAttributes {
    /// Reads `all`, or names between commas.
    pub fn parse(text: &str) -> KeptAttributes {
        match text.trim() {
            "all" => KeptAttributes::All,
            names => {
                let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
                KeptAttributes::Also(names.map(str::to_owned).collect())
            }
        }
    }
}

impl Wanted {
    /// What rules and filters name, and what is to be kept beside that.
    pub(crate) fn new<'a>(
        settings: impl Iterator<Item = &'a Catalogue>,
        rules: &'a RuleList,
        asked: Asked<'a>,
    ) -> Wanted {
        let details = asked.details;
        let n_pictures = match (details, asked.second_picture) {
            (true, _) => usize::MAX,
            (false, true) => 2,
            (false, false) => 1,
        };
        let of_settings = settings.flat_map(|catalogue| {
            constants::attributes(catalogue).into_iter().chain(attributes_of_badges(&catalogue.badges))
        });
        let named = of_settings.chain(constants::attributes_of_rules(&rules.rules));
        let mut names: BTreeSet<String> = named.chain(attributes_of_badges(asked.badges)).map(str::to_owned).collect();
        match asked.attributes {
            KeptAttributes::All => return Wanted { attributes: None, details, n_pictures },
            KeptAttributes::Named => {}
            KeptAttributes::Also(more) => names.extend(more.iter().cloned()),
        }
        Wanted { attributes: Some(names), details, n_pictures }
    }

    /// Takes from an item what nobody asks for, once the names of its attributes are noted.
    pub(crate) fn trim(&self, item: &mut Item, names: &mut BTreeSet<String>) {
        for name in item.attributes.keys().filter(|name| !names.contains(name.as_str())).cloned().collect::<Vec<_>>() {
            names.insert(name);
        }
        item.attributes.retain(|name| self.keeps(name));
        item.variant_values.retain(|name, _| self.keeps(name));
        if !self.details {
            item.description = String::new();
            item.images.truncate(self.n_pictures);
        }
    }

    /// Whether an attribute is kept.
    pub(crate) fn keeps(&self, attribute: &str) -> bool {
        self.attributes.as_ref().is_none_or(|names| names.contains(attribute))
    }
}

fn attributes_of_badges(badges: &[Badge]) -> impl Iterator<Item = &str> {
    badges.iter().map(|badge| badge.attribute.as_str())
}

/// The attributes that only badges name: a page that has the texts need not know them.
pub(crate) fn only_of_badges<'a>(catalogue: &'a Catalogue, kept: &KeptAttributes) -> BTreeSet<&'a str> {
    let also: &[String] = match kept {
        KeptAttributes::All => return BTreeSet::new(),
        KeptAttributes::Named => &[],
        KeptAttributes::Also(names) => names,
    };
    let named = constants::attributes(catalogue);
    let of_badges = attributes_of_badges(&catalogue.badges);
    of_badges.filter(|name| !named.contains(name) && !also.iter().any(|known| known == name)).collect()
}

#[cfg(test)]
mod tests {
    use super::KeptAttributes;

    #[test]
    fn attributes_are_named_between_commas_or_all_at_once() {
        assert_eq!(KeptAttributes::parse(" all "), KeptAttributes::All);
        let names = KeptAttributes::Also(vec!["color".into(), "size".into()]);
        assert_eq!(KeptAttributes::parse("color, size,"), names);
    }
}
