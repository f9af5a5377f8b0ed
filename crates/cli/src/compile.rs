//! From the catalogue to the products of a feed: variants become one product with their parent, what is made of
//! others gets its price and stock from them, and links lead to products that a shopper can see.

mod family;
pub(crate) mod links;
mod roll_up;

use crate::catalogue::{Catalogue, Item, Links, put_on};
use crate::constants;
use crate::cores::{in_parts, on_all_cores};
use crate::diagnostic::{Diagnostic, Reason};
use crate::report::ProductCounts;
use family::Family;
use hashbrown::HashSet;
use kindred_core::feed::Product;
use kindred_core::link::{Link, Relation};
use kindred_core::value::Value;
use links::{LinkCounts, Taken};
use std::ops::Range;

/// The products, and an account of what became of every item and link.
pub(crate) struct Compiled {
    pub(crate) products: Vec<Product>,
    pub(crate) counts: ProductCounts,
    pub(crate) links: LinkCounts,
}

/// How to compile.
#[derive(Clone, Copy)]
pub(crate) struct Manner {
    /// At how many or fewer stock is low, where a file does not say it.
    pub(crate) low_stock: Option<u32>,
    /// Whether products have a second picture.
    pub(crate) second_picture: bool,
    /// Whether the items stay, and say what the products of the feed say. Otherwise they become the products.
    pub(crate) keeps_items: bool,
}

/// What an item has of others; most have nothing.
struct Relatives {
    item: u32,
    links: [Vec<Link>; 3],
    contains: Vec<String>,
}

/// Compiles the catalogue, and writes the constants of its rules as its values are written.
pub(crate) fn compile(catalogue: &mut Catalogue, manner: Manner, out: &mut Vec<Diagnostic>) -> Compiled {
    let family = Family::of(&catalogue.items, std::mem::take(&mut catalogue.index));
    report_missing_parts(&catalogue.items, &family, out);
    roll_up::roll_up(catalogue, &family);
    if !catalogue.badges.is_empty() {
        let badges = &catalogue.badges;
        catalogue.items.iter_mut().for_each(|item| put_on(item, badges));
    }
    constants::rewrite(catalogue);
    let (mut links, mut relatives) = (LinkCounts::default(), Vec::new());
    for start in (0..catalogue.items.len()).step_by(ROOM) {
        let window = start..catalogue.items.len().min(start + ROOM);
        let items = &catalogue.items;
        let of = |range: Range<usize>| relatives_of(items, &family, start + range.start..start + range.end);
        for (counts, mut part) in in_parts(window.len(), of) {
            links.append(counts);
            relatives.append(&mut part);
        }
        if !manner.keeps_items {
            // What is resolved makes room for what comes.
            on_all_cores(&mut catalogue.items[window], |item| item.links = Links::default());
        }
    }
    links.count_strays(&catalogue.stray_links);
    let mut counts = item_counts(&catalogue.items, &family);
    let products = match manner.keeps_items {
        true => products(catalogue.items.clone(), relatives, &family, manner),
        false => products(std::mem::take(&mut catalogue.items), relatives, &family, manner),
    };
    count_products(&products, &mut counts);
    Compiled { products, counts, links }
}

/// What the products of some items have of others.
fn relatives_of(items: &[Item], family: &Family, range: Range<usize>) -> (LinkCounts, Vec<Relatives>) {
    let (mut counts, mut taken) = (LinkCounts::default(), Taken::default());
    let mut relatives = Vec::new();
    for item in range {
        let links = Relation::ALL.map(|relation| counts.resolve(items, family, item, relation, &mut taken));
        let contains = parts(items, family, &items[item]);
        if !contains.is_empty() || links.iter().any(|links| !links.is_empty()) {
            relatives.push(Relatives { item: item as u32, links, contains });
        }
    }
    (counts, relatives)
}

fn is_product(item: &Item, family: &Family, index: usize) -> bool {
    item.enabled && !family.is_folded(index)
}

/// Makes products of the items. They take the place of the items in memory, as long as they are no larger.
fn products(items: Vec<Item>, relatives: Vec<Relatives>, family: &Family, manner: Manner) -> Vec<Product> {
    let mut relatives = relatives.into_iter().peekable();
    let product = |(number, item): (usize, Item)| {
        let relatives = relatives.next_if(|relatives| relatives.item as usize == number);
        is_product(&item, family, number).then(|| product(item, relatives, manner))
    };
    items.into_iter().enumerate().filter_map(product).collect()
}

/// So many items at once make room for the next.
const ROOM: usize = 1 << 16;

/// Variants and parts without a row of their own. A catalogue that lists none of a product's variants, as one in our
/// own schema may, is not at fault.
fn report_missing_parts(items: &[Item], family: &Family, out: &mut Vec<Diagnostic>) {
    let of_part = |range: Range<usize>| {
        let mut missing = Vec::new();
        for item in &items[range] {
            let lists = [item.variants.iter().collect(), item.choices.iter().flat_map(|choice| &choice.skus).collect()];
            for list in lists {
                report_missing(items, family, item, list, &mut missing);
            }
        }
        missing
    };
    out.extend(in_parts(items.len(), of_part).into_iter().flatten());
}

