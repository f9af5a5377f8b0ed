//! Watching elements, for as long as the handle lives: their size, whether they are in sight, what is done in them.

use super::Callback;
use super::dom::Detail;
use crate::view::{Action, FOLLOW};
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, MouseEvent, UiEvent};

#[wasm_bindgen]
extern "C" {
    /// An observer of elements, whatever it is that it observes.
    type Observer;

    #[wasm_bindgen(method)]
    fn observe(this: &Observer, element: &Element);

    #[wasm_bindgen(method)]
    fn disconnect(this: &Observer);

    #[wasm_bindgen(extends = Observer)]
    type ResizeObserver;

    #[wasm_bindgen(constructor, catch)]
    fn new(callback: &JsValue) -> Result<ResizeObserver, JsValue>;

    #[wasm_bindgen(extends = Observer)]
    type IntersectionObserver;

    #[wasm_bindgen(constructor, catch)]
    fn new(callback: &JsValue, options: &JsValue) -> Result<IntersectionObserver, JsValue>;

    /// What an observer has seen of one element.
    type Entry;

    #[wasm_bindgen(method, getter)]
    fn target(this: &Entry) -> Element;

    #[wasm_bindgen(method, getter, js_name = intersectionRatio)]
    fn ratio(this: &Entry) -> f64;
}

/// Stops watching when dropped.
#[must_use = "dropping it ends the watch"]
pub(crate) struct Watch {
    observer: Observer,
    _callback: Callback,
}

impl Watch {
    /// Calls back when an element has been laid out, and whenever its size changes.
    pub(crate) fn size(mut callback: impl FnMut() + 'static) -> Option<Watch> {
        let callback = Callback::new(move |_| callback());
        let observer = ResizeObserver::new(callback.as_ref()).ok()?.into();
        Some(Watch { observer, _callback: callback })
    }

    /// Calls back with the SKUs of cards that have come into sight.
    pub(crate) fn sight(callback: impl Fn(Vec<String>) + 'static) -> Option<Watch> {
        let callback = Callback::new(move |entries: JsValue| {
            let entries = entries.unchecked_into::<Array>();
            let entries = entries.iter().map(JsCast::unchecked_into::<Entry>);
            // Firefox also tells of elements of which less is to be seen.
            let in_sight = entries.filter(|entry| entry.ratio() >= IN_SIGHT);
            callback(in_sight.filter_map(|entry| entry.target().get_attribute("data-sku")).collect());
        });
        let options = Detail::object(&[("threshold", Detail::number(IN_SIGHT))]);
        let observer = IntersectionObserver::new(callback.as_ref(), options.value()).ok()?.into();
        Some(Watch { observer, _callback: callback })
    }

    /// Watches this one too.
    pub(crate) fn add(&self, element: &Element) {
        self.observer.observe(element);
    }
}

/// How much of a card must be seen.
const IN_SIGHT: f64 = 0.5;

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// The events that a unit's view can cause; two of them do not bubble, so all are heard on the way down.
const EVENTS: [&str; 5] = ["click", "auxclick", "change", "scroll", "error"];

/// Stops listening when dropped.
#[must_use = "dropping it ends the listening"]
pub(crate) struct Listener {
    element: HtmlElement,
    callback: Callback,
}

impl Listener {
    /// Calls back with whatever a shopper does inside the element.
    pub(crate) fn new(element: HtmlElement, act: impl Fn(Action) + 'static) -> Listener {
        let callback = Callback::new(move |event: JsValue| {
            if let Some(action) = action(event.unchecked_ref()) {
                act(action);
            }
        });
        for name in EVENTS {
            let function = callback.as_ref().unchecked_ref();
            let _ = element.add_event_listener_with_callback_and_bool(name, function, true);
        }
        Listener { element, callback }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        for name in EVENTS {
            let function = self.callback.as_ref().unchecked_ref();
            let _ = self.element.remove_event_listener_with_callback_and_bool(name, function, true);
        }
    }
}

fn action(event: &Event) -> Option<Action> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let kind = event.type_();
    match kind.as_str() {
        "scroll" => return Some(Action::Scrolled),
        "error" => {
            // A picture that cannot be had gives way to the placeholder behind it.
            let _ = target.toggle_attribute_with_force("hidden", true);
            return None;
        }
        _ => {}
    }
    let actor = target.closest("[data-act],a[href]").ok()??;
    let name = actor.get_attribute("data-act");
    // The middle button opens links in another tab and does nothing else.
    if kind == "auxclick" && (name.is_some() || event.unchecked_ref::<MouseEvent>().button() != 1) {
        return None;
    }
    let input = actor.dyn_ref::<HtmlInputElement>();
    // A checkbox is heard when it changes, a button when it is clicked.
    if input.is_some() != (kind == "change") {
        return None;
    }
    let card = actor.closest("[data-sku]").ok()?;
    // When a card leaves at the first click of a double click, its neighbour must not take the second.
    let is_repeated = event.dyn_ref::<UiEvent>().is_some_and(|click| click.detail() > 1);
    if is_repeated && card.is_some() {
        return None;
    }
    let sku = card.and_then(|card| card.get_attribute("data-sku"));
    Action::named(name.as_deref().unwrap_or(FOLLOW), sku, input.is_some_and(HtmlInputElement::checked))
}
