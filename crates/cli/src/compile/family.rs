//! Which item belongs to which: variants to their parent, parts to the bundle or group that has them.

use crate::catalogue::{Item, SkuIndex};
use crate::cores::in_parts;
use kindred_core::product::ProductType;
use std::collections::HashMap;
use std::ops::Range;

/// The relatives of every item, by index.
pub(crate) struct Family {
    index: SkuIndex,
    /// Parents of SKUs that are variants and have no item of their own.
    parent_of_unlisted: HashMap<String, u32>,
    /// Those of one item after those of another, in the order in which they stand for it.
    parents: Vec<Parent>,
    /// Where in `parents` those of each item begin, and at last where they end.
    starts: Vec<u32>,
    folded: Vec<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Parent {
    child: u32,
    kinship: Kinship,
    item: u32,
}

/// What the items of a range say of their variants and parts.
#[derive(Default)]
struct Found {
    parents: Vec<Parent>,
    unlisted: Vec<(String, u32)>,
}

/// A shopper who looks for the child is best served by the page of its configurable parent, then by that of its
/// group, then by that of a bundle.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kinship {
    Variant,
    Grouped,
    Bundled,
}

/// What a link's SKU leads to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shown {
    /// The item itself.
    Itself(usize),
    /// Its visible parent.
    Through(usize),
    /// An item that no page shows.
    Hidden,
    /// An item that is switched off.
    Disabled,
    /// No item.
    Unknown,
}

/// A chain of parents longer than this is a circle.
const LONGEST_CHAIN: usize = 4;

impl Family {
    /// Finds out who belongs to whom. Items that are switched off are nobody's parents.
    pub(crate) fn of(items: &[Item], index: SkuIndex) -> Family {
        let mut parents: Vec<Parent> = Vec::new();
        let mut parent_of_unlisted = HashMap::new();
        for mut found in in_parts(items.len(), |range| Found::of(items, range, &index)) {
            parents.append(&mut found.parents);
            for (variant, parent) in found.unlisted {
                parent_of_unlisted.entry(variant).or_insert(parent);
            }
        }
        parents.sort_unstable();
        parents.dedup();
        let mut starts = vec![0; items.len() + 1];
        parents.iter().for_each(|parent| starts[parent.child as usize + 1] += 1);
        for item in 0..items.len() {
            starts[item + 1] += starts[item];
        }
        let mut family = Family { index, parent_of_unlisted, parents, starts, folded: Vec::new() };
        let is_folded = |(number, item): (usize, &Item)| {
            item.enabled
                && !item.visible
                && family.parents(number).iter().any(|parent| parent.kinship == Kinship::Variant)
        };
        family.folded = items.iter().enumerate().map(is_folded).collect();
        family
    }

    fn parents(&self, item: usize) -> &[Parent] {
        &self.parents[self.starts[item] as usize..self.starts[item + 1] as usize]
    }

    /// Whether the item is a variant that a shopper sees only as its parent.
    pub(crate) fn is_folded(&self, item: usize) -> bool {
        self.folded[item]
    }

    /// The item of that SKU.
    pub(crate) fn find(&self, items: &[Item], sku: &str) -> Option<usize> {
        self.index.find(items, sku)
    }

    /// What a shopper is shown for that SKU.
    pub(crate) fn shown(&self, items: &[Item], sku: &str) -> Shown {
        let Some(item) = self.index.find(items, sku) else {
            return match self.parent_of_unlisted.get(&sku.to_lowercase()) {
                Some(&item) => {
                    let parent = Parent { child: u32::MAX, kinship: Kinship::Variant, item };
                    self.through(items, &[parent], LONGEST_CHAIN)
                }
                None => Shown::Unknown,
            };
        };
        match &items[item] {
            Item { enabled: false, .. } => Shown::Disabled,
            Item { visible: true, .. } => Shown::Itself(item),
            _ => self.through(items, self.parents(item), LONGEST_CHAIN),
        }
    }

    fn through(&self, items: &[Item], parents: &[Parent], chain_left: usize) -> Shown {
        if let Some(parent) = parents.iter().find(|parent| items[parent.item as usize].visible) {
            return Shown::Through(parent.item as usize);
        }
        let further = parents
            .iter()
            .filter(|_| chain_left > 0)
            .map(|parent| self.through(items, self.parents(parent.item as usize), chain_left - 1));
        further.into_iter().find(|shown| *shown != Shown::Hidden).unwrap_or(Shown::Hidden)
    }
}

impl Found {
    fn of(items: &[Item], range: Range<usize>, index: &SkuIndex) -> Found {
        let mut found = Found::default();
        for (number, item) in range.clone().zip(&items[range]).filter(|(_, item)| item.enabled) {
            for variant in &item.variants {
                match index.find(items, variant) {
                    Some(child) => found.add(child, Kinship::Variant, number),
                    None => found.unlisted.push((variant.to_lowercase(), narrow(number))),
                }
            }
            let kinship = if item.product_type == ProductType::Bundle { Kinship::Bundled } else { Kinship::Grouped };
            let parts = item.choices.iter().flat_map(|choice| &choice.skus);
            for part in parts.filter_map(|sku| index.find(items, sku)) {
                found.add(part, kinship, number);
            }
        }
        found
    }

    fn add(&mut self, child: usize, kinship: Kinship, parent: usize) {
        self.parents.push(Parent { child: narrow(child), kinship, item: narrow(parent) });
    }
}

/// The number of an item, in half the room: no catalogue has four thousand million.
fn narrow(item: usize) -> u32 {
    u32::try_from(item).unwrap_or(u32::MAX)
}
