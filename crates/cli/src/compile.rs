//! From the catalogue to the products of a feed: variants become one product with their parent, what is made of
//! others gets its price and stock from them, and links lead to products that a shopper can see.

mod family;
pub(crate) mod links;
mod roll_up;

use crate::catalogue::{Catalogue, Item};
use crate::diagnostic::{Diagnostic, Reason};
use crate::report::ProductCounts;
use family::Family;
use kindred_core::feed::Product;
use kindred_core::link::{Link, Relation};
use kindred_core::value::Value;
use links::LinkCounts;
use std::collections::{BTreeMap, BTreeSet};

/// The products, and an account of what became of every item and link.
pub(crate) struct Compiled {
    pub(crate) products: Vec<Product>,
    pub(crate) counts: ProductCounts,
    pub(crate) links: LinkCounts,
}

/// Compiles the catalogue; its items then say what the products of the feed say.
pub(crate) fn compile(catalogue: &mut Catalogue, low_stock: Option<u32>, out: &mut Vec<Diagnostic>) -> Compiled {
    let family = Family::of(&catalogue.items);
    report_missing_parts(&catalogue.items, &family, out);
    roll_up::roll_up(catalogue, &family);
    let mut link_counts = LinkCounts::default();
    let mut products = Vec::new();
    for (index, item) in catalogue.items.iter().enumerate() {
        let links = Relation::ALL.map(|relation| link_counts.resolve(&catalogue.items, &family, index, relation));
        if item.enabled && !family.is_folded(index) {
            products.push(Product {
                contains: parts(&catalogue.items, &family, item),
                low_stock: is_low(item, low_stock),
                ..product(item, links)
            });
        }
    }
    link_counts.count_strays(&catalogue.stray_links);
    Compiled { counts: counts(&catalogue.items, &family, &products), links: link_counts, products }
}

/// Variants and parts without a row of their own. A catalogue that lists none of a product's variants, as one in our
/// own schema may, is not at fault.
fn report_missing_parts(items: &[Item], family: &Family, out: &mut Vec<Diagnostic>) {
    for item in items {
        let lists = [item.variants.iter().collect(), item.choices.iter().flat_map(|choice| &choice.skus).collect()];
        for list in lists.into_iter().filter(|list: &Vec<&String>| list.iter().any(|sku| family.find(sku).is_some())) {
            for sku in list.into_iter().filter(|sku| family.find(sku).is_none()) {
                let reason = Reason::UnknownSku { sku: sku.clone() };
                out.push(Diagnostic::notice(item.place.clone(), &item.sku, reason));
            }
        }
    }
}

fn product(item: &Item, [related, up_sell, cross_sell]: [Vec<Link>; 3]) -> Product {
    Product {
        sku: item.sku.clone(),
        name: item.name.clone(),
        url: item.url.clone(),
        image: item.images.first().cloned().unwrap_or_default(),
        price: item.price,
        regular_price: item.regular_price,
        price_to: None,
        group_prices: item.group_prices.clone(),
        product_type: item.product_type,
        visible: item.visible,
        in_stock: item.in_stock,
        low_stock: item.low_stock,
        needs_options: item.needs_options,
        options: 0,
        min_quantity: item.min_quantity,
        variants: item.variants.clone(),
        contains: item.contains.clone(),
        categories: item.categories.clone(),
        // A B-tree gives them sorted by name, as the page needs them.
        attributes: attributes(item).into_iter().collect(),
        related,
        up_sell,
        cross_sell,
    }
}

/// What rules may read. Most products are found everywhere, and a page takes that for granted.
fn attributes(item: &Item) -> BTreeMap<String, Value> {
    let mut attributes = item.attributes.clone();
    if let Some(visibility) = item.visibility {
        attributes.insert("visibility".to_owned(), Value::One(visibility.name().to_owned()));
    }
    attributes
}

/// The SKUs that a bundle or a grouped product is made of, as their own products spell them.
fn parts(items: &[Item], family: &Family, item: &Item) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for sku in item.choices.iter().flat_map(|choice| &choice.skus).chain(&item.contains) {
        let own = family.find(sku).map(|index| &items[index]);
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

fn counts(items: &[Item], family: &Family, products: &[Product]) -> ProductCounts {
    let with_page = products.iter().filter(|product| product.visible);
    let mut categories = BTreeSet::new();
    for path in products.iter().flat_map(|product| &product.categories) {
        let ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
        categories.extend(ends.map(|end| &path[..end]));
    }
    ProductCounts {
        skus: items.len(),
        with_page: with_page.clone().count(),
        variants: (0..items.len()).filter(|index| family.is_folded(*index)).count(),
        parents: items.iter().filter(|item| item.enabled && has_variants(item)).count(),
        hidden: products.iter().filter(|product| !product.visible).count(),
        disabled: items.iter().filter(|item| !item.enabled).count(),
        without_price: with_page.clone().filter(|product| product.price.is_none()).count(),
        without_picture: with_page.clone().filter(|product| product.image.is_empty()).count(),
        categories: categories.len(),
    }
}
