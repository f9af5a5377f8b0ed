//! The XML form, as a stream: RSS 2.0 with `item`s and Atom with `entry`s. Memory holds one entry at a time.
//!
//! No entity is ever expanded but the five of XML, numbers of letters and the names that HTML has for letters, so a
//! document cannot grow while it is read.

use super::canonical;
use super::lines::Counted;
use crate::diagnostic::{Diagnostic, Place, Reason};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::io::BufRead;
use std::sync::Arc;

/// One `item` or `entry`.
pub(super) struct Entry {
    pub(super) fields: Vec<Field>,
    pub(super) place: Place,
}

/// One element of an entry.
pub(super) struct Field {
    /// As Google writes it, without a prefix.
    pub(super) name: String,
    pub(super) text: String,
    pub(super) place: Place,
    /// Whether it is Google's own, and not that of RSS or Atom.
    is_googles: bool,
}

/// Part of the address of Google's namespace.
const NAMESPACE: &str = "base.google.com/ns/1.0";
/// More elements than any offer has.
const MOST_FIELDS: usize = 1000;

/// Whether a document that begins so is a feed; else why not.
pub(super) fn is_feed(head: &[u8]) -> Result<(), String> {
    let mut reader = Reader::from_reader(head);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(root)) => return prefix_of_google(&root).map(|_| ()),
            Ok(Event::Eof) | Err(_) => return Err("no product feed: no XML element was found in it".to_owned()),
            Ok(_) => {}
        }
    }
}

/// Calls `visit` with each entry in turn; gives their number.
///
/// What is not well-formed ends the reading, and is reported; the entries before it stand.
pub(super) fn each_entry(
    file: &Arc<str>,
    text: impl BufRead,
    out: &mut Vec<Diagnostic>,
    visit: &mut dyn FnMut(&Entry, &mut Vec<Diagnostic>),
) -> usize {
    let mut document = Document::new(text);
    let mut buffer = Vec::new();
    loop {
        let (line, column) = document.reader.get_mut().mark();
        let place = Place { file: Arc::clone(file), line, column };
        buffer.clear();
        let event = match document.reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => break,
            Ok(event) => event,
            Err(error) => {
                out.push(Diagnostic::skipped(place, "", Reason::shape(said(&error))));
                document.state.is_broken = true;
                break;
            }
        };
        if let Some(entry) = document.state.take(&event, place) {
            visit(&entry, out);
        }
    }
    document.state.finish(file, out)
}

/// What the parser says, as we say such things.
fn said(error: &quick_xml::Error) -> String {
    match error {
        quick_xml::Error::Io(error) => error.to_string(),
        other => format!("expected well-formed XML, found a mistake: {other}; what stands after it was not read"),
    }
}

struct Document<R> {
    reader: Reader<Counted<R>>,
    state: State,
}

/// How far the reading is.
#[derive(Default)]
struct State {
    /// How many elements are open.
    depth: usize,
    /// How many of them an entry lies in.
    entry_depth: usize,
    /// The prefix of Google's namespace; the root element binds it.
    prefix: Option<String>,
    entry: Option<Entry>,
    /// Whether the text that comes belongs to the entry's last field.
    in_field: bool,
    n_entries: usize,
    is_broken: bool,
}

impl<R: BufRead> Document<R> {
    fn new(text: R) -> Document<R> {
        let mut reader = Reader::from_reader(Counted::new(text));
        // "A & B" is no XML, but many feeds have it.
        reader.config_mut().allow_dangling_amp = true;
        reader.config_mut().expand_empty_elements = true;
        Document { reader, state: State::default() }
    }
}

