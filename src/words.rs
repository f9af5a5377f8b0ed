//! Every word a shopper sees or hears, once.

use kindred_core::link::Relation;
use kindred_core::text::concat;

/// The words of one language.
pub struct Words {
    /// Headings, in the order of [`Relation::ALL`].
    headings: [&'static str; 3],
    /// Before the button that ticks every card.
    pub check_items: &'static str,
    /// On that button.
    pub select_all: &'static str,
    /// On that button when every card is ticked.
    pub unselect_all: &'static str,
    /// Beside a card's checkbox.
    pub tick: &'static str,
    /// On a card's button.
    pub add_to_cart: &'static str,
    /// On the button that adds what is ticked, where there is no form to do it.
    pub add_selected: &'static str,
    /// On the link of a card whose product must be chosen first.
    pub choose_options: &'static str,
    /// The name of the button that goes back.
    pub previous: &'static str,
    /// The name of the button that goes on.
    pub next: &'static str,
    /// Read before a reduced price.
    pub now: &'static str,
    /// Read before the price that was.
    pub was: &'static str,
    /// Said when the shop has taken a product into the cart; the key `added`.
    pub added: &'static str,
    /// Said when it has not, and gave no reason; the key `cart-failed`.
    pub cart_failed: &'static str,
}

impl Words {
    /// The heading of a unit that has none of its own.
    pub fn heading(&self, relation: Relation) -> &'static str {
        let [related, up_sell, cross_sell] = self.headings;
        match relation {
            Relation::Related => related,
            Relation::UpSell => up_sell,
            Relation::CrossSell => cross_sell,
        }
    }

    /// A message by its key; what is no key is the message itself.
    pub fn message<'a>(&'a self, key: &'a str) -> &'a str {
        match key {
            "added" => self.added,
            "cart-failed" => self.cart_failed,
            text => text,
        }
    }

    /// Which cards of a carousel are in view.
    pub fn position(&self, first: i32, last: i32, n_cards: usize) -> String {
        concat(&[&first.to_string(), " to ", &last.to_string(), " of ", &n_cards.to_string()])
    }
}

/// English.
pub const ENGLISH: Words = Words {
    headings: ["Related products", "We found other products you might like", "More choices"],
    check_items: "Check items to add to the cart or ",
    select_all: "select all",
    unselect_all: "unselect all",
    tick: "Add",
    add_to_cart: "Add to cart",
    add_selected: "Add selected to cart",
    choose_options: "Choose options",
    previous: "Previous",
    next: "Next",
    now: "Now ",
    was: "Was ",
    added: "Added to your cart.",
    cart_failed: "This could not be added to your cart. Please try again.",
};
