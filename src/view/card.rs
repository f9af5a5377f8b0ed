//! One product: picture, name, what speaks for it, price, and the way to buy it that its relation calls for (reference,
//! section 1.1): a checkbox for related products and in bundles, a button for cross-sells, the link alone for up-sells.
//!
//! A part that a product has nothing to say in is not there. What the parts of a row say lies in one row of all cards,
//! so that cards with and without them stay in line; that is the style sheet's work.

use super::{CardText, Frame, Layout, Stock, action};
use kindred_core::link::Relation;
use leptos::prelude::*;

const CARD_PART: &str = "card";
const THIS_PART: &str = "card this-product";
const BADGE_PART: &str = "badge";
const DISCOUNT_PART: &str = "badge discount";
const LOW_STOCK_PART: &str = "stock low-stock";
const OUT_OF_STOCK_PART: &str = "stock out-of-stock";
const OPTIONS_PART: &str = "options";
const REVIEWS_PART: &str = "reviews";

/// A product's card, for the relation it is shown for.
pub(super) fn card(relation: Relation, layout: Layout, card: &CardText) -> impl IntoView<State: 'static> + use<> {
    product(card, way(relation, layout, card))
}

/// A product, and the way to buy it.
pub(super) fn product<W: IntoView<State: 'static>>(card: &CardText, way: W) -> impl IntoView<State: 'static> + use<W> {
    let initial = card.name.chars().next().map(String::from);
    let picture = card.image.clone().map(|image| {
        view! { <img part="picture" src=image alt="" loading="lazy" decoding="async" /> }
    });
    // Lazy and out of the layout until a pointer is over the card: most pages never load it.
    let second = card.image_2.clone().map(|image| {
        view! { <img part="picture-2" src=image alt="" loading="lazy" decoding="async" /> }
    });
    let price_was = card.regular_price.clone().map(|price| {
        view! { <s part="regular-price"><span class="heard">{card.words.text("was")} " "</span><bdi>{price}</bdi></s> }
    });
    view! {
        <li part=if card.is_this { THIS_PART } else { CARD_PART } data-sku=card.sku.clone()>
            <a part="link" href=card.url.clone()>
                <span part="frame" data-initial=initial>{picture} {second}</span>
                <span part="name">{card.name.clone()}</span>
            </a>
            {badges(card)} {details(card)}
            <p part="prices"><bdi part="price">{card.price.clone()}</bdi>{price_was}</p>
            {way}
        </li>
    }
}

fn said(part: &'static str, text: String) -> impl IntoView<State: 'static> + use<> {
    view! { <span part=part>{text}</span> }
}

/// What lies on the picture. It is no part of the link, whose name is the product's.
fn badges(card: &CardText) -> impl IntoView<State: 'static> + use<> {
    let (words, mut badges) = (&card.words, Vec::new());
    badges.extend(card.discount.clone().map(|discount| said(DISCOUNT_PART, discount)));
    badges.extend(card.badges.iter().map(|badge| said(BADGE_PART, badge.clone())));
    badges.extend(match card.stock {
        Stock::Enough => None,
        Stock::Low => Some(said(LOW_STOCK_PART, words.text("low-stock"))),
        Stock::Out => Some(said(OUT_OF_STOCK_PART, words.text("out-of-stock"))),
    });
    (!badges.is_empty()).then(|| view! { <p part="badges">{badges}</p> })
}

/// The line between name and price.
fn details(card: &CardText) -> impl IntoView<State: 'static> + use<> {
    let rating = card.rating.clone().map(|(tenths, heard)| {
        let count = card.reviews.clone().map(|count| said(REVIEWS_PART, count));
        view! {
            <span part="rating" role="img" aria-label=heard>
                <span part="stars" style=("--_rating", tenths.to_string())></span>
                {count}
            </span>
        }
    });
    let options = card.options.clone().map(|count| said(OPTIONS_PART, count));
    (rating.is_some() || options.is_some()).then(|| view! { <p part="details">{rating} {options}</p> })
}

/// The way to buy it.
pub(super) fn way(relation: Relation, layout: Layout, card: &CardText) -> impl IntoView<State: 'static> + use<> {
    let heard_name = || view! { <span class="heard">" " {card.name.clone()}</span> };
    let ticks = relation == Relation::Related || layout == Layout::Bundle;
    let is_offer = relation == Relation::CrossSell;
    let words = &card.words;
    let word = if card.is_this { words.text("this-product") } else { words.text("tick") };
    let tick = (ticks && (card.is_addable || card.is_this)).then(|| {
        view! {
            <label part="tick">
                <input part="checkbox" type="checkbox" disabled=card.is_this data-act=action::TICK />
                {word} {heard_name()}
            </label>
        }
    });
    let add = (is_offer && card.is_addable).then(|| {
        let text = words.text("add-to-cart");
        view! { <button part="button" type="button" data-act=action::ADD>{text} {heard_name()}</button> }
    });
    let choose = ((is_offer || ticks) && card.is_choosable && !card.is_this && card.url.is_some())
        .then(|| view! { <a part="button" href=card.url.clone()>{words.text("choose-options")} {heard_name()}</a> });
    (tick, add, choose)
}

/// "Check items to add to the cart or select all", where at least one card can be added (reference, section 1.3); and
/// a button that adds them, where the unit is in no form that could.
pub(super) fn tick_all(frame: &Frame) -> impl IntoView<State: 'static> + use<> {
    let Frame { has_form, n_addable, n_ticked, .. } = *frame;
    let words = &frame.words;
    let toggle = words.text(if n_ticked == n_addable { "unselect-all" } else { "select-all" });
    view! {
        <p part="tick-all" hidden=n_addable == 0>
            {words.text("check-items")} " "
            <button part="tick-all-button" type="button" data-act=action::TICK_ALL>{toggle}</button>
            <button part="button" type="button" hidden=has_form || n_ticked == 0 data-act=action::ADD_TICKED>
                {words.text("add-selected")}
            </button>
        </p>
    }
}
