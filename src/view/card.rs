//! One product: picture, name, price, and the way to buy it that its relation calls for (reference, section 1.1):
//! a checkbox for related products, a button for cross-sells, the link alone for up-sells.

use super::{CardText, Frame, action};
use kindred_core::link::Relation;
use leptos::prelude::*;

/// A product's card, for the relation it is shown for.
pub(super) fn card(relation: Relation, card: &CardText) -> impl IntoView<State: 'static> + use<> {
    let words = &card.words;
    let initial = card.name.chars().next().map(String::from);
    let heard_name = || view! { <span class="heard">" " {card.name.clone()}</span> };
    let is_offer = relation == Relation::CrossSell;
    let tick = (relation == Relation::Related && card.is_addable).then(|| {
        view! {
            <label part="tick">
                <input part="checkbox" type="checkbox" data-act=action::TICK />
                {words.text("tick")} {heard_name()}
            </label>
        }
    });
    let add = (is_offer && card.is_addable).then(|| {
        let text = words.text("add-to-cart");
        view! { <button part="button" type="button" data-act=action::ADD>{text} {heard_name()}</button> }
    });
    let choose = (is_offer && !card.is_addable && card.url.is_some())
        .then(|| view! { <a part="button" href=card.url.clone()>{words.text("choose-options")} {heard_name()}</a> });
    let picture = card.image.clone().map(|image| {
        view! { <img part="picture" src=image alt="" loading="lazy" decoding="async" /> }
    });
    let price_was = card.regular_price.clone().map(|price| {
        view! { <s part="regular-price"><span class="heard">{words.text("was")} " "</span><bdi>{price}</bdi></s> }
    });
    view! {
        <li part="card" data-sku=card.sku.clone()>
            <a part="link" href=card.url.clone()>
                <span part="frame" data-initial=initial>{picture}</span>
                <span part="name">{card.name.clone()}</span>
            </a>
            <p part="prices"><bdi part="price">{card.price.clone()}</bdi>{price_was}</p>
            {tick} {add} {choose}
        </li>
    }
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
