//! Reads a config file, and finds everything that is wrong with it.

use super::check_logs::{check_learn, check_map, check_patterns, check_table_form};
use super::file::{AttributeTable, CodeTable, Columns, ConfigFile, CsvMap};
use super::lists::{ListTable, ListsTable};
use super::logs::{EventNames, LearnTable, LogColumns, LogMap};
use crate::address::Pattern;
use crate::diagnostic::{Diagnostic, Reason, Severity};
use crate::located::{Located, Tree, from_toml};
use crate::nearest::{known_keys, nearest_word};
use crate::part::{Part, message, no_tree};
use crate::settings::Setting;
use crate::similar::{MoreLikeThis, VisualSimilarity};
use crate::source_text::SourceText;
use encoding_rs::Encoding;
use kindred_core::fact::Attribute;

/// The file and the places of its parts.
pub(super) fn parse(source: &SourceText) -> Result<(ConfigFile, Located), Vec<Diagnostic>> {
    let tree = from_toml(source.as_str()).map_err(|error| vec![no_tree(source, error)])?;
    let mut problems = Vec::new();
    let (file, readable) = read_all(source, &tree, &mut problems);
    let mut odd = Vec::new();
    Part::located(source, &readable).report_odd_keys::<ConfigFile>("", &[], &all_keys(), &mut odd);
    // An option that does not exist stops the command too.
    odd.iter_mut().for_each(|found: &mut Diagnostic| found.severity = Severity::Skipped);
    problems.append(&mut odd);
    check(&file, source, &tree, &mut problems);
    problems.sort_by(|a, b| a.place.cmp(&b.place));
    problems.dedup();
    if problems.is_empty() { Ok((file, tree)) } else { Err(problems) }
}

/// Every key of every table.
fn all_keys() -> Vec<&'static str> {
    [
        known_keys::<ConfigFile>(),
        known_keys::<CsvMap>(),
        known_keys::<Columns>(),
        known_keys::<AttributeTable>(),
        known_keys::<CodeTable>(),
        known_keys::<MoreLikeThis>(),
        known_keys::<VisualSimilarity>(),
        known_keys::<LogMap>(),
        known_keys::<LogColumns>(),
        known_keys::<EventNames>(),
        known_keys::<LearnTable>(),
        known_keys::<ListsTable>(),
        known_keys::<ListTable>(),
    ]
    .concat()
}

/// Reads the tree. Each value of the wrong kind is reported and taken out, until the rest can be read: it comes along.
fn read_all(source: &SourceText, tree: &Located, problems: &mut Vec<Diagnostic>) -> (ConfigFile, Located) {
    let mut rest = tree.clone();
    loop {
        let json = rest.to_json();
        let mut reader = serde_json::Deserializer::from_str(&json);
        let error = match serde_path_to_error::deserialize::<_, ConfigFile>(&mut reader) {
            Ok(file) => return (file, rest),
            Err(error) => error,
        };
        let path = error.path().to_string();
        let path = if path == "." { String::new() } else { path };
        let found = tree.at(&path).text().unwrap_or_default();
        let reason = Reason::Shape {
            message: message(error.inner()).replace("u32", "a whole number"),
            nearest: nearest_type(&path, found),
        };
        problems.push(source.skipped(&tree.span_of(&path), &path, reason));
        if path.is_empty() || !take_out(&mut rest, &path) {
            return (ConfigFile::default(), rest);
        }
    }
}

/// The type that may be meant, at the end of a path to the type of an attribute.
fn nearest_type(path: &str, found: &str) -> Option<String> {
    let is_type = path.contains(".attributes.") && path.ends_with(".type");
    is_type.then(|| nearest_word("attribute-types", found)).flatten()
}

/// Takes out what a path leads to; says whether there was something.
fn take_out(tree: &mut Located, path: &str) -> bool {
    let (step, rest) = match path.find(['.', '[']) {
        Some(0) => return take_out(tree, &path[1..]),
        Some(end) => (path[..end].trim_end_matches(']'), &path[end..]),
        None => (path.trim_end_matches(']'), ""),
    };
    match &mut tree.value {
        Tree::Object(members) => match members.iter().position(|member| member.key == step) {
            Some(index) if rest.is_empty() => {
                members.remove(index);
                true
            }
            Some(index) => take_out(&mut members[index].value, rest),
            None => false,
        },
        Tree::List(elements) => match step.parse::<usize>().ok().filter(|index| *index < elements.len()) {
            // The whole list goes: the paths of what stands after an element would lead to others.
            Some(_) if rest.is_empty() => {
                elements.clear();
                true
            }
            Some(index) => take_out(&mut elements[index], rest),
            None => false,
        },
        _ => false,
    }
}

