//! A sheet to draw on: collects shapes and gradients and prints one small SVG. Coordinates are rounded to a tenth, so
//! the same drawing gives the same bytes everywhere.

use super::colour::Colour;
use std::fmt::{self, Display, Write};

/// A drawing under way. Later shapes lie on top of earlier ones.
#[derive(Default)]
pub(crate) struct Canvas {
    defs: String,
    body: String,
    known: Vec<(String, String)>,
}

/// A coordinate as SVG writes it: one decimal, and none where it is zero.
pub(super) struct N(pub(super) f32);

impl Display for N {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 10.0).round() as i32;
        let (sign, tenths) = (if tenths < 0 { "-" } else { "" }, tenths.abs());
        match tenths % 10 {
            0 => write!(f, "{sign}{}", tenths / 10),
            rest => write!(f, "{sign}{}.{rest}", tenths / 10),
        }
    }
}

/// A factor: two decimals.
struct Hundredths(f32);

impl Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.2}", self.0);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl Canvas {
    /// The drawing as an SVG file; it scales to fill its box and is cut where the box has another ratio.
    pub(crate) fn finish(self, width: u32, height: u32) -> String {
        let defs = if self.defs.is_empty() { String::new() } else { format!("<defs>{}</defs>", self.defs) };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" preserveAspectRatio=\"xMidYMax slice\">{defs}{}</svg>\n",
            self.body
        )
    }

    /// Registers a definition once and says how to refer to it.
    fn define(&mut self, make: impl Fn(&str) -> String) -> String {
        let shape = make("");
        if let Some((_, id)) = self.known.iter().find(|(known, _)| *known == shape) {
            return id.clone();
        }
        let id = short_id(self.known.len());
        self.defs.push_str(&make(&id));
        self.known.push((shape, id.clone()));
        id
    }

    /// The fill of something round that light falls on from the left.
    pub(super) fn round(&mut self, colour: Colour) -> String {
        let (light, mid, dark) = (colour.lighter(0.28), colour, colour.darker(0.3));
        self.across(&[(0, colour), (22, light), (55, mid), (100, dark)])
    }

    /// A gradient from left to right.
    pub(super) fn across(&mut self, stops: &[(u8, Colour)]) -> String {
        self.gradient("", stops)
    }

    /// A gradient from top to bottom.
    pub(super) fn down(&mut self, top: Colour, bottom: Colour) -> String {
        self.gradient(" x2=\"0\" y2=\"1\"", &[(0, top), (100, bottom)])
    }

    fn gradient(&mut self, direction: &str, stops: &[(u8, Colour)]) -> String {
        let id = self.define(|id| {
            let mut text = format!("<linearGradient id=\"{id}\"{direction}>");
            for (offset, colour) in stops {
                let _ = write!(text, "<stop offset=\"{offset}%\" stop-color=\"{colour}\"/>");
            }
            text + "</linearGradient>"
        });
        format!("url(#{id})")
    }

    /// The fill of a ball, with the light above its left shoulder.
    pub(super) fn ball(&mut self, colour: Colour) -> String {
        let (light, dark) = (colour.lighter(0.34), colour.darker(0.34));
        let id = self.define(|id| {
            format!(
                "<radialGradient id=\"{id}\" cx=\".36\" cy=\".3\" r=\".76\"><stop stop-color=\"{light}\"/>\
                 <stop offset=\".45\" stop-color=\"{colour}\"/><stop offset=\"1\" stop-color=\"{dark}\"/></radialGradient>"
            )
        });
        format!("url(#{id})")
    }

    /// A glow or a soft shadow: the colour in the middle, nothing at the rim.
    pub(super) fn soft(&mut self, colour: Colour, strength: f32) -> String {
        let id = self.define(|id| {
            format!(
                "<radialGradient id=\"{id}\"><stop offset=\"30%\" stop-color=\"{colour}\" stop-opacity=\"{0}\"/>\
                 <stop offset=\"1\" stop-color=\"{colour}\" stop-opacity=\"0\"/></radialGradient>",
                N(strength)
            )
        });
        format!("url(#{id})")
    }

    /// Draws a path.
    pub(super) fn path(&mut self, fill: impl Display, path: impl Display) {
        let _ = write!(self.body, "<path fill=\"{fill}\" d=\"{path}\"/>");
    }

    /// Draws a line along a path, with round ends.
    pub(super) fn line(&mut self, stroke: impl Display, width: f32, path: impl Display) {
        let _ = write!(
            self.body,
            "<path fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{}\" stroke-linecap=\"round\" d=\"{path}\"/>",
            N(width)
        );
    }

    /// Draws an ellipse.
    pub(super) fn ellipse(&mut self, fill: impl Display, (x, y): (f32, f32), (rx, ry): (f32, f32)) {
        let _ = write!(
            self.body,
            "<ellipse fill=\"{fill}\" cx=\"{}\" cy=\"{}\" rx=\"{}\" ry=\"{}\"/>",
            N(x),
            N(y),
            N(rx),
            N(ry)
        );
    }

    /// Draws a disc.
    pub(super) fn disc(&mut self, fill: impl Display, (x, y): (f32, f32), radius: f32) {
        let _ = write!(self.body, "<circle fill=\"{fill}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>", N(x), N(y), N(radius));
    }

    /// Draws a rectangle with rounded corners.
    pub(super) fn block(&mut self, fill: impl Display, (x, y): (f32, f32), (width, height): (f32, f32), corner: f32) {
        let _ = write!(
            self.body,
            "<rect fill=\"{fill}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            N(x),
            N(y),
            N(width),
            N(height)
        );
        if corner > 0.0 {
            let _ = write!(self.body, " rx=\"{}\"", N(corner));
        }
        self.body.push_str("/>");
    }

    /// Draws inside a group that has attributes, such as a transform.
    pub(super) fn group(&mut self, attributes: &str, draw: impl FnOnce(&mut Canvas)) {
        let _ = write!(self.body, "<g {attributes}>");
        draw(self);
        self.body.push_str("</g>");
    }

    /// Draws something that hangs on the wall and throws its shadow there.
    pub(super) fn hung(&mut self, transform: &str, draw: impl FnOnce(&mut Canvas)) {
        let id = self.define(|id| {
            format!(
                "<filter id=\"{id}\" x=\"-30%\" y=\"-10%\" width=\"170%\" height=\"130%\">\
                 <feDropShadow dx=\"12\" dy=\"12\" stdDeviation=\"7\" flood-color=\"#18262a\" flood-opacity=\".24\"/></filter>"
            )
        });
        self.group(&format!("filter=\"url(#{id})\""), |canvas| {
            canvas.group(&format!("transform=\"{transform}\""), draw);
        });
    }

    /// Keeps a shape aside for [`Canvas::stamp`].
    pub(super) fn shape(&mut self, markup: &str) -> String {
        self.define(|id| format!("<g id=\"{id}\">{markup}</g>"))
    }

    /// Draws a shape that was kept aside: moved, turned (in degrees) and scaled.
    pub(super) fn stamp(&mut self, id: &str, fill: impl Display, (x, y): (f32, f32), turn: f32, scale: f32) {
        let _ =
            write!(self.body, "<use href=\"#{id}\" fill=\"{fill}\" transform=\"translate({} {})", x.round(), y.round());
        if turn.round() != 0.0 {
            let _ = write!(self.body, "rotate({})", turn.round());
        }
        if (scale - 1.0).abs() > 0.01 {
            let _ = write!(self.body, "scale({})", Hundredths(scale));
        }
        self.body.push_str("\"/>");
    }
}

