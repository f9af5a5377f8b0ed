//! What a garden uses up: sacks, bottles, and what ties and names plants.

use super::canvas::Path;
use super::colour::{Colour, Tint};
use super::turned::{TILT, mouth, outline, shadow, solid};
use super::{BASE, MIDDLE, Pen};

/// A paper sack with a rolled top; the accent is its label.
pub(super) fn sack(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, BASE), 108.0);
    let paper = pen.canvas.across(&[
        (0, pen.tint.lighter(0.1)),
        (25, pen.tint.lighter(0.3)),
        (60, pen.tint),
        (100, pen.tint.darker(0.24)),
    ]);
    let body = Path::from((112.0, 190.0))
        .curve((96.0, 270.0), (86.0, 360.0), (98.0, 430.0))
        .bend((200.0, 446.0), (302.0, 430.0));
    let body = body.curve((314.0, 360.0), (304.0, 270.0), (288.0, 190.0)).closed();
    pen.canvas.path(&paper, body);
    let creases = Path::from((126.0, 206.0))
        .bend((118.0, 300.0), (122.0, 418.0))
        .then((276.0, 206.0))
        .bend((286.0, 300.0), (280.0, 418.0))
        .then((132.0, 212.0))
        .bend((160.0, 226.0), (170.0, 212.0));
    pen.canvas.group("opacity=\".5\"", |canvas| canvas.line(pen.tint.darker(0.3), 2.0, creases));
    pen.canvas.block(&paper, (104.0, 164.0), (192.0, 34.0), 12.0);
    pen.canvas.line(pen.tint.darker(0.25), 2.0, Path::from((108.0, 181.0)).to((292.0, 181.0)));
    pen.canvas.block(pen.accent, (136.0, 254.0), (128.0, 132.0), 6.0);
    pen.canvas.line("#f8f1e1", 8.0, Path::from((158.0, 350.0)).to((242.0, 350.0)));
    pen.canvas.line("#f8f1e1", 4.0, Path::from((174.0, 368.0)).to((226.0, 368.0)));
    pen.canvas.line("#f8f1e1", 3.0, Path::from((200.0, 334.0)).to((200.0, 296.0)));
    let sprout = Path::default().leaf((200.0, 306.0), -2.4, 40.0, 22.0).leaf((200.0, 306.0), -0.74, 40.0, 22.0);
    pen.canvas.path("#f8f1e1", sprout);
}

/// A bottle of feed: dark glass, a cork, a label in the accent.
pub(super) fn bottle(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, BASE), 66.0);
    solid(pen.canvas, MIDDLE, Tint::Jute.colour(), &[(18.0, 148.0), (17.0, 184.0)]);
    pen.canvas.ellipse(Tint::Jute.colour().lighter(0.3), (MIDDLE, 148.0), (18.0, 4.0));
    let profile =
        [(22.0, 176.0), (22.0, 214.0), (34.0, 240.0), (66.0, 272.0), (70.0, 300.0), (70.0, 400.0), (62.0, BASE)];
    solid(pen.canvas, MIDDLE, pen.tint, &profile);
    solid(pen.canvas, MIDDLE, pen.tint.lighter(0.1), &[(26.0, 174.0), (26.0, 184.0)]);
    let label = Path::from((130.0, 300.0))
        .arc((70.0, 10.0), 0, (270.0, 300.0))
        .to((270.0, 394.0))
        .arc((70.0, 10.0), 1, (130.0, 394.0))
        .closed();
    let paper =
        pen.canvas.across(&[(0, Colour(234, 224, 202)), (25, Colour(252, 246, 232)), (100, Colour(206, 194, 172))]);
    pen.canvas.path(paper, label);
    pen.canvas.line(pen.accent, 7.0, Path::from((164.0, 376.0)).bend((200.0, 382.0), (236.0, 376.0)));
    pen.canvas.path(
        pen.accent,
        [-2.6, -2.0, -1.57, -1.1, -0.5]
            .into_iter()
            .fold(Path::default(), |weed, turn| weed.leaf((200.0, 362.0), turn, 44.0, 12.0)),
    );
    pen.canvas.group("opacity=\".4\"", |canvas| {
        canvas.line("#fff", 6.0, Path::from((146.0, 290.0)).bend((148.0, 272.0), (166.0, 258.0)))
    });
}

