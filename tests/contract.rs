//! One owner per fact: wherever else a name stands, it is the owner's.

use std::collections::BTreeSet;

use crate::source::{between, files, read, set};
use kindred_core::link::Relation;

/// The names in backquotes that begin the rows of a document's tables.
fn first_cells(document: &str) -> Vec<String> {
    cells(&read(document))
}

fn cells(rows: &str) -> Vec<String> {
    let rows = rows.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.filter_map(|row| row.split('|').nth(1)).map(str::to_owned);
    cells.flat_map(|cell| between(&cell, "`", "`").into_iter().map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// The names that begin the rows under one heading of a document.
pub(crate) fn cells_under(document: &str, heading: &str) -> Vec<String> {
    let text = read(document);
    let under = text.split_once(&format!("{heading}\n")).unwrap_or_else(|| panic!("{document}: {heading}")).1;
    cells(under.split("\n#").next().unwrap_or_default())
}

#[test]
fn the_loader_watches_the_attributes_that_the_widget_reads_and_the_documents_name_them() {
    let list = |text: &str, open: &str, close: &str| {
        let names = between(text, open, close);
        assert_eq!(names.len(), 1, "{open}");
        between(names[0], "\"", "\"").into_iter().map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let widget = read("src/options.rs");
    let attributes = between(&widget, "pub(crate) const ATTRIBUTES: ", ";\n")[0];
    let mut expected: Vec<String> = between(attributes, "\"", "\"").into_iter().map(str::to_owned).collect();
    // The form's own attributes: the browser reads `form`, and the name decides what the form submits.
    expected.push("name".into());
    let watched = list(&read("embed/kindred.js"), "observedAttributes = [", "]");
    assert_eq!(watched, expected.iter().cloned().collect());
    // The loader reads the feed when the element is put on the page.
    expected.extend(["form".into(), "feed".into()]);
    expected.extend(between(&widget, "pub(crate) const UNSTYLED: &str = \"", "\"").into_iter().map(str::to_owned));
    // Too many to watch: one for each word.
    expected.push(format!("{}<key>", between(&widget, "const LABEL: &str = \"", "\"")[0]));
    // The style sheet reads what is to be hidden.
    expected.push("hide".into());
    // What the loader, and the scripts that it loads, read off its own script tag.
    let is_name = |letter: char| letter.is_ascii_alphanumeric();
    for path in files("embed", ".js") {
        let script = std::fs::read_to_string(path).unwrap();
        for owner in ["dataset.", "settings."] {
            let names = script.split(owner).skip(1).filter_map(|rest| rest.split(|letter| !is_name(letter)).next());
            expected.extend(names.map(|name| format!("data-{}", kebab(name))));
        }
    }
    assert_eq!(set(first_cells("docs/attributes.md")), set(expected));
}

/// The attribute that a key of `dataset` stands for, without its `data-`.
fn kebab(key: &str) -> String {
    let letters = key.chars();
    letters.flat_map(|letter| letter.is_uppercase().then_some('-').into_iter().chain(letter.to_lowercase())).collect()
}

#[test]
fn the_page_is_asked_why_by_the_words_and_files_that_the_documents_name() {
    let (loader, document) = (read("embed/kindred.js"), read("docs/embed.md"));
    for word in ["kindred=explain", "kindred_explain", "kindred_widget", "setCart", "setCustomer"] {
        assert!(loader.contains(word) && document.contains(word), "{word}");
    }
    let page = read("src/browser/page.rs");
    let key = between(&page, "const SEED_KEY: &str = \"", "\"")[0];
    assert!(document.contains(&format!("`{key}`")), "{key}");
    let customer = read("embed/api/setCustomer.js");
    let keys = between(&customer, "const { ", " }")[0];
    let table = first_cells("docs/embed.md");
    assert_eq!(set(keys.split(", ").map(str::to_owned)), set(table));
}

#[test]
fn the_loader_defines_an_element_for_every_relation() {
    let loader = read("embed/kindred.js");
    for name in Relation::ALL.map(Relation::name).into_iter().chain(["recommendations"]) {
        assert!(loader.contains(&format!("[\"{name}\", ")), "{name}");
    }
}

#[test]
fn every_layout_and_every_part_that_can_be_hidden_is_documented() {
    let document = read("docs/attributes.md");
    let layouts = read("src/view/layout.rs");
    let names = between(&layouts, "(\"", "\", Layout::");
    assert!(!names.is_empty());
    assert_eq!(set(listed(&document, "| `layout` |")), set(names.into_iter().map(str::to_owned)));
    let style = read("style/unit.css");
    let hidden = between(&style, ":host([hide~=\"", "\"]").into_iter().map(str::to_owned);
    assert_eq!(set(listed(&document, "| `hide` |")), set(hidden));
}

/// The names in backquotes in the last cell of a row that begins so.
fn listed(document: &str, row: &str) -> Vec<String> {
    let line = document.lines().find(|line| line.starts_with(row)).unwrap_or_default();
    let cell = line.rsplit('|').nth(1).unwrap_or_default();
    between(cell, "`", "`").into_iter().map(str::to_owned).collect()
}

#[test]
fn every_event_is_documented_and_every_documented_event_exists() {
    let source = read("src/events.rs");
    let events = between(&source, ": &str = \"", "\"").into_iter().map(str::to_owned);
    assert_eq!(set(cells_under("docs/events.md", "# Events")), set(events));
}

#[test]
fn every_error_code_is_documented_and_every_documented_code_exists() {
    let client = read("src/client/file.rs");
    let codes = between(&client, "=> \"feed-", "\"");
    let unit = read("src/unit.rs");
    let loader = read("embed/kindred.js");
    let feed_codes = codes.iter().map(|code| format!("feed-{code}"));
    let unit_codes = between(&unit, "unknown(\"", "\"").into_iter().chain(between(&unit, "Failure { code: \"", "\""));
    let loader_codes = between(&loader, "code: \"", "\"");
    let all = set(feed_codes.chain(unit_codes.chain(loader_codes).map(str::to_owned)));
    assert_eq!(set(first_cells("docs/errors.md")), all);
}

#[test]
fn the_loader_keeps_the_room_that_the_documents_tell_pages_to_keep() {
    let loader = read("embed/kindred.js");
    let document = read("docs/embed.md");
    // What a row of cards adds, with the gap below it, and what stands above and below all rows, without that gap.
    for (relation, row, around) in
        [("related", 4.0, 1.75), ("up-sell", 1.25, -1.0), ("cross-sell", 4.0, -1.0), ("recommendations", 4.0, -1.0)]
    {
        let said = if around == -1.0 {
            format!("[\"{relation}\", {row}]")
        } else {
            format!("[\"{relation}\", {row}, {around}]")
        };
        assert!(loader.contains(&said) && loader.contains("above = -1"), "{relation}");
        let room = format!(
            "kindred-{relation}:not(:defined) {{ display: block; min-block-size: calc(13rem + {}rem); }}",
            9.4 + row + around
        );
        assert!(document.contains(&room), "{room}");
    }
    // A page with printed units has the same room in its style sheet: the last of them by default.
    let still = read("style/still.css");
    for said in ["var(--_row, 4rem)", "var(--_around, -1rem)", "6.65em", "2.75em"] {
        assert!(still.contains(said), "{said}");
    }
    assert!(between(&still, "kindred-related", "}")[0].contains("--_around: 1.75rem"));
    assert!(between(&still, "kindred-up-sell", "}")[0].contains("--_row: 1.25rem"));
}
