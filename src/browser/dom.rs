//! The host element and what the widget does to it: a box in its shadow root, style sheets, events, form values.

use crate::browser::template::inside;
use crate::options::UNSTYLED;
use kindred_core::paging::Track;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, HtmlInputElement};

/// The element on the page that a unit lives in.
pub(crate) type HostElement = HtmlElement;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = web_sys::ShadowRoot)]
    type Root;

    #[wasm_bindgen(method, getter, js_name = adoptedStyleSheets)]
    fn style_sheets(this: &Root) -> js_sys::Array;

    #[wasm_bindgen(method, setter, js_name = adoptedStyleSheets)]
    fn set_style_sheets(this: &Root, sheets: &js_sys::Array);

    /// The element's place in a form (`ElementInternals`).
    #[derive(Clone)]
    pub type Internals;

    #[wasm_bindgen(method, getter)]
    fn form(this: &Internals) -> Option<Form>;

    type Form;

    #[wasm_bindgen(method, js_name = requestSubmit)]
    fn request_submit(this: &Form);

    #[wasm_bindgen(method, js_name = setFormValue)]
    fn set_form_value(this: &Internals, entries: &web_sys::FormData);

    type CSSStyleSheet;

    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<CSSStyleSheet, JsValue>;

    #[wasm_bindgen(method, js_name = replaceSync)]
    fn replace(this: &CSSStyleSheet, css: &str);
}

/// What every unit needs, and the look of one that is styled; parsed once per page.
const STYLES: [&str; 2] =
    [include_str!(concat!(env!("OUT_DIR"), "/base.css")), include_str!(concat!(env!("OUT_DIR"), "/unit.css"))];

thread_local! {
    static SHEETS: [Option<CSSStyleSheet>; 2] = STYLES.map(|style| {
        let sheet = CSSStyleSheet::new().ok()?;
        sheet.replace(style);
        Some(sheet)
    });
}

/// The box that the widget's elements live in, beside the slot of the fallback.
#[must_use = "dropping it empties the host's shadow root of the unit"]
pub(crate) struct Stage {
    host: HostElement,
    element: HtmlElement,
    n_sheets: usize,
}

impl Stage {
    /// Puts an empty box into the host's shadow root and hides the fallback.
    pub(crate) fn open(host: &HostElement) -> Option<Stage> {
        let root = host.shadow_root()?;
        let document = web_sys::window()?.document()?;
        let element = document.create_element("div").ok()?.unchecked_into::<HtmlElement>();
        root.append_child(&element).ok()?;
        let sheets = root.unchecked_ref::<Root>().style_sheets();
        let n_sheets = if host.has_attribute(UNSTYLED) { 1 } else { STYLES.len() };
        SHEETS.with(|ours| {
            ours.iter().take(n_sheets).flatten().for_each(|sheet| {
                sheets.push(sheet);
            })
        });
        show_fallback(host, false);
        Some(Stage { host: host.clone(), element, n_sheets })
    }

    /// The element on the page.
    pub(crate) fn host(&self) -> &HostElement {
        &self.host
    }

    /// The box.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// The carousel's scrolling list, once it is there.
    pub(crate) fn track(&self) -> Option<HtmlElement> {
        self.element.query_selector("[part=track]").ok()?.map(JsCast::unchecked_into)
    }

    /// Scrolls the list by what can be seen of it, in the direction of the text.
    pub(crate) fn scroll(&self, windows: i32) {
        let Some(track) = self.track() else { return };
        let direction = if track.matches(":dir(rtl)").unwrap_or(false) { -1 } else { 1 };
        track.scroll_by_with_x_and_y(f64::from(windows * direction * track.client_width()), 0.0);
    }

    /// How the list lies.
    pub(crate) fn measure(&self, n_cards: i32) -> Option<Track> {
        let track = self.track()?;
        // Negative where text runs from right to left.
        let scrolled = track.scroll_left().abs();
        Some(Track { scrolled, window: track.client_width(), whole: track.scroll_width(), n_cards })
    }

    /// Moves the last card to an earlier place.
    pub(crate) fn move_last_card(&self, place: u32) {
        let Some(track) = self.track() else { return };
        let cards = track.children();
        if let (Some(last), Some(at)) = (track.last_element_child(), cards.item(place)) {
            let _ = track.insert_before(&last, Some(&at));
        }
    }

