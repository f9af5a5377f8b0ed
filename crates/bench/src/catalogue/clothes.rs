//! Clothes: products with sizes and colours, several attributes of several values, and links.

use super::Output;
use super::dice::Dice;
use super::links::Line;
use super::measured::{
    CLOTHES, CLOTHES_DESCRIPTIONS, CLOTHES_NAMES, CLOTHES_PRICES, FIT, FLAGS, OFFERS, OFFERS_PER_PRODUCT, SEVERAL,
    Shelf,
};
use super::plan::{Clothes, Product};
use super::row::{Cell, Row};
use super::words::{invented, lengthen, prose, slug};
use std::fmt::Write as _;
use std::io::{self, Write};

const COLOURS: [&str; 12] =
    ["Chalk", "Coal", "Moss", "Brick", "Plum", "Sand", "Sky", "Rust", "Slate", "Lemon", "Teal", "Rose"];
const SIZES: [&str; 5] = ["XS", "S", "M", "L", "XL"];
/// Trousers go by the inch.
const INCHES: [&str; 5] = ["30", "31", "32", "33", "34"];
const EXTRAS: [&str; 12] = [
    "Trail",
    "Everyday",
    "Light",
    "Warm",
    "Long",
    "Short",
    "Ribbed",
    "Quilted",
    "Zipped",
    "Weatherproof",
    "Two-tone",
    "Evening",
];
const VALUES: [&str; 21] = [
    "Linen",
    "Merino",
    "Hemp",
    "Cord",
    "Denim",
    "Felt",
    "Silk",
    "Alpaca",
    "Flannel",
    "Poplin",
    "Jersey",
    "Canvas",
    "Twill",
    "Satin",
    "Suede",
    "Tweed",
    "Velour",
    "Mesh",
    "Down",
    "Rubber",
    "Recycled yarn",
];

/// What a product and its variants share.
struct Shared {
    sku: String,
    name: String,
    categories: String,
    description: String,
    price: u32,
    attribute_set: &'static str,
}

/// The SKUs of the pages.
pub(super) fn pages(stand: &Clothes) -> impl Iterator<Item = String> {
    let code = CLOTHES[stand.department][stand.shelf].code;
    (0..stand.products.len()).map(move |number| sku(code, stand.line, number))
}

/// Writes a category: each product behind its variants, as exports have them.
pub(super) fn write<W: Write>(stand: &Clothes, line: &Line, output: &mut Output<W>) -> io::Result<()> {
    let shelf = &CLOTHES[stand.department][stand.shelf];
    for (number, product) in stand.products.iter().enumerate() {
        let place = [3, stand.line, stand.department, stand.shelf, number];
        let mut dice = Dice::at(output.seed, &place);
        let shared = shared(stand, shelf, number, &mut dice);
        let variants = variants(product, &shared, &mut dice);
        for (size, colour) in &variants {
            variant(&shared, size, colour, &mut output.row);
            output.finish_row()?;
        }
        page(&shared, &variants, stand.line, &mut dice, &mut output.row);
        line.write(output.seed, stand.department, &shared.sku, &mut output.row);
        output.finish_row()?;
    }
    Ok(())
}

fn sku(code: &str, line: usize, number: usize) -> String {
    format!("{code}{line:03}{number:02}")
}

fn shared(stand: &Clothes, shelf: &Shelf, number: usize, dice: &mut Dice) -> Shared {
    // No two products of a line have the same number here, and few of different lines the same name.
    let counted = (stand.line * 2 + stand.department) * 100 + stand.shelf * 16 + number;
    let mut name = invented(counted);
    lengthen(&mut name, &EXTRAS, (dice.spread(&CLOTHES_NAMES) as usize).saturating_sub(shelf.kind.len() + 1), dice);
    name.push(' ');
    name.push_str(shelf.kind);
    let mut categories = format!("Default Category/Clothing/Line {}/{}", stand.line + 1, shelf.path);
    offers(stand.line, &mut categories, dice);
    let mut description = String::new();
    prose(&mut description, dice.spread(&CLOTHES_DESCRIPTIONS) as usize, dice);
    let attribute_set = if shelf.path.contains("Legs") { "Legs" } else { "Tops" };
    let price = dice.spread(&CLOTHES_PRICES);
    Shared { sku: sku(shelf.code, stand.line, number), name, categories, description, price, attribute_set }
}

fn offers(line: usize, categories: &mut String, dice: &mut Dice) {
    let mut weights = OFFERS.map(|(_, weight)| weight);
    let n_offers = dice.drawn(&OFFERS_PER_PRODUCT);
    for _ in 0..n_offers {
        let Some(chosen) = dice.weighted(&weights) else { break };
        weights[chosen] = 0;
        let _ = write!(categories, ",Default Category/Offers/Line {}/{}", line + 1, OFFERS[chosen].0);
    }
    if n_offers > 0 {
        // Who is in an offer is also at the root, in the real catalogue.
        categories.push_str(",Default Category");
    }
}

