//! The chunks of one block: who needs which cards, and where one chunk ends and the next begins.

use super::file::{self, SMALLEST};
use super::narrow::{Narrow, Narrowing};
use super::{ChunkSize, Parts};
use hashbrown::HashSet;
use kindred_core::candidates::BLOCK;

/// A chunk on its way to a file.
pub(super) struct ChunkText {
    pub(super) first_rank: u32,
    pub(super) text: String,
}

/// What a product's page needs.
#[derive(Default)]
pub(super) struct Needs {
    /// Places of products that may show.
    pub(super) cards: Vec<u32>,
    /// Rules that may match it.
    pub(super) rules: Vec<u32>,
}

/// Makes chunks, one block after another.
pub(super) struct Worker<'a> {
    parts: &'a Parts<'a>,
    narrowing: Narrowing<'a>,
    size: ChunkSize,
}

impl<'a> Worker<'a> {
    pub(super) fn new(parts: &'a Parts<'a>, narrow: &'a Narrow<'a>, size: ChunkSize) -> Worker<'a> {
        Worker { parts, narrowing: Narrowing::new(narrow), size }
    }

    /// The chunks of a block, in order.
    pub(super) fn chunks(&mut self, block: u32) -> Vec<ChunkText> {
        self.narrowing.enter(block);
        let first = block * BLOCK;
        let last = (first + BLOCK).min(self.parts.n_products() as u32);
        let needs: Vec<Needs> = (first..last).map(|rank| self.needs(self.parts.places[rank as usize])).collect();
        let mut chunks = Vec::new();
        let mut begin = 0;
        while begin < needs.len() {
            let n_products = self.as_many_as_fit(first + begin as u32, &needs[begin..]);
            chunks.push(self.chunk(first + begin as u32, &needs[begin..begin + n_products]));
            begin += n_products;
        }
        chunks
    }

    /// How many of these products make a chunk that is not too heavy; at least the smallest part.
    fn as_many_as_fit(&self, first_rank: u32, needs: &[Needs]) -> usize {
        let mut held: HashSet<u32> = HashSet::new();
        let (mut size, mut n_products) = (0, 0);
        for part in needs.chunks(SMALLEST as usize) {
            let ranks = (first_rank + n_products as u32..).take(part.len());
            let own = ranks.map(|rank| self.parts.places[rank as usize]);
            let all = own.chain(part.iter().flat_map(|needs| needs.cards.iter().copied()));
            size += all
                .filter(|place| held.insert(*place))
                .map(|place| self.parts.sizes[place as usize] as usize)
                .sum::<usize>();
            if n_products > 0 && size > self.size.most {
                break;
            }
            n_products += part.len();
        }
        n_products
    }

    fn chunk(&self, first_rank: u32, needs: &[Needs]) -> ChunkText {
        let ranks = first_rank..first_rank + needs.len() as u32;
        let own = |place: &u32| ranks.contains(&self.parts.ranks[*place as usize]);
        let products: Vec<u32> = ranks.clone().map(|rank| self.parts.places[rank as usize]).collect();
        let others = needs.iter().flat_map(|needs| &needs.cards).filter(|place| !own(place));
        let cards = in_order(others.copied().collect());
        let rules = in_order(needs.iter().flat_map(|needs| &needs.rules).copied().collect());
        ChunkText { first_rank, text: file::chunk(self.parts, first_rank, &products, &cards, &rules) }
    }

    fn needs(&mut self, place: u32) -> Needs {
        let parts = self.parts;
        let mut needs = Needs::default();
        if parts.is_repeated(place) {
            return needs;
        }
        let links = parts.links(place).iter().flatten();
        needs.cards.extend(links.filter_map(|link| parts.place(&link.sku)));
        needs.cards.extend(parts.bundles_with(&parts.products[place as usize]));
        self.narrowing.add_needs(place, &mut needs);
        needs
    }
}

fn in_order(mut all: Vec<u32>) -> Vec<u32> {
    all.sort_unstable();
    all.dedup();
    all
}
