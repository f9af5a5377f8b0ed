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
    /// The same without those above, in the order in which products name them.
    named_by_class: Vec<Vec<u32>>,
    column: Option<&'a Column>,
}

impl<'a> Categories<'a> {
    pub(super) fn of(parts: &'a Parts<'_>) -> Categories<'a> {
        let column = parts.columns.get(&Attribute::Category);
        let mut categories =
            Categories { numbers: HashMap::new(), of_class: Vec::new(), named_by_class: Vec::new(), column };
        for example in column.map(Column::examples).unwrap_or_default() {
            let (mut numbers, mut named) = (Vec::new(), Vec::new());
            for path in &parts.products[*example as usize].categories {
                let ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
                for above in ends.map(|end| &path[..end]) {
                    let next = categories.numbers.len() as u32;
                    let number = *categories.numbers.entry(above).or_insert(next);
                    if !numbers.contains(&number) {
                        numbers.push(number);
                    }
                    if above.len() == path.len() {
                        named.push(number);
                    }
                }
            }
            categories.of_class.push(numbers);
            categories.named_by_class.push(named);
        }
        categories
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The categories that the product at a place names, one for each path that it has.
    pub(super) fn named_by_place(&self, place: u32) -> &[u32] {
        self.column.map(|column| self.named_by_class[column.class(place) as usize].as_slice()).unwrap_or_default()
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