fn report_missing(items: &[Item], family: &Family, item: &Item, skus: Vec<&String>, out: &mut Vec<Diagnostic>) {
    let n_skus = skus.len();
    let missing: Vec<&String> = skus.into_iter().filter(|sku| family.find(items, sku).is_none()).collect();
    for sku in missing.iter().filter(|_| missing.len() < n_skus) {
        let reason = Reason::UnknownSku { sku: (*sku).clone() };
        out.push(Diagnostic::notice(item.place.clone(), &item.sku, reason));
    }
}

fn product(mut item: Item, relatives: Option<Relatives>, manner: Manner) -> Product {
    let (links, contains) = relatives.map(|relatives| (relatives.links, relatives.contains)).unwrap_or_default();
    let [related, up_sell, cross_sell] = links;
    let low_stock = is_low(&item, manner.low_stock);
    let options = if has_variants(&item) { u32::try_from(item.variants.len()).unwrap_or(u32::MAX) } else { 0 };
    // Most products are found everywhere, and a page takes that for granted.
    if let Some(visibility) = item.visibility {
        item.attributes.insert("visibility", Value::One(visibility.name().to_owned()));
    }
    let mut images = item.images.into_iter();
    let mut picture = || images.next().unwrap_or_default();
    Product {
        image: picture(),
        image_2: if manner.second_picture { picture() } else { String::new() },
        sku: item.sku,
        name: item.name,
        url: item.url,
        price: item.price,
        regular_price: item.regular_price,
        price_to: item.price_to,
        group_prices: item.group_prices,
        product_type: item.product_type,
        visible: item.visible,
        in_stock: item.in_stock,
        low_stock,
        rating: item.rating,
        reviews: item.reviews,
        badges: item.badges,
        needs_options: item.needs_options,
        options: options.max(item.options),
        min_quantity: item.min_quantity,
        variants: item.variants,
        contains,
        categories: item.categories,
        // Sorted by name, as the page needs them.
        attributes: item.attributes.into_list(),
        related,
        up_sell,
        cross_sell,
        lists: Vec::new(),
    }
}

/// The SKUs that a bundle or a grouped product is made of, as their own products spell them.
fn parts(items: &[Item], family: &Family, item: &Item) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for sku in item.choices.iter().flat_map(|choice| &choice.skus).chain(&item.contains) {
        let own = family.find(items, sku).map(|index| &items[index]);
        let sku = own.map_or(sku, |own| &own.sku);
        if own.is_none_or(|own| own.enabled) && !parts.contains(sku) {
            parts.push(sku.clone());
        }
    }
    parts
}

/// Whether only a few are left: a file says so, or counts them.
fn is_low(item: &Item, at_most: Option<u32>) -> bool {
    let few = at_most.zip(item.quantity).is_some_and(|(most, left)| left > 0.0 && left <= f64::from(most));
    item.low_stock || (item.in_stock && few)
}

/// Whether a shopper has variants to choose from. What has another name by which pages know it has it as a variant too.
fn has_variants(item: &Item) -> bool {
    item.variants.len() > 1 || (item.needs_options && !item.variants.is_empty())
}

fn item_counts(items: &[Item], family: &Family) -> ProductCounts {
    let of_part = |range: Range<usize>| {
        let mut counts = ProductCounts::default();
        for (number, item) in range.clone().zip(&items[range]) {
            counts.variants += usize::from(family.is_folded(number));
            counts.parents += usize::from(item.enabled && has_variants(item));
            counts.disabled += usize::from(!item.enabled);
        }
        counts
    };
    let mut counts = ProductCounts { skus: items.len(), ..ProductCounts::default() };
    for part in in_parts(items.len(), of_part) {
        counts.variants += part.variants;
        counts.parents += part.parents;
        counts.disabled += part.disabled;
    }
    counts
}

fn count_products(products: &[Product], counts: &mut ProductCounts) {
    let parts = in_parts(products.len(), |range| {
        let mut categories = HashSet::new();
        for path in products[range].iter().flat_map(|product| &product.categories) {
            let mut ends = path.len();
            // Where a category is known, those above it are.
            while categories.insert(&path[..ends]) {
                match path[..ends].rfind('/') {
                    Some(end) => ends = end,
                    None => break,
                }
            }
        }
        categories
    });
    counts.categories = parts.into_iter().reduce(|all, part| &all | &part).map_or(0, |all| all.len());
    for product in products {
        counts.with_page += usize::from(product.visible);
        counts.hidden += usize::from(!product.visible);
        counts.without_price += usize::from(product.visible && product.price.is_none());
        counts.without_picture += usize::from(product.visible && product.image.is_empty());
    }
}
