//! The columns of a product table that are attributes. Most are kept by nobody, so they are looked at only until one of
//! their cells says that there is such an attribute.

use super::attributes::{Intake, is_attribute};
use crate::import::table::{Header, Row};

/// The columns that are attributes.
pub(crate) struct Columns<'a> {
    /// Those that no row so far has a value in.
    empty: Vec<&'a str>,
    kept: Vec<&'a str>,
}

impl<'a> Columns<'a> {
    pub(crate) fn new(header: &'a Header) -> Columns<'a> {
        Columns { empty: header.names().filter(|name| is_attribute(name)).collect(), kept: Vec::new() }
    }

    /// The names and cells of a row that are kept; cells may be empty.
    pub(crate) fn kept<'b>(
        &mut self,
        row: &'b Row<'_>,
        intake: &mut Intake,
    ) -> impl Iterator<Item = (&'a str, &'b str)> {
        self.empty.retain(|name| {
            let is_empty = row.cell(name).is_empty();
            if !is_empty && intake.keeps(name) {
                self.kept.push(name);
            }
            is_empty
        });
        self.kept.iter().map(move |name| (*name, row.cell(name)))
    }
}
