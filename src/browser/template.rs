//! A card of the page's own, where the element has a template for one. It is made by a script (`embed/template.js`), and
//! only such pages load it: copies of the template are children of the element, shown in our list through slots.

use crate::browser::dom::HostElement;
use crate::view::CardText;
use js_sys::{Array, Function};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

#[wasm_bindgen]
extern "C" {
    type Slot;

    #[wasm_bindgen(method, js_name = assignedElements)]
    fn assigned_elements(this: &Slot) -> Array;
}

thread_local! {
    static MAKE: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Makes cards of templates by this function.
pub(crate) fn make_by(make: Function) {
    MAKE.set(Some(make));
}

/// A card made of the page's template; it leaves when this is dropped.
#[must_use = "dropping it takes the card off the page"]
pub(crate) struct OwnCard(Array);

impl OwnCard {
    /// Puts one at the end of the track, if the page has a template.
    pub(crate) fn mount(host: &HostElement, track: &HtmlElement, text: &CardText) -> Option<OwnCard> {
        let make = MAKE.with_borrow(Option::clone)?;
        host.query_selector(":scope>template[slot=card]").ok()??;
        let fields = text.fields.iter().map(|(name, text)| (*name, text)).chain([("sku", &text.sku)]);
        let says: Array = fields.flat_map(|(name, text)| [JsValue::from(name), JsValue::from(text)]).collect();
        let arguments = Array::of4(host, track, &text.part().into(), &says);
        make.apply(&JsValue::UNDEFINED, &arguments).ok().map(|elements| OwnCard(elements.unchecked_into()))
    }
}

impl Drop for OwnCard {
    fn drop(&mut self) {
        self.0.iter().for_each(|element| element.unchecked_into::<Element>().remove());
    }
}

/// What stands in a card of the list: the page's own, else the card itself.
pub(crate) fn inside(card: Element) -> Element {
    let slot = card.query_selector(":scope>slot").ok().flatten();
    slot.and_then(|slot| slot.unchecked_ref::<Slot>().assigned_elements().get(0).dyn_into().ok()).unwrap_or(card)
}
