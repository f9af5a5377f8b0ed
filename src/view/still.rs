//! A unit as text, for pages that are made before anybody looks at them: what crawlers read, and what visitors see
//! until the unit is there, or for good where no script runs. It has the same parts as the unit; what needs a script
//! is there too, hidden, so that a style sheet can keep its room.

use super::bundle::bundle;
use super::card::{product, tick_all, way};
use super::{CardText, Frame, Layout};
use kindred_core::link::Relation;
use leptos::prelude::*;

/// The HTML of a unit. Its links are real; nothing in it needs an id, a script or a style of its own.
pub fn still(relation: Relation, layout: Layout, frame: &Frame, cards: &[CardText]) -> String {
    let is_bundle = layout == Layout::Bundle;
    let ticks = relation == Relation::Related && !is_bundle;
    let cards: Vec<_> = cards.iter().map(|card| product(card, later(way(relation, layout, card)))).collect();
    let unit = view! {
        <section part="unit" data-layout=layout.name() aria-label=frame.heading.clone()>
            <h2 part="heading">{frame.heading.clone()}</h2>
            {ticks.then(|| later(tick_all(frame)))}
            <div part="carousel">
                <ul part="track">{cards}</ul>
            </div>
            {is_bundle.then(|| later(bundle(frame)))}
        </section>
    };
    // Marks between parts are for taking the text over by a script, which ours does not.
    unit.to_html().replace("<!>", "").replace("<!---->", "")
}

/// What comes with the script.
fn later(view: impl IntoView) -> impl IntoView {
    view! { <div data-later hidden>{view}</div> }
}
