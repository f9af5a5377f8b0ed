//! JSON Lines: on each line a product of our own schema (or, in logs, an order or an event). A broken line is reported,
//! and the others stand; memory holds one line at a time.

use super::dialect::{Dialect, ImportOptions, Recognised};
use super::input::{Content, Input};
use super::json;
use crate::catalogue::{Catalogue, Item};
use crate::diagnostic::{Diagnostic, Place, Reason};
use crate::json_text::whole;
use crate::report::{ImportNotes, Usage};
use crate::source_text::SourceText;
use encoding_rs::Encoding;
use std::io::{self, BufRead, Read};
use std::sync::Arc;

/// A line is one product: a longer one is refused, lest it fill the memory.
const LONGEST_LINE: u64 = 8 * 1024 * 1024;

/// What the files said so far.
#[derive(Default)]
pub(super) struct JsonLines {
    items: Vec<Item>,
}

impl Dialect for JsonLines {
    fn recognise(&self, input: &Input) -> Recognised {
        let is_lines = matches!(input.content, Content::Json) && matches!(input.ending().as_str(), "jsonl" | "ndjson");
        if is_lines { Recognised::Yes } else { Recognised::No }
    }

    fn read(&mut self, input: Input, out: &mut Vec<Diagnostic>) -> io::Result<Usage> {
        let (file, encoding) = (Arc::clone(&input.file), input.encoding);
        let rows = each_product(&file, encoding, input.reader()?, out, &mut |item| self.items.push(item))?;
        Ok(Usage::Read { what: "products", rows })
    }

    fn finish(self: Box<Self>, _: &ImportOptions<'_>, _: &mut ImportNotes, _: &mut Vec<Diagnostic>) -> Catalogue {
        Catalogue { items: self.items, ..Catalogue::default() }
    }
}

/// Calls `visit` with each product in turn; gives the number of lines that are not blank, broken ones included.
fn each_product(
    file: &Arc<str>,
    encoding: &'static Encoding,
    text: impl BufRead,
    out: &mut Vec<Diagnostic>,
    visit: &mut dyn FnMut(Item),
) -> io::Result<usize> {
    each_line(file, encoding, text, out, &mut |text, line, _, out| match read_line(
        &SourceText::line(file, text.trim_end(), line),
        out,
    ) {
        Ok(item) => visit(item),
        Err(problems) => out.extend(problems),
    })
}

/// Takes the text of a line, its number, and how many bytes it has.
type VisitLine<'v> = dyn FnMut(&str, usize, usize, &mut Vec<Diagnostic>) + 'v;

/// Calls `visit` with the text of each line that is not blank; gives the number of such lines, those
/// included that are no text.
pub(crate) fn each_line(
    file: &Arc<str>,
    encoding: &'static Encoding,
    mut text: impl BufRead,
    out: &mut Vec<Diagnostic>,
    visit: &mut VisitLine<'_>,
) -> io::Result<usize> {
    let (mut rows, mut bytes) = (0, Vec::new());
    for line in 1.. {
        bytes.clear();
        let place = Place { file: Arc::clone(file), line, column: 1 };
        if text.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        if bytes.len() as u64 == LONGEST_LINE && !bytes.ends_with(b"\n") {
            rows += 1;
            let message = format!("expected a line of at most {} MiB, found a longer one", LONGEST_LINE >> 20);
            out.push(Diagnostic::skipped(place, "", Reason::shape(message)));
            text.skip_until(b'\n')?;
            continue;
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        rows += 1;
        match std::str::from_utf8(&bytes) {
            Ok(text) => visit(text, line, bytes.len(), out),
            Err(error) => {
                let valid = error.valid_up_to();
                let column = String::from_utf8_lossy(&bytes[..valid]).chars().count() + 1;
                let byte = bytes.get(valid).copied().unwrap_or_default();
                out.push(Diagnostic::skipped(Place { column, ..place }, "", Reason::encoding(encoding.name(), byte)));
            }
        }
    }
    Ok(rows)
}

fn read_line(line: &SourceText, out: &mut Vec<Diagnostic>) -> Result<Item, Vec<Diagnostic>> {
    let product = whole(line).map_err(|diagnostic| vec![diagnostic])?;
    json::read_product(line, product, out)
}
