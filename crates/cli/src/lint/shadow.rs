//! Rules that never get a place, because others come first on every page that they match.

use super::Subject;
use super::finding::Finding;
use super::reach::{Reach, spread};
use crate::diagnostic::Quoted;
use crate::report::{counted, number};
use kindred_core::condition::Matched;
use kindred_core::context::Context;
use kindred_core::feed::{Product, Rotation, Show};
use kindred_core::link::Relation;
use kindred_core::rule::Rule;
use kindred_core::select::{Card, Reason, select};
use std::collections::BTreeMap;

/// How many comparisons of a product with a rule are made for one rule, about.
const MOST_WORK: usize = 5_000_000;
/// What chance decides shows in a few throws.
const SEEDS: [u32; 3] = [1, 2, 3];
/// How many of those that come first are named.
const N_NAMED: usize = 3;

/// Says who comes first everywhere, where that is so. Where chance has a say in it, nothing is said.
pub(crate) fn shadowed(subject: &Subject<'_>, reach: &Reach<'_>, cut_short: &mut bool) -> Option<Finding> {
    let Subject { rule, shop, .. } = *subject;
    let unit = shop.feed.unit(rule.relation);
    if !unit.active || unit.show == Show::Selected {
        return Some(unit_is_closed(rule.relation, unit.active));
    }
    if unit.rotation == Rotation::WeightedRandom {
        return None;
    }
    let n_rules = shop.feed.rules.iter().filter(|other| other.active && other.relation == rule.relation).count();
    let seeds = if unit.rotation == Rotation::PriorityThenRandom { &SEEDS[..] } else { &SEEDS[..1] };
    let per_page = shop.feed.products.len().max(1) * n_rules.max(1) * seeds.len();
    let tried = spread(&reach.matched, (MOST_WORK / per_page).max(1));
    let mut others = Others { n_throws: seeds.len(), ..Others::default() };
    for anchor in &tried {
        if !could_show(subject, anchor) {
            continue;
        }
        for seed in seeds {
            let cards = select(shop.feed, rule.relation, None, &context(subject, anchor, *seed));
            if cards.iter().any(|card| is_of(card, rule)) || others.may_give_way(&cards, rule, unit.rotation) {
                return None;
            }
            others.count(&cards, cards.len() >= unit.limit as usize);
        }
    }
    if others.n_pages == 0 {
        return None;
    }
    if tried.len() < reach.matched.len() {
        // On a page that was not tried it may have its place.
        *cut_short = true;
        return None;
    }
    Some(others.finding(rule, unit.limit))
}

fn unit_is_closed(relation: Relation, is_active: bool) -> Finding {
    let found = if is_active { "\"show\": \"selected\"" } else { "\"active\": false" };
    let unit = relation.name();
    let message = format!("expected a unit that shows what rules find, found {found} in the settings of {unit}");
    Finding::warning("relation", message)
}

/// The page of the product, or the cart with nothing else in it, on a day and for a shopper for whom the rule speaks.
fn context(subject: &Subject<'_>, anchor: &Product, seed: u32) -> Context {
    let in_cart = subject.rule.relation == Relation::CrossSell;
    let sku = || anchor.sku.clone();
    Context {
        viewed: (!in_cart).then(sku),
        cart: if in_cart { vec![sku()] } else { Vec::new() },
        segments: subject.rule.segments.iter().take(1).cloned().collect(),
        today: Some(subject.day.clone()),
        seed,
        ..Context::new(subject.shop.scene.fold)
    }
}

/// Whether the rule had something to show there, were it alone.
fn could_show(subject: &Subject<'_>, anchor: &Product) -> bool {
    let Subject { rule, shop, .. } = *subject;
    let may = |product: &&Product| {
        (product.in_stock || shop.feed.settings.show_out_of_stock) && !product.is_same_or_variant_of(anchor)
    };
    let filters = &shop.feed.unit(rule.relation).filters;
    let viewed = Matched { product: anchor, declared: &[] };
    shop.candidates().filter(may).any(|product| {
        rule.displays(product, anchor, &shop.scene)
            && filters.iter().all(|filter| filter.accepts(product, viewed, &shop.scene))
    })
}

