//! The catalogue as lints ask about it: which attributes, values and categories there are, and of what kind.

use crate::constants::{attributes, is_plain_number};
use crate::pipeline::Built;
use kindred_core::condition::{Matched, Scene};
use kindred_core::fact::Attribute;
use kindred_core::feed::{AttributeType, Feed, Product};
use kindred_core::link::Relation;
use kindred_core::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A catalogue, seen through its feed.
pub(crate) struct Shop<'a> {
    pub(crate) feed: &'a Feed,
    pub(crate) built: &'a Built,
    pub(crate) scene: Scene<'static>,
    /// The shop's own attributes that products have.
    names: BTreeSet<&'a str>,
    /// What products say under those that rules and filters name.
    facts: BTreeMap<&'a str, Facts<'a>>,
    /// Those above others included.
    categories: BTreeSet<&'a str>,
}

/// What products say under an attribute.
#[derive(Default)]
struct Facts<'a> {
    values: BTreeSet<&'a str>,
    n_single: usize,
    n_lists: usize,
}

/// What an attribute can be asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// What its type can be asked.
    Typed(AttributeType),
    /// One of several values in the admin, several of them in the feed: the product has variants.
    RolledUp,
    Category,
}

/// How messages say that nothing is known of the cart, the shopper or the day.
fn lower(text: &str) -> String {
    text.to_lowercase()
}

