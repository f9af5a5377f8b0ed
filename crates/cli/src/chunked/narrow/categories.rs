//! Categories as numbers: whether two products share one is asked millions of times.

use crate::chunked::Parts;
use crate::chunked::columns::Column;
use hashbrown::HashMap;
use kindred_core::fact::Attribute;

/// Every category of a feed, and those above them.
pub(super) struct Categories<'a> {
    numbers: HashMap<&'a str, u32>,
    /// The numbers of the categories that products are in which name the same ones, those above included.
    of_class: Vec<Vec<u32>>,
    column: Option<&'a Column>,
}

impl<'a> Categories<'a> {
    pub(super) fn of(parts: &'a Parts<'_>) -> Categories<'a> {
        let column = parts.columns.get(&Attribute::Category);
        let mut categories = Categories { numbers: HashMap::new(), of_class: Vec::new(), column };
        for example in column.map(Column::examples).unwrap_or_default() {
            let mut numbers = Vec::new();
            for path in &parts.products[*example as usize].categories {
                let ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
                for above in ends.map(|end| &path[..end]) {
                    let next = categories.numbers.len() as u32;
                    let number = *categories.numbers.entry(above).or_insert(next);
                    if !numbers.contains(&number) {
                        numbers.push(number);
                    }
                }
            }
            categories.of_class.push(numbers);
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

    /// The categories that products of a class of their column are in.
    pub(super) fn of_class(&self, class: u32) -> &[u32] {
        &self.of_class[class as usize]
    }

    /// The categories that the product at a place is in.
    pub(super) fn of_place(&self, place: u32) -> &[u32] {
        self.column.map(|column| self.of_class(column.class(place))).unwrap_or_default()
    }
}
