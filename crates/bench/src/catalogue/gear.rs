//! Gear: simple products that go with clothes, a bundle and a grouped product of parts that have no page.

use super::Output;
use super::dice::Dice;
use super::links::{GEAR_DEPARTMENT, Line};
use super::measured::{GEAR, GEAR_DESCRIPTIONS, GEAR_PRICES, N_GEAR_PARTS};
use super::plan::Gear;
use super::row::{Cell, Row};
use super::words::{invented, prose, slug};
use std::fmt::Write as _;
use std::io::{self, Write};

const USES: [&str; 8] = ["Running", "Climbing", "Rowing", "Dancing", "Skating", "Walking", "Stretching", "Balance"];

/// The SKUs of the pages.
pub(super) fn pages(stand: &Gear) -> impl Iterator<Item = String> {
    let (shelf, line) = (stand.shelf, stand.line);
    (0..stand.n_products)
        .filter(move |number| !is_part(shelf, *number))
        .map(move |number| sku(GEAR[shelf].2, line, number))
}

/// The SKU of one of them.
pub(super) fn sku(code: &str, line: usize, number: usize) -> String {
    format!("{code}{line:03}{number:02}")
}

fn is_part(shelf: usize, number: usize) -> bool {
    shelf == 0 && number < N_GEAR_PARTS
}

/// Writes a category of gear.
pub(super) fn write<W: Write>(stand: &Gear, line: &Line, output: &mut Output<W>) -> io::Result<()> {
    for number in 0..stand.n_products {
        let sku = one(stand, number, output.seed, &mut output.row);
        if !is_part(stand.shelf, number) {
            line.write(output.seed, GEAR_DEPARTMENT, &sku, &mut output.row);
        }
        output.finish_row()?;
    }
    Ok(())
}

fn one(stand: &Gear, number: usize, seed: u64, row: &mut Row) -> String {
    let mut dice = Dice::at(seed, &[4, stand.line, stand.shelf, number]);
    let (path, kind, code, n_all) = GEAR[stand.shelf];
    let (sku, line) = (sku(code, stand.line, number), stand.line + 1);
    let name =
        format!("{} {} {kind}", invented(500_000 + stand.line * 100 + stand.shelf * 25 + number), dice.one_of(&USES));
    row.set(Cell::Sku, &sku);
    row.set(Cell::Name, &name);
    slug(&format!("{name}-{line}"), row.cell(Cell::UrlKey));
    row.set(Cell::AttributeSet, "Gear");
    let _ = write!(row.cell(Cell::Categories), "Default Category/Gear/Line {line}/{path}");
    let is_bundle = stand.shelf == 0 && number + 2 == n_all;
    let is_group = stand.shelf == 0 && number + 1 == n_all;
    if !is_bundle && !is_group {
        let _ = write!(row.cell(Cell::Price), "{}", dice.spread(&GEAR_PRICES));
    }
    match (is_bundle, is_group, kind) {
        (true, ..) => bundle(code, stand.line, row),
        (_, true, _) => group(code, stand.line, row),
        (.., "Lesson") => row.set(Cell::Type, "downloadable"),
        _ => row.set(Cell::Type, "simple"),
    }
    row.set(
        Cell::Visibility,
        if is_part(stand.shelf, number) { "Not Visible Individually" } else { "Catalog, Search" },
    );
    row.set(Cell::Quantity, "100");
    row.set(Cell::ManageStock, "1");
    prose(row.cell(Cell::Description), dice.spread(&GEAR_DESCRIPTIONS) as usize, &mut dice);
    let uses: Vec<_> = dice.several(3, USES.len()).into_iter().map(|place| USES[place]).collect();
    let required = u8::from(is_bundle);
    let attributes = row.cell(Cell::Attributes);
    let _ = write!(attributes, "has_options={required},required_options={required},line=Line {line},");
    let _ = write!(attributes, "activity={},category_gear={}|{}", uses.join("|"), uses[0], uses[1]);
    let _ = write!(attributes, ",staff_pick={}", if dice.chance(1, 5) { "Yes" } else { "No" });
    let _ = write!(row.cell(Cell::Image), "/g/{}/{}.jpg", code[1..].to_lowercase(), sku.to_lowercase());
    sku
}

/// Four choices: of three parts, of one page, of three parts, of one page.
fn bundle(code: &str, line: usize, row: &mut Row) {
    row.set(Cell::Type, "bundle");
    let choices: [(&str, std::ops::Range<usize>); 4] =
        [("Sphere", 0..3), ("Block", 12..13), ("Strap", 3..6), ("Roll", 13..14)];
    let values = row.cell(Cell::BundleValues);
    for (name, numbers) in choices {
        for number in numbers {
            let bar = if values.is_empty() { "" } else { "|" };
            let sku = sku(code, line, number);
            let _ = write!(values, "{bar}name={name},type=radio,required=1,sku={sku},price=0.0000");
            values.push_str(",default=0,default_qty=1.0000,price_type=fixed");
        }
    }
}

fn group(code: &str, line: usize, row: &mut Row) {
    row.set(Cell::Type, "grouped");
    let parts: Vec<_> = (3..6).map(|number| format!("{}=1.0000", sku(code, line, number))).collect();
    row.set(Cell::Associated, &parts.join(","));
}
