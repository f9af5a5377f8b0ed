//! The text of an input file, or some lines of it, from which messages quote.

use crate::diagnostic::{Diagnostic, Excerpt, Kinds, Place, Reason, SHOWN, Severity};
use crate::located::Span;
use std::sync::{Arc, Mutex, PoisonError};

/// Whole lines of a file. Places in it are bytes of the whole file's text.
#[derive(Clone, Debug)]
pub(crate) struct SourceText {
    pub(crate) file: Arc<str>,
    text: Arc<str>,
    /// Where the first line begins in the file.
    offset: usize,
    /// Known places, in order: a large catalogue is asked for one per product.
    marks: Arc<[Mark]>,
    /// The messages so far: of each kind, the first few quote the file.
    kinds: Arc<Mutex<Kinds>>,
}

/// The line and the column of a byte, both from 1.
#[derive(Clone, Copy, Debug)]
struct Mark {
    /// In the text.
    at: usize,
    line: usize,
    column: usize,
}

/// How far apart marks are, in bytes.
const MARK_EVERY: usize = 1024;

impl SourceText {
    /// A whole file.
    pub(crate) fn new(file: &Arc<str>, text: impl Into<Arc<str>>) -> SourceText {
        let text = text.into();
        SourceText { file: Arc::clone(file), marks: marks(&text, 1), text, offset: 0, kinds: Arc::default() }
    }

    /// One line of a file that is read line by line, by its number. Places in it are bytes of this line.
    pub(crate) fn line(file: &Arc<str>, text: &str, number: usize) -> SourceText {
        SourceText {
            file: Arc::clone(file),
            marks: marks(text, number),
            text: text.into(),
            offset: 0,
            kinds: Arc::default(),
        }
    }

    /// The whole of it.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The lines that a span of a whole file stands on, to keep for messages that come later.
    pub(crate) fn lines_of(&self, span: &Span) -> SourceText {
        let text = self.as_str();
        let start = text[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[span.end..].find('\n').map_or(text.len(), |newline| span.end + newline);
        let kept = &text[start..end];
        let line = self.mark(start).line;
        SourceText {
            file: Arc::clone(&self.file),
            text: kept.into(),
            offset: start,
            marks: marks(kept, line),
            kinds: Arc::clone(&self.kinds),
        }
    }

    /// What stands at a span.
    pub(crate) fn text_of(&self, span: &Span) -> &str {
        self.text.get(span.start.saturating_sub(self.offset)..span.end.saturating_sub(self.offset)).unwrap_or_default()
    }

    /// Where a span begins.
    pub(crate) fn place(&self, span: &Span) -> Place {
        let Mark { line, column, .. } = self.mark(span.start.saturating_sub(self.offset));
        Place { file: Arc::clone(&self.file), line, column }
    }

    /// A message about a span, which it quotes if it may be drawn.
    pub(crate) fn diagnose(&self, severity: Severity, span: &Span, subject: &str, reason: Reason) -> Diagnostic {
        let place = self.place(span);
        let message = Diagnostic::new(severity, place, subject, reason);
        if !self.may_be_drawn(&message) {
            return message;
        }
        let part = span.start.saturating_sub(self.offset)..span.end.saturating_sub(self.offset);
        let excerpt = Excerpt::of(&self.text, part, message.place.line);
        message.quoting(excerpt)
    }

    /// Whether it is one of the first few of its kind. What is said of rules is always drawn: people write them.
    fn may_be_drawn(&self, message: &Diagnostic) -> bool {
        let mut kinds = self.kinds.lock().unwrap_or_else(PoisonError::into_inner);
        matches!(message.reason, Reason::Lint { .. }) || kinds.count(message).nth < SHOWN
    }

    /// The line and the column of a byte of the text.
    fn mark(&self, at: usize) -> Mark {
        let next = self.marks.partition_point(|mark| mark.at <= at);
        let mut mark = self.marks[next.saturating_sub(1)];
        let end = self.text.floor_char_boundary(at);
        self.text[mark.at..end.max(mark.at)].chars().for_each(|letter| mark.pass(letter));
        mark
    }

    /// Says that something was left out.
    pub(crate) fn skipped(&self, span: &Span, subject: &str, reason: Reason) -> Diagnostic {
        self.diagnose(Severity::Skipped, span, subject, reason)
    }

    /// Says that something is odd.
    pub(crate) fn notice(&self, span: &Span, subject: &str, reason: Reason) -> Diagnostic {
        self.diagnose(Severity::Notice, span, subject, reason)
    }
}

impl Mark {
    /// Moves behind a letter.
    fn pass(&mut self, letter: char) {
        self.at += letter.len_utf8();
        if letter == '\n' {
            (self.line, self.column) = (self.line + 1, 1);
        } else {
            self.column += 1;
        }
    }
}

/// Marks of a text, whose first line has that number; there is always one.
fn marks(text: &str, line: usize) -> Arc<[Mark]> {
    let mut here = Mark { at: 0, line, column: 1 };
    let mut marks = vec![here];
    let mut next = MARK_EVERY;
    for letter in text.chars() {
        here.pass(letter);
        if here.at >= next {
            marks.push(here);
            next = here.at + MARK_EVERY;
        }
    }
    marks.into()
}

#[cfg(test)]
mod tests {
    use super::SourceText;
    use crate::diagnostic::{Place, Reason};

    #[test]
    fn lines_that_are_kept_have_the_places_of_the_file() {
        let text = "one\ntwo three\nfour\n";
        let whole = SourceText::new(&"a.json".into(), text);
        let kept = whole.lines_of(&(8..16));
        assert_eq!(kept.as_str(), "two three\nfour");
        for span in [8..13, 14..18] {
            assert_eq!(whole.place(&span), kept.place(&span));
            let message = |source: &SourceText| source.notice(&span, "it", Reason::SecondKey);
            assert_eq!(message(&whole), message(&kept));
        }
    }

    #[test]
    fn places_in_long_texts_are_those_that_counting_gives() {
        let text = ["é\nab", &"x".repeat(3000), "ü\r\n", &"y\n".repeat(2000)].concat();
        let source = SourceText::new(&"a.json".into(), text.as_str());
        for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            assert_eq!(source.place(&(at..at)), Place::in_text(&"a.json".into(), &text, at), "{at}");
        }
    }
}
