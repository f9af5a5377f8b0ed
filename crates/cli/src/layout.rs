//! Which layout a feed gets, and its way to the folder (design, section 4): in one piece where a page can load it all,
//! in chunks where it cannot.

mod scales;

use crate::chunked::{ChunkSize, Cut, Parts, cut_parts};
use crate::cores::both;
use crate::pipeline::{BuildError, Meter};
use crate::publish::{PublishError, PublishOptions, Published, Publisher};
use crate::write::{Weight, to_text, weigh};
use kindred_core::feed::{self, Feed, FeedFile};
use scales::Scales;
use serde_json::json;

pub use scales::PageWeight;

/// How a feed lies in its folder.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Layout {
    /// In one piece where that is light enough, else in chunks.
    #[default]
    Auto,
    /// In one piece.
    Inline,
    /// In chunks.
    Chunked,
}

impl Layout {
    /// The layout of that name.
    pub fn parse(name: &str) -> Option<Layout> {
        let named = [("auto", Layout::Auto), ("inline", Layout::Inline), ("chunked", Layout::Chunked)];
        named.into_iter().find(|(known, _)| *known == name).map(|(_, layout)| layout)
    }
}

/// The heaviest feed that stays in one piece, in bytes of brotli: what a page may load at all (design, section 6). It
/// then spares two round trips.
const HEAVIEST_INLINE: usize = 16_000;

/// More products than any feed of that weight has; so many need not be weighed.
const MOST_INLINE: usize = 2_000;

/// A feed in its folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LaidOut {
    /// What became of the folder.
    pub published: Published,
    /// What a product's page loads of it.
    pub page: PageWeight,
}

/// Publishes a feed. Its products are gone afterwards if it is cut: there may be a million of them.
///
/// # Errors
///
/// When the folder cannot be written to.
pub(crate) fn write(
    layout: Layout,
    publishing: &PublishOptions,
    feed: &mut FeedFile,
    meter: &Meter,
) -> Result<LaidOut, BuildError> {
    if layout == Layout::Chunked || (layout == Layout::Auto && feed.products.len() > MOST_INLINE) {
        return chunked(publishing, feed, meter);
    }
    let text = text_of(feed)?;
    let weight = weigh(&text);
    if layout == Layout::Auto && weight.brotli > HEAVIEST_INLINE {
        return chunked(publishing, feed, meter);
    }
    let published = Publisher::begin(publishing)?.finish(|_| text)?;
    Ok(LaidOut { published, page: PageWeight::of_one_file(weight) })
}

fn chunked(publishing: &PublishOptions, header: &mut FeedFile, meter: &Meter) -> Result<LaidOut, BuildError> {
    let products = std::mem::take(&mut header.products);
    let header = &*header;
    let settings = read_back(header)?;
    let publisher = Publisher::begin(publishing)?;
    let scales = Scales::for_products(products.len());
    let sink = |path: &str, text: &[u8]| -> Result<(), PublishError> {
        scales.look_at(path, text);
        meter.add(0, text.len());
        publisher.add(path, text)
    };
    let parts = Parts::of(header, &settings, products);
    let cut = cut_parts(&parts, ChunkSize::default(), &sink, &|n_products| meter.add(n_products, 0))?;
    let mut pointer_weight = Weight::default();
    let finish = || {
        publisher.finish(|build| {
            let text = pointer(header, build.as_str(), publishing.base_url.as_deref(), &cut);
            pointer_weight = weigh(&text);
            text
        })
    };
    // While the disk works, there is time to free millions of small texts.
    let (published, ()) = both(finish, || parts.let_go());
    Ok(LaidOut { published: published?, page: scales.page(pointer_weight) })
}

/// The text of `feed.json`.
fn pointer(header: &FeedFile, build: &str, base: Option<&str>, cut: &Cut) -> String {
    // A header is texts and numbers: nothing that JSON could not say.
    let mut pointer = serde_json::to_value(header).unwrap_or_default();
    if let Some(keys) = pointer.as_object_mut() {
        keys.retain(|key, _| key != "products" && key != "rules" && key != "lists");
        keys.extend(cut.lists.as_ref().map(|lists| ("lists".to_owned(), json!(lists))));
        keys.extend([("build".to_owned(), json!(build)), ("lookup-bits".to_owned(), json!(cut.lookup_bits))]);
        keys.extend(base.map(|base| ("base".to_owned(), json!(base))));
    }
    pointer.to_string()
}

/// What a page reads in a feed; a page that could not read it must never get it.
pub(crate) fn read_back(feed: &FeedFile) -> Result<Feed, BuildError> {
    feed::read(&text_of(feed)?).map_err(|error| BuildError::Feed(error.into()))
}

fn text_of(feed: &FeedFile) -> Result<String, BuildError> {
    to_text(feed).map_err(|error| BuildError::Feed(error.into()))
}
