//! Watering cans and hand tools. Tools hang on the wall; cans stand on the sill.

use super::canvas::{Canvas, Path};
use super::colour::{Colour, Tint};
use super::turned::{mouth, outline, shadow, solid};
use super::{BASE, MIDDLE, Pen};

/// A slim can for indoors: a round body, a long thin spout, a hoop for a handle.
pub(super) fn long_spout(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (224.0, BASE), 84.0);
    pen.canvas.line(
        pen.tint.darker(0.2),
        11.0,
        Path::from((286.0, 300.0)).curve((374.0, 286.0), (368.0, 398.0), (296.0, 400.0)),
    );
    let spout = Path::from((164.0, 398.0))
        .curve((110.0, 380.0), (104.0, 280.0), (58.0, 206.0))
        .to((72.0, 198.0))
        .curve((124.0, 262.0), (130.0, 340.0), (172.0, 356.0))
        .closed();
    let thin = pen.canvas.round(pen.tint);
    pen.canvas.path(thin, spout);
    pen.canvas.line(pen.tint.darker(0.3), 5.0, Path::from((56.0, 208.0)).to((75.0, 196.0)));
    let profile = [(58.0, 274.0), (70.0, 300.0), (84.0, 370.0), (80.0, BASE)];
    solid(pen.canvas, 224.0, pen.tint, &profile);
    mouth(pen.canvas, 224.0, pen.tint, (59.0, 272.0), 6.0);
    pen.canvas.line(pen.accent, 6.0, Path::from((146.0, 416.0)).bend((224.0, 440.0), (302.0, 416.0)));
    pen.canvas.group("opacity=\".4\"", |canvas| {
        canvas.line("#fff", 8.0, Path::from((170.0, 318.0)).bend((160.0, 360.0), (164.0, 396.0)))
    });
}

/// The big can for a whole balcony, with a rose.
pub(super) fn zinc_can(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (226.0, BASE), 98.0);
    pen.canvas.line(
        pen.tint.darker(0.28),
        12.0,
        Path::from((176.0, 250.0)).curve((196.0, 138.0), (352.0, 150.0), (322.0, 346.0)),
    );
    let spout = Path::from((160.0, 404.0)).to((84.0, 226.0)).to((104.0, 218.0)).to((168.0, 340.0)).closed();
    let pipe = pen.canvas.round(pen.tint);
    pen.canvas.path(pipe, spout);
    pen.canvas.line(pen.tint.darker(0.2), 6.0, Path::from((118.0, 268.0)).to((158.0, 274.0)));
    let rose = Path::from((88.0, 238.0)).to((48.0, 214.0)).to((98.0, 182.0)).to((110.0, 226.0)).closed();
    pen.canvas.path(pen.accent, rose);
    pen.canvas.group("transform=\"rotate(-33 72 198)\"", |canvas| {
        canvas.ellipse(pen.accent.lighter(0.35), (72.0, 198.0), (32.0, 9.0))
    });
    solid(pen.canvas, 232.0, pen.tint, &[(92.0, 256.0), (98.0, BASE)]);
    for y in [300.0, 396.0] {
        let hoop = outline(232.0, &[(95.0, y), (95.5, y + 8.0)]);
        pen.canvas.path(pen.tint.darker(0.2), hoop);
    }
    mouth(pen.canvas, 232.0, pen.tint, (92.0, 256.0), 7.0);
    pen.canvas.ellipse(pen.tint, (262.0, 260.0), (60.0, 11.0));
}

/// A mister: a bottle with a pump on it; clear where the bottle is of glass.
pub(super) fn mister(pen: &mut Pen<'_>, body: &str) {
    shadow(pen.canvas, (MIDDLE, BASE), 78.0);
    let metal = pen.accent;
    let profile = [(24.0, 232.0), (34.0, 252.0), (82.0, 316.0), (88.0, 370.0), (70.0, BASE)];
    if body == "glass" {
        let water = [(80.0, 338.0), (87.0, 372.0), (70.0, BASE - 4.0)];
        let glass = pen.canvas.across(&[
            (0, pen.tint.darker(0.1)),
            (22, pen.tint.lighter(0.7)),
            (60, pen.tint),
            (100, pen.tint.darker(0.3)),
        ]);
        pen.canvas.group("opacity=\".8\"", |canvas| canvas.path(glass, outline(MIDDLE, &profile)));
        pen.canvas.group("opacity=\".5\"", |canvas| solid(canvas, MIDDLE, Colour(112, 166, 178), &water));
        pen.canvas.line(metal.darker(0.2), 4.0, Path::from((200.0, 232.0)).to((206.0, 420.0)));
    } else {
        solid(pen.canvas, MIDDLE, pen.tint, &profile);
    }
    solid(pen.canvas, MIDDLE, metal, &[(28.0, 210.0), (28.0, 236.0)]);
    solid(pen.canvas, MIDDLE, metal, &[(16.0, 176.0), (16.0, 210.0)]);
    let head = pen.canvas.round(metal);
    pen.canvas.block(&head, (130.0, 158.0), (92.0, 22.0), 9.0);
    pen.canvas.block(metal.darker(0.3), (120.0, 162.0), (14.0, 14.0), 4.0);
    solid(pen.canvas, 214.0, metal, &[(7.0, 132.0), (7.0, 160.0)]);
    pen.canvas.block(head, (196.0, 118.0), (36.0, 16.0), 8.0);
    pen.canvas.line(metal.darker(0.2), 6.0, Path::from((220.0, 178.0)).bend((258.0, 190.0), (262.0, 232.0)));
    pen.canvas.group("opacity=\".5\"", |canvas| {
        canvas.line("#fff", 8.0, Path::from((138.0, 330.0)).bend((126.0, 360.0), (136.0, 392.0)))
    });
}

