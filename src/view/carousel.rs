//! The list of cards. Where it scrolls, that is native scrolling with scroll-snap, and two buttons that scroll it by
//! what can be seen.

use super::{Frame, Layout, action};
use leptos::prelude::*;

/// A list of cards; it says so, as Safari takes a list without marks for none. One that scrolls sideways can have focus
/// itself, so the arrow keys scroll it as the browser does; where everything fits it is no stop on the way, and has no
/// buttons.
pub(super) fn carousel(layout: Layout, frame: &Frame) -> impl IntoView<State: 'static> + use<> {
    let scrolls = layout.scrolls();
    let is_whole = ends(frame) == (true, true);
    view! {
        <div part="carousel">
            <ul part="track" role="list" tabindex=(scrolls && !is_whole).then_some("0") aria-labelledby="heading"></ul>
            {scrolls.then(|| scrolling(frame))}
        </div>
    }
}

/// Whether the first card and the last one can be seen.
fn ends(frame: &Frame) -> (bool, bool) {
    frame.seen.map_or((true, true), |seen| (seen.at_start, seen.at_end))
}

fn scrolling(frame: &Frame) -> impl IntoView<State: 'static> + use<> {
    let (at_start, at_end) = ends(frame);
    let is_whole = at_start && at_end;
    let position = (!is_whole).then(|| frame.position.clone());
    let words = &frame.words;
    view! {
        <button
            part="arrow previous"
            type="button"
            data-act=action::PREVIOUS
            aria-label=words.text("previous")
            aria-disabled=at_start.then_some("true")
            hidden=is_whole
        ></button>
        <button
            part="arrow next"
            type="button"
            data-act=action::NEXT
            aria-label=words.text("next")
            aria-disabled=at_end.then_some("true")
            hidden=is_whole
        ></button>
        <p class="heard" role="status">{position}</p>
    }
}
