//! What the page's own function says of prices and stock, which a feed that was built this morning cannot know.
//!
//! It is asked before cards show, once about each SKU, in one call for all units that want to know at the same time.
//! Units wait for the answer, though not for long; one that comes later counts from the next selection on, so that
//! nothing jumps.

use crate::browser::{ask, dom};
use js_sys::Function;
use kindred_core::overlay::{self, Fresh};
use std::cell::RefCell;

/// How long cards wait for an answer, in milliseconds.
const PATIENCE: i32 = 300;

struct Overlay {
    ask: Option<Function>,
    /// Has the units select again.
    arrived: fn(),
    /// Every product that was asked about, or is about to be.
    products: Vec<Asked>,
    /// How many functions the page has given.
    version: u32,
    /// The round of questions that is being gathered.
    gathering: u32,
    /// How many rounds' time is over: each has the same, so they end in their order.
    expired: u32,
    has_warned: bool,
}

struct Asked {
    sku: String,
    round: u32,
    is_open: bool,
    fresh: Fresh,
}

thread_local! {
    static OVERLAY: RefCell<Overlay> = const {
        RefCell::new(Overlay {
            ask: None,
            arrived: || (),
            products: Vec::new(),
            version: 0,
            gathering: 1,
            expired: 0,
            has_warned: false,
        })
    };
    static TIMER: ask::Timer = ask::Timer::new(PATIENCE, expire);
}

/// Asks this function from here on, about everything anew; without one the feed alone counts.
pub(crate) fn set(ask: Option<Function>, arrived: fn()) {
    OVERLAY.with_borrow_mut(|overlay| {
        overlay.ask = ask;
        overlay.arrived = arrived;
        overlay.products.clear();
        overlay.version += 1;
        overlay.has_warned = false;
    });
    arrived();
}

/// Whether there is a function to ask.
pub(crate) fn is_on() -> bool {
    OVERLAY.with_borrow(|overlay| overlay.ask.is_some())
}

/// Whether a unit that may show these products should wait. What nobody has asked about is asked about; but for a unit
/// that has waited once, which `asked` remembers until it shows, what is known by then must do.
pub(crate) fn is_worth_waiting(skus: Vec<String>, asked: &mut u32) -> bool {
    OVERLAY.with_borrow_mut(|overlay| {
        let may_ask = *asked != overlay.version;
        let mut waits = false;
        for sku in skus {
            match overlay.products.iter().find(|known| known.sku == sku) {
                Some(known) => waits |= known.is_open,
                None if may_ask => {
                    waits = true;
                    overlay.gather(sku);
                }
                None => {}
            }
        }
        *asked = if waits { overlay.version } else { 0 };
        waits
    })
}

/// What is known of a product.
pub(crate) fn fresh(sku: &str) -> Fresh {
    OVERLAY.with_borrow(|overlay| {
        overlay.products.iter().find(|known| known.sku == sku).map(|known| known.fresh).unwrap_or_default()
    })
}

/// The products that are known to be sold out.
pub(crate) fn sold_out() -> Vec<String> {
    OVERLAY.with_borrow(|overlay| {
        let sold_out = overlay.products.iter().filter(|known| known.fresh.in_stock == Some(false));
        sold_out.map(|known| known.sku.clone()).collect()
    })
}

impl Overlay {
    fn gather(&mut self, sku: String) {
        let round = self.gathering;
        if !self.products.iter().any(|known| known.round == round) {
            // Once every unit that was woken at the same time has said what it wants.
            wasm_bindgen_futures::spawn_local(ask_about_all());
        }
        self.products.push(Asked { sku, round, is_open: true, fresh: Fresh::default() });
    }

    /// What the function is to be asked now.
    fn next_round(&mut self) -> Option<(Function, u32, Vec<String>)> {
        let round = self.gathering;
        let wanted = self.products.iter().filter(|known| known.round == round);
        let skus: Vec<String> = wanted.map(|known| known.sku.clone()).collect();
        if skus.is_empty() {
            return None;
        }
        self.gathering += 1;
        Some((self.ask.clone()?, round, skus))
    }

    fn take_in(&mut self, round: u32, products: Vec<(String, Fresh)>) {
        for (sku, fresh) in products {
            if let Some(known) = self.products.iter_mut().find(|known| known.sku == sku && known.round == round) {
                known.fresh = fresh;
            }
        }
    }
}

async fn ask_about_all() {
    let Some((function, round, skus)) = OVERLAY.with_borrow_mut(Overlay::next_round) else { return };
    TIMER.with(ask::Timer::start);
    let (products, problem) = match ask::answer(&function, &skus).await {
        Ok(text) => {
            let (products, problem) = overlay::read(&text);
            (products, problem.map(|problem| problem.to_string().into()))
        }
        Err(thrown) => (Vec::new(), Some(thrown)),
    };
    let problem = OVERLAY.with_borrow_mut(|overlay| {
        overlay.take_in(round, products);
        problem.filter(|_| !std::mem::replace(&mut overlay.has_warned, true))
    });
    if let Some(problem) = problem {
        dom::warn_of("kindred: overlay:", &problem);
    }
    settle(round);
}

fn expire() {
    let round = OVERLAY.with_borrow_mut(|overlay| {
        overlay.expired += 1;
        overlay.expired
    });
    settle(round);
}

/// Nobody waits for this round any longer.
fn settle(round: u32) {
    let arrived = OVERLAY.with_borrow_mut(|overlay| {
        let mut is_news = false;
        for known in overlay.products.iter_mut().filter(|known| known.round == round && known.is_open) {
            known.is_open = false;
            is_news = true;
        }
        is_news.then_some(overlay.arrived)
    });
    if let Some(arrived) = arrived {
        arrived();
    }
}
