//! Embeddings that a merchant has made of pictures or texts with a model of his own: one product in each line, as JSON
//! Lines or as a table of the SKU and its numbers, packed or not.

use super::SimilarItem;
use super::neighbours::Points;
use crate::diagnostic::{Diagnostic, Place, Reason};
use crate::pipeline::BuildError;
use flate2::read::MultiGzDecoder;
use hashbrown::HashMap;
use serde::Deserialize;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

/// The embeddings of some items.
pub(crate) struct Embeddings {
    pub(crate) points: Points,
    /// The item of each point.
    pub(crate) items: Vec<u32>,
}

/// The longest line that is read.
const LONGEST_LINE: u64 = 1 << 20;
/// The most numbers that an embedding has.
const MOST_NUMBERS: usize = 16_384;

const EXPECTED: &str = "a SKU and its numbers";

#[derive(Deserialize)]
struct Line {
    sku: String,
    embedding: Vec<f32>,
}

/// Reads the file, and says of every line that is not used why.
pub(crate) fn read(
    path: &Path,
    items: &[SimilarItem<'_>],
    out: &mut Vec<Diagnostic>,
) -> Result<Embeddings, BuildError> {
    let cannot_read = |error| BuildError::Read { path: path.to_owned(), error };
    let name: Arc<str> = path.to_string_lossy().replace('\\', "/").into();
    let mut text = unpacked(File::open(path).map_err(cannot_read)?).map_err(cannot_read)?;
    let mut reading = Reading::new(items);
    let mut bytes = Vec::new();
    for line in 1.. {
        bytes.clear();
        let taken = text.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut bytes).map_err(cannot_read)?;
        if taken == 0 {
            break;
        }
        if taken as u64 == LONGEST_LINE && !bytes.ends_with(b"\n") {
            text.skip_until(b'\n').map_err(cannot_read)?;
        }
        let line_text = String::from_utf8_lossy(&bytes);
        let line_text = line_text.trim_start_matches('\u{feff}').trim();
        if let Err(reason) = reading.take(line_text, line == 1) {
            out.push(Diagnostic::notice(Place { file: Arc::clone(&name), line, column: 1 }, "", reason));
        }
    }
    Ok(reading.finish())
}

fn unpacked(file: File) -> io::Result<Box<dyn BufRead>> {
    let mut file = BufReader::new(file);
    let is_packed = file.fill_buf()?.starts_with(&[0x1F, 0x8B]);
    if is_packed { Ok(Box::new(BufReader::new(MultiGzDecoder::new(file)))) } else { Ok(Box::new(file)) }
}

struct Reading<'a> {
    items: &'a [SimilarItem<'a>],
    /// Items by their SKUs, and by those of their variants.
    by_sku: HashMap<&'a str, u32>,
    /// How many numbers each embedding has, once one is there.
    dimension: usize,
    points: Points,
    /// The item of each point, and whether the point is that of a variant.
    owners: Vec<(u32, bool)>,
}

impl<'a> Reading<'a> {
    fn new(items: &'a [SimilarItem<'a>]) -> Reading<'a> {
        let mut by_sku = HashMap::new();
        for (number, item) in (0u32..).zip(items) {
            item.variants.iter().for_each(|sku| _ = by_sku.entry(sku.as_str()).or_insert(number));
        }
        (0u32..).zip(items).for_each(|(number, item)| _ = by_sku.insert(item.sku, number));
        Reading { items, by_sku, dimension: 0, points: Points::default(), owners: Vec::new() }
    }

    /// Takes a line; the first may name columns.
    fn take(&mut self, line: &str, is_first: bool) -> Result<(), Reason> {
        let unexpected = |found: &str| Reason::Unexpected { expected: EXPECTED, found: found.to_owned() };
        let (sku, numbers) = match line.as_bytes().first() {
            None => return Ok(()),
            Some(b'{') => {
                let line: Line = serde_json::from_str(line).map_err(|_| unexpected(line))?;
                (line.sku, line.embedding)
            }
            _ => match cells(line) {
                Some(cells) => cells,
                None if is_first => return Ok(()),
                None => return Err(unexpected(line)),
            },
        };
        let Some(&item) = self.by_sku.get(sku.trim()) else { return Err(Reason::UnknownSku { sku }) };
        if self.dimension == 0 && (1..=MOST_NUMBERS).contains(&numbers.len()) {
            self.dimension = numbers.len();
            self.points = Points::new(self.dimension);
        }
        if numbers.len() != self.dimension {
            let found = numbers.len();
            return Err(Reason::shape(format!("expected {} numbers, found {found}", self.dimension)));
        }
        if !self.points.push(&numbers) {
            return Err(Reason::Unexpected { expected: "numbers that are not all 0", found: sku });
        }
        self.owners.push((item, self.items[item as usize].sku != sku.trim()));
        Ok(())
    }

    /// One point for each item: its own, else that of its first variant.
    fn finish(self) -> Embeddings {
        let mut best: HashMap<u32, (bool, usize)> = HashMap::new();
        for (point, (item, is_variant)) in self.owners.iter().enumerate() {
            let entry = best.entry(*item).or_insert((*is_variant, point));
            *entry = (*entry).min((*is_variant, point));
        }
        let mut chosen: Vec<(u32, usize)> = best.into_iter().map(|(item, (_, point))| (item, point)).collect();
        chosen.sort_unstable();
        Embeddings {
            points: self.points.chosen(chosen.iter().map(|(_, point)| *point)),
            items: chosen.into_iter().map(|(item, _)| item).collect(),
        }
    }
}

/// A row of a table: the SKU, perhaps quoted, and at least one number.
fn cells(line: &str) -> Option<(String, Vec<f32>)> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
    let row = reader.records().next()?.ok()?;
    let mut cells = row.iter().map(str::trim);
    let sku = cells.next().filter(|sku| !sku.is_empty())?;
    let numbers: Option<Vec<f32>> = cells.map(|cell| cell.parse().ok()).collect();
    Some((sku.to_owned(), numbers.filter(|numbers| !numbers.is_empty())?))
}
