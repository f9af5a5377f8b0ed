//! The one evaluator: chosen links, then bundles, then rules, for one relation and one context (reference, sections
//! 1.2, 1.5 and 3.3); or the lists of a recommendation (sections 5.1 to 5.7). Every card says why it is there;
//! [`crate::explain`] asks the same code why the others are not.

mod candidates;
mod gate;
mod judge;
mod lists;
mod rules;
mod witness;

use crate::condition::Scene;
use crate::context::Context;
use crate::feed::{Feed, Kind, Product, Show, Unit};
use crate::link::Relation;
use crate::order;
use crate::recommend::{MAX_LIMIT, SOURCES, SPARE, Type};
use crate::rule::Rule;
use alloc::string::String;
use alloc::vec::Vec;

pub(crate) use gate::Obstacle;
pub(crate) use witness::Witness;

impl Unit {
    /// The SKUs that it is about, most important first: the viewed product, else the cart; what the shopper has turned
    /// to, for what is recommended for them. What belongs to the whole shop is about a cart for its filters only.
    fn about(&self, context: &Context) -> Vec<String> {
        let (viewed, cart) = (context.viewed.as_slice(), context.cart.as_slice());
        let is_filtered = || self.filters.iter().any(|filter| !filter.children.is_empty());
        let skus = match self.kind {
            Kind::Recommendation(Type::JustForYou) => return sources(context),
            Kind::Recommendation(kind) if viewed.is_empty() && (kind.is_of_product() || is_filtered()) => cart,
            Kind::Relation(Relation::CrossSell) => cart,
            _ => viewed,
        };
        skus.to_vec()
    }

    /// The SKUs whose parts of a feed decide the unit. `limit` overrides the feed's.
    pub fn wants(&self, limit: Option<u32>, context: &Context) -> Vec<String> {
        let mut skus = self.about(context);
        if self.kind == Kind::Recommendation(Type::RecentlyViewed) {
            skus.append(&mut self.remembered(self.limit_of(limit), context));
        }
        skus
    }

    /// What was viewed and may show again, the last first: no more of it than may be needed, since each may cost a file.
    fn remembered(&self, limit: usize, context: &Context) -> Vec<String> {
        let mut out = self.about(context);
        out.extend_from_slice(&context.cart);
        if !self.show_bought {
            out.extend_from_slice(&context.bought);
        }
        if !self.show_repeated {
            out.extend_from_slice(&context.shown);
        }
        let mut skus = Vec::new();
        for sku in &context.history {
            if skus.len() < limit + SPARE && !out.contains(sku) {
                skus.push(sku.clone());
            }
        }
        skus
    }

    /// How many cards at most. No recommendation shows more than the reference allows.
    fn limit_of(&self, asked: Option<u32>) -> usize {
        let limit = asked.unwrap_or(self.limit);
        if self.recommends().is_some() { limit.min(MAX_LIMIT) as usize } else { limit as usize }
    }

    /// The first product that it is about.
    #[cfg(feature = "explain")]
    pub(crate) fn anchor<'feed>(&self, feed: &'feed Feed, context: &Context) -> Option<&'feed Product> {
        anchors(feed, &self.about(context)).first().copied()
    }
}

/// What the shopper has turned to: the product of the page, the last that was viewed, the last in the cart, the last that
/// was bought; then those before them.
fn sources(context: &Context) -> Vec<String> {
    let mut sources = Vec::new();
    for turn in 0..SOURCES {
        for skus in [context.viewed.as_slice(), &context.history, &context.cart, &context.bought] {
            if let Some(sku) = skus.get(turn) {
                sources.push(sku.clone());
            }
        }
    }
    sources
}

/// A product that belongs on the page.
#[derive(Clone, PartialEq, Debug)]
pub struct Card<'feed> {
    /// The product.
    pub product: &'feed Product,
    /// What brought it here.
    pub reason: Reason<'feed>,
}

/// Why a card is there.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Reason<'feed> {
    /// The merchant linked it.
    Link {
        /// The viewed product, or the one in the cart, that has the link.
        from: &'feed Product,
        /// The link's position.
        position: u32,
    },
    /// It is a bundle that contains the viewed product.
    Bundle {
        /// The viewed product.
        part: &'feed Product,
    },
    /// A rule shows it.
    Rule {
        /// The rule.
        rule: &'feed Rule,
        /// The product that the rule matched.
        matched: &'feed Product,
    },
    /// A list has it.
    List {
        /// The type of the list.
        kind: Type,
        /// The product that has the list; the shop has it where this is none.
        from: Option<&'feed Product>,
    },
    /// The shopper has looked at it before.
    History,
    /// It is one of the most viewed, in a place that the unit's own list leaves empty.
    Backup,
}

