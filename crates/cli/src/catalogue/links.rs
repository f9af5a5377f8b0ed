//! Links as files have them. A catalogue has many times more of them than products, so an item keeps them as three texts.

use crate::diagnostic::Place;
use kindred_core::link::Relation;

/// One link as a file has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ItemLink {
    /// How the two belong together.
    pub relation: Relation,
    /// The linked SKU, as the link spells it.
    pub sku: String,
    /// Its place in the list, ascending; equal positions keep the order they are written in.
    pub position: u32,
    /// The cell it came from.
    pub place: Place,
}

/// A link whose product is still to be found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StrayLink {
    /// The SKU it leads from.
    pub source: String,
    /// The link.
    pub link: ItemLink,
}

/// The links of one item, of every relation.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Links(Vec<List>);

/// Those of one relation.
#[derive(Clone, PartialEq, Eq, Debug)]
struct List {
    relation: Relation,
    /// How many there are.
    n_links: u32,
    /// Each SKU with [`END`] behind it.
    skus: String,
    /// The position of each; nothing where they are 1, 2, 3 and so on.
    positions: Vec<u32>,
}

/// Ends a SKU. No shop system lets it stand in one.
const END: char = '\u{1f}';

impl Links {
    /// Adds a link; what it says of its place is not kept.
    pub fn push(&mut self, link: ItemLink) {
        self.add(link.relation, [(link.sku.as_str(), link.position)].into_iter());
    }

    /// Adds links of one relation: SKUs with their positions.
    pub fn add<'a>(&mut self, relation: Relation, links: impl Iterator<Item = (&'a str, u32)> + Clone) {
        let length: usize = links.clone().map(|(sku, _)| sku.len() + END.len_utf8()).sum();
        if length == 0 {
            return;
        }
        let place = self.0.iter().position(|list| list.relation == relation).unwrap_or_else(|| {
            self.0.push(List { relation, n_links: 0, skus: String::with_capacity(length), positions: Vec::new() });
            self.0.len() - 1
        });
        links.for_each(|(sku, position)| self.0[place].push(sku, position));
    }

    /// The links of a relation, in the order they are written in: SKUs with their positions.
    pub fn of(&self, relation: Relation) -> impl Iterator<Item = (&str, u32)> {
        self.0.iter().filter(move |list| list.relation == relation).flat_map(List::iter)
    }

    /// Every link.
    pub fn iter(&self) -> impl Iterator<Item = (Relation, &str, u32)> {
        self.0.iter().flat_map(|list| list.iter().map(|(sku, position)| (list.relation, sku, position)))
    }

    /// Calls linked products by other SKUs, where there are any.
    pub fn rename<'a>(&mut self, name: impl Fn(&str) -> Option<&'a str>) {
        for (relation, sku, position) in std::mem::take(self).iter() {
            self.add(relation, [(name(sku).unwrap_or(sku), position)].into_iter());
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl List {
    fn push(&mut self, sku: &str, position: u32) {
        let next = self.n_links.saturating_add(1);
        self.n_links = next;
        if self.positions.is_empty() && position != next {
            self.positions.extend(1..next);
        }
        if position != next || !self.positions.is_empty() {
            self.positions.push(position);
        }
        self.skus.push_str(sku);
        self.skus.push(END);
    }

    fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        let in_order = self.positions.is_empty();
        let positions = self.positions.iter().copied().chain((1..).take_while(move |_| in_order));
        self.skus.split_terminator(END).zip(positions)
    }
}

impl FromIterator<ItemLink> for Links {
    fn from_iter<T: IntoIterator<Item = ItemLink>>(list: T) -> Links {
        let mut links = Links::default();
        list.into_iter().for_each(|link| links.push(link));
        links
    }
}

#[cfg(test)]
mod tests {
    use super::Links;
    use kindred_core::link::Relation;

    fn related(lists: &[&[(&str, u32)]]) -> Vec<(String, u32)> {
        let mut links = Links::default();
        lists.iter().for_each(|list| links.add(Relation::Related, list.iter().copied()));
        assert_eq!(links.of(Relation::UpSell).count(), 0);
        links.of(Relation::Related).map(|(sku, position)| (sku.to_owned(), position)).collect()
    }

    #[test]
    fn links_come_back_as_they_were_added() {
        let list = |links: &[(&str, u32)]| links.iter().map(|(sku, at)| ((*sku).to_owned(), *at)).collect::<Vec<_>>();
        assert_eq!(related(&[]), []);
        assert_eq!(related(&[&[("A", 1), ("B", 2)]]), list(&[("A", 1), ("B", 2)]));
        assert_eq!(related(&[&[("A", 1), ("B", 7)], &[("C", 0)]]), list(&[("A", 1), ("B", 7), ("C", 0)]));
        assert_eq!(related(&[&[("A", 3)], &[("B", 2), ("", 9)]]), list(&[("A", 3), ("B", 2), ("", 9)]));
    }
}
