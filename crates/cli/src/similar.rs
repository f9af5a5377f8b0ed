//! Lists that come from the catalogue alone, for a shop without a single order: products with alike texts, and products
//! with alike pictures.
//!
//! Every score says how alike two products are, of a thousand; it is the same from either side, whatever else the
//! catalogue lists beside them on a page. A product is never in its own list, and no product is in a list twice.

mod embeddings;
mod names;
mod neighbours;
mod numbers;
mod picture;
mod pictures;
mod search;
mod settings;
mod terms;
mod vectors;
mod words;

use crate::catalogue::{Attributes, Catalogue};
use crate::cores::jobs;
use crate::diagnostic::Diagnostic;
use crate::pipeline::{BuildError, Meter, Step};
use kindred_core::condition::is_in;
use names::Names;
use neighbours::{EXACT, Manner, Points};
use search::{Desks, Hit, Index};
use std::path::Path;
use std::sync::Arc;
use vectors::{SAME, Vectors};

pub use settings::{LENGTH, MoreLikeThis, Settings, VisualSimilarity};

/// A product that a shopper can see, with what it is compared by.
#[derive(Clone, Copy, Debug)]
pub struct SimilarItem<'a> {
    /// Its SKU.
    pub sku: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its description, plain text.
    pub description: &'a str,
    /// Its categories as paths from the top.
    pub categories: &'a [String],
    /// Its attributes, with those of its variants.
    pub attributes: &'a Attributes,
    /// The address of its main picture; empty for what has none.
    pub image: &'a str,
    /// The SKUs of its variants.
    pub variants: &'a [String],
}

/// The products that are like one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct List {
    /// The product, by its place among the items.
    pub product: u32,
    /// Those that are like it, the most alike first, each with its score from 1 to 1000.
    pub entries: Vec<(u32, u16)>,
}

/// The score of what cannot be told apart.
const TOP: u64 = 1000;

/// Every product that a shopper can see. The catalogue must be one that was built with its items and all attributes.
pub fn items(catalogue: &Catalogue) -> Vec<SimilarItem<'_>> {
    let shown = catalogue.items.iter().filter(|item| item.enabled && item.visible);
    let similar = shown.map(|item| SimilarItem {
        sku: &item.sku,
        name: &item.name,
        description: &item.description,
        categories: &item.categories,
        attributes: &item.attributes,
        image: item.images.first().map_or("", String::as_str),
        variants: &item.variants,
    });
    similar.collect()
}

/// So many products at a time.
const BLOCK: usize = 512;

