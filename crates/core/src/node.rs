//! A value of JSON before its meaning is known, and how a type takes it apart.
//!
//! Serde's derive copies the reading of every field into every struct; a feed's forty fields came to 15 kB of brotli.
//! One value type that serde fills and these few functions empty do the same for 4, and an error can say in which
//! product and under which key it lies.

use crate::text::{concat, digits};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// A value of JSON. Numbers that are not whole are their text.
#[derive(Clone, PartialEq, Debug)]
pub enum Node {
    /// `null`
    Null,
    /// `true` or `false`
    Truth(bool),
    /// A whole number.
    Whole(i64),
    /// A string, or a number with a fraction or too many digits.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// An object, in the order it is written in.
    Object(Vec<(String, Node)>),
}

/// A value that is not what its place calls for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Where: `products[3].related[0]`.
    pub path: String,
    /// What the place calls for.
    pub expected: &'static str,
    /// What it holds.
    pub found: String,
}

impl Problem {
    /// In words: where, what was expected, what was found.
    pub fn text(&self) -> String {
        let joint = if self.path.is_empty() { "" } else { ": " };
        concat(&[&self.path, joint, "expected ", self.expected, ", found ", &self.found])
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl core::error::Error for Problem {}

/// The problems of a reading: on a page the first, on the command line all. Readers note them and go on with a stand-in
/// value, which nobody gets to see: whoever began the reading asks for the problems at its end. So a reader has no way
/// out in its middle, and the forty fields of a feed no forty copies of the clean-up.
#[derive(Default)]
pub(crate) struct Problems(Vec<Problem>);

impl Problems {
    pub(crate) fn note(&mut self, expected: &'static str, found: &str) {
        self.add(Problem { path: String::new(), expected, found: found.into() });
    }

    /// Notes a problem of a reading inside this one.
    pub(crate) fn add(&mut self, problem: Problem) {
        if self.0.is_empty() || cfg!(feature = "write") {
            self.0.push(problem);
        }
    }

    /// Notes a text that is none of those its place calls for.
    pub(crate) fn note_text(&mut self, expected: &'static str, found: &str) {
        self.note(expected, &concat(&["\"", found, "\""]));
    }

    /// How many there are: asked before something inside is read, told to [`Problems::lies_under`] behind it.
    fn known(&self) -> usize {
        self.0.len()
    }

    /// The problems that were not known before lie under this step of the path.
    #[inline(never)]
    fn lies_under(&mut self, known_before: usize, step: &str) {
        for problem in self.0.iter_mut().skip(known_before) {
            let joint = if problem.path.is_empty() || problem.path.starts_with('[') { "" } else { "." };
            problem.path = concat(&[step, joint, &problem.path]);
        }
    }

    /// All of them.
    #[cfg(feature = "write")]
    pub(crate) fn into_all(self) -> Vec<Problem> {
        self.0
    }

    pub(crate) fn finish<T>(self, value: T) -> Result<T, Problem> {
        match self.0.into_iter().next() {
            None => Ok(value),
            Some(problem) => Err(problem),
        }
    }
}

/// Reads a type from a value, noting what is wrong with it.
pub(crate) type Reads<T> = fn(Node, &mut Problems) -> T;

impl Node {
    fn name(&self) -> &'static str {
        match self {
            Node::Null => "null",
            Node::Truth(_) => "true or false",
            Node::Whole(_) => "a number",
            Node::Text(_) => "a text",
            Node::List(_) => "a list",
            Node::Object(_) => "an object",
        }
    }

    /// Notes that this is not what its place calls for.
    pub(crate) fn refuse(&self, expected: &'static str, problems: &mut Problems) {
        problems.note(expected, self.name());
    }

    pub(crate) fn text(self, problems: &mut Problems) -> String {
        match self {
            Node::Text(text) => text,
            other => {
                other.refuse("a text", problems);
                String::new()
            }
        }
    }

    /// A whole number from 0.
    pub(crate) fn whole(self, problems: &mut Problems) -> u32 {
        match self {
            Node::Whole(number) if u32::try_from(number).is_ok() => number as u32,
            other => {
                other.refuse("a whole number from 0", problems);
                0
            }
        }
    }

    pub(crate) fn members(self, problems: &mut Problems) -> Members {
        match self {
            Node::Object(members) => Members(members),
            other => {
                other.refuse("an object", problems);
                Members(Vec::new())
            }
        }
    }

    /// Reads every element of a list.
    pub(crate) fn each<T>(self, problems: &mut Problems, read: Reads<T>) -> Vec<T> {
        let mut all = Vec::new();
        self.visit(problems, &mut |node, problems| all.push(read(node, problems)));
        all
    }

    /// Visits every element of a list. Not generic, so that it is there once.
    #[inline(never)]
    pub(crate) fn visit(self, problems: &mut Problems, visit: &mut dyn FnMut(Node, &mut Problems)) {
        for (index, node) in self.list(problems).into_iter().enumerate() {
            let known = problems.known();
            visit(node, problems);
            if problems.known() != known {
                problems.lies_under(known, &concat(&["[", &digits(index as u64), "]"]));
            }
        }
    }

    fn list(self, problems: &mut Problems) -> Vec<Node> {
        match self {
            Node::List(nodes) => nodes,
            other => {
                other.refuse("a list", problems);
                Vec::new()
            }
        }
    }
}

/// The members of an object, taken out one by one. What is absent and what is null are the same.
pub(crate) struct Members(Vec<(String, Node)>);

impl Members {
    #[inline(never)]
    pub(crate) fn take(&mut self, key: &str) -> Option<Node> {
        let (_, node) = self.0.iter_mut().find(|(known, node)| known == key && !matches!(node, Node::Null))?;
        Some(core::mem::replace(node, Node::Null))
    }

