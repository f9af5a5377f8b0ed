//! Pots, planters and what stands under them.

use super::canvas::Path;
use super::colour::Colour;
use super::turned::{TILT, mouth, outline, shadow, solid};
use super::{BASE, MIDDLE, Pen};

/// The classic flowerpot: a tapered body under a straight rim. Width of the rim, height of the whole.
pub(super) fn rim_pot(pen: &mut Pen<'_>, width: f32, height: f32) {
    let (radius, top) = (width / 2.0, BASE - height);
    let rim = (height * 0.19).min(34.0);
    shadow(pen.canvas, (MIDDLE, BASE), radius * 0.72);
    solid(pen.canvas, MIDDLE, pen.tint, &[(radius * 0.88, top + rim), (radius * 0.64, BASE)]);
    let under = outline(MIDDLE, &[(radius * 0.88, top + rim), (radius * 0.86, top + rim + 9.0)]);
    pen.canvas.group("opacity=\".2\"", |canvas| canvas.path("#3a1c10", under));
    solid(pen.canvas, MIDDLE, pen.tint, &[(radius, top), (radius * 0.96, top + rim)]);
    mouth(pen.canvas, MIDDLE, pen.tint, (radius, top), 9.0);
}

pub(super) fn belly_pot(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, BASE), 92.0);
    let profile = [(78.0, 214.0), (82.0, 232.0), (124.0, 300.0), (112.0, 380.0), (70.0, BASE)];
    solid(pen.canvas, MIDDLE, pen.tint, &profile);
    solid(pen.canvas, MIDDLE, pen.tint, &[(88.0, 202.0), (84.0, 218.0)]);
    mouth(pen.canvas, MIDDLE, pen.tint, (88.0, 202.0), 10.0);
}

pub(super) fn half_pan(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, BASE), 118.0);
    solid(pen.canvas, MIDDLE, pen.tint, &[(138.0, 344.0), (104.0, BASE)]);
    solid(pen.canvas, MIDDLE, pen.tint, &[(150.0, 322.0), (145.0, 350.0)]);
    mouth(pen.canvas, MIDDLE, pen.tint, (150.0, 322.0), 11.0);
}

/// A tall jar with pockets for strawberries in its side.
pub(super) fn pocket_jar(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, BASE), 88.0);
    let profile = [(86.0, 160.0), (84.0, 182.0), (112.0, 270.0), (104.0, 360.0), (70.0, BASE)];
    solid(pen.canvas, MIDDLE, pen.tint, &profile);
    mouth(pen.canvas, MIDDLE, pen.tint, (88.0, 158.0), 10.0);
    for (x, y) in [(140.0, 258.0), (216.0, 248.0), (180.0, 330.0), (256.0, 318.0)] {
        let lip = Path::from((x - 26.0, y)).curve((x - 24.0, y + 34.0), (x + 24.0, y + 34.0), (x + 26.0, y)).closed();
        let fill = pen.canvas.round(pen.tint.lighter(0.1));
        pen.canvas.path(fill, lip);
        pen.canvas.ellipse(pen.tint.darker(0.62), (x, y), (26.0, 8.0));
        let mut leaves = Path::default();
        for turn in [-2.3, -1.6, -0.9] {
            leaves = leaves.leaf((x, y + 2.0), turn + pen.dice.between(-0.2, 0.2), 30.0, 15.0);
        }
        pen.canvas.path(Colour(82, 138, 78), leaves);
    }
}

/// A glazed pot whose foot is left raw: the accent shows below the glaze.
pub(super) fn glazed_pot(pen: &mut Pen<'_>, profile: &[(f32, f32)]) {
    let (top, foot) = (profile[0], profile[profile.len() - 1]);
    shadow(pen.canvas, (MIDDLE, BASE), foot.0 * 1.06);
    solid(pen.canvas, MIDDLE, pen.tint, profile);
    let line = foot.1 - 34.0;
    let radius = profile
        .iter()
        .rev()
        .find(|(_, y)| *y <= line)
        .map_or(foot.0, |(radius, y)| radius + (foot.0 - radius) * ((line - y) / (foot.1 - y)));
    let raw = Path::from((MIDDLE - radius - 1.0, line))
        .curve(
            (MIDDLE - radius * 0.5, line + 30.0),
            (MIDDLE - radius * 0.1, line - 2.0),
            (MIDDLE + radius * 0.3, line + 20.0),
        )
        .bend((MIDDLE + radius * 0.8, line + 26.0), (MIDDLE + radius + 1.0, line))
        .to((MIDDLE + foot.0, foot.1))
        .arc((foot.0, foot.0 * TILT), 1, (MIDDLE - foot.0, foot.1))
        .closed();
    let fill = pen.canvas.round(pen.accent);
    pen.canvas.path(fill, raw);
    mouth(pen.canvas, MIDDLE, pen.tint, top, 9.0);
    pen.canvas.group("opacity=\".35\"", |canvas| {
        let glint = Path::from((MIDDLE - top.0 * 0.62, top.1 + 40.0))
            .bend((MIDDLE - top.0 * 0.72, top.1 + 80.0), (MIDDLE - top.0 * 0.6, top.1 + 120.0));
        canvas.line("#fff", 9.0, glint);
    });
}

