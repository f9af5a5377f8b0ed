//! Embeddings that a merchant has made of pictures or texts with a model of his own: one product in each line, as JSON
//! Lines or as a table of the SKU and its numbers, packed or not.
//!
//! However long the file is, memory holds one embedding for each product, and the first messages.

mod line;

use super::SimilarItem;
use super::neighbours::{Direction, Points};
use crate::diagnostic::{Diagnostic, Place, Quoted, Reason};
use crate::import::{Content, Input, each_line};
use crate::pipeline::BuildError;
use hashbrown::HashMap;
use line::{Embedding, cut, embedding};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// The embeddings of some items.
pub(crate) struct Embeddings {
    pub(crate) points: Points,
    /// The item of each point.
    pub(crate) items: Vec<u32>,
}

/// So many messages are kept; the others are counted.
const MOST_MESSAGES: usize = 1_000;

/// Reads the file, and says of every line that is not used why.
pub(crate) fn read(
    path: &Path,
    items: &[SimilarItem<'_>],
    out: &mut Vec<Diagnostic>,
) -> Result<Embeddings, BuildError> {
    let name: Arc<str> = path.to_string_lossy().replace('\\', "/").into();
    let mut reading = Reading::new(items);
    let read = read_lines(path, &name, &mut reading, out);
    read.map_err(|error| BuildError::Read { path: path.to_owned(), error })?;
    Ok(reading.finish())
}

fn read_lines(path: &Path, name: &Arc<str>, reading: &mut Reading<'_>, out: &mut Vec<Diagnostic>) -> io::Result<()> {
    let input = Input::open(path, name, None, out)?;
    if matches!(input.content, Content::NoText) {
        let message = "expected JSON Lines or a table, found a file that is no text";
        out.push(Diagnostic::notice(Place::start(name), "", Reason::shape(message.to_owned())));
        return Ok(());
    }
    let (encoding, mut is_first, mut n_more) = (input.encoding, true, 0);
    each_line(name, encoding, input.reader()?, out, &mut |text, line, _, out| {
        let taken = reading.take(text.trim(), line, is_first);
        is_first = false;
        match taken {
            Err(reason) if out.len() < MOST_MESSAGES => {
                out.push(Diagnostic::notice(Place { file: Arc::clone(name), line, column: 1 }, "", reason));
            }
            Err(_) => n_more += 1,
            Ok(()) => {}
        }
    })?;
    if n_more > 0 {
        let message = format!("expected lines that can be used, found {n_more} more that cannot");
        out.push(Diagnostic::notice(Place::start(name), "", Reason::shape(message)));
    }
    Ok(())
}

struct Reading<'a> {
    by_sku: HashMap<&'a str, Known>,
    /// How many numbers each embedding has, once one is there.
    dimension: usize,
    points: Points,
    /// The item of each point.
    owners: Vec<u32>,
    /// What each item has so far.
    taken: HashMap<u32, Taken>,
}

/// A SKU that an item goes by.
struct Known {
    item: u32,
    /// 0 for its own, then those of its variants.
    rank: usize,
    /// The first line that has it.
    line: Option<usize>,
}

/// The point of an item.
struct Taken {
    point: usize,
    /// The rank of the SKU that it is of.
    rank: usize,
}

impl<'a> Reading<'a> {
    fn new(items: &[SimilarItem<'a>]) -> Reading<'a> {
        let mut by_sku = HashMap::new();
        for (item, of_item) in (0u32..).zip(items) {
            by_sku.insert(of_item.sku, Known { item, rank: 0, line: None });
        }
        for (item, of_item) in (0u32..).zip(items) {
            for (rank, sku) in (1..).zip(of_item.variants) {
                by_sku.entry(sku.as_str()).or_insert(Known { item, rank, line: None });
            }
        }
        Reading { by_sku, dimension: 0, points: Points::default(), owners: Vec::new(), taken: HashMap::new() }
    }

    /// Takes a line; the first may name columns.
    fn take(&mut self, text: &str, line: usize, is_first: bool) -> Result<(), Reason> {
        let Some(Embedding { sku, numbers }) = embedding(text, is_first)? else { return Ok(()) };
        let unknown = || Reason::UnknownSku { sku: cut(&sku) };
        let known = self.by_sku.get_mut(sku.as_str()).ok_or_else(unknown)?;
        if let Some(first) = known.line {
            let message = format!("expected each SKU once, found {} of line {first} again", Quoted(&sku));
            return Err(Reason::shape(message));
        }
        if self.dimension != 0 && numbers.len() != self.dimension {
            let found = numbers.len();
            return Err(Reason::shape(format!("expected {} numbers, found {found}", self.dimension)));
        }
        let not_zero = || Reason::shape("expected numbers that are not all 0, found nothing else".to_owned());
        let direction = Direction::of(&numbers).ok_or_else(not_zero)?;
        if self.dimension == 0 {
            self.dimension = numbers.len();
            self.points = Points::new(self.dimension);
        }
        known.line = Some(line);
        let Known { item, rank, .. } = *known;
        match self.taken.get_mut(&item) {
            Some(taken) if taken.rank < rank => {}
            Some(taken) => {
                taken.rank = rank;
                self.points.replace(taken.point, &direction);
            }
            None => {
                self.taken.insert(item, Taken { point: self.owners.len(), rank });
                self.points.push(&direction);
                self.owners.push(item);
            }
        }
        Ok(())
    }

    /// In the order of the items.
    fn finish(mut self) -> Embeddings {
        let mut points: Vec<usize> = (0..self.owners.len()).collect();
        points.sort_unstable_by_key(|point| self.owners[*point]);
        let mut places = vec![0; points.len()];
        points.into_iter().enumerate().for_each(|(place, point)| places[point] = place);
        self.points.rearrange(places);
        self.owners.sort_unstable();
        Embeddings { points: self.points, items: self.owners }
    }
}