/// Clay cones that water from below, one of them under an upturned bottle.
pub(super) fn spikes(pen: &mut Pen<'_>) {
    for (x, tall) in [(134.0, 0.0), (258.0, 24.0)] {
        shadow(pen.canvas, (x, BASE), 34.0);
        let top = 262.0 + tall;
        solid(pen.canvas, x, pen.tint, &[(34.0, top + 24.0), (30.0, 380.0), (6.0, BASE)]);
        solid(pen.canvas, x, pen.tint, &[(42.0, top), (40.0, top + 26.0)]);
        mouth(pen.canvas, x, pen.tint, (42.0, top), 14.0);
    }
    let bottle = outline(134.0, &[(40.0, 96.0), (46.0, 116.0), (46.0, 190.0), (18.0, 232.0), (16.0, 264.0)]);
    let glass = pen.canvas.across(&[
        (0, pen.accent.darker(0.2)),
        (24, pen.accent.lighter(0.6)),
        (100, pen.accent.darker(0.28)),
    ]);
    pen.canvas.group("opacity=\".8\"", |canvas| canvas.path(glass, bottle));
    pen.canvas
        .group("opacity=\".6\"", |canvas| canvas.line("#fff", 6.0, Path::from((104.0, 126.0)).to((104.0, 186.0))));
}

/// What is at the end of a handle.
#[derive(Clone, Copy)]
pub(super) enum Head {
    Trowel,
    Fork,
    Narrow,
    Dibber,
}

/// One hand tool on its nail.
pub(super) fn hand_tool(pen: &mut Pen<'_>, head: Head) {
    let (tint, accent) = (pen.tint, pen.accent);
    nail(pen.canvas, MIDDLE, 74.0);
    pen.canvas.hung("rotate(4 200 74)", |canvas| tool(canvas, tint, accent, head));
}

/// Three tools side by side.
pub(super) fn trio(pen: &mut Pen<'_>) {
    let (tint, accent) = (pen.tint, pen.accent);
    for (x, head) in [(96.0, Head::Trowel), (200.0, Head::Fork), (304.0, Head::Dibber)] {
        nail(pen.canvas, x, 84.0);
        pen.canvas.hung(&format!("translate({} 18) scale(.9)", x - 180.0), |canvas| tool(canvas, tint, accent, head));
    }
}

fn nail(canvas: &mut Canvas, x: f32, y: f32) {
    canvas.disc("#59452f", (x, y), 6.0);
    canvas.disc("#8d7350", (x - 1.5, y - 1.5), 4.0);
}

