//! `kindred render`: the units of a page as HTML, made before anybody looks at it, by the views that the browser uses.
//!
//! What it prints stands between the tags of a unit's element: real links for crawlers and for visitors without script,
//! and the same picture that the live unit shows when it takes over.

pub mod money;
mod speech;

use crate::check::{given_day, today};
use crate::explain::{unit_named, unknown};
use crate::pipeline::{BuildError, BuildOptions, Step, prepare};
use crate::publish::PublishError;
use kindred_core::context::Context;
use kindred_core::feed::{Feed, Unit};
use kindred_core::link::Relation;
use kindred_core::product::Product;
use kindred_core::select::select_for;
use kindred_widget::card_text::card_text;
use kindred_widget::offer::{Fresh, Offer};
use kindred_widget::view::{CardText, Frame, Layout, Way, still};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use speech::{Voice, speech};
use std::fs;
use std::path::{Path, PathBuf};

/// What to render.
#[derive(Clone, Debug, Default)]
pub struct RenderOptions {
    /// What the feed is built of.
    pub build: BuildOptions,
    /// The viewed product; without it every product that has a page.
    pub sku: Option<String>,
    /// The names of a page's units, in its order. Without any: related products and up-sells.
    pub units: Vec<String>,
    /// How many cards at most, in place of what is set.
    pub limit: Option<u32>,
    /// How the cards lie.
    pub layout: Layout,
    /// The page's language; the feed's without it.
    pub language: Option<String>,
    /// The heading, in place of the relation's own.
    pub heading: Option<String>,
    /// The day, such as `2026-11-22`; today without it.
    pub on: Option<String>,
}

/// One unit of one page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rendered {
    /// The viewed product.
    pub sku: String,
    /// The unit's name.
    pub unit: String,
    /// The element with what stands in it; it is empty where nothing shows.
    pub html: String,
}

impl Rendered {
    /// Where it lies in a folder: `related/24-MB01.html`, with characters that no file may have in its name as in
    /// addresses.
    pub fn path(&self) -> PathBuf {
        const UNSAFE: &AsciiSet = &CONTROLS.add(b'/').add(b'\\').add(b':').add(b'*').add(b'?').add(b'"').add(b'<');
        const UNSAFE_TOO: &AsciiSet = &UNSAFE.add(b'>').add(b'|').add(b'%').add(b'.');
        let [unit, sku] = [&self.unit, &self.sku].map(|name| utf8_percent_encode(name, UNSAFE_TOO).to_string());
        Path::new(&unit).join(sku + ".html")
    }
}

/// Renders the units of a page, or of all, and hands them over one after the other.
///
/// # Errors
///
/// Where `build` gives up, where the catalogue does not have such a product or such a unit, where a unit is for another page
/// than that of a product or the cart, and what `take` fails with.
pub fn render(
    options: &RenderOptions,
    progress: &mut dyn FnMut(Step<'_>),
    take: &mut dyn FnMut(Rendered) -> Result<(), BuildError>,
) -> Result<usize, BuildError> {
    let given = given_day(options.on.as_deref())?;
    let build = BuildOptions { out: None, strict: false, ..options.build.clone() };
    let prepared = prepare(&build, progress)?;
    let feed = &prepared.read;
    if let Some(sku) = options.sku.as_ref().filter(|sku| feed.product(sku).is_none()) {
        return Err(unknown("--sku", sku, feed));
    }
    let context = Context {
        today: Some(given.unwrap_or_else(|| today(feed.settings.time_zone.as_deref())).day),
        ..Context::new(|text| text.to_lowercase())
    };
    let language = options.language.as_deref().or(feed.settings.language.as_deref()).unwrap_or_default();
    let units = units(options, feed)?;
    let page = Page { options, feed, voice: Voice::new(language, &feed.settings.currency) };
    let mut n_rendered = 0;
    let is_meant = |product: &&Product| options.sku.as_ref().map_or(product.visible, |sku| product.answers_to(sku));
    for product in feed.products.iter().filter(is_meant) {
        let mut context = Context { viewed: Some(product.sku.clone()), ..context.clone() };
        for unit in &units {
            take(page.unit(unit, product, &mut context))?;
            n_rendered += 1;
        }
    }
    Ok(n_rendered)
}

/// Writes a unit into a folder.
///
/// # Errors
///
/// When the file cannot be written.
pub fn write(rendered: &Rendered, folder: &Path) -> Result<(), BuildError> {
    let path = folder.join(rendered.path());
    let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, &rendered.html));
    written.map_err(|error| BuildError::Publish(PublishError::Write { path, error }))
}

