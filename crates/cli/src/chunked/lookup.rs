//! Lookup files: from a SKU to the chunk that serves its page.

use super::{Parts, Sink, file};
use crate::cores::jobs;
use kindred_core::candidates::BLOCK;
use kindred_core::feed::{MAX_LOOKUP_BITS, lookup_key};
use std::collections::BTreeMap;

/// How many SKUs a lookup file has at most, on average.
const FULL: usize = 320;

/// One chunk, or all that a key stands for.
#[derive(serde::Serialize)]
#[serde(untagged)]
enum Chunks {
    One(u32),
    Several(Vec<u32>),
}

/// By how many bits lookup files are named where there are so many SKUs.
fn bits_for(n_skus: usize) -> u32 {
    (0..MAX_LOOKUP_BITS).find(|bits| n_skus >> bits <= FULL).unwrap_or(MAX_LOOKUP_BITS)
}

/// Writes them all. `starts` are the first ranks of the chunks of each block. Gives the bits that the files are named
/// by.
pub(super) fn write<E: Send>(parts: &Parts<'_>, starts: &[Vec<u32>], sink: Sink<'_, E>) -> Result<u32, E> {
    let bits = bits_for(parts.skus.len());
    let written = jobs(1 << bits, |number| {
        let text = text(parts, starts, number as u32, bits);
        sink(&format!("lookup/{number}.json"), text.as_bytes())
    });
    written.into_iter().collect::<Result<(), E>>()?;
    Ok(bits)
}

fn text(parts: &Parts<'_>, starts: &[Vec<u32>], number: u32, bits: u32) -> String {
    let mut chunks: BTreeMap<String, Chunks> = BTreeMap::new();
    for (sku, place) in parts.skus.range(parts.skus.of_lookup(number, bits), &parts.products) {
        let rank = parts.ranks[place as usize];
        let starts = &starts[(rank / BLOCK) as usize];
        let start = starts[starts.partition_point(|start| *start <= rank).saturating_sub(1)];
        let chunk = file::number(start);
        chunks.entry(lookup_key(sku)).and_modify(|known| known.add(chunk)).or_insert(Chunks::One(chunk));
    }
    serde_json::to_string(&chunks).unwrap_or_default()
}

impl Chunks {
    /// Adds a chunk, if it is not there yet; they stay in order.
    fn add(&mut self, chunk: u32) {
        let mut all = match self {
            Chunks::One(one) if *one == chunk => return,
            Chunks::One(one) => vec![*one],
            Chunks::Several(all) => std::mem::take(all),
        };
        if let Err(at) = all.binary_search(&chunk) {
            all.insert(at, chunk);
        }
        *self = Chunks::Several(all);
    }
}
