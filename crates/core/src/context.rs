//! What only the page knows: the product on it, the cart, the shopper's segments and the day.

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
    /// Today in the store's time zone; `None` where it is not known, which silences dated rules.
    pub today: Option<Day>,
    /// Lower-cases text that is not ASCII.
    pub fold: Fold,
}

impl Context {
    /// A shopper about whom nothing is known, looking at nothing.
    pub fn new(fold: Fold) -> Context {
        Context { viewed: None, cart: Vec::new(), segments: Vec::new(), today: None, fold }
    }
}
