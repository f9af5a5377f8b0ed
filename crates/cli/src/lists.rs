//! Lists of recommendations on their way into a feed: what `kindred learn` has written, cut down to what the units of this
//! feed may show. A filter that asks nothing of a shopper is done here, so that a unit has its full number of cards.

mod file;
mod headings;
mod place;

use crate::learn::Learned;
use crate::pipeline::BuildError;
use crate::report::Report;
use kindred_core::condition::{Matched, Scene};
use kindred_core::feed::{Feed, FeedFile, Product, Unit};
use kindred_core::recommend::{DEFAULT_LIMIT, MAX_LIMIT, NEXT_ITEM, SPARE, Type};
use place::Places;
use std::collections::BTreeSet;
use std::path::PathBuf;

pub(crate) use file::{Line, each_line};

/// How many products of a list of the shop's are kept beyond those that a unit may show. They are the same on every page,
/// so more of them are in the cart, were bought or show further up.
const SHOP_SPARE: usize = 5;

/// How many products the list of a type has at most where a unit of that very name filters it.
const LONGEST: usize = 100;

/// How far down a ranking to look for products that a filter lets through.
const DEEPEST: usize = 20_000;

/// What became of the lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListCounts {
    /// How many lists of products and of the shop there are in the feed.
    pub kept: usize,
    /// Lists of products that no shopper can see, or whose own products are all gone.
    pub dropped: usize,
    /// Entries whose SKU the feed does not have, or shows to nobody.
    pub unknown: usize,
}

/// Puts the lists of files into a feed, and behind them those that were learned just now.
///
/// # Errors
///
/// When a file cannot be read, or the header of the feed cannot.
pub(crate) fn add(
    files: &[PathBuf],
    learned: Option<&Learned>,
    feed: &mut FeedFile,
    header: &Feed,
    report: &mut Report,
) -> Result<(), BuildError> {
    let mut taker =
        Taker { places: Places::of(&feed.products), header, counts: ListCounts::default(), kinds: BTreeSet::new() };
    for path in files {
        each_line(path, &mut report.diagnostics, &mut |line| taker.take(feed, line))?;
    }
    if let Some(learned) = learned {
        learned.each_line(&mut |line| taker.take(feed, line));
    }
    // Of several files with a list of the same name, the first counts.
    for product in &mut feed.products {
        product.lists.sort_by(|(one, _), (other, _)| one.cmp(other));
        product.lists.dedup_by(|(later, _), (first, _)| later == first);
    }
    feed.lists.sort_by(|(one, _), (other, _)| one.cmp(other));
    feed.lists.dedup_by(|(later, _), (first, _)| later == first);
    report.lists = taker.counts;
    let kinds: BTreeSet<String> = taker.kinds;
    headings::add(&mut feed.units, feed.language.as_deref(), |kind| kinds.contains(kind.name()));
    Ok(())
}

/// Takes in one list after another.
struct Taker<'a> {
    places: Places,
    /// The feed's settings.
    header: &'a Feed,
    counts: ListCounts,
    /// The types of the lists.
    kinds: BTreeSet<String>,
}

