//! Every word a shopper sees or hears, by its key. English is here; another language and a shop's own words come as
//! the same kind of file and lie over it, and the words of one element lie over all.

use kindred_core::json;
use kindred_core::node::Node;
use kindred_core::text::{concat, pieces};
use std::rc::Rc;

/// Every key, with English under it: the file that other languages are made from.
const ENGLISH: &str = include_str!("../embed/words/en.json");

/// The form of a text for every number that has none of its own.
const OTHER: &str = "other";

/// Which form of a text a number calls for in a language (`one`, `few`, ...), and the number as it is written there.
pub type Counting = fn(language: &str, n: u32) -> (String, String);

/// Words, and below them those that stand in for what they lack. Without any, every text is empty.
#[derive(Default, PartialEq, Debug)]
pub struct Words {
    /// The language that numbers among these words follow; empty where nobody has said.
    language: String,
    /// A text for each key, or an object that has one for each form.
    texts: Vec<(String, Node)>,
    below: Option<Rc<Words>>,
}

impl Words {
    /// English, on a page of that language.
    pub fn english(language: &str) -> Rc<Words> {
        let english = Words { language: "en".into(), texts: read(ENGLISH).unwrap_or_default(), below: None };
        Rc::new(english).under(language, Vec::new())
    }

    /// The words of a file for a page's language over these.
    pub fn under_file(self: Rc<Words>, language: &str, file: &str) -> Result<Rc<Words>, json::Error> {
        Ok(self.under(language, read(file)?))
    }

    /// One element's own words over these.
    pub fn under_own(self: Rc<Words>, texts: Vec<(String, String)>) -> Rc<Words> {
        if texts.is_empty() {
            return self;
        }
        let language = self.language.clone();
        self.under(&language, texts.into_iter().map(|(key, text)| (key, Node::Text(text))).collect())
    }

    fn under(self: Rc<Words>, language: &str, texts: Vec<(String, Node)>) -> Rc<Words> {
        Rc::new(Words { language: language.into(), texts, below: Some(self) })
    }

    /// The language of the page's words; empty where nobody has said.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The text under a key.
    pub fn text(&self, key: &str) -> String {
        self.find(key).map_or_else(String::new, |(node, _)| form(node, OTHER).into())
    }

    /// The text under a key; what is no key is the text itself.
    pub fn message(&self, key: &str) -> String {
        self.find(key).map_or_else(|| key.into(), |(node, _)| form(node, OTHER).into())
    }

    /// The text under a key, with each `{name}` in it replaced by the value of that name.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.find(key).map_or_else(String::new, |(node, _)| fill(form(node, OTHER), values))
    }

    /// The text under a key that a number calls for, with the number in place of `{n}`.
    pub fn count(&self, key: &str, n: u32, counting: Counting) -> String {
        self.find(key).map_or_else(String::new, |(node, language)| {
            let (name, number) = counting(language, n);
            fill(form(node, &name), &[("n", &number)])
        })
    }

    /// What stands under a key, and the language it is in.
    fn find(&self, key: &str) -> Option<(&Node, &str)> {
        let own = self.texts.iter().find(|(known, _)| known == key);
        own.map(|(_, node)| (node, self.language.as_str())).or_else(|| self.below.as_ref()?.find(key))
    }
}

/// The texts of a file.
fn read(file: &str) -> Result<Vec<(String, Node)>, json::Error> {
    match json::read(file)? {
        Node::Object(texts) => Ok(texts),
        _ => Err(json::Error { message: "expected an object".into(), offset: 0 }),
    }
}

/// The form of that name, else the one for every number.
fn form<'a>(node: &'a Node, name: &str) -> &'a str {
    match node {
        Node::Text(text) => text,
        Node::Object(forms) => {
            let named = |name: &str| forms.iter().find(|(known, _)| known == name);
            match named(name).or_else(|| named(OTHER)) {
                Some((_, Node::Text(text))) => text,
                _ => "",
            }
        }
        _ => "",
    }
}

fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let value = |name: &str| values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| *value);
    // Between braces is every second piece.
    let mut pieces = pieces(text, |byte| matches!(byte, b'{' | b'}'));
    pieces.iter_mut().skip(1).step_by(2).for_each(|piece| *piece = value(piece));
    concat(&pieces)
}

#[cfg(test)]
mod tests {
    use super::Words;
    use std::rc::Rc;

    /// Polish rules, as far as these tests count; numbers as they are.
    fn counting(language: &str, n: u32) -> (String, String) {
        let name = match (language, n) {
            (_, 1) => "one",
            ("pl", 2..=4) => "few",
            _ => "other",
        };
        (name.into(), n.to_string())
    }

    fn over_english(file: &str) -> Rc<Words> {
        Words::english("pl").under_file("pl", file).unwrap_or_default()
    }

    #[test]
    fn what_one_file_lacks_the_one_below_it_says() {
        let words = over_english(r#"{"next":"Następne"}"#);
        assert_eq!((words.text("next").as_str(), words.text("previous").as_str()), ("Następne", "Previous"));
        let words = words.under_own(vec![("next".into(), "On".into())]);
        assert_eq!((words.text("next").as_str(), words.text("no-such-key").as_str()), ("On", ""));
        assert_eq!(words.language(), "pl");
    }

    #[test]
    fn a_count_gets_its_form_in_the_language_of_its_text() {
        let words = over_english(r#"{"reviews":{"one":"{n} opinia","few":"{n} opinie","other":"{n} opinii"}}"#);
        let counted = [1, 3, 5].map(|n| words.count("reviews", n, counting));
        assert_eq!(counted, ["1 opinia", "3 opinie", "5 opinii"]);
        let counted = [1, 3].map(|n| words.count("options", n, counting));
        assert_eq!(counted, ["1 option", "3 options"]);
    }

    #[test]
    fn a_plain_text_does_for_every_count_and_other_for_a_form_that_is_not_there() {
        let words = over_english(r#"{"reviews":"reviews: {n}","options":{"other":"{n} opcji"}}"#);
        assert_eq!(words.count("reviews", 1, counting), "reviews: 1");
        assert_eq!(words.count("options", 1, counting), "1 opcji");
        assert_eq!(words.text("options"), "{n} opcji");
    }

    #[test]
    fn values_stand_where_their_names_stand_however_often() {
        let words = over_english(r#"{"position":"{n}: {last}, {first}, {n}{nobody}"}"#);
        let values = [("first", "1"), ("last", "{n}"), ("n", "8")];
        assert_eq!(words.fill("position", &values), "8: {n}, 1, 8");
    }

    #[test]
    fn what_is_no_text_says_nothing() {
        let words = over_english(r#"{"next":5,"previous":null,"total":["a"],"reviews":{"other":7},"tick":{}}"#);
        for key in ["next", "previous", "total", "reviews", "tick"] {
            assert_eq!(words.text(key), "", "{key}");
        }
        for file in ["[]", "7", "", "{"] {
            assert!(Words::english("").under_file("", file).is_err(), "{file}");
        }
    }
}
