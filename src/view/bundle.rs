//! The end of a bundle: what everything that is ticked costs together, and one button for all of it.

use super::{Frame, action};
use leptos::prelude::*;

/// The total, which a screen reader hears when it changes, and the button.
pub(super) fn bundle(frame: &Frame) -> impl IntoView<State: 'static> + use<> {
    view! {
        <p part="bundle">
            <span part="total" role="status">{frame.words.text("total")} " " <bdi>{frame.total.clone()}</bdi></span>
            <button part="button add-all" type="button" disabled=frame.n_ticked == 0 data-act=action::ADD_TICKED>
                {frame.add_all.clone()}
            </button>
        </p>
    }
}
