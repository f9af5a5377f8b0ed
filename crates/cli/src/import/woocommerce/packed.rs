//! Cells as WooCommerce writes them: lists whose commas are escaped, line breaks spelled out, and a quote before what
//! a spreadsheet would take for a formula.

/// The values of a list: `Clothing > Shirts, Sale\, now`.
pub(super) fn list(text: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            ',' => values.push(String::new()),
            _ => {
                let is_escape = letter == '\\' && letters.peek() == Some(&',');
                let letter = if is_escape { letters.next().unwrap_or(letter) } else { letter };
                if let Some(value) = values.last_mut() {
                    value.push(letter);
                }
            }
        }
    }
    values.iter().map(|value| unquoted(value.trim()).to_owned()).filter(|value| !value.is_empty()).collect()
}

/// A text without the quote that keeps spreadsheets from computing it.
pub(super) fn unquoted(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => text,
    }
}

/// A description with its line breaks, which an export spells `\n`; a backslash before an n is `\\n` there.
pub(super) fn with_line_breaks(text: &str) -> String {
    let spelled = text.split("\\\\n").map(|part| part.replace("\\n", "\n"));
    spelled.collect::<Vec<String>>().join("\\n")
}

#[cfg(test)]
mod tests {
    use super::{list, unquoted, with_line_breaks};

    #[test]
    fn a_comma_behind_a_backslash_belongs_to_the_value() {
        assert_eq!(list(r"Clothing > Shirts, Sale\, now ,,  Décor"), ["Clothing > Shirts", "Sale, now", "Décor"]);
        assert_eq!(list(r"C:\dir, \"), [r"C:\dir", r"\"]);
        assert_eq!(list(""), [""; 0]);
    }

    #[test]
    fn the_quote_before_a_formula_is_no_letter_of_the_text() {
        assert_eq!(unquoted("'=HYPERLINK(1)"), "=HYPERLINK(1)");
        assert_eq!(unquoted("'-10 %"), "-10 %");
        assert_eq!(unquoted("'Twas"), "'Twas");
        assert_eq!(list("'+1, 'a"), ["+1", "'a"]);
    }

    #[test]
    fn line_breaks_are_spelled_out() {
        assert_eq!(with_line_breaks(r"One\nTwo"), "One\nTwo");
        assert_eq!(with_line_breaks(r"C:\\new"), r"C:\new");
    }
}