impl<'a> Shop<'a> {
    pub(crate) fn new(feed: &'a Feed, built: &'a Built) -> Shop<'a> {
        let named = attributes(&built.catalogue);
        let mut shop = Shop {
            feed,
            built,
            scene: Scene { logic: feed.settings.logic, group: None, fold: lower },
            names: BTreeSet::new(),
            facts: BTreeMap::new(),
            categories: BTreeSet::new(),
        };
        for product in &feed.products {
            for path in &product.categories {
                let ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
                shop.categories.extend(ends.map(|end| &path[..end]));
            }
            for (name, value) in &product.attributes {
                shop.names.insert(name);
                if named.contains(name.as_str()) {
                    shop.facts.entry(name).or_default().add(value);
                }
            }
        }
        shop
    }

    /// Whether products can have the attribute.
    pub(crate) fn knows(&self, attribute: &Attribute) -> bool {
        match attribute {
            Attribute::Own(name) => self.names.contains(name.as_str()),
            _ => true,
        }
    }

    /// Every name that a condition may use.
    pub(crate) fn attribute_names(&self) -> impl Iterator<Item = &str> {
        let special = Attribute::SPECIAL.iter().map(|(name, _)| *name).filter(|name| *name != "child-category");
        let own = self.names.iter().copied().chain(self.built.catalogue.attribute_names.iter().map(String::as_str));
        special.chain(own.collect::<BTreeSet<&str>>())
    }

    /// Every category, those above others included.
    pub(crate) fn categories(&self) -> &BTreeSet<&'a str> {
        &self.categories
    }

    /// Every value of an attribute of the shop's own, as texts.
    pub(crate) fn values(&self, attribute: &Attribute) -> Vec<&str> {
        match attribute {
            Attribute::Own(name) => {
                self.facts.get(name.as_str()).map(|facts| facts.values.iter().copied().collect()).unwrap_or_default()
            }
            Attribute::Sku => self.feed.products.iter().map(|product| product.sku.as_str()).collect(),
            Attribute::Name => self.feed.products.iter().map(|product| product.name.as_str()).collect(),
            Attribute::Type => kindred_core::product::ProductType::ALL.iter().map(|kind| kind.name()).collect(),
            Attribute::Visibility => vec!["both", "catalog", "search"],
            Attribute::InStock | Attribute::LowStock => vec!["0", "1"],
            Attribute::Category | Attribute::ChildCategory => self.categories.iter().copied().collect(),
            Attribute::Price => Vec::new(),
        }
    }

    /// What an attribute can be asked; `None` where a file does not say of what type it is and its values do not tell.
    pub(crate) fn kind(&self, attribute: &Attribute) -> Option<Kind> {
        let name = match attribute {
            Attribute::Category | Attribute::ChildCategory => return Some(Kind::Category),
            Attribute::Sku | Attribute::Name | Attribute::Price => return Some(Kind::Typed(AttributeType::Text)),
            Attribute::Type | Attribute::Visibility => return Some(Kind::Typed(AttributeType::Select)),
            Attribute::InStock | Attribute::LowStock => return Some(Kind::Typed(AttributeType::Boolean)),
            Attribute::Own(name) => name,
        };
        let facts = self.facts.get(name.as_str());
        let only_lists = facts.is_some_and(|facts| facts.n_lists > 0 && facts.n_single == 0);
        match self.built.catalogue.attribute_types.get(name) {
            Some(AttributeType::Select) if self.has_lists(attribute) => Some(Kind::RolledUp),
            Some(kind) => Some(Kind::Typed(*kind)),
            None if only_lists => Some(Kind::Typed(AttributeType::MultiSelect)),
            None => None,
        }
    }

    /// Whether some product has several values under an attribute.
    pub(crate) fn has_lists(&self, attribute: &Attribute) -> bool {
        matches!(attribute, Attribute::Own(name) if self.facts.get(name.as_str()).is_some_and(|facts| facts.n_lists > 0))
    }

    /// Whether the values of an attribute are numbers: a file says so, or every one of them is.
    pub(crate) fn is_number(&self, attribute: &Attribute) -> bool {
        match attribute {
            Attribute::Price => true,
            Attribute::Own(name) => match self.built.catalogue.attribute_types.get(name) {
                Some(kind) => *kind == AttributeType::Number,
                None => self.facts.get(name.as_str()).is_some_and(Facts::are_numbers),
            },
            _ => false,
        }
    }

    /// The smallest and the largest number under an attribute, as products have them.
    pub(crate) fn range(&self, attribute: &Attribute) -> Option<(String, String)> {
        let ends = |mut numbers: Vec<(f64, String)>| {
            numbers.sort_by(|(a, _), (b, _)| a.total_cmp(b));
            Some((numbers.first()?.1.clone(), numbers.last()?.1.clone()))
        };
        let number = |text: &str| text.trim().parse().ok().map(|number: f64| (number, text.to_owned()));
        if *attribute == Attribute::Price {
            let prices = self.feed.products.iter().filter_map(|product| product.price);
            return ends(prices.filter_map(|price| number(&price.to_string())).collect());
        }
        ends(self.values(attribute).into_iter().filter_map(number).collect())
    }

    /// The products that a unit of that relation can be about: those that a page shows, or those that a cart may hold.
    pub(crate) fn anchors(&self, relation: Relation) -> Vec<&'a Product> {
        let in_cart = relation == Relation::CrossSell;
        self.feed.products.iter().filter(|product| in_cart || product.visible).collect()
    }

    /// The products that a unit can show, sold out or not: that may be otherwise tomorrow.
    pub(crate) fn candidates(&self) -> impl Iterator<Item = &'a Product> {
        self.feed.products.iter().filter(|product| product.visible)
    }
}

impl<'a> Facts<'a> {
    fn add(&mut self, value: &'a Value) {
        match value {
            Value::One(text) => {
                self.n_single += 1;
                self.values.insert(text);
            }
            Value::Many(texts) => {
                self.n_lists += 1;
                self.values.extend(texts.iter().map(String::as_str));
            }
        }
    }

    fn are_numbers(&self) -> bool {
        self.n_lists == 0 && !self.values.is_empty() && self.values.iter().all(|text| is_plain_number(text))
    }
}

/// A matched product of a rule that declares no category.
pub(crate) fn matched(product: &Product) -> Matched<'_> {
    Matched { product, declared: &[] }
}
