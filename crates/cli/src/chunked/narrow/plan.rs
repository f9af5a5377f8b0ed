//! What is known of a rule before any product is looked at in particular.

use super::Narrow;
use super::catalogue::{Circle, Lists};
use super::conjunct::{Conjunct, Kind, any_leaf, reads_price};
use super::prices::is_range;
use super::tree::{Judged, Tree};
use crate::chunked::Parts;
use crate::chunked::bits::Bits;
use kindred_core::condition::{Leaf, Scene};
use kindred_core::feed::{Rotation, Show};
use kindred_core::rule::Rule;
use std::sync::OnceLock;

/// A rule, its conditions sorted by how often they must be asked.
pub(super) struct Plan<'a> {
    pub(super) rule: &'a Rule,
    pub(super) rotation: Rotation,
    /// Whether a price decides anything, so that customer groups may differ.
    pub(super) is_about_prices: bool,
    /// What compares with something that many matched products share.
    pub(super) alike: Vec<Conjunct<'a>>,
    /// The columns of matched products that `alike` compares with.
    pub(super) shared: Vec<usize>,
    /// What compares prices with the matched product's.
    pub(super) ranges: Vec<&'a Leaf>,
    /// What else compares with something of the matched product's own.
    pub(super) singly: Vec<Conjunct<'a>>,
    /// What is known for each group.
    of_groups: Vec<OfGroup>,
    /// The products that could show for some matched product and some group by their categories, once somebody has to go
    /// through those of one; none where they are most of the feed.
    by_category: OnceLock<Option<Lists>>,
}

/// What is known of a rule for the shoppers of a group.
struct OfGroup {
    /// The products that it matches.
    matches: Bits,
    /// The products that could show for some matched product.
    base: Bits,
    n_in_base: usize,
    /// The same as a list, once somebody has to go through them.
    listed: OnceLock<Lists>,
}

impl<'a> Plan<'a> {
    /// The plan of a rule; none where no page will ever hear of it.
    pub(super) fn of(parts: &'a Parts<'a>, rule: &'a Rule, scenes: &[Scene<'a>]) -> Option<Plan<'a>> {
        let unit = parts.settings.unit(rule.relation);
        if !rule.active || !unit.active || unit.show == Show::Selected {
            return None;
        }
        let mut conjuncts = Vec::new();
        Conjunct::all_of(&rule.products_to_display, false, &parts.columns, &mut conjuncts);
        let filters = unit.filters.iter();
        filters.for_each(|filter| Conjunct::all_of(filter, true, &parts.columns, &mut conjuncts));
        let matches_by_price = rule.products_to_match.children.iter().any(|child| any_leaf(child, &reads_price));
        let is_about_prices = matches_by_price || conjuncts.iter().any(Conjunct::is_about_prices);
        let (constant, relative): (Vec<_>, Vec<_>) =
            conjuncts.into_iter().partition(|conjunct| conjunct.kind == Kind::Constant);
        let (alike, singly): (Vec<_>, Vec<_>) =
            relative.into_iter().partition(|conjunct| conjunct.kind != Kind::Single);
        let range = |conjunct: &Conjunct<'a>| conjunct.leaf().filter(|leaf| is_range(leaf));
        let ranges = singly.iter().filter_map(range).collect();
        let singly = singly.into_iter().filter(|conjunct| range(conjunct).is_none()).collect();
        let scenes = if is_about_prices { scenes } else { &scenes[..1] };
        Some(Plan {
            of_groups: scenes.iter().map(|scene| OfGroup::of(parts, rule, &constant, *scene)).collect(),
            shared: shared(parts, &alike),
            by_category: OnceLock::new(),
            rule,
            rotation: unit.rotation,
            is_about_prices,
            alike,
            ranges,
            singly,
        })
    }

    /// The group that decides in place of a group: where no price does, all groups are one.
    pub(super) fn deciding(&self, group: usize) -> usize {
        if self.is_about_prices { group } else { 0 }
    }

    /// Whether the rule matches the product at a place.
    pub(super) fn matches(&self, group: usize, place: u32) -> bool {
        self.of_groups[group].matches.has(place)
    }

    /// Whether a place could show for any matched product.
    pub(super) fn is_in_base(&self, group: usize, place: u32) -> bool {
        self.of_groups[group].base.has(place)
    }

    /// How many places could show for any matched product.
    pub(super) fn n_in_base(&self, group: usize) -> usize {
        self.of_groups[group].n_in_base
    }

    /// Every place that could show for any matched product.
    pub(super) fn base(&self, group: usize, parts: &Parts<'_>, circle: &Circle) -> &Lists {
        let of_group = &self.of_groups[group];
        of_group.listed.get_or_init(|| circle.list(parts, |place| of_group.base.has(place)))
    }

    /// Every place that could show for any matched product and any group, by category; none where going through all of a
    /// category takes hardly longer.
    pub(super) fn by_category(&self, narrow: &Narrow<'_>, circle: &Circle) -> Option<&Lists> {
        let Narrow { parts, categories, .. } = narrow;
        let lists = self.by_category.get_or_init(|| {
            let most = self.of_groups.iter().map(|of_group| of_group.n_in_base).max().unwrap_or_default();
            let is_in = |place| self.of_groups.iter().any(|of_group| of_group.base.has(place));
            let of = |place| if is_in(place) { categories.of_place(place) } else { &[] };
            (most <= parts.n_products() / FEW).then(|| Lists::of(categories.len(), parts, circle, &of))
        });
        lists.as_ref()
    }
}

/// One in so many products is few.
const FEW: usize = 4;

impl OfGroup {
    fn of<'a>(parts: &'a Parts<'a>, rule: &'a Rule, constant: &[Conjunct<'a>], scene: Scene<'a>) -> OfGroup {
        let judged = Judged { parts, scene, declared: &rule.declared_categories };
        let constant: Vec<Tree<'_>> = constant.iter().map(|conjunct| conjunct.tree(&judged)).collect();
        let base = judged.all_of(|place| parts.showable.has(place), &constant);
        let matches = judged.all_of(|_| true, &[judged.group(&rule.products_to_match)]);
        OfGroup { matches, n_in_base: base.count(), base, listed: OnceLock::new() }
    }
}

/// The columns of what conditions compare with.
fn shared(parts: &Parts<'_>, alike: &[Conjunct<'_>]) -> Vec<usize> {
    let mut shared = Vec::new();
    for conjunct in alike {
        conjunct.each_matched(&mut |attribute| shared.extend(parts.columns.number(attribute)));
    }
    shared.sort_unstable();
    shared.dedup();
    shared
}
