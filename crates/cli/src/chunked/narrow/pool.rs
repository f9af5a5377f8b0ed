//! What a rule may show to all products of a block that say the same: found once, in the order in which the evaluator
//! would consider it, and only as far as somebody asks. Each product then takes what satisfies its own conditions.

use super::Narrow;
use super::catalogue::{ByChance, Stocked, Turn, next_of};
use super::conjunct::{Asked, Conjunct, Verdicts};
use super::neighbours::{Neighbours, each, first_from};
use super::plan::Plan;
use super::prices::Range;
use super::values::KnownClasses;
use kindred_core::candidates::BLOCK;

/// Where candidates are found for those that say the same as one product.
pub(super) struct Pool<'a> {
    plan: &'a Plan<'a>,
    group: usize,
    block: u32,
    asked: Asked<'a>,
    /// Those in the block.
    members: u128,
    /// Those elsewhere, once somebody needs some.
    elsewhere: Option<Elsewhere<'a>>,
}

/// What is found outside the block, or anywhere where chance has no say.
struct Elsewhere<'a> {
    /// The conditions that not everything in the lists satisfies.
    left: Vec<&'a Conjunct<'a>>,
    /// Through what is in stock, and through the rest.
    walks: [Walk<'a>; 2],
}

/// A way through several lists at once, from a turn on and round to it again.
struct Walk<'a> {
    /// What is left of each list.
    ahead: Vec<&'a [Turn]>,
    /// What is left of each once those are at their ends.
    behind: Vec<&'a [Turn]>,
    /// Who was found on the way.
    found: Vec<Member>,
}

/// Someone whom the conditions of all who say the same accept.
#[derive(Clone, Copy)]
struct Member {
    place: u32,
    /// What it costs, where rules compare that.
    price: i64,
}

/// The candidates of a rule for one product.
#[derive(Default)]
pub(super) struct Found {
    /// Those in the block.
    pub(super) neighbours: u128,
    /// The places of the others.
    pub(super) others: Vec<u32>,
}

/// What a thread remembers of comparisons.
#[derive(Default)]
pub(super) struct Known {
    pub(super) verdicts: Verdicts,
    pub(super) classes: KnownClasses,
}

impl Known {
    /// So many comparisons are remembered at most, or little more: neighbours ask for the same ones.
    const MOST: usize = 1 << 17;

    /// Forgets what has become too much.
    pub(super) fn forget(&mut self) {
        if self.verdicts.len() + self.classes.len() > Known::MOST {
            *self = Known::default();
        }
    }
}

