//! The examples are files, the documents show them, and neither says what the other does not.

use crate::source::{between, files, read};
use std::fs;
use std::path::Path;

/// Behind this stands, in a document, the path of a file; the next block of code is its text.
const MARK: &str = "<!-- example: ";

/// The examples of a document: path and text.
fn shown(document: &str) -> Vec<(String, String)> {
    let after = document.split(MARK).skip(1);
    let example = |text: &str| {
        let (path, rest) = text.split_once(" -->").unwrap_or_default();
        let (_, code) = rest.split_once("\n```").unwrap_or_default();
        let (_, code) = code.split_once('\n').unwrap_or_default();
        (path.to_owned(), code.split_once("```\n").map_or("", |(code, _)| code).to_owned())
    };
    after.map(example).collect()
}

/// The document with the text of each file in the block behind its name.
fn filled_in(document: &str) -> String {
    let mut parts = document.split(MARK);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (path, rest) = part.split_once(" -->").unwrap();
        let (before, rest) = rest.split_once("\n```").unwrap();
        let (language, rest) = rest.split_once('\n').unwrap();
        let (_, after) = rest.split_once("```\n").unwrap();
        text += &format!("{MARK}{path} -->{before}\n```{language}\n{}```\n{after}", read(path));
    }
    text
}

#[test]
fn the_documents_show_the_examples_as_they_are() {
    for path in files("docs", ".md") {
        let document = fs::read_to_string(&path).unwrap();
        if std::env::var_os("KINDRED_BLESS").is_some() {
            fs::write(&path, filled_in(&document)).unwrap();
            continue;
        }
        for (example, text) in shown(&document) {
            assert!(text == read(&example), "{}: {example}; KINDRED_BLESS=1 fills it in", path.display());
        }
    }
}

#[test]
fn every_example_is_shown_somewhere() {
    let documents = files("docs", ".md").into_iter().flat_map(|path| shown(&fs::read_to_string(path).unwrap()));
    let documents: Vec<String> = documents.map(|(path, _)| path).collect();
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    for path in files("examples", "").iter().filter(|path| path.extension().is_none_or(|kind| kind != "svg")) {
        let name = path.strip_prefix(top).unwrap().to_string_lossy().replace('\\', "/");
        assert!(documents.contains(&name), "no document shows {name}");
    }
}

#[test]
fn the_settings_of_the_liquid_section_are_json() {
    let section = read("examples/shopify/sections/kindred.liquid");
    let [schema] = between(&section, "{% schema %}\n", "{% endschema %}").try_into().unwrap();
    let read = kindred_core::json::read::<kindred_core::node::Node>(schema);
    assert!(read.is_ok(), "{read:?}");
    for id in between(schema, "\"id\": \"", "\"") {
        assert!(section.contains(&format!("section.settings.{id}")), "{id} is asked for, but nothing reads it");
    }
}

#[test]
fn the_examples_name_what_there_is() {
    let loader = read("embed/kindred.js");
    for path in files("examples", "") {
        let text = String::from_utf8(fs::read(&path).unwrap()).unwrap();
        for adapter in between(&text, "data-cart=\"", "\"").into_iter().chain(between(&text, "'data-cart' => '", "'")) {
            read(&format!("embed/cart/{adapter}.js"));
        }
        for (tag, _) in text.match_indices("<kindred-") {
            let name =
                text[tag + "<kindred-".len()..].split(|letter: char| !letter.is_ascii_lowercase() && letter != '-');
            let name = name.into_iter().next().unwrap_or_default();
            assert!(name.is_empty() || loader.contains(&format!("[\"{name}\", ")), "{}: {name}", path.display());
        }
        for attribute in between(&text, " data-", "=").into_iter().filter(|name| name.len() < 20) {
            let known = read("docs/attributes.md").contains(&format!("| `data-{attribute}` |"));
            assert!(known, "{}: data-{attribute}", path.display());
        }
    }
}
