//! Narrowing: of all products, those that a rule considers for a product, by everything that is decided without a
//! shopper. The customer group decides prices, so where prices matter every group is asked; what is found is what any
//! shopper's page may need.
//!
//! A condition is one of three kinds. What speaks of no matched product is decided once for each product of the feed.
//! What compares with a matched product's categories and attributes is decided once for all products that say the same
//! there. What compares with its price, name or SKU is asked one product at a time, in the order in which the evaluator
//! would consider them, until there are enough.

mod catalogue;
mod categories;
mod conjunct;
mod plan;
mod search;
mod values;

use super::Parts;
use super::block::Needs;
use catalogue::{ByChance, Catalogue};
use categories::Categories;
use conjunct::Asked;
use hashbrown::HashMap;
use kindred_core::candidates::{BLOCK, Supply};
use kindred_core::condition::Scene;
use kindred_core::feed::Rotation;
use kindred_core::link::Relation;
use plan::Plan;
use search::Search;
use std::thread;
use values::KnownClasses;

/// What all threads share.
pub(super) struct Narrow<'a> {
    parts: &'a Parts<'a>,
    categories: Categories<'a>,
    /// Where chance has a say, and where it has not.
    catalogues: [Option<Catalogue<'a>>; 2],
    /// For each rule what is known of it; none for a rule that no page hears of.
    plans: Vec<Option<Plan<'a>>>,
    /// The customer groups, nobody's first.
    groups: Vec<Option<&'a str>>,
}

impl<'a> Narrow<'a> {
    pub(super) fn of(parts: &'a Parts<'a>) -> Narrow<'a> {
        let nobody_and_all = std::iter::once(None).chain(parts.groups.iter().map(|group| Some(group.as_str())));
        let mut groups: Vec<Option<&str>> = nobody_and_all.collect();
        let categories = Categories::of(parts);
        let plans = plans(parts, &categories, &groups);
        if !plans.iter().flatten().any(|plan| plan.is_about_prices) {
            groups.truncate(1);
        }
        let catalogues =
            [ByChance::Yes, ByChance::No].map(|by_chance| Catalogue::of(parts, &categories, &plans, by_chance));
        Narrow { parts, categories, catalogues, plans, groups }
    }

    fn catalogue(&self, rotation: Rotation) -> Option<&Catalogue<'a>> {
        let [with, without] = &self.catalogues;
        if ByChance::of(rotation) == ByChance::Yes { with.as_ref() } else { without.as_ref() }
    }

    fn scene(&self, group: usize) -> Scene<'a> {
        Scene { logic: self.parts.settings.logic, group: self.groups[group], fold: |text| text.to_lowercase() }
    }
}

/// The plans of all rules, half of them made by another thread.
fn plans<'a>(parts: &'a Parts<'a>, categories: &Categories<'_>, groups: &[Option<&'a str>]) -> Vec<Option<Plan<'a>>> {
    let make = |rules: &'a [kindred_core::rule::Rule]| -> Vec<Option<Plan<'a>>> {
        rules.iter().map(|rule| Plan::of(parts, categories, rule, groups)).collect()
    };
    let (first, second) = parts.rules.split_at(parts.rules.len() / 2);
    thread::scope(|scope| {
        let other = scope.spawn(|| make(second));
        let mut plans = make(first);
        // A thread that panics takes the command with it.
        plans.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        plans
    })
}

/// What one thread knows while it goes from block to block.
pub(super) struct Narrowing<'a> {
    narrow: &'a Narrow<'a>,
    block: u32,
    classes: KnownClasses,
    /// Which products of the block a rule may show to all that say the same, by rule, group and what they say.
    neighbours: HashMap<(u32, usize, Vec<u8>), u128>,
}

impl<'a> Narrowing<'a> {
    pub(super) fn new(narrow: &'a Narrow<'a>) -> Narrowing<'a> {
        Narrowing { narrow, block: 0, classes: HashMap::new(), neighbours: HashMap::new() }
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

    /// Goes through the rules of a unit as the evaluator does on a day on which all speak.
    fn add_unit(&mut self, relation: Relation, group: usize, place: u32, needs: &mut Needs) {
        let narrow = self.narrow;
        let unit = narrow.parts.settings.unit(relation);
        let anchor = &narrow.parts.products[place as usize];
        let scene = narrow.scene(group);
        let mut supply = Supply::default();
        for (rule, plan) in (0..).zip(&narrow.plans) {
            let Some(plan) = plan else { continue };
            if plan.rule.relation != relation || !plan.rule.matches(anchor, &scene) {
                continue;
            }
            // Also of a rule that is not asked: its limit has a say in how many the others may bring.
            needs.rules.push(rule);
            if !supply.needs(plan.rule, unit) {
                continue;
            }
            let asked = Asked::new(plan.rule.matched(anchor), scene, &narrow.categories);
            let found = self.found(plan, rule, group, place, &asked);
            supply.add(plan.rule, &found.iter().map(|place| *place as usize).collect::<Vec<_>>());
            needs.cards.extend(found);
        }
    }

    /// The candidates for one shopper's group.
    fn found(&mut self, plan: &Plan<'a>, rule: u32, group: usize, place: u32, asked: &Asked<'_>) -> Vec<u32> {
        // Where no price decides, all groups find the same.
        let group = if plan.is_about_prices { group } else { 0 };
        let parts = self.narrow.parts;
        let neighbours = match plan.rotation {
            Rotation::PriorityThenId => 0,
            _ => self.neighbours(plan, (rule, group, plan.key(asked)), asked),
        };
        let mut search = Search {
            parts,
            plan,
            asked,
            group,
            lists: Vec::new(),
            singly: plan.singly(asked),
            left: plan.alike.iter().collect(),
            most: plan.rule.n_candidates(),
        };
        let mut shortest = plan.n_in_base(group);
        for conjunct in &plan.alike {
            let catalogue = self.narrow.catalogue(plan.rotation);
            let Some(lists) = catalogue.and_then(|known| known.lists(conjunct, asked, &mut self.classes)) else {
                continue;
            };
            let length = lists.iter().map(|list| list.len()).sum();
            if length < shortest {
                shortest = length;
                search.lists = lists;
                search.left = plan.alike.iter().filter(|other| !std::ptr::eq(*other, conjunct)).collect();
            }
        }
        if search.left.len() == plan.alike.len() {
            search.lists.push(plan.base(group, parts));
        }
        match plan.rotation {
            Rotation::PriorityThenId => search.first(),
            _ => search.near(neighbours, parts.ranks[place as usize]),
        }
    }

    /// Which ranks of the block a rule may show to all that say the same, the first in the lowest bit.
    fn neighbours(&mut self, plan: &Plan<'a>, key: (u32, usize, Vec<u8>), asked: &Asked<'_>) -> u128 {
        if let Some(known) = self.neighbours.get(&key) {
            return *known;
        }
        let parts = self.narrow.parts;
        let first = self.block * BLOCK;
        let mut found = 0;
        for rank in first..(first + BLOCK).min(parts.n_products() as u32) {
            let place = parts.places[rank as usize];
            let product = &parts.products[place as usize];
            let is_member = plan.is_in_base(key.1, place) && plan.accepts_alike(place, product, asked);
            found |= u128::from(is_member) << (rank - first);
        }
        self.neighbours.insert(key, found);
        found
    }
}
