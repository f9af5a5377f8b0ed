//! Narrowing: of all products, those that a rule considers for a product, by everything that is decided without a
//! shopper. The customer group decides prices, so where prices matter every group is asked; what is found is what any
//! shopper's page may need.
//!
//! A condition is one of three kinds. What speaks of no matched product is decided once for each product of the feed.
//! What compares with a matched product's categories and attributes is decided once for all products that say the same
//! there. What compares with its price, name or SKU is asked one product at a time, in the order in which the evaluator
//! would consider them, until there are enough.

mod conjunct;
mod members;
mod plan;

use super::Parts;
use super::block::Needs;
use conjunct::Asked;
use hashbrown::HashMap;
use kindred_core::candidates::{BLOCK, start_of};
use kindred_core::condition::Scene;
use kindred_core::feed::Rotation;
use kindred_core::link::Relation;
use members::{Catalogue, Members};
use plan::Plan;
use std::rc::Rc;

/// What all threads share.
pub(super) struct Narrow<'a> {
    parts: &'a Parts<'a>,
    catalogue: Catalogue<'a>,
    /// For each rule what is known of it; none for a rule that no page hears of.
    plans: Vec<Option<Plan<'a>>>,
    /// The customer groups, nobody's first.
    groups: Vec<Option<&'a str>>,
}

impl<'a> Narrow<'a> {
    pub(super) fn of(parts: &'a Parts<'a>) -> Narrow<'a> {
        let nobody_and_all = std::iter::once(None).chain(parts.groups.iter().map(|group| Some(group.as_str())));
        let mut groups: Vec<Option<&str>> = nobody_and_all.collect();
        let plans: Vec<Option<Plan<'_>>> = parts.rules.iter().map(|rule| Plan::of(parts, rule, &groups)).collect();
        if !plans.iter().flatten().any(|plan| plan.is_about_prices) {
            groups.truncate(1);
        }
        Narrow { parts, catalogue: Catalogue::of(parts), plans, groups }
    }

    fn scene(&self, group: usize) -> Scene<'a> {
        Scene { logic: self.parts.settings.logic, group: self.groups[group], fold: |text| text.to_lowercase() }
    }
}

/// How many places cached members may have together before they are thrown away, for each thread.
const CACHED: usize = 8 << 20;

/// What one thread knows while it goes from block to block.
pub(super) struct Narrowing<'a> {
    narrow: &'a Narrow<'a>,
    block: u32,
    /// By rule, group and what a product says where the rule compares.
    members: HashMap<(u32, usize, Vec<u8>), Rc<Members>>,
    n_cached: usize,
    /// Which products of the block are among the members.
    neighbours: HashMap<(u32, usize, Vec<u8>), u64>,
}

