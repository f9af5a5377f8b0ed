//! Item groups: the offers of a group are variants of one product.
//!
//! The feed has no row for that product. Its SKU is the group's id, or, where that is an offer's already, this offer
//! stands for the others.

use super::offer::{AXES, OF_ONE_OFFER};
use crate::catalogue::{Item, UrlKey};
use crate::import::magento::lowest;
use crate::import::text::slug;
use kindred_core::product::ProductType;
use kindred_core::value::Value;
use std::collections::{BTreeMap, HashMap};

/// Folds the groups that have more than one offer.
pub(super) fn fold(
    mut items: Vec<Item>,
    by_sku: &HashMap<String, usize>,
    groups: BTreeMap<String, Vec<usize>>,
) -> Vec<Item> {
    // A parent stands where its first offer stands: the order of the feed is that of the products.
    let mut parents: BTreeMap<usize, Item> = BTreeMap::new();
    for (group, members) in groups.into_iter().filter(|(_, members)| members.len() > 1) {
        let owner = by_sku.get(&group).map(|owner| if members.contains(owner) { *owner } else { members[0] });
        match owner {
            Some(owner) => {
                let others: Vec<usize> = members.iter().copied().filter(|member| *member != owner).collect();
                items[owner] = with_variants(&items, owner, &others, parent(&items, &members, &group));
                others.iter().for_each(|other| hide(&mut items[*other]));
            }
            None => {
                let parent = parent(&items, &members, &group);
                members.iter().for_each(|member| hide(&mut items[*member]));
                parents.insert(members[0], parent);
            }
        }
    }
    let mut folded = Vec::with_capacity(items.len() + parents.len());
    for (index, item) in items.into_iter().enumerate() {
        folded.extend(parents.remove(&index));
        folded.push(item);
    }
    folded
}

/// An offer that stands for its group. What it says itself stays, but for the price: that is the lowest. Where no other
/// offer can be bought, it stands for itself alone, lest it count as sold out with them.
fn with_variants(items: &[Item], owner: usize, others: &[usize], parent: Item) -> Item {
    let (own, others) = (&items[owner], others.iter().map(|other| &items[*other]));
    let stands_alone = own.in_stock && !others.clone().any(|other| other.in_stock);
    let sellable = others.clone().chain([own]).filter(|offer| offer.in_stock || !own.in_stock);
    let cheapest = sellable.filter(|offer| offer.price.is_some()).min_by_key(|offer| offer.price).unwrap_or(own);
    Item {
        variants: if stands_alone { Vec::new() } else { others.map(|other| other.sku.clone()).collect() },
        in_stock: own.in_stock,
        images: own.images.clone(),
        url: own.url.clone(),
        price: cheapest.price,
        regular_price: cheapest.regular_price,
        attributes: own.attributes.clone(),
        sku: own.sku.clone(),
        place: own.place.clone(),
        ..parent
    }
}

/// A variant has no page of its own but that of its product, and its numbers say nothing about the others.
fn hide(item: &mut Item) {
    item.visible = false;
    item.url = String::new();
    item.url_key = UrlKey::Refused;
    item.description = String::new();
    for name in OF_ONE_OFFER {
        item.attributes.remove(name);
    }
}

fn parent(items: &[Item], members: &[usize], sku: &str) -> Item {
    let offers: Vec<&Item> = members.iter().map(|member| &items[*member]).collect();
    let (first, shown) = (offers[0], offers.iter().find(|offer| offer.in_stock).unwrap_or(&offers[0]));
    let name = common_name(&offers);
    let categories = lowest(offers.iter().flat_map(|offer| offer.categories.clone()).collect());
    Item {
        url_key: UrlKey::FromName(slug(&name)),
        name,
        description: first.description.clone(),
        product_type: ProductType::Configurable,
        url: shown.url.clone(),
        images: shown.images.clone(),
        categories,
        variants: offers.iter().map(|offer| offer.sku.clone()).collect(),
        variant_values: axes(&offers),
        ..Item::new(sku, first.place.clone())
    }
}

/// What the offers differ in, with every value.
fn axes(offers: &[&Item]) -> BTreeMap<String, Vec<String>> {
    let mut axes = BTreeMap::new();
    for axis in AXES {
        let mut values: Vec<String> = Vec::new();
        for offer in offers {
            if let Some(Value::One(value)) = offer.attributes.get(axis)
                && !values.contains(value)
            {
                values.push(value.clone());
            }
        }
        if values.len() > 1 {
            axes.insert(axis.to_owned(), values);
        }
    }
    axes
}

/// The words that all titles begin with, if that is at least half of the shortest; else the first title. Merchants
/// write the colour and the size behind the name.
fn common_name(offers: &[&Item]) -> String {
    let words = |offer: &'_ Item| -> Vec<String> { offer.name.split(' ').map(str::to_owned).collect() };
    let mut common = words(offers[0]);
    for offer in &offers[1..] {
        let others = words(offer);
        let n_equal = common.iter().zip(&others).take_while(|(one, other)| one == other).count();
        common.truncate(n_equal);
    }
    let common = common.join(" ");
    let common =
        common.trim_end_matches(|letter: char| !letter.is_alphanumeric() && !matches!(letter, ')' | '"' | '!'));
    let shortest = offers.iter().map(|offer| offer.name.len()).min().unwrap_or_default();
    if common.len() * 2 >= shortest && !common.is_empty() { common.to_owned() } else { offers[0].name.clone() }
}

#[cfg(test)]
mod tests {
    use super::common_name;
    use crate::catalogue::Item;
    use crate::diagnostic::Place;

    fn name(titles: &[&str]) -> String {
        let item =
            |title: &&str| Item { name: (*title).to_owned(), ..Item::new("A", Place::start(&"feed.xml".into())) };
        let items: Vec<Item> = titles.iter().map(item).collect();
        common_name(&items.iter().collect::<Vec<_>>())
    }

    #[test]
    fn a_product_is_called_what_its_offers_are_called_before_their_colours() {
        assert_eq!(name(&["Wool socks - red, S", "Wool socks - blue, S"]), "Wool socks");
        assert_eq!(name(&["Wool socks", "Wool socks"]), "Wool socks");
        assert_eq!(name(&["Red wool socks", "Blue wool socks"]), "Red wool socks");
        assert_eq!(name(&["The red socks", "The blue socks"]), "The red socks");
        assert_eq!(name(&["Lamp (large) white", "Lamp (large) black"]), "Lamp (large)");
    }
}
