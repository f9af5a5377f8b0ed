//! One product: picture, name, what speaks for it, price, and the way to buy it that its relation calls for (reference,
//! section 1.1): a checkbox for related products and in bundles, a button for cross-sells, the link alone for up-sells.
//!
//! A part that a product has nothing to say in is not there. What the parts of a row say lies in one row of all cards,
//! so that cards with and without them stay in line; that is the style sheet's work.

use super::{CardText, Frame, Layout, Stock, action};
use crate::words::ENGLISH;
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
    let initial = card.name.chars().next().map(String::from);
    let picture = card.image.clone().map(|image| {
        view! { <img part="picture" src=image alt="" loading="lazy" decoding="async" /> }
    });
    // Lazy and out of the layout until a pointer is over the card: most pages never load it.
    let second = card.image_2.clone().map(|image| {
        view! { <img part="picture-2" src=image alt="" loading="lazy" decoding="async" /> }
    });
    let price_was = card.regular_price.clone().map(|price| {
        view! { <s part="regular-price"><span class="heard">{ENGLISH.was}</span>{price}</s> }
    });
    view! {
        <li part=if card.is_this { THIS_PART } else { CARD_PART } data-sku=card.sku.clone()>
            <a part="link" href=card.url.clone()>
                <span part="frame" data-initial=initial>{picture} {second}</span>
                <span part="name">{card.name.clone()}</span>
            </a>
            {badges(card)} {details(card)}
            <p part="prices"><span part="price">{card.price.clone()}</span>{price_was}</p>
            {way(relation, layout, card)}
        </li>
    }
}

fn said(part: &'static str, text: String) -> impl IntoView<State: 'static> + use<> {
    view! { <span part=part>{text}</span> }
}

/// What lies on the picture. It is no part of the link, whose name is the product's.
fn badges(card: &CardText) -> impl IntoView<State: 'static> + use<> {
    let mut badges = Vec::new();
    badges.extend(card.discount.as_ref().map(|percent| said(DISCOUNT_PART, ENGLISH.discount(percent))));
    badges.extend(card.badges.iter().map(|badge| said(BADGE_PART, badge.clone())));
    badges.extend(match card.stock {
        Stock::Enough => None,
        Stock::Low => Some(said(LOW_STOCK_PART, ENGLISH.low_stock.into())),
        Stock::Out => Some(said(OUT_OF_STOCK_PART, ENGLISH.out_of_stock.into())),
    });
    (!badges.is_empty()).then(|| view! { <p part="badges">{badges}</p> })
}

/// The line between name and price.
fn details(card: &CardText) -> impl IntoView<State: 'static> + use<> {
    let n_reviews = card.n_reviews;
    let rating = card.rating.map(|tenths| {
        let count = (n_reviews > 0).then(|| said(REVIEWS_PART, n_reviews.to_string()));
        view! {
            <span part="rating" role="img" aria-label=ENGLISH.rating(tenths, n_reviews)>
                <span part="stars" style=("--_rating", tenths.to_string())></span>
                {count}
            </span>
        }
    });
    let options = (card.n_options > 1).then(|| said(OPTIONS_PART, ENGLISH.options(card.n_options)));
    (rating.is_some() || options.is_some()).then(|| view! { <p part="details">{rating} {options}</p> })
}

/// The way to buy it.
fn way(relation: Relation, layout: Layout, card: &CardText) -> impl IntoView<State: 'static> + use<> {
    let heard_name = || view! { <span class="heard">" " {card.name.clone()}</span> };
    let ticks = relation == Relation::Related || layout == Layout::Bundle;
    let is_offer = relation == Relation::CrossSell;
    let word = if card.is_this { ENGLISH.this_product } else { ENGLISH.tick };
    let tick = (ticks && (card.is_addable || card.is_this)).then(|| {
        view! {
            <label part="tick">
                <input part="checkbox" type="checkbox" disabled=card.is_this data-act=action::TICK />
                {word} {heard_name()}
            </label>
        }
    });
    let add = (is_offer && card.is_addable).then(|| {
        view! { <button part="button" type="button" data-act=action::ADD>{ENGLISH.add_to_cart} {heard_name()}</button> }
    });
    let choose = ((is_offer || ticks) && card.is_choosable && !card.is_this && card.url.is_some())
        .then(|| view! { <a part="button" href=card.url.clone()>{ENGLISH.choose_options} {heard_name()}</a> });
    (tick, add, choose)
}

/// "Check items to add to the cart or select all", where at least one card can be added (reference, section 1.3); and
/// a button that adds them, where the unit is in no form that could.
pub(super) fn tick_all(frame: &Frame) -> impl IntoView<State: 'static> + use<> {
    let Frame { has_form, n_addable, n_ticked, .. } = *frame;
    let toggle = if n_ticked == n_addable { ENGLISH.unselect_all } else { ENGLISH.select_all };
    view! {
        <p part="tick-all" hidden=n_addable == 0>
            {ENGLISH.check_items}
            <button part="tick-all-button" type="button" data-act=action::TICK_ALL>{toggle}</button>
            <button part="button" type="button" hidden=has_form || n_ticked == 0 data-act=action::ADD_TICKED>
                {ENGLISH.add_selected}
            </button>
        </p>
    }
}
