//! A part of a file in our own schema (a product, a rule, the units), judged by the page's own reader: it knows more
//! than a type can say, and the page has the last word. What it objects to is shown where it stands.

use crate::diagnostic::{Diagnostic, Objections, Reason};
use crate::located::{Located, NoTree, Span, from_json};
use crate::nearest::{known_keys, nearest, nearest_word};
use crate::source_text::SourceText;
use kindred_core::feed::{self, FORMAT, Problem};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// What a part is to a feed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    Product,
    Rule,
    Units,
    AttributeTypes,
    Logic,
}

/// A part of a file, as JSON and as a tree.
pub(crate) struct Part<'a> {
    source: &'a SourceText,
    json: Cow<'a, str>,
    tree: Tree<'a>,
}

/// A catalogue has many products and few mistakes: the tree of a product is made when a mistake needs its place.
enum Tree<'a> {
    Slice(&'a RawValue),
    Made(&'a Located),
}

impl Role {
    /// A feed of nothing but this part.
    fn feed(self, part: &str) -> String {
        let (key, part) = match self {
            Role::Product => ("products", format!("[{part}]")),
            Role::Rule => ("rules", format!("[{part}]")),
            Role::Units => ("units", part.to_owned()),
            Role::AttributeTypes => ("attribute-types", part.to_owned()),
            Role::Logic => ("logic", part.to_owned()),
        };
        let products = if self == Role::Product { "" } else { r#""products":[],"# };
        format!(r#"{{"format":{FORMAT},"currency":"XXX",{products}"{key}":{part}}}"#)
    }

    /// How that feed's reader calls the part.
    fn path(self) -> &'static str {
        match self {
            Role::Product => "products[0]",
            Role::Rule => "rules[0]",
            Role::Units => "units",
            Role::AttributeTypes => "attribute-types",
            Role::Logic => "logic",
        }
    }
}

impl<'a> Part<'a> {
    /// A slice of a JSON file.
    pub(crate) fn slice(source: &'a SourceText, part: &'a RawValue) -> Part<'a> {
        Part { source, json: part.get().into(), tree: Tree::Slice(part) }
    }

    /// A part of a file that has a tree.
    pub(crate) fn located(source: &'a SourceText, tree: &'a Located) -> Part<'a> {
        Part { source, json: tree.to_json().into(), tree: Tree::Made(tree) }
    }

    /// Where the part stands.
    pub(crate) fn span(&self) -> Span {
        match self.tree {
            Tree::Slice(part) => span_of(self.source, part),
            Tree::Made(tree) => tree.span.clone(),
        }
    }

    /// Reads the part.
    pub(crate) fn read<T: for<'de> Deserialize<'de>>(&self, subject: &str) -> Result<T, Diagnostic> {
        serde_json::from_str(&self.json)
            .map_err(|error| self.source.skipped(&self.span(), subject, Reason::shape(message(&error))))
    }

    /// Lets the page's own reader judge the part; everything that it objects to.
    pub(crate) fn check(&self, role: Role, subject: &str) -> Result<(), Objections> {
        let problems = match feed::problems(&role.feed(&self.json)) {
            Ok(problems) if problems.is_empty() => return Ok(()),
            Ok(problems) => problems,
            Err(other) => {
                return Err(self.source.skipped(&self.span(), subject, Reason::shape(other.to_string())).into());
            }
        };
        let first_ones = problems.iter().enumerate().filter(|(index, problem)| {
            !problems[..*index].iter().any(|earlier| follows(problem, earlier, role.path()))
        });
        let objections = first_ones.map(|(_, problem)| self.objection(problem, role, subject));
        Err(Objections(objections.map(|objection| objection.unwrap_or_else(|no_tree| no_tree)).collect()))
    }

    fn objection(&self, problem: &Problem, role: Role, subject: &str) -> Result<Diagnostic, Diagnostic> {
        let found = problem.found.trim_matches('"');
        let path = problem.path.strip_prefix(role.path()).unwrap_or_default().trim_start_matches('.');
        // Of the types it is only known which word is none.
        let of_word = |tree: &Located| {
            let mut members = tree.members().iter().filter(|_| role == Role::AttributeTypes);
            members.find(|member| member.value.text() == Some(found)).map(|member| member.key.clone())
        };
        let of_word = self.with_tree(of_word)?.unwrap_or_default();
        let path = if path.is_empty() { of_word.as_str() } else { path };
        let span = self.with_tree(|tree| tree.span_of(culprit(path, problem.expected)))?;
        let message = format!("expected {}, found {}", problem.expected, problem.found);
        let reason = Reason::Shape { message, nearest: nearest_word(&problem.path, found) };
        let joint = if subject.is_empty() || path.is_empty() { "" } else { ": " };
        Ok(self.source.skipped(&span, &format!("{subject}{joint}{path}"), reason))
    }

    /// Reports the keys that `T` does not have and those that stand twice, at any depth, but for those that the caller
    /// reads itself; the known ones are what may be meant instead.
    pub(crate) fn report_odd_keys<T: for<'de> Deserialize<'de>>(
        &self,
        subject: &str,
        read_by_caller: &[&str],
        known: &[&str],
        out: &mut Vec<Diagnostic>,
    ) {
        let mut paths = Vec::new();
        let mut reader = serde_json::Deserializer::from_str(&self.json);
        // What cannot be read is reported by `read`.
        let _: Result<T, _> = serde_ignored::deserialize(&mut reader, |path| paths.push(path_of(&path)));
        paths.retain(|path| !read_by_caller.contains(&path.as_str()) && !path.starts_with('$'));
        let joint = if subject.is_empty() { "" } else { ": " };
        for path in paths {
            let key = path.rsplit('.').next().unwrap_or_default();
            let reason = Reason::UnknownKey { nearest: nearest(key, known.iter().copied()) };
            if let Ok(span) = self.with_tree(|tree| tree.key_span_of(&path)) {
                out.push(self.source.notice(&span, &format!("{subject}{joint}{path}"), reason));
            }
        }
    }

    /// Says which key stands twice, if one does: of two values nobody knows which is meant.
    pub(crate) fn check_second_keys(&self, subject: &str) -> Result<(), Diagnostic> {
        let joint = if subject.is_empty() { "" } else { ": " };
        let mut found = None;
        self.with_tree(|tree| {
            tree.each_second_key("", &mut |member, path| {
                let subject = format!("{subject}{joint}{path}");
                found.get_or_insert_with(|| self.source.skipped(&member.key_span, &subject, Reason::SecondKey));
            });
        })?;
        found.map_or(Ok(()), Err)
    }

    fn with_tree<T>(&self, ask: impl FnOnce(&Located) -> T) -> Result<T, Diagnostic> {
        match self.tree {
            Tree::Slice(part) => tree_of(self.source, part).map(|tree| ask(&tree)),
            Tree::Made(tree) => Ok(ask(tree)),
        }
    }
}

