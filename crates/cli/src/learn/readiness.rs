//! How ready each type is: how many products have lists of their own that are long enough, and how varied the lists are.

use super::lists::{Entry, List, ListType, Lists};
use hashbrown::HashMap;
use serde::Serialize;
use std::fmt;

/// How ready the lists are.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Readiness {
    /// Products that a list of their own is wanted for.
    pub n_products: usize,
    /// Results that are enough.
    pub enough: usize,
    /// By type.
    pub types: Vec<TypeReadiness>,
}

/// How ready a type is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct TypeReadiness {
    /// Its slug.
    pub list: &'static str,
    /// Lists that have enough results: of products, or of the whole shop.
    pub n_enough: usize,
    /// Lists that would be there if every product had one.
    pub n_lists: usize,
    /// Between 0, where all lists show the same few products, and 100.
    pub variety: u32,
    /// How ready it is, in percent.
    pub percent: u32,
    /// What that means.
    pub mark: Mark,
}

/// What a percentage means.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// 75 and up.
    Ready,
    /// 50 and up.
    Partly,
    /// Most of what a unit shows will be the most viewed products.
    Backup,
}

/// Results that a unit shows where nothing else is said.
pub const ENOUGH: usize = 5;

/// How ready lists are for so many products.
pub fn readiness(lists: &Lists, n_products: usize, enough: usize) -> Readiness {
    let types = ListType::ALL.iter().filter(|list| **list != ListType::NextItem);
    let types = types.map(|list| of_type(*list, lists.lists.get(list), n_products, enough)).collect();
    Readiness { n_products, enough, types }
}

fn of_type(list_type: ListType, list: Option<&List>, n_products: usize, enough: usize) -> TypeReadiness {
    let (n_enough, n_lists, variety) = match list {
        Some(List::Pages(pages)) => {
            let n_enough = pages.iter().filter(|page| page.entries.len() >= enough).count();
            (n_enough, n_products, variety(pages.iter().map(|page| &page.entries[..page.entries.len().min(enough)])))
        }
        Some(List::Shop(entries)) => (usize::from(entries.len() >= enough), 1, 100),
        None => (0, 1, 0),
    };
    // A shop's list is ready as far as it is filled.
    let filled = match list {
        Some(List::Shop(entries)) => percent(entries.len().min(enough), enough),
        _ => percent(n_enough, n_lists),
    };
    // Half of what lists would be worth is that they are not all the same.
    let percent = filled * (100 + variety) / 200;
    TypeReadiness { list: list_type.slug(), n_enough, n_lists, variety, percent, mark: Mark::of(percent) }
}

/// How evenly lists are spread over products: of two entries of any lists, how seldom they are the same product,
/// compared with lists that share as little as they can. Twenty different products in turn are as good as any number.
fn variety<'a>(lists: impl Iterator<Item = &'a [Entry]>) -> u32 {
    let mut counts: HashMap<u32, u64> = HashMap::new();
    for entry in lists.flatten() {
        *counts.entry(entry.product).or_default() += 1;
    }
    let all: u64 = counts.values().sum();
    let same: u128 = counts.values().map(|count| u128::from(*count).pow(2)).sum();
    if all == 0 {
        return 0;
    }
    // The number of products that would be the same mix if all were shown alike often.
    let effective = u128::from(all).pow(2) / same.max(1);
    u32::try_from((effective * 100 / VARIED).min(100)).unwrap_or(100)
}

/// So many products, shown alike often, are as varied as it gets: four times what one unit can show.
const VARIED: u128 = 80;

fn percent(part: usize, whole: usize) -> u32 {
    u32::try_from(part * 100 / whole.max(1)).unwrap_or(100).min(100)
}

impl Mark {
    fn of(percent: u32) -> Mark {
        match percent {
            75.. => Mark::Ready,
            50.. => Mark::Partly,
            _ => Mark::Backup,
        }
    }

    /// For people.
    fn words(self) -> &'static str {
        match self {
            Mark::Ready => "ready",
            Mark::Partly => "less relevant: more data will help",
            Mark::Backup => "too little data: mostly backup",
        }
    }
}

impl fmt::Display for Readiness {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "Readiness: lists with {} results or more, and how varied they are", self.enough)?;
        for TypeReadiness { list, n_enough, n_lists, variety, percent, mark } in &self.types {
            let lists = format!("{n_enough} of {n_lists}");
            writeln!(out, "  {list:<20}{percent:>4} %  {lists:>19} lists, variety {variety:>3} %  {}", mark.words())?;
        }
        Ok(())
    }
}
