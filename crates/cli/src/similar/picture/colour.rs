//! Which colours a thing has, and how much of each: greys by lightness, the others by hue and lightness. Each pixel counts
//! for the two nearest of each, so that a shade next to another is not a different colour.

use super::background::Cut;
use super::roots_of_shares;

const GREYS: usize = 6;
const HUES: usize = 12;
const SHADES: usize = 3;

/// How many numbers there are.
pub(super) const NUMBERS: usize = GREYS + HUES * SHADES;

/// Colours weaker than the first are grey, and stronger than the second are not.
const GREY: (f32, f32) = (0.02, 0.07);

pub(super) fn describe(cut: &Cut) -> Vec<f32> {
    let mut counts = vec![0.0; NUMBERS];
    for (pixel, _) in cut.pixels.iter().zip(&cut.is_thing).filter(|(_, is_thing)| **is_thing) {
        let [lightness, green_red, blue_yellow] = *pixel;
        let strength = (green_red * green_red + blue_yellow * blue_yellow).sqrt();
        let coloured = ((strength - GREY.0) / (GREY.1 - GREY.0)).clamp(0.0, 1.0);
        for (grey, share) in between(lightness * (GREYS - 1) as f32, GREYS) {
            counts[grey] += (1.0 - coloured) * share;
        }
        if coloured > 0.0 {
            let hue = turn(green_red, blue_yellow) * HUES as f32;
            let (first, share) = (hue as usize, hue - hue.floor());
            for (hue, hue_share) in [(first % HUES, 1.0 - share), ((first + 1) % HUES, share)] {
                for (shade, shade_share) in between(lightness * (SHADES - 1) as f32, SHADES) {
                    counts[GREYS + hue * SHADES + shade] += coloured * hue_share * shade_share;
                }
            }
        }
    }
    roots_of_shares(&counts).collect()
}

/// The two whole numbers around one, and how near it is to each.
fn between(number: f32, n: usize) -> [(usize, f32); 2] {
    let number = number.clamp(0.0, (n - 1) as f32);
    let first = (number as usize).min(n - 2);
    let share = number - first as f32;
    [(first, 1.0 - share), (first + 1, share)]
}

/// The direction of a colour as a part of a whole turn, along the edges of a diamond instead of a circle: that needs no
/// trigonometry.
fn turn(x: f32, y: f32) -> f32 {
    let sum = x.abs() + y.abs();
    let quarter = if sum > 0.0 { y / sum } else { 0.0 };
    let quarters = match (x < 0.0, y < 0.0) {
        (false, false) => quarter,
        (true, _) => 2.0 - quarter,
        (false, true) => 4.0 + quarter,
    };
    (quarters / 4.0).clamp(0.0, 0.999_999)
}
