//! A unit as text, for pages that are made before anybody looks at them: what crawlers read, and what visitors see
//! until the unit is there, or for good where no script runs. It has the same parts as the unit; what needs a script
//! is there too, hidden, so that a style sheet can keep its room.

use super::bundle::bundle;
use super::card::{buying, product, tick_all};
use super::element::{Element, Node, element, part, said};
use super::{CardText, Frame, Layout, Way};
use html_escape::{encode_double_quoted_attribute, encode_text};

/// The HTML of a unit. Its links are real; nothing in it needs an id, a script or a style of its own.
pub fn still(way: Way, layout: Layout, frame: &Frame, cards: &[CardText]) -> String {
    let is_bundle = layout == Layout::Bundle;
    let ticks = way == Way::Tick && !is_bundle;
    let cards = cards.iter().map(|card| product(card).holds_any(buying(way, layout, card).map(later)));
    let unit = part("section", "unit")
        .with("data-layout", layout.name())
        .with("aria-label", &frame.heading)
        .holds(said("h2", "heading", &frame.heading))
        .holds_any(ticks.then(|| later(tick_all(frame))))
        .holds(part("div", "carousel").holds(cards.fold(part("ul", "track"), Element::holds)))
        .holds_any(is_bundle.then(|| later(bundle(frame))));
    let mut html = String::new();
    write(&unit, &mut html);
    html
}

/// What comes with the script.
fn later(what: Element) -> Element {
    element("div").when("data-later", true).when("hidden", true).holds(what)
}

/// Elements that hold nothing and have no end in HTML, of those in our views.
const VOID: [&str; 2] = ["img", "input"];

fn write(element: &Element, html: &mut String) {
    html.extend(["<", element.tag]);
    for (name, value) in &element.attributes {
        // A custom property.
        let (name, value) =
            if name.starts_with("--") { ("style", format!("{name}:{value}")) } else { (*name, value.clone()) };
        html.extend([" ", name, "=\"", &*encode_double_quoted_attribute(&value), "\""]);
    }
    html.push('>');
    for node in &element.inside {
        match node {
            Node::Element(element) => write(element, html),
            Node::Text(text) => html.push_str(&encode_text(text)),
        }
    }
    if !VOID.contains(&element.tag) {
        html.extend(["</", element.tag, ">"]);
    }
}
