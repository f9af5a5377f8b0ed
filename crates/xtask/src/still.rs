//! The style sheet for units that `kindred render` has printed: the unit's own, written for its shadow root, in terms of
//! the page. There the same parts stand between the tags of the elements.

/// The elements on a page.
const HOST: &str = ":is(kindred-related,kindred-up-sell,kindred-cross-sell)";
/// A unit that stands in one of them.
const UNIT: &str = "[part=\"unit\"]";

/// The style sheet for the page, of style sheets for the shadow root.
pub(crate) fn style(sheets: &[&str]) -> String {
    sheets.iter().map(|sheet| rules(&without_comments(sheet))).collect()
}

fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once("*/").map_or("", |(_, rest)| rest))
}

/// Rules one after the other; those inside of `@media` and its like too.
fn rules(css: &str) -> String {
    let (mut text, mut rest) = (String::new(), css);
    while let Some((head, behind)) = rest.split_once('{') {
        let end = end_of_block(behind);
        let (body, after) = (&behind[..end], behind.get(end + 1..).unwrap_or_default());
        if head.trim_start().starts_with('@') {
            text.push_str(&format!("{} {{\n{}}}\n", head.trim(), rules(body)));
        } else {
            let selectors = split(head, ',').into_iter().filter_map(|selector| on_page(selector.trim()));
            let selectors: Vec<String> = selectors.collect();
            if !selectors.is_empty() {
                text.push_str(&format!("{} {{{body}}}\n", selectors.join(",\n")));
            }
        }
        rest = after;
    }
    text
}

/// Where the block ends whose opening brace stands before this text.
fn end_of_block(css: &str) -> usize {
    let mut depth = 1;
    for (place, letter) in css.char_indices() {
        depth += match letter {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        if depth == 0 {
            return place;
        }
    }
    css.len()
}

/// A list that is cut at a letter, but not inside of parentheses.
fn split(text: &str, at: char) -> Vec<&str> {
    let (mut depth, mut start, mut pieces) = (0, 0, Vec::new());
    for (place, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if letter == at && depth == 0 => {
                pieces.push(&text[start..place]);
                start = place + 1;
            }
            _ => {}
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// What a selector of the shadow root is on the page; nothing for what only a shadow root has.
fn on_page(selector: &str) -> Option<String> {
    if selector.contains("::slotted") {
        return None;
    }
    let Some(of_host) = selector.strip_prefix(":host") else {
        // The unit itself, else something in it.
        let is_unit = selector.starts_with(UNIT) || selector.starts_with("[data-layout");
        return Some(format!("{HOST} > {}", if is_unit { selector.to_owned() } else { format!("{UNIT} {selector}") }));
    };
    let (condition, inside) = split(of_host, ' ').split_first().map(|(first, rest)| (*first, rest.join(" ")))?;
    let condition = condition.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(condition);
    let inside = if inside.is_empty() { inside } else { format!(" > {UNIT} {inside}") };
    Some(format!("{HOST}{condition}{inside}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_of_the_shadow_root_become_those_of_the_page() {
        let on_page = |selector: &str| on_page(selector).unwrap_or_default().replace(HOST, "HOST");
        assert_eq!(on_page(":host"), "HOST");
        assert_eq!(on_page(":host([hidden])"), "HOST[hidden]");
        assert_eq!(on_page(":host(:not(:defined))"), "HOST:not(:defined)");
        assert_eq!(on_page(":host(:dir(rtl)) [part=\"stars\"]"), "HOST:dir(rtl) > [part=\"unit\"] [part=\"stars\"]");
        assert_eq!(on_page("[part=\"unit\"]"), "HOST > [part=\"unit\"]");
        assert_eq!(on_page("[data-layout=\"list\"] .heard"), "HOST > [data-layout=\"list\"] .heard");
        assert_eq!(on_page("h2"), "HOST > [part=\"unit\"] h2");
        assert_eq!(on_page("::slotted([data-sku])"), "");
    }

    #[test]
    fn rules_keep_what_they_say_and_where() {
        let css =
            "/* a */ p, :is(b, i) { color: red; }\n@media (hover: hover) { :host { top: 0; } }\n::slotted(p) { x: y; }";
        assert_eq!(
            style(&[css]).replace(HOST, "H"),
            "H > [part=\"unit\"] p,\nH > [part=\"unit\"] :is(b, i) { color: red; }\n@media (hover: hover) {\nH { top: 0; }\n}\n"
        );
    }

    #[test]
    fn our_own_style_sheets_leave_nothing_that_only_a_shadow_root_has() {
        let read = |name: &str| std::fs::read_to_string(crate::root().join("style").join(name)).expect("it is there");
        let [base, unit, still] = ["base.css", "unit.css", "still.css"].map(read);
        let text = style(&[&base, &unit, &still]);
        assert!(!text.contains(":host") && !text.contains("::slotted"), "{text}");
        assert_eq!(text.matches('{').count(), text.matches('}').count());
        for part in ["[part~=\"card\"]", "[part=\"track\"]", "[data-later][hidden]"] {
            assert!(text.contains(part), "{part}");
        }
    }
}