    /// Ticks the checkboxes of these SKUs and no others.
    pub(crate) fn set_ticks(&self, skus: &[String]) {
        let Some(track) = self.track() else { return };
        let cards = track.children();
        for card in (0..cards.length()).filter_map(|place| cards.item(place)) {
            let sku = card.get_attribute("data-sku");
            if let Ok(Some(input)) = inside(card).query_selector("input[data-act]") {
                let ticked = sku.is_some_and(|sku| skus.contains(&sku));
                input.unchecked_into::<HtmlInputElement>().set_checked(ticked);
            }
        }
    }

    /// The place of the card that has keyboard focus.
    fn focused_card(&self) -> Option<u32> {
        // A card of the page's own is in the page's tree, and so is its focus.
        let own = || self.host.owner_document()?.active_element().filter(|focused| self.host.contains(Some(focused)));
        let focused = self.focused().or_else(own)?;
        let sku = focused.closest("[data-sku]").ok()??.get_attribute("data-sku");
        let cards = self.track()?.children();
        (0..cards.length()).find(|place| cards.item(*place).is_some_and(|card| card.get_attribute("data-sku") == sku))
    }

    /// Where keyboard focus is in the unit: the place of the card, the first one's for what is in no card.
    pub(crate) fn focus(&self) -> Option<u32> {
        self.focused_card().or_else(|| self.focused().map(|_| 0))
    }

    /// What has focus among our own elements.
    fn focused(&self) -> Option<web_sys::Element> {
        self.host.shadow_root()?.active_element()
    }

    /// Sees to it that focus is on something that can have it: else on the card at that place, or the last one.
    pub(crate) fn keep_focus(&self, place: u32) {
        // A browser takes it from what was hidden or disabled only later.
        let is_there =
            |focused: web_sys::Element| focused.matches(":not([hidden],:disabled,ul:not([tabindex]))").unwrap_or(true);
        if self.focused().map_or_else(|| self.focused_card().is_some(), is_there) {
            return;
        }
        let Some(track) = self.track() else { return };
        let cards = track.children();
        let card = cards.item(place).or_else(|| track.last_element_child());
        // Mostly its link, so that what comes next is heard from its beginning.
        let target = card.and_then(|card| inside(card).query_selector("a[href],[data-act]").ok()?);
        let _ = target.map_or(track, JsCast::unchecked_into).focus();
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.element.remove();
        if let Some(root) = self.host.shadow_root() {
            let sheets = root.unchecked_ref::<Root>().style_sheets();
            (0..self.n_sheets).for_each(|_| drop(sheets.pop()));
        }
        show_fallback(&self.host, true);
    }
}

fn show_fallback(host: &HostElement, visible: bool) {
    let slot = host.shadow_root().and_then(|root| root.query_selector("slot").ok()?);
    if let Some(slot) = slot {
        let _ = slot.toggle_attribute_with_force("hidden", !visible);
    }
}

/// Gives back the room that the loader reserved for a unit that has nothing to show.
pub(crate) fn release_room(host: &HostElement) {
    if let Some(root) = host.shadow_root() {
        root.unchecked_ref::<Root>().set_style_sheets(&js_sys::Array::new());
    }
}

/// Whether one element stands before another in the document.
pub(crate) fn precedes(one: &HostElement, other: &HostElement) -> bool {
    one.compare_document_position(other) & web_sys::Node::DOCUMENT_POSITION_FOLLOWING != 0
}

/// The attributes whose names begin so: what follows in the name, and the value.
pub(crate) fn attributes_after(host: &HostElement, beginning: &str) -> Vec<(String, String)> {
    let names = host.get_attribute_names();
    let names = names.iter().filter_map(|name| name.as_string());
    let attribute = |name: String| Some((name.strip_prefix(beginning)?.into(), host.get_attribute(&name)?));
    names.filter_map(attribute).collect()
}

/// The form that the element belongs to.
pub(crate) fn has_form(internals: &Internals) -> bool {
    internals.form().is_some()
}

/// Sets what the element's form submits under the element's name: one entry per SKU.
pub(crate) fn set_form_value(host: &HostElement, internals: &Internals, skus: &[String]) {
    let Some(name) = host.get_attribute("name").filter(|name| !name.is_empty()) else {
        return;
    };
    let Ok(entries) = web_sys::FormData::new() else {
        return;
    };
    for sku in skus {
        let _ = entries.append_with_str(&name, sku);
    }
    internals.set_form_value(&entries);
}

