//! Our own schema among the formats: JSON that no other format recognises.

use super::dialect::{Dialect, ImportOptions, Recognised};
use super::input::{Content, Input};
use super::json;
use crate::catalogue::Catalogue;
use crate::diagnostic::Diagnostic;
use crate::report::{ImportNotes, Usage};
use crate::source_text::SourceText;
use std::io;
use std::sync::Arc;

/// What the files in our own schema said so far.
#[derive(Default)]
pub(super) struct OwnSchema {
    catalogue: Catalogue,
}

impl Dialect for OwnSchema {
    fn recognise(&self, input: &Input) -> Recognised {
        if matches!(input.content, Content::Json) { Recognised::Yes } else { Recognised::No }
    }

    fn settings(&self) -> Option<&Catalogue> {
        Some(&self.catalogue)
    }

    fn read(&mut self, input: Input, out: &mut Vec<Diagnostic>) -> io::Result<Usage> {
        let (file, encoding) = (Arc::clone(&input.file), input.encoding);
        Ok(match input.text()? {
            Ok(text) => match json::read(&SourceText::new(&file, text), &mut self.catalogue, out) {
                Ok(rows) => Usage::Read { what: "products", rows },
                Err(why) => Usage::NotUsed { why: why.to_owned() },
            },
            Err(diagnostic) => {
                out.push(diagnostic);
                Usage::NotUsed { why: format!("not {}", encoding.name()) }
            }
        })
    }

    fn finish(self: Box<Self>, _: &ImportOptions<'_>, _: &mut ImportNotes, _: &mut Vec<Diagnostic>) -> Catalogue {
        self.catalogue
    }
}
