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
#[cfg(feature = "explain")]
mod explanation;
mod layout;
#[cfg(not(target_arch = "wasm32"))]
mod still;

use crate::words::Words;
pub use action::{Action, FOLLOW};
use bundle::bundle;
use card::{card, tick_all};
use carousel::carousel;
use kindred_core::link::Relation;
use kindred_core::paging;
pub use layout::Layout;
use leptos::prelude::*;
use leptos::tachys::view::{Mountable, Render};
use leptos::web_sys::HtmlElement;
use std::rc::Rc;
#[cfg(not(target_arch = "wasm32"))]
pub use still::still;

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
    /// Its second picture.
    pub image_2: Option<String>,
    /// What it costs.
    pub price: Option<String>,
    /// What it cost before it was reduced.
    pub regular_price: Option<String>,
    /// By how many per cent it was reduced.
    pub discount: Option<String>,
    /// Short texts on its picture.
    pub badges: Vec<String>,
    /// What shoppers think of it, in tenths of stars, and in words.
    pub rating: Option<(u8, String)>,
    /// How many of them have said so.
    pub reviews: Option<String>,
    /// Whether there is enough of it.
    pub stock: Stock,
    /// How many variants there are to choose from.
    pub options: Option<String>,
    /// Whether it can be bought once something was chosen on its page.
    pub is_choosable: bool,
    /// Whether it is the product that the unit is about: the first of a bundle.
    pub is_this: bool,
    /// What the smallest quantity costs, in ten-thousandths of the currency unit.
    pub amount: i64,
    /// Whether it goes into the cart without anything to choose.
    pub is_addable: bool,
    /// The smallest quantity that can be bought.
    pub min_quantity: u32,
    /// The words around all that.
    pub words: Rc<Words>,
}

impl CardText {
    /// What a card says under a name that the page's own template can use; nothing where there is nothing to say.
    pub fn field(&self, name: &str) -> Option<&str> {
        match name {
            "sku" => Some(&self.sku),
            "name" => Some(&self.name),
            "url" => self.url.as_deref(),
            "image" => self.image.as_deref(),
            "price" => self.price.as_deref(),
            "regular-price" => self.regular_price.as_deref(),
            "addable" => self.is_addable.then_some("true"),
            _ => None,
        }
    }
}

/// How much is left, as far as a shopper should know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stock {
    /// Nothing to be said.
    Enough,
    /// Only a few.
    Low,
    /// None.
    Out,
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
pub fn mount_unit(parent: &HtmlElement, relation: Relation, layout: Layout, frame: &Frame) -> MountedUnit {
    let mut state = unit(relation, layout, frame).build();
    state.mount(parent, None);
    MountedUnit(Box::new(move |frame| match frame {
        Some(frame) => unit(relation, layout, frame).rebuild(&mut state),
        None => state.unmount(),
    }))
}

/// Puts a card at the end of a unit's track.
pub fn mount_card(track: &HtmlElement, relation: Relation, layout: Layout, text: &CardText) -> Mounted {
    mounted(card(relation, layout, text), track)
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

/// The slots that a page can fill. Names by constants: Leptos makes an element whose every attribute is a literal by way
/// of `innerHTML`, which pages may forbid (trusted types).
const SLOT_HEADING: &str = "heading";
const SLOT_BEFORE: &str = "before";
const SLOT_AFTER: &str = "after";

/// A whole unit: heading, tick-all line, list, the end of a bundle.
fn unit(relation: Relation, layout: Layout, frame: &Frame) -> impl IntoView<State: 'static> + use<> {
    let is_bundle = layout == Layout::Bundle;
    view! {
        <section part="unit" data-layout=layout.name() aria-labelledby="heading">
            <h2 part="heading" id="heading"><slot name=SLOT_HEADING>{frame.heading.clone()}</slot></h2>
            <slot name=SLOT_BEFORE></slot>
            {(relation == Relation::Related && !is_bundle).then(|| tick_all(frame))}
            {carousel(layout, frame)}
            {is_bundle.then(|| bundle(frame))}
            <slot name=SLOT_AFTER></slot>
            <p part="message" role="status">{frame.message.clone()}</p>
        </section>
    }
}
