//! docs/performance.md: what stands between two markers is written by the command, the rest by people.

use std::fs;

use anyhow::{Context, Result};

const DOCUMENT: &str = "docs/performance.md";

/// Writes the section of that name.
pub(super) fn write(name: &str, section: &str) -> Result<()> {
    let text = fs::read_to_string(DOCUMENT).with_context(|| format!("reading {DOCUMENT}"))?;
    let text = with_section(&text, name, section)?;
    fs::write(DOCUMENT, text).with_context(|| format!("writing {DOCUMENT}"))
}

fn with_section(text: &str, name: &str, section: &str) -> Result<String> {
    let (start, end) = (format!("<!-- bench {name} -->"), format!("<!-- /bench {name} -->"));
    let found = text.split_once(&start).and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1)));
    let (before, after) =
        found.with_context(|| format!("{DOCUMENT}: expected the lines `{start}` and `{end}`, found none"))?;
    Ok(format!("{before}{start}\n\n{section}\n{end}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_the_markers_stays() {
        let text = "# A\n<!-- bench b -->\nold\n<!-- /bench b -->\nafter\n";
        assert_eq!(
            with_section(text, "b", "new\n").expect("there are markers"),
            "# A\n<!-- bench b -->\n\nnew\n\n<!-- /bench b -->\nafter\n"
        );
    }

    #[test]
    fn a_document_without_markers_gets_told_which_lines_to_add() {
        let error = with_section("# A\n", "b", "new\n").expect_err("there are none").to_string();
        assert_eq!(
            error,
            "docs/performance.md: expected the lines `<!-- bench b -->` and `<!-- /bench b -->`, found none"
        );
    }

    #[test]
    fn the_document_has_a_place_for_every_section() {
        let text = fs::read_to_string(crate::root().join(DOCUMENT)).expect("the document is there");
        for section in ["select", "feed"] {
            with_section(&text, section, "").expect("it has the markers");
        }
    }
}
