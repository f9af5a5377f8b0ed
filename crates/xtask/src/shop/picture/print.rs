//! Things of paper: books, plans, tickets and cards.

use super::canvas::Path;
use super::colour::Tint;
use super::turned::shadow;
use super::{BASE, Pen};

/// A book that stands a little open towards the shopper; a sprig on its cover.
pub(super) fn book(pen: &mut Pen<'_>, thick: f32) {
    shadow(pen.canvas, (206.0, BASE - 9.0), 102.0);
    let pages =
        Path::from((286.0, 168.0)).to((286.0 + thick, 158.0)).to((286.0 + thick, 416.0)).to((286.0, 430.0)).closed();
    pen.canvas.path("#f4ecdb", pages);
    for idx in 1_u8..4 {
        let x = 286.0 + thick * f32::from(idx) / 4.0;
        pen.canvas.line("#d9ccb2", 1.2, Path::from((x, 168.0)).to((x, 422.0)));
    }
    let back =
        Path::from((112.0, 166.0)).to((140.0, 152.0)).to((286.0 + thick + 4.0, 152.0)).to((286.0, 168.0)).closed();
    pen.canvas.path(pen.tint.darker(0.3), back);
    let cover = pen.canvas.across(&[
        (0, pen.tint.darker(0.25)),
        (7, pen.tint.darker(0.1)),
        (9, pen.tint.lighter(0.1)),
        (100, pen.tint),
    ]);
    pen.canvas.block(cover, (108.0, 164.0), (180.0, 268.0), 4.0);
    pen.canvas.block("#f8f1e1", (140.0, 192.0), (128.0, 60.0), 3.0);
    pen.canvas.line(pen.tint.darker(0.35), 6.0, Path::from((158.0, 212.0)).to((250.0, 212.0)));
    pen.canvas.line(pen.tint.darker(0.1), 4.0, Path::from((172.0, 232.0)).to((236.0, 232.0)));
    pen.canvas.line(pen.accent, 4.0, Path::from((204.0, 408.0)).bend((196.0, 350.0), (206.0, 286.0)));
    let mut leaves = Path::default();
    for row in 0_u8..4 {
        let at = (201.0, 390.0 - f32::from(row) * 27.0);
        leaves =
            leaves.leaf(at, -2.5, 50.0 - f32::from(row) * 6.0, 18.0).leaf(at, -0.64, 50.0 - f32::from(row) * 6.0, 18.0);
    }
    pen.canvas.path(pen.accent, leaves.leaf((205.0, 298.0), -1.5, 32.0, 14.0));
}

/// A plan of a balcony on a sheet of drawing paper.
pub(super) fn plan(pen: &mut Pen<'_>) {
    let tint = pen.tint;
    let accent = pen.accent;
    pen.canvas.hung("rotate(-2 200 250)", |canvas| {
        canvas.block("#fdf8ec", (84.0, 92.0), (232.0, 284.0), 2.0);
        canvas.group("opacity=\".4\"", |canvas| {
            let mut grid = Path::default();
            for idx in 1_u8..9 {
                let (x, y) = (84.0 + f32::from(idx) * 25.8, 92.0 + f32::from(idx) * 31.5);
                grid = grid.then((x, 92.0)).to((x, 376.0)).then((84.0, y)).to((316.0, y));
            }
            canvas.line("#9fb4bd", 1.0, grid);
        });
        canvas.line(
            tint,
            4.0,
            Path::from((112.0, 122.0)).to((288.0, 122.0)).to((288.0, 300.0)).to((112.0, 300.0)).closed(),
        );
        for (x, y, radius) in [
            (142.0, 152.0, 22.0),
            (190.0, 148.0, 16.0),
            (254.0, 158.0, 26.0),
            (138.0, 206.0, 15.0),
            (258.0, 222.0, 20.0),
            (146.0, 262.0, 24.0),
        ] {
            canvas.disc(Tint::Leaf.colour().lighter(radius / 60.0), (x, y), radius);
            canvas.disc(accent, (x, y), radius * 0.3);
        }
        canvas.block(tint.lighter(0.6), (182.0, 232.0), (52.0, 44.0), 22.0);
        canvas.line(tint, 5.0, Path::from((112.0, 326.0)).to((214.0, 326.0)));
        canvas.line(tint.lighter(0.5), 3.5, Path::from((112.0, 346.0)).to((262.0, 346.0)));
        canvas.block("#e7d49a", (172.0, 82.0), (56.0, 20.0), 1.0);
    });
}

