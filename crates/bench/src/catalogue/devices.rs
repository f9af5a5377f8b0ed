//! Devices: simple products with many attributes, long descriptions and no links.

use super::Output;
use super::dice::{Dice, scattered};
use super::measured::{DEVICE_NAMES, DEVICE_PRICES, N_BRANDS};
use super::plan::Devices;
use super::row::{Cell, Row};
use super::words::{data_sheet, invented, lengthen, model, slug};
use std::fmt::Write as _;
use std::io::{self, Write};

const EXTRAS: [&str; 14] = [
    "Black",
    "White",
    "Silver",
    "Kit",
    "Plus",
    "Duo",
    "Pro",
    "Mini",
    "with stand",
    "with case",
    "2 pieces",
    "Graphite",
    "Studio edition",
    "for office and home",
];
const UNITS: [&str; 6] = ["CENTIMETER", "WATT", "GRAM", "VOLT", "MINUTE", "DECIBEL"];

/// Writes a family.
pub(super) fn write<W: Write>(stand: &Devices, output: &mut Output<W>) -> io::Result<()> {
    for number in 0..stand.n_products {
        let mut dice = Dice::at(output.seed, &[5, stand.hall, stand.family_idx, number]);
        one(stand, stand.first + number, &mut dice, &mut output.row);
        output.finish_row()?;
    }
    Ok(())
}

/// The SKU of the device of that number.
pub(super) fn sku(number: usize) -> String {
    (10_000_000 + scattered(number, 90_000_000)).to_string()
}

/// The brand of that number in a hall.
fn brand(hall: usize, number: usize) -> String {
    invented(600_000 + hall * N_BRANDS + number)
}

fn one(stand: &Devices, number: usize, dice: &mut Dice, row: &mut Row) {
    let (family, hall) = (stand.family, stand.hall + 1);
    let brand = brand(stand.hall, dice.drawn(family.brands));
    let sku = sku(number);
    let mut name = format!("{brand} {}", model(number));
    lengthen(&mut name, &EXTRAS, dice.spread(&DEVICE_NAMES) as usize, dice);
    slug(&name, row.cell(Cell::UrlKey));
    row.set(Cell::Name, &name);
    row.set(Cell::AttributeSet, family.name);
    row.set(Cell::Type, "simple");
    let categories = row.cell(Cell::Categories);
    if let Some(department) = family.department {
        let _ = write!(categories, "Default Category/Catalogue/Hall {hall}/{}", family.name);
        let _ = write!(categories, ",Default Category/Departments/Hall {hall}/{department},");
    }
    let _ = write!(categories, "Default Category/Brands/{brand}");
    row.set(Cell::Visibility, "Catalog, Search");
    let _ = write!(row.cell(Cell::Price), "{}.{:02}", dice.spread(&DEVICE_PRICES), dice.below(100));
    row.set(Cell::Quantity, "100");
    row.set(Cell::ManageStock, "1");
    data_sheet(row.cell(Cell::Description), dice.spread(&family.descriptions) as usize, dice);
    attributes(stand, &brand, dice, row.cell(Cell::Attributes));
    let _ = write!(row.cell(Cell::Image), "/{}/{}/{sku}.jpg", &sku[..1], &sku[1..2]);
    row.set(Cell::Sku, &sku);
}

fn attributes(stand: &Devices, brand: &str, dice: &mut Dice, out: &mut String) {
    let _ = write!(out, "has_options=0,required_options=0,brand={brand}");
    for (attribute_idx, (name, n_products, n_values, length)) in stand.family.attributes.iter().enumerate() {
        if dice.chance(*n_products, stand.family.n_products as u32) {
            // The first values are the common ones.
            let value = dice.below(*n_values).min(dice.below(*n_values));
            let _ = write!(out, ",{name}=");
            write_value(attribute_idx, value, *length, out);
        }
    }
}

fn write_value(attribute_idx: usize, value: u32, length: u32, out: &mut String) {
    let start = out.len();
    let unit = UNITS[attribute_idx % UNITS.len()];
    let _ = match length {
        0..5 => write!(out, "{}", value + 1),
        10 => write!(out, "{}-{:02}-{:02}", 2005 + value / 336, 1 + value / 28 % 12, 1 + value % 28),
        _ => write!(out, "{} {unit}", value + 10),
    };
    while out.len() + 8 < start + length as usize {
        let _ = write!(out, " / {} {unit}", value * 7 + 30);
    }
}