impl Taker<'_> {
    fn take(&mut self, feed: &mut FeedFile, line: Line) {
        let Line { name, sku, list } = line;
        // What goes into the cart next is for the same units as what is bought together.
        let kind = Type::from_name(if name == NEXT_ITEM { Type::BoughtBought.name() } else { &name });
        let Some(kind) = kind else { return };
        let n_listed = list.len();
        let listed: Vec<u32> = list.iter().filter_map(|sku| self.places.visible(&feed.products, sku)).collect();
        self.counts.unknown += n_listed - listed.len();
        let n_kept = match &sku {
            Some(sku) => self.take_of_product(feed, (&name, kind), sku, &listed),
            None => self.take_of_shop(feed, (&name, kind), &listed),
        };
        self.counts.kept += n_kept;
        if n_kept > 0 && !self.kinds.contains(kind.name()) {
            self.kinds.insert(kind.name().to_owned());
        }
        self.counts.dropped += usize::from(n_kept == 0);
    }

    /// The units of a type that are switched on.
    fn units(&self, kind: Type) -> impl Iterator<Item = &Unit> {
        self.header.settings.units.iter().filter(move |unit| unit.recommends() == Some(kind) && unit.active)
    }

    fn take_of_product(&self, feed: &mut FeedFile, (name, kind): (&str, Type), sku: &str, listed: &[u32]) -> usize {
        let Some(own) = self.places.any(&feed.products, sku) else { return 0 };
        if self.units(kind).next().is_none() {
            return 0;
        }
        let own_sku = feed.products[own as usize].sku.clone();
        let listed: Vec<u32> =
            listed.iter().copied().filter(|place| feed.products[*place as usize].sku != own_sku).collect();
        // A unit of a page may name the type alone.
        let mut n_plain = DEFAULT_LIMIT as usize + SPARE;
        let mut made = Vec::new();
        for unit in self.units(kind) {
            let n_wanted = unit.limit.min(MAX_LIMIT) as usize + SPARE;
            if is_filtered(unit) && name != NEXT_ITEM {
                let first = self.first(feed, unit, &feed.products[own as usize], n_wanted, &listed);
                n_plain = n_plain.max(keep(unit, name, first, &listed, &mut made));
            } else {
                n_plain = n_plain.max(n_wanted);
            }
        }
        made.push((name.to_owned(), listed.into_iter().take(n_plain).collect()));
        made.retain(|(_, list)| !list.is_empty());
        let n_made = made.len();
        let lists: Vec<(String, Vec<String>)> =
            made.into_iter().map(|(name, places)| (name, skus_of(feed, &places))).collect();
        feed.products[own as usize].lists.extend(lists);
        n_made
    }

    fn take_of_shop(&self, feed: &mut FeedFile, (name, kind): (&str, Type), listed: &[u32]) -> usize {
        let is_wanted = self.units(kind).next().is_some();
        // Others fall back on the most viewed.
        if !is_wanted && kind != Type::MostViewed {
            return 0;
        }
        let mut n_plain = self.n_wanted_of_shop(kind);
        let mut made = Vec::new();
        for unit in self.units(kind).filter(|unit| is_filtered(unit)) {
            if unit.filters_by_anchor() {
                self.take_for_each(feed, unit, listed);
            } else {
                let n_wanted = unit.limit.min(MAX_LIMIT) as usize + SHOP_SPARE;
                let first = self.first(feed, unit, &Product::NOTHING, n_wanted, listed);
                n_plain = n_plain.max(keep(unit, name, first, listed, &mut made));
            }
        }
        made.push((name.to_owned(), listed.iter().copied().take(n_plain).collect()));
        made.retain(|(_, list)| !list.is_empty());
        let n_made = made.len();
        for (name, places) in made {
            let skus = skus_of(feed, &places);
            feed.lists.push((name, skus));
        }
        n_made
    }

    /// How many products of a list of the shop's: what its largest unit may show, and some more. The most viewed fill what
    /// other units leave empty.
    fn n_wanted_of_shop(&self, kind: Type) -> usize {
        let units = self.header.settings.units.iter().filter(|unit| unit.active);
        let shows = |unit: &&Unit| unit.recommends() == Some(kind) || kind == Type::MostViewed && unit.backup;
        let largest = units.filter(shows).map(|unit| unit.limit.min(MAX_LIMIT)).max();
        largest.unwrap_or(DEFAULT_LIMIT) as usize + SHOP_SPARE
    }

    /// A unit whose filters ask something of the product it is about has another list for each.
    fn take_for_each(&self, feed: &mut FeedFile, unit: &Unit, listed: &[u32]) {
        let n_wanted = unit.limit.min(MAX_LIMIT) as usize + SPARE;
        for own in 0..feed.products.len() {
            let anchor = &feed.products[own];
            if !anchor.visible {
                continue;
            }
            let first = self.first(feed, unit, anchor, n_wanted + 1, listed);
            let others = first.into_iter().filter(|place| *place as usize != own).take(n_wanted);
            let skus: Vec<String> = others.map(|place| feed.products[place as usize].sku.clone()).collect();
            if !skus.is_empty() {
                feed.products[own].lists.push((unit.name.clone(), skus));
            }
        }
    }

    /// The first products that a unit's filters let through.
    fn first(&self, feed: &FeedFile, unit: &Unit, anchor: &Product, n_wanted: usize, listed: &[u32]) -> Vec<u32> {
        let scene = Scene { logic: self.header.settings.logic, group: None, fold: str::to_lowercase };
        let matched = Matched { product: anchor, declared: &[] };
        let passes = |place: &&u32| {
            let product = &feed.products[**place as usize];
            unit.filters.iter().all(|filter| filter.accepts(product, matched, &scene))
        };
        listed.iter().take(DEEPEST).filter(passes).take(n_wanted).copied().collect()
    }
}

/// Keeps what a unit's filters let through under its name. A unit that is named after its type has no list beside that of
/// the type, which is so much longer that what passes is in it: other units show it too, and the page filters again. Gives
/// how many entries the list of the type must have.
fn keep(unit: &Unit, name: &str, first: Vec<u32>, listed: &[u32], made: &mut Vec<(String, Vec<u32>)>) -> usize {
    if unit.name != name {
        made.push((unit.name.clone(), first));
        return 0;
    }
    let last = first.last().and_then(|last| listed.iter().position(|place| place == last));
    last.map_or(0, |place| (place + 1).min(LONGEST))
}

fn skus_of(feed: &FeedFile, places: &[u32]) -> Vec<String> {
    places.iter().map(|place| feed.products[*place as usize].sku.clone()).collect()
}

fn is_filtered(unit: &Unit) -> bool {
    unit.filters.iter().any(|filter| !filter.children.is_empty())
}