fn units<'f>(options: &RenderOptions, feed: &'f Feed) -> Result<Vec<&'f Unit>, BuildError> {
    if options.units.is_empty() {
        return Ok([Relation::Related, Relation::UpSell].map(|relation| feed.unit(relation)).into());
    }
    let of_a_product = |name: &String| {
        let unit = unit_named(feed, name)?;
        let expected = "a unit of a product's page or of the cart";
        let other_page = || BuildError::Setting { option: "--unit", expected, found: name.clone() };
        matches!(unit.page.as_str(), "" | "product" | "cart").then_some(unit).ok_or_else(other_page)
    };
    options.units.iter().map(of_a_product).collect()
}

/// Whether a unit is about a cart with the product in it, and not about the product.
fn is_of_cart(unit: &Unit) -> bool {
    unit.relation() == Some(Relation::CrossSell) || unit.page == "cart"
}

/// What all units have in common.
struct Page<'a> {
    options: &'a RenderOptions,
    feed: &'a Feed,
    voice: Voice,
}

impl Page<'_> {
    fn unit(&self, unit: &Unit, product: &Product, context: &mut Context) -> Rendered {
        let sku = || Some(product.sku.clone());
        (context.viewed, context.cart) =
            if is_of_cart(unit) { (None, sku().into_iter().collect()) } else { (sku(), Vec::new()) };
        let selected = select_for(self.feed, unit, self.options.limit, context);
        let speech = speech(&self.voice);
        let text = |product: &Product| card_text(product, &Offer::of(product, None, Fresh::default()), &speech);
        let cards: Vec<CardText> = selected.iter().map(|card| text(card.product)).collect();
        // As on the page: what one unit shows drops out of those behind it.
        context.shown.extend(cards.iter().map(|card| card.sku.clone()));
        Rendered { sku: product.sku.clone(), unit: unit.name.clone(), html: self.element(unit, product, &cards) }
    }

    fn element(&self, unit: &Unit, product: &Product, cards: &[CardText]) -> String {
        let RenderOptions { layout, limit, heading, .. } = self.options;
        let words = self.voice.words();
        // An element of recommendations says which, those of the relations are named by them.
        let kind = unit.relation().map_or("recommendations", Relation::name);
        let own = || unit.heading.clone().unwrap_or_else(|| words.text(&format!("heading-{kind}")));
        let frame = Frame {
            heading: heading.clone().unwrap_or_else(own),
            n_cards: cards.len(),
            n_addable: cards.iter().filter(|card| card.is_addable()).count(),
            has_form: true,
            words: words.clone(),
            ..Frame::default()
        };
        let about = if is_of_cart(unit) { "cart" } else { "sku" };
        let layout_name = (*layout != Layout::Carousel).then(|| layout.name().to_owned());
        let attributes = [
            ("type", unit.relation().is_none().then(|| unit.name.clone())),
            (about, Some(product.sku.clone())),
            ("layout", layout_name),
            ("limit", limit.map(|limit| limit.to_string())),
            ("heading", heading.clone()),
        ];
        let attributes = attributes.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let attributes: String = attributes
            .map(|(name, value)| format!(" {name}=\"{}\"", html_escape::encode_double_quoted_attribute(&value)))
            .collect();
        let inside =
            if cards.is_empty() { String::new() } else { still(Way::of(unit.relation()), *layout, &frame, cards) };
        let tag = format!("kindred-{kind}");
        format!("<{tag}{attributes}>{inside}</{tag}>\n")
    }
}
