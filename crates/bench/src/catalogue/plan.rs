//! Which categories a catalogue of so many rows has, and how many rows are in each.
//!
//! A larger catalogue has more categories of the real sizes, not larger ones: it is made of *lines*, each as large as
//! Luma, and *halls*, each as large as Icecat, in the proportion that these two have. The last line and the last hall
//! end where the rows do. What a category holds follows from its place, so no row need be kept in memory.

use super::gear;
use super::measured::{CLOTHES, Choices, FAMILIES, Family, GEAR, ICECAT_ROWS, LUMA_ROWS, Shelf};

/// Some products that stand together.
pub(super) enum Stand {
    /// The gear of a line.
    Gear(Gear),
    /// One category of clothes.
    Clothes(Clothes),
    /// One family of devices.
    Devices(Devices),
}

/// See [`Stand::Gear`].
pub(super) struct Gear {
    pub(super) line: usize,
    /// Which of [`GEAR`].
    pub(super) shelf: usize,
    pub(super) n_products: usize,
}

/// See [`Stand::Clothes`].
pub(super) struct Clothes {
    pub(super) line: usize,
    pub(super) department: usize,
    /// Which of the department's.
    pub(super) shelf: usize,
    /// How many sizes and colours each product has; the last one may have lost some variants.
    pub(super) products: Vec<Product>,
}

/// A product with variants.
#[derive(Clone, Copy)]
pub(super) struct Product {
    pub(super) sizes: usize,
    pub(super) colours: usize,
    pub(super) n_variants: usize,
}

/// See [`Stand::Devices`].
pub(super) struct Devices {
    pub(super) hall: usize,
    pub(super) family: &'static Family,
    pub(super) family_idx: usize,
    /// The number of the first one, counted through all halls.
    pub(super) first: usize,
    pub(super) n_products: usize,
}

/// The stands of a catalogue of so many rows, in the order in which they are written.
pub(super) fn plan(n_rows: usize) -> Vec<Stand> {
    let n_luma = n_rows * LUMA_ROWS / (LUMA_ROWS + ICECAT_ROWS);
    let (mut luma, mut icecat) = (lines(n_luma).into_iter().peekable(), halls(n_rows - n_luma).into_iter().peekable());
    let (mut stands, mut n_luma_rows, mut n_icecat_rows) = (Vec::new(), 0, 0);
    // Whichever has fallen behind its share comes next, as both would grow in a shop that has them.
    while luma.peek().is_some() || icecat.peek().is_some() {
        let is_behind = n_luma_rows * ICECAT_ROWS <= n_icecat_rows * LUMA_ROWS;
        let next =
            if is_behind { luma.next().or_else(|| icecat.next()) } else { icecat.next().or_else(|| luma.next()) };
        let Some(stand) = next else { break };
        match stand {
            Stand::Devices(_) => n_icecat_rows += stand.n_rows(),
            _ => n_luma_rows += stand.n_rows(),
        }
        stands.push(stand);
    }
    stands
}

impl Stand {
    /// How many rows it is.
    pub(super) fn n_rows(&self) -> usize {
        match self {
            Stand::Gear(gear) => gear.n_products,
            Stand::Clothes(clothes) => clothes.products.iter().map(|product| 1 + product.n_variants).sum(),
            Stand::Devices(devices) => devices.n_products,
        }
    }

    /// How many of its rows have a page of their own.
    pub(super) fn n_pages(&self) -> usize {
        match self {
            Stand::Gear(stand) => gear::pages(stand).count(),
            Stand::Clothes(stand) => stand.products.len(),
            Stand::Devices(stand) => stand.n_products,
        }
    }
}

/// As many rows as are still wanted.
struct Left(usize);

impl Left {
    fn take(&mut self, wanted: usize) -> usize {
        let taken = wanted.min(self.0);
        self.0 -= taken;
        taken
    }
}

fn lines(n_rows: usize) -> Vec<Stand> {
    let (mut left, mut stands) = (Left(n_rows), Vec::new());
    for line in 0.. {
        if left.0 == 0 {
            break;
        }
        for (shelf, (.., n_products)) in GEAR.iter().enumerate() {
            stands.push(Stand::Gear(Gear { line, shelf, n_products: left.take(*n_products) }));
        }
        for (department, shelves) in CLOTHES.iter().enumerate() {
            for (shelf, Shelf { choices, .. }) in shelves.iter().enumerate() {
                let products = products(choices, &mut left);
                stands.push(Stand::Clothes(Clothes { line, department, shelf, products }));
            }
        }
    }
    stands.retain(|stand| stand.n_rows() > 0);
    stands
}

fn products(choices: &[Choices], left: &mut Left) -> Vec<Product> {
    let each = choices.iter().flat_map(|(n, sizes, colours)| std::iter::repeat_n((*sizes, *colours), *n));
    let products = each.map_while(|(sizes, colours)| {
        let n_rows = left.take(1 + sizes * colours);
        n_rows.checked_sub(1).map(|n_variants| Product { sizes, colours, n_variants })
    });
    products.collect()
}

fn halls(n_rows: usize) -> Vec<Stand> {
    let (mut left, mut stands, mut first) = (Left(n_rows), Vec::new(), 0);
    for hall in 0.. {
        if left.0 == 0 {
            break;
        }
        for (family_idx, family) in FAMILIES.iter().enumerate() {
            let n_products = left.take(family.n_products);
            stands.push(Stand::Devices(Devices { hall, family, family_idx, first, n_products }));
            first += n_products;
        }
    }
    stands.retain(|stand| stand.n_rows() > 0);
    stands
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_catalogue_has_as_many_rows_as_were_asked_for() {
        for n_rows in [1, 2, 17, 1_000, 6_944, 10_000, 123_457] {
            assert_eq!(plan(n_rows).iter().map(Stand::n_rows).sum::<usize>(), n_rows);
        }
    }

    #[test]
    fn one_line_and_one_hall_are_as_large_as_the_real_catalogues() {
        let stands = plan(LUMA_ROWS + ICECAT_ROWS);
        let n_rows = |is_one: fn(&Stand) -> bool| stands.iter().filter(|stand| is_one(stand)).map(Stand::n_rows).sum();
        let counted: [usize; 3] = [
            n_rows(|stand| matches!(stand, Stand::Gear(gear) if gear.line == 0)),
            n_rows(|stand| matches!(stand, Stand::Clothes(clothes) if clothes.line == 0)),
            n_rows(|stand| matches!(stand, Stand::Devices(devices) if devices.hall == 0)),
        ];
        assert_eq!(counted, [52, 147 + 1_847, ICECAT_ROWS]);
    }

    #[test]
    fn a_larger_catalogue_has_more_categories_and_no_larger_ones() {
        let largest = |n_rows| plan(n_rows).iter().map(Stand::n_rows).max();
        assert_eq!(largest(100_000), largest(10_000));
        assert!(plan(100_000).len() > 9 * plan(10_000).len());
    }
}
