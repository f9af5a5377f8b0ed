//! The widget: the wasm side of the script tag. The loader (`embed/kindred.js`) calls these functions and no others.
//!
//! Data flows one way: `client` reads the feed, `unit` asks the core to select for what `browser` sees on the page,
//! `view` shows the cards, and what the shopper does goes out as `events`.
// Nothing of ours may panic.
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod browser;
pub mod card_text;
mod client;
mod events;
#[cfg(feature = "explain")]
mod explain;
pub mod offer;
mod options;
mod overlay;
mod shelf;
mod store;
mod unit;
pub mod view;
pub mod words;

use kindred_core::link::Relation;
use wasm_bindgen::prelude::wasm_bindgen;

/// Small in code, and as quick with a feed of ten thousand products as with one of ten.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static HEAP: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Begins with the feed at a URL, in place of any before. `get` gives a promise of the text of a file, by its path
/// from that URL, and how far a cache may stand in for it: the first time of a request that the loader has already
/// sent, so that the feed and the wasm travel at the same time. `page_sku` finds the product that the page is about.
/// `seed` takes the place of chance.
#[wasm_bindgen]
pub fn start(feed_url: String, get: js_sys::Function, page_sku: js_sys::Function, seed: Option<u32>) {
    browser::page::find_sku_by(page_sku);
    client::start(feed_url, get, store::refresh_all);
    store::start(seed);
}

/// Tells the language of the page's texts, where it says one, and in what words units speak: JSON of the words that
/// came with it for this language, and of the page's own words, which lie over them.
#[wasm_bindgen]
pub fn set_words(language: &str, words: Option<String>, own: Option<String>) {
    store::set_words(language, [words, own]);
}

/// Puts a unit into a host element; its number is for [`refresh`] and [`unmount`]. `relation` is `related`,
/// `up-sell` or `cross-sell`; anything else is for recommendations, which the element's attributes name.
#[wasm_bindgen]
pub fn mount(host: browser::dom::HostElement, internals: browser::dom::Internals, relation: &str) -> usize {
    store::add(|number| unit::Unit::new(number, host, internals, Relation::from_name(relation)))
}

/// Selects again for a unit whose attributes or form have changed.
#[wasm_bindgen]
pub fn refresh(unit: usize) {
    store::refresh(unit);
}

/// Takes every tick away: the form that a unit belongs to was reset.
#[wasm_bindgen]
pub fn untick(unit: usize) {
    store::act(unit, view::Action::Untick);
}

/// Takes a unit off the page for good.
#[wasm_bindgen]
pub fn unmount(unit: usize) {
    store::remove(unit);
}

/// Tells every unit about whoever looks at the page: lists with a zero byte between them, each a name and its lines.
/// `cart` has the SKUs in the cart, last added first; `segments`, `group` and `bought` what is known of the customer;
/// `history` and `purchases` the SKUs that this browser remembers, the last first; `order` those of the order that the
/// page confirms.
#[wasm_bindgen]
pub fn tell(lists: &str) {
    store::tell(lists);
}

/// Asks this overlay for prices and stock before cards show, and selects again; without one the feed alone counts.
#[wasm_bindgen]
pub fn set_overlay(overlay: Option<js_sys::Function>) {
    overlay::set(overlay);
    store::refresh_all();
}

/// Makes the cards of elements that have a template of their own by this function.
#[wasm_bindgen]
pub fn make_cards_by(make: js_sys::Function) {
    browser::template::make_by(make);
}
