//! What events are called: by Google Analytics 4, by Adobe's storefront events, by others, and by us.

use super::field::plain;
use super::raw::What;
use std::collections::BTreeMap;

/// The names of events and what they mean.
#[derive(Clone, Debug)]
pub(super) struct EventWords {
    /// As they are written, and as [`plain`] has them.
    meanings: BTreeMap<String, What>,
}

const VIEWS: [&str; 7] =
    ["view", "view_item", "product-view", "productPageView", "view-product", "ViewContent", "detail"];
const CART_ADDS: [&str; 6] =
    ["add-to-cart", "add_to_cart", "addToCart", "kindred:add-to-cart", "product-add-to-cart", "cart"];
const PURCHASES: [&str; 7] =
    ["purchase", "place-order", "placeOrder", "order", "order-completed", "complete-purchase", "transaction"];

impl Default for EventWords {
    fn default() -> EventWords {
        let known = [(&VIEWS[..], What::View), (&CART_ADDS, What::AddToCart), (&PURCHASES, What::PurchaseEvent)];
        let names = known.into_iter().flat_map(|(names, what)| names.iter().map(move |name| (*name, what)));
        EventWords::of(names)
    }
}

impl EventWords {
    /// These names and no others.
    pub(super) fn of<'a>(names: impl Iterator<Item = (&'a str, What)>) -> EventWords {
        let mut meanings = BTreeMap::new();
        for (name, what) in names {
            meanings.insert(name.to_owned(), what);
            meanings.insert(plain(name), what);
        }
        EventWords { meanings }
    }

    /// What a name means, if it is of use.
    pub(super) fn meaning(&self, name: &str) -> Option<What> {
        let exact = self.meanings.get(name);
        exact.or_else(|| self.meanings.get(&plain(name))).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{EventWords, What};

    #[test]
    fn the_names_that_others_use_are_known_however_they_are_written() {
        let words = EventWords::default();
        for (name, expected) in [
            ("view_item", Some(What::View)),
            ("View Item", Some(What::View)),
            ("productPageView", Some(What::View)),
            ("add_to_cart", Some(What::AddToCart)),
            ("kindred:add-to-cart", Some(What::AddToCart)),
            ("place-order", Some(What::PurchaseEvent)),
            ("purchase", Some(What::PurchaseEvent)),
            ("remove_from_cart", None),
            ("page_view", None),
            // A unit that was seen is no product that was looked at.
            ("kindred:view", None),
        ] {
            assert_eq!(words.meaning(name), expected, "{name}");
        }
    }
}
