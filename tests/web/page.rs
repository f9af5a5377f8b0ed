//! A page with one unit on it. Dropping it takes the unit and the element away; a test that panics drops nothing here,
//! so of several failures the first is the one to read.

use crate::host::{FEED, Host, settle};
use js_sys::{Array, Function, Reflect};
use kindred_widget::{mount, refresh, start, tell, unmount, untick};
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlElement};

/// An inline feed of these products.
pub(crate) fn feed(products: &str) -> String {
    format!(r#"{{"format":1,"currency":"EUR","language":"en","products":[{products}]}}"#)
}

// What the loader does, as far as the widget sees it.
const SCAFFOLD: &str = r#"
    if (!customElements.get("test-unit")) customElements.define("test-unit", class extends HTMLElement {
        static formAssociated = true;
        internals = this.attachInternals();
        events = [];
        constructor() {
            super();
            this.attachShadow({ mode: "open" }).append(document.createElement("slot"));
            for (const name of ["kindred:add-to-cart", "kindred:error"])
                this.addEventListener(name, (event) => this.events.push([name, JSON.stringify(event.detail)]));
        }
    });
    const unit = document.createElement("test-unit");
    unit.textContent = "fallback";
    return unit;
"#;

pub(crate) struct Page {
    host: HtmlElement,
    number: usize,
}

impl Page {
    /// A unit of that relation with these attributes.
    pub(crate) fn with(relation: &str, attributes: &[(&str, &str)]) -> Page {
        Page::new(relation, attributes, &body(), None)
    }

    /// The same, standing before another unit.
    pub(crate) fn before(other: &Page, relation: &str, attributes: &[(&str, &str)]) -> Page {
        Page::new(relation, attributes, &body(), Some(&other.host))
    }

    /// The same inside a form.
    pub(crate) fn in_form(relation: &str, attributes: &[(&str, &str)]) -> Page {
        let form = document().create_element("form").unwrap();
        body().append_child(&form).unwrap();
        Page::new(relation, attributes, &form, None)
    }

    fn new(relation: &str, attributes: &[(&str, &str)], parent: &Element, next: Option<&HtmlElement>) -> Page {
        let host: HtmlElement = Function::new_no_args(SCAFFOLD).call0(&JsValue::UNDEFINED).unwrap().unchecked_into();
        for (name, value) in attributes {
            host.set_attribute(name, value).unwrap();
        }
        parent.insert_before(&host, next.map(|next| next.as_ref())).unwrap();
        // Whatever feed an earlier test gave is forgotten.
        begin(&Host::new(), None);
        let internals = Reflect::get(&host, &"internals".into()).unwrap();
        let number = mount(host.clone(), internals.unchecked_into(), relation);
        Page { host, number }
    }

    /// Gives the widget this feed, and waits until it has been taken in.
    pub(crate) async fn start(&self, text: &str) {
        self.start_on(&Host::with(text), None).await;
    }

    /// The same, with a seed in place of chance.
    pub(crate) async fn start_seeded(&self, text: &str, seed: u32) {
        self.start_on(&Host::with(text), Some(seed)).await;
    }

    /// Begins with the feed of a host, and waits until what that has of it has been taken in.
    pub(crate) async fn start_on(&self, host: &Host, seed: Option<u32>) {
        begin(host, seed);
        settle().await;
    }

    /// The unit goes, and comes back with these attributes, as a page that never reloads goes from view to view.
    pub(crate) async fn leave_and_come_back(&mut self, attributes: &[(&str, &str)]) {
        unmount(self.number);
        settle().await;
        for (name, value) in attributes {
            self.host.set_attribute(name, value).unwrap();
        }
        let internals = Reflect::get(&self.host, &"internals".into()).unwrap();
        self.number = mount(self.host.clone(), internals.unchecked_into(), "related");
        settle().await;
    }

    pub(crate) async fn set_cart(&self, skus: &str) {
        tell(&format!("cart\n{skus}"));
        settle().await;
    }

    /// Says who is looking; the units have selected again when this returns.
    pub(crate) fn set_customer(&self, segments: &str, group: Option<&str>, bought: &str) {
        let group = group.unwrap_or_default();
        tell(&format!("segments\n{segments}\0group\n{group}\0bought\n{bought}"));
    }

    pub(crate) async fn set_attribute(&self, name: &str, value: &str) {
        self.host.set_attribute(name, value).unwrap();
        refresh(self.number);
        settle().await;
    }

    pub(crate) async fn click(&self, selector: &str) {
        self.find(selector).unwrap().unchecked_into::<HtmlElement>().click();
        settle().await;
    }

    /// What the loader does when the form around the unit is reset.
    pub(crate) async fn reset(&self) {
        untick(self.number);
        settle().await;
    }

    pub(crate) fn focus(&self, selector: &str) {
        self.find(selector).unwrap().unchecked_into::<HtmlElement>().focus().unwrap();
    }

    /// From here on the page answers each added product with a cart that has it.
    pub(crate) fn put_what_is_added_into_the_cart(&self, cart: &str) {
        let cart = cart.to_owned();
        let answer = Closure::<dyn FnMut(web_sys::CustomEvent)>::new(move |event: web_sys::CustomEvent| {
            let items: Array = Reflect::get(&event.detail(), &"items".into()).unwrap().unchecked_into();
            let sku = Reflect::get(&items.get(0), &"sku".into()).unwrap().as_string().unwrap();
            tell(&format!("cart\n{sku}\n{cart}"));
        });
        self.host.add_event_listener_with_callback("kindred:add-to-cart", answer.as_ref().unchecked_ref()).unwrap();
        answer.forget();
    }

    pub(crate) fn find(&self, selector: &str) -> Option<Element> {
        self.host.shadow_root().unwrap().query_selector(selector).unwrap()
    }

    fn all(&self, selector: &str) -> Vec<Element> {
        let nodes = self.host.shadow_root().unwrap().query_selector_all(selector).unwrap();
        (0..nodes.length()).map(|index| nodes.item(index).unwrap().unchecked_into()).collect()
    }

    pub(crate) fn count(&self, selector: &str) -> usize {
        self.all(selector).len()
    }

    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).iter().map(|element| element.text_content().unwrap()).collect()
    }

    /// The SKUs of the cards, in their order.
    pub(crate) fn skus(&self) -> Vec<String> {
        self.all("[part=card]").iter().map(|card| card.get_attribute("data-sku").unwrap()).collect()
    }

    /// The SKU of the card that has keyboard focus.
    pub(crate) fn focused_sku(&self) -> Option<String> {
        let focused = self.host.shadow_root()?.active_element()?;
        focused.closest("[part=card]").unwrap()?.get_attribute("data-sku")
    }

    pub(crate) fn fallback_is_visible(&self) -> bool {
        self.find("slot").is_some_and(|slot| !slot.has_attribute("hidden"))
    }

    /// What the form around the unit would submit.
    pub(crate) fn form_entries(&self) -> String {
        let code = "return new URLSearchParams(new FormData(arguments[0])).toString()";
        let form = self.host.closest("form").unwrap().unwrap();
        Function::new_no_args(code).call1(&JsValue::UNDEFINED, &form).unwrap().as_string().unwrap()
    }

    /// The details of the events of that name, as JSON.
    pub(crate) fn events(&self, name: &str) -> Vec<String> {
        let events: Array = Reflect::get(&self.host, &"events".into()).unwrap().unchecked_into();
        let events = events.iter().map(|event| event.unchecked_into::<Array>());
        let named = events.filter(|event| event.get(0).as_string().as_deref() == Some(name));
        named.map(|event| event.get(1).as_string().unwrap()).collect()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        unmount(self.number);
        // With the form around it, if there is one.
        self.host.closest("form").unwrap().unwrap_or_else(|| self.host.clone().unchecked_into()).remove();
        tell("cart\n");
        tell("segments\n\0group\n\0bought\n");
    }
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

fn body() -> Element {
    document().body().unwrap().unchecked_into()
}

/// Begins as the loader does, on a page that names no product.
fn begin(host: &Host, seed: Option<u32>) {
    start(FEED.into(), host.get(), Function::new_no_args(""), seed);
}
