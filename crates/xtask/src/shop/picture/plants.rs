//! Plants, each in its pot: the tint is the plant's, the accent the pot's.

use super::canvas::Path;
use super::colour::{Colour, Tint};
use super::leaves::{Dome, blades, bush, flower, fronds, needles, stems, vines};
use super::turned::outline;
use super::{MIDDLE, Pen, pots};
use std::fmt::Write;

/// Where the soil of the usual pot is.
const SOIL: (f32, f32) = (MIDDLE, 316.0);

/// The usual pot, in the accent.
fn pot(pen: &mut Pen<'_>) {
    sized_pot(pen, 148.0, 124.0);
}

fn sized_pot(pen: &mut Pen<'_>, width: f32, height: f32) {
    let plant = std::mem::replace(&mut pen.tint, pen.accent);
    pots::rim_pot(pen, width, height);
    pen.tint = plant;
}

/// A leafy herb, with leaves of that length and width.
pub(super) fn herb(pen: &mut Pen<'_>, leaf: (f32, f32), n_leaves: u8) {
    pot(pen);
    stems(pen, pen.tint.darker(0.3), SOIL, (56.0, 130.0), 5);
    bush(pen, pen.tint, &Dome { root: (MIDDLE, 306.0), reach: (118.0, 170.0), leaf, n_leaves });
}

pub(super) fn rosemary(pen: &mut Pen<'_>) {
    pot(pen);
    let tips = stems(pen, Colour(112, 92, 66), SOIL, (92.0, 218.0), 7);
    needles(pen, pen.tint, SOIL, &tips);
}

/// Long single leaves that stand up, as of sorrel.
pub(super) fn sorrel(pen: &mut Pen<'_>) {
    pot(pen);
    for (tone, n_leaves, tall) in
        [(pen.tint.darker(0.3), 7_u8, 178.0), (pen.tint, 6, 150.0), (pen.tint.lighter(0.2), 4, 116.0)]
    {
        let (mut leaves, mut ribs) = (Path::default(), Path::default());
        for idx in 0..n_leaves {
            let share = (f32::from(idx) + 0.5) / f32::from(n_leaves) * 2.0 - 1.0;
            let turn = share * 0.95 - 1.57 + pen.dice.between(-0.1, 0.1);
            let from = (MIDDLE + share * 30.0 + turn.cos() * 30.0, 306.0 + turn.sin() * 30.0);
            let length = tall * pen.dice.between(0.84, 1.0);
            leaves = leaves.leaf(from, turn, length, 38.0);
            ribs = ribs
                .then((MIDDLE + share * 24.0, 316.0))
                .to((from.0 + turn.cos() * length * 0.72, from.1 + turn.sin() * length * 0.72));
        }
        pen.canvas.path(tone, leaves);
        pen.canvas.line(Colour(176, 66, 62), 2.2, ribs);
    }
}

/// Thyme, ivy or lobelia: cushions that fall over the rim, with or without flowers.
pub(super) fn trailing(pen: &mut Pen<'_>, leaf: (f32, f32), bloom: Option<Tint>) {
    let green = if bloom.is_some() { Tint::Leaf.colour() } else { pen.tint };
    pot(pen);
    bush(
        pen,
        green,
        &Dome { root: (MIDDLE, 312.0), reach: (96.0, 84.0), leaf: (leaf.0 * 1.3, leaf.1 * 1.3), n_leaves: 10 },
    );
    let places = vines(pen, green, (MIDDLE, 312.0, 84.0), leaf);
    if let Some(eye) = bloom {
        let id = flower(pen, 5, (11.0, 7.0), eye.colour());
        for (x, y) in places.into_iter().step_by(3) {
            let (turn, tone) = (pen.dice.between(0.0, 70.0), pen.tint.lighter(pen.dice.between(0.0, 0.25)));
            pen.canvas.stamp(&id, tone, (x, y), turn, 1.0);
        }
    }
}

pub(super) fn lavender(pen: &mut Pen<'_>) {
    pot(pen);
    blades(pen, Tint::Silver.colour(), SOIL, (104.0, 126.0), 9);
    let tips = stems(pen, Colour(112, 142, 110), SOIL, (104.0, 232.0), 9);
    let buds = (0_u8..5).fold(Path::default(), |buds, step| {
        let (y, size) = (44.0 - f32::from(step) * 12.0, 16.0 - f32::from(step) * 1.4);
        buds.leaf((0.0, y), -2.5, size, 9.0).leaf((0.0, y), -0.64, size, 9.0).leaf((0.0, y), -1.57, size, 8.0)
    });
    let spike = pen.canvas.shape(&format!("<path d=\"{buds}\"/>"));
    for (idx, (x, y)) in tips.into_iter().enumerate() {
        let tone = if idx % 2 == 0 { pen.tint } else { pen.tint.lighter(0.2) };
        pen.canvas.stamp(&spike, tone, (x - (x - MIDDLE) * 0.06, y), (x - MIDDLE) * 0.12, 1.0);
    }
}

