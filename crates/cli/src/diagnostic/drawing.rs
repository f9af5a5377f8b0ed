//! Messages as a terminal shows them: the line they are about, with the offending part underlined.

use super::{Diagnostic, did_you_mean};
use annotate_snippets::renderer::DEFAULT_TERM_WIDTH;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// Whether messages are coloured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Palette {
    /// Plain text.
    Plain,
    /// For a terminal.
    Coloured,
}

/// Wide enough for every line that an excerpt has: the renderer must not cut it again.
const WIDTH: usize = DEFAULT_TERM_WIDTH * 4;

const BOLD: &str = "\x1b[1m";
const RESET: &str = "\x1b[0m";

impl Diagnostic {
    /// The message with the offending part of the file underlined, on as many lines as that takes.
    pub fn drawn(&self, palette: Palette) -> String {
        let Some(excerpt) = self.excerpt() else {
            return self.to_string();
        };
        let level = if self.severity.is_error() { Level::ERROR } else { Level::WARNING };
        let underlined = AnnotationKind::Primary.span(excerpt.part.clone());
        let underlined = underlined.label(self.reason.nearest().map(did_you_mean));
        let snippet = Snippet::source(&excerpt.text).line_start(excerpt.line).annotation(underlined);
        let mut group = Group::with_level(level).element(snippet);
        if let Some(advice) = self.advice() {
            group = group.element(Level::HELP.message(advice));
        }
        let (renderer, bold, reset) = match palette {
            Palette::Plain => (Renderer::plain(), "", ""),
            Palette::Coloured => (Renderer::styled(), BOLD, RESET),
        };
        let picture = renderer.term_width(WIDTH).render(&[group]);
        let lines: Vec<&str> = picture.lines().map(str::trim_end).collect();
        format!("{bold}{}{reset}\n{}", self.headline(), lines.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::Palette;
    use crate::diagnostic::{Diagnostic, Excerpt, Place, Reason};

    fn unknown_key() -> Diagnostic {
        let text = "{\n  \"prize\": 12\n}\n";
        let reason = Reason::UnknownKey { nearest: Some("price".into()) };
        let place = Place::in_text(&"shop.json".into(), text, 4);
        Diagnostic::notice(place, "prize", reason).quoting(Excerpt::of(text, 4..11, 2))
    }

    #[test]
    fn the_offending_part_is_underlined_and_what_may_be_meant_stands_beside_it() {
        let expected = r#"shop.json:2:3: warning: prize: expected a key of the schema, found one it does not have
  |
2 |   "prize": 12
  |   ^^^^^^^ did you mean "price"?"#;
        assert_eq!(unknown_key().drawn(Palette::Plain), expected);
    }

    #[test]
    fn colours_are_only_for_terminals() {
        assert!(!unknown_key().drawn(Palette::Plain).contains('\x1b'));
        assert!(unknown_key().drawn(Palette::Coloured).contains("\x1b[1m"));
    }

    #[test]
    fn what_a_file_says_cannot_steer_the_terminal() {
        let text = "\"\x1b[2Jname\x07\"";
        let place = Place::start(&"shop.json".into());
        let message = Diagnostic::skipped(place, "name", Reason::shape("expected a name".into()));
        let drawn = message.quoting(Excerpt::of(text, 0..text.len(), 1)).drawn(Palette::Plain);
        assert!(!drawn.contains('\x1b') && !drawn.contains('\x07'), "{drawn:?}");
    }
}
