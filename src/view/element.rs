//! Elements as plain values, all of one type. The types that Leptos's `view!` makes, one for every element, weigh 5 kB of
//! brotli in a card and its frame (docs/decisions/weight.md); this is a view of Leptos's as well, and stands wherever one
//! can stand.

use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::{self, Element as DomElement};
use leptos::tachys::view::{Mountable, Render};
use leptos::wasm_bindgen::JsCast;

/// What stands in an element.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Node {
    /// Another element.
    Element(Element),
    /// Text, which is never markup.
    Text(String),
}

/// An element: its tag, its attributes, and what it holds.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Element {
    pub(super) tag: &'static str,
    pub(super) attributes: Vec<(&'static str, String)>,
    pub(super) inside: Vec<Node>,
}

/// An element without attributes that holds nothing.
pub(super) fn element(tag: &'static str) -> Element {
    Element { tag, attributes: Vec::new(), inside: Vec::new() }
}

/// An element that style sheets of the page can reach by that name.
pub(super) fn part(tag: &'static str, name: &str) -> Element {
    element(tag).with("part", name)
}

/// An element that says something under a name.
pub(super) fn said(tag: &'static str, name: &str, text: &str) -> Element {
    part(tag, name).says(text)
}

impl Element {
    /// Has this attribute too; a name that begins with two dashes is that of a custom property.
    #[inline(never)]
    pub(super) fn with(mut self, name: &'static str, value: &str) -> Element {
        self.attributes.push((name, value.into()));
        self
    }

    /// Has this attribute where there is a value for it.
    pub(super) fn with_any(self, name: &'static str, value: Option<&str>) -> Element {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Has this attribute, which needs no value, where that is so.
    pub(super) fn when(self, name: &'static str, is_so: bool) -> Element {
        self.with_any(name, is_so.then_some(""))
    }

    /// Says this behind what it holds.
    #[inline(never)]
    pub(super) fn says(mut self, text: &str) -> Element {
        self.inside.push(Node::Text(text.into()));
        self
    }

    /// Holds this element behind the others.
    #[inline(never)]
    pub(super) fn holds(mut self, other: Element) -> Element {
        self.inside.push(Node::Element(other));
        self
    }

    /// Holds this element, if it is one, behind the others.
    pub(super) fn holds_any(self, other: Option<Element>) -> Element {
        match other {
            Some(other) => self.holds(other),
            None => self,
        }
    }

    fn built(&self) -> DomElement {
        let built = Rndr::create_element(self.tag, None);
        for (name, value) in &self.attributes {
            set(&built, name, value);
        }
        for node in &self.inside {
            let node: types::Node = match node {
                Node::Element(element) => element.built().into(),
                Node::Text(text) => Rndr::create_text_node(text).into(),
            };
            Rndr::insert_node(&built, &node, None);
        }
        built
    }

    /// Brings an element of the page, which is as this one says, in step with the next one of the same build: there other
    /// attributes may be, and other texts, but no other elements.
    fn change(&self, next: &Element, built: &DomElement) {
        for (name, _) in &self.attributes {
            if !next.attributes.iter().any(|(kept, _)| kept == name) {
                Rndr::remove_attribute(built, name);
            }
        }
        for attribute in next.attributes.iter().filter(|attribute| !self.attributes.contains(attribute)) {
            set(built, attribute.0, &attribute.1);
        }
        let mut child = Rndr::first_child(built);
        for (node, next) in self.inside.iter().zip(&next.inside) {
            let Some(built) = child else { return };
            match (node, next) {
                (Node::Element(element), Node::Element(next)) => element.change(next, built.unchecked_ref()),
                (Node::Text(text), Node::Text(next)) if text != next => Rndr::set_text(built.unchecked_ref(), next),
                _ => {}
            }
            child = Rndr::next_sibling(&built);
        }
    }
}

#[inline(never)]
fn set(built: &DomElement, name: &str, value: &str) {
    if name.starts_with("--") {
        // Not as an attribute: pages may forbid styles in markup.
        Rndr::set_css_property(&Rndr::style(built), name, value);
    } else {
        Rndr::set_attribute(built, name, value);
    }
}

/// An element on the page, and what it says there.
pub struct Built {
    element: Element,
    built: DomElement,
}

impl Render for Element {
    type State = Built;

    fn build(self) -> Built {
        Built { built: self.built(), element: self }
    }

    fn rebuild(self, state: &mut Built) {
        state.element.change(&self, &state.built);
        state.element = self;
    }
}

impl Mountable for Built {
    fn unmount(&mut self) {
        self.built.unmount();
    }

    fn mount(&mut self, parent: &DomElement, marker: Option<&types::Node>) {
        self.built.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.built.insert_before_this(child)
    }

    fn elements(&self) -> Vec<DomElement> {
        vec![self.built.clone()]
    }
}