fn short_id(index: usize) -> String {
    char::from(b'a' + (index % 26) as u8).to_string()
        + &if index < 26 { String::new() } else { (index / 26).to_string() }
}

/// A path under construction; its points are whole numbers, which is as fine as a shopper can see.
#[derive(Clone, Default)]
pub(super) struct Path(String);

impl Path {
    pub(super) fn from(point: (f32, f32)) -> Path {
        Path::default().then(point)
    }

    /// Starts another outline in the same path.
    pub(super) fn then(self, (x, y): (f32, f32)) -> Path {
        self.step('M', &[x, y])
    }

    pub(super) fn to(self, (x, y): (f32, f32)) -> Path {
        self.step('L', &[x, y])
    }

    pub(super) fn bend(self, control: (f32, f32), (x, y): (f32, f32)) -> Path {
        self.step('Q', &[control.0, control.1, x, y])
    }

    pub(super) fn curve(self, one: (f32, f32), two: (f32, f32), (x, y): (f32, f32)) -> Path {
        self.step('C', &[one.0, one.1, two.0, two.1, x, y])
    }

    /// An elliptic arc; clockwise on the page where `sweep` is `1`.
    pub(super) fn arc(self, (rx, ry): (f32, f32), sweep: u8, (x, y): (f32, f32)) -> Path {
        self.step('A', &[rx, ry, 0.0, 0.0, f32::from(sweep), x, y])
    }

    pub(super) fn closed(mut self) -> Path {
        self.0.push('Z');
        self
    }

    /// A pointed leaf: from its stalk, in a direction (radians, 0 is to the right), so long and so wide.
    pub(super) fn leaf(self, (x, y): (f32, f32), direction: f32, length: f32, width: f32) -> Path {
        let (sin, cos) = direction.sin_cos();
        let tip = (cos * length, sin * length);
        let side = |sign: f32| (tip.0 * 0.42 - sin * width * sign, tip.1 * 0.42 + cos * width * sign);
        let (one, two) = (side(1.0), side(-1.0));
        let whole = |(x, y): (f32, f32)| (x.round(), y.round());
        let (one, two, tip) = (whole(one), whole(two), whole(tip));
        self.then((x, y))
            .step('q', &[one.0, one.1, tip.0, tip.1])
            .step('q', &[two.0 - tip.0, two.1 - tip.1, -tip.0, -tip.1])
            .closed()
    }

    /// One command and its numbers, as short as SVG allows: a minus sign separates by itself.
    fn step(mut self, command: char, numbers: &[f32]) -> Path {
        self.0.push(command);
        for (idx, number) in numbers.iter().enumerate() {
            let whole = number.round() as i32;
            let gap = if idx > 0 && whole >= 0 { " " } else { "" };
            let _ = write!(self.0, "{gap}{whole}");
        }
        self
    }
}

impl Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coordinate_has_one_decimal_or_none() {
        let shown: Vec<String> = [0.04, -0.04, 12.0, -3.25, 7.96].map(|value| N(value).to_string()).into();
        assert_eq!(shown, ["0", "0", "12", "-3.3", "8"]);
    }

    #[test]
    fn the_same_gradient_is_defined_once() {
        let mut canvas = Canvas::default();
        let colour = Colour(1, 2, 3);
        assert_eq!(canvas.round(colour), canvas.round(colour));
        assert_ne!(canvas.round(colour), canvas.round(Colour(3, 2, 1)));
    }
}
