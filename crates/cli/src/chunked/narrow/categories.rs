//! Categories as numbers: whether two products share one is asked millions of times.

use crate::chunked::Parts;
use hashbrown::HashMap;

/// Every category of a feed, and those above them.
pub(super) struct Categories<'a> {
    numbers: HashMap<&'a str, u32>,
    /// Where the numbers of each place begin in `all`; one more at the end.
    starts: Vec<u32>,
    /// The numbers of the categories that each product is in, those above its own included.
    all: Vec<u32>,
}

impl<'a> Categories<'a> {
    pub(super) fn of(parts: &'a Parts<'_>) -> Categories<'a> {
        let mut categories = Categories { numbers: HashMap::new(), starts: vec![0], all: Vec::new() };
        for product in &parts.products {
            let start = categories.all.len();
            for path in &product.categories {
                let ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
                for above in ends.map(|end| &path[..end]) {
                    let next = categories.numbers.len() as u32;
                    let number = *categories.numbers.entry(above).or_insert(next);
                    if !categories.all[start..].contains(&number) {
                        categories.all.push(number);
                    }
                }
            }
            categories.starts.push(categories.all.len() as u32);
        }
        categories
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The number of a category, if a product is in it.
    pub(super) fn number(&self, path: &str) -> Option<u32> {
        self.numbers.get(path).copied()
    }

    /// The categories that the product at a place is in.
    pub(super) fn of_place(&self, place: u32) -> &[u32] {
        &self.all[self.starts[place as usize] as usize..self.starts[place as usize + 1] as usize]
    }
}
