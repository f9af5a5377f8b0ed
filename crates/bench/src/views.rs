//! Page views of a published feed, made as a page makes them: which files one asks for after another, what these weigh,
//! and which cards come of it.
//!
//! Files are read from the disk by the core's own reader, so a view that asks for the wrong file shows nothing, and
//! the number of cards says so.

mod weight;

use kindred_core::context::Context;
use kindred_core::feed::{Chunk, Feed, Opened, Pointer, Unit, chunks_of, open, read_chunk};
use kindred_core::link::Relation;
use kindred_core::recommend::Type;
use kindred_core::rule::Day;
use kindred_core::select::{select, select_for};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::{fs, io, thread};
use weight::{Scales, Weight};

/// The day of every view: the dated rule is on.
const TODAY: &str = "2026-11-20";
/// The segment of every shopper.
const SEGMENT: &str = "club";

/// One view of a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct View {
    /// Bytes of all its files after brotli of quality 11.
    pub brotli_11: u64,
    /// Bytes of all its files after brotli of quality 5.
    pub brotli_5: u64,
    /// How many files it asks for.
    pub requests: usize,
    /// How many of them, at least, one after another, since one says which the next is.
    pub steps: usize,
    /// How many cards its related, up-sell and cross-sell unit show.
    pub cards: [usize; 3],
    /// How many cards its units of recommendations show, all together.
    pub recommended: usize,
}

/// Views of the pages of products, and of carts.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Views {
    /// Each of one product.
    pub pages: Vec<View>,
    /// Each of one to five products.
    pub carts: Vec<View>,
}

/// Why a page cannot be viewed.
#[derive(Debug)]
pub enum ViewError {
    /// A file cannot be read.
    Read(PathBuf, io::Error),
    /// A file is not what it should be.
    Text(PathBuf, String),
}

impl fmt::Display for ViewError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ViewError::Read(path, error) => write!(formatter, "{}: {error}", path.display()),
            ViewError::Text(path, problem) => write!(formatter, "{}: {problem}", path.display()),
        }
    }
}

impl std::error::Error for ViewError {}

/// How many products carts have, one cart after another.
const CART_SIZES: [usize; 5] = [1, 2, 3, 4, 5];

/// Views the pages of these products, and carts of them, with units of these types beside the three relations.
///
/// # Errors
///
/// When a file of the feed is missing or wrong.
pub fn views(folder: &Path, skus: &[String], types: &[Type]) -> Result<Views, ViewError> {
    let (mut pages, mut carts): (Vec<&[String]>, Vec<&[String]>) = (skus.chunks(1).collect(), Vec::new());
    let mut rest = skus;
    for size in CART_SIZES.into_iter().cycle() {
        let Some((cart, behind)) = rest.split_at_checked(size) else { break };
        carts.push(cart);
        rest = behind;
    }
    let n_pages = pages.len();
    pages.append(&mut carts);
    let mut all = viewed_in_parallel(folder, &pages, types)?;
    let carts = all.split_off(n_pages);
    Ok(Views { pages: all, carts })
}

/// What a product's page and a cart may recommend (reference, section 5.2): all types but the one that is for others.
pub fn types_of_pages() -> Vec<Type> {
    Type::ALL.into_iter().filter(|kind| *kind != Type::JustForYou).collect()
}

fn viewed_in_parallel(folder: &Path, visits: &[&[String]], types: &[Type]) -> Result<Vec<View>, ViewError> {
    let n_threads = thread::available_parallelism().map_or(1, usize::from);
    let scales = Scales::default();
    let view = |first: usize| {
        let site = Site::open(folder, &scales, types)?;
        let own = visits.iter().enumerate().skip(first).step_by(n_threads);
        own.map(|(number, skus)| Ok((number, site.view(skus)?))).collect::<Result<Vec<(usize, View)>, ViewError>>()
    };
    let view = &view;
    let mut viewed = thread::scope(|scope| {
        let threads: Vec<_> = (0..n_threads).map(|first| scope.spawn(move || view(first))).collect();
        let joined = threads.into_iter().map(|thread| thread.join());
        joined
            .map(|views| views.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect::<Result<Vec<_>, _>>()
    })?
    .concat();
    viewed.sort_unstable_by_key(|(number, _)| *number);
    Ok(viewed.into_iter().map(|(_, view)| view).collect())
}

/// A published feed.
struct Site<'a> {
    folder: &'a Path,
    opened: Opened,
    pointer: Weight,
    scales: &'a Scales,
    types: &'a [Type],
}

