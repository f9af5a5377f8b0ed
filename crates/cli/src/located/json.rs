//! JSON, by slices: `serde_json` checks the text and says where each value begins and ends.

use super::{DEEPEST, Located, Member, NoTree, Tree};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// The tree of a part of a text.
pub(crate) fn from_json(text: &str, part: &RawValue) -> Result<Located, NoTree> {
    tree(text, part, DEEPEST)
}

fn tree(text: &str, part: &RawValue, depth_left: usize) -> Result<Located, NoTree> {
    let written = part.get();
    let start = (written.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let span = start..start + written.len();
    let refuse = |message: &str| NoTree { span: span.clone(), message: message.to_owned() };
    let depth_left = depth_left.checked_sub(1).ok_or_else(|| refuse("expected at most 128 levels, found more"))?;
    let unreadable = |error: serde_json::Error| refuse(&format!("expected JSON, found a mistake: {error}"));
    let value = match written.as_bytes().first() {
        Some(b'{') => {
            let members: Members<'_> = serde_json::from_str(written).map_err(unreadable)?;
            let mut read = Vec::with_capacity(members.0.len());
            for (key, value) in members.0 {
                let start = (key.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
                let key_span = start..start + key.get().len();
                let key = serde_json::from_str(key.get()).map_err(unreadable)?;
                read.push(Member { key, key_span, value: tree(text, value, depth_left)? });
            }
            Tree::Object(read)
        }
        Some(b'[') => {
            let elements: Vec<&RawValue> = serde_json::from_str(written).map_err(unreadable)?;
            let read: Result<_, _> = elements.into_iter().map(|element| tree(text, element, depth_left)).collect();
            Tree::List(read?)
        }
        Some(b'"') => Tree::Text(serde_json::from_str(written).map_err(unreadable)?),
        Some(b't' | b'f') => Tree::Truth(written == "true"),
        Some(b'n') | None => Tree::Null,
        Some(_) => Tree::Number(written.to_owned()),
    };
    Ok(Located { span, value })
}

/// The members of an object as slices, in the order they are written in.
struct Members<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Members<'de>, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}
