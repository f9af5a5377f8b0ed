//! From a shop system's markup to plain text, in one pass whatever the markup: it comes from outside.

use std::borrow::Cow;

/// A name, a category or an attribute's value: entities decoded, tags taken out, blanks made single.
pub(crate) fn plain(markup: &str) -> String {
    if is_plain(markup) {
        return markup.to_owned();
    }
    let untagged = if markup.contains('<') { Cow::Owned(without_tags(markup)) } else { Cow::Borrowed(markup) };
    single_blanks(&html_escape::decode_html_entities(untagged.as_ref()))
}

/// Whether plain text would be the same: most texts of a catalogue are, and there are millions.
fn is_plain(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        let is_second_blank = byte == b' ' && before == b' ';
        if is_second_blank || !matches!(byte, b' '..=b'~') || matches!(byte, b'<' | b'&') {
            return false;
        }
        before = byte;
    }
    text.is_empty() || before != b' '
}

/// A description: every paragraph and every list item on a line of its own, no markup.
pub(crate) fn description(markup: &str) -> String {
    let mut lines = vec![String::new()];
    for piece in pieces(markup) {
        match piece {
            Piece::Text(part) => {
                if let Some(line) = lines.last_mut() {
                    line.push_str(&html_escape::decode_html_entities(part));
                }
            }
            Piece::Tag(tag) if breaks_line(tag) => {
                // A paragraph inside a list item goes on where the item's dot is.
                if lines.last().is_some_and(|line| line.trim() != DOT) {
                    lines.push(String::new());
                }
                if tag.get(..2).is_some_and(|name| name.eq_ignore_ascii_case("li")) {
                    lines.push(format!("{DOT} "));
                }
            }
            Piece::Tag(_) => {}
        }
    }
    let lines = lines.iter().map(|line| single_blanks(line)).filter(|line| !line.is_empty() && line != DOT);
    lines.collect::<Vec<String>>().join("\n")
}

/// The readable part of an address, as Magento makes it of a name: letters without accents and digits in lower
/// case, and a hyphen for everything between them.
pub(crate) fn slug(name: &str) -> String {
    let is_one = name.split('-').all(|word| !word.is_empty() && word.bytes().all(is_of_slug));
    if is_one {
        return name.to_owned();
    }
    let latin = deunicode::deunicode(name);
    let words = latin.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<String>>().join("-")
}

