//! Things as they come from the potter's wheel or the lathe: a profile, mirrored, with light from the left.

use super::canvas::{Canvas, Path};
use super::colour::Colour;

/// How round an ellipse looks from where the shopper stands: height over width.
pub(super) const TILT: f32 = 0.15;

/// Half the outline of a turned thing: radius and height on the sheet, from the top down.
pub(super) type Profile<'a> = &'a [(f32, f32)];

/// A closed outline around the profile; two points make a straight side, more a smooth one.
pub(super) fn outline(middle: f32, profile: Profile<'_>) -> Path {
    let (Some(top), Some(bottom)) = (profile.first(), profile.last()) else {
        return Path::default();
    };
    let left: Vec<(f32, f32)> = profile.iter().map(|(radius, y)| (middle - radius, *y)).collect();
    let right: Vec<(f32, f32)> = profile.iter().rev().map(|(radius, y)| (middle + radius, *y)).collect();
    let path = smooth(Path::from(left[0]), &left);
    let path = path.arc((bottom.0, bottom.0 * TILT), 0, right[0]);
    let path = smooth(path, &right);
    path.arc((top.0, top.0 * TILT), 0, left[0]).closed()
}

/// A turned thing in one colour.
pub(super) fn solid(canvas: &mut Canvas, middle: f32, colour: Colour, profile: Profile<'_>) {
    let fill = canvas.round(colour);
    canvas.path(fill, outline(middle, profile));
}

/// The opening at the top of a pot: the rim's edge, and the dark inside.
pub(super) fn mouth(canvas: &mut Canvas, middle: f32, colour: Colour, (radius, y): (f32, f32), thick: f32) {
    let inside = canvas.across(&[(0, colour.darker(0.62)), (100, colour.darker(0.3))]);
    canvas.ellipse(colour.lighter(0.22), (middle, y), (radius, radius * TILT));
    canvas.ellipse(inside, (middle, y + thick * 0.25), (radius - thick, (radius - thick) * TILT));
}

/// What a thing throws on the sill: a soft shadow to its right.
pub(super) fn shadow(canvas: &mut Canvas, (middle, y): (f32, f32), radius: f32) {
    let fill = canvas.soft(Colour(24, 38, 42), 0.4);
    let high = (radius * 0.2).min(19.0);
    canvas.ellipse(&fill, (middle + radius * 0.26, y + 2.0), (radius * 1.45, high));
    canvas.ellipse(fill, (middle + radius * 0.05, y + 4.0), (radius * 1.08, high * 0.8));
}

fn smooth(mut path: Path, points: &[(f32, f32)]) -> Path {
    if let [_, end] = points {
        return path.to(*end);
    }
    for idx in 1..points.len() {
        let at = |idx: usize| points[idx.min(points.len() - 1)];
        let (before, from, to, after) = (at(idx.saturating_sub(2)), at(idx - 1), at(idx), at(idx + 1));
        let one = (from.0 + (to.0 - before.0) / 6.0, from.1 + (to.1 - before.1) / 6.0);
        let two = (to.0 - (after.0 - from.0) / 6.0, to.1 - (after.1 - from.1) / 6.0);
        path = path.curve(one, two, to);
    }
    path
}
