//! Cells that hold several values: `key=value` pairs, variations, the options of a bundle.

use crate::catalogue::Choice;
use memchr::memchr;
use std::borrow::Cow;

/// Takes `key=value,key=value` apart. A comma belongs to the value unless a key and an equals sign follow it, and a
/// value in quotes may hold anything.
pub(crate) fn pairs(text: &str) -> Vec<(&str, Cow<'_, str>)> {
    let mut pairs = Vec::new();
    each_pair(text, &mut |key, value| pairs.push((key, value)));
    pairs
}

/// Calls `visit` with each of the pairs; values without quotes are not copied.
pub(crate) fn each_pair<'a>(text: &'a str, visit: &mut dyn FnMut(&'a str, Cow<'a, str>)) {
    if memchr(b'"', text.as_bytes()).is_some() {
        quoted_pairs(text).into_iter().for_each(|(key, value)| visit(key, Cow::Owned(value)));
        return;
    }
    // The pair that goes on until the next one begins: its key, and where its value begins.
    let mut open: Option<(&str, usize)> = None;
    let mut start = 0;
    for part in split(text, b',') {
        if let Some((key, value)) = key_of(part) {
            if let Some((key, from)) = open {
                visit(key, Cow::Borrowed(&text[from..start - 1]));
            }
            open = Some((key, start + part.len() - value.len()));
        }
        start += part.len() + 1;
    }
    if let Some((key, from)) = open {
        visit(key, Cow::Borrowed(&text[from..]));
    }
}

fn quoted_pairs(text: &str) -> Vec<(&str, String)> {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        match key_of(rest) {
            Some((key, after)) => {
                let (value, behind) = value_of(after);
                pairs.push((key, value));
                rest = behind;
            }
            None => {
                let (more, behind) = rest.split_once(',').unwrap_or((rest, ""));
                if let Some((_, value)) = pairs.last_mut() {
                    value.push(',');
                    value.push_str(more);
                }
                rest = behind;
            }
        }
    }
    pairs
}

/// Whether all of the text is pairs.
pub(crate) fn starts_with_pair(text: &str) -> bool {
    key_of(text).is_some()
}

/// The parts of a text between separators, which are plain ASCII. The standard library's way is made for any letter, and
/// takes twice the time for parts as short as these.
pub(crate) fn split(text: &str, separator: u8) -> impl Iterator<Item = &str> + Clone {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let at = memchr(separator, text.as_bytes());
        rest = at.and_then(|at| text.get(at + 1..));
        Some(at.and_then(|at| text.get(..at)).unwrap_or(text))
    })
}

/// Several values in one: `Wool|Fleece`.
pub(crate) fn several(value: &str, separator: char) -> Vec<&str> {
    value.split(separator).map(str::trim).filter(|value| !value.is_empty()).collect()
}

/// One variation of a configurable product: its SKU and what tells it from the others.
pub(crate) struct Variation<'a> {
    pub(crate) sku: String,
    pub(crate) axes: Vec<(&'a str, Cow<'a, str>)>,
}

/// Takes `sku=A-S,size=S|sku=A-M,size=M` apart; what has no SKU is given back as it is written.
pub(crate) fn variations(text: &str) -> Vec<Result<Variation<'_>, &str>> {
    let variation = |written| {
        let (skus, axes): (Vec<_>, Vec<_>) = pairs(written).into_iter().partition(|(key, _)| *key == "sku");
        match skus.into_iter().next() {
            Some((_, sku)) if !sku.is_empty() => Ok(Variation { sku: sku.into_owned(), axes }),
            _ => Err(written),
        }
    };
    several(text, '|').into_iter().map(variation).collect()
}

/// The options of a bundle in the import format: `name=Ball,type=radio,required=1,sku=A|name=Ball,...,sku=B`.
pub(crate) fn bundle_values(text: &str) -> Vec<Choice> {
    let mut options: Vec<(String, Choice)> = Vec::new();
    for written in several(text, '|') {
        let fields = pairs(written);
        let field =
            |name: &str| fields.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone().into_owned());
        let (Some(sku), name) = (field("sku"), field("name").unwrap_or_default()) else {
            continue;
        };
        match options.iter_mut().find(|(known, _)| *known == name) {
            Some((_, choice)) => choice.skus.push(sku),
            None => {
                let required = field("required").as_deref() != Some("0");
                options.push((name, Choice { skus: vec![sku], required }));
            }
        }
    }
    options.into_iter().map(|(_, choice)| choice).collect()
}

/// The options of a bundle in the sample data, one a line: `Ball|radio:A,B`.
pub(crate) fn bundle_options(text: &str) -> Vec<Choice> {
    let skus = |line: &str| match line.rsplit_once(':') {
        Some((_, skus)) => several(skus, ',').into_iter().map(str::to_owned).collect(),
        None => Vec::new(),
    };
    let choices = several(text, '\n').into_iter().map(|line| Choice { skus: skus(line), required: true });
    choices.filter(|choice| !choice.skus.is_empty()).collect()
}

