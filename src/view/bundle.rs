//! The end of a bundle: what everything that is ticked costs together, and one button for all of it.

use super::element::{Element, element, part, said};
use super::{Frame, action};

/// The total, which a screen reader hears when it changes, and the button.
pub(super) fn bundle(frame: &Frame) -> Element {
    let total = said("span", "total", &frame.words.text("total")).with("role", "status");
    let add = part("button", "button add-all").with("type", "button").when("disabled", frame.n_ticked == 0);
    part("p", "bundle")
        .holds(total.says(" ").holds(element("bdi").says(frame.total.as_deref().unwrap_or_default())))
        .holds(add.with("data-act", action::ADD_TICKED).says(&frame.add_all))
}