pub(super) fn footed_planter(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, BASE), 70.0);
    solid(pen.canvas, MIDDLE, pen.tint.darker(0.08), &[(30.0, 372.0), (34.0, 396.0), (62.0, BASE)]);
    let bowl = [(122.0, 236.0), (124.0, 262.0), (104.0, 340.0), (30.0, 382.0)];
    solid(pen.canvas, MIDDLE, pen.tint, &bowl);
    mouth(pen.canvas, MIDDLE, pen.tint, (124.0, 234.0), 10.0);
    pen.canvas.group("opacity=\".3\"", |canvas| {
        canvas.line("#fff", 8.0, Path::from((104.0, 276.0)).bend((108.0, 320.0), (130.0, 346.0)));
    });
}

pub(super) fn speckled_bowl(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, BASE), 84.0);
    let bowl = [(142.0, 300.0), (136.0, 350.0), (104.0, 406.0), (66.0, BASE)];
    solid(pen.canvas, MIDDLE, pen.tint, &bowl);
    let mut specks = Path::default();
    for _ in 0..34 {
        let y = pen.dice.between(326.0, 424.0);
        let reach = 128.0 - (y - 326.0) * 0.5;
        let x = MIDDLE + pen.dice.between(-reach, reach);
        let size = pen.dice.between(1.2, 3.0);
        specks = specks.then((x, y)).to((x + size, y)).to((x + size * 0.6, y + size)).closed();
    }
    pen.canvas.path(pen.accent.darker(0.1), specks);
    mouth(pen.canvas, MIDDLE, pen.tint, (142.0, 300.0), 9.0);
}

pub(super) fn ribbed_pot(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, BASE), 92.0);
    let profile = [(104.0, 248.0), (112.0, 300.0), (106.0, 370.0), (82.0, BASE)];
    solid(pen.canvas, MIDDLE, pen.tint, &profile);
    let mut ribs = Path::default();
    for step in -5_i8..=5 {
        let share = (f32::from(step) / 6.0 * 1.5).sin();
        let dip = (1.0 - share * share).sqrt() * 13.0;
        ribs = ribs.then((MIDDLE + share * 104.0, 252.0 + dip)).curve(
            (MIDDLE + share * 118.0, 310.0 + dip),
            (MIDDLE + share * 110.0, 372.0 + dip),
            (MIDDLE + share * 82.0, 426.0 + dip * 0.7),
        );
    }
    pen.canvas.group("opacity=\".45\"", |canvas| canvas.line(pen.tint.darker(0.4), 2.0, ribs));
    solid(pen.canvas, MIDDLE, pen.tint, &[(108.0, 236.0), (106.0, 254.0)]);
    mouth(pen.canvas, MIDDLE, pen.tint, (108.0, 236.0), 9.0);
}

/// A long box; the hooks are for a railing.
pub(super) fn railing_box(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, BASE - 8.0), 136.0);
    let metal = pen.canvas.across(&[
        (0, pen.tint.lighter(0.3)),
        (30, pen.tint),
        (48, pen.tint.lighter(0.35)),
        (100, pen.tint.darker(0.25)),
    ]);
    for x in [112.0, 288.0] {
        let hook = Path::from((x, 350.0))
            .to((x, 262.0))
            .bend((x, 244.0), (x - 16.0, 244.0))
            .bend((x - 32.0, 244.0), (x - 32.0, 262.0));
        pen.canvas.line(pen.tint.darker(0.35), 7.0, hook);
    }
    let inside = Path::from((52.0, 310.0)).to((76.0, 292.0)).to((324.0, 292.0)).to((348.0, 310.0)).closed();
    pen.canvas.path(pen.tint.darker(0.5), inside);
    let front = Path::from((52.0, 310.0)).to((348.0, 310.0)).to((330.0, BASE)).to((70.0, BASE)).closed();
    pen.canvas.path(&metal, front);
    pen.canvas.line(
        pen.tint.darker(0.3),
        2.0,
        Path::from((62.0, 346.0)).to((338.0, 346.0)).then((60.0, 352.0)).to((337.0, 352.0)),
    );
    pen.canvas.block(metal, (46.0, 303.0), (308.0, 14.0), 7.0);
}

