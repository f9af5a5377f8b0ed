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
    /// On a card of which only a few are left.
    pub low_stock: &'static str,
    /// On a card that cannot be bought today.
    pub out_of_stock: &'static str,
    /// Beside the viewed product in a bundle.
    pub this_product: &'static str,
    /// Before the price of a whole bundle.
    pub total: &'static str,
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

    /// The lowest of several prices.
    pub fn from(&self, price: &str) -> String {
        concat(&["from ", price])
    }

    /// How much less it costs than before.
    pub fn discount(&self, percent: &str) -> String {
        concat(&["-", percent, "%"])
    }

    /// What shoppers think of it, read in place of stars, in tenths of them.
    pub fn rating(&self, tenths: u8, n_reviews: u32) -> String {
        let (stars, tenth) = ((tenths / 10).to_string(), (tenths % 10).to_string());
        let counted = n_reviews.to_string();
        let reviews: [&str; 3] = match n_reviews {
            0 => ["", "", ""],
            1 => [", ", &counted, " review"],
            _ => [", ", &counted, " reviews"],
        };
        let [comma, count, word] = reviews;
        concat(&[&stars, ".", &tenth, " out of 5", comma, count, word])
    }

    /// How many variants there are to choose from.
    pub fn options(&self, count: u32) -> String {
        concat(&[&count.to_string(), " options"])
    }

    /// On the button that adds a whole bundle.
    pub fn bundle_add(&self, count: usize) -> String {
        concat(&["Add ", &count.to_string(), " to cart"])
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
    low_stock: "Only a few left",
    out_of_stock: "Out of stock",
    this_product: "This product",
    total: "Total: ",
};
