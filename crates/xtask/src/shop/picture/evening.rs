//! What makes a balcony a place to sit: chairs, tables, light and cloth.

use super::canvas::Path;
use super::colour::{Colour, Tint};
use super::turned::{TILT, outline, shadow, solid};
use super::{BASE, MIDDLE, Pen};

pub(super) fn chair(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (204.0, 446.0), 116.0);
    let (frame, far) = (pen.accent, pen.accent.darker(0.3));
    pen.canvas.line(
        far,
        9.0,
        Path::from((270.0, 96.0)).to((300.0, 300.0)).to((150.0, 428.0)).then((146.0, 300.0)).to((308.0, 430.0)),
    );
    let slat = pen.canvas.across(&[(0, pen.tint.lighter(0.2)), (100, pen.tint.darker(0.12))]);
    for (idx, y) in [112.0_f32, 152.0, 192.0].into_iter().enumerate() {
        let slide = idx as f32 * 5.0;
        let board = Path::from((116.0 + slide, y))
            .bend((194.0 + slide, y + 14.0), (274.0 + slide, y - 4.0))
            .to((277.0 + slide, y + 22.0))
            .bend((196.0 + slide, y + 42.0), (119.0 + slide, y + 28.0))
            .closed();
        pen.canvas.path(&slat, board);
    }
    for idx in 0_u8..4 {
        let step = f32::from(idx);
        let (x, y) = (122.0 - step * 11.0, 286.0 + step * 14.0);
        pen.canvas.path(
            &slat,
            Path::from((x, y)).to((x + 184.0, y)).to((x + 180.0, y + 11.0)).to((x - 5.0, y + 11.0)).closed(),
        );
    }
    let near = Path::from((114.0, 92.0))
        .to((146.0, 292.0))
        .to((262.0, 452.0))
        .then((92.0, 340.0))
        .to((270.0, 340.0))
        .then((262.0, 330.0))
        .to((96.0, 454.0));
    pen.canvas.line(frame, 10.0, near);
}

pub(super) fn table(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, 440.0), 104.0);
    let legs = Path::from((200.0, 260.0))
        .bend((190.0, 360.0), (116.0, 438.0))
        .then((200.0, 260.0))
        .bend((210.0, 360.0), (284.0, 438.0))
        .then((200.0, 280.0))
        .to((202.0, 450.0));
    pen.canvas.line(pen.accent, 9.0, legs);
    pen.canvas.line(pen.accent.darker(0.25), 6.0, Path::from((156.0, 372.0)).bend((200.0, 388.0), (244.0, 372.0)));
    solid(pen.canvas, MIDDLE, pen.tint.darker(0.12), &[(148.0, 236.0), (147.0, 250.0)]);
    let top = pen.canvas.across(&[(0, pen.tint.lighter(0.3)), (100, pen.tint)]);
    pen.canvas.ellipse(top, (MIDDLE, 234.0), (148.0, 34.0));
    pen.canvas.line(
        pen.tint.darker(0.2),
        1.8,
        Path::from((70.0, 220.0))
            .to((330.0, 220.0))
            .then((54.0, 234.0))
            .to((346.0, 234.0))
            .then((68.0, 248.0))
            .to((332.0, 248.0)),
    );
    solid(pen.canvas, 236.0, Tint::White.colour(), &[(19.0, 196.0), (14.0, 226.0)]);
    pen.canvas.ellipse("#6b4630", (236.0, 197.0), (16.0, 3.0));
    pen.canvas.line("#e9e2d2", 5.0, Path::from((254.0, 202.0)).curve((270.0, 198.0), (268.0, 220.0), (251.0, 218.0)));
}

pub(super) fn stool(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, 436.0), 96.0);
    let far = pen.tint.darker(0.3);
    pen.canvas.line(far, 13.0, Path::from((202.0, 270.0)).to((206.0, 414.0)));
    pen.canvas.line(
        pen.tint.darker(0.18),
        7.0,
        Path::from((138.0, 372.0)).to((264.0, 372.0)).then((138.0, 374.0)).to((205.0, 360.0)).to((264.0, 374.0)),
    );
    pen.canvas.line(
        pen.tint,
        15.0,
        Path::from((144.0, 270.0)).to((116.0, 436.0)).then((256.0, 270.0)).to((284.0, 436.0)),
    );
    solid(pen.canvas, MIDDLE, pen.tint, &[(112.0, 242.0), (104.0, 270.0)]);
    let seat = pen.canvas.across(&[(0, pen.accent.lighter(0.3)), (100, pen.accent)]);
    pen.canvas.ellipse(seat, (MIDDLE, 240.0), (112.0, 26.0));
    pen.canvas.group("opacity=\".35\"", |canvas| {
        for radius in [84.0, 56.0, 28.0] {
            let ring = Path::from((200.0 - radius, 240.0))
                .arc((radius, radius * 0.23), 1, (200.0 + radius, 240.0))
                .arc((radius, radius * 0.23), 1, (200.0 - radius, 240.0));
            canvas.line(pen.accent.darker(0.4), 1.6, ring);
        }
    });
}