/// Has the element's form submit these SKUs this once, as if its own button had been pressed; whether it has a form that
/// can carry them.
pub(crate) fn submit(host: &HostElement, internals: &Internals, skus: &[String]) -> bool {
    let Some(form) = internals.form().filter(|_| can_carry(host)) else {
        return false;
    };
    set_form_value(host, internals, skus);
    form.request_submit();
    // The form has read them by now, and its own button is not meant to send them.
    set_form_value(host, internals, &[]);
    true
}

/// Whether a form would know the element's SKUs by a name.
fn can_carry(host: &HostElement) -> bool {
    host.get_attribute("name").is_some_and(|name| !name.is_empty())
}

/// What an event says, as a value that scripts can read.
#[derive(Clone)]
pub(crate) struct Detail(JsValue);

impl Detail {
    pub(crate) fn text(text: &str) -> Detail {
        Detail(text.into())
    }

    pub(crate) fn number(number: f64) -> Detail {
        Detail(number.into())
    }

    /// A text or a number that may be absent.
    pub(crate) fn may(detail: Option<Detail>) -> Detail {
        detail.unwrap_or(Detail(JsValue::UNDEFINED))
    }

    pub(crate) fn list(details: impl Iterator<Item = Detail>) -> Detail {
        Detail(details.map(|detail| detail.0).collect::<js_sys::Array>().into())
    }

    /// An object without the members that are absent.
    pub(crate) fn object(members: &[(&str, Detail)]) -> Detail {
        let object = js_sys::Object::new();
        for (key, value) in members.iter().filter(|(_, value)| !value.0.is_undefined()) {
            let _ = js_sys::Reflect::set(&object, &(*key).into(), &value.0);
        }
        Detail(object.into())
    }

    /// The value itself.
    pub(super) fn value(&self) -> &JsValue {
        &self.0
    }
}

/// Sends an event from the host: it bubbles and crosses shadow roots.
pub(crate) fn dispatch(host: &HostElement, name: &str, detail: Detail) {
    let options = web_sys::CustomEventInit::new();
    options.set_bubbles(true);
    options.set_composed(true);
    options.set_detail(&detail.0);
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict(name, &options) {
        let _ = host.dispatch_event(&event);
    }
}

/// One line on the console.
pub(crate) fn warn(line: &str) {
    web_sys::console::warn_1(&line.into());
}

#[cfg(feature = "explain")]
const OUTLINE: [(&str, &str); 2] = [("outline", "2px dashed #7a3ff2"), ("outline-offset", "0.375rem")];

/// A box of its own behind what the host shows, with a shadow root and a look of its own, and an outline around the
/// host.
#[cfg(feature = "explain")]
#[must_use = "dropping it takes the box off the page"]
pub(crate) struct Frame {
    host: HostElement,
    element: HtmlElement,
    inside: HtmlElement,
}

#[cfg(feature = "explain")]
impl Frame {
    /// Puts an empty box into the host's shadow root.
    pub(crate) fn open(host: &HostElement, style: &str) -> Option<Frame> {
        let document = web_sys::window()?.document()?;
        let make = || document.create_element("div").ok().map(JsCast::unchecked_into::<HtmlElement>);
        let (element, inside) = (make()?, make()?);
        let root = element.attach_shadow(&web_sys::ShadowRootInit::new(web_sys::ShadowRootMode::Open)).ok()?;
        let sheet = CSSStyleSheet::new().ok()?;
        sheet.replace(style);
        root.unchecked_ref::<Root>().style_sheets().push(&sheet);
        root.append_child(&inside).ok()?;
        host.shadow_root()?.append_child(&element).ok()?;
        for (name, value) in OUTLINE {
            let _ = host.style().set_property(name, value);
        }
        Some(Frame { host: host.clone(), element, inside })
    }

    /// The inside of the box.
    pub(crate) fn inside(&self) -> &HtmlElement {
        &self.inside
    }
}

#[cfg(feature = "explain")]
impl Drop for Frame {
    fn drop(&mut self) {
        self.element.remove();
        for (name, _) in OUTLINE {
            let _ = self.host.style().remove_property(name);
        }
    }
}
