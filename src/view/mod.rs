//! What a shopper sees of a unit: a heading, the cards, and a carousel around them. Knows neither feeds nor pages:
//! finished texts come in, and what can be done is named in the markup, for whoever listens.
//!
//! The frame and each card are mounted by themselves, so a card that stays keeps its element, its picture and the
//! keyboard focus when its neighbours change, and a list costs no diffing code. One listener outside hears for all
//! cards: `on:` here would put 7 kB of brotli into the wasm.

mod action;
mod card;
mod carousel;

pub use action::Action;
use card::{Card, TickAll};
use carousel::Carousel;
use kindred_core::link::Relation;
use kindred_core::paging;
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use std::any::Any;

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
}

/// A view on the page; it leaves when this is dropped.
#[must_use = "dropping it takes the view off the page"]
pub struct Mounted(#[allow(dead_code)] Box<dyn Any>);

/// Puts a unit without cards into an element of the page. Its cards go into the element whose part is `track`.
pub fn mount_unit(parent: HtmlElement, relation: Relation, frame: RwSignal<Frame>) -> Mounted {
    Mounted(Box::new(leptos::mount::mount_to(parent, move || view! { <Unit relation frame /> })))
}

/// Puts a card at the end of a unit's track.
pub fn mount_card(track: HtmlElement, relation: Relation, card: CardText) -> Mounted {
    Mounted(Box::new(leptos::mount::mount_to(track, move || view! { <Card relation card /> })))
}

/// A whole unit: heading, tick-all line, carousel.
#[component]
pub fn Unit(
    /// What kind of unit it is: decides how its products are bought.
    relation: Relation,
    /// What may change.
    frame: RwSignal<Frame>,
) -> impl IntoView {
    view! {
        <section part="unit" aria-labelledby="heading">
            <h2 part="heading" id="heading">{move || frame.get().heading}</h2>
            {(relation == Relation::Related).then(|| view! { <TickAll frame /> })}
            <Carousel frame />
        </section>
    }
}
