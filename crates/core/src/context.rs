//! What only the page knows: the product on it, the cart, the shopper, the day, the dice.

use crate::operator::Fold;
use crate::rule::Day;
use alloc::string::String;
use alloc::vec::Vec;

/// The situation a selection is made for.
#[derive(Clone, Debug)]
pub struct Context {
    /// The SKU of the product on the page, on a product page.
    pub viewed: Option<String>,
    /// The SKUs in the cart, last added first.
    pub cart: Vec<String>,
    /// The customer segments this shopper is in.
    pub segments: Vec<String>,
    /// The customer group whose prices this shopper sees.
    pub group: Option<String>,
    /// Today in the store's time zone; `None` where it is not known, which silences dated rules.
    pub today: Option<Day>,
    /// The SKUs that earlier units of the page show.
    pub shown: Vec<String>,
    /// The SKUs that this shopper has bought, last bought first.
    pub bought: Vec<String>,
    /// The SKUs of products that this shopper has looked at, the last one first; empty without consent.
    pub history: Vec<String>,
    /// The SKUs that the page knows to be sold out, whatever the feed says.
    pub sold_out: Vec<String>,
    /// The throw of the dice: the same seed draws the same products.
    pub seed: u32,
    /// Lower-cases text that is not ASCII.
    pub fold: Fold,
}

impl Context {
    /// A shopper about whom nothing is known, looking at nothing.
    pub fn new(fold: Fold) -> Context {
        Context {
            viewed: None,
            cart: Vec::new(),
            segments: Vec::new(),
            group: None,
            today: None,
            shown: Vec::new(),
            bought: Vec::new(),
            history: Vec::new(),
            sold_out: Vec::new(),
            seed: 0,
            fold,
        }
    }
}