impl<'feed> Reason<'feed> {
    /// The product on whose account it is there: the viewed one, or one in the cart.
    pub fn anchor(self) -> Option<&'feed Product> {
        match self {
            Reason::Link { from: anchor, .. } | Reason::Bundle { part: anchor } => Some(anchor),
            Reason::Rule { matched, .. } => Some(matched),
            Reason::List { from, .. } => from,
            Reason::History | Reason::Backup => None,
        }
    }
}

/// Selects the cards of one unit, in the order in which they show. `limit` overrides the feed's.
///
/// On a product page the anchor is the viewed product, in a cart every product of it, last added first. An anchor
/// that the feed does not know has nothing to say. What the anchors are, their parents and their variants never
/// shows; nor does a product without a page of its own.
pub fn select<'feed>(feed: &'feed Feed, relation: Relation, limit: Option<u32>, context: &Context) -> Vec<Card<'feed>> {
    select_for(feed, feed.unit(relation), limit, context)
}

/// The same for any unit of the feed. A recommendation is about the viewed product, else about the cart.
pub fn select_for<'feed>(
    feed: &'feed Feed,
    unit: &'feed Unit,
    limit: Option<u32>,
    context: &Context,
) -> Vec<Card<'feed>> {
    let mut selection = Selection::new(feed, unit, limit, context, ());
    selection.run();
    selection.cards
}

/// What orders a product, what it is there for, and its SKU.
type Numbered<'feed> = (u32, &'feed Product, &'feed str);

/// A selection at work.
pub(crate) struct Selection<'feed, 'context, W> {
    pub(crate) feed: &'feed Feed,
    pub(crate) unit: &'feed Unit,
    pub(crate) context: &'context Context,
    pub(crate) scene: Scene<'context>,
    pub(crate) anchors: Vec<&'feed Product>,
    pub(crate) limit: usize,
    pub(crate) cards: Vec<Card<'feed>>,
    /// Hears of everything that stops a product or a rule.
    pub(crate) witness: W,
    /// For each product of the feed a mark, or the number of the last rule that has brought it.
    marks: Vec<u32>,
}

/// Marks a product that is on a card or waits for one; or whose SKU an earlier product has.
const TAKEN: u32 = u32::MAX;
/// Marks what the unit is about.
const ANCHOR: u32 = u32::MAX - 1;
/// Marks what an earlier unit shows.
const SHOWN: u32 = u32::MAX - 2;
/// Marks what the shopper has bought.
const BOUGHT: u32 = u32::MAX - 3;
/// Marks what the page knows to be sold out.
const SOLD_OUT: u32 = u32::MAX - 4;

