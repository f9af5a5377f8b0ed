//! Watching elements, for as long as the handle lives: their size, and what is done in them.

use crate::view::Action;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, ResizeObserver, UiEvent};

/// Stops watching when dropped.
#[must_use = "dropping it ends the watch"]
pub(crate) struct SizeWatch {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl SizeWatch {
    /// Calls back when the element has been laid out, and whenever its size changes.
    pub(crate) fn new(element: &Element, callback: impl FnMut() + 'static) -> Option<SizeWatch> {
        let callback = Closure::<dyn FnMut()>::new(callback);
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(SizeWatch { observer, _callback: callback })
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// The events that a unit's view can cause; two of them do not bubble, so all are heard on the way down.
const EVENTS: [&str; 4] = ["click", "change", "scroll", "error"];

/// Stops listening when dropped.
#[must_use = "dropping it ends the listening"]
pub(crate) struct Listener {
    element: HtmlElement,
    callback: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls back with whatever a shopper does inside the element.
    pub(crate) fn new(element: HtmlElement, act: impl Fn(Action) + 'static) -> Listener {
        let callback = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            if let Some(action) = action(&event) {
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
    match event.type_().as_str() {
        "scroll" => return Some(Action::Scrolled),
        "error" => {
            // A picture that cannot be had gives way to the placeholder behind it.
            let _ = target.toggle_attribute_with_force("hidden", true);
            return None;
        }
        _ => {}
    }
    let actor = target.closest("[data-act]").ok()??;
    let input = actor.dyn_ref::<HtmlInputElement>();
    // A checkbox is heard when it changes, a button when it is clicked.
    if input.is_some() != (event.type_() == "change") {
        return None;
    }
    let card = actor.closest("[data-sku]").ok()?;
    // When a card leaves at the first click of a double click, its neighbour must not take the second.
    let is_repeated = event.dyn_ref::<UiEvent>().is_some_and(|click| click.detail() > 1);
    if is_repeated && card.is_some() {
        return None;
    }
    let sku = card.and_then(|card| card.get_attribute("data-sku"));
    Action::named(&actor.get_attribute("data-act")?, sku, input.is_some_and(HtmlInputElement::checked))
}
