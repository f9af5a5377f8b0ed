//! What a shopper sees of a unit: a heading, the cards, and a carousel around them. Knows neither feeds nor pages:
//! finished texts come in, and what can be done is named in the markup, for whoever listens.
//!
//! The frame and each card are mounted by themselves, so a card that stays keeps its element, its picture and the
//! keyboard focus when its neighbours change, and a list costs no diffing code. One listener outside hears for all
//! cards: `on:` here would put 7 kB of brotli into the wasm. Views are functions of finished values; what changes is
//! built anew from other values and compared with what is there, so no signals are needed, nor what they weigh
//! (docs/decisions/weight.md).

mod action;
mod card;
mod carousel;
#[cfg(feature = "explain")]
mod explanation;

use crate::words::Words;
pub use action::{Action, FOLLOW};
use card::{card, tick_all};
use carousel::carousel;
use kindred_core::link::Relation;
use kindred_core::paging;
use leptos::prelude::*;
use leptos::tachys::view::{Mountable, Render};
use leptos::web_sys::HtmlElement;
use std::rc::Rc;

/// One card, in finished texts.
#[derive(Clone, PartialEq, Debug)]
pub struct CardText {
    /// The product's SKU.
    pub sku: String,
    /// The product's name.
    pub name: String,
    /// Its page; a card without one is no link.
    pub url: Option<String>,
    /// Its picture; a placeholder is drawn for a card without one.
    pub image: Option<String>,
    /// What it costs.
    pub price: Option<String>,
    /// What it cost before it was reduced.
    pub regular_price: Option<String>,
    /// Whether it goes into the cart without anything to choose.
    pub is_addable: bool,
    /// The smallest quantity that can be bought.
    pub min_quantity: u32,
    /// The words around all that.
    pub words: Rc<Words>,
}

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
    /// Which of them can be seen; `None` before they have been laid out.
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
pub struct Mounted(Box<dyn Mountable>);

impl Drop for Mounted {
    fn drop(&mut self) {
        self.0.unmount();
    }
}

/// A unit on the page, without its cards; it leaves when this is dropped.
#[must_use = "dropping it takes the unit off the page"]
pub struct MountedUnit(Box<Update>);

/// Brings the page in step with a frame, or takes the unit off it.
type Update = dyn FnMut(Option<&Frame>);

impl MountedUnit {
    /// Brings what may change in step. Elements stay, and so does the keyboard focus on them.
    pub fn update(&mut self, frame: &Frame) {
        (self.0)(Some(frame));
    }
}

impl Drop for MountedUnit {
    fn drop(&mut self) {
        (self.0)(None);
    }
}

/// Puts a unit without cards into an element of the page. Its cards go into the element whose part is `track`.
pub fn mount_unit(parent: &HtmlElement, relation: Relation, frame: &Frame) -> MountedUnit {
    let mut state = unit(relation, frame).build();
    state.mount(parent, None);
    MountedUnit(Box::new(move |frame| match frame {
        Some(frame) => unit(relation, frame).rebuild(&mut state),
        None => state.unmount(),
    }))
}

/// Puts a card at the end of a unit's track.
pub fn mount_card(track: &HtmlElement, relation: Relation, text: &CardText) -> Mounted {
    mounted(card(relation, text), track)
}

/// Puts the trace of a unit into an element of the page.
#[cfg(feature = "explain")]
pub fn mount_explanation(parent: &HtmlElement, trace: &kindred_core::explain::Trace) -> Mounted {
    mounted(explanation::explanation(trace), parent)
}

fn mounted<V: Render<State: 'static>>(view: V, parent: &HtmlElement) -> Mounted {
    let mut state = view.build();
    state.mount(parent, None);
    Mounted(Box::new(state))
}

/// A whole unit: heading, tick-all line, carousel.
fn unit(relation: Relation, frame: &Frame) -> impl IntoView<State: 'static> + use<> {
    view! {
        <section part="unit" aria-labelledby="heading">
            <h2 part="heading" id="heading">{frame.heading.clone()}</h2>
            {(relation == Relation::Related).then(|| tick_all(frame))}
            {carousel(frame)}
            <p part="message" role="status">{frame.message.clone()}</p>
        </section>
    }
}
