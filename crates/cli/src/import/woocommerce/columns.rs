//! The columns of WooCommerce's export, in English.

use crate::import::table::{Column, Header};

/// Where everything stands in one file.
pub(super) struct Columns {
    pub(super) id: Column,
    pub(super) kind: Column,
    pub(super) sku: Column,
    pub(super) name: Column,
    pub(super) published: Column,
    pub(super) featured: Column,
    pub(super) visibility: Column,
    pub(super) short_description: Column,
    pub(super) description: Column,
    pub(super) sale_starts: Column,
    pub(super) sale_ends: Column,
    pub(super) in_stock: Column,
    pub(super) stock: Column,
    pub(super) low_stock: Column,
    pub(super) backorders: Column,
    pub(super) sale_price: Column,
    pub(super) regular_price: Column,
    pub(super) categories: Column,
    pub(super) tags: Column,
    pub(super) brands: Column,
    pub(super) images: Column,
    pub(super) parent: Column,
    pub(super) grouped: Column,
    pub(super) up_sells: Column,
    pub(super) cross_sells: Column,
    /// Name and values.
    pub(super) attributes: Vec<(Column, Column)>,
}

impl Columns {
    /// Whether a table is an export of WooCommerce.
    pub(super) fn are_in(header: &Header) -> bool {
        header.has(&["type", "name", "regular price"]) && (header.has(&["sku"]) || header.has(&["id"]))
    }

    pub(super) fn of(header: &Header) -> Columns {
        let find = |name: &str| header.column(name);
        let attribute =
            |number: usize| (find(&format!("attribute {number} name")), find(&format!("attribute {number} value(s)")));
        Columns {
            id: find("id"),
            kind: find("type"),
            sku: find("sku"),
            name: find("name"),
            published: find("published"),
            featured: find("is featured?"),
            visibility: find("visibility in catalog"),
            short_description: find("short description"),
            description: find("description"),
            sale_starts: find("date sale price starts"),
            sale_ends: find("date sale price ends"),
            in_stock: find("in stock?"),
            stock: find("stock"),
            low_stock: find("low stock amount"),
            backorders: find("backorders allowed?"),
            sale_price: find("sale price"),
            regular_price: find("regular price"),
            categories: find("categories"),
            tags: find("tags"),
            brands: find("brands"),
            images: find("images"),
            parent: find("parent"),
            grouped: find("grouped products"),
            up_sells: find("upsells"),
            cross_sells: find("cross-sells"),
            attributes: (1..).map(attribute).take_while(|(name, _)| name.is_there()).collect(),
        }
    }
}
