//! How a page that is made beforehand speaks: the words of its language, numbers and prices by the tables that browsers
//! have too.

use super::money::Money;
use fixed_decimal::Decimal;
use icu_decimal::DecimalFormatter;
use icu_locale_core::{Locale, locale};
use icu_plurals::{PluralCategory, PluralRules};
use kindred_core::price::Price;
use kindred_widget::card_text::Speech;
use kindred_widget::words::Words;
use std::rc::Rc;

/// The languages that come with Kindred, beside English.
const SHIPPED: [(&str, &str); 9] = [
    ("ar", include_str!("../../../../embed/words/ar.json")),
    ("de", include_str!("../../../../embed/words/de.json")),
    ("es", include_str!("../../../../embed/words/es.json")),
    ("fr", include_str!("../../../../embed/words/fr.json")),
    ("it", include_str!("../../../../embed/words/it.json")),
    ("ja", include_str!("../../../../embed/words/ja.json")),
    ("nl", include_str!("../../../../embed/words/nl.json")),
    ("pl", include_str!("../../../../embed/words/pl.json")),
    ("sv", include_str!("../../../../embed/words/sv.json")),
];

/// The words and the money of a page.
pub(super) struct Voice {
    words: Rc<Words>,
    price: Box<dyn Fn(Price) -> Option<String>>,
}

impl Voice {
    /// The voice of a page in a language, where prices are in one currency. English speaks for languages that do not come
    /// with Kindred.
    pub(super) fn new(language: &str, currency: &str) -> Voice {
        let english = Words::english(language);
        let primary = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let shipped = SHIPPED.iter().find(|(known, _)| *known == primary).map(|(_, file)| *file);
        let words = shipped.and_then(|file| english.clone().under_file(language, file).ok()).unwrap_or(english);
        let money = Money::new(if language.is_empty() { "en" } else { language }, currency);
        Voice { words, price: Box::new(move |price| money.write(price)) }
    }

    pub(super) fn words(&self) -> &Rc<Words> {
        &self.words
    }
}

/// What cards are written by.
pub(super) fn speech(voice: &Voice) -> Speech<'_> {
    Speech { words: voice.words.clone(), price: &*voice.price, number, count }
}

fn locale_of(language: &str) -> Locale {
    language.parse().unwrap_or(locale!("en"))
}

/// Numbers here have one decimal at most: tenths of stars.
fn number(language: &str, n: f64) -> String {
    let mut tenths = Decimal::from((n * 10.0).round() as i64);
    tenths.multiply_pow10(-1);
    tenths.trim_end();
    DecimalFormatter::try_new((&locale_of(language)).into(), Default::default())
        .map_or_else(|_| n.to_string(), |format| format.format(&tenths).to_string())
}

fn count(language: &str, n: u32) -> (String, String) {
    let rules = PluralRules::try_new((&locale_of(language)).into(), Default::default());
    let form = match rules.map_or(PluralCategory::Other, |rules| rules.category_for(n)) {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    };
    (form.to_owned(), number(language, n.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_and_counted_as_the_language_does() {
        assert_eq!(number("en", 4.5), "4.5");
        assert_eq!(number("sv", 4.5), "4,5");
        assert_eq!(number("de", 12_345.0), "12.345");
        assert_eq!(count("pl", 3), ("few".to_owned(), "3".to_owned()));
        assert_eq!(count("ar", 2).0, "two");
        assert_eq!(count("ja", 1).0, "other");
        assert_eq!(count("?", 1).0, "one");
    }
}
