//! A value of a JSON or TOML file with the place of every part: what a reader objects to is found again in the text.

mod json;
mod toml;

use std::fmt::Write;
use std::ops::Range;

pub(crate) use json::from_json;
pub(crate) use toml::from_toml;

/// From and to, in bytes of the file's text.
pub(crate) type Span = Range<usize>;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Located {
    pub(crate) span: Span,
    pub(crate) value: Tree,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(crate) enum Tree {
    Null,
    Truth(bool),
    /// A number, as JSON writes it.
    Number(String),
    Text(String),
    List(Vec<Located>),
    /// In the order it is written in.
    Object(Vec<Member>),
}

/// A key of an object and its value.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) key: String,
    /// Where the key stands, its quotes included.
    pub(crate) key_span: Span,
    pub(crate) value: Located,
}

/// Why a text is no tree, and where.
#[derive(Debug)]
pub(crate) struct NoTree {
    pub(crate) span: Span,
    pub(crate) message: String,
}

/// Deeper values are taken for hostile; the page's reader stops there too.
const DEEPEST: usize = 128;

impl Located {
    /// From the first part to the last: in TOML a table's own place is its header, and its parts come after it.
    pub(crate) fn extent(&self) -> Span {
        let mut extent = self.span.clone();
        let mut include = |span: Span| extent = extent.start.min(span.start)..extent.end.max(span.end);
        match &self.value {
            Tree::List(elements) => elements.iter().for_each(|element| include(element.extent())),
            Tree::Object(members) => members.iter().for_each(|member| {
                include(member.key_span.clone());
                include(member.value.extent());
            }),
            _ => {}
        }
        extent
    }

    /// The members of an object; none of anything else.
    pub(crate) fn members(&self) -> &[Member] {
        match &self.value {
            Tree::Object(members) => members,
            _ => &[],
        }
    }

    /// The member of that key.
    pub(crate) fn member(&self, key: &str) -> Option<&Member> {
        self.members().iter().find(|member| member.key == key)
    }

    /// Whether it is an object.
    pub(crate) fn is_object(&self) -> bool {
        matches!(self.value, Tree::Object(_))
    }

    /// The text that this is.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Tree::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The part that a path such as `display.all[0].are` leads to, or the last part of it that there is.
    pub(crate) fn at(&self, path: &str) -> &Located {
        self.follow(path).map_or(self, |(_, value)| value)
    }

    /// Where the value at the end of a path stands.
    pub(crate) fn span_of(&self, path: &str) -> Span {
        self.at(path).span.clone()
    }

    /// Where the key at the end of a path stands; its value's place in a list.
    pub(crate) fn key_span_of(&self, path: &str) -> Span {
        match self.follow(path) {
            Some((Some(member), _)) => member.key_span.clone(),
            Some((None, value)) => value.span.clone(),
            None => self.span.clone(),
        }
    }

    /// What the last step leads to that there is; with the member, if that step is a key.
    fn follow(&self, path: &str) -> Option<(Option<&Member>, &Located)> {
        let mut found = None;
        let mut here = self;
        for step in steps(path) {
            let next = match (&here.value, step) {
                (Tree::List(elements), Step::Index(index)) => elements.get(index).map(|element| (None, element)),
                (Tree::Object(_), Step::Key(key)) => here.member(key).map(|member| (Some(member), &member.value)),
                _ => None,
            };
            let Some((member, value)) = next else {
                break;
            };
            found = Some((member, value));
            here = value;
        }
        found
    }

