//! One row of Magento's import format: which columns there are, and what stands in those that no two rows differ in.

use std::io::{self, Write};

/// A cell that differs between rows.
#[derive(Clone, Copy)]
pub(super) enum Cell {
    Sku,
    AttributeSet,
    Type,
    Categories,
    Name,
    Description,
    Weight,
    Visibility,
    Price,
    UrlKey,
    Image,
    Attributes,
    Quantity,
    ManageStock,
    Related,
    CrossSell,
    UpSell,
    Variations,
    MoreImages,
    BundleValues,
    Associated,
}

const N_CELLS: usize = Cell::Associated as usize + 1;

/// What a column holds.
enum Holds {
    Own(Cell),
    Always(&'static str),
}
use Holds::{Always, Own};

/// The columns, named and ordered as Magento exports them.
const COLUMNS: [(&str, Holds); 81] = [
    ("sku", Own(Cell::Sku)),
    ("store_view_code", Always("")),
    ("attribute_set_code", Own(Cell::AttributeSet)),
    ("product_type", Own(Cell::Type)),
    ("categories", Own(Cell::Categories)),
    ("product_websites", Always("base")),
    ("name", Own(Cell::Name)),
    ("description", Own(Cell::Description)),
    ("short_description", Always("")),
    ("weight", Own(Cell::Weight)),
    ("product_online", Always("1")),
    ("tax_class_name", Always("Taxable Goods")),
    ("visibility", Own(Cell::Visibility)),
    ("price", Own(Cell::Price)),
    ("special_price", Always("")),
    ("special_price_from_date", Always("")),
    ("special_price_to_date", Always("")),
    ("url_key", Own(Cell::UrlKey)),
    ("meta_title", Always("")),
    ("meta_keywords", Always("")),
    ("meta_description", Always("")),
    ("base_image", Own(Cell::Image)),
    ("base_image_label", Always("")),
    ("small_image", Own(Cell::Image)),
    ("small_image_label", Always("")),
    ("thumbnail_image", Own(Cell::Image)),
    ("thumbnail_image_label", Always("")),
    ("created_at", Always("")),
    ("updated_at", Always("")),
    ("new_from_date", Always("")),
    ("new_to_date", Always("")),
    ("display_product_options_in", Always("")),
    ("map_price", Always("")),
    ("msrp_price", Always("")),
    ("map_enabled", Always("")),
    ("gift_message_available", Always("")),
    ("custom_design", Always("")),
    ("custom_design_from", Always("")),
    ("custom_design_to", Always("")),
    ("custom_layout_update", Always("")),
    ("page_layout", Always("")),
    ("product_options_container", Always("")),
    ("msrp_display_actual_price_type", Always("")),
    ("country_of_manufacture", Always("")),
    ("additional_attributes", Own(Cell::Attributes)),
    ("qty", Own(Cell::Quantity)),
    ("out_of_stock_qty", Always("0")),
    ("use_config_min_qty", Always("1")),
    ("is_qty_decimal", Always("0")),
    ("allow_backorders", Always("0")),
    ("use_config_backorders", Always("1")),
    ("min_cart_qty", Always("1")),
    ("use_config_min_sale_qty", Always("1")),
    ("max_cart_qty", Always("0")),
    ("use_config_max_sale_qty", Always("1")),
    ("is_in_stock", Always("1")),
    ("notify_on_stock_below", Always("")),
    ("use_config_notify_stock_qty", Always("1")),
    ("manage_stock", Own(Cell::ManageStock)),
    ("use_config_manage_stock", Always("1")),
    ("use_config_qty_increments", Always("1")),
    ("qty_increments", Always("0")),
    ("use_config_enable_qty_inc", Always("1")),
    ("enable_qty_increments", Always("0")),
    ("is_decimal_divided", Always("0")),
    ("website_id", Always("1")),
    ("related_skus", Own(Cell::Related)),
    ("related_position", Always("")),
    ("crosssell_skus", Own(Cell::CrossSell)),
    ("crosssell_position", Always("")),
    ("upsell_skus", Own(Cell::UpSell)),
    ("upsell_position", Always("")),
    ("additional_images", Own(Cell::MoreImages)),
    ("bundle_price_type", Always("")),
    ("bundle_sku_type", Always("")),
    ("bundle_price_view", Always("")),
    ("bundle_values", Own(Cell::BundleValues)),
    ("configurable_variations", Own(Cell::Variations)),
    ("configurable_variation_prices", Always("")),
    ("configurable_variation_labels", Always("")),
    ("associated_skus", Own(Cell::Associated)),
];

/// A row that is being filled in.
#[derive(Default)]
pub(super) struct Row {
    cells: [String; N_CELLS],
}

impl Row {
    /// The text of a cell, to write into.
    pub(super) fn cell(&mut self, cell: Cell) -> &mut String {
        &mut self.cells[cell as usize]
    }

    /// Fills a cell.
    pub(super) fn set(&mut self, cell: Cell, text: &str) {
        self.cell(cell).push_str(text);
    }

    /// Writes the row, and empties it for the next one.
    pub(super) fn finish<W: Write>(&mut self, out: &mut csv::Writer<W>) -> io::Result<()> {
        for (_, holds) in &COLUMNS {
            match holds {
                Own(cell) => out.write_field(&self.cells[*cell as usize])?,
                Always(text) => out.write_field(text)?,
            }
        }
        out.write_record(None::<&[u8]>)?;
        self.cells.iter_mut().for_each(String::clear);
        Ok(())
    }
}

/// Writes the names of the columns.
pub(super) fn header<W: Write>(out: &mut csv::Writer<W>) -> io::Result<()> {
    out.write_record(COLUMNS.iter().map(|(name, _)| name))?;
    Ok(())
}