/// What a type cannot say.
fn check(file: &ConfigFile, source: &SourceText, tree: &Located, problems: &mut Vec<Diagnostic>) {
    let mut keys: Vec<(String, Reason)> = Vec::new();
    let mut refuse = |path: &str, reason: Reason| problems.push(source.skipped(&tree.span_of(path), path, reason));
    let mut expect = |path: &str, expected: &'static str, found: &str| {
        refuse(path, Reason::Unexpected { expected, found: found.to_owned() });
    };
    let settings = [
        ("currency", Setting::Currency, &file.currency),
        ("language", Setting::Language, &file.language),
        ("time-zone", Setting::TimeZone, &file.time_zone),
    ];
    for (key, setting, value) in settings {
        if let Some(found) = value.as_deref().filter(|value| !setting.accepts(value)) {
            expect(key, setting.expected(), found);
        }
    }
    if let Some(found) = file.encoding.as_deref().filter(|found| !is_encoding(found)) {
        expect("encoding", ENCODING, found);
    }
    for (path, expected, found) in file.more_like_this.problems().into_iter().chain(file.visual_similarity.problems()) {
        expect(path, expected, &found);
    }
    for (number, map) in file.csv.iter().enumerate() {
        let path = |key: &str| format!("csv[{number}].{key}");
        let form = [&map.delimiter, &map.encoding, &map.decimal_mark];
        check_table_form(&path, form, &mut expect);
        check_patterns(&path("files"), &map.files, "a pattern such as *.csv", tree, &mut expect);
        for (key, value) in [
            ("list-separator", &map.list_separator),
            ("path-separator", &map.path_separator),
            ("line-break", &map.line_break),
        ] {
            if value.as_deref() == Some("") {
                refuse_empty(&path(key), &mut expect);
            }
        }
        for name in map.attributes.iter().flatten().map(|(name, _)| name) {
            if Attribute::SPECIAL.iter().any(|(special, _)| special == name) {
                let found = name.clone();
                let reason = Reason::Unexpected { expected: "a name that rules do not know already", found };
                keys.push((path(&format!("attributes.{name}")), reason));
            }
        }
    }
    for (name, maps) in [("orders", &file.orders), ("events", &file.events)] {
        for (number, map) in maps.iter().enumerate() {
            check_map(&format!("{name}[{number}]"), map, tree, &mut expect);
        }
    }
    check_learn(&file.learn, tree, &mut expect);
    type Parse = fn(&str) -> Result<Pattern, crate::address::PatternError>;
    for (key, value, parse) in [
        ("product-url", &file.product_url, Pattern::product as Parse),
        ("picture-url", &file.picture_url, Pattern::picture as Parse),
    ] {
        if let Some(Err(error)) = value.as_deref().map(parse) {
            refuse(key, Reason::shape(error.to_string()));
        }
    }
    for (path, reason) in keys {
        problems.push(source.skipped(&tree.key_span_of(&path), &path, reason));
    }
}

pub(super) const ENCODING: &str = "an encoding such as windows-1252";

pub(super) fn is_encoding(name: &str) -> bool {
    Encoding::for_label_no_replacement(name.as_bytes()).is_some()
}

fn refuse_empty(path: &str, expect: &mut impl FnMut(&str, &'static str, &str)) {
    expect(path, "at least one character", "");
}

#[cfg(test)]
mod tests {
    use super::all_keys;

    #[test]
    fn the_documents_have_every_key() {
        let config = include_str!("../../../../docs/config.md");
        let document = config.to_owned() + include_str!("../../../../docs/similar-products.md");
        for key in all_keys() {
            let is_there = document.contains(&format!("`{key}`")) || document.contains(&format!("{{ {key} = "));
            assert!(is_there, "the documents say nothing of {key}");
        }
    }
}
