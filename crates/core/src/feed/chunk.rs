//! A chunk of a feed: some neighbouring products, every card that their units may show, and the rules that may match
//! them. It is a small feed, but for one thing: it remembers where everything stands in the whole.

use super::read::{ReadError, parse};
use super::{Product, rules, shape};
use crate::candidates::NO_RANK;
use crate::node::{Members, Node, Problems, Reads};
use crate::rule::Rule;
use alloc::vec::Vec;

/// A chunk that has been read.
#[derive(Clone, Debug)]
pub struct Chunk {
    pub(super) rules: Vec<(u32, Rule)>,
    /// Those whose pages it serves.
    pub(super) products: Vec<Placed>,
    /// Others that their units may show; their links are not there.
    pub(super) cards: Vec<Placed>,
}

/// Every rule of a feed.
#[derive(Clone, Debug)]
pub struct RuleFile {
    pub(super) rules: Vec<(u32, Rule)>,
}

/// A product and where it stands in the whole feed.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// Its place in the order of the feed.
    pub(super) at: u32,
    /// Its place among its neighbours, where that matters.
    pub(super) rank: u32,
    pub(super) product: Product,
}

/// Reads a chunk.
///
/// # Errors
///
/// The first thing that is wrong with it.
pub fn read_chunk(text: &str) -> Result<Chunk, ReadError> {
    let mut problems = Problems::default();
    let mut members = parse(text)?.members(&mut problems);
    let first_rank = members.whole("rank", &mut problems).unwrap_or(0);
    let mut products = members.each("products", &mut problems, placed);
    for (rank, product) in (first_rank..).zip(&mut products) {
        product.rank = rank;
    }
    let cards = members.each("cards", &mut problems, placed);
    let mut chunk = Chunk { rules: read_placed_rules(&mut members, &mut problems), products, cards };
    follow_on(&mut chunk.products, |placed| &mut placed.at);
    follow_on(&mut chunk.cards, |placed| &mut placed.at);
    problems.finish(chunk).map_err(ReadError::Shape)
}

/// Reads the file of all rules.
///
/// # Errors
///
/// The first thing that is wrong with it.
pub fn read_rules(text: &str) -> Result<RuleFile, ReadError> {
    let mut problems = Problems::default();
    let mut members = parse(text)?.members(&mut problems);
    let rules = read_placed_rules(&mut members, &mut problems);
    problems.finish(RuleFile { rules }).map_err(ReadError::Shape)
}

/// Stands for a place that is one behind the place before.
const NEXT: u32 = u32::MAX;

fn follow_on<T>(all: &mut [T], at: fn(&mut T) -> &mut u32) {
    let mut next = 0u32;
    for one in all {
        let at = at(one);
        if *at == NEXT {
            *at = next;
        }
        next = at.saturating_add(1);
    }
}

fn placed(node: Node, problems: &mut Problems) -> Placed {
    let mut members = node.members(problems);
    Placed {
        at: members.whole("at", problems).unwrap_or(NEXT),
        rank: members.whole("rank", problems).unwrap_or(NO_RANK),
        product: shape::product_of(&mut members, problems),
    }
}

fn read_placed_rules(members: &mut Members, problems: &mut Problems) -> Vec<(u32, Rule)> {
    let read: Reads<(u32, Rule)> = |node, problems| {
        let mut members = node.members(problems);
        (members.whole("at", problems).unwrap_or(NEXT), rules::rule_of(&mut members, problems))
    };
    let mut rules = members.each("rules", problems, read);
    follow_on(&mut rules, |(at, _)| at);
    rules
}