/// Twine on a wooden spool.
pub(super) fn spool(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, BASE), 88.0);
    let wood = pen.accent;
    solid(pen.canvas, MIDDLE, wood, &[(88.0, 414.0), (88.0, BASE)]);
    pen.canvas.ellipse(wood.lighter(0.25), (MIDDLE, 414.0), (88.0, 88.0 * TILT));
    solid(pen.canvas, MIDDLE, pen.tint, &[(68.0, 276.0), (78.0, 310.0), (78.0, 380.0), (68.0, 414.0)]);
    let mut turns = Path::default();
    for idx in 0_u8..10 {
        let y = 282.0 + f32::from(idx) * 13.0;
        turns = turns.then((126.0, y)).bend((204.0, y + 30.0), (274.0, y + 4.0));
    }
    pen.canvas.group("opacity=\".55\"", |canvas| canvas.line(pen.tint.darker(0.4), 2.2, turns));
    solid(pen.canvas, MIDDLE, wood, &[(88.0, 262.0), (88.0, 276.0)]);
    pen.canvas.ellipse(wood.lighter(0.25), (MIDDLE, 262.0), (88.0, 88.0 * TILT));
    pen.canvas.ellipse(wood.darker(0.55), (MIDDLE, 262.0), (16.0, 16.0 * TILT));
    pen.canvas.line(pen.tint, 4.0, Path::from((272.0, 398.0)).curve((330.0, 410.0), (300.0, 452.0), (344.0, 456.0)));
}

/// A bundle of wooden plant labels.
pub(super) fn labels(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, BASE), 74.0);
    for (idx, lean) in [-19.0_f32, 17.0, -10.0, 9.0, -1.0].into_iter().enumerate() {
        let wood = pen.canvas.across(&[(0, pen.tint.lighter(0.28)), (100, pen.tint.darker(0.06 + idx as f32 * 0.01))]);
        pen.canvas.group(&format!("transform=\"rotate({lean} 200 432)\""), |canvas| {
            let stick = Path::from((182.0, 206.0))
                .arc((18.0, 18.0), 1, (218.0, 206.0))
                .to((216.0, 404.0))
                .to((200.0, 432.0))
                .to((184.0, 404.0))
                .closed();
            canvas.path(wood, stick);
            canvas.line(pen.tint.darker(0.5), 3.0, Path::from((200.0, 218.0)).to((200.0, 262.0)));
        });
    }
    for y in [344.0, 352.0, 360.0] {
        pen.canvas.line(pen.accent, 5.0, Path::from((156.0, y)).bend((200.0, y + 12.0), (244.0, y)));
    }
    pen.canvas.line(
        pen.accent,
        4.0,
        Path::from((204.0, 362.0))
            .bend((180.0, 388.0), (168.0, 396.0))
            .then((204.0, 362.0))
            .bend((226.0, 386.0), (232.0, 400.0)),
    );
}

/// A fan of canes for climbers.
pub(super) fn trellis(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, BASE), 60.0);
    let mut canes = Path::default();
    for (foot, tip) in [(178.0, 84.0), (190.0, 142.0), (200.0, 200.0), (210.0, 258.0), (222.0, 316.0)] {
        canes = canes
            .then((foot, BASE))
            .bend((foot + (tip - foot) * 0.35, 260.0), (tip, 78.0_f32 + (tip - 200.0_f32).abs() * 0.26));
    }
    pen.canvas.line(pen.tint.darker(0.25), 10.0, &canes);
    pen.canvas.line(pen.tint.lighter(0.12), 4.0, &canes);
    let rails = Path::from((110.0, 176.0))
        .bend((200.0, 150.0), (290.0, 176.0))
        .then((140.0, 254.0))
        .bend((200.0, 236.0), (260.0, 254.0))
        .then((162.0, 334.0))
        .bend((200.0, 324.0), (238.0, 334.0));
    pen.canvas.line(pen.tint.darker(0.3), 8.0, &rails);
    pen.canvas.line(pen.tint, 3.0, rails);
    for (x, y) in [(200.0, 163.0), (200.0, 245.0), (200.0, 329.0), (152.0, 166.0), (248.0, 166.0)] {
        pen.canvas.line(
            pen.accent,
            3.0,
            Path::from((x - 6.0, y - 6.0)).to((x + 6.0, y + 6.0)).then((x + 6.0, y - 6.0)).to((x - 6.0, y + 6.0)),
        );
    }
}

