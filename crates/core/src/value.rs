//! What a product says under one attribute: one text, or several. Numbers and yes/no are kept as text, because the
//! operators compare numeric text as numbers anyway (reference, section 4.4).

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

/// An attribute's value.
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "write", derive(serde::Serialize), serde(untagged))]
pub enum Value {
    /// A single value: `"Cotton"`, `12.5`, `true` (as `1`).
    One(String),
    /// Several: a multi-select attribute, or the list of an `is one of`.
    Many(Vec<String>),
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a number, true, false, or a list of them")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::One(text.into()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::One(number.to_string()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::One(number.to_string()))
    }

    #[cfg(feature = "write")]
    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(Value::One(number.to_string()))
    }

    fn visit_bool<E: Error>(self, yes: bool) -> Result<Value, E> {
        Ok(Value::One(if yes { "1" } else { "0" }.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = elements.next_element()? {
            match value {
                Value::One(text) => values.push(text),
                Value::Many(_) => return Err(A::Error::custom("expected a text or a number, found a list in a list")),
            }
        }
        Ok(Value::Many(values))
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
