//! Lookup files: from a SKU to the chunk that serves its page.

use super::{Parts, Sink, file};
use crate::cores::jobs;
use kindred_core::candidates::BLOCK;
use kindred_core::feed::{MAX_LOOKUP_BITS, lookup_key_of};
use std::fmt::Write;

/// How many SKUs a lookup file has at most, on average.
const FULL: usize = 320;

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
    let chunk_of = |place: u32| {
        let rank = parts.ranks[place as usize];
        let starts = &starts[(rank / BLOCK) as usize];
        file::number(starts[starts.partition_point(|start| *start <= rank).saturating_sub(1)])
    };
    let known = parts.skus.of_lookup(number, bits).map(|(hash, place)| (lookup_key_of(hash), chunk_of(place)));
    let mut chunks: Vec<(String, u32)> = known.collect();
    chunks.sort_unstable();
    chunks.dedup();
    let mut text = String::from("{");
    for of_key in chunks.chunk_by(|(key, _), (next, _)| key == next) {
        write_entry(&mut text, of_key);
        text.push(',');
    }
    text.truncate(text.len().saturating_sub(1).max(1));
    text.push('}');
    text
}

/// Writes a key and the number of its chunk, or of all that it stands for.
fn write_entry(text: &mut String, chunks: &[(String, u32)]) {
    // Writing to memory cannot fail. Keys are digits and letters.
    let _ = match chunks {
        [(key, chunk)] => write!(text, "\"{key}\":{chunk}"),
        several => {
            let key = several.first().map_or("", |(key, _)| key);
            let numbers: Vec<String> = several.iter().map(|(_, chunk)| chunk.to_string()).collect();
            write!(text, "\"{key}\":[{}]", numbers.join(","))
        }
    };
}
