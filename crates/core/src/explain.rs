//! The trace: for each card the link or the rule and the conditions that brought it, for each product that something
//! else brought or might have brought, the first thing that stopped it. The selection itself tells; here it is only
//! written down, so a trace cannot say anything else than what the page shows.

mod finding;
mod recorder;
mod words;

use crate::condition::Scene;
use crate::context::Context;
use crate::feed::{Feed, Logic, Rotation, Show, Unit};
use crate::link::Relation;
use crate::recommend::Type;
use crate::select::{Card, NOTHING, Reason, Selection};
use alloc::string::String;
use alloc::vec::Vec;
use recorder::Recorder;

pub use finding::Finding;
pub use words::NotShown;

/// Everything that decided a unit's cards. Its [`Display`](core::fmt::Display) is a tree for people.
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "write", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct Trace {
    /// The unit's relation, or the name of the unit of recommendations.
    pub relation: String,
    /// What it recommends, if that is what it does.
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    pub recommends: Option<Type>,
    /// Whether the unit shows anything at all.
    pub active: bool,
    /// How many cards at most.
    pub limit: usize,
    /// Which products it shows.
    pub show: Show,
    /// In which order.
    pub rotation: Rotation,
    /// What negative operators make of a missing value.
    pub logic: Logic,
    /// The viewed product, or those in the cart, last added first.
    pub anchors: Vec<String>,
    /// The cards, in their order.
    pub cards: Vec<TracedCard>,
    /// The rules of this relation, in their order.
    pub rules: Vec<TracedRule>,
    /// What does not show: in the order in which it was stopped.
    pub rejected: Vec<Rejection>,
}

/// Why a card is there.
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "write", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct TracedCard {
    /// The product.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// What brought it.
    pub source: Source,
    /// For a card of a rule: what the products to display found in it.
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Vec::is_empty"))]
    pub conditions: Vec<Finding>,
}

/// What brings a product.
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "write", derive(serde::Serialize), serde(rename_all = "kebab-case", tag = "kind"))]
pub enum Source {
    /// A link of the merchant's.
    Link {
        /// The product that has it.
        from: String,
        /// Its position.
        position: u32,
    },
    /// It is a bundle.
    Bundle {
        /// The product that it contains.
        part: String,
    },
    /// A rule.
    Rule {
        /// Its name.
        rule: String,
        /// The product that it matched.
        matched: String,
    },
    /// A list of a type of recommendation.
    List {
        /// The type.
        #[cfg_attr(feature = "write", serde(rename = "type"))]
        list: Type,
        /// The product that has the list; the shop has it where this is none.
        #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
        from: Option<String>,
    },
    /// The shopper's own history.
    History,
    /// The most viewed products, in places that the unit's own list leaves empty.
    Backup,
}

/// What became of a rule.
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "write", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct TracedRule {
    /// Its name.
    pub rule: String,
    /// Its priority.
    pub priority: u32,
    /// Why it has nothing to say here, if it has not.
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    pub silent: Option<&'static str>,
    /// The products that it matches: the viewed one, or some of the cart.
    pub matched: Vec<String>,
    /// The first condition that kept it from the others.
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Vec::is_empty"))]
    pub not_matched: Vec<NotMatched>,
}

/// Why a rule is not about a product.
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "write", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct NotMatched {
    /// The product.
    pub sku: String,
    /// The condition of the products to match that it does not satisfy.
    pub condition: Finding,
}

/// Why a product does not show.
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "write", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct Rejection {
    /// The product.
    pub sku: String,
    /// Its name; empty where the feed does not have it.
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "String::is_empty"))]
    pub name: String,
    /// What would have brought it.
    pub source: Source,
    /// What stopped it, in words.
    pub why: String,
    /// The condition or filter that stopped it.
    #[cfg_attr(feature = "write", serde(skip_serializing_if = "Option::is_none"))]
    pub condition: Option<Finding>,
}

/// Which of the products that do not show a trace speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// The candidates: those that a rule considers for this page. The same in every layout of a feed.
    Candidates,
    /// Every product of the feed, with the condition that keeps it out.
    WholeFeed,
}

/// Selects as [`select`](crate::select::select) does, and says why.
pub fn explain(feed: &Feed, relation: Relation, limit: Option<u32>, context: &Context, scope: Scope) -> Trace {
    explain_for(feed, feed.unit(relation), limit, context, scope)
}

/// Selects as [`select_for`](crate::select::select_for) does, and says why.
pub fn explain_for(feed: &Feed, unit: &Unit, limit: Option<u32>, context: &Context, scope: Scope) -> Trace {
    let scene = Scene::of(feed, context);
    let anchor = unit.anchor(feed, context).unwrap_or(&NOTHING);
    let recorder = Recorder { scene, unit, anchor, scope, rules: Vec::new(), rejected: Vec::new() };
    let mut selection = Selection::new(feed, unit, limit, context, recorder);
    selection.run();
    let Selection { scene, anchors, limit, cards, witness, .. } = selection;
    let mut rules = witness.rules;
    // Where links alone show, or nothing at all, no rule was asked.
    if let Some(relation) = unit.relation()
        && (!unit.active || unit.show == Show::Selected)
    {
        let silent = if unit.active { "the unit shows chosen products only" } else { "the unit is switched off" };
        let asked = feed.rules.iter().filter(|rule| rule.relation == relation);
        rules = asked.map(|rule| TracedRule::of(rule, Some(silent))).collect();
    }
    Trace {
        relation: unit.name.clone(),
        recommends: unit.recommends(),
        active: unit.active,
        limit,
        show: unit.show,
        rotation: unit.rotation,
        logic: scene.logic,
        anchors: anchors.iter().map(|anchor| anchor.sku.clone()).collect(),
        cards: cards.iter().map(|card| TracedCard::of(card, &scene)).collect(),
        rules,
        rejected: witness.rejected,
    }
}

impl TracedCard {
    fn of(card: &Card<'_>, scene: &Scene<'_>) -> TracedCard {
        let conditions = match card.reason {
            Reason::Rule { rule, matched } => {
                finding::satisfied(&rule.products_to_display, card.product, rule.matched(matched), scene)
            }
            _ => Vec::new(),
        };
        let Card { product, reason } = card;
        TracedCard { sku: product.sku.clone(), name: product.name.clone(), source: (*reason).into(), conditions }
    }
}

impl From<Reason<'_>> for Source {
    fn from(reason: Reason<'_>) -> Source {
        match reason {
            Reason::Link { from, position } => Source::Link { from: from.sku.clone(), position },
            Reason::Bundle { part } => Source::Bundle { part: part.sku.clone() },
            Reason::Rule { rule, matched } => Source::Rule { rule: rule.name.clone(), matched: matched.sku.clone() },
            Reason::List { kind, from } => Source::List { list: kind, from: from.map(|from| from.sku.clone()) },
            Reason::History => Source::History,
            Reason::Backup => Source::Backup,
        }
    }
}

#[cfg(test)]
mod tests;
