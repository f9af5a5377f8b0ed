//! What rules bring of their candidates: each up to its own limit, all together up to the real limit, then the rotation,
//! then what is left of the unit's limit (reference, section 3.3; decisions 1 to 3).

use super::{Card, Obstacle, Reason, Selection, TAKEN, Witness};
use crate::candidates::Supply;
use crate::feed::{Kind, Product, Rotation};
use crate::link::Relation;
use crate::rotate::{Entry, Lots, rotate};
use crate::rule::Rule;
use alloc::vec::Vec;

/// A product that a rule has brought.
struct Found<'feed> {
    place: usize,
    card: Card<'feed>,
    entry: Entry,
    /// What decides which of a rule's products count where it may not bring all.
    rank_in_rule: u64,
}

/// A rule that speaks, with the anchors that it matches.
type Speaking<'feed> = (&'feed Rule, Vec<(u64, &'feed Product)>);

impl<'feed, W: Witness<'feed>> Selection<'feed, '_, W> {
    pub(super) fn add_rules(&mut self, relation: Relation) {
        let speaking = self.speaking(relation);
        let largest_limit = speaking.iter().map(|(rule, _)| rule.limit).max().unwrap_or(0);
        let real_limit = self.limit.saturating_add(largest_limit as usize);
        let left = self.limit.saturating_sub(self.cards.len());
        let may_end_early = self.unit.rotation != Rotation::WeightedRandom && !W::THOROUGH;
        let mut pool: Vec<Found<'feed>> = Vec::new();
        let mut supplies = alloc::vec![Supply::default(); self.anchors.len()];
        let mut priority = 0;
        for (number, (rule, anchors)) in (1..).zip(&speaking) {
            let is_lower = core::mem::replace(&mut priority, rule.priority) < rule.priority;
            // A lower priority fills only what the higher ones leave.
            if may_end_early && (left == 0 || (is_lower && pool.len() >= left)) {
                break;
            }
            for found in self.matches(number, rule, anchors, &mut supplies) {
                if pool.len() >= real_limit {
                    self.witness.stopped(found.card.reason, found.card.product, Obstacle::PoolLimit);
                } else {
                    self.take(found.place);
                    pool.push(found);
                }
            }
        }
        let entries: Vec<Entry> = pool.iter().map(|found| found.entry).collect();
        let mut pool: Vec<Option<Found<'feed>>> = pool.into_iter().map(Some).collect();
        for shown in rotate(self.unit.rotation, &entries, left) {
            if let Some(found) = pool.get_mut(shown).and_then(Option::take) {
                self.cards.push(found.card);
            }
        }
        let by_chance = self.unit.rotation != Rotation::PriorityThenId && left > 0;
        let obstacle = if by_chance { Obstacle::NotDrawn } else { Obstacle::UnitLimit };
        for found in pool.into_iter().flatten() {
            self.witness.stopped(found.card.reason, found.card.product, obstacle);
        }
    }

    /// The rules of this relation that have something to say here, highest priority first.
    fn speaking(&mut self, relation: Relation) -> Vec<Speaking<'feed>> {
        let mut speaking = Vec::new();
        for rule in self.feed.rules.iter().filter(|rule| rule.relation == relation) {
            if let Some(silence) = rule.silence(self.context) {
                self.witness.silent(rule, silence);
                continue;
            }
            self.witness.speaks(rule);
            let mut matched = Vec::new();
            for (number, anchor) in (0..).zip(&self.anchors) {
                let matches = rule.matches(anchor, &self.scene);
                self.witness.asked(rule, anchor, matches);
                if matches {
                    matched.push((number, *anchor));
                }
            }
            if !matched.is_empty() {
                speaking.push((rule, matched));
            }
        }
        speaking
    }

    /// What a rule brings, at most as many as it may: for each anchor in turn its candidates in the order of the feed;
    /// where chance decides, any of them all.
    fn matches(
        &mut self,
        number: u32,
        rule: &'feed Rule,
        anchors: &[(u64, &'feed Product)],
        supplies: &mut [Supply],
    ) -> Vec<Found<'feed>> {
        let limit = rule.limit as usize;
        let by_chance = self.unit.rotation != Rotation::PriorityThenId;
        let viewed = self.viewed();
        // Which of a rule's products count, and where they show, are two throws: else a rule with many products
        // would also come first.
        let rule_lots = Lots::new(self.context.seed, &[&self.unit.name, viewed, "rule", &rule.name]);
        let unit_lots = Lots::new(self.context.seed, &[&self.unit.name, viewed, "unit"]);
        let (mut all, mut is_asked): (Vec<Found<'feed>>, bool) = (Vec::new(), false);
        for (anchor_number, matched) in anchors {
            let Some(supply) = supplies.get_mut(*anchor_number as usize) else { continue };
            if !supply.needs(rule, self.unit) {
                continue;
            }
            is_asked = true;
            let reason = Reason::Rule { rule, matched };
            let candidates = self.candidates(rule, matched);
            supply.add(rule, &candidates);
            for place in candidates {
                let Some(product) = self.feed.products.get(place) else { continue };
                if let Some(obstacle) = self.obstacle_for(place, product, matched, number) {
                    self.witness.stopped(reason, product, obstacle);
                    continue;
                }
                if let Some(mark) = self.marks.get_mut(place) {
                    *mark = number;
                }
                let rank = (anchor_number << 32) | place as u64;
                let rank_in_rule = if by_chance { u64::from(rule_lots.of(&product.sku)) } else { rank };
                if all.len() >= limit && all.last().is_none_or(|last| last.rank_in_rule <= rank_in_rule) {
                    self.witness.stopped(reason, product, Obstacle::RuleLimit);
                    continue;
                }
                let entry = Entry { priority: rule.priority, rank, lot: unit_lots.of(&product.sku) };
                let at = all.partition_point(|known| known.rank_in_rule <= rank_in_rule);
                all.insert(at, Found { place, card: Card { product, reason }, entry, rank_in_rule });
                if all.len() > limit
                    && let Some(last) = all.pop()
                {
                    self.witness.stopped(last.card.reason, last.card.product, Obstacle::RuleLimit);
                }
            }
        }
        if !is_asked {
            self.witness.has_enough(rule);
        }
        all
    }

    fn obstacle_for(&self, place: usize, product: &Product, anchor: &Product, number: u32) -> Option<Obstacle> {
        let mark = self.marks.get(place).copied().unwrap_or(TAKEN);
        if mark == TAKEN || mark == number {
            return Some(Obstacle::Taken);
        }
        self.static_obstacle(product).or_else(|| self.obstacle(place, anchor))
    }

    /// The viewed product, whose page has a draw of its own. A cart's draw stays as it was when the cart changes, so
    /// that the cards which stay stand still.
    fn viewed(&self) -> &'feed str {
        match (self.unit.kind, self.anchors.first()) {
            (Kind::Relation(Relation::Related | Relation::UpSell), Some(anchor)) => &anchor.sku,
            _ => "",
        }
    }
}
