//! Lookup files: from a SKU to the chunk that serves its page.

use super::{Parts, Sink, file};
use kindred_core::candidates::BLOCK;
use kindred_core::feed::{MAX_LOOKUP_BITS, lookup_key, lookup_number};
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
pub(super) fn write<E>(parts: &Parts<'_>, starts: &[Vec<u32>], sink: Sink<'_, E>) -> Result<u32, E> {
    let mut entries: Vec<(u32, &str, u32)> = Vec::new();
    let mut n_skus = 0;
    for (sku, place) in parts.skus() {
        let rank = parts.ranks[place as usize];
        let starts = &starts[(rank / BLOCK) as usize];
        let start = starts[starts.partition_point(|start| *start <= rank).saturating_sub(1)];
        entries.push((0, sku, file::number(start)));
        n_skus += 1;
    }
    let bits = bits_for(n_skus);
    entries.iter_mut().for_each(|entry| entry.0 = lookup_number(entry.1, bits));
    entries.sort_unstable();
    for number in 0..1u32 << bits {
        let from = entries.partition_point(|entry| entry.0 < number);
        let to = entries.partition_point(|entry| entry.0 <= number);
        let mut chunks: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (_, sku, chunk) in &entries[from..to] {
            let known = chunks.entry(lookup_key(sku)).or_default();
            if !known.contains(chunk) {
                known.push(*chunk);
            }
        }
        let chunks: BTreeMap<String, Chunks> =
            chunks.into_iter().map(|(key, chunks)| (key, shortest(chunks))).collect();
        let text = serde_json::to_string(&chunks).unwrap_or_default();
        sink(&format!("lookup/{number}.json"), text.as_bytes())?;
    }
    Ok(bits)
}

fn shortest(mut chunks: Vec<u32>) -> Chunks {
    chunks.sort_unstable();
    match chunks.as_slice() {
        [one] => Chunks::One(*one),
        _ => Chunks::Several(chunks),
    }
}
