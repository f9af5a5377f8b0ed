//! The attributes of a unit's element, once.

use crate::browser::dom::{self, HostElement};
use crate::view::Layout;

/// What the element's author asked for.
#[derive(Default)]
pub(crate) struct Options {
    /// `type`: which recommendations: a type, or the name of a unit in the feed.
    pub(crate) name: Option<String>,
    /// `sku`: the product the unit is about.
    pub(crate) sku: Option<String>,
    /// `cart`: SKUs separated by commas or spaces, last added first.
    pub(crate) cart: Option<String>,
    /// `limit`: how many cards at most.
    pub(crate) limit: Option<u32>,
    /// `heading`: the heading, in place of the relation's own.
    pub(crate) heading: Option<String>,
    /// `message`: what the unit says to the shopper; a key of the words, else the text itself.
    pub(crate) message: Option<String>,
    /// `layout`: how the cards lie.
    pub(crate) layout: Layout,
    /// `label-...`: the element's own words, by key.
    pub(crate) labels: Vec<(String, String)>,
}

/// The attributes that change what a unit shows; the loader watches the same ones.
pub(crate) const ATTRIBUTES: [&str; 7] = ["type", "sku", "cart", "limit", "heading", "layout", "message"];

/// What the names of attributes with the element's own words begin with; the key follows. They are too many to watch.
const LABEL: &str = "label-";

impl Options {
    /// Reads them off the element. A limit that is no whole number counts as absent.
    pub(crate) fn of(host: &HostElement) -> Options {
        let [name, sku, cart, limit, heading, layout, message] = ATTRIBUTES.map(|name| host.get_attribute(name));
        Options {
            name,
            sku: sku.filter(|sku| !sku.is_empty()),
            cart,
            limit: limit.and_then(|limit| limit.trim_ascii().parse().ok()),
            heading,
            message,
            layout: layout.map_or(Layout::Carousel, |layout| Layout::named(&layout)),
            labels: dom::attributes_after(host, LABEL),
        }
    }
}

/// The attribute of a unit whose page brings all of its looks. It counts when the unit first shows.
pub(crate) const UNSTYLED: &str = "unstyled";
