//! The columns of Shopify's export, by the names of the years.

use crate::import::table::{Column, Header};
use crate::import::values::attribute_name;

/// Where everything stands in one file.
pub(super) struct Columns {
    pub(super) handle: Column,
    pub(super) title: Column,
    pub(super) body: Column,
    pub(super) vendor: Column,
    pub(super) category: Column,
    pub(super) product_type: Column,
    pub(super) tags: Column,
    pub(super) published: Column,
    pub(super) status: Column,
    pub(super) gift_card: Column,
    pub(super) image: Column,
    pub(super) image_position: Column,
    pub(super) sku: Column,
    pub(super) price: Column,
    pub(super) regular_price: Column,
    pub(super) tracker: Column,
    pub(super) quantity: Column,
    pub(super) policy: Column,
    pub(super) ships: Column,
    pub(super) variant_image: Column,
    /// Name and value.
    pub(super) options: [(Column, Column); 3],
    /// What shoppers think of it, as Shopify's own fields for that have it.
    pub(super) rating: Column,
    pub(super) reviews: Column,
    /// Fields of the merchant's own, with the names that rules know them by.
    pub(super) metafields: Vec<(String, Column)>,
}

impl Columns {
    /// Whether a table is an export of Shopify: nobody else has a handle and options.
    pub(super) fn are_in(header: &Header) -> bool {
        let columns = Columns::of(header);
        let of_variants = [&columns.sku, &columns.price, &columns.options[0].1];
        columns.handle.is_there() && columns.title.is_there() && of_variants.into_iter().any(Column::is_there)
    }

    pub(super) fn of(header: &Header) -> Columns {
        let find = |names: &[&str]| {
            let known = names.iter().map(|name| header.column(name)).find(Column::is_there);
            known.unwrap_or_else(|| header.column(names.first().copied().unwrap_or_default()))
        };
        let option =
            |number: u8| [" name", " value"].map(|part| header.column(&format!("option{number}{part}"))).into();
        Columns {
            handle: find(&["handle", "url handle"]),
            title: find(&["title"]),
            body: find(&["body (html)", "description"]),
            vendor: find(&["vendor"]),
            category: find(&["product category", "standardized product type", "standard product type"]),
            product_type: find(&["type", "custom product type"]),
            tags: find(&["tags"]),
            published: find(&["published", "published on online store"]),
            status: find(&["status"]),
            gift_card: find(&["gift card"]),
            image: find(&["image src", "product image url"]),
            image_position: find(&["image position"]),
            sku: find(&["variant sku", "sku"]),
            price: find(&["variant price", "price"]),
            regular_price: find(&["variant compare at price", "compare-at price"]),
            tracker: find(&["variant inventory tracker", "inventory tracker"]),
            quantity: find(&["variant inventory qty", "inventory quantity"]),
            policy: find(&["variant inventory policy", "continue selling when out of stock"]),
            ships: find(&["variant requires shipping", "requires shipping"]),
            variant_image: find(&["variant image", "variant image url"]),
            options: [option(1), option(2), option(3)],
            rating: find_field(header, RATING),
            reviews: find_field(header, REVIEWS),
            metafields: header.columns().filter_map(|column| Some((metafield(&column.name)?, column))).collect(),
        }
    }
}

const RATING: &str = "(product.metafields.reviews.rating)";
const REVIEWS: &str = "(product.metafields.reviews.rating_count)";

/// The column of a field, whatever the merchant calls it.
fn find_field(header: &Header, field: &str) -> Column {
    header.columns().find(|column| column.name.ends_with(field)).unwrap_or_else(|| header.column(field))
}

/// The attribute in a column such as `Fabric (product.metafields.custom.material)`.
fn metafield(column: &str) -> Option<String> {
    if column.ends_with(RATING) || column.ends_with(REVIEWS) {
        return None;
    }
    let (_, path) = column.strip_suffix(')')?.rsplit_once("(product.metafields.")?;
    let (_, key) = path.split_once('.')?;
    Some(attribute_name(&key.replace('_', "-"))).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::metafield;

    #[test]
    fn fields_of_the_merchant_s_own_have_the_names_of_their_keys() {
        assert_eq!(metafield("fabric (product.metafields.custom.made_of)").as_deref(), Some("made-of"));
        assert_eq!(metafield("colour (product.metafields.shopify.color-pattern)").as_deref(), Some("color-pattern"));
        assert_eq!(metafield("price (variant.metafields.custom.x)"), None);
        assert_eq!(metafield("tags"), None);
    }
}
