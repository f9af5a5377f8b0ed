//! Badges: short texts on the pictures of products that say something under an attribute, such as "Peat-free" where
//! `peat-free` is yes. They are put on when the feed is built, so a page need not know the attribute.

use super::{Attributes, Item};
use kindred_core::value::Value;
use serde::Deserialize;

/// A text, and what puts it on a picture.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Badge {
    /// The attribute.
    pub attribute: String,
    /// The value that it must have, or one of several.
    pub value: Value,
    /// The text.
    pub label: String,
}

impl Badge {
    /// Whether a product with these attributes has the badge. Upper and lower case are the same, as in rules, and so are
    /// the ways to say yes and no.
    fn is_on(&self, attributes: &Attributes) -> bool {
        let Some(said) = attributes.get(&self.attribute) else { return false };
        let fold = |text: &String| match text.to_lowercase().as_str() {
            "yes" | "true" => "1".to_owned(),
            "no" | "false" => "0".to_owned(),
            other => other.to_owned(),
        };
        let wanted: Vec<String> = self.value.texts().iter().map(fold).collect();
        said.texts().iter().any(|text| wanted.contains(&fold(text)))
    }
}

/// Puts an item's badges on, in the order of the settings, behind those that its file has.
pub(crate) fn put_on(item: &mut Item, badges: &[Badge]) {
    for badge in badges {
        if badge.is_on(&item.attributes) && !item.badges.contains(&badge.label) {
            item.badges.push(badge.label.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Badge, put_on};
    use crate::catalogue::Item;
    use crate::diagnostic::Place;
    use kindred_core::value::Value;

    fn badge(attribute: &str, value: &str, label: &str) -> Badge {
        Badge { attribute: attribute.into(), value: Value::One(value.into()), label: label.into() }
    }

    #[test]
    fn a_product_that_says_so_has_the_badge_once() {
        let mut item = Item::new("A", Place::start(&"shop.csv".into()));
        item.badges.push("New".into());
        item.attributes.insert("material", Value::Many(vec!["Oak".into(), "Wool".into()]));
        item.attributes.insert("organic", Value::One("1".into()));
        let badges = [
            badge("material", "wool", "Warm"),
            badge("organic", "yes", "Organic"),
            badge("organic", "1", "New"),
            badge("material", "steel", "Hard"),
            badge("colour", "", "Grey"),
        ];
        put_on(&mut item, &badges);
        assert_eq!(item.badges, ["New", "Warm", "Organic"]);
    }
}
