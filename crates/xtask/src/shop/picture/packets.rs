//! Seed packets: paper in the tint, a picture of what will grow in the accent.

use super::canvas::{N, Path};
use super::colour::{Colour, Tint};
use super::leaves::flower;
use super::turned::shadow;
use super::{BASE, Pen};
use std::f32::consts::TAU;

/// What is printed on a packet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Print {
    Herb,
    Umbel,
    SweetPea,
    Nasturtium,
    Cornflower,
    Stock,
    Tomato,
    Radish,
    Bean,
    Lettuce,
}

/// One packet, leaning on another that shows from behind.
pub(super) fn packet(pen: &mut Pen<'_>, print: Print) {
    shadow(pen.canvas, (200.0, BASE), 104.0);
    pen.canvas.group("transform=\"rotate(7 200 432)\"", |canvas| {
        canvas.block("#cdbfa3", (122.0, 186.0), (172.0, 244.0), 3.0);
        canvas.block("#e4d9c2", (122.0, 186.0), (166.0, 244.0), 3.0);
    });
    pen.canvas.group("transform=\"rotate(-3 200 432)\"", |canvas| {
        sheet(canvas, pen.tint);
        let mut inner = Pen { canvas, tint: pen.tint, accent: pen.accent, dice: super::Dice::of("print") };
        printed(&mut inner, print);
    });
}

/// The paper of a packet, with its folded top, label and lines of small print.
fn sheet(canvas: &mut super::Canvas, tint: Colour) {
    let paper = canvas.across(&[(0, tint.lighter(0.14)), (60, tint), (100, tint.darker(0.14))]);
    canvas.block(paper, (110.0, 176.0), (178.0, 254.0), 4.0);
    canvas.block(tint.darker(0.2), (110.0, 176.0), (178.0, 26.0), 4.0);
    let teeth: String = (0..14).map(|idx| format!("M{} 202l6.4 6 6.4-6z", N(110.0 + idx as f32 * 12.7))).collect();
    canvas.path(tint.darker(0.2), teeth);
    canvas.block("#f8f1e1", (126.0, 222.0), (146.0, 150.0), 73.0);
    canvas.block("#f8f1e1", (146.0, 386.0), (106.0, 9.0), 4.5);
    canvas.group("opacity=\".6\"", |canvas| canvas.block("#f8f1e1", (168.0, 404.0), (62.0, 6.0), 3.0));
}

