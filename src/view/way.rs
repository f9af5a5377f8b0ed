//! The way from a card to the cart.

use kindred_core::link::Relation;

/// How a shopper buys what a card shows (reference, section 1.1).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Ticks it, to be bought together with the viewed product.
    Tick,
    /// Presses its button.
    Button,
    /// Follows its link.
    Link,
}

impl Way {
    /// That of a relation; recommendations have a button.
    pub fn of(relation: Option<Relation>) -> Way {
        match relation {
            Some(Relation::Related) => Way::Tick,
            Some(Relation::UpSell) => Way::Link,
            Some(Relation::CrossSell) | None => Way::Button,
        }
    }
}
