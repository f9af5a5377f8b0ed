//! Colours of the drawings: a small set of named tints, so that every picture in the shop comes from one paint box.

use serde::Deserialize;
use std::fmt;

/// An opaque colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Colour(pub(crate) u8, pub(crate) u8, pub(crate) u8);

/// What shade falls into: a cool green-black, so that shadows never look like soot.
const SHADE: Colour = Colour(24, 38, 40);
/// What light falls from: a warm white.
const LIGHT: Colour = Colour(255, 249, 236);

impl Colour {
    /// Part of the way to another colour; `share` runs from 0 to 1.
    pub(crate) fn mix(self, other: Colour, share: f32) -> Colour {
        let channel = |from: u8, to: u8| (f32::from(from) + (f32::from(to) - f32::from(from)) * share).round() as u8;
        Colour(channel(self.0, other.0), channel(self.1, other.1), channel(self.2, other.2))
    }

    /// The colour where less light falls.
    pub(crate) fn darker(self, share: f32) -> Colour {
        self.mix(SHADE, share)
    }

    /// The colour where more light falls.
    pub(crate) fn lighter(self, share: f32) -> Colour {
        self.mix(LIGHT, share)
    }

    /// Reads `#rrggbb`.
    pub(crate) fn from_hex(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let channel = |from: usize| u8::from_str_radix(&digits[from..from + 2], 16).ok();
        Some(Colour(channel(0)?, channel(2)?, channel(4)?))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// The paint box.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Tint {
    #[default]
    Terracotta,
    Clay,
    Moss,
    Fog,
    Ink,
    Cream,
    Butter,
    Zinc,
    Larch,
    Ash,
    Oak,
    Sage,
    White,
    Leaf,
    Fern,
    Lime,
    Silver,
    Lavender,
    Red,
    Pink,
    Blue,
    Orange,
    Lemon,
    Brass,
    Iron,
    Glass,
    Jute,
    Wool,
    Plum,
    Amber,
}

impl Tint {
    /// The colour of the paint.
    pub(crate) fn colour(self) -> Colour {
        match self {
            Tint::Terracotta => Colour(201, 112, 74),
            Tint::Clay => Colour(219, 158, 124),
            Tint::Moss => Colour(104, 124, 78),
            Tint::Fog => Colour(200, 210, 210),
            Tint::Ink => Colour(45, 66, 92),
            Tint::Cream => Colour(240, 230, 209),
            Tint::Butter => Colour(233, 198, 98),
            Tint::Zinc => Colour(150, 166, 172),
            Tint::Larch => Colour(205, 154, 98),
            Tint::Ash => Colour(221, 190, 145),
            Tint::Oak => Colour(166, 118, 74),
            Tint::Sage => Colour(140, 166, 139),
            Tint::White => Colour(248, 245, 238),
            Tint::Leaf => Colour(86, 143, 78),
            Tint::Fern => Colour(45, 104, 76),
            Tint::Lime => Colour(146, 180, 74),
            Tint::Silver => Colour(148, 172, 158),
            Tint::Lavender => Colour(133, 114, 190),
            Tint::Red => Colour(205, 61, 47),
            Tint::Pink => Colour(229, 137, 158),
            Tint::Blue => Colour(72, 108, 186),
            Tint::Orange => Colour(230, 133, 52),
            Tint::Lemon => Colour(244, 209, 80),
            Tint::Brass => Colour(202, 160, 80),
            Tint::Iron => Colour(64, 72, 76),
            Tint::Glass => Colour(190, 216, 212),
            Tint::Jute => Colour(198, 166, 112),
            Tint::Wool => Colour(214, 202, 186),
            Tint::Plum => Colour(122, 58, 84),
            Tint::Amber => Colour(122, 70, 34),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hex_colour_reads_as_it_prints() {
        assert_eq!(Colour::from_hex("#c9704a").map(|colour| colour.to_string()), Some("#c9704a".into()));
        assert_eq!(Colour::from_hex("c9704a"), None);
        assert_eq!(Colour::from_hex("#c97"), None);
    }
}
