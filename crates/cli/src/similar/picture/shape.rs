//! What form a thing has: the directions of its edges in each part of its frame, its silhouette, and how far from its
//! middle it reaches. The frame is made square, so that long things are not like round ones.

use super::background::Cut;
use super::{of_length, roots_of_shares};

/// Parts of the frame, across and down.
const CELLS: usize = 4;
const DIRECTIONS: usize = 8;
/// Fields of the silhouette, across and down.
const FIELDS: usize = 8;
const RINGS: usize = 8;
/// The square that the frame is drawn into.
const SIDE: usize = 64;

const EDGES: usize = CELLS * CELLS * DIRECTIONS;
const SILHOUETTE: usize = FIELDS * FIELDS;

/// How many numbers there are.
pub(super) const NUMBERS: usize = EDGES + SILHOUETTE + RINGS;

/// How much edges, silhouette and rings count.
const LENGTHS: [f32; 3] = [0.7, 0.6, 0.4];

/// How much an edge of the silhouette counts, against one inside.
const OUTLINE: f32 = 0.3;

/// Eight directions, of which each stands for the opposite one too: an eighth of half a turn apart.
const AXES: [(f32, f32); DIRECTIONS] = [
    (1.0, 0.0),
    (0.923_879_5, 0.382_683_43),
    (0.707_106_77, 0.707_106_77),
    (0.382_683_43, 0.923_879_5),
    (0.0, 1.0),
    (-0.382_683_43, 0.923_879_5),
    (-0.707_106_77, 0.707_106_77),
    (-0.923_879_5, 0.382_683_43),
];

pub(super) fn describe(cut: &Cut) -> Vec<f32> {
    let square = drawn(cut);
    let parts = [edges(&square), silhouette(&square), rings(&square)];
    let long = |(numbers, length): (Vec<f32>, f32)| of_length(numbers, length);
    parts.into_iter().zip(LENGTHS).flat_map(long).collect()
}

/// Where a number of the picture's mirror image is.
pub(super) fn mirrored(number: usize) -> usize {
    if number < EDGES {
        let (cell, direction) = (number / DIRECTIONS, number % DIRECTIONS);
        let (x, y) = (cell % CELLS, cell / CELLS);
        (y * CELLS + CELLS - 1 - x) * DIRECTIONS + (DIRECTIONS - direction) % DIRECTIONS
    } else if number < EDGES + SILHOUETTE {
        let field = number - EDGES;
        EDGES + field / FIELDS * FIELDS + FIELDS - 1 - field % FIELDS
    } else {
        number
    }
}

/// The thing in the middle of a square; nothing around it.
fn drawn(cut: &Cut) -> Vec<Option<f32>> {
    let [left, right, top, bottom] = cut.frame;
    let (width, height) = (right - left, bottom - top);
    let longest = width.max(height);
    let (margin_x, margin_y) = ((longest - width) / 2, (longest - height) / 2);
    let at = |place: usize| {
        let x = ((place % SIDE) * 2 + 1) * longest / (2 * SIDE);
        let y = ((place / SIDE) * 2 + 1) * longest / (2 * SIDE);
        let (x, y) = (x.checked_sub(margin_x)?, y.checked_sub(margin_y)?);
        (x < width && y < height).then(|| cut.lightness(left + x, top + y)).flatten()
    };
    (0..SIDE * SIDE).map(at).collect()
}

fn edges(square: &[Option<f32>]) -> Vec<f32> {
    let mut counts = vec![0.0; EDGES];
    for place in 0..SIDE * SIDE {
        let (x, y) = (place % SIDE, place / SIDE);
        if x == 0 || y == 0 || x + 1 == SIDE || y + 1 == SIDE {
            continue;
        }
        let step = |before: usize, after: usize| match (square[before], square[after]) {
            (Some(before), Some(after)) => after - before,
            (None, None) => 0.0,
            (None, Some(_)) => -OUTLINE,
            (Some(_), None) => OUTLINE,
        };
        let (across, down) = (step(place - 1, place + 1), step(place - SIDE, place + SIDE));
        let strength = (across * across + down * down).sqrt();
        if strength > 0.0 {
            let cell = y * CELLS / SIDE * CELLS + x * CELLS / SIDE;
            let along: [f32; DIRECTIONS] =
                AXES.map(|(axis_x, axis_y)| ((across * axis_x + down * axis_y).abs() / strength - 0.9).max(0.0));
            let sum: f32 = along.iter().sum();
            let parts = counts[cell * DIRECTIONS..].iter_mut().zip(along);
            parts.for_each(|(count, part)| *count += strength * part / sum);
        }
    }
    roots_of_shares(&counts).collect()
}

/// How much of each field the thing fills.
fn silhouette(square: &[Option<f32>]) -> Vec<f32> {
    let mut counts = vec![0.0; SILHOUETTE];
    for (place, _) in square.iter().enumerate().filter(|(_, pixel)| pixel.is_some()) {
        let (x, y) = (place % SIDE, place / SIDE);
        counts[y * FIELDS / SIDE * FIELDS + x * FIELDS / SIDE] += 1.0;
    }
    counts
}

/// How much of the thing is how far from its middle: the same however it is turned.
fn rings(square: &[Option<f32>]) -> Vec<f32> {
    let places = || {
        square.iter().enumerate().filter(|(_, pixel)| pixel.is_some()).map(|(place, _)| (place % SIDE, place / SIDE))
    };
    let count = places().count().max(1) as f32;
    let (middle_x, middle_y) =
        (places().map(|(x, _)| x as f32).sum::<f32>() / count, places().map(|(_, y)| y as f32).sum::<f32>() / count);
    let distance = |(x, y): (usize, usize)| {
        let (x, y) = (x as f32 - middle_x, y as f32 - middle_y);
        (x * x + y * y).sqrt()
    };
    let furthest = places().map(distance).fold(1.0, f32::max);
    let mut counts = vec![0.0; RINGS];
    places()
        .map(distance)
        .for_each(|distance| counts[((distance / furthest * RINGS as f32) as usize).min(RINGS - 1)] += 1.0);
    roots_of_shares(&counts).collect()
}

#[cfg(test)]
mod tests {
    use super::{NUMBERS, mirrored};

    #[test]
    fn the_mirror_image_of_a_mirror_image_is_the_picture() {
        assert!((0..NUMBERS).all(|number| mirrored(mirrored(number)) == number));
        assert!((0..NUMBERS).any(|number| mirrored(number) != number));
    }
}