fn printed(pen: &mut Pen<'_>, print: Print) {
    let (green, deep) = (Tint::Leaf.colour(), Tint::Fern.colour());
    match print {
        Print::Herb => sprig(pen, (199.0, 356.0), 112.0, green),
        Print::Umbel => umbel(pen, deep),
        Print::SweetPea => {
            pen.canvas.line(
                deep,
                3.0,
                Path::from((200.0, 362.0))
                    .bend((188.0, 310.0), (206.0, 250.0))
                    .then((196.0, 318.0))
                    .bend((220.0, 320.0), (232.0, 302.0))
                    .bend((242.0, 288.0), (232.0, 282.0)),
            );
            pen.canvas.path(
                green,
                Path::default().leaf((197.0, 336.0), -2.6, 48.0, 18.0).leaf((197.0, 336.0), -0.3, 44.0, 16.0),
            );
            for (x, y, tint) in [
                (206.0, 252.0, pen.accent),
                (176.0, 278.0, pen.accent.lighter(0.3)),
                (222.0, 292.0, pen.accent.mix(Tint::Lavender.colour(), 0.6)),
            ] {
                pen.canvas.path(
                    tint.darker(0.1),
                    Path::default().leaf((x, y + 10.0), -2.3, 34.0, 24.0).leaf((x, y + 10.0), -0.84, 34.0, 24.0),
                );
                pen.canvas.path(tint.lighter(0.35), Path::default().leaf((x, y + 12.0), -1.57, 24.0, 14.0));
            }
        }
        Print::Nasturtium => {
            pen.canvas.line(
                deep,
                2.6,
                Path::from((200.0, 360.0))
                    .to((168.0, 296.0))
                    .then((200.0, 360.0))
                    .to((234.0, 312.0))
                    .then((200.0, 360.0))
                    .to((206.0, 262.0)),
            );
            for (x, y, radius) in [(166.0, 300.0, 26.0), (236.0, 318.0, 23.0)] {
                pen.canvas.disc(green, (x, y), radius);
                let rays = (0_u8..7).fold(Path::default(), |rays, idx| {
                    let turn = f32::from(idx) / 7.0 * TAU;
                    rays.then((x, y)).to((x + turn.cos() * radius * 0.8, y + turn.sin() * radius * 0.8))
                });
                pen.canvas.line(green.lighter(0.5), 1.4, rays);
            }
            blossom(pen, (208.0, 258.0), 5, (34.0, 27.0), Colour(140, 40, 30));
        }
        Print::Cornflower => {
            pen.canvas.line(deep, 3.0, Path::from((196.0, 362.0)).bend((204.0, 320.0), (200.0, 276.0)));
            pen.canvas.path(
                green,
                Path::default().leaf((199.0, 340.0), -2.3, 56.0, 9.0).leaf((200.0, 330.0), -0.8, 56.0, 9.0),
            );
            blossom(pen, (200.0, 268.0), 12, (40.0, 10.0), pen.accent.darker(0.4));
        }
        Print::Stock => {
            pen.canvas.line(deep, 3.0, Path::from((200.0, 362.0)).to((200.0, 250.0)));
            pen.canvas.path(
                green,
                Path::default().leaf((200.0, 350.0), -2.5, 52.0, 12.0).leaf((200.0, 340.0), -0.6, 52.0, 12.0),
            );
            for (x, y) in [(200.0, 248.0), (182.0, 272.0), (218.0, 276.0), (188.0, 302.0), (214.0, 308.0)] {
                blossom(pen, (x, y), 4, (19.0, 13.0), Tint::Lemon.colour());
            }
        }
        Print::Tomato => {
            pen.canvas.line(
                deep,
                3.0,
                Path::from((170.0, 240.0))
                    .bend((200.0, 250.0), (214.0, 348.0))
                    .then((192.0, 262.0))
                    .to((174.0, 292.0))
                    .then((206.0, 290.0))
                    .to((232.0, 300.0)),
            );
            for (x, y) in [(172.0, 304.0), (232.0, 312.0), (206.0, 342.0)] {
                let fill = pen.canvas.ball(pen.accent);
                pen.canvas.disc(fill, (x, y), 24.0);
                pen.canvas.path(
                    deep,
                    [0.2, 1.2, 1.9, 2.9]
                        .into_iter()
                        .fold(Path::default(), |cap, turn| cap.leaf((x, y - 22.0), turn, 15.0, 5.0)),
                );
            }
            pen.canvas.path(green, Path::default().leaf((172.0, 242.0), -0.1, 54.0, 24.0));
        }
        Print::Radish => {
            pen.canvas.path(
                green,
                [-2.1, -1.57, -1.0]
                    .into_iter()
                    .fold(Path::default(), |top, turn| top.leaf((200.0, 300.0), turn, 74.0, 26.0)),
            );
            let fill = pen.canvas.ball(pen.accent);
            pen.canvas.path(
                fill,
                Path::from((200.0, 292.0)).curve((248.0, 290.0), (236.0, 344.0), (202.0, 350.0)).curve(
                    (164.0, 344.0),
                    (152.0, 290.0),
                    (200.0, 292.0),
                ),
            );
            pen.canvas.line("#f3dede", 3.0, Path::from((202.0, 350.0)).bend((200.0, 358.0), (206.0, 366.0)));
        }
        Print::Bean => {
            for (tone, x) in [(green.darker(0.15), 178.0), (green, 204.0), (green.lighter(0.2), 228.0)] {
                pen.canvas.line(tone, 15.0, Path::from((x, 252.0)).bend((x - 26.0, 300.0), (x + 2.0, 352.0)));
            }
            blossom(pen, (206.0, 250.0), 3, (22.0, 16.0), pen.accent.darker(0.3));
        }
        Print::Lettuce => {
            for (tone, long, n_leaves) in
                [(deep, 66.0, 9_u8), (green, 54.0, 8), (Tint::Lime.colour(), 40.0, 7), (pen.accent, 22.0, 5)]
            {
                let leaves = (0..n_leaves).fold(Path::default(), |leaves, idx| {
                    leaves.leaf((200.0, 304.0), f32::from(idx) / f32::from(n_leaves) * TAU + long, long, long * 0.5)
                });
                pen.canvas.path(tone, leaves);
            }
        }
    }
}