fn is_of(card: &Card<'_>, rule: &Rule) -> bool {
    matches!(card.reason, Reason::Rule { rule: found, .. } if std::ptr::eq(found, rule))
}

/// Those that come first, with the number of pages on which they do.
#[derive(Default)]
struct Others<'a> {
    /// On each page.
    n_throws: usize,
    /// With every throw.
    n_pages: usize,
    n_full: usize,
    links: usize,
    bundles: usize,
    /// By place in the order of priority, which the address of a rule in its list gives.
    rules: BTreeMap<usize, (&'a str, usize)>,
}

impl<'a> Others<'a> {
    /// Whether another throw of the dice may give the rule a place.
    fn may_give_way(&self, cards: &[Card<'_>], rule: &Rule, rotation: Rotation) -> bool {
        let is_peer = |card: &Card<'_>| matches!(card.reason, Reason::Rule { rule: other, .. } if other.priority == rule.priority);
        rotation == Rotation::PriorityThenRandom && cards.iter().any(is_peer)
    }

    fn count(&mut self, cards: &[Card<'a>], is_full: bool) {
        self.n_pages += 1;
        self.n_full += usize::from(is_full);
        let is = |test: fn(&Reason<'_>) -> bool| usize::from(cards.iter().any(|card| test(&card.reason)));
        self.links += is(|reason| matches!(reason, Reason::Link { .. }));
        self.bundles += is(|reason| matches!(reason, Reason::Bundle { .. }));
        let mut counted = Vec::new();
        for card in cards {
            if let Reason::Rule { rule, .. } = card.reason {
                let key = std::ptr::from_ref(rule).addr();
                if !counted.contains(&key) {
                    counted.push(key);
                    self.rules.entry(key).or_insert((&rule.name, 0)).1 += 1;
                }
            }
        }
    }

    fn finding(self, rule: &Rule, limit: u32) -> Finding {
        let throws = self.n_throws;
        let mut named: Vec<(usize, String)> = Vec::new();
        named.extend([(self.links, "links"), (self.bundles, "bundles")].map(|(n, name)| (n / throws, name.to_owned())));
        named.extend(self.rules.values().map(|(name, n)| (n / throws, format!("rule {}", Quoted(name)))));
        named.retain(|(n_pages, _)| *n_pages > 0);
        named.sort_by_key(|(n_pages, _)| std::cmp::Reverse(*n_pages));
        let (page, pages) =
            if rule.relation == Relation::CrossSell { ("cart", "carts of one product") } else { ("page", "pages") };
        let on =
            |(n_pages, name): &(usize, String)| format!("{name} ({})", counted(*n_pages, page, &format!("{page}s")));
        let mut list: Vec<String> = named.iter().take(N_NAMED).map(on).collect();
        if named.len() > N_NAMED {
            list.push(format!("{} more", number(named.len() - N_NAMED)));
        }
        let n_pages = self.n_pages / throws;
        let place = if n_pages == 1 {
            format!("the {page} that it matches")
        } else {
            format!("one of the {} {pages} that it matches", number(n_pages))
        };
        let always_full = self.n_full == self.n_pages;
        let why = if always_full { "others fill the unit" } else { "others come first with the same products" };
        let message = format!("expected a place on {place}, found that {why}: {}", list.join(", "));
        let advice = match (always_full, self.rules.is_empty()) {
            (true, true) => format!("raise the unit's limit of {limit}, or choose fewer products by hand"),
            (true, false) => {
                format!(
                    "give it a lower \"priority\" number, narrow what comes first, or raise the unit's limit of {limit}"
                )
            }
            (false, _) => "give it a lower \"priority\" number, or let it show other products".to_owned(),
        };
        Finding::whole("name", message).advising(advice)
    }
}
