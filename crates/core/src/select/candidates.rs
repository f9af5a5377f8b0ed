//! What a rule considers for one product that it matches: everything that is decided by the feed alone, and so may be
//! decided when it is built. Stock is left for later, and everything that the context knows.

use super::judge::{Judge, STRIDE};
use super::{Obstacle, Reason, Selection, TAKEN, Witness};
use crate::candidates::{Preference, keep_first};
use crate::feed::{Product, Rotation};
use crate::rule::Rule;
use alloc::vec::Vec;

impl<'feed, W: Witness<'feed>> Selection<'feed, '_, W> {
    /// The places of a rule's candidates, in the order of the feed.
    pub(super) fn candidates(&mut self, rule: &'feed Rule, matched: &'feed Product) -> Vec<usize> {
        let feed = self.feed;
        let n_candidates = rule.n_candidates();
        let takes_first = self.unit.rotation == Rotation::PriorityThenId && !self.witness.asks_for_all();
        let mut judge = Judge::new(&rule.products_to_display, feed, rule.matched(matched), self.scene);
        let mut places: Vec<usize> = Vec::new();
        let mut n_in_stock = 0;
        'feed: for from in (0..feed.products.len()).step_by(STRIDE) {
            let mut left = judge.accepts(from);
            while left != 0 {
                let place = from + left.trailing_zeros() as usize;
                left &= left - 1;
                let Some(product) = feed.products.get(place) else { continue };
                if self.may_be_candidate(place, product, matched) {
                    places.push(place);
                    n_in_stock += usize::from(product.in_stock);
                    if takes_first && n_in_stock == n_candidates {
                        break 'feed;
                    }
                }
            }
        }
        let rank = |place| feed.ranks.of(feed, place);
        let preference = Preference::of(self.unit.rotation, || feed.place(&matched.sku).map_or(0, rank));
        let all = if self.witness.asks_for_all() { places.clone() } else { Vec::new() };
        keep_first(&mut places, n_candidates, &|place| match (feed.products.get(place), preference) {
            (Some(product), Preference::First) => preference.key(place as u32, 0, product),
            (Some(product), _) => preference.key(place as u32, rank(place), product),
            (None, _) => (u64::MAX, 0),
        });
        if self.witness.asks_for_all() {
            self.tell_of_others(rule, matched, &all, &places);
        }
        places
    }

    fn may_be_candidate(&self, place: usize, product: &Product, matched: &Product) -> bool {
        product.visible && !self.feed.repeated.contains(&(place as u32)) && self.passes(product, matched)
    }

    /// Tells the witness of every product that is no candidate. `accepted` could have been.
    fn tell_of_others(&mut self, rule: &'feed Rule, matched: &'feed Product, accepted: &[usize], kept: &[usize]) {
        for (place, product) in self.feed.products.iter().enumerate() {
            if kept.binary_search(&place).is_ok() {
                continue;
            }
            let obstacle = if self.marks.get(place) == Some(&TAKEN) {
                Obstacle::Taken
            } else if accepted.binary_search(&place).is_ok() {
                Obstacle::Candidates
            } else if let Some(obstacle) = self.static_obstacle(product) {
                obstacle
            } else if !rule.displays(product, matched, &self.scene) {
                Obstacle::Condition
            } else {
                Obstacle::Filter
            };
            self.witness.stopped(Reason::Rule { rule, matched }, product, obstacle);
        }
    }
}