impl<'a> Pool<'a> {
    /// The pool of those that say the same as the product that is asked for.
    pub(super) fn new(
        plan: &'a Plan<'a>,
        (rule, group): (u32, usize),
        block: u32,
        asked: Asked<'a>,
        neighbours: &mut Neighbours,
        known: &mut Known,
    ) -> Pool<'a> {
        let members = match ByChance::of(plan.rotation) {
            ByChance::Yes => neighbours.members(plan, (rule, group), &asked, &mut known.verdicts),
            ByChance::No => 0,
        };
        Pool { plan, group, block, asked, members, elsewhere: None }
    }

    /// Finds the candidates for the product of a bit in the block.
    pub(super) fn find(
        &mut self,
        narrow: &'a Narrow<'a>,
        neighbours: &Neighbours,
        bit: u32,
        known: &mut Known,
        found: &mut Found,
    ) {
        found.neighbours = 0;
        found.others.clear();
        let parts = narrow.parts;
        let place = neighbours.places[bit as usize];
        let scene = narrow.scene(self.group);
        let range = Range::of(&self.plan.ranges, &parts.products[place as usize], &scene);
        let declared = self.plan.rule.declared_categories.as_slice();
        let own =
            (!self.plan.singly.is_empty()).then(|| Asked::new(parts, &narrow.categories, (place, declared), scene));
        let (group, plan) = (self.group, self.plan);
        let compares_prices = !plan.ranges.is_empty();
        let satisfies = |place: u32, known: &mut Verdicts| {
            own.as_ref().is_none_or(|own| plan.singly.iter().all(|single| single.accepts(place, own, known)))
        };
        let mut left = self.plan.rule.n_candidates();
        let in_range = if compares_prices { neighbours.within(group, range) } else { u128::MAX };
        for stock in 0..2 {
            let of_stock = if stock == 0 { neighbours.in_stock } else { !neighbours.in_stock };
            let mut passing = self.members & in_range & of_stock;
            if !plan.singly.is_empty() {
                let place = |bit: &u32| neighbours.places[*bit as usize];
                let bits = each(passing).filter(|bit| satisfies(place(bit), &mut known.verdicts));
                passing = bits.fold(0, |bits, bit| bits | 1 << bit);
            }
            passing = first_from(passing, bit, left);
            left -= passing.count_ones() as usize;
            found.neighbours |= passing;
            let mut n_asked = 0;
            while left > 0 && (n_asked < self.n_found(stock) || self.find_another(narrow, neighbours, stock, known)) {
                let Some(elsewhere) = &self.elsewhere else { break };
                for member in &elsewhere.walks[stock].found[n_asked..] {
                    n_asked += 1;
                    if (!compares_prices || range.has(member.price)) && satisfies(member.place, &mut known.verdicts) {
                        found.others.push(member.place);
                        left -= 1;
                        if left == 0 {
                            break;
                        }
                    }
                }
            }
        }
    }

    /// How many members elsewhere are known, in stock or not.
    fn n_found(&self, stock: usize) -> usize {
        self.elsewhere.as_ref().map_or(0, |elsewhere| elsewhere.walks[stock].found.len())
    }

    /// Finds the next member elsewhere, in stock or not, if there is one more.
    fn find_another(
        &mut self,
        narrow: &'a Narrow<'a>,
        neighbours: &Neighbours,
        stock: usize,
        known: &mut Known,
    ) -> bool {
        let Pool { plan, group, block, asked, elsewhere, .. } = self;
        let parts = narrow.parts;
        let by_chance = ByChance::of(plan.rotation);
        if elsewhere.is_none() {
            *elsewhere = Elsewhere::of(narrow, plan, *group, neighbours, asked, known);
        }
        let Some(Elsewhere { left, walks }) = elsewhere else { return false };
        let walk = &mut walks[stock];
        while let Some(Turn { place, .. }) = walk.next() {
            if plan.is_in_base(*group, place)
                && (by_chance == ByChance::No || parts.ranks[place as usize] / BLOCK != *block)
                && left.iter().all(|conjunct| conjunct.accepts(place, asked, &mut known.verdicts))
            {
                let price = if plan.ranges.is_empty() { 0 } else { narrow.price(*group, place) };
                walk.found.push(Member { place, price });
                return true;
            }
        }
        false
    }
}

impl<'a> Elsewhere<'a> {
    /// Chooses the shortest lists.
    fn of(
        narrow: &'a Narrow<'a>,
        plan: &'a Plan<'a>,
        group: usize,
        neighbours: &Neighbours,
        asked: &Asked<'_>,
        known: &mut Known,
    ) -> Option<Elsewhere<'a>> {
        let catalogue = narrow.catalogue(ByChance::of(plan.rotation))?;
        let (mut shortest, mut chosen, mut lists) = (plan.n_in_base(group), None, Vec::new());
        for (number, conjunct) in plan.alike.iter().enumerate() {
            let Some(those) = catalogue.lists(narrow, (plan, conjunct), asked, &mut known.classes) else { continue };
            let length = those.iter().map(Stocked::len).sum();
            if length < shortest {
                (shortest, chosen, lists) = (length, Some(number), those);
            }
        }
        if chosen.is_none() {
            lists.push(plan.base(group, narrow.parts, &catalogue.circle).list(0));
        }
        let others = plan.alike.iter().enumerate().filter(|(number, _)| Some(*number) != chosen);
        let start = match ByChance::of(plan.rotation) {
            ByChance::Yes => neighbours.first_turn,
            ByChance::No => 0,
        };
        Some(Elsewhere {
            left: others.map(|(_, conjunct)| conjunct).collect(),
            walks: [0, 1].map(|stock| Walk::through(lists.iter().map(|list| list.0[stock]), start)),
        })
    }
}

impl<'a> Walk<'a> {
    fn through(lists: impl Iterator<Item = &'a [Turn]>, start: u32) -> Walk<'a> {
        let parts = lists.map(|list| list.split_at(list.partition_point(|turn| turn.is_before(start))));
        let (behind, ahead) = parts.unzip();
        Walk { ahead, behind, found: Vec::new() }
    }

    /// The next turn.
    fn next(&mut self) -> Option<Turn> {
        if self.ahead.iter().all(|list| list.is_empty()) {
            self.ahead = std::mem::take(&mut self.behind);
        }
        next_of(&mut self.ahead)
    }
}