    /// The value as JSON. What is null is left out of objects: absent and null are the same to every reader.
    pub(crate) fn to_json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }

    fn write_json(&self, out: &mut String) {
        match &self.value {
            Tree::Null => out.push_str("null"),
            Tree::Truth(truth) => _ = write!(out, "{truth}"),
            Tree::Number(number) => out.push_str(number),
            Tree::Text(text) => write_text(text, out),
            Tree::List(elements) => {
                out.push('[');
                for (index, element) in elements.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    element.write_json(out);
                }
                out.push(']');
            }
            Tree::Object(members) => {
                out.push('{');
                let present = members.iter().filter(|member| !matches!(member.value.value, Tree::Null));
                for (index, member) in present.enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    write_text(&member.key, out);
                    out.push(':');
                    member.value.write_json(out);
                }
                out.push('}');
            }
        }
    }

    /// Calls `visit` with every key that its object has already, and the path to it.
    pub(crate) fn each_second_key(&self, path: &str, visit: &mut dyn FnMut(&Member, &str)) {
        match &self.value {
            Tree::List(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    element.each_second_key(&format!("{path}[{index}]"), visit);
                }
            }
            Tree::Object(members) => {
                for (index, member) in members.iter().enumerate() {
                    let path = under(path, &member.key);
                    if members[..index].iter().any(|earlier| earlier.key == member.key) {
                        visit(member, &path);
                    }
                    member.value.each_second_key(&path, visit);
                }
            }
            _ => {}
        }
    }
}

/// The path of a key under another path.
pub(crate) fn under(path: &str, key: &str) -> String {
    let joint = if path.is_empty() { "" } else { "." };
    format!("{path}{joint}{key}")
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Key(&'p str),
    Index(usize),
}

fn steps(path: &str) -> impl Iterator<Item = Step<'_>> {
    path.split(['.', '[']).filter(|step| !step.is_empty()).map(|step| {
        let index = step.strip_suffix(']').and_then(|index| index.parse().ok());
        index.map_or(Step::Key(step), Step::Index)
    })
}

fn write_text(text: &str, out: &mut String) {
    // Writing a text to JSON cannot fail.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::{Located, from_json, from_toml};

    const JSON: &str = r#"{ "name": "A", "none": null, "display": { "all": [
  { "attribute": "price", "value": [1, 2.50, "x\n", true] } ] } }"#;

    const TOML: &str = "name = 'A'\n[[display.all]]\nattribute = \"price\"\nvalue = [1, 2.50, \"x\\n\", true]\n";

    fn quoted<'a>(text: &'a str, tree: &Located, path: &str) -> [&'a str; 2] {
        [&text[tree.key_span_of(path)], &text[tree.span_of(path)]]
    }

    #[test]
    fn paths_lead_to_keys_and_values_in_either_format() {
        let json = from_json(JSON, serde_json::from_str(JSON).unwrap()).unwrap();
        let toml = from_toml(TOML).unwrap();
        assert_eq!(quoted(JSON, &json, "display.all[0].attribute"), ["\"attribute\"", "\"price\""]);
        assert_eq!(quoted(TOML, &toml, "display.all[0].attribute"), ["attribute", "\"price\""]);
        assert_eq!(quoted(JSON, &json, "display.all[0].value[1]"), ["2.50", "2.50"]);
        assert_eq!(quoted(TOML, &toml, "display.all[0].value[1]"), ["2.50", "2.50"]);
    }

    #[test]
    fn a_path_that_leads_nowhere_leads_to_the_last_part_there_is() {
        let json = from_json(JSON, serde_json::from_str(JSON).unwrap()).unwrap();
        assert_eq!(quoted(JSON, &json, "display.all[0].attribute.gone[2]"), ["\"attribute\"", "\"price\""]);
        assert_eq!(json.span_of("gone"), 0..JSON.len());
    }

    #[test]
    fn both_formats_say_the_same_in_json() {
        let expected = r#"{"name":"A","display":{"all":[{"attribute":"price","value":[1,2.50,"x\n",true]}]}}"#;
        assert_eq!(from_json(JSON, serde_json::from_str(JSON).unwrap()).unwrap().to_json(), expected);
        assert_eq!(from_toml(TOML).unwrap().to_json(), expected);
    }

    #[test]
    fn keys_that_an_object_has_twice_are_found() {
        let text = r#"{ "a": [{ "b": 1, "c": 2, "b": 3 }] }"#;
        let mut found = Vec::new();
        let tree = from_json(text, serde_json::from_str(text).unwrap()).unwrap();
        tree.each_second_key("", &mut |member, path| found.push((path.to_owned(), member.key_span.clone())));
        assert_eq!(found, [("a[0].b".to_owned(), 26..29)]);
    }
}
