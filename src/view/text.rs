//! What a card says, in finished texts under the names that the page's own template can use too.

use crate::words::Words;
use std::rc::Rc;

/// The names of what a card says (docs/theming.md).
pub mod says {
    /// The product's name.
    pub const NAME: &str = "name";
    /// Its page; a card without one is no link.
    pub const URL: &str = "url";
    /// Its picture; a placeholder is drawn for a card without one.
    pub const IMAGE: &str = "image";
    /// Its second picture.
    pub const IMAGE_2: &str = "image-2";
    /// What it costs.
    pub const PRICE: &str = "price";
    /// What it cost before it was reduced.
    pub const REGULAR_PRICE: &str = "regular-price";
    /// By how many per cent it was reduced.
    pub const DISCOUNT: &str = "discount";
    /// A short text on its picture; there may be several.
    pub const BADGE: &str = "badge";
    /// What shoppers think of it, in words.
    pub const RATING: &str = "rating";
    /// The same in tenths of stars.
    pub const STARS: &str = "stars";
    /// How many of them have said so.
    pub const REVIEWS: &str = "reviews";
    /// That there are only a few.
    pub const LOW_STOCK: &str = "low-stock";
    /// That there is none.
    pub const OUT_OF_STOCK: &str = "out-of-stock";
    /// How many variants there are to choose from.
    pub const OPTIONS: &str = "options";
    /// Whether it goes into the cart without anything to choose.
    pub const ADDABLE: &str = "addable";
    /// Whether it can be bought once something was chosen on its page.
    pub const CHOOSABLE: &str = "choosable";
}

const CARD_PART: &str = "card";
const THIS_PART: &str = "card this-product";

/// One card, in finished texts.
#[derive(Clone, PartialEq, Debug)]
pub struct CardText {
    /// The product's SKU.
    pub sku: String,
    /// What it says, each under its name.
    pub fields: Vec<(&'static str, String)>,
    /// Whether it is the product that the unit is about: the first of a bundle.
    pub is_this: bool,
    /// What the smallest quantity costs, in ten-thousandths of the currency unit.
    pub amount: i64,
    /// The words around all that.
    pub words: Rc<Words>,
}

impl CardText {
    /// What it says under a name; nothing where there is nothing to say.
    #[inline(never)]
    pub fn says(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// All that it says under a name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(move |(known, _)| *known == name).map(|(_, text)| text.as_str())
    }

    /// Whether it goes into the cart without anything to choose.
    pub fn is_addable(&self) -> bool {
        self.says(says::ADDABLE).is_some()
    }

    /// The parts of its element.
    pub fn part(&self) -> &'static str {
        if self.is_this { THIS_PART } else { CARD_PART }
    }
}
