//! A card of the page's own: a template among the element's children, copied for each card and filled with what the
//! card says. The copies stay the page's: they are children of the element, shown in our list through slots, so that
//! the page's style sheets reach them as they reach everything else on it.
//!
//! What a feed says becomes text or one of a few attributes, never markup, and an address only if it is safe.

use crate::browser::dom::HostElement;
use crate::view::CardText;
use kindred_core::text::concat;
use kindred_core::url::{Purpose, safe};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, Node};

#[wasm_bindgen]
extern "C" {
    type Template;

    #[wasm_bindgen(method, getter)]
    fn content(this: &Template) -> Node;

    type Slot;

    #[wasm_bindgen(method, js_name = assignedElements)]
    fn assigned_elements(this: &Slot) -> js_sys::Array;
}

/// Where a page puts its template.
const TEMPLATE: &str = ":scope>template[slot=card]";
/// What a binding's attribute begins with.
const BINDING: &str = "data-kindred-";
/// Elements that run, or bring in what does, stay out of copies: a feed could name their source or write their text.
const UNWANTED: &str = "script,style,link,base,iframe,frame,object,embed";

/// A card made of the page's template; it leaves when this is dropped.
#[must_use = "dropping it takes the card off the page"]
pub(crate) struct OwnCard([Element; 2]);

impl OwnCard {
    /// Puts one at the end of the track, if the page has a template.
    pub(crate) fn mount(host: &HostElement, track: &HtmlElement, text: &CardText) -> Option<OwnCard> {
        let template = host.query_selector(TEMPLATE).ok()??;
        let document = host.owner_document()?;
        let make = |name| document.create_element(name).ok();
        let (copy, card, slot) = (make("div")?, make("li")?, make("slot")?);
        let name = concat(&["card ", &text.sku]);
        for (element, attribute, value) in [
            (&copy, "slot", &*name),
            (&copy, "data-sku", &text.sku),
            (&card, "part", if text.is_this { "card this-product" } else { "card" }),
            (&card, "data-sku", &text.sku),
            (&slot, "name", &name),
        ] {
            element.set_attribute(attribute, value).ok()?;
        }
        let content = template.unchecked_ref::<Template>().content().clone_node_with_deep(true).ok()?;
        copy.append_child(&content).ok()?;
        let elements = copy.query_selector_all("*").ok()?;
        for element in (0..elements.length()).filter_map(|place| elements.item(place)) {
            fill(element.unchecked_ref(), text);
        }
        card.append_child(&slot).ok()?;
        track.append_child(&card).ok()?;
        host.append_child(&copy).ok()?;
        Some(OwnCard([card, copy]))
    }
}

impl Drop for OwnCard {
    fn drop(&mut self) {
        for element in &self.0 {
            element.remove();
        }
    }
}

/// What stands in a card of the list: the page's own, else the card itself.
pub(crate) fn inside(card: Element) -> Element {
    let slot = card.query_selector(":scope>slot").ok().flatten();
    slot.and_then(|slot| slot.unchecked_ref::<Slot>().assigned_elements().get(0).dyn_into().ok()).unwrap_or(card)
}

/// Does what an element's bindings say.
fn fill(element: &Element, text: &CardText) {
    if element.matches(UNWANTED).unwrap_or(true) {
        return element.remove();
    }
    for name in element.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        let Some(bound) = name.strip_prefix(BINDING) else { continue };
        let says = element.get_attribute(&name).unwrap_or_default();
        let value = text.field(&says);
        let value = match bound {
            "text" => {
                element.set_text_content(value);
                continue;
            }
            "if" | "unless" => {
                if value.is_some() != (bound == "if") {
                    element.remove();
                }
                continue;
            }
            "act" => {
                let _ = element.set_attribute("data-act", &says);
                continue;
            }
            "href" => value.and_then(|value| safe(value, Purpose::Link)),
            "src" => value.and_then(|value| safe(value, Purpose::Picture)),
            "alt" | "title" | "value" => value,
            _ => value.filter(|_| bound.starts_with("aria-") || bound.starts_with("data-")),
        };
        if let Some(value) = value {
            let _ = element.set_attribute(bound, value);
        }
    }
}
