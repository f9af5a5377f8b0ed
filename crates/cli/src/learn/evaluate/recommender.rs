//! What a page shows, of lists that ship and of plain ones.

use crate::learn::lists::{Entry, PageList};
use hashbrown::HashMap;
use kindred_core::recommend::{weight_of_place, weight_of_turn};
use std::borrow::Cow;

/// Answers for a page.
pub(super) enum Recommender<'a> {
    /// The same for every page.
    Shop(Vec<u32>),
    /// By the products that the page is about; the lists are in the order of products.
    Pages { lists: Cow<'a, [PageList]>, cart: Cart },
}

/// What several products on a page give.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cart {
    /// The list of the one that was added last.
    Last,
    /// The sum of their lists, by how recently each was added.
    Sum,
}

impl Recommender<'_> {
    /// At most so many products, the best first, without those that the page is about.
    pub(super) fn top(&self, pages: &[u32], length: usize) -> Vec<u32> {
        let is_new = |product: &u32| !pages.contains(product);
        let (lists, cart) = match self {
            Recommender::Pages { lists, cart } => (lists, *cart),
            Recommender::Shop(products) => return products.iter().copied().filter(is_new).take(length).collect(),
        };
        if cart == Cart::Last || pages.len() < 2 {
            let list = pages.first().map_or(&[][..], |page| entries(lists, *page));
            return list.iter().map(|entry| entry.product).filter(is_new).take(length).collect();
        }
        // As a page adds them up, which has the order of a list and no scores.
        let mut sums: HashMap<u32, u32> = HashMap::new();
        let turns = (0..).map(weight_of_turn).take_while(|weight| *weight > 0);
        for (page, turn) in pages.iter().zip(turns) {
            for (place, entry) in entries(lists, *page).iter().enumerate() {
                if is_new(&entry.product) {
                    *sums.entry(entry.product).or_default() += turn * weight_of_place(place);
                }
            }
        }
        sums.retain(|_, sum| *sum > 0);
        let mut ranked: Vec<(u32, u32)> = sums.into_iter().collect();
        ranked.sort_unstable_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
        ranked.into_iter().map(|(product, _)| product).take(length).collect()
    }
}

/// The list of a product, which may have none.
fn entries(lists: &[PageList], page: u32) -> &[Entry] {
    let found = lists.binary_search_by_key(&page, |list| list.page);
    found.map_or(&[], |place| &lists[place].entries)
}