/// A ticket to an evening: stub, holes and a potted sprig.
pub(super) fn ticket(pen: &mut Pen<'_>) {
    let (tint, accent) = (pen.tint, pen.accent);
    pen.canvas.hung("rotate(-8 200 240)", |canvas| {
        let outline = Path::from((66.0, 164.0))
            .to((334.0, 164.0))
            .to((334.0, 218.0))
            .arc((20.0, 20.0), 0, (334.0, 258.0))
            .to((334.0, 312.0));
        let outline = outline.to((66.0, 312.0)).to((66.0, 258.0)).arc((20.0, 20.0), 0, (66.0, 218.0)).closed();
        canvas.path(tint, outline);
        canvas.line(
            "#f8f1e1",
            2.0,
            Path::from((88.0, 180.0)).to((312.0, 180.0)).then((88.0, 296.0)).to((312.0, 296.0)),
        );
        for idx in 0_u8..8 {
            canvas.disc("#f8f1e1", (262.0, 194.0 + f32::from(idx) * 12.6), 2.6);
        }
        canvas.line("#f8f1e1", 8.0, Path::from((176.0, 216.0)).to((240.0, 216.0)));
        canvas.line(
            tint.lighter(0.55),
            5.0,
            Path::from((176.0, 240.0)).to((228.0, 240.0)).then((176.0, 260.0)).to((240.0, 260.0)),
        );
        canvas.line(tint.lighter(0.55), 6.0, Path::from((290.0, 216.0)).to((290.0, 262.0)));
        canvas
            .path(accent, Path::from((104.0, 246.0)).to((152.0, 246.0)).to((144.0, 284.0)).to((112.0, 284.0)).closed());
        let leaves = [-2.4, -1.9, -1.57, -1.2, -0.7]
            .into_iter()
            .fold(Path::default(), |leaves, turn| leaves.leaf((128.0, 246.0), turn, 44.0, 16.0));
        canvas.path("#f8f1e1", leaves);
    });
}

/// A gift card in front of its envelope.
pub(super) fn gift_card(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (200.0, BASE), 128.0);
    pen.canvas.group("transform=\"rotate(5 200 432)\"", |canvas| {
        canvas.block("#e9ddc5", (92.0, 236.0), (232.0, 162.0), 4.0);
        canvas.path("#d9cbad", Path::from((92.0, 240.0)).to((208.0, 326.0)).to((324.0, 240.0)).closed());
    });
    let (tint, accent) = (pen.tint, pen.accent);
    pen.canvas.group("transform=\"rotate(-5 200 432)\"", |canvas| {
        let card = canvas.across(&[(0, tint.lighter(0.14)), (100, tint.darker(0.12))]);
        canvas.block(card, (78.0, 278.0), (236.0, 152.0), 10.0);
        canvas.block(accent, (128.0, 278.0), (20.0, 152.0), 0.0);
        let bow = Path::default()
            .leaf((138.0, 322.0), -2.6, 52.0, 22.0)
            .leaf((138.0, 322.0), -0.5, 52.0, 22.0)
            .leaf((138.0, 322.0), 2.1, 44.0, 10.0)
            .leaf((138.0, 322.0), 1.0, 44.0, 10.0);
        canvas.path(accent.lighter(0.2), bow);
        canvas.disc(accent.darker(0.15), (138.0, 322.0), 9.0);
        canvas.line("#f8f1e1", 8.0, Path::from((196.0, 372.0)).to((276.0, 372.0)));
        canvas.line("#f8f1e1", 5.0, Path::from((196.0, 394.0)).to((250.0, 394.0)));
    });
}
