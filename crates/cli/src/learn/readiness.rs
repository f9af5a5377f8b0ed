//! How ready each type is: how many products have lists of their own that are long enough, and how varied the lists are.

use super::lists::{Entry, List, ListType, Lists};
use hashbrown::HashMap;
use serde::Serialize;
use std::fmt;

/// How ready the lists are.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Readiness {
    /// The version of this format.
    pub format: u32,
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
    /// Its name.
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

/// The version of the JSON that is made of it.
pub const FORMAT: u32 = 1;

/// Results that a unit shows where nothing else is said.
pub const ENOUGH: usize = 5;

/// How ready lists are for so many products.
pub fn readiness(lists: &Lists, n_products: usize, enough: usize) -> Readiness {
    let types = ListType::ALL.iter().filter(|list| **list != ListType::NextItem);
    let of = |list: &ListType| TypeReadiness::of(list.name(), lists.lists.get(list), n_products, enough);
    let types = types.map(of).collect();
    Readiness { format: FORMAT, n_products, enough, types }
}

impl TypeReadiness {
    /// How ready a type is, of that name and with these lists.
    pub(crate) fn of(name: &'static str, list: Option<&List>, n_products: usize, enough: usize) -> TypeReadiness {
        let (n_enough, n_lists, variety) = match list {
            Some(List::Pages(pages)) => {
                let n_enough = pages.iter().filter(|page| page.entries.len() >= enough).count();
                (
                    n_enough,
                    n_products,
                    variety(pages.iter().map(|page| &page.entries[..page.entries.len().min(enough)]), n_products),
                )
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
        TypeReadiness { list: name, n_enough, n_lists, variety, percent, mark: Mark::of(percent) }
    }
}

/// How evenly lists are spread over products: how many products would be the same mix if all were shown alike often, out of
/// as many as are as varied as it gets, or as there are.
fn variety<'a>(lists: impl Iterator<Item = &'a [Entry]>, n_products: usize) -> u32 {
    let mut counts: HashMap<u32, u64> = HashMap::new();
    for entry in lists.flatten() {
        *counts.entry(entry.product).or_default() += 1;
    }
    let all: u64 = counts.values().sum();
    let same: u128 = counts.values().map(|count| u128::from(*count).pow(2)).sum();
    if all == 0 {
        return 0;
    }
    let effective = u128::from(all).pow(2) / same.max(1);
    let varied = VARIED.min(n_products as u128).max(1);
    u32::try_from((effective * 100 / varied).min(100)).unwrap_or(100)
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

#[cfg(test)]
mod tests {
    use super::{ENOUGH, Mark, TypeReadiness, readiness};
    use crate::learn::lists::{Entry, List, ListType, Lists, PageList};

    /// Lists of five for each of so many products, of the products that come after it.
    fn turned(n_lists: u32, n_products: u32) -> List {
        let entry = |page: u32, next: u32| Entry { product: (page + next) % n_products, number: 1 };
        let list = |page| PageList { page, entries: (1..=5).map(|next| entry(page, next)).collect() };
        List::Pages((0..n_lists).map(list).collect())
    }

    fn of(list: &List, n_products: usize) -> (u32, u32, Mark) {
        let TypeReadiness { variety, percent, mark, .. } = TypeReadiness::of("a", Some(list), n_products, ENOUGH);
        (variety, percent, mark)
    }

    #[test]
    fn three_quarters_are_ready_and_one_half_is_partly() {
        let marks = [49, 50, 74, 75].map(Mark::of);
        assert_eq!(marks, [Mark::Backup, Mark::Partly, Mark::Partly, Mark::Ready]);
    }

    #[test]
    fn a_small_shop_whose_lists_show_all_of_it_is_as_ready_as_a_large_one() {
        assert_eq!(of(&turned(8, 8), 8), (100, 100, Mark::Ready));
        assert_eq!(of(&turned(100, 100), 100), (100, 100, Mark::Ready));
    }

    #[test]
    fn products_of_the_catalogue_that_nobody_bought_have_no_list() {
        assert_eq!(of(&turned(8, 8), 80), (10, 5, Mark::Backup));
    }

    #[test]
    fn lists_that_all_show_the_same_are_worth_half() {
        let same = Entry { product: 0, number: 1 };
        let list = |page| PageList { page, entries: vec![same; ENOUGH] };
        assert_eq!(of(&List::Pages((0..100).map(list).collect()), 100), (1, 50, Mark::Partly));
    }

    #[test]
    fn the_json_has_the_documented_keys() {
        let lists = Lists { end: None, lists: [(ListType::BoughtBought, turned(8, 8))].into() };
        let json = serde_json::to_value(readiness(&lists, 8, ENOUGH)).unwrap();
        assert_eq!((&json["format"], &json["n-products"], &json["enough"]), (&1.into(), &8.into(), &5.into()));
        let expected = serde_json::json!({
            "list": "bought-bought", "n-enough": 8, "n-lists": 8, "variety": 100, "percent": 100, "mark": "ready"
        });
        assert_eq!(json["types"][2], expected);
        assert_eq!(json["types"][3]["mark"], "backup", "there is no list of what is most viewed");
    }
}
