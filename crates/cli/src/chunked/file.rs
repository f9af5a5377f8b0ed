//! How chunks and rules are written; `kindred_core::feed` reads them.

use super::Parts;
use super::parts::NO_LINKS;
use kindred_core::feed::{Product, RuleEntry};
use kindred_core::link::Link;
use serde::Serialize;

/// The smallest part of a block that may be a chunk of its own.
pub(super) const SMALLEST: u32 = 8;

/// The number of the chunk whose first product has that rank.
pub(super) fn number(first_rank: u32) -> u32 {
    first_rank / SMALLEST
}

#[derive(Serialize)]
struct ChunkFile<'a> {
    rank: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules: Vec<PlacedRule<'a>>,
    products: Vec<PlacedProduct<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cards: Vec<PlacedProduct<'a>>,
}

#[derive(Serialize)]
struct RuleFile<'a> {
    rules: Vec<PlacedRule<'a>>,
}

#[derive(Serialize)]
struct PlacedRule<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<u32>,
    #[serde(flatten)]
    rule: &'a RuleEntry,
}

/// A product, where it stands, and its links if the chunk serves its page.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct PlacedProduct<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rank: Option<u32>,
    #[serde(flatten)]
    product: &'a Product,
    #[serde(skip_serializing_if = "<[Link]>::is_empty")]
    related: &'a [Link],
    #[serde(skip_serializing_if = "<[Link]>::is_empty")]
    up_sell: &'a [Link],
    #[serde(skip_serializing_if = "<[Link]>::is_empty")]
    cross_sell: &'a [Link],
}

/// The text of a chunk: the products whose pages it serves in order of their ranks, the cards and the rules in order of
/// their places. `ranks` of cards are those of their neighbours' block.
pub(super) fn chunk(parts: &Parts<'_>, first_rank: u32, products: &[u32], cards: &[u32], rules: &[u32]) -> String {
    let block = first_rank / kindred_core::candidates::BLOCK;
    let (mut next, mut next_card) = (0, 0);
    let file = ChunkFile {
        rank: first_rank,
        rules: placed_rules(parts, rules.iter().copied()),
        products: products.iter().map(|place| placed(parts, *place, &mut next, None, parts.links(*place))).collect(),
        cards: cards
            .iter()
            .map(|place| {
                let rank =
                    Some(parts.ranks[*place as usize]).filter(|rank| rank / kindred_core::candidates::BLOCK == block);
                placed(parts, *place, &mut next_card, rank, &NO_LINKS)
            })
            .collect(),
    };
    // Texts and numbers: nothing that JSON could not say.
    serde_json::to_string(&file).unwrap_or_default()
}

/// The text of the file of all rules.
pub(super) fn rules(parts: &Parts<'_>) -> String {
    serde_json::to_string(&RuleFile { rules: placed_rules(parts, 0..parts.rules.len() as u32) }).unwrap_or_default()
}

fn placed_rules<'a>(parts: &Parts<'a>, rules: impl Iterator<Item = u32>) -> Vec<PlacedRule<'a>> {
    let mut next = 0;
    rules.map(|at| PlacedRule { at: said(at, &mut next), rule: parts.entries[at as usize] }).collect()
}

fn placed<'a>(
    parts: &'a Parts<'_>,
    place: u32,
    next: &mut u32,
    rank: Option<u32>,
    links: &'a [Vec<Link>; 3],
) -> PlacedProduct<'a> {
    let [related, up_sell, cross_sell] = links;
    PlacedProduct {
        at: said(place, next),
        rank,
        product: &parts.products[place as usize],
        related,
        up_sell,
        cross_sell,
    }
}

/// A place is said where it is not one behind the place before.
fn said(at: u32, next: &mut u32) -> Option<u32> {
    let expected = std::mem::replace(next, at + 1);
    (at != expected).then_some(at)
}
