//! What a shopper can do in a unit, by the names that the markup gives it in `data-act`.

/// What a shopper did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// Ticked or unticked the card of this SKU.
    Tick(String, bool),
    /// Ticked every card, or unticked every one.
    TickAll,
    /// Reset the form around the unit.
    Untick,
    /// Wants this SKU in the cart.
    Add(String),
    /// Wants what is ticked in the cart.
    AddTicked,
    /// Followed a link of the card of this SKU.
    Follow(String),
    /// Has the cards of these SKUs in sight.
    Seen(Vec<String>),
    /// Wants the carousel a window back (-1) or on (1).
    Scroll(i32),
    /// Scrolled the carousel.
    Scrolled,
}

pub(super) const TICK: &str = "tick";
pub(super) const TICK_ALL: &str = "tick-all";
pub(super) const ADD: &str = "add";
pub(super) const ADD_TICKED: &str = "add-ticked";
/// What a link does that names nothing.
pub const FOLLOW: &str = "follow";
pub(super) const PREVIOUS: &str = "previous";
pub(super) const NEXT: &str = "next";

impl Action {
    /// The action of that name, done to the card of that SKU; `checked` is the state of a checkbox.
    pub fn named(name: &str, sku: Option<String>, checked: bool) -> Option<Action> {
        Some(match (name, sku) {
            (TICK, Some(sku)) => Action::Tick(sku, checked),
            (ADD, Some(sku)) => Action::Add(sku),
            (FOLLOW, Some(sku)) => Action::Follow(sku),
            (TICK_ALL, _) => Action::TickAll,
            (ADD_TICKED, _) => Action::AddTicked,
            (PREVIOUS, _) => Action::Scroll(-1),
            (NEXT, _) => Action::Scroll(1),
            _ => return None,
        })
    }
}
