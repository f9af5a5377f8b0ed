//! Names and prose of the invented shop. The lengths are those of real catalogues; the words are ours.

use super::dice::{Dice, scattered};

const SYLLABLES: [&str; 30] = [
    "ba", "bri", "cal", "da", "dor", "el", "fen", "gar", "hol", "in", "jor", "ka", "li", "mar", "nel", "or", "pel",
    "qui", "ra", "sol", "ta", "tir", "ul", "ven", "wes", "xan", "yl", "zo", "mer", "lun",
];
/// Of how many names no two are the same.
const N_NAMES: usize = SYLLABLES.len().pow(4);

const PROSE: [&str; 96] = [
    "the",
    "a",
    "and",
    "with",
    "for",
    "that",
    "every",
    "you",
    "it",
    "of",
    "in",
    "on",
    "light",
    "warm",
    "soft",
    "strong",
    "quiet",
    "steady",
    "bright",
    "simple",
    "honest",
    "roomy",
    "slim",
    "washable",
    "lasting",
    "gentle",
    "sturdy",
    "clever",
    "day",
    "evening",
    "morning",
    "week",
    "journey",
    "garden",
    "kitchen",
    "office",
    "street",
    "forest",
    "harbour",
    "studio",
    "pocket",
    "strap",
    "lining",
    "seam",
    "handle",
    "cover",
    "frame",
    "button",
    "edge",
    "surface",
    "colour",
    "shade",
    "weave",
    "grip",
    "corner",
    "holds",
    "keeps",
    "carries",
    "fits",
    "folds",
    "opens",
    "closes",
    "stands",
    "stays",
    "dries",
    "breathes",
    "turns",
    "rests",
    "moves",
    "follows",
    "lasts",
    "serves",
    "easily",
    "firmly",
    "slowly",
    "neatly",
    "always",
    "twice",
    "again",
    "together",
    "outside",
    "everywhere",
    "made",
    "cut",
    "sewn",
    "finished",
    "tested",
    "wrapped",
    "where",
    "when",
    "while",
    "after",
    "before",
    "without",
    "beside",
    "along",
];

const LABELS: [&str; 40] = [
    "Width",
    "Height",
    "Depth",
    "Cable length",
    "Operating temperature",
    "Storage temperature",
    "Noise level",
    "Energy class",
    "Housing",
    "Finish",
    "Mount",
    "Ports",
    "Memory",
    "Cache",
    "Interface",
    "Cards supported",
    "Modes",
    "Languages",
    "Warranty",
    "Box contents",
    "Certificates",
    "Standby power",
    "Working power",
    "Battery",
    "Charge time",
    "Running time",
    "Display",
    "Viewing angle",
    "Contrast",
    "Lens",
    "Filter thread",
    "Shutter",
    "Tray",
    "Paper weight",
    "Pages per minute",
    "Warm-up",
    "Cartridges",
    "Driver for",
    "Channels",
    "Sampling",
];
const VALUES: [&str; 24] = [
    "yes",
    "no",
    "black",
    "silver",
    "aluminium",
    "2 years",
    "USB",
    "LAN",
    "optional",
    "automatic",
    "manual",
    "A",
    "A+",
    "tilt and turn",
    "front and back",
    "with cover",
    "by remote control",
    "three steps",
    "wall or table",
    "standard",
    "on request",
    "single sheet",
    "both sides",
    "low light",
];

/// An invented name; no two numbers have the same one.
pub(super) fn invented(number: usize) -> String {
    // Number 0 would be one syllable four times.
    let mut left = scattered(number + 1, N_NAMES);
    let mut name = String::new();
    for _ in 0..4 {
        name.push_str(SYLLABLES[left % SYLLABLES.len()]);
        left /= SYLLABLES.len();
    }
    name[..1].make_ascii_uppercase();
    name
}

/// The type number of a device, such as `KR-2840B`; no two numbers have the same one.
pub(super) fn model(number: usize) -> String {
    let mut left = scattered(number, 26 * 26 * 10_000 * 26);
    let mut letter = || {
        let letter = char::from(b'A' + (left % 26) as u8);
        left /= 26;
        letter
    };
    let (first, second, last) = (letter(), letter(), letter());
    format!("{first}{second}-{left:04}{last}")
}

/// Makes a name as long as that, where it is shorter, with what fits.
pub(super) fn lengthen(name: &mut String, extras: &[&str], length: usize, dice: &mut Dice) {
    let mut tries = 0;
    while name.len() + 4 < length && tries < 8 {
        tries += 1;
        let extra = dice.one_of(extras);
        if name.len() + 1 + extra.len() <= length + 2 && !name.contains(extra) {
            name.push(' ');
            name.push_str(extra);
        }
    }
}

/// A name as it stands in an address.
pub(super) fn slug(name: &str, out: &mut String) {
    for letter in name.chars() {
        match letter {
            'a'..='z' | '0'..='9' => out.push(letter),
            'A'..='Z' => out.push(letter.to_ascii_lowercase()),
            _ if out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
}

/// About so many bytes of the texts that clothes have: two paragraphs of HTML, the second one a list.
pub(super) fn prose(out: &mut String, length: usize, dice: &mut Dice) {
    out.push_str("<p>");
    while out.len() + 150 < length {
        sentence(out, dice);
    }
    out.push_str("</p>\n<p>");
    while out.len() + 20 < length {
        out.push_str("&bull; ");
        for _ in 0..3 {
            out.push_str(dice.one_of(&PROSE));
            out.push(' ');
        }
        out.push_str("<br />");
    }
    out.push_str("</p>");
}

fn sentence(out: &mut String, dice: &mut Dice) {
    let start = out.len();
    for _ in 0..6 + dice.below(8) {
        out.push_str(dice.one_of(&PROSE));
        out.push_str(if dice.chance(1, 12) { ", " } else { " " });
    }
    out[start..=start].make_ascii_uppercase();
    out.truncate(out.trim_end_matches([',', ' ']).len());
    out.push_str(". ");
}

/// About so many bytes of what makers tell of a device: what is what, now and then on a new line.
pub(super) fn data_sheet(out: &mut String, length: usize, dice: &mut Dice) {
    let is_html = dice.chance(11, 20);
    while out.len() < length {
        out.push_str(dice.one_of(&LABELS));
        out.push_str(": ");
        if dice.chance(1, 3) {
            out.push_str(&format!("{} x {}", dice.below(900) + 2, dice.below(400) + 1));
        } else {
            out.push_str(dice.one_of(&VALUES));
        }
        match dice.below(5) {
            0 if is_html => out.push_str(".<br/>\n"),
            0 => out.push_str(". "),
            _ => out.push_str(", "),
        }
    }
}
