//! Foliage: how plants fill the air above a pot.

use super::Pen;
use super::canvas::{N, Path};
use super::colour::Colour;
use std::f32::consts::{FRAC_PI_2, PI};

/// A dome of leaves.
pub(super) struct Dome {
    /// Where the stems leave the soil.
    pub(super) root: (f32, f32),
    /// How far the dome reaches to either side, and up.
    pub(super) reach: (f32, f32),
    /// Length and width of a leaf.
    pub(super) leaf: (f32, f32),
    /// How many leaves each of the three layers has.
    pub(super) n_leaves: u8,
}

/// A bush: three layers of leaves, the front one lightest, with veins on it.
pub(super) fn bush(pen: &mut Pen<'_>, colour: Colour, dome: &Dome) {
    let heart = (dome.root.0, dome.root.1 - dome.reach.1 * 0.26);
    pen.canvas.ellipse(colour.darker(0.38), heart, (dome.reach.0 * 0.56, dome.reach.1 * 0.34));
    for (tone, low, high) in [(colour.darker(0.38), 0.55, 0.95), (colour, 0.3, 0.8), (colour.lighter(0.2), 0.06, 0.55)]
    {
        let (mut leaves, mut veins) = (Path::default(), Path::default());
        for idx in 0..dome.n_leaves {
            let spread = (f32::from(idx) + pen.dice.between(0.2, 0.8)) / f32::from(dome.n_leaves);
            let turn = (spread - 0.5) * 3.3 - FRAC_PI_2;
            let far = pen.dice.between(low, high);
            let from = (
                dome.root.0 + turn.cos() * dome.reach.0 * far * 0.72,
                dome.root.1 + turn.sin() * dome.reach.1 * far * 0.72,
            );
            let direction = turn + pen.dice.between(-0.5, 0.5);
            let length = dome.leaf.0 * pen.dice.between(0.8, 1.1);
            leaves = leaves.leaf(from, direction, length, dome.leaf.1);
            let tip = (from.0 + direction.cos() * length * 0.7, from.1 + direction.sin() * length * 0.7);
            veins = veins.then((from.0.round(), from.1.round())).to((tip.0.round(), tip.1.round()));
        }
        pen.canvas.path(tone, leaves);
        if low < 0.1 {
            pen.canvas.group("opacity=\".5\"", |canvas| canvas.line(colour.darker(0.25), 1.6, veins));
        }
    }
}

/// Stems that fan out from the soil; says where their tips are.
pub(super) fn stems(
    pen: &mut Pen<'_>,
    colour: Colour,
    root: (f32, f32),
    reach: (f32, f32),
    n_stems: u8,
) -> Vec<(f32, f32)> {
    let mut path = Path::default();
    let mut tips = Vec::new();
    for idx in 0..n_stems {
        let share = f32::from(idx) / f32::from(n_stems.max(2) - 1) * 2.0 - 1.0;
        let tall = reach.1 * (1.0 - share * share * 0.32) * pen.dice.between(0.86, 1.0);
        let tip = (root.0 + share * reach.0 + pen.dice.between(-6.0, 6.0), root.1 - tall);
        let from = (root.0 + share * reach.0 * 0.28, root.1);
        path = path.then(from).bend((from.0, root.1 - tall * 0.6), tip);
        tips.push(tip);
    }
    pen.canvas.line(colour, 3.0, path);
    tips
}

/// Needles along stems, as of rosemary.
pub(super) fn needles(pen: &mut Pen<'_>, colour: Colour, root: (f32, f32), tips: &[(f32, f32)]) {
    for (idx, tip) in tips.iter().enumerate() {
        let mut path = Path::default();
        for step in 1_u8..=6 {
            let share = f32::from(step) / 6.0;
            let x = root.0 + (tip.0 - root.0) * (0.28 + 0.72 * share * share);
            let y = root.1 + (tip.1 - root.1) * share;
            for side in [-1.0, 1.0] {
                path = path.leaf((x, y), -FRAC_PI_2 + side * pen.dice.between(0.45, 0.8), 40.0 - share * 12.0, 8.0);
            }
        }
        pen.canvas.path(if idx % 2 == 0 { colour.darker(0.16) } else { colour.lighter(0.08) }, path);
    }
}

