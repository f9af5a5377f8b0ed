//! One product: picture, name, what speaks for it, price, and the way to buy it that its unit calls for (reference,
//! section 1.1): a checkbox for related products and in bundles, a button for cross-sells and recommendations, the link
//! alone for up-sells.
//!
//! A part that a product has nothing to say in is not there. What the parts of a row say lies in one row of all cards,
//! so that cards with and without them stay in line; that is the style sheet's work.

use super::element::{Element, element, part, said};
use super::{CardText, Frame, Layout, Way, action, says};

/// A product's card, with a way to buy it.
pub(super) fn card(way: Way, layout: Layout, card: &CardText) -> Element {
    product(card).holds_any(buying(way, layout, card))
}

/// A product, without the way to buy it.
pub(super) fn product(card: &CardText) -> Element {
    let name = card.says(says::NAME).unwrap_or_default();
    // Lazy, and the second out of the layout until a pointer is over the card: most pages never load it.
    let picture = |element: Element, field| {
        let picture = element.with("alt", "").with("loading", "lazy").with("decoding", "async");
        card.says(field).map(|image| picture.with("src", image))
    };
    let frame = part("span", "frame")
        .with_any("data-initial", name.chars().next().map(String::from).as_deref())
        .holds_any(picture(part("img", "picture"), says::IMAGE))
        .holds_any(picture(part("img", "picture-2"), says::IMAGE_2));
    part("li", card.part())
        .with("data-sku", &card.sku)
        .holds(part("a", "link").with_any("href", card.says(says::URL)).holds(frame).holds(said("span", "name", name)))
        .holds_any(badges(card))
        .holds_any(details(card))
        .holds(prices(card))
}

/// What it costs, and what it cost.
fn prices(card: &CardText) -> Element {
    let price = said("bdi", "price", card.says(says::PRICE).unwrap_or_default());
    let was = |price: &str| {
        let was = element("span").with("class", "heard").says(&card.words.text("was")).says(" ");
        part("s", "regular-price").holds(was).holds(element("bdi").says(price))
    };
    part("p", "prices").holds(price).holds_any(card.says(says::REGULAR_PRICE).map(was))
}

/// The element, if it holds anything.
fn unless_empty(element: Element) -> Option<Element> {
    (!element.inside.is_empty()).then_some(element)
}

/// The names of what lies on the picture, and the parts it is.
const BADGES: [(&str, &str); 4] = [
    (says::DISCOUNT, "badge discount"),
    (says::BADGE, "badge"),
    (says::LOW_STOCK, "stock low-stock"),
    (says::OUT_OF_STOCK, "stock out-of-stock"),
];

/// What lies on the picture. It is no part of the link, whose name is the product's.
fn badges(card: &CardText) -> Option<Element> {
    let mut badges = part("p", "badges");
    for (name, part) in BADGES {
        for text in card.all(name) {
            badges = badges.holds(said("span", part, text));
        }
    }
    unless_empty(badges)
}

/// The line between name and price.
fn details(card: &CardText) -> Option<Element> {
    let reviews = card.says(says::REVIEWS).map(|count| said("span", "reviews", count));
    let options = card.says(says::OPTIONS).map(|count| said("span", "options", count));
    let rating = card.says(says::RATING).zip(card.says(says::STARS)).map(|(heard, stars)| {
        let stars = part("span", "stars").with("--_rating", stars);
        part("span", "rating").with("role", "img").with("aria-label", heard).holds(stars).holds_any(reviews)
    });
    unless_empty(part("p", "details").holds_any(rating).holds_any(options))
}

/// The way to buy it, if the card has one.
pub(super) fn buying(way: Way, layout: Layout, card: &CardText) -> Option<Element> {
    let ticks = way == Way::Tick || layout == Layout::Bundle;
    let is_offer = way == Way::Button;
    let words = &card.words;
    let saying = |element: Element, text: String| {
        let name = card.says(says::NAME).unwrap_or_default();
        element.says(&text).holds(self::element("span").with("class", "heard").says(" ").says(name))
    };
    if ticks && (card.is_addable() || card.is_this) {
        let checkbox = part("input", "checkbox").with("type", "checkbox").with("data-act", action::TICK);
        let label = part("label", "tick").holds(checkbox.when("disabled", card.is_this));
        return Some(saying(label, if card.is_this { words.text("this-product") } else { words.text("tick") }));
    }
    if is_offer && card.is_addable() {
        let button = part("button", "button").with("type", "button").with("data-act", action::ADD);
        return Some(saying(button, words.text("add-to-cart")));
    }
    let url = card.says(says::URL).filter(|_| (is_offer || ticks) && card.says(says::CHOOSABLE).is_some());
    url.map(|url| saying(part("a", "button").with("href", url), words.text("choose-options")))
}

/// "Check items to add to the cart or select all", where at least one card can be added (reference, section 1.3); and
/// a button that adds them, where the unit is in no form that could.
pub(super) fn tick_all(frame: &Frame) -> Element {
    let Frame { has_form, n_addable, n_ticked, .. } = *frame;
    let words = &frame.words;
    let button = |button: Element, act, text: String| button.with("type", "button").with("data-act", act).says(&text);
    let toggle = words.text(if n_ticked == n_addable { "unselect-all" } else { "select-all" });
    let add = button(part("button", "button"), action::ADD_TICKED, words.text("add-selected"));
    part("p", "tick-all")
        .when("hidden", n_addable == 0)
        .says(&words.text("check-items"))
        .says(" ")
        .holds(button(part("button", "tick-all-button"), action::TICK_ALL, toggle))
        .holds(add.when("hidden", has_form || n_ticked == 0))
}
