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
use conjunct::Asked;
use kindred_core::candidates::{BLOCK, start_of};
use kindred_core::condition::Scene;
use kindred_core::feed::Rotation;
use members::{Catalogue, Members};
use plan::Plan;
use std::collections::HashMap;
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
        let groups: Vec<Option<&str>> = nobody_and_all.collect();
        let plans = parts.rules.iter().map(|rule| Plan::of(parts, rule, &groups)).collect();
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

    /// Adds the places of a rule's candidates for the product at a place of this block, for whichever shopper. Whether
    /// the rule may match it at all.
    pub(super) fn candidates(&mut self, rule: u32, place: u32, cards: &mut impl Extend<u32>) -> bool {
        let narrow = self.narrow;
        let Some(plan) = &narrow.plans[rule as usize] else { return false };
        let anchor = &narrow.parts.products[place as usize];
        let mut speaks = false;
        // Where no price decides, all groups find the same.
        let n_groups = if plan.is_about_prices { narrow.groups.len() } else { 1 };
        for group in 0..n_groups {
            let scene = narrow.scene(group);
            if plan.rule.matches(anchor, &scene) {
                speaks = true;
                let asked = Asked { matched: plan.rule.matched(anchor), scene };
                cards.extend(self.found(plan, rule, group, place, &asked));
            }
        }
        speaks
    }

    /// The candidates for one shopper's group.
    fn found(&mut self, plan: &Plan<'a>, rule: u32, group: usize, place: u32, asked: &Asked<'_>) -> Vec<u32> {
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
