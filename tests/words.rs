//! Words: the code, the files of every language and the documents know the same keys.

use crate::source::{between, files, read, set};
use kindred_core::json;
use kindred_core::node::Node;

/// The texts of a language, by key.
fn texts(language: &str) -> Vec<(String, Node)> {
    match json::read(&read(&format!("embed/words/{language}.json"))) {
        Ok(Node::Object(texts)) => texts,
        other => panic!("{language}: {other:?}"),
    }
}

fn keys(texts: &[(String, Node)]) -> Vec<String> {
    texts.iter().map(|(key, _)| key.clone()).collect()
}

#[test]
fn every_word_that_the_code_asks_for_is_there() {
    let known = keys(&texts("en"));
    let sources = files("src", ".rs").into_iter().map(|path| std::fs::read_to_string(path).unwrap());
    let sources: String =
        sources.map(|text| text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()).collect();
    let opened = ["words.text(\"", "words.fill(\"", "words.count(\""];
    let used = set(opened.into_iter().flat_map(|open| between(&sources, open, "\"")));
    assert!(used.contains(&"add-to-cart"), "{used:?}");
    for key in used {
        assert!(known.iter().any(|known| known == key), "{key}");
    }
}

/// A text, or its forms one behind the other.
fn in_one(node: &Node) -> String {
    match node {
        Node::Text(text) => text.clone(),
        Node::Object(forms) => forms.iter().map(|(_, form)| in_one(form)).collect::<Vec<_>>().join(", "),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_documents_list_every_key_with_its_english() {
    let document = read("docs/words.md");
    let table = document.split("## The keys").nth(1).unwrap_or_default();
    let rows = table.lines().filter(|line| line.starts_with("| `")).map(|row| {
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        (cells[1].trim_matches('`').to_owned(), cells[2].to_owned())
    });
    let english = texts("en").into_iter().map(|(key, node)| (key, in_one(&node)));
    assert_eq!(rows.collect::<Vec<_>>(), english.collect::<Vec<_>>());
}
