//! What units of recommendations are called where the merchant says nothing, in the language of the feed. It stands in the
//! feed: most pages show a few of these, and no page pays for the rest.

use kindred_core::feed::Units;
use kindred_core::recommend::Type;
use std::collections::BTreeMap;

/// By language, then by type.
const HEADINGS: &str = include_str!("headings.json");

/// Gives a heading to every unit that has none, and to those of the types that lists are of, and of those that need none.
pub(super) fn add(units: &mut Units, language: Option<&str>, has_list: impl Fn(Type) -> bool) {
    let mut languages: BTreeMap<String, BTreeMap<String, String>> = serde_json::from_str(HEADINGS).unwrap_or_default();
    let primary = language.and_then(|tag| tag.split('-').next()).unwrap_or("en").to_lowercase();
    let headings = languages.remove(&primary).or_else(|| languages.remove("en")).unwrap_or_default();
    for kind in Type::ALL.into_iter().filter(|kind| kind.is_personal() || has_list(*kind)) {
        units.recommendations.entry(kind.name().to_owned()).or_default();
    }
    for (name, unit) in &mut units.recommendations {
        let kind = unit.kind.map_or(name.as_str(), |kind| kind.name());
        unit.heading = unit.heading.take().or_else(|| headings.get(kind).cloned());
    }
}

#[cfg(test)]
mod tests {
    use super::{HEADINGS, add};
    use kindred_core::feed::Units;
    use kindred_core::recommend::Type;
    use std::collections::BTreeMap;

    #[test]
    fn every_language_has_a_heading_for_every_type() {
        let languages: BTreeMap<String, BTreeMap<String, String>> = serde_json::from_str(HEADINGS).unwrap();
        assert_eq!(languages.len(), 10);
        for (language, headings) in languages {
            let has_all = Type::ALL.iter().all(|kind| headings.get(kind.name()).is_some_and(|text| !text.is_empty()));
            assert!(has_all && headings.len() == Type::ALL.len(), "{language}");
        }
    }

    #[test]
    fn a_heading_of_the_merchants_stays_and_a_language_that_we_do_not_speak_gets_english() {
        let read = r#"{"trending":{"heading":"Hot"},"front":{"type":"most-viewed"}}"#;
        let mut units: Units = serde_json::from_str(read).unwrap();
        add(&mut units, Some("tlh"), |kind| kind == Type::MostViewed);
        let heading = |name: &str| units.recommendations[name].heading.as_deref().unwrap_or_default();
        assert_eq!(
            [heading("trending"), heading("front"), heading("most-viewed")],
            ["Hot", "Most viewed", "Most viewed"]
        );
        assert_eq!(heading("recently-viewed"), "Recently viewed");
        assert!(!units.recommendations.contains_key("view-to-cart"));
    }
}