impl<'a> Narrowing<'a> {
    pub(super) fn new(narrow: &'a Narrow<'a>) -> Narrowing<'a> {
        Narrowing { narrow, block: 0, members: HashMap::new(), n_cached: 0, neighbours: HashMap::new() }
    }

    /// Begins with another block.
    pub(super) fn enter(&mut self, block: u32) {
        self.block = block;
        self.neighbours.clear();
    }

    /// What the units of the page of the product at a place of this block need, for whichever shopper: the places of
    /// candidates, and the rules that may match it.
    pub(super) fn add_needs(&mut self, place: u32, needs: &mut Needs) {
        for group in 0..self.narrow.groups.len() {
            for relation in Relation::ALL {
                self.add_unit(relation, group, place, needs);
            }
        }
    }

    /// Goes through the rules of a unit as the evaluator does, but counts only those that speak on every day and to
    /// everyone: whether the others do is not known here.
    fn add_unit(&mut self, relation: Relation, group: usize, place: u32, needs: &mut Needs) {
        let narrow = self.narrow;
        let unit = narrow.parts.settings.unit(relation);
        let anchor = &narrow.parts.products[place as usize];
        let scene = narrow.scene(group);
        let mut considered: Vec<u32> = Vec::new();
        let (mut priority, mut has_enough) = (0, false);
        for (rule, plan) in (0..).zip(&narrow.plans) {
            let Some(plan) = plan else { continue };
            if plan.rule.relation != relation || !plan.rule.matches(anchor, &scene) {
                continue;
            }
            // Also of a rule that is not asked: its limit has a say in how many the others may bring.
            needs.rules.push(rule);
            let is_lower = std::mem::replace(&mut priority, plan.rule.priority) < plan.rule.priority;
            has_enough |= is_lower && unit.has_enough(considered.len());
            if has_enough {
                continue;
            }
            let asked = Asked { matched: plan.rule.matched(anchor), scene };
            let found = self.found(plan, rule, group, place, &asked);
            if plan.speaks_always() {
                considered.extend(&found);
                considered.sort_unstable();
                considered.dedup();
            }
            needs.cards.extend(found);
        }
    }

    /// The candidates for one shopper's group.
    fn found(&mut self, plan: &Plan<'a>, rule: u32, group: usize, place: u32, asked: &Asked<'_>) -> Vec<u32> {
        // Where no price decides, all groups find the same.
        let group = if plan.is_about_prices { group } else { 0 };
        let key = (rule, group, plan.key(asked));
        let members = self.members(plan, &key, asked);
        let search = Search { parts: self.narrow.parts, plan, asked, most: plan.rule.n_candidates() };
        if plan.rotation == Rotation::PriorityThenId {
            return search.first(&members);
        }
        let neighbours = self.neighbours(plan, key, asked);
        search.near(&members, neighbours, self.narrow.parts.ranks[place as usize])
    }

    fn members(&mut self, plan: &Plan<'a>, key: &(u32, usize, Vec<u8>), asked: &Asked<'_>) -> Rc<Members> {
        if let Some(known) = self.members.get(key) {
            return Rc::clone(known);
        }
        if self.n_cached > CACHED {
            self.members.clear();
            self.n_cached = 0;
        }
        let members = Rc::new(self.narrow.catalogue.members(plan, key.1, asked));
        self.n_cached += members.len();
        self.members.insert(key.clone(), Rc::clone(&members));
        members
    }

    /// Which ranks of the block are members, the first in the lowest bit.
    fn neighbours(&mut self, plan: &Plan<'a>, key: (u32, usize, Vec<u8>), asked: &Asked<'_>) -> u64 {
        if let Some(known) = self.neighbours.get(&key) {
            return *known;
        }
        let parts = self.narrow.parts;
        let first = self.block * BLOCK;
        let mut found = 0;
        for rank in first..(first + BLOCK).min(parts.n_products() as u32) {
            let place = parts.places[rank as usize];
            let is_member = plan.is_in_base(key.1, place) && plan.accepts_alike(&parts.products[place as usize], asked);
            found |= u64::from(is_member) << (rank - first);
        }
        self.neighbours.insert(key, found);
        found
    }
}

/// A search for a number of candidates.
struct Search<'a, 'b> {
    parts: &'a Parts<'a>,
    plan: &'b Plan<'a>,
    asked: &'b Asked<'b>,
    most: usize,
}

impl Search<'_, '_> {
    /// Those that stand first in the feed.
    fn first(&self, members: &Members) -> Vec<u32> {
        let mut found = Vec::with_capacity(self.most);
        for part in [&members.in_stock, &members.out_of_stock] {
            self.take(part.iter().map(|(_, place)| *place), &mut found);
        }
        found
    }

    /// The neighbours of the product with that rank, then those that follow on the circle.
    fn near(&self, members: &Members, neighbours: u64, rank: u32) -> Vec<u32> {
        let block = rank / BLOCK;
        let first = block * BLOCK;
        let around = (0..BLOCK).map(|step| (rank + step) % BLOCK).filter(|bit| neighbours >> bit & 1 == 1);
        let around: Vec<u32> = around.map(|bit| self.parts.places[(first + bit) as usize]).collect();
        let mut found = Vec::with_capacity(self.most);
        for (in_stock, part) in [(true, &members.in_stock), (false, &members.out_of_stock)] {
            let has_stock = |place: &u32| self.parts.products[*place as usize].in_stock == in_stock;
            self.take(around.iter().copied().filter(has_stock), &mut found);
            let begin = part.partition_point(|(number, _)| *number < start_of(block));
            let circle = part[begin..].iter().chain(&part[..begin]).map(|(_, place)| *place);
            self.take(circle.filter(|place| self.parts.ranks[*place as usize] / BLOCK != block), &mut found);
        }
        found
    }

    fn take(&self, places: impl Iterator<Item = u32>, found: &mut Vec<u32>) {
        let left = self.most.saturating_sub(found.len());
        let passes = |place: &u32| self.plan.accepts_singly(&self.parts.products[*place as usize], self.asked);
        found.extend(places.filter(passes).take(left));
    }
}