pub(super) fn trough(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, BASE - 8.0), 132.0);
    let clay = pen.canvas.across(&[(0, pen.tint.lighter(0.2)), (40, pen.tint), (100, pen.tint.darker(0.25))]);
    let inside = Path::from((50.0, 322.0)).to((72.0, 304.0)).to((328.0, 304.0)).to((350.0, 322.0)).closed();
    pen.canvas.path(pen.tint.darker(0.55), inside);
    let front = Path::from((58.0, 340.0)).to((342.0, 340.0)).to((322.0, BASE)).to((78.0, BASE)).closed();
    pen.canvas.path(&clay, front);
    pen.canvas.group("opacity=\".22\"", |canvas| {
        canvas.path(
            "#3a1c10",
            Path::from((58.0, 350.0)).to((342.0, 350.0)).to((340.0, 360.0)).to((60.0, 360.0)).closed(),
        );
    });
    pen.canvas.block(clay, (44.0, 318.0), (312.0, 34.0), 5.0);
    let mut waves = Path::from((96.0, 396.0));
    for step in 0_u8..8 {
        let x = 96.0 + f32::from(step) * 26.0;
        waves = waves.bend((x + 13.0, 376.0), (x + 26.0, 396.0));
    }
    pen.canvas.line(pen.tint.darker(0.3), 3.0, waves);
}

/// A crate of slats, with legs of that length under it and a row of lettuce in it where it has legs.
pub(super) fn crate_box(pen: &mut Pen<'_>, legs: f32) {
    let bottom = BASE - legs;
    shadow(pen.canvas, (MIDDLE, BASE - 8.0), 132.0);
    let grain = pen.canvas.across(&[(0, pen.tint.lighter(0.24)), (55, pen.tint), (100, pen.tint.darker(0.2))]);
    let top = bottom - 132.0;
    let inside = Path::from((66.0, top)).to((88.0, top - 16.0)).to((312.0, top - 16.0)).to((334.0, top)).closed();
    pen.canvas.path(pen.tint.darker(0.55), inside);
    if legs > 0.0 {
        for x in [76.0, 304.0] {
            pen.canvas.block(pen.tint.darker(0.22), (x, bottom - 10.0), (20.0, legs + 10.0), 2.0);
        }
        lettuces(pen, top);
    }
    for row in 0_u8..3 {
        let y = top + f32::from(row) * 45.0;
        pen.canvas.block(&grain, (62.0, y), (276.0, 41.0), 3.0);
        let vein = Path::from((100.0, y + 14.0))
            .bend((170.0, y + 8.0), (236.0, y + 16.0))
            .then((180.0, y + 30.0))
            .bend((250.0, y + 24.0), (312.0, y + 29.0));
        pen.canvas.line(pen.tint.darker(0.18), 1.6, vein);
    }
    for x in [62.0, 314.0] {
        pen.canvas.block(&grain, (x, top - 4.0), (24.0, 140.0), 2.0);
    }
}

fn lettuces(pen: &mut Pen<'_>, y: f32) {
    for (idx, x) in [110.0, 170.0, 230.0, 290.0].into_iter().enumerate() {
        let mut leaves = Path::default();
        for turn in [-2.7, -2.2, -1.6, -1.0, -0.5] {
            leaves = leaves.leaf((x, y), turn + pen.dice.between(-0.15, 0.15), pen.dice.between(40.0, 58.0), 26.0);
        }
        let tone = if idx % 2 == 0 { Colour(124, 170, 84) } else { Colour(88, 140, 82) };
        pen.canvas.path(tone, leaves);
    }
}

