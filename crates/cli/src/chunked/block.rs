//! The chunks of one block: who needs which cards, and where one chunk ends and the next begins.

use super::file::{self, RuleTexts, SMALLEST};
use super::narrow::{Narrow, Narrowing, each};
use super::{ChunkSize, Parts};
use kindred_core::candidates::BLOCK;

/// What a product's page needs.
#[derive(Default)]
pub(super) struct Needs {
    /// Products of the block that may show: one bit for each, the first rank's the lowest.
    pub(super) neighbours: u128,
    /// Places of products that may show, wherever they are.
    pub(super) cards: Vec<u32>,
    /// Rules that may match it.
    pub(super) rules: Vec<u32>,
}

/// Makes chunks, one block after another.
pub(super) struct Worker<'a> {
    parts: &'a Parts<'a>,
    rules: &'a RuleTexts,
    narrowing: Narrowing<'a>,
    size: ChunkSize,
    /// What the pages of the block need.
    needs: Vec<Needs>,
    held: Held,
    text: Vec<u8>,
}

/// What an entry of a list counts beside the texts of products: a SKU that the chunk has on a card already. Compressed,
/// it is a twentieth of a product.
const LISTED: usize = 16;

/// The products and cards of a chunk.
#[derive(Default)]
struct Held {
    block: u32,
    /// Those of its block.
    neighbours: u128,
    /// The places of the others.
    others: Vec<u32>,
    /// For each place the number of the last chunk that had it.
    last: Vec<u32>,
    number: u32,
    size: usize,
}

impl<'a> Worker<'a> {
    pub(super) fn new(
        parts: &'a Parts<'a>,
        rules: &'a RuleTexts,
        narrow: &'a Narrow<'a>,
        size: ChunkSize,
    ) -> Worker<'a> {
        let held = Held { last: vec![0; parts.n_products()], ..Held::default() };
        let needs = (0..BLOCK).map(|_| Needs::default()).collect();
        Worker { parts, rules, narrowing: Narrowing::new(narrow), size, needs, held, text: Vec::new() }
    }

    /// Hands over the chunks of a block, in order, each with the rank of its first product. Gives those ranks.
    pub(super) fn chunks<E>(
        &mut self,
        block: u32,
        hand_over: impl Fn(u32, &[u8]) -> Result<(), E>,
    ) -> Result<Vec<u32>, E> {
        self.narrowing.enter(block);
        let n_products = self.narrowing.places().len();
        (0..n_products).for_each(|bit| self.find_needs(bit));
        let (mut begins, mut begin) = (Vec::new(), 0);
        while begin < n_products {
            let first_rank = block * BLOCK + begin as u32;
            let end = begin + self.as_many_as_fit(block, begin, n_products);
            self.write(first_rank, begin, end);
            hand_over(first_rank, &self.text)?;
            begins.push(first_rank);
            begin = end;
        }
        Ok(begins)
    }

    /// Holds as many products as make a chunk that is not too heavy, with their cards; at least the smallest part.
    fn as_many_as_fit(&mut self, block: u32, begin: usize, end: usize) -> usize {
        let Worker { held, needs, parts, narrowing, .. } = self;
        held.begin(block);
        let mut n_products = 0;
        for part in needs[begin..end].chunks(SMALLEST as usize) {
            let (neighbours, n_others) = (held.neighbours, held.others.len());
            let first = begin + n_products;
            for bit in first..first + part.len() {
                held.add_neighbours(1 << bit, parts, narrowing.places());
                held.add_lists(narrowing.places()[bit], parts);
            }
            for needs in part {
                held.add_neighbours(needs.neighbours, parts, narrowing.places());
                needs.cards.iter().for_each(|place| held.add(*place, parts));
            }
            if n_products > 0 && held.size > self.size.most {
                held.neighbours = neighbours;
                held.others.truncate(n_others);
                break;
            }
            n_products += part.len();
        }
        n_products
    }

    fn write(&mut self, first_rank: u32, begin: usize, end: usize) {
        let Worker { parts, held, needs, narrowing, text, rules, .. } = self;
        let is_own = |bit: &u32| (begin..end).contains(&(*bit as usize));
        let neighbours = each(held.neighbours).filter(|bit| !is_own(bit)).map(|bit| narrowing.places()[bit as usize]);
        held.others.extend(neighbours);
        held.others.sort_unstable();
        let mut of_rules: Vec<u32> = needs[begin..end].iter().flat_map(|needs| &needs.rules).copied().collect();
        of_rules.sort_unstable();
        of_rules.dedup();
        file::write_chunk(text, parts, (&of_rules, rules), (first_rank, end - begin), &held.others);
    }

    fn find_needs(&mut self, bit: usize) {
        let Worker { parts, narrowing, needs, .. } = self;
        let (place, needs) = (narrowing.places()[bit], &mut needs[bit]);
        needs.neighbours = 0;
        needs.cards.clear();
        needs.rules.clear();
        if parts.is_repeated(place) {
            return;
        }
        let links = parts.links(place).iter().flatten();
        needs.cards.extend(links.filter_map(|link| parts.place(&link.sku)));
        let listed = parts.lists(place).iter().flat_map(|(_, list)| list);
        needs.cards.extend(listed.filter_map(|sku| parts.place(sku)));
        needs.cards.extend(parts.bundles_with(&parts.products[place as usize]));
        narrowing.add_needs(bit as u32, needs);
    }
}

impl Held {
    /// Begins with another chunk.
    fn begin(&mut self, block: u32) {
        (self.block, self.neighbours, self.size) = (block, 0, 0);
        self.others.clear();
        self.number += 1;
    }

    fn add_neighbours(&mut self, neighbours: u128, parts: &Parts<'_>, places: &[u32]) {
        let sizes = each(neighbours & !self.neighbours).map(|bit| parts.sizes[places[bit as usize] as usize] as usize);
        self.size += sizes.sum::<usize>();
        self.neighbours |= neighbours;
    }

    /// The lists of a product whose page the chunk serves.
    fn add_lists(&mut self, place: u32, parts: &Parts<'_>) {
        let n_listed: usize = parts.lists(place).iter().map(|(_, list)| list.len()).sum();
        self.size += n_listed * LISTED;
    }

    fn add(&mut self, place: u32, parts: &Parts<'_>) {
        let last = &mut self.last[place as usize];
        if std::mem::replace(last, self.number) == self.number {
            return;
        }
        let rank = parts.ranks[place as usize];
        if rank / BLOCK == self.block {
            let bit = 1 << (rank % BLOCK);
            self.size += if self.neighbours & bit == 0 { parts.sizes[place as usize] as usize } else { 0 };
            self.neighbours |= bit;
        } else {
            self.others.push(place);
            self.size += parts.sizes[place as usize] as usize;
        }
    }
}
