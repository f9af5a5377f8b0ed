//! Narrowing: of all products, those that a rule considers for a product, by everything that is decided without a
//! shopper. The customer group decides prices, so where prices matter every group is asked; what is found is what any
//! shopper's page may need.
//!
//! A condition is one of three kinds. What speaks of no matched product is decided once for each product of the feed.
//! What compares with a matched product's categories and attributes is decided once for all products of a block that say
//! the same there. What compares with its price, name or SKU is asked one product at a time, in the order in which the
//! evaluator would consider them, until there are enough.

mod catalogue;
mod categories;
mod conjunct;
mod neighbours;
mod plan;
mod pool;
mod prices;
mod tree;
mod values;

use super::Parts;
use super::block::Needs;
use crate::cores::{both, jobs};
use catalogue::{ByChance, Catalogue};
use categories::Categories;
use conjunct::Asked;
use hashbrown::HashMap;
use kindred_core::candidates::Supply;
use kindred_core::condition::Scene;
use kindred_core::link::Relation;
use plan::Plan;
use pool::{Found, Known, Pool};
use prices::Prices;

use neighbours::Neighbours;

pub(super) use neighbours::each;

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
    /// What products cost each group, where rules compare that.
    prices: Vec<Prices>,
}

impl<'a> Narrow<'a> {
    pub(super) fn of(parts: &'a Parts<'a>) -> Narrow<'a> {
        let nobody_and_all = std::iter::once(None).chain(parts.groups.iter().map(|group| Some(group.as_str())));
        let mut groups: Vec<Option<&str>> = nobody_and_all.collect();
        let scenes: Vec<Scene<'_>> = groups.iter().map(|group| scene(parts, *group)).collect();
        let (plans, categories) = both(
            || jobs(parts.rules.len(), |rule| Plan::of(parts, &parts.rules[rule], &scenes)),
            || Categories::of(parts),
        );
        if !plans.iter().flatten().any(|plan| plan.is_about_prices) {
            groups.truncate(1);
        }
        let compares_prices = plans.iter().flatten().any(|plan| !plan.ranges.is_empty());
        let n_prices = if compares_prices { groups.len() } else { 0 };
        let catalogues =
            [ByChance::Yes, ByChance::No].map(|by_chance| Catalogue::of(parts, &categories, &plans, by_chance));
        let prices = groups[..n_prices].iter().map(|group| Prices::of(&parts.products, *group)).collect();
        Narrow { parts, categories, catalogues, plans, groups, prices }
    }

    fn catalogue(&self, by_chance: ByChance) -> Option<&Catalogue<'a>> {
        let [with, without] = &self.catalogues;
        if by_chance == ByChance::Yes { with.as_ref() } else { without.as_ref() }
    }

    /// What the product at a place costs a group, where rules compare that.
    fn price(&self, group: usize, place: u32) -> i64 {
        self.prices[group].at(place)
    }

    fn scene(&self, group: usize) -> Scene<'a> {
        scene(self.parts, self.groups[group])
    }
}

fn scene<'a>(parts: &'a Parts<'_>, group: Option<&'a str>) -> Scene<'a> {
    Scene { logic: parts.settings.logic, group, fold: |text| text.to_lowercase() }
}

/// What one thread knows while it goes from block to block.
pub(super) struct Narrowing<'a> {
    narrow: &'a Narrow<'a>,
    block: u32,
    neighbours: Neighbours,
    known: Known,
    pools: Vec<Pool<'a>>,
    /// The pools by rule, group and what the matched product says.
    by_key: HashMap<Box<[u32]>, usize>,
    key: Vec<u32>,
    found: Found,
    /// What rules of one unit have found for one product.
    seen: Found,
}

impl<'a> Narrowing<'a> {
    pub(super) fn new(narrow: &'a Narrow<'a>) -> Narrowing<'a> {
        Narrowing {
            narrow,
            block: 0,
            neighbours: Neighbours::default(),
            known: Known::default(),
            pools: Vec::new(),
            by_key: HashMap::new(),
            key: Vec::new(),
            found: Found::default(),
            seen: Found::default(),
        }
    }

    /// Begins with another block.
    pub(super) fn enter(&mut self, block: u32) {
        self.block = block;
        self.neighbours.enter(self.narrow, block);
        self.known.forget();
        self.pools.clear();
        self.by_key.clear();
    }

    /// The places of the block, in order of their ranks.
    pub(super) fn places(&self) -> &[u32] {
        &self.neighbours.places
    }

    /// What the units of the page of one product of this block need, for whichever shopper: the candidates, and the
    /// rules that may match it.
    pub(super) fn add_needs(&mut self, bit: u32, needs: &mut Needs) {
        for group in 0..self.narrow.groups.len() {
            for relation in Relation::ALL {
                self.add_unit(relation, group, bit, needs);
            }
        }
    }

    /// Goes through the rules of a unit as the evaluator does on a day on which all speak.
    fn add_unit(&mut self, relation: Relation, group: usize, bit: u32, needs: &mut Needs) {
        let narrow = self.narrow;
        let unit = narrow.parts.settings.unit(relation);
        let place = self.neighbours.places[bit as usize];
        let mut supply = Supply::default();
        self.seen.neighbours = 0;
        self.seen.others.clear();
        for (rule, plan) in (0..).zip(&narrow.plans) {
            let Some(plan) = plan.as_ref().filter(|plan| plan.rule.relation == relation) else { continue };
            let group = plan.deciding(group);
            if !plan.matches(group, place) {
                continue;
            }
            // Also of a rule that is not asked: its limit has a say in how many the others may bring.
            needs.rules.push(rule);
            if supply.needs(plan.rule, unit) {
                let pool = self.pool(plan, rule, group, place);
                let Narrowing { neighbours, known, found, pools, .. } = self;
                pools[pool].find(narrow, neighbours, bit, known, found);
                if plan.rule.speaks_always() {
                    supply.count(plan.rule, self.n_new());
                }
                needs.neighbours |= self.found.neighbours;
                needs.cards.extend_from_slice(&self.found.others);
            }
        }
    }

    /// How much of what was found no rule has found before.
    fn n_new(&mut self) -> usize {
        let Narrowing { found, seen, .. } = self;
        let n_seen = seen.others.len();
        for place in &found.others {
            if !seen.others[..n_seen].contains(place) {
                seen.others.push(*place);
            }
        }
        let n_new = (found.neighbours & !seen.neighbours).count_ones() as usize + seen.others.len() - n_seen;
        seen.neighbours |= found.neighbours;
        n_new
    }

    /// The number of the pool that a rule has for a product and all that say the same.
    fn pool(&mut self, plan: &'a Plan<'a>, rule: u32, group: usize, place: u32) -> usize {
        let narrow = self.narrow;
        self.key.clear();
        self.key.extend([rule, group as u32]);
        self.key.extend(plan.shared.iter().map(|column| narrow.parts.columns.at(*column).class(place)));
        if let Some(known) = self.by_key.get(self.key.as_slice()) {
            return *known;
        }
        let declared = plan.rule.declared_categories.as_slice();
        let asked = Asked::new(narrow.parts, &narrow.categories, (place, declared), narrow.scene(group));
        let pool = Pool::new(plan, (rule, group), self.block, asked, &mut self.neighbours, &mut self.known);
        self.pools.push(pool);
        self.by_key.insert(self.key.as_slice().into(), self.pools.len() - 1);
        self.pools.len() - 1
    }
}
