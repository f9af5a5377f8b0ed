//! What becomes of each link: kept, kept through a visible parent, or dropped for a reason that is counted.

use super::family::{Family, Shown};
use crate::catalogue::{Item, StrayLink};
use crate::diagnostic::{Diagnostic, Place, Reason};
use hashbrown::{HashMap, HashSet};
use kindred_core::link::{Link, Relation};
use std::collections::BTreeMap;
use std::fmt;

/// Why a link is not in the feed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Dropped {
    /// It leads from a SKU that is no product.
    UnknownSource,
    /// It leads from a product that is switched off.
    DisabledSource,
    /// It leads from a variant; shoppers see the links of its parent.
    VariantSource,
    /// It leads to a SKU that is no product.
    UnknownTarget,
    /// It leads to a product that is switched off.
    DisabledTarget,
    /// It leads to a product without a page, which is part of no product with one.
    HiddenTarget,
    /// It leads to its own product.
    ToItself,
    /// It leads to a product without a page, which would be shown as the link's own product.
    ToItselfThroughParent,
    /// The list has it already.
    Twice,
    /// It would show a product that the list has already, one of the two through its parent.
    TwiceThroughParent,
}

/// What became of the links of each relation, in the order of [`Relation::ALL`].
#[derive(Clone, Debug, Default)]
pub struct LinkCounts {
    counts: [RelationCounts; 3],
}

/// What became of the links of one relation.
#[derive(Clone, Debug, Default)]
pub struct RelationCounts {
    /// Links in the files.
    pub read: usize,
    /// Links in the feed.
    pub kept: usize,
    /// Those of the kept that lead to a visible parent.
    pub through_parent: usize,
    /// The others, by reason.
    pub dropped: BTreeMap<Dropped, DroppedLinks>,
}

/// Links that were dropped for one reason.
#[derive(Clone, Debug, Default)]
pub struct DroppedLinks {
    /// How many.
    pub count: usize,
    /// The SKUs that are the reason, in the order of the catalogue.
    pub skus: Vec<String>,
    /// Each of them.
    pub links: Vec<DroppedLink>,
    known: HashSet<String>,
}

/// A link that was dropped.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DroppedLink {
    /// The row of the product that it leads from, or the link's own where there is no such product.
    pub place: Place,
    /// The SKU that it leads from.
    pub from: Box<str>,
    /// The SKU that it leads to, as the link spells it.
    pub to: Box<str>,
}

impl Dropped {
    /// The name of the reason for programs.
    pub fn name(self) -> &'static str {
        match self {
            Dropped::UnknownSource => "unknown-source",
            Dropped::DisabledSource => "disabled-source",
            Dropped::VariantSource => "variant-source",
            Dropped::UnknownTarget => "unknown-target",
            Dropped::DisabledTarget => "disabled-target",
            Dropped::HiddenTarget => "hidden-target",
            Dropped::ToItself => "to-itself",
            Dropped::ToItselfThroughParent => "to-itself-through-parent",
            Dropped::Twice => "twice",
            Dropped::TwiceThroughParent => "twice-through-parent",
        }
    }

    /// The message about a link that was dropped for this reason.
    pub(crate) fn diagnostic(self, relation: Relation, link: &DroppedLink) -> Diagnostic {
        let sku = if self.is_about_source() { &link.from } else { &link.to };
        let reason = Reason::DroppedLink { why: self, sku: sku.clone() };
        Diagnostic::skipped(link.place.clone(), relation.name(), reason)
    }

    /// Whether the link's source is the reason.
    fn is_about_source(self) -> bool {
        matches!(self, Dropped::UnknownSource | Dropped::DisabledSource | Dropped::VariantSource)
    }
}

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Dropped::UnknownSource => "from a product that does not exist",
            Dropped::DisabledSource => "from a product that is switched off",
            Dropped::VariantSource => "from a variant, whose parent's links are shown instead",
            Dropped::UnknownTarget => "to a product that does not exist",
            Dropped::DisabledTarget => "to a product that is switched off",
            Dropped::HiddenTarget => "to a product without a page, which is part of none with a page",
            Dropped::ToItself => "to itself",
            Dropped::ToItselfThroughParent => "to a part or variant of itself",
            Dropped::Twice => "named twice in one list",
            Dropped::TwiceThroughParent => "shown as a product that the list has already",
        })
    }
}

impl LinkCounts {
    /// What became of the links of a relation.
    pub fn of(&self, relation: Relation) -> &RelationCounts {
        let [related, up_sell, cross_sell] = &self.counts;
        match relation {
            Relation::Related => related,
            Relation::UpSell => up_sell,
            Relation::CrossSell => cross_sell,
        }
    }