impl<'a> Site<'a> {
    fn open(folder: &'a Path, scales: &'a Scales, types: &'a [Type]) -> Result<Site<'a>, ViewError> {
        let path = folder.join("feed.json");
        let (text, pointer) = scales.read(&path)?;
        let opened = open(&text).map_err(|error| ViewError::Text(path, format!("{error:?}")))?;
        Ok(Site { folder, opened, pointer, scales, types })
    }

    fn view(&self, skus: &[String]) -> Result<View, ViewError> {
        let Site { folder, opened, pointer, scales, types } = self;
        let mut visit = Visit { folder, scales, view: View::default() };
        visit.view.add(*pointer);
        visit.view.steps = 1;
        let assembled;
        let feed = match opened {
            Opened::Inline(feed) => feed,
            Opened::Chunked(pointer) => {
                let chunks = visit.chunks(pointer, skus, types)?;
                assembled = pointer.assemble(chunks, None);
                &assembled
            }
        };
        let mut context = Context {
            viewed: skus.first().cloned(),
            segments: vec![SEGMENT.to_owned()],
            today: Day::parse(TODAY),
            ..Context::new(|text| text.to_lowercase())
        };
        let cards = cards(feed, skus, &mut context);
        let recommended = recommended(feed, skus, types, context);
        Ok(View { cards, recommended, ..visit.view })
    }
}

impl View {
    fn add(&mut self, file: Weight) {
        self.brotli_11 += file.brotli_11;
        self.brotli_5 += file.brotli_5;
        self.requests += 1;
    }
}

/// One view while it asks for files.
struct Visit<'a> {
    folder: &'a Path,
    scales: &'a Scales,
    view: View,
}

impl Visit<'_> {
    /// The chunks of these SKUs and the lists of the shop that units show: first all lookup files and lists at once, then
    /// all chunks at once.
    fn chunks(&mut self, pointer: &Pointer, skus: &[String], types: &[Type]) -> Result<Vec<Chunk>, ViewError> {
        let units = types.iter().filter_map(|kind| pointer.settings.unit_named(kind.name()));
        let lists: BTreeSet<String> = units.flat_map(|unit| pointer.list_paths(unit)).collect();
        let lookups = skus.iter().map(|sku| pointer.lookup_path(sku));
        let found = self.step(lookups.chain(lists.iter().cloned()).collect())?;
        let mut paths = BTreeSet::new();
        for sku in skus {
            let path = pointer.lookup_path(sku);
            let wrong = |error| ViewError::Text(self.folder.join(&path), format!("{error:?}"));
            let numbers = chunks_of(sku, &found[&path]).map_err(wrong)?;
            paths.extend(numbers.into_iter().map(|number| pointer.chunk_path(number)));
        }
        let chunks = self.step(paths)?;
        let lists = lists.iter().map(|path| (path, &found[path]));
        let chunk = |(path, text): (&String, &String)| {
            read_chunk(text).map_err(|error| ViewError::Text(self.folder.join(path), format!("{error:?}")))
        };
        lists.chain(&chunks).map(chunk).collect()
    }

    /// Asks for files at the same time.
    fn step(&mut self, paths: BTreeSet<String>) -> Result<BTreeMap<String, String>, ViewError> {
        self.view.steps += usize::from(!paths.is_empty());
        let mut texts = BTreeMap::new();
        for path in paths {
            let (text, weight) = self.scales.read(&self.folder.join(&path))?;
            self.view.add(weight);
            texts.insert(path, text);
        }
        Ok(texts)
    }
}

/// How many cards the units show to someone who looks at the first of these products and has them all in the cart. What
/// they show stands in the context afterwards.
fn cards(feed: &Feed, skus: &[String], context: &mut Context) -> [usize; 3] {
    Relation::ALL.map(|relation| {
        let in_cart = Context { viewed: None, cart: skus.to_vec(), ..context.clone() };
        let cards = select(feed, relation, None, if relation == Relation::CrossSell { &in_cart } else { context });
        context.shown.extend(cards.iter().map(|card| card.product.sku.clone()));
        cards.len()
    })
}

/// How many cards units of these types show below them: on the page of the one product, or in the cart of several.
fn recommended(feed: &Feed, skus: &[String], types: &[Type], mut context: Context) -> usize {
    if skus.len() > 1 {
        (context.viewed, context.cart) = (None, skus.to_vec());
    }
    let units = types.iter().filter_map(|kind| feed.settings.unit_named(kind.name()));
    let cards = units.map(|unit: &Unit| {
        let cards = select_for(feed, unit, None, &context);
        let shown: Vec<String> = cards.iter().map(|card| card.product.sku.clone()).collect();
        context.shown.extend(shown);
        cards.len()
    });
    cards.sum()
}

/// Reads a file.
fn read(path: &Path) -> Result<String, ViewError> {
    fs::read_to_string(path).map_err(|error| ViewError::Read(path.to_owned(), error))
}
