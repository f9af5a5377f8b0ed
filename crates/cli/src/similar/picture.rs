//! A product's picture as numbers: what it shows in colour, shape and texture. docs/decisions/similarity.md says what
//! each number is.
//!
//! The same bytes give the same numbers on every machine: no function of the platform's mathematics is used that another
//! platform may round differently.

mod background;
mod colour;
mod open;
mod shape;
mod texture;

use super::settings::VisualSimilarity;
use background::Cut;

pub(crate) use open::{Raster, Refused, open};

/// How many numbers stand for the colour, the shape and the texture of a picture.
pub(super) const PARTS: [usize; 3] = [colour::NUMBERS, shape::NUMBERS, texture::NUMBERS];
/// How many numbers stand for a picture.
pub(crate) const NUMBERS: usize = PARTS[0] + PARTS[1] + PARTS[2];

/// What of the likeness of two pictures says nothing, in thousandths: any two are so much alike.
pub(crate) const UNLIKE: u32 = 620;

/// The numbers of a picture: colour, shape and texture, each as long as its weight says.
pub(crate) fn describe(raster: &Raster, settings: &VisualSimilarity) -> Vec<f32> {
    let cut = Cut::of(raster);
    let parts = [
        (settings.colour_weight, colour::describe(&cut)),
        (settings.shape_weight, shape::describe(&cut)),
        (settings.texture_weight, texture::describe(&cut)),
    ];
    let of_part = |(weight, numbers): (u32, Vec<f32>)| of_length(numbers, (weight as f32).sqrt());
    parts.into_iter().flat_map(of_part).collect()
}

/// Where each number of the mirrored picture is among those of the picture.
pub(crate) fn mirrored() -> Vec<u32> {
    let start = colour::NUMBERS;
    let shape = (0..shape::NUMBERS).map(|number| (start + shape::mirrored(number)) as u32);
    let before = (0..start).map(|number| number as u32);
    let behind = (start + shape::NUMBERS..NUMBERS).map(|number| number as u32);
    before.chain(shape).chain(behind).collect()
}

/// The square roots of shares: their product is large where both have much of the same, and not only where both have very
/// much of one thing.
fn roots_of_shares(counts: &[f32]) -> impl Iterator<Item = f32> {
    let sum: f32 = counts.iter().sum();
    counts.iter().map(move |count| if sum > 0.0 { (count / sum).sqrt() } else { 0.0 })
}

/// Numbers with squares that sum up to that of a length.
fn of_length(mut numbers: Vec<f32>, length: f32) -> Vec<f32> {
    let own = numbers.iter().map(|number| number * number).sum::<f32>().sqrt();
    let factor = if own > 0.0 { length / own } else { 0.0 };
    numbers.iter_mut().for_each(|number| *number *= factor);
    numbers
}
