//! The chunked layout (design, section 4): a large feed cut into files of which a page loads three, and one or two more
//! where it shows lists of the shop.
//!
//! Products stand in the order of their neighbours ([`kindred_core::candidates`]). A chunk has those of one block, or of
//! a part of it, and every card that their units may show; what may show is narrowed by everything that is decided
//! without a shopper. A lookup file leads from a SKU to its chunk.

mod alike;
mod bits;
mod block;
mod columns;
mod file;
mod lookup;
mod narrow;
mod parts;
mod ranks;
mod shop_lists;
mod skus;
mod texts;

use crate::cores::{join, n_threads};
use block::Worker;
use file::RuleTexts;
use kindred_core::candidates::BLOCK;
use kindred_core::feed::{Feed, FeedFile, Product};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub(crate) use parts::Parts;

/// A place for files, filled from several threads.
pub type Sink<'a, E> = &'a (dyn Fn(&str, &[u8]) -> Result<(), E> + Sync);

/// What cutting a feed gave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cut {
    /// By how many bits of a SKU's number lookup files are named.
    pub lookup_bits: u32,
    /// The units of which the shop has a list of their own; nothing where it has no list at all.
    pub lists: Option<Vec<String>>,
}

/// How large a chunk may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ChunkSize {
    /// Bytes of text, about: a chunk takes products as long as there is room.
    pub most: usize,
}

impl Default for ChunkSize {
    /// What keeps a million products below 20,000 files, and pages below 16 kB (docs/decisions/chunks.md).
    fn default() -> ChunkSize {
        ChunkSize { most: 86_000 }
    }
}

impl ChunkSize {
    /// What is left of it where a page loads so many bytes of lists as well; half of it at least.
    fn beside(self, n_bytes: usize) -> ChunkSize {
        ChunkSize { most: self.most.saturating_sub(n_bytes).max(self.most / 2) }
    }
}

/// The block that a chunk has products of.
pub(crate) fn block_of(number: u32) -> u32 {
    number * file::SMALLEST / BLOCK
}

/// How many blocks a thread takes at once: neighbours ask for the same candidates.
const BATCH: usize = 32;

/// Cuts a feed and hands its files, all but the pointer, to `sink`, under paths such as `chunk/17.json`. `header` is the
/// feed without its products; `progress` hears how many products are done.
///
/// # Errors
///
/// Whatever the sink fails with.
pub fn cut<E: Send>(
    header: &FeedFile,
    settings: &Feed,
    products: Vec<Product>,
    size: ChunkSize,
    sink: Sink<'_, E>,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Cut, E> {
    let parts = Parts::of(header, settings, products);
    let cut = cut_parts(&parts, size, sink, progress);
    parts.let_go();
    cut
}

/// Cuts a feed that is taken apart.
pub(crate) fn cut_parts<E: Send>(
    parts: &Parts<'_>,
    size: ChunkSize,
    sink: Sink<'_, E>,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Cut, E> {
    let narrow = narrow::Narrow::of(parts);
    let rules = RuleTexts::of(parts);
    let (list_files, lists) = shop_lists::files(parts).unzip();
    let list_files = list_files.unwrap_or_default();
    let size = size.beside(list_files.first().map_or(0, Vec::len));
    let n_blocks = parts.n_products().div_ceil(BLOCK as usize);
    let (next, starts) = (AtomicUsize::new(0), Mutex::new(vec![Vec::new(); n_blocks]));
    let work = || -> Result<(), E> {
        let mut worker = Worker::new(parts, &rules, &narrow, size);
        loop {
            let first = next.fetch_add(BATCH, Ordering::Relaxed);
            if first >= n_blocks {
                return Ok(());
            }
            for block in first..(first + BATCH).min(n_blocks) {
                let hand_over = |rank, text: &[u8]| sink(&format!("chunk/{}.json", file::number(rank)), text);
                let begins = worker.chunks(block as u32, hand_over)?;
                if let Ok(mut starts) = starts.lock() {
                    starts[block] = begins;
                }
            }
            progress((BATCH * BLOCK as usize).min(parts.n_products() - first * BLOCK as usize));
        }
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..n_threads(n_blocks.div_ceil(BATCH))).map(|_| scope.spawn(work)).collect();
        let own = work();
        others.into_iter().map(|other| join(other.join())).fold(own, Result::and)
    })?;
    let starts = starts.into_inner().unwrap_or_default();
    let lookup_bits = lookup::write(parts, &starts, sink)?;
    sink("rules.json", &rules.file())?;
    for (number, text) in list_files.iter().enumerate() {
        sink(&format!("list/{number}.json"), text)?;
    }
    Ok(Cut { lookup_bits, lists })
}