impl<'feed, 'context, W: Witness<'feed>> Selection<'feed, 'context, W> {
    pub(crate) fn new(
        feed: &'feed Feed,
        unit: &'feed Unit,
        limit: Option<u32>,
        context: &'context Context,
        witness: W,
    ) -> Self {
        let mut about = unit.about(context);
        let anchors = anchors(feed, &about);
        if unit.recommends().is_some() {
            // No recommendation is of what lies in the cart (reference, section 5.4).
            about.extend_from_slice(&context.cart);
        }
        let mut marks = alloc::vec![0; feed.products.len()];
        mark(&mut marks, feed, unit, &about, &anchors, context);
        Selection {
            feed,
            unit,
            context,
            scene: Scene::of(feed, context),
            anchors,
            limit: unit.limit_of(limit),
            cards: Vec::new(),
            witness,
            marks,
        }
    }

    pub(crate) fn run(&mut self) {
        match self.unit.kind {
            _ if !self.unit.active => {}
            Kind::Recommendation(kind) => self.add_lists(kind),
            Kind::Relation(relation) => {
                if self.unit.show != Show::Rules {
                    self.add_links(relation);
                    if relation == Relation::UpSell {
                        self.add_bundles();
                    }
                }
                if self.unit.show != Show::Selected {
                    self.add_rules(relation);
                }
            }
        }
    }

    /// Links of the first anchor by position; then those of all the others together, by position (reference, 1.5).
    fn add_links(&mut self, relation: Relation) {
        let anchors = self.anchors.clone();
        let (first, others) = anchors.split_at(anchors.len().min(1));
        for anchors in [first, others] {
            let mut links = Vec::new();
            for anchor in anchors {
                links.extend(
                    (1u32..)
                        .zip(anchor.links(relation))
                        .map(|(place, link)| (link.position.unwrap_or(place), *anchor, link.sku.as_str())),
                );
            }
            // Equal positions keep the order of the anchors, and within one that of its list.
            self.offer_all(&links, None);
        }
    }

    /// Offers products in the order of their numbers: of links, or of the lists of a type.
    fn offer_all(&mut self, all: &[Numbered<'feed>], lists: Option<Type>) {
        let number = |place: usize| all.get(place).map(|(number, ..)| *number);
        for place in order::stable(all.len(), &|a, b| number(a).cmp(&number(b))) {
            if let Some((number, from, to)) = all.get(place) {
                let (from, position) = (*from, *number);
                let link = Reason::Link { from, position };
                self.offer_sku(to, lists.map_or(link, |kind| Reason::List { kind, from: Some(from) }));
            }
        }
    }

    fn offer_sku(&mut self, sku: &'feed str, reason: Reason<'feed>) {
        match self.feed.place(sku) {
            Some(place) => {
                self.offer(place, reason);
            }
            None => self.witness.unknown(reason, sku),
        }
    }

    /// Bundles that the viewed product is a part of (reference, section 1.2), in the order of the feed.
    fn add_bundles(&mut self) {
        let mut left = self.unit.bundles;
        for part in self.anchors.clone() {
            for place in self.feed.bundles.iter().map(|place| *place as usize) {
                let Some(bundle) = self.feed.products.get(place) else { continue };
                if !bundle.contains.iter().any(|sku| part.answers_to(sku)) {
                    continue;
                }
                let reason = Reason::Bundle { part };
                if left == 0 {
                    self.witness.stopped(reason, bundle, Obstacle::BundleLimit);
                } else if self.offer(place, reason) {
                    left -= 1;
                }
            }
        }
    }

    /// Puts a product on a card unless something stops it; whether it did.
    fn offer(&mut self, place: usize, reason: Reason<'feed>) -> bool {
        let (Some(product), Some(mark)) = (self.feed.products.get(place), self.marks.get(place)) else {
            return false;
        };
        let anchor = reason.anchor().or_else(|| self.anchors.first().copied()).unwrap_or(&NOTHING);
        let obstacle = match *mark {
            TAKEN => Some(Obstacle::Taken),
            _ => self.static_obstacle(product).or_else(|| self.obstacle(place, anchor)),
        };
        let passes = || self.passes(product, anchor);
        let obstacle = obstacle.or_else(|| (!passes()).then_some(Obstacle::Filter));
        let is_full = || (self.cards.len() >= self.limit).then_some(Obstacle::UnitLimit);
        match obstacle.or_else(is_full) {
            Some(obstacle) => self.witness.stopped(reason, product, obstacle),
            None => self.show(place, Card { product, reason }),
        }
        obstacle.is_none()
    }

    fn show(&mut self, place: usize, card: Card<'feed>) {
        self.take(place);
        self.cards.push(card);
    }

    fn take(&mut self, place: usize) {
        if let Some(mark) = self.marks.get_mut(place) {
            *mark = TAKEN;
        }
    }
}

/// What a unit is about that is about nothing: what is compared with it compares with a missing value.
pub(crate) static NOTHING: Product = Product::NOTHING;

/// The products the unit is about, most important first, each once.
fn anchors<'feed>(feed: &'feed Feed, about: &[String]) -> Vec<&'feed Product> {
    let mut anchors: Vec<&Product> = Vec::new();
    for product in about.iter().filter_map(|sku| feed.product(sku)) {
        if !anchors.iter().any(|known| known.sku == product.sku) {
            anchors.push(product);
        }
    }
    anchors
}

/// Marks what the context keeps off the cards; where it is several things at once, the last mark stays.
fn mark(marks: &mut [u32], feed: &Feed, unit: &Unit, about: &[String], anchors: &[&Product], context: &Context) {
    let mut set = |place: usize, mark: u32| {
        if let Some(known) = marks.get_mut(place) {
            *known = mark;
        }
    };
    // A variant that is sold out leaves others of its parent, so only the product of that very SKU counts.
    let sold_out = context.sold_out.iter().filter(|_| !feed.settings.show_out_of_stock);
    for sku in sold_out {
        let is_it = |place: &usize| feed.products.get(*place).is_some_and(|product| product.sku == *sku);
        feed.place(sku).filter(is_it).into_iter().for_each(|place| set(place, SOLD_OUT));
    }
    let bought = context.bought.iter().filter(|_| !unit.show_bought).map(|sku| (sku, BOUGHT));
    let shown = context.shown.iter().filter(|_| !unit.show_repeated).map(|sku| (sku, SHOWN));
    // A variant may have several parents, of which one alone is the anchor.
    let named = about.iter().map(|sku| (sku, ANCHOR));
    for (sku, mark) in bought.chain(shown).chain(named) {
        feed.places(sku).for_each(|place| set(place, mark));
    }
    for anchor in anchors {
        for sku in core::iter::once(&anchor.sku).chain(&anchor.variants) {
            let is_same =
                |place: &usize| feed.products.get(*place).is_some_and(|product| anchor.is_same_or_variant_of(product));
            feed.places(sku).filter(is_same).for_each(|place| set(place, ANCHOR));
        }
    }
    feed.repeated.iter().for_each(|place| set(*place as usize, TAKEN));
}

#[cfg(test)]
mod tests;
