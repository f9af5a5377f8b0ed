//! The part of a file that a message is about, cut out with the lines it stands on.

use std::ops::Range;

/// Some lines of a file, and the part of them that a message is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Excerpt {
    /// The number of the first line, from 1.
    pub(super) line: usize,
    /// The lines; long ones cut.
    pub(super) text: String,
    /// The part, in bytes of the text; on one line, and never empty but at the line's end.
    pub(super) part: Range<usize>,
}

/// How much of a line is shown before and after the part, in bytes: whole lines of files that people write, and a
/// little of those that machines write.
const LONGEST_SIDE: usize = 100;
/// Less is not worth cutting.
const LEAST_CUT: usize = 50;
/// How much is shown of a part, in bytes.
const LONGEST_PART: usize = 120;
/// Stands for what was cut.
const CUT: &str = "…";

impl Excerpt {
    /// Cuts the line of a span, which has that number, out of its text. Of a span of several lines the first is shown.
    pub(crate) fn of(text: &str, span: Range<usize>, line: usize) -> Excerpt {
        let start = floor(text, span.start.min(text.len()));
        let end = floor(text, span.end.clamp(start, text.len()));
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        let line_end = line_end - usize::from(text[line_start..line_end].ends_with('\r'));
        let end = floor(text, end.min(line_end.max(start)).min(start + LONGEST_PART));
        let cut_before = start - line_start > LONGEST_SIDE + LEAST_CUT;
        let from = if cut_before { floor(text, start - LONGEST_SIDE) } else { line_start };
        let cut_after = line_end.saturating_sub(end) > LONGEST_SIDE + LEAST_CUT;
        let to = if cut_after { floor(text, end + LONGEST_SIDE) } else { line_end.max(end) };
        let (before, after) = (if cut_before { CUT } else { "" }, if cut_after { CUT } else { "" });
        let shift = before.len();
        Excerpt {
            line,
            text: format!("{before}{}{after}", &text[from..to]),
            part: shift + start - from..shift + end - from,
        }
    }
}

/// The last place not after this one that is between two letters.
fn floor(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset)
}

#[cfg(test)]
mod tests {
    use super::Excerpt;

    fn parts(text: &str, part: &str) -> (String, String) {
        let start = text.find(part).unwrap();
        let excerpt = Excerpt::of(text, start..start + part.len(), 7);
        (excerpt.text[excerpt.part.clone()].to_owned(), excerpt.text)
    }

    #[test]
    fn the_line_of_a_part_is_cut_out() {
        let text = "one\r\n  two \"three\"\r\nfour";
        assert_eq!(parts(text, "two"), ("two".into(), "  two \"three\"".into()));
        assert_eq!(parts(text, "three\"\r\nfour"), ("three\"".into(), "  two \"three\"".into()));
        assert_eq!(parts(text, "four"), ("four".into(), "four".into()));
    }

    #[test]
    fn lines_that_no_person_writes_are_cut_between_letters() {
        let text = format!("{}part{}", "é".repeat(500), "ü".repeat(500));
        let expected = format!("…{}part{}…", "é".repeat(50), "ü".repeat(50));
        assert_eq!(parts(&text, "part"), ("part".into(), expected));
    }

    #[test]
    fn a_part_outside_its_text_is_its_end() {
        let excerpt = Excerpt::of("ab", 7..9, 1);
        assert_eq!((excerpt.text.as_str(), excerpt.part), ("ab", 2..2));
        assert_eq!(Excerpt::of("", 0..0, 1).part, 0..0);
    }
}