fn is_of_slug(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

/// Stands before a list item.
const DOT: &str = "•";

enum Piece<'a> {
    Text(&'a str),
    /// What stands between the angle brackets.
    Tag(&'a str),
}

/// Takes markup apart. A lone `<`, as in "size < 5", is text; comments, scripts and styles are nothing.
fn pieces(markup: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = markup;
    std::iter::from_fn(move || {
        while let Some(tag) = tag_at(rest) {
            let behind = &rest[tag.len() + 2..];
            rest = match name_of(tag).as_str() {
                _ if tag.starts_with("!--") => after(rest, "-->").unwrap_or(behind),
                "script" => after(behind, "</script>").unwrap_or(""),
                "style" => after(behind, "</style>").unwrap_or(""),
                _ => {
                    rest = behind;
                    return Some(Piece::Tag(tag));
                }
            };
        }
        // The first letter is text in any case: if it is a bracket, it opens no tag.
        let first = rest.chars().next()?.len_utf8();
        let end = rest[first..].find('<').map_or(rest.len(), |next| first + next);
        let (text, behind) = rest.split_at(end);
        rest = behind;
        Some(Piece::Text(text))
    })
}

/// The tag that a text begins with. One that is never closed, or longer than any tag, is none.
fn tag_at(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('<')?;
    if !inside.starts_with(|next: char| next.is_ascii_alphabetic() || next == '/' || next == '!') {
        return None;
    }
    let mut window = inside.as_bytes().iter().take(LONGEST_TAG);
    if !window.any(|byte| *byte == b'>') {
        return None;
    }
    let mut quote = None;
    for (index, byte) in inside.bytes().enumerate().take(LONGEST_TAG) {
        match (quote, byte) {
            (None, b'>') => return Some(&inside[..index]),
            (None, b'"' | b'\'') if index > 0 && inside.as_bytes()[index - 1] == b'=' => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

const LONGEST_TAG: usize = 2000;

fn name_of(tag: &str) -> String {
    let name = tag.trim_start_matches('/').split(|letter: char| !letter.is_ascii_alphanumeric()).next();
    name.unwrap_or_default().to_ascii_lowercase()
}

fn breaks_line(tag: &str) -> bool {
    let blocks =
        ["br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "dt", "dd", "hr"];
    blocks.contains(&name_of(tag).as_str())
}

fn after<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    text.split_once(end).map(|(_, behind)| behind)
}

fn without_tags(markup: &str) -> String {
    let mut kept = String::with_capacity(markup.len());
    for piece in pieces(markup) {
        match piece {
            Piece::Text(text) => kept.push_str(text),
            Piece::Tag(tag) if breaks_line(tag) => kept.push(' '),
            Piece::Tag(_) => {}
        }
    }
    kept
}

fn single_blanks(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut single = words.next().unwrap_or_default().to_owned();
    for word in words {
        single.push(' ');
        single.push_str(word);
    }
    single
}

#[cfg(test)]
mod tests {
    use super::{description, plain, slug};

    #[test]
    fn names_lose_entities_tags_and_outer_blanks_but_no_letters() {
        assert_eq!(plain("Lumaflex&trade;  Band "), "Lumaflex™ Band");
        assert_eq!(plain("&frac12; zip &amp; Caf&eacute; &#8364; &#x20AC;"), "½ zip & Café € €");
        assert_eq!(plain("<b>Bold</b> Heat<sup>&reg;</sup> bag<br/>two"), "Bold Heat® bag two");
        assert_eq!(plain("size < 5 & > 3, A<B"), "size < 5 & > 3, A<B");
        assert_eq!(plain("&lt;script&gt;"), "<script>");
        assert_eq!(plain("&nosuch; R&D"), "&nosuch; R&D");
    }

    #[test]
    fn descriptions_keep_their_lines_and_lose_their_markup() {
        let html = "<p>Warm &amp; <em>dry</em>.</p>\n<ul class='a>b'>\n<li>8' long x 1.0\" wide.\n<li><p>Soft\ncotton.</p></li>\n<li> </li></ul>";
        assert_eq!(description(html), "Warm & dry.\n• 8' long x 1.0\" wide.\n• Soft cotton.");
        assert_eq!(description("<p>&bull; One.<br />&bull; Two.</p>"), "• One.\n• Two.");
        assert_eq!(description("no markup, a < b"), "no markup, a < b");
    }

    #[test]
    fn comments_scripts_and_styles_say_nothing() {
        assert_eq!(description("a<!-- <b>not</b> this -->b<script>alert('<p>')</script>c<STYLE>p{}</style>d"), "abcd");
        assert_eq!(description("a<script>never closed"), "a");
        assert_eq!(description("a<!-- never closed --b"), "a<!-- never closed --b");
    }

    #[test]
    fn hostile_markup_takes_no_longer_than_any_other() {
        assert_eq!(description(&("<div>".repeat(5_000) + "inside")), "inside");
        assert_eq!(description(&"<!--".repeat(5_000)).len(), 20_000);
        assert_eq!(plain(&"<a".repeat(5_000)).len(), 10_000);
        assert_eq!(plain(&"<a b='".repeat(5_000)).len(), 30_000);
    }

    #[test]
    fn slugs_are_those_of_magento() {
        assert_eq!(slug("Pursuit Lumaflex&trade; Tone Band"), "pursuit-lumaflex-trade-tone-band");
        assert_eq!(slug("Sprite Stasis Ball 55 cm"), "sprite-stasis-ball-55-cm");
        assert_eq!(slug("  Crème Brûlée – 2-pack! "), "creme-brulee-2-pack");
        assert_eq!(slug("!!!"), "");
    }
}
