//! What is known of a rule before any product is looked at in particular.

use super::catalogue::{ByChance, Stocked};
use super::categories::Categories;
use super::conjunct::{Asked, Conjunct, Kind, Single, any_leaf, reads_price, write_fact};
use crate::chunked::Parts;
use kindred_core::condition::{Matched, Scene};
use kindred_core::fact::Attribute;
use kindred_core::feed::{Product, Rotation, Show};
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
    /// What compares with something of the matched product's own.
    singly: Vec<Conjunct<'a>>,
    /// The attributes of matched products that `alike` compares with.
    shared: Vec<&'a Attribute>,
    /// For each group one bit for each place: whether it could show for any matched product at all.
    base: Vec<Vec<u64>>,
    n_in_base: Vec<usize>,
    /// For each group the places of `base`, once somebody has to go through them.
    listed: Vec<OnceLock<Stocked>>,
}

impl<'a> Plan<'a> {
    /// The plan of a rule; none where no page will ever hear of it.
    pub(super) fn of(
        parts: &'a Parts<'a>,
        categories: &Categories<'_>,
        rule: &'a Rule,
        groups: &[Option<&'a str>],
    ) -> Option<Plan<'a>> {
        let unit = parts.settings.unit(rule.relation);
        if !rule.active || !unit.active || unit.show == Show::Selected {
            return None;
        }
        let mut conjuncts = Vec::new();
        Conjunct::all_of(&rule.products_to_display, false, &mut conjuncts);
        unit.filters.iter().for_each(|filter| Conjunct::all_of(filter, true, &mut conjuncts));
        let matches_by_price = rule.products_to_match.children.iter().any(|child| any_leaf(child, &reads_price));
        let is_about_prices = matches_by_price || conjuncts.iter().any(Conjunct::is_about_prices);
        let (constant, relative): (Vec<_>, Vec<_>) =
            conjuncts.into_iter().partition(|conjunct| conjunct.kind == Kind::Constant);
        let (alike, singly): (Vec<_>, Vec<_>) =
            relative.into_iter().partition(|conjunct| conjunct.kind != Kind::Single);
        let mut shared: Vec<&Attribute> = Vec::new();
        for conjunct in &alike {
            conjunct.each_matched(&mut |attribute| {
                if !shared.contains(&attribute) {
                    shared.push(attribute);
                }
            });
        }
        let groups = if is_about_prices { groups } else { &groups[..1] };
        let base: Vec<_> = groups.iter().map(|group| base(parts, categories, &constant, *group)).collect();
        let listed = base.iter().map(|_| OnceLock::new()).collect();
        let n_in_base = base.iter().map(|bits| bits.iter().map(|bits| bits.count_ones() as usize).sum()).collect();
        Some(Plan { n_in_base, listed, rule, rotation: unit.rotation, is_about_prices, alike, singly, shared, base })
    }

    /// Whether a place could show for any matched product.
    pub(super) fn is_in_base(&self, group: usize, place: u32) -> bool {
        self.base[group][place as usize / 64] >> (place % 64) & 1 == 1
    }

    /// How many places could show for any matched product.
    pub(super) fn n_in_base(&self, group: usize) -> usize {
        self.n_in_base[group]
    }

    /// Every place that could show for any matched product.
    pub(super) fn base(&self, group: usize, parts: &Parts<'_>) -> &Stocked {
        self.listed[group].get_or_init(|| {
            let by_chance = ByChance::of(self.rotation);
            let places = (0..parts.n_products() as u32).filter(|place| self.is_in_base(group, *place));
            Stocked::of(places.map(|place| (by_chance.order(parts, place), place, &parts.products[place as usize])))
        })
    }

    /// Whether a product satisfies what many matched products have in common.
    pub(super) fn accepts_alike(&self, place: u32, product: &Product, asked: &Asked<'_>) -> bool {
        self.alike.iter().all(|conjunct| conjunct.accepts(place, product, asked))
    }

    /// What is particular to a matched product.
    pub(super) fn singly<'s>(&'s self, asked: &'s Asked<'_>) -> Vec<Single<'s>> {
        self.singly.iter().map(|conjunct| conjunct.for_one(asked)).collect()
    }

    /// What the matched product says where `alike` compares: with the same key, the same products are accepted.
    pub(super) fn key(&self, asked: &Asked<'_>) -> Vec<u8> {
        let mut key = Vec::new();
        for attribute in &self.shared {
            write_fact(&mut key, asked.matched.product.fact(attribute, &asked.scene));
        }
        key
    }
}

/// One bit for each place.
fn base(parts: &Parts<'_>, categories: &Categories<'_>, constant: &[Conjunct<'_>], group: Option<&str>) -> Vec<u64> {
    let scene = Scene { logic: parts.settings.logic, group, fold: |text| text.to_lowercase() };
    let mut base = vec![0u64; parts.n_products().div_ceil(64)];
    let Some(any) = parts.products.first() else { return base };
    // A constant condition does not look at the matched product, so any will do.
    let asked = Asked::new(Matched { product: any, declared: &[] }, scene, categories);
    for (place, product) in parts.products.iter().enumerate() {
        let is_in = product.visible
            && !parts.is_repeated(place as u32)
            && constant.iter().all(|conjunct| conjunct.accepts(place as u32, product, &asked));
        base[place / 64] |= u64::from(is_in) << (place % 64);
    }
    base
}
