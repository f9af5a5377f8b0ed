//! The shop's pictures, drawn by code: each product stands on the same window sill in the same light, coloured by the
//! shop's own paint box. Same sketch and same SKU give the same bytes.

mod blocks;
mod canvas;
mod colour;
mod dice;
mod evening;
mod goods;
mod leaves;
mod motif;
mod packets;
mod plants;
mod pots;
mod print;
mod scene;
mod tools;
mod turned;

pub(crate) use canvas::Canvas;
pub(crate) use colour::{Colour, Tint};
pub(crate) use dice::Dice;
pub(crate) use motif::Motif;

use serde::Deserialize;

/// Width and height of a product's picture.
pub(crate) const SIZE: (u32, u32) = (400, 500);
/// Width and height of the home page's picture.
pub(crate) const HERO_SIZE: (u32, u32) = (1600, 1000);

/// The middle of the sheet.
const MIDDLE: f32 = 200.0;
/// Where things stand on the sill.
const BASE: f32 = 432.0;

/// What to draw for one product.
#[derive(Clone, Copy, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sketch {
    /// The thing itself.
    pub(crate) motif: Motif,
    /// Its main colour.
    #[serde(default)]
    pub(crate) tint: Tint,
    /// The colour of its second part: a plant's pot, a glazed pot's foot, a packet's flower.
    #[serde(default)]
    pub(crate) accent: Tint,
}

/// What a motif draws with.
struct Pen<'a> {
    canvas: &'a mut Canvas,
    tint: Colour,
    accent: Colour,
    dice: Dice,
}

/// The picture of a product.
pub(crate) fn product(sketch: &Sketch, wall: Colour, sku: &str) -> String {
    let mut canvas = Canvas::default();
    scene::sill(&mut canvas, wall);
    thing(&mut canvas, sketch, sku);
    canvas.finish(SIZE.0, SIZE.1)
}

/// The picture of a product that nobody has sketched: a still life of building blocks, arranged by its SKU.
pub(crate) fn unknown(wall: Colour, sku: &str) -> String {
    let mut canvas = Canvas::default();
    scene::sill(&mut canvas, wall);
    blocks::draw(&mut canvas, wall, Dice::of(sku));
    canvas.finish(SIZE.0, SIZE.1)
}

/// The picture on the home page: several things on one long sill.
pub(crate) fn hero(sketches: &[Sketch], wall: Colour) -> String {
    let mut canvas = Canvas::default();
    scene::window(&mut canvas, wall);
    for (place, sketch) in scene::places(sketches.len()).zip(sketches) {
        canvas.group(&place, |canvas| thing(canvas, sketch, &place));
    }
    if sketches.is_empty() {
        for (idx, place) in scene::places(5).enumerate() {
            canvas.group(&place, |canvas| blocks::draw(canvas, wall, Dice::of(&format!("hero {idx}"))));
        }
    }
    canvas.finish(HERO_SIZE.0, HERO_SIZE.1)
}

/// A sill with nothing on it yet but an empty pot.
pub(crate) fn empty(wall: Colour) -> String {
    let sketch = Sketch { motif: Motif::RimPot, tint: Tint::Clay, accent: Tint::Clay };
    product(&sketch, wall, "empty")
}

/// The shop's mark: a leaf on a sill.
pub(crate) fn mark() -> String {
    let mut canvas = Canvas::default();
    scene::mark(&mut canvas);
    canvas.finish(32, 32)
}

fn thing(canvas: &mut Canvas, sketch: &Sketch, seed: &str) {
    let (tint, accent) = (sketch.tint.colour(), sketch.accent.colour());
    sketch.motif.draw(&mut Pen { canvas, tint, accent, dice: Dice::of(seed) });
}

#[cfg(test)]
mod tests;