/// A glass bell over a seedling.
pub(super) fn cloche(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, BASE), 104.0);
    pen.canvas.ellipse("#5a4636", (MIDDLE, 424.0), (66.0, 10.0));
    pen.canvas.line(
        Tint::Leaf.colour().darker(0.3),
        4.0,
        Path::from((200.0, 424.0)).bend((196.0, 380.0), (202.0, 348.0)),
    );
    let seedling = Path::default().leaf((201.0, 362.0), -2.5, 56.0, 26.0).leaf((201.0, 362.0), -0.64, 56.0, 26.0);
    pen.canvas.path(
        Tint::Leaf.colour(),
        seedling.leaf((201.0, 352.0), -2.0, 36.0, 16.0).leaf((201.0, 352.0), -1.1, 36.0, 16.0),
    );
    let bell = outline(MIDDLE, &[(14.0, 172.0), (64.0, 196.0), (96.0, 262.0), (104.0, 350.0), (116.0, BASE)]);
    let glass = pen.canvas.across(&[
        (0, pen.tint.darker(0.1)),
        (20, pen.tint.lighter(0.7)),
        (60, pen.tint.lighter(0.3)),
        (100, pen.tint.darker(0.2)),
    ]);
    pen.canvas.group("opacity=\".42\"", |canvas| canvas.path(glass, &bell));
    pen.canvas.line(pen.tint.darker(0.22), 2.2, bell);
    pen.canvas.disc(pen.tint.lighter(0.35), (MIDDLE, 158.0), 17.0);
    pen.canvas.line(
        pen.tint.darker(0.22),
        2.0,
        Path::from((183.0, 158.0)).arc((17.0, 17.0), 1, (217.0, 158.0)).arc((17.0, 17.0), 1, (183.0, 158.0)),
    );
    pen.canvas.group("opacity=\".8\"", |canvas| {
        canvas.line("#fff", 8.0, Path::from((124.0, 352.0)).bend((122.0, 262.0), (150.0, 218.0)))
    });
}

/// A coil of soft rope.
pub(super) fn coil(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (MIDDLE, BASE), 128.0);
    for (idx, radius) in [132.0_f32, 128.0, 124.0].into_iter().enumerate() {
        let y = 404.0 - idx as f32 * 26.0;
        solid(pen.canvas, MIDDLE, pen.tint, &[(radius - 5.0, y - 4.0), (radius, y + 10.0), (radius - 5.0, y + 24.0)]);
        let mut twist = Path::default();
        for step in -7_i8..=7 {
            let share = (f32::from(step) / 7.6 * 1.5).sin();
            let (x, dip) = (MIDDLE + share * (radius - 6.0), (1.0 - share * share).sqrt() * radius * TILT);
            twist = twist.then((x - 7.0, y - 2.0 + dip)).to((x + 7.0, y + 20.0 + dip));
        }
        pen.canvas.group("opacity=\".4\"", |canvas| canvas.line(pen.tint.darker(0.4), 2.4, twist));
    }
    mouth(pen.canvas, MIDDLE, pen.tint, (118.0, 346.0), 24.0);
    pen.canvas.line(
        pen.tint.lighter(0.1),
        20.0,
        Path::from((300.0, 420.0)).curve((352.0, 428.0), (330.0, 458.0), (366.0, 460.0)),
    );
    pen.canvas.line(pen.accent, 20.0, Path::from((364.0, 460.0)).to((368.0, 460.0)));
}