/// Round leaves under balls of blossom.
pub(super) fn pelargonium(pen: &mut Pen<'_>) {
    pot(pen);
    let tips = stems(pen, Tint::Moss.colour(), SOIL, (86.0, 196.0), 5);
    bush(
        pen,
        Tint::Leaf.colour(),
        &Dome { root: (MIDDLE, 312.0), reach: (112.0, 104.0), leaf: (44.0, 40.0), n_leaves: 10 },
    );
    let id = flower(pen, 5, (14.0, 11.0), pen.tint.darker(0.4));
    let mut ball = format!("<circle r=\"22\" fill=\"{}\"/><use href=\"#{id}\"/>", pen.tint.darker(0.18));
    for (x, y) in [(16, 7), (1, 17), (-14, 10), (-15, -8), (-2, -17), (14, -9)] {
        let _ = write!(ball, "<use href=\"#{id}\" x=\"{x}\" y=\"{y}\"/>");
    }
    let ball = pen.canvas.shape(&ball);
    for (idx, at) in tips.into_iter().enumerate() {
        let size = pen.dice.between(0.9, 1.2);
        pen.canvas.stamp(&ball, pen.tint.lighter(0.05 + idx as f32 * 0.04), at, 40.0 * idx as f32, size);
    }
}

pub(super) fn daisies(pen: &mut Pen<'_>) {
    pot(pen);
    let tips = stems(pen, Tint::Moss.colour(), SOIL, (108.0, 190.0), 8);
    bush(
        pen,
        Tint::Leaf.colour().mix(Tint::Silver.colour(), 0.3),
        &Dome { root: (MIDDLE, 312.0), reach: (110.0, 110.0), leaf: (40.0, 9.0), n_leaves: 14 },
    );
    let id = flower(pen, 11, (25.0, 7.0), Tint::Lemon.colour());
    for (idx, (x, y)) in tips.into_iter().enumerate() {
        let size = pen.dice.between(0.85, 1.1);
        pen.canvas.stamp(&id, pen.tint, (x, y), 13.0 * idx as f32, size);
    }
}

pub(super) fn fern(pen: &mut Pen<'_>) {
    pot(pen);
    fronds(pen, pen.tint, (MIDDLE, 304.0), 172.0);
}

pub(super) fn grass(pen: &mut Pen<'_>) {
    pot(pen);
    blades(pen, pen.tint, SOIL, (148.0, 208.0), 13);
}

/// House leeks: rosettes in a shallow pan.
pub(super) fn rosettes(pen: &mut Pen<'_>) {
    sized_pot(pen, 216.0, 84.0);
    let mut rosette = String::new();
    for (ring, n_petals) in [10_u8, 10, 6].into_iter().enumerate() {
        let share = 1.0 - ring as f32 * 0.27;
        let petals = (0..n_petals).fold(Path::default(), |petals, idx| {
            let turn = (f32::from(idx) + ring as f32 * 0.5) / f32::from(n_petals) * std::f32::consts::TAU;
            let long = 60.0 * share * (0.74 + 0.26 * turn.cos().abs());
            petals.leaf((0.0, 0.0), turn, long, long * 0.46)
        });
        let tone = pen.tint.mix(Colour(168, 78, 92), 0.34 - ring as f32 * 0.16);
        let tone = if ring == 0 { tone.darker(0.2) } else { tone.lighter(ring as f32 * 0.12) };
        let _ = write!(rosette, "<path fill=\"{tone}\" d=\"{petals}\"/>");
    }
    let rosette = pen.canvas.shape(&rosette);
    for (x, y, size) in
        [(132.0, 346.0, 0.76), (268.0, 344.0, 0.8), (160.0, 316.0, 0.56), (246.0, 318.0, 0.56), (200.0, 338.0, 1.1)]
    {
        pen.canvas.stamp(&rosette, pen.tint, (x, y), 0.0, size);
    }
}

