//! A value of JSON before its meaning is known, and how a type takes it apart.
//!
//! Serde's derive copies the reading of every field into every struct; a feed's forty fields came to 15 kB of brotli.
//! One value type that serde fills and these few functions empty do the same for 4, and an error can say in which
//! product and under which key it lies.

use alloc::string::{String, ToString};
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
pub struct Wrong {
    /// Where: `products[3].related[0]`.
    pub path: String,
    /// What the place calls for.
    pub expected: &'static str,
    /// What it holds.
    pub found: &'static str,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Wrong { path, expected, found } = self;
        write!(f, "{path}: expected {expected}, found {found}")
    }
}

impl Wrong {
    #[inline(never)]
    pub(crate) fn under(mut self, step: &str) -> Wrong {
        let joint = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = [step, joint, &self.path].concat();
        self
    }
}

impl Node {
    #[inline(never)]
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

    /// This is not what its place calls for.
    pub(crate) fn wrong(&self, expected: &'static str) -> Wrong {
        Wrong { path: String::new(), expected, found: self.name() }
    }

    #[inline(never)]
    pub(crate) fn text(self) -> Result<String, Wrong> {
        match self {
            Node::Text(text) => Ok(text),
            other => Err(other.wrong("a text")),
        }
    }

    pub(crate) fn members(self) -> Result<Members, Wrong> {
        match self {
            Node::Object(members) => Ok(Members(members)),
            other => Err(other.wrong("an object")),
        }
    }

    /// Reads every element of a list.
    pub(crate) fn each<T>(self, read: fn(Node) -> Result<T, Wrong>) -> Result<Vec<T>, Wrong> {
        let Node::List(nodes) = self else { return Err(self.wrong("a list")) };
        let mut all = Vec::with_capacity(nodes.len());
        for (index, node) in nodes.into_iter().enumerate() {
            all.push(read(node).map_err(|wrong| wrong.under(&["[", &index.to_string(), "]"].concat()))?);
        }
        Ok(all)
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

    /// What has not been taken.
    pub(crate) fn rest(self) -> Vec<(String, Node)> {
        self.0
    }

    /// Reads a member that may be absent.
    pub(crate) fn may<T>(&mut self, key: &str, read: fn(Node) -> Result<T, Wrong>) -> Result<Option<T>, Wrong> {
        self.take(key).map(read).transpose().map_err(|wrong| wrong.under(key))
    }

    /// Reads a list that may be absent.
    pub(crate) fn each<T>(&mut self, key: &str, read: fn(Node) -> Result<T, Wrong>) -> Result<Vec<T>, Wrong> {
        let list = self.take(key).map(|node| node.each(read)).transpose();
        list.map(Option::unwrap_or_default).map_err(|wrong| wrong.under(key))
    }

    #[inline(never)]
    pub(crate) fn text(&mut self, key: &str) -> Result<Option<String>, Wrong> {
        self.may(key, Node::text)
    }

    #[inline(never)]
    pub(crate) fn texts(&mut self, key: &str) -> Result<Vec<String>, Wrong> {
        self.each(key, Node::text)
    }

    /// A text that must be there, and not be empty.
    #[inline(never)]
    pub(crate) fn needed(&mut self, key: &str) -> Result<String, Wrong> {
        let text = self.text(key)?.filter(|text| !text.is_empty());
        text.ok_or_else(|| Node::Null.wrong("a text").under(key)).map_err(|wrong| Wrong { found: "none", ..wrong })
    }

    #[inline(never)]
    pub(crate) fn truth(&mut self, key: &str) -> Result<Option<bool>, Wrong> {
        self.may(key, |node| match node {
            Node::Truth(truth) => Ok(truth),
            other => Err(other.wrong("true or false")),
        })
    }

    #[inline(never)]
    pub(crate) fn whole(&mut self, key: &str) -> Result<Option<u32>, Wrong> {
        self.may(key, |node| {
            let number = if let Node::Whole(number) = node { u32::try_from(number).ok() } else { None };
            number.ok_or_else(|| node.wrong("a whole number from 0"))
        })
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
        Ok(i64::try_from(number).map_or_else(|_| Node::Text(number.to_string()), Node::Whole))
    }

    #[cfg(feature = "write")]
    fn visit_f64<E: Error>(self, number: f64) -> Result<Node, E> {
        Ok(Node::Text(number.to_string()))
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
