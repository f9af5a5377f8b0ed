//! What the page knows of prices and stock beyond the feed. The page's own function is asked by a script of its own
//! (`embed/api/setOverlay.js`), and only where there is one; here units hear what came of it.

use crate::browser::ask::ask;
use crate::offer::Fresh;
use js_sys::Function;
use kindred_core::price::Price;
use std::cell::RefCell;
use std::task::Poll;

thread_local! {
    static OVERLAY: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Asks this overlay from here on; without one the feed alone counts. What it gives is described in its script.
pub(crate) fn set(overlay: Option<Function>) {
    OVERLAY.set(overlay);
}

/// What is known of products, whoever has asked about them: SKU, price, regular price and stock, one after another.
#[derive(Default)]
pub(crate) struct Known(Vec<String>);

/// What a unit of that number gets to hear which may show these SKUs; nothing while it should wait.
pub(crate) fn known(unit: usize, skus: impl FnOnce() -> Vec<String>) -> Poll<Known> {
    let Some(overlay) = OVERLAY.with_borrow(Option::clone) else { return Poll::Ready(Known::default()) };
    ask(&overlay, unit, &skus()).map(Known)
}

impl Known {
    fn products(&self) -> impl Iterator<Item = (&String, Fresh)> {
        self.0.chunks_exact(4).filter_map(|product| {
            let [sku, price, regular_price, in_stock] = product else { return None };
            let in_stock = (!in_stock.is_empty()).then(|| in_stock == "true");
            Some((sku, Fresh { price: Price::parse(price), regular_price: Price::parse(regular_price), in_stock }))
        })
    }

    /// What is known of a product.
    pub(crate) fn fresh(&self, sku: &str) -> Fresh {
        self.products().find(|(known, _)| *known == sku).map(|(_, fresh)| fresh).unwrap_or_default()
    }

    /// The products that are known to be sold out.
    pub(crate) fn sold_out(&self) -> Vec<String> {
        let sold_out = self.products().filter(|(_, fresh)| fresh.in_stock == Some(false));
        sold_out.map(|(sku, _)| sku.clone()).collect()
    }
}
