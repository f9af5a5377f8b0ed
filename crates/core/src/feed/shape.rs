//! From JSON values to a feed's types, key by key. The derive that writes feeds has the same keys; a property test
//! holds the two together.

use super::rules::{condition, rules};
use super::types::{self, AttributeType};
use super::{Feed, Kind, Logic, Product, ProductType, Rotation, Settings, Show, Unit};
use crate::candidates::Ranks;
use crate::link::{Link, Relation};
use crate::node::{Members, Node, Problems};
use crate::price::Price;
use crate::rating::Rating;
use crate::recommend::{Type, lists};
use crate::value::Value;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::mem::take;

/// The inline layout: everything in one.
pub(super) fn feed(mut members: Members, problems: &mut Problems) -> Feed {
    if !members.has("products") {
        problems.note("products", "none");
    }
    let products = members.each("products", problems, product);
    let rules = rules(&mut members, problems);
    let lists = lists(members.take("lists"), problems);
    Feed::new(Arc::new(settings(&mut members, problems)), products, rules, lists, Ranks::default())
}

pub(super) fn settings(members: &mut Members, problems: &mut Problems) -> Settings {
    let units = members.may("units", problems, units).unwrap_or_else(plain_units);
    let mut settings = Settings {
        units,
        types: members.may("attribute-types", problems, attribute_types).unwrap_or_default(),
        logic: match members.word("logic", &["adobe", "plain"], "adobe or plain", problems) {
            0 => Logic::Adobe,
            _ => Logic::Plain,
        },
        currency: members.needed("currency", problems),
        language: members.text("language", problems),
        time_zone: members.text("time-zone", problems),
        show_out_of_stock: members.truth("show-out-of-stock", false, problems),
        own_lists: Vec::new(),
    };
    types::apply_to_units(&mut settings);
    settings
}

/// Every relation's unit and every type's.
fn plain_units() -> Vec<Unit> {
    let mut units = Vec::new();
    let mut add = |kind: Kind| {
        let mut unit = Unit::of(kind);
        unit.name = kind.name().into();
        units.push(unit);
    };
    for relation in Relation::ALL {
        add(Kind::Relation(relation));
    }
    for kind in Type::ALL {
        add(Kind::Recommendation(kind));
    }
    units
}

fn units(node: Node, problems: &mut Problems) -> Vec<Unit> {
    let mut units = plain_units();
    node.members(problems).visit_rest(problems, &mut |name, node, problems| {
        read_unit(&mut units, name, &mut node.members(problems), problems);
    });
    units
}

/// Reads the settings of one unit into those that are known.
fn read_unit(units: &mut Vec<Unit>, name: &str, members: &mut Members, problems: &mut Problems) {
    let known = units.iter().position(|unit| unit.name == name);
    let place = known.unwrap_or_else(|| {
        let kind = recommendation_type(members, problems);
        units.push(Unit { name: name.into(), ..Unit::of(Kind::Recommendation(kind)) });
        units.len() - 1
    });
    if let Some(unit) = units.get_mut(place) {
        set(unit, members, problems);
    }
}

/// The type that a unit of the merchant's says.
fn recommendation_type(members: &mut Members, problems: &mut Problems) -> Type {
    let word = members.needed("type", problems);
    Type::from_name(&word).unwrap_or_else(|| {
        problems.note_text("a type of recommendation such as bought-bought", &word);
        Type::MostViewed
    })
}

fn set(unit: &mut Unit, members: &mut Members, problems: &mut Problems) {
    unit.active = members.truth("active", true, problems);
    unit.show = match members.word("show", &["both", "selected", "rules"], "both, selected or rules", problems) {
        0 => Show::Both,
        1 => Show::Selected,
        _ => Show::Rules,
    };
    unit.rotation = match members.word("rotation", &ROTATIONS, "a rotation such as priority-then-random", problems) {
        0 => Rotation::PriorityThenId,
        1 => Rotation::PriorityThenRandom,
        _ => Rotation::WeightedRandom,
    };
    unit.limit = members.whole("limit", problems).unwrap_or(unit.limit);
    unit.bundles = members.whole("bundles", problems).unwrap_or(unit.bundles);
    unit.show_repeated = members.truth("show-repeated", false, problems);
    unit.show_bought = members.truth("show-bought", false, problems);
    unit.backup = members.truth("backup", unit.backup, problems);
    unit.page = members.text("page", problems).unwrap_or_default();
    unit.heading = members.text("heading", problems);
    let include = members.each("include", problems, condition);
    let exclude = members.each("exclude", problems, condition);
    unit.set_filters(include, exclude);
}

