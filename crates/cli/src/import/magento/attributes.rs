//! Which columns and pairs are attributes that rules may read, and the shape of their values.

use crate::catalogue::{ATTRIBUTE_SET, Item, SUGGESTED_PRICE};
use crate::cores::{in_parts, on_all_cores};
use crate::import::text::plain;
use crate::wanted::Wanted;
use hashbrown::HashMap;
use kindred_core::feed::AttributeType;
use kindred_core::price::Price;
use kindred_core::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Columns and pairs that are machinery, have a place of their own in the feed, or are not for the public.
const NOT_ATTRIBUTES: &[&str] = &[
    "accessory_skus",
    "additional_attributes",
    "additional_image_labels",
    "additional_images",
    "allow_backorders",
    "associated_sku",
    "associated_skus",
    "attribute_set",
    "attribute_set_code",
    "attribute_set_id",
    "base_image",
    "bundle_options",
    "bundle_price_type",
    "bundle_price_view",
    "bundle_shipment_type",
    "bundle_sku_type",
    "bundle_values",
    "bundle_weight_type",
    "categories",
    "category",
    "category_ids",
    "configurable_variation_labels",
    "configurable_variation_prices",
    "configurable_variations",
    "cost",
    "country_of_manufacture_id",
    "created_at",
    "crosssell_position",
    "crosssell_skus",
    "description",
    "display_product_options_in",
    "downloadable_links",
    "downloadable_samples",
    "enable_qty_increments",
    "gallery",
    "gift_message_available",
    "gift_wrapping_available",
    "gift_wrapping_price",
    "giftcard_amount",
    "group_price",
    "has_options",
    "hide_from_product_page",
    "image",
    "is_decimal_divided",
    "is_in_stock",
    "is_qty_decimal",
    "is_recurring",
    "links_exist",
    "links_purchased_separately",
    "links_title",
    "manage_stock",
    "max_cart_qty",
    "media_gallery",
    "min_cart_qty",
    "minimal_price",
    "name",
    "notify_on_stock_below",
    "old_id",
    "options_container",
    "out_of_stock_qty",
    "page_layout",
    "price",
    "price_type",
    "price_view",
    "product_online",
    "product_options_container",
    "product_type",
    "product_websites",
    "qty",
    "qty_increments",
    "quantity_and_stock_status",
    "related_position",
    "related_skus",
    "required_options",
    "samples_title",
    "shipment_type",
    "short_description",
    "sku",
    "sku_type",
    "small_image",
    "special_price",
    "status",
    "store_view_code",
    "swatch_image",
    "tax_class_id",
    "tax_class_name",
    "thumbnail",
    "thumbnail_image",
    "tier_price",
    "tier_prices",
    "type_id",
    "updated_at",
    "upsell_position",
    "upsell_skus",
    "url_key",
    "url_path",
    "visibility",
    "website_id",
    "weight",
    "weight_type",
];

const NOT_ATTRIBUTES_BEGIN: &[&str] = &["_", "custom_", "map_", "meta_", "msrp", "use_config_"];
const NOT_ATTRIBUTES_END: &[&str] = &["_from_date", "_image_label", "_to_date"];

/// Whether rules may read a column or pair of that name.
pub(crate) fn is_attribute(name: &str) -> bool {
    !name.is_empty()
        && NOT_ATTRIBUTES.binary_search(&name).is_err()
        && !NOT_ATTRIBUTES_BEGIN.iter().any(|start| name.starts_with(start))
        && !NOT_ATTRIBUTES_END.iter().any(|end| name.ends_with(end))
}

/// What the files name, and what of it is kept. Every row names the same attributes, so each is judged once.
#[derive(Default)]
pub(crate) struct Intake {
    pub(crate) wanted: Wanted,
    judged: HashMap<Box<str>, Standing>,
    /// What Magento has under another name, and whether it is kept.
    renamed: HashMap<&'static str, bool>,
}

/// What a column or pair of some name is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Machinery,
    Passed,
    Kept,
}

impl Intake {
    pub(crate) fn new(wanted: Wanted) -> Intake {
        Intake { wanted, judged: HashMap::new(), renamed: HashMap::new() }
    }

    /// Whether a name that a file has a value under is that of an attribute, and of one that is kept.
    pub(crate) fn keeps(&mut self, name: &str) -> bool {
        if let Some(standing) = self.judged.get(name) {
            return *standing == Standing::Kept;
        }
        let standing = match () {
            () if !is_attribute(name) => Standing::Machinery,
            () if self.wanted.keeps(name) => Standing::Kept,
            () => Standing::Passed,
        };
        self.judged.insert(name.into(), standing);
        standing == Standing::Kept
    }

