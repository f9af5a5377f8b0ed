//! Joins what lies in several tables, once all of them are read.

use super::Draft;
use super::attributes::{set_suggested_price, unify};
use super::categories::{Named, keep_lowest, take_root_off};
use crate::address::Pattern;
use crate::catalogue::{Catalogue, sum};
use crate::cores::{on_all_cores, on_pieces};
use crate::diagnostic::{Diagnostic, Place, Reason};
use crate::report::ImportNotes;
use kindred_core::price::Price;
use std::collections::{BTreeMap, BTreeSet};

/// So many items are worth a core's while.
const PIECE: usize = 1 << 12;

/// The finished catalogue. Its links still wait for their products: other files may have those.
pub(crate) fn finish(mut draft: Draft, pictures: &Pattern, out: &mut Vec<Diagnostic>) -> (Catalogue, ImportNotes) {
    place_categories(&mut draft, out);
    attach_pictures(&mut draft, out);
    attach_prices(&mut draft, out);
    on_all_cores(&mut draft.items, |item| {
        item.images.iter_mut().for_each(|image| *image = pictures.picture_address(image));
    });
    let yes_no_attributes = unify(&mut draft.items, &draft.types);
    let catalogue = Catalogue {
        items: draft.items,
        stray_links: draft.links,
        yes_no_attributes,
        attribute_types: draft.types,
        attribute_names: draft.intake.names(),
        index: draft.by_sku,
        ..Catalogue::default()
    };
    (catalogue, draft.notes)
}

fn place_categories(draft: &mut Draft, out: &mut Vec<Diagnostic>) {
    let root = std::mem::take(&mut draft.root).name();
    let rooted = std::mem::take(&mut draft.rooted);
    on_pieces(&mut draft.items, PIECE, |number, items| {
        let first = number * PIECE;
        let range = [first, first + items.len()].map(|end| rooted.partition_point(|index| *index < end));
        for index in &rooted[range[0]..range[1]] {
            let paths = &mut items[*index - first].categories;
            paths.iter_mut().for_each(|path| take_root_off(path, root.as_deref().unwrap_or_default()));
            keep_lowest(paths);
        }
    });
    draft.notes.category_root = root;
    let mut reported: BTreeSet<String> = BTreeSet::new();
    for (index, names, place) in std::mem::take(&mut draft.named_categories) {
        let mut paths: Vec<String> = Vec::new();
        for name in names {
            let diagnostic = match draft.tree.find(&name, &paths) {
                Named::Known(path) => {
                    paths.push(path);
                    None
                }
                Named::Ambiguous(path) => {
                    paths.push(path.clone());
                    let reason = Reason::AmbiguousCategory { name: name.clone(), taken: path };
                    Some(Diagnostic::notice(place.clone(), "category", reason))
                }
                // Without a file of categories, every name is all that is known of one.
                Named::Unknown if draft.tree.is_empty() => {
                    paths.push(name.clone());
                    None
                }
                Named::Unknown => {
                    let reason = Reason::UnknownCategory { name: name.clone() };
                    Some(Diagnostic::skipped(place.clone(), "category", reason))
                }
            };
            out.extend(diagnostic.filter(|_| reported.insert(name)));
        }
        keep_lowest(&mut paths);
        draft.items[index].categories = paths;
    }
}

fn attach_pictures(draft: &mut Draft, out: &mut Vec<Diagnostic>) {
    for (sku, path, place) in std::mem::take(&mut draft.pictures) {
        if let Some(index) = item_of(draft, &sku, place, "sku", out)
            && !draft.items[index].images.contains(&path)
        {
            draft.items[index].images.push(path);
        }
    }
}

/// Suggested prices are attributes. The prices of a downloadable product's files matter where the product is sold by
/// the file: the cheapest
/// then comes on top of the product's own price.
fn attach_prices(draft: &mut Draft, out: &mut Vec<Diagnostic>) {
    for (sku, price, place) in std::mem::take(&mut draft.suggested_prices) {
        if let Some(index) = item_of(draft, &sku, place, "sku", out) {
            set_suggested_price(&mut draft.items[index], price, &mut draft.intake);
        }
    }
    let mut cheapest: BTreeMap<usize, Price> = BTreeMap::new();
    for (sku, price, place) in std::mem::take(&mut draft.download_prices) {
        match draft.by_sku.find_exact(&draft.items, &sku) {
            Some(index) => {
                let lowest = cheapest.entry(index).or_insert(price);
                *lowest = price.min(*lowest);
            }
            None => out.push(Diagnostic::skipped(place, "product_sku", Reason::UnknownSku { sku })),
        }
    }
    for (index, price) in cheapest {
        let item = &mut draft.items[index];
        // Otherwise the files come with the product, at the product's own price.
        if item.needs_options {
            item.price = sum([item.price, Some(price)].into_iter().flatten());
        }
    }
}

/// The product that a row of another table is about.
fn item_of(draft: &Draft, sku: &str, place: Place, column: &str, out: &mut Vec<Diagnostic>) -> Option<usize> {
    let index = draft.by_sku.find_exact(&draft.items, sku);
    if index.is_none() {
        out.push(Diagnostic::skipped(place, column, Reason::UnknownSku { sku: sku.to_owned() }));
    }
    index
}