    #[inline(never)]
    pub(crate) fn has(&self, key: &str) -> bool {
        self.0.iter().any(|(known, node)| known == key && !matches!(node, Node::Null))
    }

    /// Visits what has not been taken, with its name; who keeps the name may take it, but then no problem of theirs can
    /// say it.
    #[inline(never)]
    pub(crate) fn visit_rest(self, problems: &mut Problems, visit: &mut dyn FnMut(&mut String, Node, &mut Problems)) {
        for (mut name, node) in self.0 {
            if !matches!(node, Node::Null) {
                let known = problems.known();
                visit(&mut name, node, problems);
                if !name.is_empty() {
                    problems.lies_under(known, &name);
                }
            }
        }
    }

    /// Reads a member that may be absent.
    pub(crate) fn may<T>(&mut self, key: &str, problems: &mut Problems, read: Reads<T>) -> Option<T> {
        let node = self.take(key)?;
        let known = problems.known();
        let value = read(node, problems);
        problems.lies_under(known, key);
        Some(value)
    }

    /// Reads a list that may be absent.
    pub(crate) fn each<T>(&mut self, key: &str, problems: &mut Problems, read: Reads<T>) -> Vec<T> {
        let mut all = Vec::new();
        self.visit(key, problems, &mut |node, problems| all.push(read(node, problems)));
        all
    }

    /// Visits every element of a list that may be absent.
    #[inline(never)]
    pub(crate) fn visit(&mut self, key: &str, problems: &mut Problems, visit: &mut dyn FnMut(Node, &mut Problems)) {
        if let Some(node) = self.take(key) {
            let known = problems.known();
            node.visit(problems, visit);
            problems.lies_under(known, key);
        }
    }

    /// Notes that a member is not there.
    #[inline(never)]
    fn note_absent(key: &str, expected: &'static str, problems: &mut Problems) {
        let known = problems.known();
        problems.note(expected, "none");
        problems.lies_under(known, key);
    }

    #[inline(never)]
    pub(crate) fn text(&mut self, key: &str, problems: &mut Problems) -> Option<String> {
        self.may(key, problems, Node::text)
    }

    #[inline(never)]
    pub(crate) fn texts(&mut self, key: &str, problems: &mut Problems) -> Vec<String> {
        self.each(key, problems, Node::text)
    }

    /// A text that must be there, and not be empty.
    #[inline(never)]
    pub(crate) fn needed(&mut self, key: &str, problems: &mut Problems) -> String {
        let text = self.text(key, problems).unwrap_or_default();
        if text.is_empty() {
            Members::note_absent(key, "a text", problems);
        }
        text
    }

    /// `true` or `false`, or a stand-in where the member is absent.
    #[inline(never)]
    pub(crate) fn truth(&mut self, key: &str, absent: bool, problems: &mut Problems) -> bool {
        let truth = self.may(key, problems, |node, problems| match node {
            Node::Truth(truth) => truth,
            other => {
                other.refuse("true or false", problems);
                false
            }
        });
        truth.unwrap_or(absent)
    }

    /// The number of a word among those that may stand there; the first where the member is absent.
    #[inline(never)]
    pub(crate) fn word(&mut self, key: &str, words: &[&str], expected: &'static str, problems: &mut Problems) -> usize {
        let Some(word) = self.text(key, problems) else { return 0 };
        words.iter().position(|known| *known == word).unwrap_or_else(|| {
            let known = problems.known();
            problems.note_text(expected, &word);
            problems.lies_under(known, key);
            0
        })
    }

    /// A whole number from 0.
    #[inline(never)]
    pub(crate) fn whole(&mut self, key: &str, problems: &mut Problems) -> Option<u32> {
        self.may(key, problems, Node::whole)
    }

    /// A whole number that must be there.
    pub(crate) fn whole_needed(&mut self, key: &str, problems: &mut Problems) -> u32 {
        let number = self.whole(key, problems);
        if number.is_none() {
            Members::note_absent(key, "a whole number", problems);
        }
        number.unwrap_or_default()
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Node, E> {
        Ok(Node::Truth(truth))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Whole(number))
    }

    #[cfg(feature = "write")]
    fn visit_u64<E: Error>(self, number: u64) -> Result<Node, E> {
        Ok(i64::try_from(number).map_or_else(|_| Node::Text(digits(number)), Node::Whole))
    }

    #[cfg(feature = "write")]
    fn visit_f64<E: Error>(self, number: f64) -> Result<Node, E> {
        Ok(Node::Text(alloc::format!("{number}")))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.into()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Node, E> {
        Ok(Node::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = elements.next_element()? {
            nodes.push(node);
        }
        Ok(Node::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Node::Object(members))
    }
}
