//! A catalogue of any size, as Magento exports it: invented by chance from a seed, with the category sizes, the
//! attributes and the links of [real ones](measured).
//!
//! The same seed gives the same bytes on every machine. Rows are written as they are drawn; none is kept.

mod clothes;
mod devices;
pub(crate) mod dice;
mod gear;
mod links;
mod measured;
mod plan;
mod row;
#[cfg(test)]
mod tests;
mod visits;
mod words;

use dice::Dice;
use links::Line;
use plan::Stand;
use row::Row;
use std::io::{self, Write};

pub use visits::{embeddings, visits};

/// The rules that go with every catalogue.
pub const RULES: &str = include_str!("../data/rules.toml");
/// Settings of the units, and the types of attributes, for every catalogue.
pub const SETTINGS: &str = include_str!("../data/settings.json");

/// Where the rows go.
struct Output<W: Write> {
    seed: u64,
    row: Row,
    csv: csv::Writer<W>,
}

impl<W: Write> Output<W> {
    fn finish_row(&mut self) -> io::Result<()> {
        self.row.finish(&mut self.csv)
    }
}

/// Writes a catalogue of so many rows, each of which is an SKU.
///
/// # Errors
///
/// When it cannot be written.
pub fn write(n_rows: usize, seed: u64, out: impl Write) -> io::Result<()> {
    let plan = plan::plan(n_rows);
    let mut output = Output { seed, row: Row::default(), csv: csv::Writer::from_writer(out) };
    row::header(&mut output.csv)?;
    let mut line: Option<Line> = None;
    for stand in &plan {
        match stand {
            Stand::Devices(stand) => devices::write(stand, &mut output)?,
            Stand::Gear(stand) => gear::write(stand, line_of(&mut line, seed, stand.line, &plan), &mut output)?,
            Stand::Clothes(stand) => clothes::write(stand, line_of(&mut line, seed, stand.line, &plan), &mut output)?,
        }
    }
    output.csv.flush()
}

/// The SKUs of some pages from all over the catalogue of so many rows; a page may come twice.
pub fn sample(n_rows: usize, n_pages: usize, seed: u64) -> Vec<String> {
    let plan = plan::plan(n_rows);
    let n_of_stand: Vec<usize> = plan.iter().map(Stand::n_pages).collect();
    let n_all: usize = n_of_stand.iter().sum();
    let mut dice = Dice::at(seed, &[6]);
    let page = |mut number: usize| {
        for (stand, n_pages) in plan.iter().zip(&n_of_stand) {
            match number.checked_sub(*n_pages) {
                Some(left) => number = left,
                None => return stand_page(stand, number),
            }
        }
        None
    };
    (0..n_pages).filter_map(|_| page(dice.place(n_all))).collect()
}

fn stand_page(stand: &Stand, number: usize) -> Option<String> {
    match stand {
        Stand::Gear(stand) => gear::pages(stand).nth(number),
        Stand::Clothes(stand) => clothes::pages(stand).nth(number),
        Stand::Devices(stand) => Some(devices::sku(stand.first + number)),
    }
}

/// The line of that number; the one before it is done with.
fn line_of<'a>(line: &'a mut Option<Line>, seed: u64, number: usize, plan: &[Stand]) -> &'a Line {
    if line.as_ref().is_some_and(|line| !line.is(number)) {
        *line = None;
    }
    line.get_or_insert_with(|| Line::of(seed, number, plan))
}
