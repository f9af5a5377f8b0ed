//! The columns of a product table that are attributes. Most are kept by nobody, so they are looked at only until one of
//! their cells says that there is such an attribute.

use super::attributes::{Intake, is_attribute};
use crate::import::table::{Column, Header, Row};

/// The columns that are attributes.
pub(crate) struct Columns {
    /// Those that no row so far has a value in.
    empty: Vec<Column>,
    kept: Vec<Column>,
}

impl Columns {
    pub(crate) fn new(header: &Header) -> Columns {
        let columns = header.names().filter(|name| is_attribute(name)).map(|name| header.column(name));
        Columns { empty: columns.collect(), kept: Vec::new() }
    }

    /// The names and cells of a row that are kept; cells may be empty.
    pub(crate) fn kept<'b>(
        &'b mut self,
        row: &'b Row<'_>,
        intake: &mut Intake,
    ) -> impl Iterator<Item = (&'b str, &'b str)> {
        let Columns { empty, kept } = self;
        empty.retain(|column| {
            let is_empty = row.get(column).is_empty();
            if !is_empty && intake.keeps(&column.name) {
                kept.push(column.clone());
            }
            is_empty
        });
        kept.iter().map(move |column| (&*column.name, row.get(column)))
    }
}