/// A storm lantern with a burning candle in it.
pub(super) fn lantern(pen: &mut Pen<'_>, tall: f32) {
    let (top, metal) = (BASE - tall, pen.tint);
    shadow(pen.canvas, (MIDDLE, BASE), 84.0);
    let glow = pen.canvas.soft(Colour(255, 222, 140), 0.8);
    pen.canvas.disc(&glow, (MIDDLE, BASE - tall * 0.42), 170.0);
    pen.canvas.line(
        metal.darker(0.1),
        6.0,
        Path::from((132.0, top + 40.0)).curve((110.0, top - 96.0), (290.0, top - 96.0), (268.0, top + 40.0)),
    );
    solid(pen.canvas, MIDDLE, Tint::Cream.colour(), &[(34.0, BASE - tall * 0.42), (34.0, BASE - 24.0)]);
    pen.canvas.ellipse("#fff4d6", (MIDDLE, BASE - tall * 0.42), (34.0, 5.0));
    flame(pen, (MIDDLE, BASE - tall * 0.42));
    let glass = outline(MIDDLE, &[(62.0, top + 56.0), (78.0, top + tall * 0.5), (74.0, BASE - 26.0)]);
    let pane = pen.canvas.across(&[
        (0, pen.accent),
        (20, Colour(255, 252, 240)),
        (70, Colour(255, 240, 200)),
        (100, pen.accent.darker(0.2)),
    ]);
    pen.canvas.group("opacity=\".34\"", |canvas| canvas.path(pane, glass));
    for x in [124.0, 276.0] {
        pen.canvas.line(metal, 6.0, Path::from((x, BASE - 18.0)).to((MIDDLE + (x - MIDDLE) * 0.92, top + 40.0)));
    }
    solid(pen.canvas, MIDDLE, metal, &[(84.0, BASE - 28.0), (88.0, BASE)]);
    solid(pen.canvas, MIDDLE, metal, &[(20.0, top), (30.0, top + 18.0), (78.0, top + 44.0), (80.0, top + 58.0)]);
    pen.canvas.ellipse(metal.darker(0.4), (MIDDLE, top), (20.0, 3.0));
}

fn flame(pen: &mut Pen<'_>, (x, y): (f32, f32)) {
    pen.canvas.line("#3c3029", 2.6, Path::from((x, y)).to((x, y - 8.0)));
    pen.canvas.path(
        "#f7a93b",
        Path::from((x, y - 42.0))
            .curve((x + 18.0, y - 20.0), (x + 10.0, y - 4.0), (x, y - 4.0))
            .curve((x - 10.0, y - 4.0), (x - 18.0, y - 20.0), (x, y - 42.0))
            .closed(),
    );
    pen.canvas.path(
        "#fff0b8",
        Path::from((x, y - 26.0))
            .curve((x + 8.0, y - 14.0), (x + 5.0, y - 6.0), (x, y - 6.0))
            .curve((x - 5.0, y - 6.0), (x - 8.0, y - 14.0), (x, y - 26.0))
            .closed(),
    );
}

pub(super) fn candles(pen: &mut Pen<'_>) {
    for (x, top, radius) in [(258.0, 300.0, 38.0), (150.0, 226.0, 44.0), (214.0, 356.0, 36.0)] {
        let base = if radius < 37.0 { 446.0 } else { BASE };
        let glow = pen.canvas.soft(Colour(255, 226, 150), 0.5);
        pen.canvas.disc(glow, (x, top - 16.0), 80.0);
        shadow(pen.canvas, (x, base), radius);
        solid(pen.canvas, x, pen.tint, &[(radius, top), (radius, base)]);
        pen.canvas.ellipse(pen.tint.lighter(0.5), (x, top), (radius, radius * TILT));
        flame(pen, (x, top));
    }
}

