//! The house's rules that a machine can check.

use crate::source::files;
use std::fs;
use std::path::Path;

/// Our Rust files: name from the top, and text.
fn rust() -> impl Iterator<Item = (String, String)> {
    let folders = ["src", "crates", "tests"];
    folders
        .into_iter()
        .flat_map(|folder| files(folder, ".rs"))
        .map(|path| (name(&path), fs::read_to_string(&path).unwrap()))
}

fn name(path: &Path) -> String {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    path.strip_prefix(top).unwrap().to_string_lossy().replace('\\', "/")
}

#[test]
fn every_file_opens_by_saying_what_it_is() {
    for (name, text) in rust() {
        assert!(text.starts_with("//!"), "{name} opens with something else than //!");
    }
}

#[test]
fn no_file_outgrows_one_reason_to_exist() {
    for (name, text) in rust() {
        let n_lines = text.lines().count();
        assert!(n_lines <= 400, "{name} has {n_lines} lines, 400 at most");
    }
}

#[test]
fn only_the_browsers_edge_names_the_browser() {
    for (name, text) in rust().filter(|(name, _)| name.starts_with("src/") && !name.starts_with("src/browser/")) {
        let line = text.lines().find(|line| line.contains("web_sys") && !line.contains("leptos::web_sys"));
        assert_eq!(line, None, "{name} names web_sys");
    }
}

#[test]
fn dependencies_point_one_way() {
    let forbidden = [
        ("src/view/", ["crate::store", "crate::client", "crate::browser", "crate::unit"]),
        ("src/browser/", ["crate::store", "crate::client", "crate::unit", "crate::shelf"]),
        ("src/client.rs", ["crate::store", "crate::unit", "crate::view", "crate::shelf"]),
        ("crates/core/", ["web_sys", "wasm_bindgen", "js_sys", "std::fs"]),
        // The command line prints the views, and knows nothing of how they get onto a page.
        ("crates/cli/", ["web_sys", "wasm_bindgen", "leptos", "js_sys"]),
    ];
    for (name, text) in rust() {
        for (folder, words) in forbidden {
            let bad = words.into_iter().find(|word| name.starts_with(folder) && text.contains(word));
            assert_eq!(bad, None, "{name}");
        }
    }
}

#[test]
fn the_core_does_not_panic() {
    for (name, text) in rust().filter(|(name, _)| name.starts_with("crates/core/src/") && !name.ends_with("tests.rs")) {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for word in [".unwrap()", ".expect(", "panic!(", "unreachable!("] {
            assert!(!code.contains(word), "{name}: {word}");
        }
    }
}

#[test]
fn no_file_names_the_place_of_the_checkout() {
    let top = env!("CARGO_MANIFEST_DIR");
    for folder in ["src", "crates", "tests", "docs", "demo", "schema", "style", "embed", "examples", ".ci", ".cargo"] {
        for path in files(folder, "") {
            let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
            assert!(!text.contains(top), "{} names {top}", name(&path));
        }
    }
}
