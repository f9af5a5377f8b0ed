//! The witness that writes down what a selection leaves out, in words.

use super::{Finding, NotMatched, Rejection, Scope, TracedRule, finding};
use crate::condition::{Matched, Scene};
use crate::feed::{Product, Rotation, Unit};
use crate::link::Relation;
use crate::rule::{Rule, Silence};
use crate::select::{Obstacle, Reason, Witness};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

pub(super) struct Recorder<'feed, 'context> {
    pub(super) scene: Scene<'context>,
    pub(super) unit: &'feed Unit,
    /// The first product that the unit is about.
    pub(super) anchor: &'feed Product,
    pub(super) scope: Scope,
    pub(super) rules: Vec<TracedRule>,
    pub(super) rejected: Vec<Rejection>,
}

impl<'feed> Witness<'feed> for Recorder<'feed, '_> {
    const THOROUGH: bool = true;

    fn asks_for_all(&self) -> bool {
        self.scope == Scope::WholeFeed
    }

    fn unknown(&mut self, reason: Reason<'feed>, sku: &'feed str) {
        self.rejected.push(Rejection {
            sku: sku.into(),
            name: String::new(),
            source: reason.into(),
            why: "the feed has no such product".into(),
            condition: None,
        });
    }

    fn stopped(&mut self, reason: Reason<'feed>, product: &'feed Product, obstacle: Obstacle) {
        self.rejected.push(Rejection {
            sku: product.sku.clone(),
            name: product.name.clone(),
            source: reason.into(),
            why: self.why(reason, obstacle),
            condition: self.condition(reason, product, obstacle),
        });
    }

    fn silent(&mut self, rule: &'feed Rule, silence: Silence) {
        let why = match silence {
            Silence::Inactive => "it is switched off",
            Silence::Early => "its first day is still to come",
            Silence::Late => "its last day has passed",
            Silence::NoDate => "it has dates, and today is not known",
            Silence::Segment => "the shopper is in none of its segments",
        };
        self.rules.push(TracedRule::of(rule, Some(why)));
    }

    fn has_enough(&mut self, rule: &'feed Rule) {
        let traced = self.rules.iter_mut().rev().find(|traced| traced.rule == rule.name);
        if let Some(traced) = traced {
            traced.silent = Some("higher rules have enough to show");
        }
    }

    fn speaks(&mut self, rule: &'feed Rule) {
        self.rules.push(TracedRule::of(rule, None));
    }

    fn asked(&mut self, rule: &'feed Rule, anchor: &'feed Product, matches: bool) {
        let Some(traced) = self.rules.last_mut() else { return };
        if matches {
            traced.matched.push(anchor.sku.clone());
        } else if let Some(condition) =
            finding::failing(&rule.products_to_match, anchor, rule.matched(anchor), &self.scene)
        {
            traced.not_matched.push(NotMatched { sku: anchor.sku.clone(), condition });
        }
    }
}

impl Recorder<'_, '_> {
    fn why(&self, reason: Reason<'_>, obstacle: Obstacle) -> String {
        let unit = self.unit;
        let by_chance = matches!(reason, Reason::Rule { .. }) && unit.rotation != Rotation::PriorityThenId;
        let text = match obstacle {
            Obstacle::Hidden => "it has no page of its own",
            Obstacle::OutOfStock => "it is out of stock",
            Obstacle::Anchor if unit.relation() == Some(Relation::CrossSell) => "it is in the cart",
            Obstacle::Anchor if unit.recommends().is_some() => "the unit is about it, or it is in the cart",
            Obstacle::Anchor => "it is the viewed product, its parent or its variant",
            Obstacle::Shown => "an earlier unit of the page shows it",
            Obstacle::Bought => "the shopper has bought it",
            Obstacle::NoAnchorPrice => "a filter compares with a price that the viewed product does not have",
            Obstacle::Filter => "a filter of the unit",
            Obstacle::Condition => "a condition of the rule",
            Obstacle::Taken => "it is there already",
            Obstacle::BundleLimit => "the unit takes no more bundles",
            Obstacle::PoolLimit => "higher rules have brought as many as the unit considers",
            Obstacle::UnitLimit => "the unit is full",
            Obstacle::NotDrawn => "the draw went to others",
            Obstacle::Candidates => {
                let n_candidates = match reason {
                    Reason::Rule { rule, .. } => rule.n_candidates(),
                    _ => 0,
                };
                return format!("the rule considers {n_candidates} at most, and others come first");
            }
            Obstacle::RuleLimit => {
                let limit = match reason {
                    Reason::Rule { rule, .. } => rule.limit,
                    _ => 0,
                };
                let chance = if by_chance { ", and the draw went to others" } else { "" };
                return format!("the rule brings {limit} at most{chance}");
            }
        };
        text.into()
    }

    fn condition(&self, reason: Reason<'_>, product: &Product, obstacle: Obstacle) -> Option<Finding> {
        match (obstacle, reason) {
            (Obstacle::Condition, Reason::Rule { rule, matched }) => {
                finding::failing(&rule.products_to_display, product, rule.matched(matched), &self.scene)
            }
            (Obstacle::Filter, reason) => {
                let matched = Matched { product: reason.anchor().unwrap_or(self.anchor), declared: &[] };
                let filters = &self.unit.filters;
                filters.iter().find_map(|filter| finding::failing(filter, product, matched, &self.scene))
            }
            _ => None,
        }
    }
}

impl TracedRule {
    pub(super) fn of(rule: &Rule, silent: Option<&'static str>) -> TracedRule {
        TracedRule {
            rule: rule.name.clone(),
            priority: rule.priority,
            silent,
            matched: Vec::new(),
            not_matched: Vec::new(),
        }
    }
}