    /// As [`keeps`](Intake::keeps), for what Magento has under another name.
    pub(crate) fn keeps_as(&mut self, name: &'static str) -> bool {
        *self.renamed.entry(name).or_insert_with(|| self.wanted.keeps(name))
    }

    /// Adds what another one has judged by the same wishes.
    pub(crate) fn join(&mut self, other: Intake) {
        self.judged.extend(other.judged);
        self.renamed.extend(other.renamed);
    }

    /// The names of all attributes, kept or not.
    pub(crate) fn names(self) -> BTreeSet<String> {
        let attributes = self.judged.into_iter().filter(|(_, standing)| *standing != Standing::Machinery);
        attributes.map(|(name, _)| name.into()).chain(self.renamed.into_keys().map(str::to_owned)).collect()
    }
}

/// Gives the item an attribute; empty values are none.
pub(crate) fn set(item: &mut Item, name: &str, values: &[&str]) {
    let mut texts: Vec<String> = Vec::new();
    for text in values.iter().map(|value| plain(value)) {
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    let value = match <[String; 1]>::try_from(texts) {
        Ok([only]) => Value::One(only),
        Err(texts) if texts.is_empty() => return,
        Err(texts) => Value::Many(texts),
    };
    item.attributes.insert(name, value);
}

/// Gives the item the name of its attribute set.
pub(crate) fn set_attribute_set(item: &mut Item, name: &str, intake: &mut Intake) {
    if !name.is_empty() && intake.keeps_as(ATTRIBUTE_SET) {
        set(item, ATTRIBUTE_SET, &[name]);
    }
}

/// Gives the item the price that its maker suggests.
pub(crate) fn set_suggested_price(item: &mut Item, price: Price, intake: &mut Intake) {
    if intake.keeps_as(SUGGESTED_PRICE) {
        set(item, SUGGESTED_PRICE, &[&price.to_string()]);
    }
}

/// The type of an attribute that is entered in this way in Magento's admin.
pub(crate) fn type_of_input(frontend_input: &str) -> AttributeType {
    match frontend_input {
        "multiselect" => AttributeType::MultiSelect,
        "boolean" => AttributeType::Boolean,
        "select" | "swatch_visual" | "swatch_text" => AttributeType::Select,
        "date" | "datetime" => AttributeType::Date,
        "price" | "weight" => AttributeType::Number,
        _ => AttributeType::Text,
    }
}

/// Gives every attribute one shape in the whole catalogue, so that one rule fits all products: a multi-select is a
/// list even where it has one value, and yes or no is `1` or `0` in whichever format a product came. Where no file
/// says how an attribute is entered, its values tell. Gives the yes-or-no attributes.
pub(crate) fn unify(items: &mut [Item], types: &BTreeMap<String, AttributeType>) -> BTreeSet<String> {
    let seen = Seen::of(items);
    let shape = |(name, seen): (&str, Seen)| {
        let said = types.get(name).map(|kind| match kind {
            AttributeType::MultiSelect => Shape::List,
            AttributeType::Boolean => Shape::YesNo,
            _ => Shape::Single,
        });
        (name.to_owned(), said.unwrap_or(seen.shape()))
    };
    let shapes: HashMap<String, Shape> = seen.into_iter().map(shape).collect();
    on_all_cores(items, |item| {
        for (name, value) in item.attributes.iter_mut() {
            match (shapes.get(name), &mut *value) {
                (Some(Shape::List), Value::One(text)) => *value = Value::Many(vec![std::mem::take(text)]),
                (Some(Shape::YesNo), Value::One(text)) => *text = as_digit(text).to_owned(),
                _ => {}
            }
        }
    });
    shapes.into_iter().filter(|(_, shape)| *shape == Shape::YesNo).map(|(name, _)| name).collect()
}

/// `1` for yes, `0` for no; anything else stays.
pub(crate) fn as_digit(text: &str) -> &str {
    match text {
        "Yes" | "yes" => "1",
        "No" | "no" => "0",
        other => other,
    }
}

/// The one shape that an attribute's values get.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A list even where it has one value.
    List,
    /// `1` or `0`.
    YesNo,
    Single,
}

/// What the values of an attribute look like.
#[derive(Default)]
struct Seen {
    several: bool,
    yes_or_no: bool,
    other: bool,
}

