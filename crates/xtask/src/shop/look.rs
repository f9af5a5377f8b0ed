//! How a shop looks and speaks: `shop.json`, or plain defaults for a catalogue that comes without one.

use super::beside;
use super::picture::{Colour, Sketch};
use super::spots::{Spot, Spots};
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The walls of categories that name none, in turn.
const WALLS: [Colour; 6] = [
    Colour(207, 226, 218),
    Colour(244, 220, 205),
    Colour(201, 223, 236),
    Colour(246, 227, 166),
    Colour(217, 211, 234),
    Colour(228, 220, 203),
];

/// A shop's name, words and sketches.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Look {
    /// The shop's name.
    pub(super) name: String,
    /// What it is, in a few words.
    pub(super) tagline: String,
    /// What it is, for search engines.
    pub(super) description: String,
    /// The top of the home page.
    pub(super) hero: Hero,
    /// The products on the home page; some of each category where none are named.
    pub(super) selection: Selection,
    /// A word about the shop.
    #[serde(default)]
    pub(super) story: Option<Story>,
    /// What the shop promises, in a few words each.
    #[serde(default)]
    pub(super) notes: Vec<String>,
    /// As whom a visitor may look around, the first where nobody has chosen; nobody is asked where there are none.
    #[serde(default)]
    pub(super) visitors: Vec<Visitor>,
    /// Walls, texts and pictures of top categories, by name.
    #[serde(default)]
    pub(super) categories: BTreeMap<String, Department>,
    /// What attributes are called on product pages, where that is not their own name.
    #[serde(default)]
    pub(super) labels: BTreeMap<String, String>,
    /// SKUs that the theme page's units are about; the first products where none are named.
    #[serde(default)]
    pub(super) samples: Vec<String>,
    /// What to draw, by SKU.
    #[serde(default)]
    pub(super) pictures: BTreeMap<String, Sketch>,
    /// What is recommended on which page.
    #[serde(default)]
    pub(super) recommendations: Spots,
}

/// The top of the home page.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Hero {
    pub(super) title: String,
    pub(super) text: String,
    /// What the button says.
    pub(super) action: String,
    /// The category it leads to; the first where it is empty.
    #[serde(default)]
    pub(super) category: String,
    /// The colour of the sky.
    #[serde(default)]
    pub(super) wall: String,
    /// SKUs of the sketches on the sill, from left to right.
    #[serde(default)]
    pub(super) things: Vec<String>,
}

/// Products on the home page.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Selection {
    pub(super) title: String,
    #[serde(default)]
    pub(super) skus: Vec<String>,
}

/// A word about the shop, with a picture.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Story {
    pub(super) title: String,
    pub(super) text: Vec<String>,
    /// The SKU of its picture.
    pub(super) thing: String,
}

/// Somebody who looks around, as Kindred is told of them.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Visitor {
    /// Who that is, as in "looking around as a guest".
    pub(super) name: String,
    /// Customer segments.
    #[serde(default)]
    pub(super) segments: Vec<String>,
    /// The customer group whose prices count.
    #[serde(default)]
    pub(super) group: String,
    /// SKUs bought before.
    #[serde(default)]
    pub(super) bought: Vec<String>,
}

/// A top category.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Department {
    /// The colour of its wall.
    pub(super) wall: String,
    /// A sentence about it.
    pub(super) text: String,
    /// The SKU of its picture.
    pub(super) thing: String,
    /// The unit at the top of its page.
    #[serde(default)]
    pub(super) best: Option<Spot>,
    /// What is recommended on its products' pages, if not what all others have.
    #[serde(default)]
    pub(super) recommendations: Vec<Spot>,
}

impl Look {
    /// The look that belongs to a catalogue.
    pub(super) fn beside(catalogue: &Path) -> Result<Look> {
        match beside(catalogue, "shop.json") {
            Some(path) => {
                let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
                serde_json::from_str(&text).with_context(|| format!("reading {}", path.display()))
            }
            None => Ok(Look::plain()),
        }
    }

    /// The look of a shop about which nothing is known.
    fn plain() -> Look {
        Look {
            name: "Demo Shop".into(),
            tagline: "Your catalogue, with Kindred on it".into(),
            description: "A demonstration of Kindred on a catalogue of your own.".into(),
            hero: Hero {
                title: "Things that belong together.".into(),
                text:
                    "This is your catalogue, laid out as a shop. Open a product to see what Kindred shows beside it, \
                       and put it in the cart to see what it shows there."
                        .into(),
                action: "Start looking".into(),
                category: String::new(),
                wall: String::new(),
                things: Vec::new(),
            },
            selection: Selection { title: "A few of everything".into(), skus: Vec::new() },
            story: None,
            notes: Vec::new(),
            visitors: Vec::new(),
            categories: BTreeMap::new(),
            labels: BTreeMap::new(),
            samples: Vec::new(),
            pictures: BTreeMap::new(),
            recommendations: Spots::default(),
        }
    }

    /// The wall behind products of a top category; its place in the menu decides where it names none.
    pub(super) fn wall(&self, category: &str, place: usize) -> Colour {
        let named = self.categories.get(category).and_then(|department| Colour::from_hex(&department.wall));
        named.unwrap_or(WALLS[place % WALLS.len()])
    }

    /// The sky of the home page's picture.
    pub(super) fn sky(&self) -> Colour {
        Colour::from_hex(&self.hero.wall).unwrap_or(Colour(191, 219, 228))
    }
}
