//! The columns that every product table of Magento may have, found once for all rows of a table: a row asks for dozens of
//! cells, and a table has millions of rows.

use crate::import::table::{Column, Header, Row};
use kindred_core::link::Relation;

/// What a cell is asked for by: the name of its column, or the column itself where somebody has found it.
pub(crate) trait Name: Copy {
    /// The name, for messages.
    fn name(&self) -> &str;

    /// The text of the cell, trimmed.
    fn text<'a>(self, row: &Row<'a>) -> &'a str;
}

impl Name for &str {
    fn name(&self) -> &str {
        self
    }

    fn text<'a>(self, row: &Row<'a>) -> &'a str {
        row.cell(self)
    }
}

impl Name for &Column {
    fn name(&self) -> &str {
        &self.name
    }

    fn text<'a>(self, row: &Row<'a>) -> &'a str {
        row.get(self)
    }
}

macro_rules! known {
    ($($field:ident),+ $(,)?) => {
        /// Columns by their names, whether or not the table has them.
        pub(crate) struct Known {
            $(pub(crate) $field: Column,)+
            /// Those of links, and of their positions (reference, section 6.1).
            pub(crate) links: [(Relation, Column, Column); 3],
        }

        impl Known {
            /// Those of a table.
            pub(crate) fn of(header: &Header) -> Known {
                let links = |relation, skus, positions| (relation, header.column(skus), header.column(positions));
                Known {
                    $($field: header.column(stringify!($field)),)+
                    links: [
                        links(Relation::Related, "related_skus", "related_position"),
                        links(Relation::UpSell, "upsell_skus", "upsell_position"),
                        links(Relation::CrossSell, "crosssell_skus", "crosssell_position"),
                    ],
                }
            }
        }
    };
}

known! {
    additional_attributes,
    additional_images,
    associated_skus,
    attribute_set_code,
    base_image,
    bundle_values,
    categories,
    configurable_variations,
    custom_options,
    description,
    is_in_stock,
    min_cart_qty,
    msrp_price,
    name,
    price,
    product_online,
    product_type,
    qty,
    rating_summary,
    reviews_count,
    sku,
    small_image,
    special_price,
    special_price_to_date,
    special_to_date,
    status,
    store_view_code,
    thumbnail_image,
    url_key,
    use_config_min_sale_qty,
    visibility,
}