fn tool(canvas: &mut Canvas, wood: Colour, metal: Colour, head: Head) {
    canvas.line(
        "#6d4a2f",
        4.0,
        Path::from((200.0, 118.0)).curve((180.0, 96.0), (192.0, 72.0), (200.0, 72.0)).curve(
            (208.0, 72.0),
            (220.0, 96.0),
            (200.0, 118.0),
        ),
    );
    let grip = if matches!(head, Head::Dibber) { 300.0 } else { 250.0 };
    solid(canvas, MIDDLE, wood, &[(15.0, 112.0), (20.0, 134.0), (17.0, 190.0), (13.0, grip)]);
    let steel =
        canvas.across(&[(0, metal.lighter(0.1)), (42, metal.lighter(0.35)), (50, metal), (100, metal.darker(0.2))]);
    if matches!(head, Head::Dibber) {
        let point = Path::from((187.0, 300.0))
            .to((213.0, 300.0))
            .bend((212.0, 360.0), (200.0, 392.0))
            .bend((188.0, 360.0), (187.0, 300.0))
            .closed();
        canvas.path(steel, point);
        let marks = Path::from((187.0, 262.0)).to((213.0, 262.0)).then((187.0, 278.0)).to((213.0, 278.0));
        return canvas.line(wood.darker(0.4), 2.0, marks);
    }
    solid(canvas, MIDDLE, Tint::Brass.colour(), &[(14.0, 244.0), (12.0, 266.0)]);
    canvas.block(&steel, (194.0, 262.0), (12.0, 44.0), 3.0);
    match head {
        Head::Fork => {
            for x in [-34.0_f32, 0.0, 34.0] {
                let tine =
                    Path::from((200.0, 300.0)).curve((200.0 + x, 304.0), (200.0 + x * 1.05, 320.0), (200.0 + x, 400.0));
                canvas.line(metal.darker(if x > 0.0 { 0.15 } else { 0.0 }), 11.0, tine);
            }
        }
        head => {
            let half = if matches!(head, Head::Narrow) { 24.0 } else { 40.0 };
            let blade = Path::from((200.0 - half, 312.0)).bend((200.0, 288.0), (200.0 + half, 312.0));
            let blade = blade
                .curve((200.0 + half * 1.1, 366.0), (200.0 + half * 0.6, 400.0), (200.0, 424.0))
                .curve((200.0 - half * 0.6, 400.0), (200.0 - half * 1.1, 366.0), (200.0 - half, 312.0))
                .closed();
            canvas.path(steel, blade);
            canvas.line(metal.darker(0.35), 2.0, Path::from((200.0, 312.0)).to((200.0, 404.0)));
        }
    }
}

pub(super) fn snips(pen: &mut Pen<'_>) {
    let (tint, metal) = (pen.tint, pen.accent);
    nail(pen.canvas, 168.0, 96.0);
    pen.canvas.hung("rotate(9 200 240)", |canvas| {
        for side in [-1.0_f32, 1.0] {
            let at = |x: f32, y: f32| (200.0 + x * side, y);
            let blade = Path::from(at(-4.0, 258.0))
                .bend(at(28.0, 330.0), at(2.0, 420.0))
                .bend(at(-10.0, 340.0), at(-20.0, 262.0))
                .closed();
            canvas.path(metal.lighter(if side > 0.0 { 0.34 } else { 0.1 }), blade);
            let ring = Path::from(at(4.0, 250.0)).curve(at(20.0, 200.0), at(96.0, 196.0), at(76.0, 124.0)).curve(
                at(60.0, 78.0),
                at(16.0, 116.0),
                at(14.0, 190.0),
            );
            canvas.line(tint.darker(if side > 0.0 { 0.14 } else { 0.0 }), 15.0, ring);
        }
        canvas.disc(Tint::Brass.colour(), (200.0, 258.0), 10.0);
        canvas.disc(Tint::Brass.colour().darker(0.35), (200.0, 258.0), 3.5);
    });
}

pub(super) fn hand_brush(pen: &mut Pen<'_>) {
    let (wood, bristle) = (pen.tint, pen.accent);
    nail(pen.canvas, MIDDLE, 80.0);
    pen.canvas.hung("rotate(-4 200 80)", |canvas| {
        canvas.line(
            "#6d4a2f",
            4.0,
            Path::from((200.0, 122.0)).curve((182.0, 100.0), (194.0, 78.0), (200.0, 78.0)).curve(
                (206.0, 78.0),
                (218.0, 100.0),
                (200.0, 122.0),
            ),
        );
        let hairs = Path::from((148.0, 306.0))
            .to((252.0, 306.0))
            .to((270.0, 402.0))
            .bend((200.0, 414.0), (130.0, 402.0))
            .closed();
        let fill = canvas.across(&[(0, bristle.lighter(0.25)), (100, bristle.darker(0.2))]);
        canvas.path(fill, hairs);
        let strokes = (0_u8..9).fold(Path::default(), |strokes, idx| {
            let x = 158.0 + f32::from(idx) * 10.5;
            strokes.then((x, 320.0)).to((200.0 + (x - 200.0) * 1.26, 400.0))
        });
        canvas.line(bristle.darker(0.35), 1.8, strokes);
        let back = Path::from((184.0, 124.0))
            .bend((200.0, 108.0), (216.0, 124.0))
            .curve((214.0, 220.0), (222.0, 246.0), (262.0, 272.0))
            .to((262.0, 314.0))
            .to((138.0, 314.0))
            .to((138.0, 272.0))
            .curve((178.0, 246.0), (186.0, 220.0), (184.0, 124.0))
            .closed();
        let fill = canvas.round(wood);
        canvas.path(fill, back);
        canvas.disc(wood.darker(0.5), (200.0, 136.0), 5.0);
    });
}