/// What a grouped product is made of: `A=1,B=2` (the import format) or `A,B` (the sample data).
pub(crate) fn grouped(text: &str) -> Vec<Choice> {
    let sku = |part: &str| part.split_once('=').map_or(part, |(sku, _)| sku).trim().to_owned();
    several(text, ',').into_iter().map(|part| Choice { skus: vec![sku(part)], required: false }).collect()
}

/// The key before an equals sign, and what comes after it.
fn key_of(text: &str) -> Option<(&str, &str)> {
    let at = memchr(b'=', text.as_bytes())?;
    let (key, after) = (text.get(..at)?.trim(), text.get(at + 1..)?);
    let is_code = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'_' || letter == b'-';
    (!key.is_empty() && key.bytes().all(is_code)).then_some((key, after))
}

/// A value, and what comes after its comma.
fn value_of(text: &str) -> (String, &str) {
    if let Some(mut rest) = text.strip_prefix('"') {
        let mut value = String::new();
        while let Some((part, after)) = rest.split_once('"') {
            value.push_str(part);
            match after.strip_prefix('"') {
                Some(after) => {
                    value.push('"');
                    rest = after;
                }
                None => return (value, after.strip_prefix(',').unwrap_or(after)),
            }
        }
    }
    let (value, behind) = text.split_once(',').unwrap_or((text, ""));
    (value.to_owned(), behind)
}

#[cfg(test)]
mod tests {
    use super::{bundle_options, bundle_values, grouped, pairs, split, variations};
    use proptest::prelude::*;

    fn owned(text: &str) -> Vec<(String, String)> {
        pairs(text).into_iter().map(|(key, value)| (key.to_owned(), value.into_owned())).collect()
    }

    fn pair(key: &str, value: &str) -> (String, String) {
        (key.to_owned(), value.to_owned())
    }

    proptest! {
        #[test]
        fn parts_are_those_of_the_standard_library(text in "[a,ü]{0,12}") {
            prop_assert_eq!(split(&text, b',').collect::<Vec<_>>(), text.split(',').collect::<Vec<_>>());
        }
    }

    #[test]
    fn commas_belong_to_the_value_unless_a_key_follows() {
        assert_eq!(owned("a=1,b=x|y"), [pair("a", "1"), pair("b", "x|y")]);
        assert_eq!(owned("a=red, white and blue,b=2"), [pair("a", "red, white and blue"), pair("b", "2")]);
        assert_eq!(owned("a=,b=1=1"), [pair("a", ""), pair("b", "1=1")]);
        assert_eq!(
            owned(r#"a="1, 2",b="say ""x=1, y""",c=3"#),
            [pair("a", "1, 2"), pair("b", r#"say "x=1, y""#), pair("c", "3")]
        );
        assert_eq!(owned(r#"a="open,b=2"#), [pair("a", "\"open"), pair("b", "2")]);
        assert_eq!(owned("no pairs here"), []);
    }

    #[test]
    fn variations_without_a_sku_are_given_back() {
        let found = variations("sku=A-S,size=S,color=Dark, blue|size=M|sku=A-L");
        let skus: Vec<_> =
            found.iter().map(|one| one.as_ref().map(|one| one.sku.as_str()).map_err(|text| *text)).collect();
        assert_eq!(skus, [Ok("A-S"), Err("size=M"), Ok("A-L")]);
        assert_eq!(
            found[0].as_ref().unwrap_or_else(|_| unreachable!()).axes,
            [("size", "S".into()), ("color", "Dark, blue".into())]
        );
    }

    #[test]
    fn bundles_and_groups_list_what_they_are_made_of() {
        let skus = |choices: Vec<crate::catalogue::Choice>| -> Vec<(Vec<String>, bool)> {
            choices.into_iter().map(|choice| (choice.skus, choice.required)).collect()
        };
        let list = |skus: &[&str]| skus.iter().map(|sku| (*sku).to_owned()).collect::<Vec<String>>();
        assert_eq!(
            skus(bundle_options("Ball|radio:A,B\nStrap|radio:C")),
            [(list(&["A", "B"]), true), (list(&["C"]), true)]
        );
        let written =
            "name=Ball,type=radio,required=1,sku=A,price=0|name=Ball,required=1,sku=B|name=Mat,required=0,sku=C";
        assert_eq!(skus(bundle_values(written)), [(list(&["A", "B"]), true), (list(&["C"]), false)]);
        assert_eq!(skus(grouped("A=1.0000,B=2")), [(list(&["A"]), false), (list(&["B"]), false)]);
    }
}