    fn of_mut(&mut self, relation: Relation) -> &mut RelationCounts {
        let [related, up_sell, cross_sell] = &mut self.counts;
        match relation {
            Relation::Related => related,
            Relation::UpSell => up_sell,
            Relation::CrossSell => cross_sell,
        }
    }

    /// The links of an item as the feed has them: by position, equal positions in the order of the file.
    ///
    /// A position is written only where it is not the link's place in the list: links that were dropped leave gaps,
    /// which matter where the lists of several products in a cart are merged (reference, section 1.5).
    pub(crate) fn resolve(
        &mut self,
        items: &[Item],
        family: &Family,
        source: usize,
        relation: Relation,
        taken: &mut Taken,
    ) -> Vec<Link> {
        let mut written: Vec<(&str, u32)> = items[source].links.of(relation).collect();
        if written.is_empty() {
            return Vec::new();
        }
        written.sort_by_key(|(_, position)| *position);
        let counts = self.of_mut(relation);
        counts.read += written.len();
        let unused_source = match &items[source] {
            Item { enabled: false, .. } => Some(Dropped::DisabledSource),
            _ if family.is_folded(source) => Some(Dropped::VariantSource),
            _ => None,
        };
        let mut kept = Vec::with_capacity(if unused_source.is_some() { 0 } else { written.len() });
        taken.clear();
        for (sku, position) in written {
            let target = match unused_source {
                Some(reason) => Err(reason),
                None => target(family.shown(items, sku), source, taken),
            };
            match target {
                Ok((target, way)) => {
                    counts.through_parent += usize::from(way == Way::ThroughParent);
                    let place = u32::try_from(kept.len()).unwrap_or(u32::MAX).saturating_add(1);
                    let position = (position != place).then_some(position);
                    kept.push(Link { sku: items[target].sku.clone(), position });
                }
                Err(reason) => counts.drop(reason, &items[source].place, &items[source].sku, sku),
            }
        }
        counts.kept += kept.len();
        kept.shrink_to_fit();
        kept
    }

    /// Adds what became of the links of the items that come next.
    pub(crate) fn append(&mut self, next: LinkCounts) {
        for (counts, next) in self.counts.iter_mut().zip(next.counts) {
            counts.read += next.read;
            counts.kept += next.kept;
            counts.through_parent += next.through_parent;
            for (reason, links) in next.dropped {
                let dropped = counts.dropped.entry(reason).or_default();
                dropped.count += links.count;
                links.skus.iter().for_each(|sku| dropped.name(sku));
                dropped.links.extend(links.links);
            }
        }
    }

    /// Counts the links of products that do not exist.
    pub(crate) fn count_strays(&mut self, strays: &[StrayLink]) {
        for StrayLink { source, link } in strays {
            let counts = self.of_mut(link.relation);
            counts.read += 1;
            counts.drop(Dropped::UnknownSource, &link.place, source, &link.sku);
        }
    }
}

impl RelationCounts {
    fn drop(&mut self, reason: Dropped, place: &Place, source: &str, target: &str) {
        let dropped = self.dropped.entry(reason).or_default();
        dropped.count += 1;
        dropped.links.push(DroppedLink { place: place.clone(), from: source.into(), to: target.into() });
        dropped.name(if reason.is_about_source() { source } else { target });
    }
}

impl DroppedLinks {
    fn name(&mut self, sku: &str) {
        if !self.known.contains(sku) {
            self.known.insert(sku.to_owned());
            self.skus.push(sku.to_owned());
        }
    }
}

/// How a link leads to the item that it shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Straight,
    ThroughParent,
}

/// The items that a list shows so far, and the way to each.
pub(crate) type Taken = HashMap<usize, Way>;

/// The item that a link shows, or why it shows none.
fn target(shown: Shown, source: usize, taken: &mut Taken) -> Result<(usize, Way), Dropped> {
    let (item, way) = match shown {
        Shown::Unknown => return Err(Dropped::UnknownTarget),
        Shown::Disabled => return Err(Dropped::DisabledTarget),
        Shown::Hidden => return Err(Dropped::HiddenTarget),
        Shown::Itself(item) if item == source => return Err(Dropped::ToItself),
        Shown::Through(item) if item == source => return Err(Dropped::ToItselfThroughParent),
        Shown::Itself(item) => (item, Way::Straight),
        Shown::Through(item) => (item, Way::ThroughParent),
    };
    match (taken.get(&item), way) {
        (None, _) => {
            taken.insert(item, way);
            Ok((item, way))
        }
        (Some(Way::Straight), Way::Straight) => Err(Dropped::Twice),
        _ => Err(Dropped::TwiceThroughParent),
    }
}
