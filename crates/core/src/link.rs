//! Links: products chosen by hand for a relation, in the merchant's order (reference, section 1).

use crate::node::{Node, Problems};
use alloc::string::String;

/// How two products belong together (reference, section 1.1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[cfg_attr(feature = "write", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Relation {
    /// Bought in addition to the viewed product.
    Related,
    /// Considered instead of the viewed product.
    UpSell,
    /// An impulse buy, offered in the cart.
    CrossSell,
}

impl Relation {
    /// All three, in the order of the reference.
    pub const ALL: [Relation; 3] = [Relation::Related, Relation::UpSell, Relation::CrossSell];

    /// The relation's word in feeds, element names and commands: `related`, `up-sell`, `cross-sell`.
    pub fn name(self) -> &'static str {
        match self {
            Relation::Related => "related",
            Relation::UpSell => "up-sell",
            Relation::CrossSell => "cross-sell",
        }
    }

    /// The relation of that name.
    pub fn from_name(name: &str) -> Option<Relation> {
        Relation::ALL.into_iter().find(|relation| relation.name() == name)
    }
}

/// One chosen product. In a feed either its SKU alone, or an object with a position of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// The linked product.
    pub sku: String,
    /// Its place in the list, ascending. Equal positions are legal and keep the order they are written in; links
    /// written as a bare SKU have none and count as their place in the list, from 1.
    pub position: Option<u32>,
}

impl Link {
    pub(crate) fn read(node: Node, problems: &mut Problems) -> Link {
        match node {
            Node::Text(sku) => Link { sku, position: None },
            Node::Object(_) => {
                let mut members = node.members(problems);
                Link { sku: members.needed("sku", problems), position: members.whole("position", problems) }
            }
            other => {
                other.refuse("a SKU, or an object with sku and position", problems);
                Link { sku: String::new(), position: None }
            }
        }
    }
}

#[cfg(feature = "write")]
impl<'de> serde::Deserialize<'de> for Link {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Link, D::Error> {
        let mut problems = Problems::default();
        let link = Link::read(Node::deserialize(deserializer)?, &mut problems);
        problems.finish(link).map_err(serde::de::Error::custom)
    }
}

/// The longer way to write a link.
#[cfg(feature = "write")]
#[derive(serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Positioned {
    sku: String,
    position: u32,
}

#[cfg(feature = "write")]
impl serde::Serialize for Link {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.position {
            None => serializer.serialize_str(&self.sku),
            Some(position) => Positioned { sku: self.sku.clone(), position }.serialize(serializer),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Link {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Link".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let positioned = generator.subschema_for::<Positioned>();
        schemars::json_schema!({
            "description": "A linked product: its SKU, or its SKU and its position in the list",
            "anyOf": [{ "type": "string" }, positioned]
        })
    }
}
