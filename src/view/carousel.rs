//! The list of cards. Where it scrolls, that is native scrolling with scroll-snap, and two buttons that scroll it by
//! what can be seen.

use super::element::{Element, element, part};
use super::{Frame, Layout, action};

/// A list of cards; it says so, as Safari takes a list without marks for none. One that scrolls sideways can have focus
/// itself, so the arrow keys scroll it as the browser does; where everything fits it is no stop on the way, and has no
/// buttons.
pub(super) fn carousel(layout: Layout, frame: &Frame) -> Element {
    let (at_start, at_end) = frame.seen.map_or((true, true), |seen| (seen.at_start, seen.at_end));
    let is_whole = at_start && at_end;
    let track = part("ul", "track").with("role", "list").with("aria-labelledby", "heading");
    if !layout.scrolls() {
        return part("div", "carousel").holds(track);
    }
    let words = &frame.words;
    let arrow = |arrow: Element, act, label: String, is_at_end: bool| {
        arrow
            .with("type", "button")
            .with("data-act", act)
            .with("aria-label", &label)
            .with_any("aria-disabled", is_at_end.then_some("true"))
            .when("hidden", is_whole)
    };
    let position = if is_whole { "" } else { &frame.position };
    part("div", "carousel")
        .holds(track.with_any("tabindex", (!is_whole).then_some("0")))
        .holds(arrow(part("button", "arrow previous"), action::PREVIOUS, words.text("previous"), at_start))
        .holds(arrow(part("button", "arrow next"), action::NEXT, words.text("next"), at_end))
        .holds(element("p").with("class", "heard").with("role", "status").says(position))
}