/// Whether a problem is there only because of an earlier one: what stands in a place is not what belongs there, so
/// nothing that belongs inside is there either.
fn follows(problem: &Problem, earlier: &Problem, part: &str) -> bool {
    let is_whole = matches!(earlier.expected, "an object" | "a list");
    (problem.path == earlier.path && problem.path != part) || (is_whole && problem.path.starts_with(&earlier.path))
}

/// The part that is underlined: of a rule as a whole the member that the reader speaks of.
fn culprit<'p>(path: &'p str, expected: &str) -> &'p str {
    match path {
        "" if expected.starts_with("a limit") => "limit",
        "" if expected.starts_with("`to`") => "to",
        path => path,
    }
}

/// Where a slice of a whole file's text stands.
pub(crate) fn span_of(source: &SourceText, part: &RawValue) -> Span {
    let start = (part.get().as_ptr() as usize).saturating_sub(source.as_str().as_ptr() as usize);
    start..start + part.get().len()
}

/// The tree of a slice of a whole file's text.
pub(crate) fn tree_of(source: &SourceText, part: &RawValue) -> Result<Located, Diagnostic> {
    from_json(source.as_str(), part).map_err(|error| no_tree(source, error))
}

/// Says why a text is no tree.
pub(crate) fn no_tree(source: &SourceText, error: NoTree) -> Diagnostic {
    source.skipped(&error.span, "", Reason::shape(error.message))
}

/// The keys of a type and those of the types inside it.
pub(crate) fn keys_of<A: for<'de> Deserialize<'de>, B: for<'de> Deserialize<'de>>() -> Vec<&'static str> {
    [known_keys::<A>(), known_keys::<B>()].concat()
}

/// The path as the page's reader writes it: `match.all[0].are`.
fn path_of(path: &serde_ignored::Path<'_>) -> String {
    // A question mark stands for what may be absent.
    let written = path.to_string().replace(".?", "");
    let mut path = String::new();
    for step in written.split('.') {
        if step.bytes().all(|byte| byte.is_ascii_digit()) {
            path.push_str(&format!("[{step}]"));
        } else {
            path = crate::located::under(&path, step);
        }
    }
    path
}

/// What `serde_json` says, as we say such things: what was expected, then what was found.
pub(crate) fn message(error: &serde_json::Error) -> String {
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
