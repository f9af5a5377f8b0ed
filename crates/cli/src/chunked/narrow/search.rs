//! The search for candidates, in the order in which the evaluator would consider them, until there are enough.

use super::catalogue::Stocked;
use super::conjunct::{Asked, Conjunct, Single};
use super::plan::Plan;
use crate::chunked::Parts;
use kindred_core::candidates::{BLOCK, start_of};

/// What to search for, and where.
pub(super) struct Search<'s> {
    pub(super) parts: &'s Parts<'s>,
    pub(super) plan: &'s Plan<'s>,
    pub(super) asked: &'s Asked<'s>,
    pub(super) group: usize,
    pub(super) lists: Vec<&'s Stocked>,
    /// The conditions that not everything in the lists satisfies.
    pub(super) left: Vec<&'s Conjunct<'s>>,
    /// The conditions that are particular to the matched product.
    pub(super) singly: Vec<Single<'s>>,
    pub(super) most: usize,
}

impl Search<'_> {
    /// Those that stand first in the feed.
    pub(super) fn first(&self) -> Vec<u32> {
        let mut found = Vec::with_capacity(self.most);
        for in_stock in [true, false] {
            self.go_round(in_stock, 0, &|_| true, &mut found);
        }
        found
    }

    /// The neighbours of the product with that rank, then those that follow on the circle.
    pub(super) fn near(&self, neighbours: u128, rank: u32) -> Vec<u32> {
        let block = rank / BLOCK;
        let around = (0..BLOCK).map(|step| (rank + step) % BLOCK).filter(|bit| neighbours >> bit & 1 == 1);
        let around: Vec<u32> = around.map(|bit| self.parts.places[(block * BLOCK + bit) as usize]).collect();
        let mut found = Vec::with_capacity(self.most);
        for in_stock in [true, false] {
            for place in around.iter().copied().filter(|place| self.has_stock(*place) == in_stock) {
                if found.len() < self.most && self.passes_singly(place) {
                    found.push(place);
                }
            }
            let is_elsewhere = |place: u32| self.parts.ranks[place as usize] / BLOCK != block;
            self.go_round(in_stock, start_of(block), &is_elsewhere, &mut found);
        }
        found
    }

    /// Goes through all lists at once, from a point on and round to it again.
    fn go_round(&self, in_stock: bool, start: u32, counts: &dyn Fn(u32) -> bool, found: &mut Vec<u32>) {
        let lists = self.lists.iter().map(|list| if in_stock { &list.in_stock } else { &list.out_of_stock });
        let (behind, before): (Vec<_>, Vec<_>) = lists
            .map(|list| list.split_at(list.partition_point(|(order, _)| *order < start)))
            .map(|(a, b)| (b, a))
            .unzip();
        for mut parts in [behind, before] {
            while let Some(next) = parts.iter().filter_map(|part| part.first()).min().copied() {
                if found.len() >= self.most {
                    return;
                }
                parts.iter_mut().filter(|part| part.first() == Some(&next)).for_each(|part| *part = &part[1..]);
                let place = next.1;
                if counts(place) && self.is_member(place) && self.passes_singly(place) {
                    found.push(place);
                }
            }
        }
    }

    fn has_stock(&self, place: u32) -> bool {
        self.parts.products[place as usize].in_stock
    }

    fn is_member(&self, place: u32) -> bool {
        let satisfies =
            |conjunct: &&Conjunct<'_>| conjunct.accepts(place, &self.parts.products[place as usize], self.asked);
        self.plan.is_in_base(self.group, place) && self.left.iter().all(satisfies)
    }

    fn passes_singly(&self, place: u32) -> bool {
        let product = &self.parts.products[place as usize];
        self.singly.iter().all(|single| single.accepts(place, product, self.asked))
    }
}