pub(super) fn gloves(pen: &mut Pen<'_>) {
    let (tint, cuff) = (pen.tint, pen.accent);
    nail(pen.canvas, MIDDLE, 92.0);
    for (turn, tone) in [("rotate(-16 200 92)", tint.darker(0.16)), ("rotate(9 200 92)", tint)] {
        pen.canvas.hung(turn, |canvas| {
            let hand = Path::from((154.0, 196.0))
                .curve((146.0, 250.0), (148.0, 270.0), (150.0, 290.0))
                .to((144.0, 372.0))
                .bend((156.0, 392.0), (168.0, 372.0))
                .to((174.0, 312.0));
            let hand = hand
                .to((176.0, 390.0))
                .bend((190.0, 408.0), (202.0, 390.0))
                .to((204.0, 312.0))
                .to((210.0, 382.0))
                .bend((222.0, 398.0), (234.0, 380.0))
                .to((232.0, 300.0));
            let hand = hand
                .curve((262.0, 320.0), (268.0, 330.0), (282.0, 322.0))
                .bend((294.0, 308.0), (278.0, 292.0))
                .curve((258.0, 262.0), (250.0, 240.0), (244.0, 196.0))
                .closed();
            let fill = canvas.across(&[(0, tone.lighter(0.2)), (100, tone.darker(0.12))]);
            canvas.path(fill, hand);
            canvas.line(tone.darker(0.25), 2.2, Path::from((160.0, 236.0)).bend((200.0, 246.0), (242.0, 236.0)));
            let fill = canvas.across(&[(0, cuff.lighter(0.15)), (100, cuff.darker(0.15))]);
            canvas.block(fill, (144.0, 118.0), (108.0, 84.0), 8.0);
            canvas.line("#f3e8d0", 2.0, Path::from((150.0, 188.0)).to((246.0, 188.0)));
            canvas.line("#6d4a2f", 4.0, Path::from((198.0, 124.0)).bend((190.0, 108.0), (200.0, 90.0)));
        });
    }
}

pub(super) fn apron(pen: &mut Pen<'_>) {
    let (cloth, strap) = (pen.tint, pen.accent);
    nail(pen.canvas, MIDDLE, 54.0);
    pen.canvas.hung("rotate(0)", |canvas| {
        canvas.line(
            strap,
            8.0,
            Path::from((152.0, 136.0)).curve((150.0, 90.0), (186.0, 56.0), (200.0, 54.0)).curve(
                (214.0, 56.0),
                (250.0, 90.0),
                (248.0, 136.0),
            ),
        );
        canvas.line(
            strap,
            7.0,
            Path::from((112.0, 240.0)).curve((84.0, 280.0), (100.0, 340.0), (80.0, 392.0)).then((288.0, 240.0)).curve(
                (318.0, 280.0),
                (298.0, 350.0),
                (322.0, 396.0),
            ),
        );
        let body = Path::from((148.0, 130.0))
            .to((252.0, 130.0))
            .curve((252.0, 190.0), (264.0, 220.0), (296.0, 236.0))
            .curve((300.0, 300.0), (304.0, 360.0), (308.0, 410.0));
        let body = body
            .bend((200.0, 424.0), (92.0, 410.0))
            .curve((96.0, 360.0), (100.0, 300.0), (104.0, 236.0))
            .curve((136.0, 220.0), (148.0, 190.0), (148.0, 130.0))
            .closed();
        let fill = canvas.across(&[(0, cloth.lighter(0.12)), (30, cloth.lighter(0.04)), (100, cloth.darker(0.22))]);
        canvas.path(fill, body);
        canvas.line(
            cloth.darker(0.3),
            2.6,
            Path::from((136.0, 262.0))
                .to((264.0, 262.0))
                .to((262.0, 340.0))
                .bend((200.0, 350.0), (138.0, 340.0))
                .closed()
                .then((200.0, 262.0))
                .to((200.0, 346.0)),
        );
        canvas.line(
            cloth.darker(0.25),
            2.0,
            Path::from((150.0, 144.0))
                .to((250.0, 144.0))
                .then((128.0, 300.0))
                .bend((112.0, 360.0), (116.0, 404.0))
                .then((276.0, 290.0))
                .bend((290.0, 350.0), (284.0, 404.0)),
        );
        canvas.disc(strap.lighter(0.3), (154.0, 140.0), 6.0);
        canvas.disc(strap.lighter(0.3), (246.0, 140.0), 6.0);
    });
}
