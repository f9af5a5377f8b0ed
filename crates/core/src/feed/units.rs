//! The settings of a unit, as the evaluator uses them (reference, sections 1.4, 3.3 and 5.4).

use crate::condition::{Aggregator, Condition, Group, Operand};
use crate::fact::Attribute;
use crate::link::Relation;
use crate::recommend::{DEFAULT_LIMIT, Type};
use alloc::string::String;
use alloc::vec::Vec;

/// Which products a unit shows (reference, section 3.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "write", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "write", serde(rename_all = "kebab-case"))]
pub enum Show {
    /// Chosen products, then those of rules.
    #[default]
    Both,
    /// Chosen products only.
    Selected,
    /// Products of rules only.
    Rules,
}

/// In which order the products of rules show, and which of them (reference, section 3.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "write", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "write", serde(rename_all = "kebab-case"))]
pub enum Rotation {
    /// By priority, and in the order of the feed within one.
    #[default]
    PriorityThenId,
    /// By priority, and by chance within one.
    PriorityThenRandom,
    /// By chance, a higher priority being likelier; what is drawn shows in order of priority.
    WeightedRandom,
}

/// What a merchant has set for one unit.
#[derive(Clone, PartialEq, Debug)]
pub struct Unit {
    /// What it shows.
    pub kind: Kind,
    /// The merchant's name for it, or that of its kind.
    pub name: String,
    /// How many cards, where the page does not say.
    pub limit: u32,
    /// Whether the unit shows anything at all.
    pub active: bool,
    /// Which products it shows.
    pub show: Show,
    /// In which order.
    pub rotation: Rotation,
    /// How many bundles of which the viewed product is a part join the up-sells.
    pub bundles: u32,
    /// Of the cards: all must be true; and all must be false.
    pub filters: [Group; 2],
    /// Whether a filter compares with the anchor's price. Without that price the unit shows nothing (reference, 5.4).
    pub needs_anchor_price: bool,
    /// Whether products of an earlier unit may show again.
    pub show_repeated: bool,
    /// Whether products that the shopper has bought may show.
    pub show_bought: bool,
    /// Of a recommendation: whether the most viewed products fill what its list leaves empty.
    pub backup: bool,
    /// Of a recommendation: the kind of page it is meant for ([`Page`](super::Page)); empty where the merchant does not
    /// say.
    pub page: String,
    /// Of a recommendation: its heading, where the merchant says.
    pub heading: Option<String>,
}

/// What a unit shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The links and rules of a relation.
    Relation(Relation),
    /// The lists of a type of recommendation.
    Recommendation(Type),
}

impl Kind {
    /// The word of the relation or the type.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Relation(relation) => relation.name(),
            Kind::Recommendation(kind) => kind.name(),
        }
    }
}

impl Unit {
    /// The limits that Adobe Commerce's manual shows (reference, section 1.4), in the order of
    /// [`Relation::ALL`](crate::link::Relation::ALL).
    pub const LIMITS: [u32; 3] = [6, 8, 5];

    /// A unit of which nothing is set.
    #[inline(never)]
    pub const fn of(kind: Kind) -> Unit {
        let [related, up_sell, cross_sell] = Unit::LIMITS;
        let limit = match kind {
            Kind::Relation(Relation::Related) => related,
            Kind::Relation(Relation::UpSell) => up_sell,
            Kind::Relation(Relation::CrossSell) => cross_sell,
            Kind::Recommendation(_) => DEFAULT_LIMIT,
        };
        Unit {
            kind,
            name: String::new(),
            limit,
            active: true,
            show: Show::Both,
            rotation: Rotation::PriorityThenId,
            bundles: u32::MAX,
            filters: [Group::EVERY_PRODUCT, Group::EVERY_PRODUCT],
            needs_anchor_price: false,
            show_repeated: false,
            show_bought: false,
            backup: matches!(kind, Kind::Recommendation(kind) if kind.has_backup()),
            page: String::new(),
            heading: None,
        }
    }

    /// The relation whose links and rules it shows, if it shows any.
    pub fn relation(&self) -> Option<Relation> {
        match self.kind {
            Kind::Relation(relation) => Some(relation),
            Kind::Recommendation(_) => None,
        }
    }

    /// What it recommends, if it does.
    pub fn recommends(&self) -> Option<Type> {
        match self.kind {
            Kind::Relation(_) => None,
            Kind::Recommendation(kind) => Some(kind),
        }
    }

    /// Whether a filter asks something of the product that the unit is about.
    #[cfg(feature = "write")]
    pub fn filters_by_anchor(&self) -> bool {
        fn names_matched(group: &Group) -> bool {
            group.children.iter().any(|child| match child {
                Condition::Group(group) => names_matched(group),
                Condition::Leaf(leaf) => matches!(leaf.operand, Operand::Matched(_) | Operand::MatchedPrice { .. }),
            })
        }
        self.filters.iter().any(names_matched)
    }

    pub(super) fn set_filters(&mut self, include: Vec<Condition>, exclude: Vec<Condition>) {
        let all = |expected, children| Group { aggregator: Aggregator::All, expected, children };
        self.filters = [all(true, include), all(false, exclude)];
        self.needs_anchor_price = self.filters.iter().any(compares_anchor_price);
    }
}

fn compares_anchor_price(group: &Group) -> bool {
    group.children.iter().any(|child| match child {
        Condition::Group(group) => compares_anchor_price(group),
        Condition::Leaf(leaf) => {
            matches!(leaf.operand, Operand::Matched(Attribute::Price) | Operand::MatchedPrice { .. })
        }
    })
}
