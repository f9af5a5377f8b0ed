//! Words: the code, the files of every language and the documents know the same keys.

use crate::source::{between, files, read, set};
use kindred_core::json;
use kindred_core::link::Relation;
use kindred_core::node::Node;

/// The languages that units speak, with the forms that Unicode's rules for plurals (CLDR) name.
const LANGUAGES: [(&str, &[&str]); 10] = [
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
    ("de", &["one", "other"]),
    ("en", &["one", "other"]),
    ("es", &["one", "many", "other"]),
    ("fr", &["one", "many", "other"]),
    ("it", &["one", "many", "other"]),
    ("ja", &["other"]),
    ("nl", &["one", "other"]),
    ("pl", &["one", "few", "many", "other"]),
    ("sv", &["one", "other"]),
];

#[test]
fn every_word_that_the_code_asks_for_is_there_and_every_word_is_asked_for() {
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
    for relation in Relation::ALL {
        assert!(known.contains(&format!("heading-{}", relation.name())), "{}", relation.name());
    }
    let adapters: Vec<_> =
        files("embed/cart", ".js").iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let said = sources + &adapters.concat();
    for key in known.iter().filter(|key| !key.starts_with("heading-")) {
        assert!(said.contains(&format!("\"{key}\"")), "nobody says {key}");
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
    let english = texts("en")
        .into_iter()
        .map(|(key, node)| (key, forms(&node).into_iter().map(|(_, form)| form).collect::<Vec<_>>().join(", ")));
    assert_eq!(rows.collect::<Vec<_>>(), english.collect::<Vec<_>>());
}

#[test]
fn there_is_a_file_for_every_language_and_the_loader_and_the_documents_know_which() {
    let there = files("embed/words", ".json");
    let there: Vec<_> = there.iter().map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    let expected = LANGUAGES.map(|(language, _)| language);
    assert_eq!(there, expected);
    let loader = read("embed/extras.js");
    let asked = between(&loader, "/^(", ")\\b/")[0].split('|').chain(["en"]);
    assert_eq!(set(asked), expected);
    let document = read("docs/words.md");
    let listed = document.lines().find(|line| line.starts_with("Units speak English")).unwrap_or_default();
    assert_eq!(set(between(listed, "`", "`").into_iter().chain(["en"])), expected);
}

#[test]
fn every_language_has_a_text_under_every_key_in_the_order_of_english() {
    for (language, _) in LANGUAGES {
        assert_eq!(keys(&texts(language)), keys(&texts("en")), "{language}");
    }
}

#[test]
fn every_text_has_the_placeholders_of_english_and_no_others() {
    let english = texts("en");
    for (language, _) in LANGUAGES {
        for ((key, node), (_, english)) in texts(language).iter().zip(&english) {
            let names = |node: &Node| set(forms(node).into_iter().flat_map(|(_, text)| placeholders(&text)));
            assert_eq!(names(node), names(english), "{language}: {key}");
            for (form, text) in forms(node) {
                // Arabic has words for none, one and two.
                let may_lack = language == "ar" && ["zero", "one", "two"].contains(&form.as_str());
                assert!(may_lack || placeholders(&text) == names(english), "{language}: {key}: {form}");
            }
        }
    }
}

#[test]
fn what_counts_has_every_form_of_its_language_and_what_does_not_has_one() {
    let english = texts("en");
    for (language, expected) in LANGUAGES {
        for ((key, node), (_, english)) in texts(language).iter().zip(&english) {
            let counts = matches!(english, Node::Object(_));
            let names: Vec<_> = forms(node).into_iter().map(|(name, _)| name).collect();
            assert_eq!(names, if counts { expected } else { &["other"] }, "{language}: {key}");
            assert_eq!(matches!(node, Node::Object(_)), counts, "{language}: {key}");
        }
    }
}

#[test]
fn texts_are_neither_empty_nor_padded_and_quote_as_printers_do() {
    for (language, _) in LANGUAGES {
        for (key, node) in texts(language) {
            for (_, text) in forms(&node) {
                assert!(!text.is_empty() && text.trim() == text, "{language}: {key}");
                assert!(!text.contains(['\'', '"']), "{language}: {key}");
                assert_eq!(text.matches('{').count(), text.matches('}').count(), "{language}: {key}");
            }
        }
    }
}

#[test]
fn the_documents_say_which_forms_each_language_has() {
    let document = read("docs/words.md");
    let section = between(&document, "## Counts", "## The keys")[0];
    let names = [
        ("ar", "Arabic"),
        ("de", "German"),
        ("en", "English"),
        ("es", "Spanish"),
        ("fr", "French"),
        ("it", "Italian"),
        ("ja", "Japanese"),
        ("nl", "Dutch"),
        ("pl", "Polish"),
        ("sv", "Swedish"),
    ];
    for ((language, expected), (known, name)) in LANGUAGES.into_iter().zip(names) {
        assert_eq!(language, known);
        let rows =
            section.lines().filter(|line| line.starts_with("| ") && line.split('|').nth(1).unwrap().contains(name));
        let forms: Vec<_> = rows.flat_map(|row| between(row, "`", "`")).collect();
        assert_eq!(forms, expected, "{name}");
    }
}

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

/// The forms of a text by their names; that of a plain one is `other`.
fn forms(node: &Node) -> Vec<(String, String)> {
    match node {
        Node::Text(text) => vec![("other".into(), text.clone())],
        Node::Object(named) => {
            let text = |node: &Node| match node {
                Node::Text(text) => text.clone(),
                other => panic!("{other:?}"),
            };
            named.iter().map(|(name, node)| (name.clone(), text(node))).collect()
        }
        other => panic!("{other:?}"),
    }
}

fn placeholders(text: &str) -> Vec<String> {
    set(between(text, "{", "}").into_iter().map(str::to_owned))
}