impl State {
    /// Takes the next part of the document; gives the entry that it ends.
    fn take(&mut self, event: &Event<'_>, place: Place) -> Option<Entry> {
        match event {
            Event::Start(tag) if self.depth == 0 => {
                self.prefix = prefix_of_google(tag).ok();
                self.depth = 1;
            }
            Event::Start(tag) => {
                self.open(tag, place);
                self.depth += 1;
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                self.in_field = false;
                if self.entry.is_some() && self.depth == self.entry_depth {
                    self.n_entries += 1;
                    return self.entry.take().map(without_doubles);
                }
            }
            Event::Text(text) => self.push(&text.xml10_content()),
            Event::CData(text) => self.push(&text.xml10_content()),
            Event::GeneralRef(reference) => self.push(&letter(reference)),
            _ => {}
        }
        None
    }

    fn open(&mut self, tag: &BytesStart<'_>, place: Place) {
        let name = tag.local_name();
        let Some(entry) = &mut self.entry else {
            if matches!(name.as_ref(), "item" | "entry") {
                self.entry_depth = self.depth;
                self.entry = Some(Entry { fields: Vec::new(), place });
            }
            return;
        };
        // Prices of shipping and the like lie deeper, and are not the offer's own.
        let is_own = self.depth == self.entry_depth + 1;
        let prefix = tag.name().prefix().map(|prefix| prefix.as_ref().to_owned());
        let is_googles = prefix.as_deref() == self.prefix.as_deref();
        self.in_field = is_own && (is_googles || prefix.is_none()) && entry.fields.len() < MOST_FIELDS;
        if self.in_field {
            let text = address_of(tag).unwrap_or_default();
            entry.fields.push(Field { name: canonical(name.as_ref()), text, place, is_googles });
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(field) = self.entry.as_mut().filter(|_| self.in_field).and_then(|entry| entry.fields.last_mut()) {
            field.text.push_str(text);
        }
    }

    /// The number of entries. A document that ends in the middle of something was cut off.
    fn finish(self, file: &Arc<str>, out: &mut Vec<Diagnostic>) -> usize {
        if let Some(entry) = &self.entry {
            let reason = Reason::shape("expected the end of this product, found none".to_owned());
            out.push(Diagnostic::skipped(entry.place.clone(), "", reason));
        } else if self.depth > 0 && !self.is_broken {
            let reason = Reason::shape("expected the end of the feed, found none: the file was cut off".to_owned());
            out.push(Diagnostic::notice(Place::start(file), "", reason));
        }
        self.n_entries
    }
}

/// The prefix that the root element gives to Google's namespace.
fn prefix_of_google(root: &BytesStart<'_>) -> Result<String, String> {
    let mut attributes = root.attributes();
    let binding = attributes.with_checks(false).flatten().find(|attribute| attribute.value.contains(NAMESPACE));
    let prefix = binding.and_then(|binding| binding.key.as_ref().strip_prefix("xmlns:").map(str::to_owned));
    prefix.ok_or_else(|| {
        let name = root.name().as_ref().to_owned();
        format!("no product feed: its root, <{name}>, does not name Google's namespace")
    })
}

/// Atom has the address of a link in an attribute.
fn address_of(tag: &BytesStart<'_>) -> Option<String> {
    let attribute = tag.try_get_attribute("href").ok().flatten()?;
    let is_picture_of = tag.try_get_attribute("rel").ok().flatten().is_some_and(|rel| *rel.value != *"alternate");
    (!is_picture_of).then(|| html_escape::decode_html_entities(&attribute.value).into_owned())
}

/// What a reference stands for; one that nobody knows stays as it is written.
fn letter(reference: &BytesRef<'_>) -> String {
    let written = format!("&{};", &**reference);
    html_escape::decode_html_entities(&written).into_owned()
}

/// Where RSS or Atom and Google both have an element, Google's counts.
fn without_doubles(mut entry: Entry) -> Entry {
    let googles: Vec<String> =
        entry.fields.iter().filter(|field| field.is_googles).map(|field| field.name.clone()).collect();
    entry.fields.retain(|field| field.is_googles || !googles.contains(&field.name));
    entry
}