const ROTATIONS: [&str; 3] = ["priority-then-id", "priority-then-random", "weighted-random"];

fn attribute_types(node: Node, problems: &mut Problems) -> Vec<(String, AttributeType)> {
    let mut types = Vec::new();
    node.members(problems).visit_rest(problems, &mut |name, node, problems| {
        let word = node.text(problems);
        match AttributeType::ALL.iter().find(|(known, _)| *known == word) {
            Some((_, kind)) => types.push((take(name), *kind)),
            None => problems.note_text("text, number, date, select, boolean or multi-select", &word),
        }
    });
    types
}

fn product(node: Node, problems: &mut Problems) -> Product {
    product_of(&mut node.members(problems), problems)
}

pub(super) fn product_of(members: &mut Members, problems: &mut Problems) -> Product {
    Product {
        sku: members.needed("sku", problems),
        name: members.needed("name", problems),
        url: members.text("url", problems).unwrap_or_default(),
        image: members.text("image", problems).unwrap_or_default(),
        image_2: members.text("image-2", problems).unwrap_or_default(),
        price: price(members.take("price")),
        regular_price: price(members.take("regular-price")),
        price_to: price(members.take("price-to")),
        group_prices: members.may("group-prices", problems, group_prices).unwrap_or_default(),
        product_type: members.may("type", problems, product_type).unwrap_or_default(),
        visible: members.truth("visible", true, problems),
        in_stock: members.truth("in-stock", true, problems),
        low_stock: members.truth("low-stock", false, problems),
        rating: members.take("rating").and_then(|node| Rating::read(&node)),
        reviews: members.whole("reviews", problems).unwrap_or(0),
        badges: members.texts("badges", problems),
        needs_options: members.truth("needs-options", false, problems),
        options: members.whole("options", problems).unwrap_or(0),
        min_quantity: members.whole("min-quantity", problems).unwrap_or(1),
        variants: members.texts("variants", problems),
        contains: members.texts("contains", problems),
        categories: members.texts("categories", problems),
        attributes: members.may("attributes", problems, attributes).unwrap_or_default(),
        related: members.each("related", problems, Link::read),
        up_sell: members.each("up-sell", problems, Link::read),
        cross_sell: members.each("cross-sell", problems, Link::read),
        lists: lists(members.take("lists"), problems),
    }
}

fn price(node: Option<Node>) -> Option<Price> {
    Price::read(&node?)
}

/// A group whose price cannot be read has none of its own.
fn group_prices(node: Node, problems: &mut Problems) -> Vec<(String, Price)> {
    let mut prices = Vec::new();
    node.members(problems).visit_rest(problems, &mut |group, node, _| {
        prices.extend(Price::read(&node).map(|price| (take(group), price)));
    });
    prices
}

fn product_type(node: Node, problems: &mut Problems) -> ProductType {
    let name = node.text(problems);
    ProductType::ALL.into_iter().find(|known| known.name() == name).unwrap_or_else(|| {
        problems.note_text("a product type such as simple or configurable", &name);
        ProductType::Simple
    })
}

/// Attributes whose value is null are absent.
fn attributes(node: Node, problems: &mut Problems) -> Vec<(String, Value)> {
    let mut attributes = Vec::new();
    node.members(problems).visit_rest(problems, &mut |name, node, problems| {
        attributes.push((take(name), Value::read(node, problems)));
    });
    attributes
}

/// For the derive that reads feeds on the command line.
#[cfg(feature = "write")]
pub(super) mod write {
    use crate::node::{Node, Problems, Reads};
    use crate::price::Price;
    use crate::recommend::Lists;
    use crate::value::Value;
    use alloc::string::String;
    use alloc::vec::Vec;
    use serde::{Deserialize, Deserializer, de::Error};

    pub(in crate::feed) fn attributes<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<(String, Value)>, D::Error> {
        read(deserializer, super::attributes)
    }

    pub(in crate::feed) fn lists<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Lists, D::Error> {
        read(deserializer, |node, problems| crate::recommend::lists(Some(node), problems))
    }

    pub(in crate::feed) fn group_prices<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<(String, Price)>, D::Error> {
        read(deserializer, super::group_prices)
    }

    fn read<'de, T, D: Deserializer<'de>>(deserializer: D, reads: Reads<T>) -> Result<T, D::Error> {
        let mut problems = Problems::default();
        let value = reads(Node::deserialize(deserializer)?, &mut problems);
        problems.finish(value).map_err(D::Error::custom)
    }
}