fn variants(product: &Product, shared: &Shared, dice: &mut Dice) -> Vec<(&'static str, &'static str)> {
    let sizes = if shared.attribute_set == "Legs" { INCHES } else { SIZES };
    let colours = dice.several(product.colours, COLOURS.len());
    let of_size = |size: &'static str| colours.iter().map(move |colour| (size, COLOURS[*colour]));
    sizes.into_iter().take(product.sizes).flat_map(of_size).take(product.n_variants).collect()
}

fn variant(shared: &Shared, size: &str, colour: &str, row: &mut Row) {
    common(shared, row);
    let _ = write!(row.cell(Cell::Sku), "{}-{size}-{colour}", shared.sku);
    let _ = write!(row.cell(Cell::Name), "{}-{size}-{colour}", shared.name);
    slug(&format!("{}-{size}-{colour}", shared.name), row.cell(Cell::UrlKey));
    row.set(Cell::Type, "simple");
    row.set(Cell::Visibility, "Not Visible Individually");
    row.set(Cell::Quantity, "100");
    row.set(Cell::ManageStock, "1");
    row.set(Cell::Weight, "1");
    let _ = write!(row.cell(Cell::Attributes), "has_options=0,required_options=0,size={size},color={colour}");
    picture(shared, colour, row);
}

fn page(shared: &Shared, variants: &[(&str, &str)], line: usize, dice: &mut Dice, row: &mut Row) {
    common(shared, row);
    row.set(Cell::Sku, &shared.sku);
    row.set(Cell::Name, &shared.name);
    slug(&shared.name, row.cell(Cell::UrlKey));
    // Few names are the same, but an address must never be.
    let _ = write!(row.cell(Cell::UrlKey), "-{}", line + 1);
    row.set(Cell::Type, if variants.is_empty() { "simple" } else { "configurable" });
    row.set(Cell::Visibility, "Catalog, Search");
    row.set(Cell::Quantity, "0");
    row.set(Cell::ManageStock, "0");
    for (place, (size, colour)) in variants.iter().enumerate() {
        let bar = if place > 0 { "|" } else { "" };
        let _ =
            write!(row.cell(Cell::Variations), "{bar}sku={}-{size}-{colour},size={size},color={colour}", shared.sku);
    }
    attributes(shared, line, dice, row.cell(Cell::Attributes));
    picture(shared, variants.first().map_or(COLOURS[0], |(_, colour)| colour), row);
}

fn common(shared: &Shared, row: &mut Row) {
    row.set(Cell::AttributeSet, shared.attribute_set);
    row.set(Cell::Categories, &shared.categories);
    row.set(Cell::Description, &shared.description);
    let _ = write!(row.cell(Cell::Price), "{}", shared.price);
}

fn attributes(shared: &Shared, line: usize, dice: &mut Dice, out: &mut String) {
    let _ = write!(out, "has_options=1,required_options=1,line=Line {}", line + 1);
    let of_set = SEVERAL.iter().filter(|(name, ..)| *name != "cut" || shared.attribute_set == "Tops");
    let of_legs = (shared.attribute_set == "Legs").then_some(&FIT);
    for (name, n_values, per_product) in of_set.chain(of_legs) {
        let chosen = dice.drawn(per_product);
        for (place, value) in values(chosen, *n_values, dice).into_iter().enumerate() {
            let before = if place == 0 { format!(",{name}=") } else { "|".to_owned() };
            let _ = write!(out, "{before}{}", VALUES[value]);
        }
    }
    for (name, n_yes) in &FLAGS {
        let _ = write!(out, ",{name}={}", if dice.chance(*n_yes, 147) { "Yes" } else { "No" });
    }
}

/// Some values far more common than others, as in the real ones.
fn values(n: usize, of: usize, dice: &mut Dice) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::with_capacity(n);
    while chosen.len() < n.min(of) {
        let value = dice.place(of).min(dice.place(of));
        if !chosen.contains(&value) {
            chosen.push(value);
        }
    }
    chosen
}

fn picture(shared: &Shared, colour: &str, row: &mut Row) {
    let (sku, colour) = (shared.sku.to_lowercase(), colour.to_lowercase());
    let folder = format!("/{}/{}/{sku}-{colour}", &sku[..1], &sku[1..2]);
    let _ = write!(row.cell(Cell::Image), "{folder}_main.jpg");
    let _ = write!(row.cell(Cell::MoreImages), "{folder}_alt1.jpg,{folder}_back.jpg");
}
