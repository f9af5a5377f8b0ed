//! What may be meant instead of a word that is not known.

use kindred_core::operator::OPERATORS;
use kindred_core::product::ProductType;
use serde::Deserialize;
use serde::de::{Deserializer, Visitor};

/// The known word that an unknown one is most like, letter case aside, if no more than a third of its letters differ.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    let folded = word.to_lowercase();
    let furthest = folded.chars().count().max(3) / 3;
    let distance = |known: &'k str| (strsim::damerau_levenshtein(&known.to_lowercase(), &folded), known);
    let near = known.into_iter().map(distance).filter(|(distance, _)| *distance <= furthest);
    near.min_by_key(|(distance, _)| *distance).map(|(_, known)| known.to_owned())
}

/// What may be meant instead of a word that the page's reader refuses at the end of a path.
pub(crate) fn nearest_word(path: &str, word: &str) -> Option<String> {
    let words: &[&str] = match path.rsplit('.').next().unwrap_or_default() {
        "operator" => return nearest_operator(word),
        "relation" => &["related", "up-sell", "cross-sell"],
        "show" => &["both", "selected", "rules"],
        "rotation" => &["priority-then-id", "priority-then-random", "weighted-random"],
        "type" => return nearest(word, ProductType::ALL.map(ProductType::name)),
        "logic" => &["adobe", "plain"],
        _ if path.contains("attribute-types") => &["text", "number", "date", "select", "boolean", "multi-select"],
        _ => return None,
    };
    nearest(word, words.iter().copied()).or_else(|| beginning(word, words))
}

/// The only known word that begins so.
fn beginning(word: &str, known: &[&str]) -> Option<String> {
    let folded = word.to_lowercase();
    let mut begin = known.iter().filter(|known| !folded.is_empty() && known.starts_with(&folded));
    let first = begin.next()?;
    begin.next().is_none().then(|| (*first).to_owned())
}

/// Words of other tools for our operators.
const OPERATOR_WORDS: [(&str, &str); 16] = [
    ("=", "is"),
    ("eq", "is"),
    ("equals", "is"),
    ("equal to", "is"),
    ("<>", "is not"),
    ("neq", "is not"),
    ("not equals", "is not"),
    ("in", "is one of"),
    ("not in", "is not one of"),
    ("like", "contains"),
    ("includes", "contains"),
    ("not contains", "does not contain"),
    ("at least", "equals or greater than"),
    ("at most", "equals or less than"),
    ("more than", "greater than"),
    ("empty", "is undefined"),
];

fn nearest_operator(word: &str) -> Option<String> {
    let folded = word.trim().to_lowercase().replace(['_', '-'], " ");
    let other = OPERATOR_WORDS.iter().find(|(other, _)| *other == folded).map(|(_, label)| (*label).to_owned());
    let labels = OPERATORS.map(|(.., label)| label);
    other.or_else(|| nearest(&folded, labels)).or_else(|| beginning(&folded, &labels))
}

/// The keys that a type of the schema has, as its own reader states them: the schema has one owner.
pub(crate) fn known_keys<'de, T: Deserialize<'de>>() -> &'static [&'static str] {
    let mut keys: &'static [&'static str] = &[];
    let _ = T::deserialize(KeyProbe(&mut keys));
    keys
}

/// Asks a type for its keys and reads nothing.
struct KeyProbe<'k>(&'k mut &'static [&'static str]);

impl<'de> Deserializer<'de> for KeyProbe<'_> {
    type Error = serde::de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(serde::de::Error::custom("nothing to read"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        *self.0 = fields;
        self.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::{known_keys, nearest, nearest_operator};
    use kindred_core::feed::ConditionEntry;

    #[test]
    fn a_word_of_few_wrong_letters_is_known() {
        let known = ["color", "colour-of-strap", "Material"];
        assert_eq!(nearest("colour", known).as_deref(), Some("color"));
        assert_eq!(nearest("MATERIAL", known).as_deref(), Some("Material"));
        assert_eq!(nearest("price", known), None);
    }

    #[test]
    fn operators_are_known_by_their_beginnings_and_by_the_words_of_other_tools() {
        for (word, label) in [
            ("contians", Some("contains")),
            ("Is One Of", Some("is one of")),
            ("not_in", Some("is not one of")),
            ("greater", Some("greater than")),
            ("=", Some("is")),
            ("resembles", None),
            ("", None),
        ] {
            assert_eq!(nearest_operator(word).as_deref(), label, "{word}");
        }
    }

    #[test]
    fn a_type_says_its_own_keys() {
        assert!(known_keys::<ConditionEntry>().contains(&"matched"));
    }
}