/// A string of lamps across the window.
pub(super) fn festoon(pen: &mut Pen<'_>) {
    let strands = [((-10.0, 60.0), (190.0, 210.0), (410.0, 40.0)), ((-10.0, 210.0), (210.0, 400.0), (410.0, 190.0))];
    let glow = pen.canvas.soft(Colour(255, 226, 140), 0.9);
    let lamp = pen.canvas.shape(&format!(
        "<circle cy=\"40\" r=\"54\" fill=\"{glow}\"/><path d=\"M-8-2h16v22h-16z\"/>\
         <path fill=\"#ffe9ae\" d=\"M-8 20C-30 44-12 64 0 64s30-20 8-44z\"/>\
         <path fill=\"none\" stroke=\"#f2a541\" stroke-width=\"2\" d=\"M-4 24l-1 18 5-8 5 8-1-18\"/>"
    ));
    for (from, bow, to) in strands {
        pen.canvas.line(pen.tint, 4.0, Path::from(from).bend(bow, to));
        for idx in 0_u8..5 {
            let along = 0.1 + f32::from(idx) * 0.2;
            let point = |from: f32, bow: f32, to: f32| {
                (1.0 - along) * ((1.0 - along) * from + 2.0 * along * bow) + along * along * to
            };
            pen.canvas.stamp(&lamp, pen.tint, (point(from.0, bow.0, to.0), point(from.1, bow.1, to.1)), 0.0, 1.0);
        }
    }
}

pub(super) fn cushion(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, BASE), 130.0);
    let edge = "M74 208Q200 178 326 208Q348 318 330 428Q200 446 70 428Q52 318 74 208Z";
    let fill =
        pen.canvas.across(&[(0, pen.tint.lighter(0.12)), (30, pen.tint.lighter(0.24)), (100, pen.tint.darker(0.18))]);
    pen.canvas.path(fill, edge);
    let mut stripes = Path::default();
    for x in [-104.0_f32, -84.0, -30.0, -10.0, 10.0, 30.0, 84.0, 104.0] {
        let (top, bottom) = (194.0 + x * x * 0.0009, 436.0 - x * x * 0.0005);
        stripes = stripes.then((MIDDLE + x, top)).bend((MIDDLE + x * 1.16, 318.0), (MIDDLE + x * 1.02, bottom));
    }
    pen.canvas.line(pen.accent, 8.0, stripes);
    pen.canvas.line(pen.accent.darker(0.1), 5.0, edge);
    pen.canvas.group("opacity=\".16\"", |canvas| {
        canvas.path("#18262a", "M326 208Q348 318 330 428Q265 440 200 441Q300 400 326 208Z");
    });
}

/// A folded throw with a fringe.
pub(super) fn throw(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, BASE), 132.0);
    for (idx, y) in [372.0_f32, 314.0, 256.0].into_iter().enumerate() {
        let tone = pen.tint.lighter(idx as f32 * 0.06);
        let fill = pen.canvas.down(tone.lighter(0.2), tone.darker(0.14));
        let inset = idx as f32 * 5.0;
        pen.canvas.block(fill, (66.0 + inset, y), (268.0 - inset * 2.0, 60.0), 28.0);
        pen.canvas.line(
            pen.accent,
            6.0,
            Path::from((104.0 + inset, y + 3.0))
                .to((104.0 + inset, y + 57.0))
                .then((118.0 + inset, y + 2.0))
                .to((118.0 + inset, y + 58.0))
                .then((132.0 + inset, y + 2.0))
                .to((132.0 + inset, y + 58.0)),
        );
    }
    let flap = pen.canvas.across(&[(0, pen.tint.lighter(0.3)), (100, pen.tint)]);
    pen.canvas.block(flap, (196.0, 250.0), (96.0, 118.0), 10.0);
    pen.canvas.line(
        pen.accent,
        6.0,
        Path::from((196.0, 336.0)).to((292.0, 336.0)).then((196.0, 348.0)).to((292.0, 348.0)),
    );
    let fringe = (0_u8..12).fold(Path::default(), |fringe, idx| {
        let x = 201.0 + f32::from(idx) * 7.8;
        fringe.then((x, 368.0)).to((x - 1.0, 390.0))
    });
    pen.canvas.line(pen.tint.darker(0.08), 3.6, fringe);
}

/// A coarse mat, rolled at one end.
pub(super) fn doormat(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, BASE), 140.0);
    let flat = Path::from((120.0, 398.0)).to((352.0, 398.0)).to((380.0, 452.0)).to((118.0, 452.0)).closed();
    pen.canvas.path(pen.tint.darker(0.06), flat);
    pen.canvas.line(
        pen.accent,
        5.0,
        Path::from((150.0, 410.0)).to((350.0, 410.0)).then((150.0, 440.0)).to((366.0, 440.0)),
    );
    let roll = pen.canvas.down(pen.tint.lighter(0.25), pen.tint.darker(0.3));
    pen.canvas.block(roll, (56.0, 330.0), (112.0, 118.0), 56.0);
    let spiral = Path::from((112.0, 390.0))
        .curve((124.0, 372.0), (92.0, 366.0), (88.0, 392.0))
        .curve((86.0, 424.0), (136.0, 426.0), (140.0, 390.0))
        .curve((142.0, 350.0), (78.0, 346.0), (70.0, 388.0));
    pen.canvas.line(pen.accent, 4.0, spiral);
}