impl Seen {
    /// What the values of every attribute of some items look like.
    fn of(items: &[Item]) -> HashMap<&str, Seen> {
        let parts = in_parts(items.len(), |range| {
            let mut seen: HashMap<&str, Seen> = HashMap::new();
            for (name, value) in items[range].iter().flat_map(|item| &item.attributes) {
                seen.entry(name).or_default().add(value);
            }
            seen
        });
        let mut all: HashMap<&str, Seen> = HashMap::new();
        for (name, Seen { several, yes_or_no, other }) in parts.into_iter().flatten() {
            let seen = all.entry(name).or_default();
            seen.several |= several;
            seen.yes_or_no |= yes_or_no;
            seen.other |= other;
        }
        all
    }

    fn add(&mut self, value: &Value) {
        match value {
            Value::Many(_) => self.several = true,
            Value::One(text) => match text.as_str() {
                "Yes" | "No" => self.yes_or_no = true,
                "1" | "0" => {}
                _ => self.other = true,
            },
        }
    }

    fn shape(&self) -> Shape {
        match self {
            Seen { several: true, .. } => Shape::List,
            Seen { yes_or_no: true, other: false, .. } => Shape::YesNo,
            _ => Shape::Single,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NOT_ATTRIBUTES, is_attribute, set, unify};
    use crate::catalogue::Item;
    use crate::diagnostic::Place;
    use kindred_core::feed::AttributeType;
    use kindred_core::value::Value;
    use std::collections::BTreeMap;

    fn item(attributes: &[(&str, &[&str])]) -> Item {
        let mut item = Item::new("A", Place::start(&"shop.csv".into()));
        for (name, values) in attributes {
            set(&mut item, name, values);
        }
        item
    }

    fn one(text: &str) -> Value {
        Value::One(text.into())
    }

    fn many(texts: &[&str]) -> Value {
        Value::Many(texts.iter().map(|text| (*text).into()).collect())
    }

    #[test]
    fn the_list_of_names_is_sorted_because_it_is_searched() {
        assert!(NOT_ATTRIBUTES.is_sorted());
    }

    #[test]
    fn machinery_and_costs_are_no_attributes() {
        for name in [
            "has_options",
            "tax_class_name",
            "cost",
            "meta_title",
            "use_config_min_qty",
            "news_from_date",
            "msrp_price",
            "",
        ] {
            assert!(!is_attribute(name), "{name}");
        }
        for name in ["color", "material", "eco_collection", "country_of_manufacture", "new"] {
            assert!(is_attribute(name), "{name}");
        }
    }

    #[test]
    fn values_are_plain_text_without_blanks_or_doubles() {
        let item = item(&[("material", &["Cocona&reg;", " Wool ", "", "Wool"]), ("none", &["", " "])]);
        assert_eq!(item.attributes.into_iter().collect::<Vec<_>>(), [("material".into(), many(&["Cocona®", "Wool"]))]);
    }

    #[test]
    fn an_attribute_that_is_a_list_anywhere_is_a_list_everywhere() {
        let mut items = [item(&[("material", &["Wool"])]), item(&[("material", &["Wool", "Mesh"])])];
        unify(&mut items, &BTreeMap::new());
        assert_eq!(items[0].attributes["material"], many(&["Wool"]));
    }

    #[test]
    fn yes_and_no_are_the_same_in_both_formats() {
        let mut items =
            [item(&[("sale", &["Yes"]), ("fit", &["Yes"])]), item(&[("sale", &["1"]), ("fit", &["Loose"])])];
        let yes_no = unify(&mut items, &BTreeMap::new());
        assert_eq!(yes_no.into_iter().collect::<Vec<_>>(), ["sale"]);
        assert_eq!((&items[0].attributes["sale"], &items[1].attributes["sale"]), (&one("1"), &one("1")));
        assert_eq!(items[0].attributes["fit"], one("Yes"));
    }

    #[test]
    fn what_a_file_says_about_an_attribute_comes_before_what_it_looks_like() {
        let types = BTreeMap::from([
            ("activity".to_owned(), AttributeType::MultiSelect),
            ("answer".to_owned(), AttributeType::Select),
        ]);
        let mut items = [item(&[("activity", &["Gym"]), ("answer", &["Yes"])])];
        unify(&mut items, &types);
        assert_eq!(items[0].attributes["activity"], many(&["Gym"]));
        assert_eq!(items[0].attributes["answer"], one("Yes"));
    }
}
