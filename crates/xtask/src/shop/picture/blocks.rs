//! A still life for products whose looks we do not know: a few plain bodies, piled up in the wall's own colours.

use super::canvas::{Canvas, Path};
use super::colour::Colour;
use super::dice::Dice;
use super::turned::{TILT, shadow, solid};
use super::{BASE, MIDDLE};

/// How high a pile may grow.
const ROOF: f32 = 120.0;

/// Draws a pile; a ball or an arch ends it.
pub(super) fn draw(canvas: &mut Canvas, wall: Colour, mut dice: Dice) {
    let paints = [
        wall.darker(0.42),
        wall.darker(0.2),
        wall.lighter(0.6),
        wall.mix(Colour(206, 92, 62), 0.78),
        wall.mix(Colour(232, 190, 84), 0.8),
        wall.mix(Colour(46, 84, 92), 0.82),
    ];
    let first = (dice.roll() * 6.0) as usize;
    let paint = |step: usize| paints[(first + step * 5 + step / 2) % paints.len()];
    let ball = dice.between(26.0, 40.0);
    let side = if dice.roll() < 0.5 { -1.0 } else { 1.0 };
    shadow(canvas, (MIDDLE + side * 112.0, BASE + 8.0), ball);
    body(canvas, Body::Ball, paint(4), MIDDLE + side * 112.0, BASE + 8.0, ball);
    let (mut y, mut radius) = (BASE, dice.between(76.0, 104.0));
    shadow(canvas, (MIDDLE, BASE), radius);
    for step in 0..4 {
        let kinds = [Body::Drum, Body::Bowl, Body::Cone, Body::Drum, Body::Ball, Body::Arch];
        let kind = if step == 0 { dice.pick(&kinds[..2]) } else { dice.pick(&kinds) };
        y = body(canvas, kind, paint(step), MIDDLE, y, radius);
        radius *= dice.between(0.56, 0.86);
        if matches!(kind, Body::Ball | Body::Arch) || y - radius * 1.4 < ROOF {
            break;
        }
    }
}

#[derive(Clone, Copy, Default)]
enum Body {
    #[default]
    Drum,
    Bowl,
    Cone,
    Ball,
    Arch,
}

/// Draws one body that stands at `y`, and says how high its top is.
fn body(canvas: &mut Canvas, kind: Body, colour: Colour, x: f32, y: f32, radius: f32) -> f32 {
    match kind {
        Body::Drum => {
            let top = y - radius * 0.66;
            solid(canvas, x, colour, &[(radius, top), (radius, y)]);
            canvas.ellipse(colour.lighter(0.3), (x, top), (radius, radius * TILT));
            top
        }
        Body::Bowl => {
            let top = y - radius * 0.8;
            solid(canvas, x, colour, &[(radius, top), (radius * 0.86, y - radius * 0.34), (radius * 0.44, y)]);
            canvas.ellipse(colour.lighter(0.3), (x, top), (radius, radius * TILT));
            top
        }
        Body::Cone => {
            let top = y - radius * 1.2;
            solid(canvas, x, colour, &[(radius * 0.42, top), (radius * 0.84, y)]);
            canvas.ellipse(colour.lighter(0.3), (x, top), (radius * 0.42, radius * 0.42 * TILT));
            top
        }
        Body::Ball => {
            let fill = canvas.ball(colour);
            let size = radius * 0.8;
            canvas.disc(fill, (x, y - size + 3.0), size);
            y - size * 2.0
        }
        Body::Arch => {
            let size = radius * 0.86;
            let half = Path::from((x - size, y))
                .arc((size, size), 1, (x + size, y))
                .to((x + size * 0.46, y))
                .arc((size * 0.46, size * 0.46), 0, (x - size * 0.46, y))
                .closed();
            let fill = canvas.round(colour);
            canvas.path(fill, half);
            y - size
        }
    }
}
