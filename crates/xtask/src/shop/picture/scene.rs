//! Where things stand: a wall, a window's light on it, and a sill.

use super::HERO_SIZE;
use super::canvas::{Canvas, Path};
use super::colour::Colour;

/// The wall and the sill of a product's picture.
pub(super) fn sill(canvas: &mut Canvas, wall: Colour) {
    let paper = canvas.down(wall.lighter(0.1), wall);
    canvas.block(paper, (0.0, 0.0), (400.0, 500.0), 0.0);
    canvas.group("fill=\"#fffaf0\" opacity=\".3\"", |canvas| {
        for (from, to) in [(96.0, 196.0), (208.0, 308.0)] {
            let pane = Path::from((from, 0.0)).to((to, 0.0)).to((to - 130.0, 396.0)).to((from - 130.0, 396.0));
            canvas.path("inherit", pane.closed());
        }
    });
    let board = canvas.down(wall.lighter(0.62), wall.lighter(0.42));
    canvas.block(board, (0.0, 396.0), (400.0, 86.0), 0.0);
    canvas.block(wall.darker(0.13), (0.0, 480.0), (400.0, 20.0), 0.0);
}

/// The wide window of the home page: sky behind panes, hills, and a long sill.
pub(super) fn window(canvas: &mut Canvas, wall: Colour) {
    let (width, height) = (HERO_SIZE.0 as f32, HERO_SIZE.1 as f32);
    let sky = canvas.down(wall, wall.lighter(0.55));
    canvas.block(sky, (0.0, 0.0), (width, height), 0.0);
    let sun = canvas.soft(Colour(255, 246, 214), 0.9);
    canvas.disc(sun, (1130.0, 330.0), 330.0);
    canvas.disc(Colour(255, 240, 196), (1130.0, 330.0), 96.0);
    let far = Path::from((0.0, 700.0)).bend((260.0, 500.0), (560.0, 640.0)).bend((860.0, 760.0), (1130.0, 600.0));
    let far = far.bend((1380.0, 470.0), (1600.0, 600.0)).to((1600.0, 900.0)).to((0.0, 900.0)).closed();
    canvas.path(wall.mix(Colour(86, 128, 104), 0.36), far);
    let near = Path::from((0.0, 770.0)).bend((420.0, 640.0), (820.0, 740.0)).bend((1240.0, 840.0), (1600.0, 690.0));
    let near = near.to((1600.0, 900.0)).to((0.0, 900.0)).closed();
    canvas.path(wall.mix(Colour(58, 104, 84), 0.6), near);
    let board = canvas.down(Colour(250, 244, 232), Colour(234, 224, 206));
    canvas.block(board, (0.0, 830.0), (width, 130.0), 0.0);
    canvas.block(Colour(206, 192, 170), (0.0, 960.0), (width, 40.0), 0.0);
}

/// Transforms that put so many things side by side on the long sill, the biggest in the middle, so that a narrow
/// screen, which sees the middle only, still sees a whole group.
pub(super) fn places(n_things: usize) -> impl Iterator<Item = String> {
    let middle = (n_things as f32 - 1.0) / 2.0;
    (0..n_things).map(move |idx| {
        let offset = idx as f32 - middle;
        let scale = 1.44 - offset.abs() * 0.05;
        let x = 800.0 + offset * 262.0 - 200.0 * scale;
        let y = 900.0 + if idx % 2 == 0 { 14.0 } else { -12.0 } - 432.0 * scale;
        format!("transform=\"translate({x:.0} {y:.0}) scale({scale:.2})\"")
    })
}

/// A sprout above a sill, for the smallest sizes.
pub(super) fn mark(canvas: &mut Canvas) {
    canvas.disc(Colour(23, 58, 46), (16.0, 16.0), 16.0);
    canvas.line("#f7e7b0", 2.0, Path::from((16.0, 22.0)).to((16.0, 14.0)));
    canvas.path("#f7e7b0", Path::default().leaf((16.0, 16.0), -2.5, 10.0, 6.0).leaf((16.0, 15.0), -0.75, 11.0, 7.0));
    canvas.block("#f7e7b0", (7.0, 22.0), (18.0, 2.6), 1.3);
}
