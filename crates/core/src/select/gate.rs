//! What keeps a product off a card, whoever brings it: what it is, what the shopper has already, what the unit's
//! filters say (reference, sections 1.2 and 5.4).

use super::{ANCHOR, BOUGHT, SHOWN, SOLD_OUT, Selection, Witness};
use crate::condition::Matched;
use crate::feed::Product;

/// What stopped a product.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Obstacle {
    /// It has no page of its own.
    Hidden,
    /// It cannot be bought today.
    OutOfStock,
    /// It is what the unit is about: the viewed product or one in the cart, its parent or its variant.
    Anchor,
    /// An earlier unit of the page shows it.
    Shown,
    /// The shopper has bought it.
    Bought,
    /// A filter compares with a price that the anchor does not have.
    NoAnchorPrice,
    /// A filter of the unit.
    Filter,
    /// A condition of the rule's products to display.
    Condition,
    /// It is on a card already, or another rule brings it.
    Taken,
    /// The rule considers no more than those that come before it.
    Candidates,
    /// The rule has brought as many as it may.
    RuleLimit,
    /// As many bundles as the unit takes are there.
    BundleLimit,
    /// The rules together have brought as many as the unit considers.
    PoolLimit,
    /// The unit is full.
    UnitLimit,
    /// Chance drew others.
    NotDrawn,
}

impl<'feed, W: Witness<'feed>> Selection<'feed, '_, W> {
    /// What stops a product in any context.
    pub(super) fn static_obstacle(&self, product: &Product) -> Option<Obstacle> {
        if !product.visible {
            Some(Obstacle::Hidden)
        } else if !product.in_stock && !self.feed.settings.show_out_of_stock {
            Some(Obstacle::OutOfStock)
        } else {
            None
        }
    }

    /// What the context says against a product, for the anchor on whose account it would show.
    pub(super) fn obstacle(&self, place: usize, anchor: &Product) -> Option<Obstacle> {
        match self.marks.get(place) {
            Some(&ANCHOR) => Some(Obstacle::Anchor),
            Some(&SHOWN) => Some(Obstacle::Shown),
            Some(&BOUGHT) => Some(Obstacle::Bought),
            Some(&SOLD_OUT) => Some(Obstacle::OutOfStock),
            _ if self.unit.needs_anchor_price && anchor.price_for(self.scene.group).is_none() => {
                Some(Obstacle::NoAnchorPrice)
            }
            _ => None,
        }
    }

    /// Whether the unit's filters let a product pass.
    pub(super) fn passes(&self, product: &Product, anchor: &Product) -> bool {
        let matched = Matched { product: anchor, declared: &[] };
        self.unit.filters.iter().all(|filter| filter.accepts(product, matched, &self.scene))
    }
}
