//! Which item belongs to which: variants to their parent, parts to the bundle or group that has them.

use crate::catalogue::{Item, SkuIndex};
use kindred_core::product::ProductType;
use std::collections::HashMap;

/// The relatives of every item, by index.
pub(crate) struct Family {
    index: SkuIndex,
    /// Parents of SKUs that are variants and have no item of their own.
    parent_of_unlisted: HashMap<String, usize>,
    /// In the order in which they stand for the item.
    parents: Vec<Vec<Parent>>,
    folded: Vec<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Parent {
    kinship: Kinship,
    item: usize,
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
    pub(crate) fn of(items: &[Item]) -> Family {
        let index = SkuIndex::of_items(items);
        let mut parents: Vec<Vec<Parent>> = vec![Vec::new(); items.len()];
        let mut parent_of_unlisted = HashMap::new();
        for (parent, item) in items.iter().enumerate().filter(|(_, item)| item.enabled) {
            for variant in &item.variants {
                match index.find(variant) {
                    Some(child) => parents[child].push(Parent { kinship: Kinship::Variant, item: parent }),
                    None => _ = parent_of_unlisted.entry(variant.to_lowercase()).or_insert(parent),
                }
            }
            let kinship = if item.product_type == ProductType::Bundle { Kinship::Bundled } else { Kinship::Grouped };
            for part in item.choices.iter().flat_map(|choice| &choice.skus).filter_map(|sku| index.find(sku)) {
                parents[part].push(Parent { kinship, item: parent });
            }
        }
        for parents in &mut parents {
            parents.sort();
            parents.dedup();
        }
        let is_folded = |(item, parents): (&Item, &Vec<Parent>)| {
            item.enabled && !item.visible && parents.iter().any(|parent| parent.kinship == Kinship::Variant)
        };
        let folded = items.iter().zip(&parents).map(is_folded).collect();
        Family { index, parent_of_unlisted, parents, folded }
    }

    /// Whether the item is a variant that a shopper sees only as its parent.
    pub(crate) fn is_folded(&self, item: usize) -> bool {
        self.folded[item]
    }

    /// The item of that SKU.
    pub(crate) fn find(&self, sku: &str) -> Option<usize> {
        self.index.find(sku)
    }

    /// What a shopper is shown for that SKU.
    pub(crate) fn shown(&self, items: &[Item], sku: &str) -> Shown {
        let Some(item) = self.index.find(sku) else {
            return match self.parent_of_unlisted.get(&sku.to_lowercase()) {
                Some(&parent) => {
                    self.through(items, &[Parent { kinship: Kinship::Variant, item: parent }], LONGEST_CHAIN)
                }
                None => Shown::Unknown,
            };
        };
        match &items[item] {
            Item { enabled: false, .. } => Shown::Disabled,
            Item { visible: true, .. } => Shown::Itself(item),
            _ => self.through(items, &self.parents[item], LONGEST_CHAIN),
        }
    }

    fn through(&self, items: &[Item], parents: &[Parent], chain_left: usize) -> Shown {
        if let Some(parent) = parents.iter().find(|parent| items[parent.item].visible) {
            return Shown::Through(parent.item);
        }
        let further = parents
            .iter()
            .filter(|_| chain_left > 0)
            .map(|parent| self.through(items, &self.parents[parent.item], chain_left - 1));
        further.into_iter().find(|shown| *shown != Shown::Hidden).unwrap_or(Shown::Hidden)
    }
}
