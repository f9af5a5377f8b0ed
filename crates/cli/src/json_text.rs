//! JSON files whose every mistake has a place: values are kept as slices of the text until they are read.
//!
//! Keys that the schema does not have are reported, where the page passes them over.

use crate::diagnostic::{Diagnostic, Place, Reason};
use kindred_core::feed::{self, FORMAT};
use serde::Deserialize;
use serde::de::{Deserializer, Visitor};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An object's keys and the text of their values.
pub(crate) type Fields<'a> = BTreeMap<String, &'a RawValue>;

/// A JSON file.
#[derive(Clone, Copy)]
pub(crate) struct JsonText<'a> {
    pub(crate) file: &'a Arc<str>,
    pub(crate) text: &'a str,
}

/// What the whole of a file is.
pub(crate) enum Document<'a> {
    Object(Fields<'a>),
    List(Vec<&'a RawValue>),
    /// A text, a number, `true`, `false` or `null`.
    Other,
}

/// What a part is to a feed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    Product,
    Rule,
    Units,
}

impl Role {
    /// A feed of nothing but this part.
    fn feed(self, part: &str) -> String {
        let (units, products, rules) = match self {
            Role::Product => ("{}", part, ""),
            Role::Rule => ("{}", "", part),
            Role::Units => (part, "", ""),
        };
        format!(r#"{{"format":{FORMAT},"currency":"XXX","units":{units},"products":[{products}],"rules":[{rules}]}}"#)
    }

    /// How that feed's reader calls the part.
    fn path(self) -> &'static str {
        match self {
            Role::Product => "products[0]",
            Role::Rule => "rules[0]",
            Role::Units => "units",
        }
    }
}

impl<'a> JsonText<'a> {
    /// Cuts the file into its parts.
    pub(crate) fn document(self) -> Result<Document<'a>, Diagnostic> {
        let whole: &RawValue = serde_json::from_str(self.text).map_err(|error| {
            let place = Place { file: Arc::clone(self.file), line: error.line(), column: error.column() };
            Diagnostic::skipped(place, "", Reason::Json { message: message(&error) })
        })?;
        Ok(match whole.get().as_bytes().first() {
            Some(b'{') => Document::Object(fields(whole).unwrap_or_default()),
            Some(b'[') => Document::List(parts(whole).unwrap_or_default()),
            _ => Document::Other,
        })
    }

    /// Where a part begins.
    pub(crate) fn place(self, part: &RawValue) -> Place {
        self.place_in(part, 0)
    }

    /// Reads a part; on failure says where it is wrong.
    pub(crate) fn read<T: Deserialize<'a>>(self, part: &'a RawValue, subject: &str) -> Result<T, Diagnostic> {
        serde_json::from_str(part.get()).map_err(|error| {
            let lines_before = part.get().split_inclusive('\n').take(error.line().saturating_sub(1));
            let offset = lines_before.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
            let place = self.place_in(part, offset);
            Diagnostic::skipped(place, subject, Reason::Json { message: message(&error) })
        })
    }

    /// Lets the page's own reader judge a part: it knows more than a type can say, and the page has the last word.
    pub(crate) fn check(self, part: &RawValue, role: Role, subject: &str) -> Result<(), Diagnostic> {
        let Err(error) = feed::read(&role.feed(part.get())) else {
            return Ok(());
        };
        let said = error.to_string();
        let Some((path, message)) = said.strip_prefix(role.path()).and_then(|said| said.split_once(": ")) else {
            return Err(Diagnostic::skipped(self.place(part), subject, Reason::Json { message: said }));
        };
        let path = path.trim_start_matches('.');
        let place = self.place(locate(part, &path.replace('[', ".").replace(']', "")));
        let joint = if subject.is_empty() || path.is_empty() { "" } else { ": " };
        let reason = Reason::Json { message: message.to_owned() };
        Err(Diagnostic::skipped(place, &format!("{subject}{joint}{path}"), reason))
    }

    /// Reports the keys that `T` does not have, at any depth, but for those that the caller reads itself; the known
    /// ones are what may be meant instead.
    pub(crate) fn report_unknown_keys<T: Deserialize<'a>>(
        self,
        part: &'a RawValue,
        read_by_caller: &[&str],
        known: &[&str],
        out: &mut Vec<Diagnostic>,
    ) {
        let mut paths = Vec::new();
        let mut reader = serde_json::Deserializer::from_str(part.get());
        // What cannot be read is reported by `read`. A question mark stands for what may be absent.
        let _: Result<T, _> =
            serde_ignored::deserialize(&mut reader, |path| paths.push(path.to_string().replace(".?", "")));
        for path in paths.iter().filter(|path| !read_by_caller.contains(&path.as_str())) {
            let key = path.rsplit('.').next().unwrap_or_default();
            let reason = Reason::UnknownKey { nearest: nearest(key, known) };
            out.push(Diagnostic::notice(self.place(locate(part, path)), path, reason));
        }
    }

    fn place_in(self, part: &RawValue, offset: usize) -> Place {
        let start = (part.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        Place::in_text(self.file, self.text, start.saturating_add(offset))
    }
}

/// The keys of an object; `None` for anything else.
pub(crate) fn fields(part: &RawValue) -> Option<Fields<'_>> {
    serde_json::from_str(part.get()).ok()
}

/// The parts of a list; `None` for anything else.
pub(crate) fn parts(part: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(part.get()).ok()
}

/// The keys that a type of the schema has, as its own reader states them: the schema has one owner.
pub(crate) fn known_keys<'de, T: Deserialize<'de>>() -> &'static [&'static str] {
    let mut keys: &'static [&'static str] = &[];
    let _ = T::deserialize(KeyProbe(&mut keys));
    keys
}

/// The known key that an unknown one is most like, if it is like one at all.
pub(crate) fn nearest(key: &str, known: &[&str]) -> Option<String> {
    let distance = |known: &&&str| strsim::damerau_levenshtein(known, key);
    let likeness = |known: &&&str| distance(known) <= 1 + key.len() / 4;
    known.iter().filter(likeness).min_by_key(distance).map(|known| (*known).to_owned())
}

/// The part that a path such as `display.all.0.are` leads to, or the last part of it that there is.
fn locate<'a>(part: &'a RawValue, path: &str) -> &'a RawValue {
    let mut here = part;
    for step in path.split('.') {
        let next = match step.parse::<usize>() {
            Ok(index) => parts(here).and_then(|parts| parts.get(index).copied()),
            Err(_) => fields(here).and_then(|fields| fields.get(step).copied()),
        };
        match next {
            Some(next) => here = next,
            None => break,
        }
    }
    here
}

/// What `serde_json` says, as we say such things: what was expected, then what was found.
fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let said = text.rsplit_once(" at line ").map_or(text.as_str(), |(said, _)| said);
    if let Some(field) = said.strip_prefix("missing field ") {
        return format!("expected the key {field}, found none");
    }
    let unexpected =
        ["invalid type: ", "invalid value: ", "unknown variant "].iter().find_map(|start| said.strip_prefix(start));
    match unexpected.and_then(|said| said.split_once(", expected ")) {
        Some((found, expected)) => format!("expected {expected}, found {found}"),
        None if said.starts_with("expected ") => said.to_owned(),
        None => format!("expected JSON, found a mistake: {said}"),
    }
}

/// Asks a type for its keys and reads nothing.
struct KeyProbe<'k>(&'k mut &'static [&'static str]);

impl<'de> Deserializer<'de> for KeyProbe<'_> {
    type Error = serde::de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(serde::de::Error::custom("nothing to read"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        *self.0 = fields;
        self.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}
