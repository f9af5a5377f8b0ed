//! How chunks and rules are written; `kindred_core::feed` reads them. Products and rules are put together of texts that
//! serde has written once.

use super::Parts;
use super::parts::{NO_LINKS, NO_LISTS};
use kindred_core::candidates::BLOCK;
use kindred_core::link::{Link, Relation};
use kindred_core::recommend::Lists;
use std::io::Write;

/// The smallest part of a block that may be a chunk of its own.
pub(super) const SMALLEST: u32 = 2;

/// The number of the chunk whose first product has that rank.
pub(super) fn number(first_rank: u32) -> u32 {
    first_rank / SMALLEST
}

/// The texts of all rules: their objects, without the braces.
pub(super) struct RuleTexts(Vec<String>);

impl RuleTexts {
    pub(super) fn of(parts: &Parts<'_>) -> RuleTexts {
        let text = |rule| serde_json::to_string(rule).unwrap_or_default();
        let members = |text: String| {
            let members = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
            members.unwrap_or_default().to_owned()
        };
        RuleTexts(parts.entries.iter().map(text).map(members).collect())
    }

    /// The text of the file of all rules.
    pub(super) fn file(&self) -> Vec<u8> {
        let mut text = b"{".to_vec();
        self.write(&mut text, 0..self.0.len() as u32);
        text.push(b'}');
        text
    }

    fn write(&self, text: &mut Vec<u8>, rules: impl Iterator<Item = u32>) {
        text.extend_from_slice(b"\"rules\":[");
        let mut next = 0;
        for at in rules {
            open(text, at, &mut next);
            text.extend_from_slice(self.0[at as usize].as_bytes());
            text.extend_from_slice(b"},");
        }
        close_list(text);
    }
}

/// Writes a chunk: the products whose pages it serves in order of their ranks, the cards and the rules in order of their
/// places. Ranks of cards are those of their neighbours' block.
pub(super) fn write_chunk(
    text: &mut Vec<u8>,
    parts: &Parts<'_>,
    (rules, rule_texts): (&[u32], &RuleTexts),
    (first_rank, n_products): (u32, usize),
    cards: &[u32],
) {
    text.clear();
    text.extend_from_slice(b"{\"rank\":");
    write_number(text, first_rank);
    text.push(b',');
    if !rules.is_empty() {
        rule_texts.write(text, rules.iter().copied());
        text.push(b',');
    }
    text.extend_from_slice(b"\"products\":[");
    let mut next = 0;
    for place in &parts.places[first_rank as usize..first_rank as usize + n_products] {
        open(text, *place, &mut next);
        write_product(text, parts, *place, parts.links(*place), parts.lists(*place));
    }
    close_list(text);
    if !cards.is_empty() {
        text.extend_from_slice(b",\"cards\":[");
        let mut next = 0;
        for place in cards {
            open(text, *place, &mut next);
            let rank = parts.ranks[*place as usize];
            if rank / BLOCK == first_rank / BLOCK {
                text.extend_from_slice(b"\"rank\":");
                write_number(text, rank);
                text.push(b',');
            }
            write_product(text, parts, *place, &NO_LINKS, &NO_LISTS);
        }
        close_list(text);
    }
    text.push(b'}');
}

/// Opens an object. A place is said where it is not one behind the place before.
fn open(text: &mut Vec<u8>, at: u32, next: &mut u32) {
    text.push(b'{');
    if std::mem::replace(next, at + 1) != at {
        text.extend_from_slice(b"\"at\":");
        write_number(text, at);
        text.push(b',');
    }
}

/// Writes the rest of a product's object, and a comma.
fn write_product(text: &mut Vec<u8>, parts: &Parts<'_>, place: u32, links: &[Vec<Link>; 3], lists: &Lists) {
    text.extend_from_slice(parts.texts.members(place));
    for (relation, links) in Relation::ALL.iter().zip(links).filter(|(_, links)| !links.is_empty()) {
        text.extend_from_slice(b",\"");
        text.extend_from_slice(relation.name().as_bytes());
        text.extend_from_slice(b"\":");
        // SKUs and numbers: nothing that JSON could not say.
        let _ = serde_json::to_writer(&mut *text, links);
    }
    if !lists.is_empty() {
        text.extend_from_slice(b",\"lists\":");
        write_lists(text, lists);
    }
    text.extend_from_slice(b"},");
}

fn write_lists(text: &mut Vec<u8>, lists: &Lists) {
    text.push(b'{');
    for (place, (name, list)) in lists.iter().enumerate() {
        if place > 0 {
            text.push(b',');
        }
        let _ = serde_json::to_writer(&mut *text, name);
        text.push(b':');
        let _ = serde_json::to_writer(&mut *text, list);
    }
    text.push(b'}');
}

/// The text of a list of the shop's: a chunk of its cards alone, so that a page which shows it needs nothing else.
pub(super) fn list(parts: &Parts<'_>, lists: &Lists) -> Vec<u8> {
    let mut cards: Vec<u32> = lists.iter().flat_map(|(_, list)| list).filter_map(|sku| parts.place(sku)).collect();
    cards.sort_unstable();
    cards.dedup();
    let mut text = b"{\"cards\":[".to_vec();
    let mut next = 0;
    for place in cards {
        open(&mut text, place, &mut next);
        write_product(&mut text, parts, place, &NO_LINKS, &NO_LISTS);
    }
    close_list(&mut text);
    text.extend_from_slice(b",\"lists\":");
    write_lists(&mut text, lists);
    text.push(b'}');
    text
}

/// Closes a list whose elements all have a comma behind them.
fn close_list(text: &mut Vec<u8>) {
    if text.last() == Some(&b',') {
        text.pop();
    }
    text.push(b']');
}

fn write_number(text: &mut Vec<u8>, number: u32) {
    // Writing to memory cannot fail.
    let _ = write!(text, "{number}");
}
