//! Cuts a JSON catalogue into its parts without reading them: a large one is read product by product.

use crate::diagnostic::{Diagnostic, Reason};
use crate::part::message;
use crate::source_text::SourceText;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// An object's keys and the text of their values.
pub(crate) type Fields<'a> = BTreeMap<String, &'a RawValue>;

/// What the whole of a file is.
pub(crate) enum Document<'a> {
    Object(Fields<'a>),
    List(Vec<&'a RawValue>),
    /// A text, a number, `true`, `false` or `null`.
    Other,
}

impl<'a> Document<'a> {
    /// Cuts the file into its parts.
    pub(crate) fn of(source: &'a SourceText) -> Result<Document<'a>, Diagnostic> {
        let whole = whole(source)?;
        Ok(match whole.get().as_bytes().first() {
            Some(b'{') => Document::Object(fields(whole).unwrap_or_default()),
            Some(b'[') => Document::List(parts(whole).unwrap_or_default()),
            _ => Document::Other,
        })
    }
}

/// The whole of a file, as one part.
pub(crate) fn whole(source: &SourceText) -> Result<&RawValue, Diagnostic> {
    serde_json::from_str(source.as_str()).map_err(|error| {
        let lines_before = source.as_str().split_inclusive('\n').take(error.line().saturating_sub(1));
        let offset = lines_before.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
        source.skipped(&(offset..offset + 1), "", Reason::shape(message(&error)))
    })
}

/// The keys of an object; `None` for anything else.
pub(crate) fn fields(part: &RawValue) -> Option<Fields<'_>> {
    serde_json::from_str(part.get()).ok()
}

/// The parts of a list; `None` for anything else.
pub(crate) fn parts(part: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(part.get()).ok()
}
