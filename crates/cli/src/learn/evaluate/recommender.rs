//! What a page shows, of lists that ship and of plain ones.

use crate::learn::lists::{Entry, PageList};
use hashbrown::HashMap;

/// Answers for a page.
pub(super) enum Recommender {
    /// The same for every page.
    Shop(Vec<u32>),
    /// By the products that the page is about.
    Pages { lists: Vec<Vec<Entry>>, cart: Cart },
}

/// What several products on a page give.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cart {
    /// The list of the one that was added last.
    Last,
    /// The sum of their lists, by how recently each was added.
    Sum,
}

/// What the lists of a cart count, the product that was added last first: each half of the one before, and nothing
/// from the sixth on.
const CART_WEIGHTS: [i64; 5] = [16, 8, 4, 2, 1];

impl Recommender {
    pub(super) fn pages(n_products: usize, pages: Vec<PageList>, cart: Cart) -> Recommender {
        let mut lists = vec![Vec::new(); n_products];
        for page in pages {
            lists[page.page as usize] = page.entries;
        }
        Recommender::Pages { lists, cart }
    }

    /// At most so many products, the best first, without those that the page is about.
    pub(super) fn top(&self, pages: &[u32], length: usize) -> Vec<u32> {
        let is_new = |product: &u32| !pages.contains(product);
        let Recommender::Pages { lists, cart } = self else {
            let Recommender::Shop(products) = self else { return Vec::new() };
            return products.iter().copied().filter(is_new).take(length).collect();
        };
        if *cart == Cart::Last || pages.len() < 2 {
            let list = pages.first().map_or(&[][..], |page| &lists[*page as usize]);
            return list.iter().map(|entry| entry.product).filter(is_new).take(length).collect();
        }
        let mut sums: HashMap<u32, i64> = HashMap::new();
        for (page, weight) in pages.iter().zip(CART_WEIGHTS) {
            for entry in lists[*page as usize].iter().filter(|entry| is_new(&entry.product)) {
                *sums.entry(entry.product).or_default() += entry.number * weight;
            }
        }
        let mut ranked: Vec<(u32, i64)> = sums.into_iter().collect();
        ranked.sort_unstable_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
        ranked.into_iter().map(|(product, _)| product).take(length).collect()
    }
}