/// Long blades that arch out from one place, as of a grass.
pub(super) fn blades(pen: &mut Pen<'_>, colour: Colour, root: (f32, f32), reach: (f32, f32), n_blades: u8) {
    for tone in [colour.darker(0.3), colour, colour.lighter(0.22)] {
        let mut path = Path::default();
        for idx in 0..n_blades {
            let share = (f32::from(idx) + pen.dice.between(0.1, 0.9)) / f32::from(n_blades) * 2.0 - 1.0;
            let tall = reach.1 * pen.dice.between(0.62, 1.0);
            let tip = (root.0 + share * reach.0, root.1 - tall * (1.0 - share * share * 0.62));
            let bow = (root.0 + share * reach.0 * 0.4, root.1 - tall * 1.04);
            let (x, y) = (root.0 + share * 22.0, root.1);
            path = path.then((x - 3.0, y)).bend(bow, tip).bend((bow.0 + 6.0, bow.1 + 12.0), (x + 4.0, y)).closed();
        }
        pen.canvas.path(tone, path);
    }
}

/// Fern fronds: one frond, stamped again and again.
pub(super) fn fronds(pen: &mut Pen<'_>, colour: Colour, root: (f32, f32), length: f32) {
    let mut leaflets = Path::default();
    for step in 1_u8..=11 {
        let share = f32::from(step) / 12.0;
        let (x, y) = (share * 150.0, share * share * 46.0 - share * 26.0);
        let size = 42.0 * (1.0 - share).powf(0.7) * (0.55 + share).min(1.0) + 6.0;
        for side in [-1.0, 1.0] {
            leaflets = leaflets.leaf((x, y), side * 1.15 + share * 0.5, size, size * 0.24);
        }
    }
    let rib = Path::from((0.0, 0.0)).bend((80.0, -24.0), (150.0, 20.0));
    let frond = format!(
        "<path d=\"{leaflets}\"/><path d=\"{rib}\" fill=\"none\" stroke=\"#173f2e\" stroke-opacity=\".5\" stroke-width=\"2\"/>"
    );
    let id = pen.canvas.shape(&frond);
    let turns = [-172.0, -12.0, -150.0, -32.0, -128.0, -54.0, -106.0, -76.0];
    for (idx, turn) in turns.into_iter().enumerate() {
        let tone = if idx < 4 { colour.darker(0.2) } else { colour.lighter(idx as f32 * 0.03) };
        let scale = length / 150.0 * pen.dice.between(0.86, 1.05);
        let flip = turn < -90.0;
        pen.canvas.group(
            &format!("transform=\"translate({} {}){}\"", N(root.0), N(root.1), if flip { " scale(-1 1)" } else { "" }),
            |canvas| {
                canvas.stamp(&id, tone, (0.0, 0.0), if flip { -180.0 - turn } else { turn }, scale);
            },
        );
    }
}

/// Vines that fall over a pot's rim; says where leaves grew, for flowers to sit.
pub(super) fn vines(pen: &mut Pen<'_>, colour: Colour, rim: (f32, f32, f32), leaf: (f32, f32)) -> Vec<(f32, f32)> {
    let (middle, y, radius) = rim;
    let mut places = Vec::new();
    let (mut cords, mut back, mut front) = (Path::default(), Path::default(), Path::default());
    for (idx, share) in [-1.0_f32, -0.62, -0.24, 0.2, 0.58, 1.0].into_iter().enumerate() {
        let fall = pen.dice.between(70.0, 118.0) * (0.7 + share.abs() * 0.34);
        let out = share * (radius + pen.dice.between(10.0, 34.0));
        let end = (middle + out, y + fall);
        cords = cords.then((middle + share * radius * 0.6, y - 10.0)).bend((middle + out * 1.08, y - 18.0), end);
        for step in 0_u8..5 {
            let along = f32::from(step) / 4.0;
            let curve = along * along;
            let x =
                middle + share * radius * 0.6 + (out - share * radius * 0.6) * (1.0 - (1.0 - along) * (1.0 - along));
            let at = (x, y - 14.0 + (fall + 10.0) * curve);
            let side = if step % 2 == 0 { 0.6 } else { PI - 0.6 };
            let turn = side + pen.dice.between(-0.5, 0.5);
            places.push(at);
            if idx % 2 == 0 {
                back = back.leaf(at, turn, leaf.0, leaf.1);
            } else {
                front = front.leaf(at, turn, leaf.0, leaf.1);
            }
        }
    }
    pen.canvas.line(colour.darker(0.4), 2.4, cords);
    pen.canvas.path(colour.darker(0.16), back);
    pen.canvas.path(colour.lighter(0.12), front);
    places
}

/// A flower with petals around an eye, kept aside for stamping.
pub(super) fn flower(pen: &mut Pen<'_>, petals: u8, petal: (f32, f32), eye: Colour) -> String {
    let mut path = Path::default();
    for idx in 0..petals {
        path = path.leaf((0.0, 0.0), f32::from(idx) / f32::from(petals) * 2.0 * PI, petal.0, petal.1);
    }
    let radius = N(petal.0 * 0.28);
    pen.canvas.shape(&format!("<path d=\"{path}\"/><circle r=\"{radius}\" fill=\"{eye}\"/>"))
}
