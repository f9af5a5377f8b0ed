//! What a product says under one attribute: one text, or several. Numbers and yes/no are kept as text, because the
//! operators compare numeric text as numbers anyway (reference, section 4.4).

use crate::node::{Node, Problems};
use crate::text::signed_digits;
use alloc::string::String;
use alloc::vec::Vec;

/// An attribute's value.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "write", derive(serde::Serialize), serde(untagged))]
pub enum Value {
    /// A single value: `"Cotton"`, `12.5`, `true` (as `1`).
    One(String),
    /// Several: a multi-select attribute, or the list of an `is one of`.
    Many(Vec<String>),
}

impl Value {
    /// Its texts: the one, or the several.
    pub fn texts(&self) -> &[String] {
        match self {
            Value::One(text) => core::slice::from_ref(text),
            Value::Many(texts) => texts,
        }
    }

    pub(crate) fn read(node: Node, problems: &mut Problems) -> Value {
        match node {
            Node::List(_) => Value::Many(node.each(problems, text)),
            other => Value::One(text(other, problems)),
        }
    }
}

fn text(node: Node, problems: &mut Problems) -> String {
    match node {
        Node::Text(text) => text,
        Node::Whole(number) => signed_digits(number),
        Node::Truth(yes) => if yes { "1" } else { "0" }.into(),
        other => {
            other.refuse("a text, a number, true or false, or a list of them", problems);
            String::new()
        }
    }
}

#[cfg(feature = "write")]
impl<'de> serde::Deserialize<'de> for Value {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        let mut problems = Problems::default();
        let value = Value::read(Node::deserialize(deserializer)?, &mut problems);
        problems.finish(value).map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Value {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Value".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A text, a number, true or false, or a list of them",
            "anyOf": [
                { "type": ["string", "number", "boolean"] },
                { "type": "array", "items": { "type": ["string", "number", "boolean"] } }
            ]
        })
    }
}
