//! What a shopper sees of a unit: a heading, the cards, and a list around them. Knows neither feeds nor pages:
//! finished texts come in, and what can be done is named in the markup, for whoever listens.
//!
//! The frame and each card are mounted by themselves, so a card that stays keeps its element, its picture and the
//! keyboard focus when its neighbours change, and a list costs no diffing code. One listener outside hears for all
//! cards: `on:` here would put 7 kB of brotli into the wasm. Views are functions of finished values; what changes is
//! built anew from other values and compared with what is there, so no signals are needed, nor what they weigh
//! (docs/decisions/weight.md).

mod action;
mod bundle;
mod card;
mod carousel;
mod element;
#[cfg(feature = "explain")]
mod explanation;
mod layout;
#[cfg(not(target_arch = "wasm32"))]
mod still;
mod text;
mod way;

use crate::words::Words;
pub use action::{Action, FOLLOW};
use bundle::bundle;
use card::{card, tick_all};
use carousel::carousel;
use element::{Built, Element, element, part, said};
use kindred_core::paging;
pub use layout::Layout;
use leptos::tachys::view::{Mountable, Render};
use leptos::web_sys::HtmlElement;
use std::rc::Rc;
#[cfg(not(target_arch = "wasm32"))]
pub use still::still;
pub use text::{CardText, says};
pub use way::Way;

/// What may change while a unit is shown, apart from its cards.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Frame {
    /// The heading.
    pub heading: String,
    /// Whether a form takes the ticked products to the cart.
    pub has_form: bool,
    /// How many cards there are.
    pub n_cards: usize,
    /// How many of them can be ticked.
    pub n_addable: usize,
    /// How many of them are ticked.
    pub n_ticked: usize,
    /// What those that are ticked cost together, in a bundle.
    pub total: Option<String>,
    /// On the button that adds them.
    pub add_all: String,
    /// Which of them can be seen; `None` where all can, and before they have been laid out.
    pub seen: Option<paging::View>,
    /// What the unit says to the shopper; mostly nothing.
    pub message: String,
    /// The same in words.
    pub position: String,
    /// The words on it.
    pub words: Rc<Words>,
}

/// A card on the page; it leaves when this is dropped.
#[must_use = "dropping it takes the card off the page"]
pub struct Mounted<V: Mountable = Built>(V);

impl<V: Mountable> Drop for Mounted<V> {
    fn drop(&mut self) {
        self.0.unmount();
    }
}

/// A trace on the page; it leaves when this is dropped.
#[cfg(feature = "explain")]
pub type MountedExplanation = Mounted<leptos::tachys::view::any_view::AnyViewState>;

/// A unit on the page, without its cards; it leaves when this is dropped.
#[must_use = "dropping it takes the unit off the page"]
pub struct MountedUnit {
    way: Way,
    layout: Layout,
    mounted: Mounted,
}

impl MountedUnit {
    /// Brings what may change in step. Elements stay, and so does the keyboard focus on them.
    pub fn update(&mut self, frame: &Frame) {
        unit(self.way, self.layout, frame).rebuild(&mut self.mounted.0);
    }
}

/// Puts a unit without cards into an element of the page. Its cards go into the element whose part is `track`.
pub fn mount_unit(parent: &HtmlElement, way: Way, layout: Layout, frame: &Frame) -> MountedUnit {
    MountedUnit { way, layout, mounted: mounted(unit(way, layout, frame), parent) }
}

/// Puts a card at the end of a unit's track.
pub fn mount_card(track: &HtmlElement, way: Way, layout: Layout, text: &CardText) -> Mounted {
    mounted(card(way, layout, text), track)
}

/// Puts the trace of a unit into an element of the page.
#[cfg(feature = "explain")]
pub fn mount_explanation(parent: &HtmlElement, trace: &kindred_core::explain::Trace) -> MountedExplanation {
    mounted(explanation::explanation(trace), parent)
}

fn mounted<V: Render>(view: V, parent: &HtmlElement) -> Mounted<V::State> {
    let mut state = view.build();
    state.mount(parent, None);
    Mounted(state)
}

/// A whole unit: heading, tick-all line, list, the end of a bundle. What a page can fill it with comes through slots.
fn unit(way: Way, layout: Layout, frame: &Frame) -> Element {
    let is_bundle = layout == Layout::Bundle;
    let slot = |name| element("slot").with("name", name);
    part("section", "unit")
        .with("data-layout", layout.name())
        .with("aria-labelledby", "heading")
        .holds(part("h2", "heading").with("id", "heading").holds(slot("heading").says(&frame.heading)))
        .holds(slot("before"))
        .holds_any((way == Way::Tick && !is_bundle).then(|| tick_all(frame)))
        .holds(carousel(layout, frame))
        .holds_any(is_bundle.then(|| bundle(frame)))
        .holds(slot("after"))
        .holds(said("p", "message", &frame.message).with("role", "status"))
}