/// For each product those with alike names, descriptions, categories and attributes, in the order of the items.
pub fn more_like_this(
    items: &[SimilarItem<'_>],
    settings: &MoreLikeThis,
    progress: &mut dyn FnMut(Step<'_>),
) -> Vec<List> {
    let meter = Arc::new(Meter::default());
    progress(Step::Comparing { n_products: items.len(), meter: &meter });
    let mut order: Vec<u32> = (0u32..).take(items.len()).collect();
    order.sort_by(|a, b| items[*a as usize].categories.first().cmp(&items[*b as usize].categories.first()));
    let vectors = Vectors::of(items, &order, settings);
    let index = Index::of(&vectors, items.len());
    let names = Names::of(items, &settings.form_attributes);
    let desks = Desks::new(items.len());
    let blocks = jobs(items.len().div_ceil(BLOCK), |block| {
        let places = block * BLOCK..items.len().min((block + 1) * BLOCK);
        let mut desk = desks.take();
        let list = |place: usize| {
            let product = order[place];
            let mut hits = index.search(place, &mut desk);
            for hit in &mut hits {
                hit.place = order[hit.place as usize];
                if !share_a_category(&items[product as usize], &items[hit.place as usize]) {
                    hit.likeness = hit.likeness * u64::from(settings.other_categories.min(100)) / 100;
                }
            }
            let tally = &mut names.tally(settings.same_name);
            List { product, entries: best(hits, tally, settings.least_score, settings.length) }
        };
        let lists: Vec<List> = places.map(list).collect();
        desks.give_back(desk);
        meter.add(lists.len(), 0);
        lists
    });
    let mut lists: Vec<List> = blocks.into_iter().flatten().collect();
    lists.sort_unstable_by_key(|list| list.product);
    lists
}

/// For each product that has a picture in a folder those with alike pictures, in the order of the items, and what is wrong
/// with the pictures.
pub fn by_pictures(
    items: &[SimilarItem<'_>],
    folder: &Path,
    settings: &Settings,
    progress: &mut dyn FnMut(Step<'_>),
) -> (Vec<List>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let pictures = pictures::read(folder, items, &settings.visual_similarity, progress, &mut diagnostics);
    let mirrored = picture::mirrored();
    let manner = Manner { mirrored: Some(&mirrored), unlike: picture::UNLIKE, exact: EXACT };
    let lists = by_points(items, (&pictures.points, &pictures.items), manner, settings, progress);
    (lists, diagnostics)
}

/// For each product that has an embedding in a file those with alike embeddings, in the order of the items, and what is
/// wrong with the lines of the file.
///
/// # Errors
///
/// When the file cannot be read.
pub fn by_embeddings(
    items: &[SimilarItem<'_>],
    file: &Path,
    settings: &Settings,
    progress: &mut dyn FnMut(Step<'_>),
) -> Result<(Vec<List>, Vec<Diagnostic>), BuildError> {
    let mut diagnostics = Vec::new();
    let embeddings = embeddings::read(file, items, &mut diagnostics)?;
    let manner = Manner { mirrored: None, unlike: 0, exact: EXACT };
    let lists = by_points(items, (&embeddings.points, &embeddings.items), manner, settings, progress);
    Ok((lists, diagnostics))
}

/// The lists of points, each of which stands for an item.
fn by_points(
    items: &[SimilarItem<'_>],
    (points, owners): (&Points, &[u32]),
    manner: Manner<'_>,
    Settings { more_like_this, visual_similarity: settings }: &Settings,
    progress: &mut dyn FnMut(Step<'_>),
) -> Vec<List> {
    let meter = Arc::new(Meter::default());
    progress(Step::Comparing { n_products: points.len(), meter: &meter });
    let names = Names::of(items, &more_like_this.form_attributes);
    points.nearest(manner, &meter, |point, hits| {
        let hits = hits.into_iter().map(|hit| Hit { place: owners[hit.place as usize], ..hit });
        let tally = &mut names.tally(settings.same_name);
        let entries = best(hits.collect(), tally, settings.least_score, settings.length);
        List { product: owners[point as usize], entries }
    })
}

/// The best of those that were found, as the entries of a list.
fn best(mut hits: Vec<Hit>, tally: &mut names::Tally<'_>, least_score: u32, length: u32) -> Vec<(u32, u16)> {
    hits.sort_unstable_by_key(|hit| (SAME - hit.likeness.min(SAME), hit.place));
    // Never more than the top, so it has room.
    let scored = hits.into_iter().map(|hit| (hit.place, (hit.likeness * TOP).div_ceil(SAME).min(TOP) as u16));
    let alike = scored.take_while(|(_, score)| *score > 0 && u32::from(*score) >= least_score);
    alike.filter(|(item, _)| tally.takes(*item)).take(length as usize).collect()
}

/// Whether two products are in one category, or one of them is in a category above one of the other's. Those without any
/// are at home together.
fn share_a_category(a: &SimilarItem<'_>, b: &SimilarItem<'_>) -> bool {
    let meet = |one: &String| b.categories.iter().any(|other| is_in(one, other) || is_in(other, one));
    (a.categories.is_empty() && b.categories.is_empty()) || a.categories.iter().any(meet)
}

#[cfg(test)]
mod tests {
    use super::neighbours::EXACT;
    use super::picture::{NUMBERS, PARTS, UNLIKE};
    use super::pictures::MOST_OF_ONE;
    use crate::report::grouped;

    #[test]
    fn the_documents_have_the_numbers_of_the_code() {
        let merchants = include_str!("../../../docs/similar-products.md");
        let shared = format!("A picture that more than {MOST_OF_ONE} products show stands for a missing one");
        assert!(merchants.contains(&shared), "{shared}");
        let decision = include_str!("../../../docs/decisions/similarity.md");
        let said = [
            format!("What is left is described by {NUMBERS} numbers:"),
            format!("A likeness of 0.{} is that of things that have nothing in common", UNLIKE / 10),
            format!("Up to {} products are compared each with each.", grouped(EXACT as u64)),
        ];
        for sentence in said {
            assert!(decision.contains(&sentence), "{sentence}");
        }
        for (part, numbers) in ["| colour |", "| shape: ", "| texture: "].into_iter().zip(PARTS) {
            let rows = decision.lines().filter(|line| line.starts_with(part));
            let counts = rows.map(|row| row.split('|').nth(2).unwrap().trim().parse::<usize>().unwrap());
            assert_eq!(counts.sum::<usize>(), numbers, "{part}");
        }
    }
}
