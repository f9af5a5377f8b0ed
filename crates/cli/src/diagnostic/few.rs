//! The first few messages of each kind: the same mistake on a million lines is one thing to know, not a million.

use super::{Diagnostic, Palette, Reason, Severity};
use crate::report::number;
use std::collections::HashMap;
use std::fmt::{self, Write};

/// How many messages of a kind are shown.
pub(crate) const SHOWN: usize = 4;
/// Of how many kinds: a file may have a mistake of its own kind on every line.
const KINDS: usize = 200;

/// What is shown of a list of messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Few<'a> {
    /// A message.
    One(&'a Diagnostic),
    /// As many more like the one before.
    More(usize),
    /// As many more, of kinds of which none is shown.
    Others(usize),
}

impl Few<'_> {
    /// As a terminal shows it.
    pub fn drawn(&self, palette: Palette) -> String {
        match self {
            Few::One(message) => message.drawn(palette),
            more => more.to_string(),
        }
    }
}

impl fmt::Display for Few<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Few::One(message) => write!(f, "{message}"),
            Few::More(count) => write!(f, "and {} more like this", number(*count)),
            Few::Others(count) => write!(f, "and {} more of other kinds", number(*count)),
        }
    }
}

/// What to show of these messages, in their order.
pub fn few_of_each<'a>(messages: impl Iterator<Item = &'a Diagnostic> + Clone) -> Vec<Few<'a>> {
    let (mut all, mut seen) = (Kinds::default(), Kinds::default());
    for message in messages.clone() {
        all.count(message);
    }
    let (mut few, mut n_others) = (Vec::new(), 0);
    for message in messages {
        let Nth { kind, nth } = seen.count(message);
        if kind >= KINDS {
            n_others += 1;
            continue;
        }
        if nth < SHOWN {
            few.push(Few::One(message));
        }
        let n_more = all.counts[kind].saturating_sub(SHOWN);
        if nth + 1 == SHOWN && n_more > 0 {
            few.push(Few::More(n_more));
        }
    }
    few.extend((n_others > 0).then_some(Few::Others(n_others)));
    few
}

/// Counts messages by kind.
#[derive(Debug, Default)]
pub(crate) struct Kinds {
    /// The place of each kind in the counts.
    places: HashMap<Box<str>, usize>,
    counts: Vec<usize>,
    /// Written anew for each message, to ask without making a text each time.
    key: String,
}

/// Which message of which kind it is, both from 0.
pub(crate) struct Nth {
    kind: usize,
    pub(crate) nth: usize,
}

impl Nth {
    /// The kind, unless there are too many of them, and the place among its messages.
    pub(crate) fn parts(self) -> (Option<usize>, usize) {
        ((self.kind < KINDS).then_some(self.kind), self.nth)
    }
}

impl Kinds {
    /// How many kinds there are.
    pub(crate) fn n_kinds(&self) -> usize {
        self.counts.len()
    }

    /// How many messages a kind has.
    pub(crate) fn n_of(&self, kind: usize) -> usize {
        self.counts[kind]
    }

    /// Counts a message.
    pub(crate) fn count(&mut self, message: &Diagnostic) -> Nth {
        self.count_of(message.severity, &message.subject, &message.reason)
    }

    /// Counts the message that is made of these.
    pub(crate) fn count_of(&mut self, severity: Severity, subject: &str, reason: &Reason) -> Nth {
        self.key.clear();
        // Writing to a text cannot fail.
        let _ = write!(self.key, "{severity:?} {reason}");
        let expected = self.key.find(", found ").unwrap_or(self.key.len());
        self.key.truncate(expected);
        if reason.is_about_subject() {
            // `variants[7]` is one kind with `variants[8]`.
            self.key.push(' ');
            self.key.extend(subject.chars().filter(|letter| !letter.is_ascii_digit()));
        }
        let kind = self.places.get(self.key.as_str()).copied().unwrap_or_else(|| {
            let kind = self.places.len();
            if kind < KINDS {
                self.places.insert(self.key.as_str().into(), kind);
            }
            // One place for all kinds that are too many.
            self.counts.resize(self.counts.len().max(kind + 1), 0);
            kind
        });
        self.counts[kind] += 1;
        Nth { kind, nth: self.counts[kind] - 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::{Few, KINDS, SHOWN, few_of_each};
    use crate::diagnostic::{Diagnostic, Place, Reason};
    use std::time::{Duration, Instant};

    fn price(line: usize) -> Diagnostic {
        let place = Place { line, ..Place::start(&"shop.csv".into()) };
        let reason = Reason::Unexpected { expected: "an amount such as 12.50", found: line.to_string() };
        Diagnostic::skipped(place, "price", reason)
    }

    fn unknown(line: usize) -> Diagnostic {
        let place = Place { line, ..Place::start(&"shop.csv".into()) };
        Diagnostic::notice(place, &format!("P{line}"), Reason::UnknownSku { sku: format!("V{line}") })
    }

    fn said(messages: &[Diagnostic]) -> Vec<String> {
        few_of_each(messages.iter()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_first_few_of_each_kind_are_said_and_the_rest_is_counted() {
        let messages: Vec<Diagnostic> = (1..=1238).flat_map(|line| [price(line), unknown(line)]).collect();
        let said = said(&messages);
        assert_eq!(said.len(), 2 * (SHOWN + 1));
        assert_eq!(said[0], "shop.csv:1:1: price: expected an amount such as 12.50, found \"1\"");
        assert_eq!(said[1], "shop.csv:1:1: warning: P1: expected the SKU of a product, found \"V1\"");
        let more = said.iter().filter(|line| *line == "and 1,234 more like this").count();
        assert_eq!((more, said[7].as_str()), (2, "and 1,234 more like this"), "{said:?}");
    }

    #[test]
    fn nothing_is_counted_where_all_is_said() {
        let messages: Vec<Diagnostic> = (1..=SHOWN).map(price).collect();
        assert_eq!(said(&messages).len(), SHOWN);
        assert!(said(&[]).is_empty());
    }

    #[test]
    fn places_in_a_list_and_numbers_do_not_make_a_kind() {
        let at = |index: usize, subject: &str| {
            let subject = subject.replace('#', &index.to_string());
            Diagnostic::skipped(
                Place::start(&"a.json".into()),
                &subject,
                Reason::shape("expected a text, found 1".into()),
            )
        };
        let messages: Vec<Diagnostic> =
            (0..9).flat_map(|index| [at(index, "variants[#]"), at(index, "name")]).collect();
        assert_eq!(said(&messages).len(), 2 * (SHOWN + 1));
    }

    #[test]
    fn many_messages_of_as_many_kinds_take_a_moment_and_few_lines() {
        const N: usize = 100_000;
        let key = |index: usize| {
            let name: String = index.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
            Diagnostic::notice(Place::start(&"a.json".into()), &name, Reason::UnknownKey { nearest: None })
        };
        let messages: Vec<Diagnostic> = (0..N).map(key).collect();
        let started = Instant::now();
        let few = few_of_each(messages.iter());
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
        assert_eq!((few.len(), few.last()), (KINDS + 1, Some(&Few::Others(N - KINDS))));
    }
}
