//! The chunks of one block: who needs which cards, and where the block is parted because they would be too many.

use super::file::{self, SMALLEST};
use super::narrow::{Narrow, Narrowing};
use super::{ChunkSize, Parts};
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
        self.part(first, &needs, &mut chunks);
        chunks
    }

    /// Makes one chunk of these products, or several where it would be heavy.
    fn part(&self, first_rank: u32, needs: &[Needs], chunks: &mut Vec<ChunkText>) {
        let ranks = first_rank..first_rank + needs.len() as u32;
        let own = |place: &u32| ranks.contains(&self.parts.ranks[*place as usize]);
        let products: Vec<u32> = ranks.clone().map(|rank| self.parts.places[rank as usize]).collect();
        let others = needs.iter().flat_map(|needs| &needs.cards).filter(|place| !own(place));
        let cards = in_order(others.copied().collect());
        let sizes = products.iter().chain(&cards).map(|place| self.parts.sizes[*place as usize] as usize);
        let half = (needs.len() / 2).next_multiple_of(SMALLEST as usize).max(SMALLEST as usize);
        if sizes.sum::<usize>() > self.size.most && half < needs.len() {
            let (left, right) = needs.split_at(half);
            self.part(first_rank, left, chunks);
            self.part(first_rank + half as u32, right, chunks);
            return;
        }
        let rules = in_order(needs.iter().flat_map(|needs| &needs.rules).copied().collect());
        chunks.push(ChunkText { first_rank, text: file::chunk(self.parts, first_rank, &products, &cards, &rules) });
    }

    fn needs(&mut self, place: u32) -> Needs {
        let parts = self.parts;
        let mut needs = Needs::default();
        if parts.is_repeated(place) {
            return needs;
        }
        let links = parts.links[place as usize].iter().flatten();
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
