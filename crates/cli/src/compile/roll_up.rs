//! What a product that is made of others says: its price, stock, picture and attributes come from them.

use super::family::Family;
use crate::catalogue::{ATTRIBUTE_SET, Attributes, Catalogue, Choice, Item, SUGGESTED_PRICE, sum};
use crate::cores::{in_parts, on_all_cores};
use kindred_core::price::Price;
use kindred_core::product::ProductType;
use kindred_core::value::Value;
use std::collections::BTreeSet;

/// Completes every item that is made of others. Variants come first, so that a group of configurable products finds
/// them complete.
pub(crate) fn roll_up(catalogue: &mut Catalogue, family: &Family) {
    let items = &catalogue.items;
    let parents = those(items, |item| !item.variants.is_empty());
    let yes_no = &catalogue.yes_no_attributes;
    let of = |parent: &usize| Whole::of(items, *parent, family, yes_no);
    let wholes = in_parts(parents.len(), |range| parents[range].iter().map(of).collect::<Vec<Whole>>());
    for (parent, whole) in parents.into_iter().zip(wholes.into_iter().flatten()) {
        whole.complete(&mut catalogue.items[parent]);
    }
    for parent in those(&catalogue.items, |item| !item.choices.is_empty()) {
        from_choices(&mut catalogue.items, parent, family);
    }
    on_all_cores(&mut catalogue.items, |item| item.needs_options |= item.product_type.is_composite());
}

/// The numbers of the items that satisfy something.
fn those(items: &[Item], are: impl Fn(&Item) -> bool + Sync) -> Vec<usize> {
    in_parts(items.len(), |range| range.filter(|number| are(&items[*number])).collect::<Vec<usize>>()).concat()
}

/// What the variants of a product say together.
struct Whole {
    /// The price and the regular price of the cheapest that can be bought.
    prices: Option<(Option<Price>, Option<Price>)>,
    /// The price of the dearest that can be bought.
    dearest: Option<Price>,
    image: Option<String>,
    attributes: Attributes,
    sold_out: bool,
    quantity: Option<f64>,
    /// The SKUs of those that are not switched off.
    listed: Vec<String>,
}

impl Whole {
    fn of(items: &[Item], parent: usize, family: &Family, yes_no: &BTreeSet<String>) -> Whole {
        let find = |sku: &String| family.find(items, sku).filter(|index| *index != parent).map(|index| &items[index]);
        let found = items[parent].variants.iter().map(|sku| (sku, find(sku)));
        let listed: Vec<(&String, Option<&Item>)> =
            found.filter(|(_, variant)| variant.is_none_or(|variant| variant.enabled)).collect();
        let variants: Vec<&Item> = listed.iter().filter_map(|(_, variant)| *variant).collect();
        let in_stock: Vec<&Item> = variants.iter().copied().filter(|variant| variant.in_stock).collect();
        let sellable = if in_stock.is_empty() { &variants } else { &in_stock };
        let cheapest = sellable.iter().filter(|variant| variant.price.is_some()).min_by_key(|variant| variant.price);
        // Of what no file counts, nobody knows how many there are.
        let left: Option<f64> = in_stock.iter().map(|variant| variant.quantity).sum();
        Whole {
            prices: cheapest.map(|variant| (variant.price, variant.regular_price)),
            dearest: sellable.iter().filter_map(|variant| variant.price).max(),
            image: match items[parent].images.is_empty() {
                true => variants.iter().find_map(|variant| variant.images.first()).cloned(),
                false => None,
            },
            attributes: merged_attributes(&items[parent], &variants, yes_no),
            sold_out: !variants.is_empty() && in_stock.is_empty(),
            quantity: if variants.is_empty() { items[parent].quantity } else { left },
            listed: listed.into_iter().map(|(sku, _)| sku.clone()).collect(),
        }
    }

    fn complete(self, item: &mut Item) {
        if let (None, Some(prices)) = (own_price(item), self.prices) {
            (item.price, item.regular_price) = prices;
        }
        let is_more = |dearest: &Price| item.price.is_some_and(|price| price < *dearest);
        item.price_to = self.dearest.filter(is_more).or(item.price_to);
        item.images.extend(self.image);
        item.in_stock &= !self.sold_out;
        item.quantity = self.quantity;
        item.attributes = self.attributes;
        item.variants = self.listed;
    }
}

/// A bundle costs at least the cheapest of each choice that must be made, a group at least its cheapest product.
fn from_choices(items: &mut [Item], parent: usize, family: &Family) {
    let parts = |choice: &Choice| -> Vec<&Item> {
        let found = choice.skus.iter().filter_map(|sku| family.find(items, sku)).filter(|index| *index != parent);
        found.map(|index| &items[index]).filter(|part| part.enabled).collect()
    };
    let cheapest = |choice: &Choice| parts(choice).into_iter().filter_map(|part| part.price).min();
    let can_be_made = |choice: &Choice| parts(choice).iter().any(|part| part.in_stock);
    let choices = &items[parent].choices;
    let required = || choices.iter().filter(|choice| choice.required);
    let (price, in_stock) = match items[parent].product_type {
        ProductType::Bundle => {
            let prices: Option<Vec<Price>> = required().map(cheapest).collect();
            (prices.and_then(|prices| sum(prices.into_iter())), required().all(can_be_made))
        }
        _ => (choices.iter().filter_map(cheapest).min(), choices.iter().any(can_be_made)),
    };
    let image = choices.iter().flat_map(parts).find_map(|part| part.images.first()).cloned();

    let item = &mut items[parent];
    item.price = own_price(item).or(price);
    item.in_stock &= in_stock;
    if item.images.is_empty() {
        item.images.extend(image);
    }
}

/// The price of the item's own row; exports write 0 for what takes its price from its parts.
fn own_price(item: &Item) -> Option<Price> {
    item.price.filter(|price| !item.product_type.is_composite() || price.ten_thousandths() > 0)
}

/// The parent's attributes and those of its variants. What the variants differ in is a list, even of one; what can
/// be true only once (yes or no, the attribute set) is what the parent says, if it says it.
fn merged_attributes(parent: &Item, variants: &[&Item], yes_no: &BTreeSet<String>) -> Attributes {
    let mut merged = parent.attributes.clone();
    for (axis, values) in &parent.variant_values {
        let list = as_list(merged.remove(axis));
        merged.insert(axis.as_str(), Value::Many(united(list, values)));
    }
    for (name, value) in variants.iter().flat_map(|variant| &variant.attributes) {
        let said_once = yes_no.contains(name) || SAID_ONCE.contains(&name.as_str());
        match merged.remove(name) {
            None => _ = merged.insert(name.as_str(), value.clone()),
            Some(own) if said_once || own == *value => _ = merged.insert(name.as_str(), own),
            Some(own) => {
                let list = united(as_list(Some(own)), &as_list(Some(value.clone())));
                merged.insert(name.as_str(), Value::Many(list));
            }
        }
    }
    merged
}

/// Attributes that have one value for the parent and its variants together.
const SAID_ONCE: [&str; 2] = [ATTRIBUTE_SET, SUGGESTED_PRICE];

fn as_list(value: Option<Value>) -> Vec<String> {
    match value {
        None => Vec::new(),
        Some(Value::One(text)) => vec![text],
        Some(Value::Many(texts)) => texts,
    }
}

fn united(mut list: Vec<String>, more: &[String]) -> Vec<String> {
    for text in more {
        if !list.contains(text) {
            list.push(text.clone());
        }
    }
    list
}
