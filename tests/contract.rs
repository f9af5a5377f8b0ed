//! One owner per fact: wherever else a name stands, it is the owner's.

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
        between(names[0], "\"", "\"").into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let widget = read("src/options.rs");
    let mut expected = list(&widget, "pub(crate) const ATTRIBUTES: [&str; ", "];");
    // The form's own attributes: the browser reads `form`, and the name decides what the form submits. The feed is the
    // loader's alone.
    expected.extend(["name".into(), "feed".into()]);
    assert_eq!(list(&read("embed/kindred.js"), "observedAttributes = [", "]"), expected);
    expected.push("form".into());
    // Too many to watch: one for each word.
    expected.push(format!("{}<key>", between(&widget, "const LABEL: &str = \"", "\"")[0]));
    // What the loader, and the scripts for data layers, read off its script tag.
    let is_name = |letter: char| letter.is_ascii_lowercase();
    for path in files("embed", ".js") {
        let script = std::fs::read_to_string(path).unwrap();
        let of_script =
            script.split("dataset.").skip(1).filter_map(|rest| rest.split(|letter| !is_name(letter)).next());
        expected.extend(of_script.map(|name| format!("data-{name}")));
    }
    let adapters = read("embed/kindred.js");
    let adapters = between(&adapters, "const adapters = [", "]")[0];
    expected.extend(between(adapters, "\"", "\"").into_iter().map(|kind| format!("data-{kind}")));
    // What the adapters of carts read off it.
    let adapters = files("embed/cart", ".js");
    let adapters = adapters.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect::<String>();
    let of_adapters = adapters.split("settings.").skip(1);
    let of_adapters =
        of_adapters.filter_map(|rest| rest.split(|letter: char| !letter.is_ascii_alphanumeric()).next().map(kebab));
    expected.extend(of_adapters.map(|name| format!("data-{name}")));
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
    let keys = between(&loader, "setCustomer(said) {\n      const { ", " }")[0];
    let table = first_cells("docs/embed.md");
    assert_eq!(set(keys.split(", ").map(str::to_owned)), set(table));
}

#[test]
fn the_loader_defines_an_element_for_every_relation() {
    let loader = read("embed/kindred.js");
    for relation in Relation::ALL {
        assert!(loader.contains(&format!("[\"{}\", ", relation.name())), "{}", relation.name());
    }
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
    let unit_codes = between(&unit, "failure(\"", "\"").into_iter().chain(between(&unit, "Failure { code: \"", "\""));
    let loader_codes = between(&loader, "code: \"", "\"");
    let all = set(feed_codes.chain(unit_codes.chain(loader_codes).map(str::to_owned)));
    assert_eq!(set(first_cells("docs/errors.md")), all);
}

#[test]
fn every_custom_property_is_documented_with_its_default() {
    let (style, table) = (read("style/unit.css"), read("docs/theming.md"));
    let loader = read("embed/kindred.js");
    let used = set(between(&style, "var(--kindred-", ")").into_iter().chain(between(&loader, "var(--kindred-", ")")));
    let names = set(used.iter().map(|used| format!("--kindred-{}", used.split(',').next().unwrap_or(used).trim())));
    assert_eq!(set(first_cells("docs/theming.md")), names);
    for used in between(&style, "var(--kindred-", ");") {
        let (name, default) = used.split_once(", ").unwrap_or((used, ""));
        let row = table.lines().find(|line| line.starts_with(&format!("| `--kindred-{name}`"))).unwrap_or_default();
        let documented = default.starts_with("var(") || default == "inherit" || row.contains(&format!("`{default}`"));
        assert!(documented, "--kindred-{name}: {default} against {row}");
    }
}

#[test]
fn every_part_is_documented_and_styled_parts_exist() {
    let views: Vec<String> =
        files("src/view", ".rs").iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let views = views.concat();
    let parts = set(between(&views, "part=\"", "\"").into_iter().flat_map(str::split_whitespace));
    let document = read("docs/theming.md");
    let list = between(&document, "style the parts:", ".\n")[0];
    assert_eq!(set(between(list, "`", "`").into_iter()), parts);
    let style = read("style/unit.css");
    let styled = between(&style, "[part=\"", "\"").into_iter().chain(between(&style, "[part~=\"", "\""));
    for part in styled {
        assert!(parts.contains(&part), "{part} is styled, but no view has it");
    }
}

#[test]
fn the_loader_keeps_the_room_that_the_documents_tell_pages_to_keep() {
    let loader = read("embed/kindred.js");
    let document = read("docs/embed.md");
    for (relation, rem) in [("related", 5.75), ("up-sell", 0.25), ("cross-sell", 3.0)] {
        assert!(loader.contains(&format!("[\"{relation}\", {rem}]")), "{relation}");
        let room = format!(
            "kindred-{relation}:not(:defined) {{ display: block; min-block-size: calc(13rem + {}rem); }}",
            7.9 + rem
        );
        assert!(document.contains(&room), "{room}");
    }
}
