//! The scrolling list: native scrolling with scroll-snap, and two buttons that scroll it by what can be seen.

use super::{Frame, action};
use leptos::prelude::*;

/// Leptos makes an element whose every attribute is a literal by way of `innerHTML`, which pages may forbid (trusted
/// types); this is none.
const IN_TAB_ORDER: &str = "0";

/// A list of cards that scrolls sideways. The list itself can have focus, so the arrow keys scroll it as the browser
/// does; the buttons go away where everything fits.
pub(super) fn carousel(frame: &Frame) -> impl IntoView<State: 'static> + use<> {
    let (at_start, at_end) = frame.seen.map_or((true, true), |seen| (seen.at_start, seen.at_end));
    let is_whole = at_start && at_end;
    let position = (!is_whole).then(|| frame.position.clone());
    let words = &frame.words;
    view! {
        <div part="carousel">
            <ul part="track" tabindex=IN_TAB_ORDER aria-labelledby="heading"></ul>
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
        </div>
    }
}