/// A little tree: a bare trunk, a round crown, and fruit where it has any.
pub(super) fn tree(pen: &mut Pen<'_>, leaf: (f32, f32), fruit: Option<Tint>) {
    sized_pot(pen, 160.0, 116.0);
    let trunk = Path::from((192.0, 326.0))
        .bend((204.0, 260.0), (194.0, 180.0))
        .to((206.0, 180.0))
        .bend((212.0, 260.0), (208.0, 326.0))
        .closed();
    pen.canvas.path("#7a6248", trunk);
    let middle = (MIDDLE, 146.0);
    let dark = pen.tint.darker(0.36);
    pen.canvas.disc(dark, middle, 74.0);
    for (tone, radius, n_leaves) in [(dark, 84.0, 20_u8), (pen.tint, 76.0, 24), (pen.tint.lighter(0.24), 62.0, 16)] {
        let mut leaves = Path::default();
        for idx in 0..n_leaves {
            let turn = (f32::from(idx) + pen.dice.between(0.0, 0.8)) / f32::from(n_leaves) * std::f32::consts::TAU;
            let far = radius * if radius < 80.0 { pen.dice.between(0.1, 0.85) } else { 0.8 };
            let from = (middle.0 - 4.0 + turn.cos() * far, middle.1 - 4.0 + turn.sin() * far);
            leaves = leaves.leaf(from, turn + pen.dice.between(-1.4, 1.4), leaf.0, leaf.1);
        }
        pen.canvas.path(tone, leaves);
    }
    for idx in 0_u8..if fruit.is_some() { 9 } else { 0 } {
        let (turn, reach) = (f32::from(idx) * 2.4, 24.0 + f32::from(idx) * 6.4);
        let at = (middle.0 + turn.cos() * reach, middle.1 + 8.0 + turn.sin() * reach);
        let fill = pen.canvas.ball(fruit.unwrap_or_default().colour());
        pen.canvas.disc(fill, at, 12.0);
    }
}

/// Strawberry or tomato: leaves above, fruit hanging over the rim.
pub(super) fn fruiting(pen: &mut Pen<'_>, leaf: (f32, f32), fruit: f32) {
    pot(pen);
    bush(pen, Tint::Leaf.colour(), &Dome { root: (MIDDLE, 308.0), reach: (118.0, 132.0), leaf, n_leaves: 11 });
    let stalks = [(118.0, 352.0), (146.0, 384.0), (178.0, 346.0), (226.0, 372.0), (262.0, 346.0), (286.0, 392.0)];
    let mut path = Path::default();
    for (x, y) in stalks {
        path = path.then((MIDDLE + (x - MIDDLE) * 0.5, 306.0)).bend((x, 296.0), (x, y - fruit));
    }
    pen.canvas.line(Tint::Moss.colour(), 2.6, path);
    let long = if leaf.1 > 24.0 { fruit * 1.25 } else { fruit };
    let cap =
        [0.3, 1.1, 2.0, 2.8].into_iter().fold(Path::default(), |cap, turn| cap.leaf((0.0, -long), turn, 11.0, 4.0));
    let green = Tint::Leaf.colour().darker(0.2);
    let berry = format!("<ellipse rx=\"{fruit}\" ry=\"{long:.0}\"/><path fill=\"{green}\" d=\"{cap}\"/>");
    let (berry, ripe) = (pen.canvas.shape(&berry), pen.canvas.ball(pen.tint));
    for (idx, at) in stalks.into_iter().enumerate() {
        pen.canvas.stamp(&berry, if idx == 2 { "#d8c46a" } else { &ripe }, at, 0.0, 1.0);
    }
}

/// A climber on a hoop or a fan, with flowers.
pub(super) fn climber(pen: &mut Pen<'_>, petals: u8, petal: (f32, f32)) {
    let cane = Path::from((164.0, 316.0)).curve((60.0, 240.0), (96.0, 62.0), (200.0, 62.0)).curve(
        (304.0, 62.0),
        (340.0, 240.0),
        (236.0, 316.0),
    );
    pen.canvas.line("#9b7a4e", 5.0, cane);
    let mut leaves = [Path::default(), Path::default()];
    let mut places = Vec::new();
    for idx in 0_u8..26 {
        let turn = f32::from(idx) / 26.0 * 5.0 + 2.2;
        let wave = (f32::from(idx) * 1.9).sin() * 12.0;
        let at = (MIDDLE + turn.cos() * (96.0 + wave), 178.0 + turn.sin() * (116.0 + wave));
        let side = usize::from(idx % 2);
        leaves[side] =
            std::mem::take(&mut leaves[side]).leaf(at, turn + if side == 0 { 1.2 } else { -1.9 }, 42.0, 15.0);
        if idx % 2 == 0 {
            places.push(at);
        }
    }
    let [back, front] = leaves;
    pen.canvas.path(Tint::Fern.colour(), back);
    pen.canvas.path(Tint::Leaf.colour(), front);
    let id = flower(pen, petals, petal, Tint::Lemon.colour());
    for (idx, at) in places.into_iter().enumerate() {
        let size = pen.dice.between(0.8, 1.15);
        pen.canvas.stamp(&id, pen.tint, at, 31.0 * idx as f32, size);
    }
    pot(pen);
    let earth = outline(MIDDLE, &[(62.0, 308.0), (62.0, 309.0)]);
    pen.canvas.path("#4b3a2c", earth);
}