/// A bowl that hangs from three chains.
pub(super) fn hanging_bowl(pen: &mut Pen<'_>) {
    let chains = Path::from((78.0, 272.0)).to((200.0, 66.0)).to((322.0, 272.0)).then((200.0, 66.0)).to((212.0, 290.0));
    pen.canvas.line("#4a5254", 2.6, chains);
    pen.canvas.line("#4a5254", 5.0, Path::from((200.0, 66.0)).curve((180.0, 40.0), (214.0, 22.0), (214.0, 46.0)));
    solid(pen.canvas, MIDDLE, pen.tint, &[(128.0, 270.0), (120.0, 316.0), (86.0, 358.0), (30.0, 374.0)]);
    mouth(pen.canvas, MIDDLE, pen.tint, (128.0, 268.0), 6.0);
    let band = outline(MIDDLE, &[(127.0, 280.0), (126.0, 290.0)]);
    pen.canvas.path(pen.accent, band);
    pen.canvas.group("opacity=\".5\"", |canvas| shadow(canvas, (MIDDLE, BASE + 10.0), 80.0));
}

/// A knotted hanger of cotton with a small pot in it.
pub(super) fn knotted_hanger(pen: &mut Pen<'_>) {
    pen.canvas.group("opacity=\".5\"", |canvas| shadow(canvas, (MIDDLE, BASE + 14.0), 56.0));
    let cord = pen.tint;
    pen.canvas.line(
        cord.darker(0.12),
        6.0,
        Path::from((200.0, 92.0)).to((206.0, 250.0)).bend((204.0, 330.0), (200.0, 372.0)),
    );
    solid(pen.canvas, MIDDLE, pen.accent, &[(66.0, 252.0), (62.0, 310.0), (40.0, 350.0)]);
    mouth(pen.canvas, MIDDLE, pen.accent, (66.0, 252.0), 7.0);
    let mut leaves = Path::default();
    for turn in [-2.6, -2.1, -1.7, -1.3, -0.9, -0.4] {
        leaves = leaves.leaf((MIDDLE + pen.dice.between(-20.0, 20.0), 254.0), turn, pen.dice.between(60.0, 82.0), 22.0);
    }
    pen.canvas.path(Colour(82, 138, 84), leaves);
    let net = Path::from((200.0, 92.0))
        .to((136.0, 262.0))
        .bend((144.0, 340.0), (200.0, 372.0))
        .bend((256.0, 340.0), (264.0, 262.0))
        .to((200.0, 92.0));
    pen.canvas.line(
        cord,
        6.0,
        net.then((138.0, 292.0)).bend((170.0, 324.0), (200.0, 296.0)).bend((230.0, 324.0), (262.0, 292.0)),
    );
    for (x, y) in [(200.0, 90.0), (200.0, 374.0), (200.0, 296.0), (138.0, 290.0), (262.0, 290.0)] {
        pen.canvas.disc(cord.lighter(0.2), (x, y), 8.0);
    }
    let fringe = Path::from((192.0, 380.0))
        .to((186.0, 424.0))
        .then((200.0, 380.0))
        .to((200.0, 430.0))
        .then((208.0, 380.0))
        .to((214.0, 424.0));
    pen.canvas.line(cord, 5.0, fringe);
    pen.canvas.line("#8a6d3f", 8.0, Path::from((200.0, 84.0)).to((200.0, 62.0)));
}

pub(super) fn saucers(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, BASE), 126.0);
    for (idx, radius) in [140.0_f32, 116.0, 92.0].into_iter().enumerate() {
        let y = BASE - 30.0 - idx as f32 * 30.0;
        solid(pen.canvas, MIDDLE, pen.tint, &[(radius, y), (radius * 0.84, y + 28.0)]);
        mouth(pen.canvas, MIDDLE, pen.tint, (radius, y), 8.0);
    }
}

pub(super) fn cork_mat(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, BASE), 150.0);
    for y in [416.0, 396.0] {
        solid(pen.canvas, MIDDLE, pen.tint, &[(146.0, y), (146.0, y + 14.0)]);
        pen.canvas.ellipse(pen.tint.lighter(0.2), (MIDDLE, y), (146.0, 146.0 * TILT));
    }
    let mut crumbs = Path::default();
    for _ in 0..40 {
        let (turn, reach) = (pen.dice.between(0.0, 6.3), pen.dice.roll().sqrt() * 136.0);
        let (x, y) = (MIDDLE + turn.cos() * reach, 396.0 + turn.sin() * reach * TILT);
        crumbs = crumbs.then((x, y)).to((x + 5.0, y)).to((x + 3.0, y + 1.6)).closed();
    }
    pen.canvas.path(pen.tint.darker(0.35), crumbs);
}
