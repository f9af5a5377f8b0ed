//! What the surface of a thing is like, at two scales: local binary patterns (which of a pixel's eight neighbours are
//! lighter than it), as many kinds as stay apart however the picture is turned, and how strong its small contrasts are.

use super::background::Cut;
use super::{of_length, roots_of_shares};

/// Nine uniform patterns by the number of lighter neighbours, and all others together.
const PATTERNS: usize = 10;
const CONTRASTS: usize = 6;
const SCALES: usize = 2;

/// How many numbers there are.
pub(super) const NUMBERS: usize = SCALES * PATTERNS + CONTRASTS;

/// Lighter by less is as light: a packed picture has grain of its own.
const GRAIN: f32 = 0.012;

/// The eight neighbours in their order around a pixel.
const AROUND: [(isize, isize); 8] = [(-1, -1), (0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0)];

pub(super) fn describe(cut: &Cut) -> Vec<f32> {
    let mut numbers = Vec::with_capacity(NUMBERS);
    for step in [1, 2] {
        numbers.extend(of_length(patterns(cut, step), 1.0));
    }
    numbers.extend(of_length(contrasts(cut), 1.0));
    numbers
}

fn patterns(cut: &Cut, step: isize) -> Vec<f32> {
    let mut counts = [0.0; PATTERNS];
    for (own, around) in neighbourhoods(cut, step) {
        let is_lighter = around.map(|other| other > own + GRAIN);
        let n_lighter = is_lighter.iter().filter(|is_lighter| **is_lighter).count();
        let n_changes = (0..8).filter(|place| is_lighter[*place] != is_lighter[(place + 1) % 8]).count();
        counts[if n_changes <= 2 { n_lighter } else { PATTERNS - 1 }] += 1.0;
    }
    roots_of_shares(&counts).collect()
}

/// The strength of small contrasts, each twice as strong as the one before.
fn contrasts(cut: &Cut) -> Vec<f32> {
    let mut counts = [0.0; CONTRASTS];
    for (_, around) in neighbourhoods(cut, 1) {
        let (across, down) = (around[3] - around[7], around[5] - around[1]);
        let strength = across * across + down * down;
        let levels = [0.0001, 0.0004, 0.0016, 0.0064, 0.0256];
        counts[levels.iter().filter(|level| strength > **level).count()] += 1.0;
    }
    roots_of_shares(&counts).collect()
}

/// The pixels inside the thing, with those around them.
fn neighbourhoods(cut: &Cut, step: isize) -> impl Iterator<Item = (f32, [f32; 8])> {
    (0..cut.width * cut.height).filter_map(move |place| {
        let (x, y) = (place % cut.width, place / cut.width);
        let own = cut.lightness(x, y)?;
        let mut around = [0.0; 8];
        for (other, (across, down)) in around.iter_mut().zip(AROUND) {
            let x = x.checked_add_signed(across * step).filter(|x| *x < cut.width)?;
            let y = y.checked_add_signed(down * step).filter(|y| *y < cut.height)?;
            *other = cut.lightness(x, y)?;
        }
        Some((own, around))
    })
}
