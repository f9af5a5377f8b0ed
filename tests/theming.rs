//! Looks: the table of `docs/theming.md` is everything that can be set from outside, and the themes keep to it.

use crate::source::{between, files, read, set};
use kindred_core::link::Relation;
use std::fs;

/// The rows of one kind: the name, and the rest of the row.
fn rows(kind: &str) -> Vec<(String, String)> {
    let document = read("docs/theming.md");
    let rows = document.lines().filter_map(|line| line.strip_prefix(&format!("| {kind} | `"))?.split_once("` | "));
    rows.map(|(name, rest)| (name.to_owned(), rest.to_owned())).collect()
}

fn names(kind: &str) -> Vec<String> {
    let names: Vec<String> = rows(kind).into_iter().map(|(name, _)| name).collect();
    assert_eq!(set(names.clone()).len(), names.len(), "a {kind} has two rows");
    set(names)
}

/// The text of every view.
fn views() -> String {
    files("src/view", ".rs").iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// The parts that the views have.
fn parts() -> Vec<String> {
    let views = views();
    let made = ["part(", "said("].into_iter().flat_map(|call| between(&views, call, ")"));
    let made = made.filter_map(|arguments| arguments.split('"').nth(3));
    // Those that a card has or has not are constants.
    let badges = between(between(&views, "BADGES:", "];")[0], ", \"", "\"");
    let named = between(&views, "_PART: &str = \"", "\"").into_iter().chain(badges);
    set(made.chain(named).flat_map(str::split_whitespace).map(str::to_owned))
}

/// The name and the text of every theme.
fn themes() -> Vec<(String, String)> {
    let name = |path: &std::path::Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    files("style/themes", ".css").iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn every_custom_property_is_documented_with_its_default() {
    let (style, loader) = (read("style/unit.css"), read("embed/kindred.js"));
    let used = between(&style, "var(--kindred-", ")").into_iter().chain(between(&loader, "var(--kindred-", ")"));
    let used = used.map(|used| format!("--kindred-{}", used.split(',').next().unwrap_or(used).trim()));
    assert_eq!(names("property"), set(used));
    let rows = rows("property");
    let (of_loader, of_style) = (between(&loader, "+ var(--kindred-", ")"), between(&style, "var(--kindred-", ");"));
    for used in of_style.into_iter().chain(of_loader) {
        let (name, default) = used.split_once(',').unwrap_or((used, ""));
        let default = default.trim();
        let row = rows.iter().find(|(known, _)| *known == format!("--kindred-{name}")).unwrap();
        let documented = default.starts_with("var(") || default == "inherit" || row.1.contains(&format!("`{default}`"));
        assert!(documented, "--kindred-{name}: {default} against {}", row.1);
    }
}

#[test]
fn every_part_is_documented_and_styled_parts_exist() {
    let parts = parts();
    assert_eq!(names("part"), parts);
    let style = read("style/unit.css");
    let styled = between(&style, "[part=\"", "\"").into_iter().chain(between(&style, "[part~=\"", "\""));
    for part in styled {
        assert!(parts.iter().any(|known| known == part), "{part} is styled, but no view has it");
    }
}

#[test]
fn every_slot_is_documented() {
    let views = views();
    let slots = between(&views, "slot(\"", "\"").into_iter().map(str::to_owned);
    // The page's template, which is no element's place but every card's.
    let of_template = between(&read("src/browser/template.rs"), "template[slot=", "]")[0].to_owned();
    assert_eq!(names("slot"), set(slots.chain([of_template])));
}

#[test]
fn a_template_can_say_what_the_documents_say_it_can() {
    let text = read("src/view/text.rs");
    let names = between(between(&text, "pub mod says", "\n}\n")[0], "&str = \"", "\"").into_iter().chain(["sku"]);
    let document = read("docs/theming.md");
    let table = between(&document, "| a card can say | that is |", "\n\n")[0];
    let cells = table.lines().filter_map(|row| row.strip_prefix("| `")?.split(" | ").next());
    let documented = cells.flat_map(|cell| cell.split(", ").map(|name| name.trim_matches('`').to_owned()));
    assert_eq!(set(documented), set(names.map(str::to_owned)));
}

#[test]
fn the_attributes_that_change_looks_are_attributes() {
    let attributes = read("docs/attributes.md");
    for name in names("attribute") {
        assert!(attributes.contains(&format!("| `{name}` | ")), "{name}");
    }
}

#[test]
fn themes_set_what_there_is_to_set() {
    let (properties, parts) = (names("property"), parts());
    for (theme, text) in themes() {
        let set_here = text.lines().filter_map(|line| line.trim_start().split_once(": ").map(|(name, _)| name));
        for property in set_here.filter(|name| name.starts_with("--")) {
            assert!(properties.iter().any(|known| known == property), "{theme} sets {property}");
        }
        for part in between(&text, "::part(", ")").into_iter().flat_map(str::split_whitespace) {
            assert!(parts.iter().any(|known| known == part), "{theme} styles the part {part}");
        }
    }
}

#[test]
fn themes_give_way_to_the_page_and_are_for_every_unit() {
    let elements = Relation::ALL.map(|relation| format!("kindred-{}", relation.name())).join(", ");
    let openings = [format!(":where({elements})"), ":where(:root)".to_owned()];
    for (theme, text) in themes() {
        for selector in text.lines().filter(|line| line.ends_with('{')) {
            assert!(openings.iter().any(|opening| selector.starts_with(opening)), "{theme}: {selector}");
        }
        assert!(!text.contains("!important"), "{theme}");
    }
}

#[test]
fn every_theme_is_listed_wherever_themes_are() {
    let expected: Vec<String> = themes().into_iter().map(|(name, _)| name).collect();
    let document = read("docs/theming.md");
    let section = between(&document, "| theme | for |", "\n\n")[0];
    let documented = section.lines().filter(|line| line.starts_with("| `")).map(|line| between(line, "`", "`")[0]);
    assert_eq!(set(documented.map(str::to_owned)), expected);
    let page = read("tests/e2e/screens/page.mjs");
    let listed = between(between(&page, "THEMES = [", "]")[0], "\"", "\"").into_iter().map(str::to_owned);
    assert_eq!(set(listed), expected);
}
