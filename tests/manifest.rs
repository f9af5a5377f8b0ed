//! What editors and compilers are told of the elements: `custom-elements.json` is made of the documents' tables, which
//! other tests hold to the code, and `kindred.d.ts` has the names that the code has.

use crate::contract::cells_under;
use crate::source::{between, read, set};
use kindred_core::link::Relation;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const MANIFEST: &str = "embed/custom-elements.json";
const TYPES: &str = "embed/kindred.d.ts";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Manifest {
    schema_version: &'static str,
    modules: [Module; 1],
}

#[derive(Serialize)]
struct Module {
    kind: &'static str,
    path: &'static str,
    declarations: Vec<Declaration>,
    exports: Vec<Export>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Declaration {
    kind: &'static str,
    name: String,
    description: &'static str,
    custom_element: bool,
    tag_name: String,
    superclass: Superclass,
    attributes: Vec<Named>,
    events: Vec<Named>,
    slots: Vec<Named>,
    css_parts: Vec<Named>,
    css_properties: Vec<Named>,
}

#[derive(Serialize)]
struct Superclass {
    name: &'static str,
    package: &'static str,
}

/// An attribute, event, slot, part or custom property.
#[derive(Serialize, Default, Clone)]
struct Named {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<Type>,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<String>,
}

#[derive(Serialize, Clone)]
struct Type {
    text: String,
}

#[derive(Serialize)]
struct Export {
    kind: &'static str,
    name: String,
    declaration: Reference,
}

#[derive(Serialize)]
struct Reference {
    name: String,
    module: &'static str,
}

/// The rows of a document's tables that begin with a name, as cells.
fn rows(document: &str) -> Vec<Vec<String>> {
    let text = read(document);
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// A cell of a document, whose links lead nowhere from another place.
fn plain(cell: &str) -> String {
    let mut text = String::new();
    let mut rest = cell;
    while let Some((before, after)) = rest.split_once('[') {
        let (label, after) = after.split_once("](").unwrap_or((after, ")"));
        text.push_str(before);
        text.push_str(label);
        rest = after.split_once(')').map_or("", |(_, after)| after);
    }
    text + rest
}

fn name(cell: &str) -> String {
    cell.split('`').nth(1).unwrap_or_default().to_owned()
}

/// What the elements are called, behind `kindred-`.
fn elements() -> [&'static str; 4] {
    let [related, up_sell, cross_sell] = Relation::ALL.map(Relation::name);
    [related, up_sell, cross_sell, "recommendations"]
}

/// The attributes of an element.
fn attributes(element: &str) -> Vec<Named> {
    let is_for = |on: &str| on == "all" || on.split(", ").any(|name| name == element);
    let rows = rows("docs/attributes.md").into_iter().filter(|row| row.len() == 3 && is_for(&row[1]));
    rows.map(|row| Named { name: name(&row[0]), description: plain(&row[2]), ..Named::default() }).collect()
}

/// The same, with one for every word in place of the one that stands for them.
fn spelled_out(attributes: Vec<Named>) -> Vec<Named> {
    let words: BTreeMap<String, serde_json::Value> = serde_json::from_str(&read("embed/words/en.json")).unwrap();
    let with_words = |named: Named| match named.name.strip_suffix(KEY) {
        None => vec![named],
        Some(label) => {
            let description = |word: &str| format!("the word `{word}`, in place of the language's");
            let one = |word: &String| Named {
                name: format!("{label}{word}"),
                description: description(word),
                ..Named::default()
            };
            words.keys().map(one).collect()
        }
    };
    attributes.into_iter().flat_map(with_words).collect()
}

/// What the documents write for the key of any word.
const KEY: &str = "<key>";

fn events() -> Vec<Named> {
    let types = read(TYPES);
    let rows = rows("docs/events.md").into_iter().filter(|row| row[0].starts_with("`kindred:"));
    let whole = rows.filter(|row| row.len() == 3 && types.contains(&format!("\"{}\": ", name(&row[0]))));
    let mut events: Vec<Named> = Vec::new();
    for row in whole.filter(|row| !row[1].starts_with('`')) {
        let name = name(&row[0]);
        let text = between(&types, &format!("\"{name}\": "), ";")[0].to_owned();
        if !events.iter().any(|known| known.name == name) {
            events.push(Named { name, r#type: Some(Type { text }), description: plain(&row[1]), default: None });
        }
    }
    events
}

/// The parts, slots or custom properties of the table that tells how to theme a unit.
fn themed(kind: &str) -> Vec<Named> {
    let text = read("docs/theming.md");
    let rows = text.lines().filter_map(|line| line.strip_prefix(&format!("| {kind} | ")));
    let cells = rows.map(|row| row.trim_end_matches('|').split(" | ").map(str::trim).collect::<Vec<_>>());
    let named = |row: Vec<&str>| Named {
        name: name(row[0]),
        description: plain(row[1]),
        default: row.get(2).filter(|default| kind == "property" && default.contains('`')).map(|default| name(default)),
        r#type: None,
    };
    cells.map(named).collect()
}

fn manifest() -> String {
    let fallback = Named {
        description: "the fallback: it shows until cards are ready, and for good where there are none".into(),
        ..Named::default()
    };
    let tag = |element: &str| format!("kindred-{element}");
    let class = |element: &str| {
        let words = tag(element);
        words.split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect::<String>()
    };
    let declaration = |element: &str| Declaration {
        kind: "class",
        name: class(element),
        description: match element {
            "related" => "Products that are bought in addition to the one on the page.",
            "up-sell" => "Products that are bought instead of the one on the page.",
            "cross-sell" => "Products that go with what is in the cart.",
            _ => "Products that the shop's own orders and events recommend.",
        },
        custom_element: true,
        tag_name: tag(element),
        superclass: Superclass { name: "HTMLElement", package: "global:" },
        attributes: spelled_out(attributes(element)),
        events: events(),
        slots: std::iter::once(fallback.clone()).chain(themed("slot")).collect(),
        css_parts: themed("part"),
        css_properties: themed("property"),
    };
    let export = |element: &str| Export {
        kind: "custom-element-definition",
        name: tag(element),
        declaration: Reference { name: class(element), module: "kindred.js" },
    };
    let manifest = Manifest {
        schema_version: "2.1.0",
        modules: [Module {
            kind: "javascript-module",
            path: "kindred.js",
            declarations: elements().map(declaration).into(),
            exports: elements().map(export).into(),
        }],
    };
    serde_json::to_string_pretty(&manifest).unwrap() + "\n"
}

#[test]
fn the_manifest_of_the_elements_says_what_the_documents_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(MANIFEST);
    if std::env::var_os("KINDRED_BLESS").is_some() {
        fs::write(&path, manifest()).unwrap();
    }
    assert_eq!(read(MANIFEST), manifest(), "KINDRED_BLESS=1 cargo test --test house manifest writes it anew");
}

#[test]
fn the_manifest_leaves_nothing_out() {
    let names = |list: Vec<Named>| set(list.into_iter().map(|named| named.name));
    let of_all = elements().into_iter().flat_map(attributes).collect();
    let documented = cells_under("docs/attributes.md", "# Attributes");
    assert_eq!(names(of_all), set(documented.into_iter().filter(|name| !name.starts_with("data-"))));
    assert_eq!(names(events()), set(cells_under("docs/events.md", "# Events")));
    let table = read("docs/theming.md");
    for kind in ["slot", "part", "property"] {
        let n_rows = table.lines().filter(|line| line.starts_with(&format!("| {kind} |"))).count();
        assert!(n_rows > 0, "no {kind} is documented");
        assert_eq!(names(themed(kind)).len(), n_rows, "{kind}");
    }
}

/// The members of an interface of the types, without the marks of those that are optional or only read.
fn members(interface: &str) -> Vec<String> {
    let types = read(TYPES);
    let body = between(&types, &format!("interface {interface} {{\n"), "\n  }")[0];
    let lines = body.lines().map(str::trim).filter(|line| !line.starts_with(['/', '*', '[']));
    let ends = |letter: char| !letter.is_alphanumeric() && !matches!(letter, '-' | ':');
    let names = lines.map(|line| line.trim_start_matches("readonly ").trim_matches('"'));
    set(names.filter_map(|line| line.split(ends).next()).map(|name| name.trim_end_matches(':').to_owned()))
}

#[test]
fn the_types_have_the_members_that_the_code_and_the_documents_have() {
    let keys = |source: &str| set(between(source, "(\"", "\", Detail").into_iter().map(str::to_owned));
    let events = read("src/events.rs");
    let item = between(&events, "let item = ", "]);")[0];
    let cards = between(&events, "let detail = ", "]);")[0];
    for (interface, code, heading) in
        [("KindredItem", item, "Each item,"), ("KindredCards", cards, "The detail of all events but the last:")]
    {
        let keys: Vec<String> = set(between(code, "(\"", "\",").into_iter().map(str::to_owned));
        assert_eq!(members(interface), keys, "{interface}");
        let document = read("docs/events.md");
        let table = document.split_once(heading).unwrap().1.split("\n\n").nth(1).unwrap();
        let cells = table.lines().filter(|line| line.starts_with("| `")).map(name);
        assert_eq!(set(cells), keys, "{heading}");
    }
    let failure = between(&events, "pub(crate) fn error", "]);")[0];
    assert_eq!(members("KindredFailure"), keys(failure));
    let overlay = read("embed/api/setOverlay.js");
    let taken = between(&overlay, "member(product, \"", "\"").into_iter().map(str::to_owned);
    assert_eq!(members("KindredFreshProduct"), set(taken));
    assert_eq!(members("KindredFreshProduct"), set(cells_under("docs/fresh-prices.md", "# Fresh prices and stock")));
}

#[test]
fn the_types_have_the_events_attributes_and_functions_that_there_are() {
    let events = read("src/events.rs");
    let names = between(&events, ": &str = \"", "\"").into_iter().map(str::to_owned);
    assert_eq!(members("KindredEventMap"), set(names));
    let attributes = elements().into_iter().flat_map(attributes).map(|attribute| attribute.name);
    assert_eq!(members("KindredAttributes"), set(attributes.filter(|name| !name.ends_with(KEY))));
    assert!(read(TYPES).contains("[label: `label-${string}`]"));
    let loader = read("embed/kindred.js");
    let global = between(&loader, "window.kindred = {", "\n  };")[0];
    let functions = global.lines().filter(|line| line.starts_with("    ") && !line.starts_with("     "));
    let functions = functions.filter_map(|line| line.trim().split_once('(')).map(|(name, _)| name.to_owned());
    // And those whose scripts lie beside the loader.
    let scripts = between(&loader, "for (const name of [", "]")[0];
    let scripts: Vec<String> = between(scripts, "\"", "\"").into_iter().map(str::to_owned).collect();
    let files = crate::source::files("embed/api", ".js")
        .into_iter()
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()));
    assert_eq!(set(scripts.clone()), set(files));
    let functions = functions.chain(scripts);
    assert_eq!(members("Kindred"), set(functions));
    let types = read(TYPES);
    for element in elements() {
        assert!(types.contains(&format!("\"kindred-{element}\": KindredElement;")));
    }
}