fn blossom(pen: &mut Pen<'_>, at: (f32, f32), petals: u8, petal: (f32, f32), eye: Colour) {
    let id = flower(pen, petals, petal, eye);
    pen.canvas.stamp(&id, pen.accent, at, 18.0, 1.0);
}

fn sprig(pen: &mut Pen<'_>, (x, y): (f32, f32), tall: f32, green: Colour) {
    pen.canvas.line(green.darker(0.4), 3.0, Path::from((x, y)).bend((x - 8.0, y - tall * 0.5), (x + 2.0, y - tall)));
    for (tone, side) in [(green, -1.0_f32), (green.lighter(0.16), 1.0)] {
        let leaves = (0_u8..4).fold(Path::default(), |leaves, row| {
            let at = (x - 3.0, y - 18.0 - f32::from(row) * tall * 0.22);
            leaves.leaf(at, -1.57 + side * 1.05, 56.0 - f32::from(row) * 8.0, 25.0)
        });
        pen.canvas.path(tone, leaves.leaf((x, y - tall * 0.86), -1.57 + side * 0.3, 34.0, 14.0));
    }
}

fn umbel(pen: &mut Pen<'_>, deep: Colour) {
    let head = (200.0, 292.0);
    let mut rays = Path::from((200.0, 362.0)).to(head);
    let mut dots = Vec::new();
    for idx in 0_u8..9 {
        let turn = -2.75 + f32::from(idx) * 0.295;
        let tip = (head.0 + turn.cos() * 54.0, head.1 + turn.sin() * 44.0);
        rays = rays.then(head).to(tip);
        dots.push(tip);
    }
    pen.canvas.line(
        deep,
        2.4,
        rays.then((200.0, 340.0))
            .bend((176.0, 330.0), (166.0, 312.0))
            .then((200.0, 332.0))
            .bend((224.0, 324.0), (236.0, 304.0)),
    );
    for (x, y) in dots {
        for (across, up) in [(-5.0, 0.0), (5.0, 1.0), (0.0, -6.0)] {
            pen.canvas.disc(pen.accent, (x + across, y + up), 4.6);
        }
    }
}

/// A box of packets, as a present.
pub(super) fn packet_box(pen: &mut Pen<'_>) {
    shadow(pen.canvas, (200.0, BASE), 124.0);
    let tints = [Tint::Sage, Tint::Butter, Tint::Pink, Tint::Blue, Tint::Terracotta];
    for (idx, tint) in tints.into_iter().enumerate() {
        // A fan whose feet stay in the box.
        let (x, lean) = (84.0 + idx as f32 * 35.0, idx as f32 * 4.0 - 8.0);
        pen.canvas.group(&format!("transform=\"rotate({lean} 200 500)\""), |canvas| {
            let colour = tint.colour();
            let paper = canvas.across(&[(0, colour.lighter(0.16)), (100, colour.darker(0.1))]);
            canvas.block(paper, (x, 214.0 + (idx % 2) as f32 * 14.0), (92.0, 180.0), 3.0);
            canvas.block("#f8f1e1", (x + 16.0, 240.0 + (idx % 2) as f32 * 14.0), (60.0, 64.0), 30.0);
            canvas.path(
                Tint::Leaf.colour(),
                Path::default().leaf((x + 46.0, 298.0), -2.0, 42.0, 18.0).leaf((x + 46.0, 298.0), -1.1, 42.0, 18.0),
            );
        });
    }
    let card = pen.canvas.across(&[(0, pen.tint.lighter(0.2)), (60, pen.tint), (100, pen.tint.darker(0.16))]);
    pen.canvas.block(card, (66.0, 318.0), (268.0, 114.0), 5.0);
    pen.canvas.block(pen.tint.darker(0.2), (66.0, 318.0), (268.0, 6.0), 3.0);
    pen.canvas.block("#f8f1e1", (132.0, 350.0), (136.0, 50.0), 4.0);
    pen.canvas.line(pen.accent, 4.0, Path::from((152.0, 369.0)).to((248.0, 369.0)));
    pen.canvas.line(pen.accent.lighter(0.4), 3.0, Path::from((170.0, 384.0)).to((230.0, 384.0)));
}
