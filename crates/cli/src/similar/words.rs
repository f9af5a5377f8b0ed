//! Texts as the terms that two products may have in common: letter case, accents and forms of width do not count.
//!
//! Words are runs of letters and digits. Chinese, Japanese and Thai have no blanks between words, so there every two
//! letters that stand side by side are a term. No language is known, and none is asked for.

use deunicode::deunicode_char;

/// Calls `each` with every term of a text, in order.
pub(crate) fn each_word(text: &str, mut each: impl FnMut(&str)) {
    let mut word = Word::default();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let letter = narrow(letter);
        if is_mark(letter) {
            continue;
        }
        let is_inside_number = matches!(letter, '.' | ',')
            && word.ends_in_digit()
            && letters.peek().is_some_and(|next| narrow(*next).is_ascii_digit());
        if is_inside_number {
            word.text.push('.');
        } else if is_unspaced(letter) {
            word.finish(&mut each);
            word.pair(letter, &mut each);
            continue;
        } else if letter.is_alphanumeric() {
            word.push(letter);
        } else {
            word.finish(&mut each);
        }
        word.end_pairs(&mut each);
    }
    word.end_pairs(&mut each);
    word.finish(&mut each);
}

/// A text with letter case, accents and forms of width taken out, and single blanks.
pub(crate) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    each_word(text, |word| {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    });
    folded
}

/// What is being read.
#[derive(Default)]
struct Word {
    text: String,
    /// The letter before, among letters without blanks between words.
    before: Option<char>,
    /// Whether that letter is in a term already.
    is_paired: bool,
}

impl Word {
    fn push(&mut self, letter: char) {
        if letter.is_ascii() {
            self.text.push(letter.to_ascii_lowercase());
        } else if is_latin(letter)
            && let Some(plain) = deunicode_char(letter)
        {
            self.text.extend(plain.chars().map(|letter| letter.to_ascii_lowercase()));
        } else {
            self.text.extend(letter.to_lowercase().map(plain));
        }
    }

    fn ends_in_digit(&self) -> bool {
        self.text.ends_with(|letter: char| letter.is_ascii_digit())
    }

    fn finish(&mut self, each: &mut impl FnMut(&str)) {
        if !self.text.is_empty() {
            each(singular(&self.text));
            self.text.clear();
        }
    }

    /// A letter of a script without blanks: a term with the one before it.
    fn pair(&mut self, letter: char, each: &mut impl FnMut(&str)) {
        if let Some(before) = self.before.replace(letter) {
            each(String::from_iter([before, letter]).as_str());
            self.is_paired = true;
        }
    }

    /// A letter that stands alone is a term too.
    fn end_pairs(&mut self, each: &mut impl FnMut(&str)) {
        if let Some(alone) = self.before.take().filter(|_| !self.is_paired) {
            each(alone.encode_utf8(&mut [0; 4]));
        }
        self.is_paired = false;
    }
}

/// Without the `s` of many a plural: "bags" is about bags as "bag" is. What it does to other words it does to all of them
/// alike, so that they still meet.
fn singular(word: &str) -> &str {
    let is_plural = word.len() > 3 && word.is_ascii() && word.ends_with('s') && !word.ends_with("ss");
    let has_letters = word.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_plural && has_letters { &word[..word.len() - 1] } else { word }
}

/// A letter of full width as it is written everywhere else.
fn narrow(letter: char) -> char {
    match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        other => other,
    }
}

/// A small Greek or Cyrillic letter without its accent; the sigma at the end of a word as the one inside.
fn plain(letter: char) -> char {
    match letter {
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'ё' => 'е',
        'й' => 'и',
        other => other,
    }
}

/// An accent that is written as a letter of its own.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}')
}

fn is_latin(letter: char) -> bool {
    matches!(letter, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

/// Of a script that sets no blanks between words.
fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{E01}'..='\u{EFF}' // Thai and Lao
        | '\u{1000}'..='\u{109F}' // Burmese
        | '\u{1780}'..='\u{17D3}' // Khmer
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' // Kana
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' // Han
        | '\u{FF66}'..='\u{FF9D}' | '\u{20000}'..='\u{3134F}')
}

#[cfg(test)]
mod tests {
    use super::{each_word, folded};

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_word(text, |word| words.push(word.to_owned()));
        words
    }

    #[test]
    fn letter_case_accents_and_width_do_not_count() {
        assert_eq!(words("Crème BRÛLÉE, Straße"), ["creme", "brulee", "strasse"]);
        assert_eq!(words("Cre\u{300}me ＦＵＬＬ－ｗｉｄｔｈ"), ["creme", "full", "width"]);
        assert_eq!(words("ΚΑΦΕΣ Кофе"), ["καφεσ", "кофе"]);
        assert_eq!(words("Καφές"), words("ΚΑΦΕΣ"));
        assert_eq!((words("Ёлка"), words("чай")), (words("ЕЛКА"), words("чаи\u{306}")));
    }

    #[test]
    fn numbers_keep_their_decimals_and_words_end_at_marks() {
        assert_eq!(words("12.1 MP, 1,5 kg (EOS-500D)."), ["12.1", "mp", "1.5", "kg", "eos", "500d"]);
        assert_eq!(words("a.b 3. 4"), ["a", "b", "3", "4"]);
    }

    #[test]
    fn scripts_without_blanks_are_pairs_of_letters() {
        assert_eq!(words("陶瓷花盆 M"), ["陶瓷", "瓷花", "花盆", "m"]);
        assert_eq!(words("木 コーヒーcup"), ["木", "コー", "ーヒ", "ヒー", "cup"]);
        assert_eq!(words("cup木製"), ["cup", "木製"]);
        assert_eq!(words("커피 잔"), ["커피", "잔"]);
    }

    #[test]
    fn one_of_a_thing_and_several_are_the_same_word() {
        assert_eq!(words("Bags bag glass gas DVDs 4s"), ["bag", "bag", "glass", "gas", "dvd", "4s"]);
        assert_eq!(folded("  Two  Bags! "), "two bag");
    }
}
