//! What a unit of recommendations shows: the lists of the products that it is about, added up; or the shop's list; or what
//! this browser remembers; and the most viewed products in what is left empty (reference, sections 5.1, 5.2 and 5.7).

use super::{Numbered, Reason, Selection, Witness};
use crate::context::Context;
use crate::feed::Product;
use crate::recommend::{NEXT_ITEM, Type, list_of, weight_of_place, weight_of_turn};
use alloc::string::String;
use alloc::vec::Vec;

impl<'feed, W: Witness<'feed>> Selection<'feed, '_, W> {
    pub(super) fn add_lists(&mut self, kind: Type) {
        let (feed, unit) = (self.feed, self.unit);
        if kind == Type::RecentlyViewed {
            for sku in unit.remembered(self.limit, self.context) {
                // What the shop no longer has was dropped long ago, and is nobody's mistake.
                if let Some(place) = feed.place(&sku) {
                    self.offer(place, Reason::History);
                }
            }
        }
        self.offer_all(&self.listed(kind), Some(kind));
        let of_unit = list_of(&feed.lists, &unit.name);
        let own = if of_unit.is_empty() { list_of(&feed.lists, kind.name()) } else { of_unit };
        self.offer_list(own, Reason::List { kind, from: None });
        if unit.backup {
            self.offer_list(list_of(&feed.lists, Type::MostViewed.name()), Reason::Backup);
        }
    }

    fn offer_list(&mut self, list: &'feed [String], reason: Reason<'feed>) {
        for sku in list {
            self.offer_sku(sku, reason);
        }
    }

    /// The lists of the anchors as one, the best with the smallest number: what several of them have is all the better,
    /// and the first anchors count most.
    fn listed(&self, kind: Type) -> Vec<Numbered<'feed>> {
        let mut all: Vec<Numbered<'feed>> = Vec::new();
        for (n_later, from) in self.anchors.iter().enumerate() {
            for (place, sku) in self.list(kind, from).iter().enumerate() {
                let score = weight_of_turn(n_later) * weight_of_place(place);
                match all.iter_mut().find(|(.., known)| *known == *sku) {
                    Some((number, ..)) => *number = number.saturating_sub(score),
                    None => all.push((u32::MAX - score, from, sku)),
                }
            }
        }
        all
    }

    /// The list of a product that counts for the unit: its own, where filters made one, else the first of its type.
    fn list(&self, kind: Type, of: &'feed Product) -> &'feed [String] {
        let Context { cart, bought, .. } = self.context;
        let is_it = |sku: &String| of.answers_to(sku);
        let sooner: &[&str] = match kind {
            Type::JustForYou if cart.iter().any(is_it) || bought.iter().any(is_it) => &OF_BOUGHT,
            Type::JustForYou => &OF_VIEWED,
            Type::BoughtBought if self.context.viewed.is_none() => &[NEXT_ITEM],
            _ => &[],
        };
        let is_own = self.unit.name != kind.name();
        let mut list = of.list(if is_own { &self.unit.name } else { "" });
        for name in sooner {
            if list.is_empty() {
                list = of.list(name);
            }
        }
        if list.is_empty() { of.list(kind.name()) } else { list }
    }
}

/// What to recommend for something that was viewed.
const OF_VIEWED: [&str; 3] = [Type::ViewedViewed.name(), Type::BoughtBought.name(), Type::MoreLikeThis.name()];
/// What to recommend for something that was bought, or lies in the cart.
const OF_BOUGHT: [&str; 3] = [Type::BoughtBought.name(), Type::ViewedViewed.name(), Type::MoreLikeThis.name()];
