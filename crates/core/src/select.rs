//! The one evaluator: chosen links, then rules, for one relation and one context (reference, sections 1.2, 1.5
//! and 3.3). Every card says why it is there.

use crate::context::Context;
use crate::feed::{Feed, Show, UnitSettings};
use crate::link::Relation;
use crate::order;
use crate::product::Product;
use crate::rule::Rule;
use alloc::vec::Vec;

/// A product that belongs on the page.
#[derive(Clone, PartialEq, Debug)]
pub struct Card<'feed> {
    /// The product.
    pub product: &'feed Product,
    /// What brought it here.
    pub reason: Reason<'feed>,
}

/// Why a card is there.
#[derive(Clone, PartialEq, Debug)]
pub enum Reason<'feed> {
    /// The merchant linked it.
    Link {
        /// The viewed product, or the one in the cart, that has the link.
        from: &'feed str,
        /// The link's position.
        position: u32,
    },
    /// A rule shows it.
    Rule {
        /// The rule's name.
        rule: &'feed str,
        /// The product that the rule matched.
        matched: &'feed str,
    },
}

/// Selects the cards of one unit, in the order in which they show. `limit` overrides the feed's.
///
/// On a product page the anchor is the viewed product, in a cart every product of it, last added first. An anchor
/// that the feed does not know has nothing to say. What the anchors are, their parents and their variants never
/// shows; nor does a product without a page of its own or out of stock.
pub fn select<'feed>(feed: &'feed Feed, relation: Relation, limit: Option<u32>, context: &Context) -> Vec<Card<'feed>> {
    let settings = settings(feed, relation);
    let anchors = anchors(feed, relation, context);
    let limit = limit.unwrap_or(settings.limit) as usize;
    let mut shelf = Shelf { anchors: &anchors, limit, cards: Vec::new() };
    if settings.show != Show::Rules {
        add_links(&mut shelf, feed, relation);
    }
    if settings.show != Show::Selected {
        for rule in feed.rules.iter().filter(|rule| rule.relation == relation && rule.is_live(context)) {
            add_rule(&mut shelf, feed, rule, context);
        }
    }
    shelf.cards
}

/// The feed's settings for a relation.
fn settings(feed: &Feed, relation: Relation) -> &UnitSettings {
    match relation {
        Relation::Related => &feed.units.related,
        Relation::UpSell => &feed.units.up_sell,
        Relation::CrossSell => &feed.units.cross_sell,
    }
}

/// The products the unit is about, most important first, each once.
fn anchors<'feed>(feed: &'feed Feed, relation: Relation, context: &Context) -> Vec<&'feed Product> {
    let skus = match relation {
        Relation::Related | Relation::UpSell => context.viewed.as_slice(),
        Relation::CrossSell => context.cart.as_slice(),
    };
    let mut anchors: Vec<&Product> = Vec::new();
    for product in skus.iter().filter_map(|sku| feed.product(sku)) {
        if !anchors.iter().any(|known| known.sku == product.sku) {
            anchors.push(product);
        }
    }
    anchors
}

/// The cards so far, and what may join them.
struct Shelf<'a, 'feed> {
    anchors: &'a [&'feed Product],
    limit: usize,
    cards: Vec<Card<'feed>>,
}

impl<'feed> Shelf<'_, 'feed> {
    fn is_full(&self) -> bool {
        self.cards.len() >= self.limit
    }

    fn may_join(&self, product: &Product) -> bool {
        let shown = || self.cards.iter().any(|card| card.product.sku == product.sku);
        let about_itself = || self.anchors.iter().any(|anchor| anchor.is_same_or_variant_of(product));
        product.visible && product.in_stock && !about_itself() && !shown()
    }

    /// Adds the card if the product may join; whether it did.
    fn add(&mut self, product: &'feed Product, reason: Reason<'feed>) -> bool {
        let joins = !self.is_full() && self.may_join(product);
        if joins {
            self.cards.push(Card { product, reason });
        }
        joins
    }
}

/// Links of the first anchor by position; then those of all the others together, by position (reference, 1.5).
fn add_links<'feed>(shelf: &mut Shelf<'_, 'feed>, feed: &'feed Feed, relation: Relation) {
    let (first, others) = shelf.anchors.split_at(shelf.anchors.len().min(1));
    for anchors in [first, others] {
        let mut links: Vec<(u32, &str, &str)> = Vec::new();
        for anchor in anchors {
            links.extend(
                (1u32..)
                    .zip(anchor.links(relation))
                    .map(|(place, link)| (link.position.unwrap_or(place), anchor.sku.as_str(), link.sku.as_str())),
            );
        }
        // Equal positions keep the order of the anchors, and within one that of its list.
        let position_of = |index: usize| links.get(index).map(|(position, ..)| *position);
        let order = order::stable(links.len(), &|a, b| position_of(a).cmp(&position_of(b)));
        for (position, from, to) in order.into_iter().filter_map(|index| links.get(index).copied()) {
            if let Some(product) = feed.product(to) {
                shelf.add(product, Reason::Link { from, position });
            }
        }
    }
}

/// What a rule shows for each anchor it matches, in the order of the anchors and then of product ids, up to the
/// rule's own limit (decisions 1 and 2).
fn add_rule<'feed>(shelf: &mut Shelf<'_, 'feed>, feed: &'feed Feed, rule: &'feed Rule, context: &Context) {
    let mut left = rule.limit;
    for anchor in shelf.anchors {
        if !rule.matches(anchor, context) {
            continue;
        }
        for candidate in &feed.products {
            if left == 0 || shelf.is_full() {
                return;
            }
            let reason = Reason::Rule { rule: &rule.name, matched: &anchor.sku };
            if shelf.may_join(candidate) && rule.displays(candidate, anchor, context) && shelf.add(candidate, reason) {
                left -= 1;
            }
        }
    }
}

#[cfg(test)]
mod tests;
