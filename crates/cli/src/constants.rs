//! Constants of conditions, written as the catalogue writes its values: `1` and `0` for yes and no, plain decimals for
//! numbers (reference, section 4.2), and the letter case that lists have, because elements of lists are compared letter
//! by letter (section 4.4). The page compares; it does not know how people write.

use crate::catalogue::Catalogue;
use crate::cores::in_parts;
use crate::rules::Written;
use hashbrown::{HashMap, HashSet};
use kindred_core::feed::{AttributeType, ConditionEntry, RuleEntry, Units};
use kindred_core::operator::Operator;
use kindred_core::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Rewrites the constants of every rule and filter, once the items say what the products of the feed say.
pub(crate) fn rewrite(catalogue: &mut Catalogue) {
    let habits = Habits::of(catalogue);
    let mut rules = std::mem::take(&mut catalogue.rules);
    let mut units = catalogue.units.take();
    let rewrite = |condition: &mut ConditionEntry| rewrite_condition(condition, &habits);
    for rule in &mut rules {
        let trees = [&mut rule.entry.products_to_match, &mut rule.entry.products_to_display];
        trees.into_iter().flatten().for_each(rewrite);
    }
    let filters = units.iter_mut().flat_map(|units| filters_mut(&mut units.entry));
    filters.flatten().for_each(rewrite);
    catalogue.rules = rules;
    catalogue.units = units;
}

/// The attributes that some rule or filter names.
pub(crate) fn attributes(catalogue: &Catalogue) -> BTreeSet<&str> {
    let units = catalogue.units.iter().flat_map(|units| filters(&units.entry));
    let of_units = units.flatten();
    let mut named = attributes_of_rules(&catalogue.rules);
    of_units.for_each(|condition| name_attributes(condition, &mut named));
    named
}

/// The attributes that some of these rules name.
pub(crate) fn attributes_of_rules(rules: &[Written<RuleEntry>]) -> BTreeSet<&str> {
    let trees =
        rules.iter().flat_map(|rule| [&rule.entry.products_to_match, &rule.entry.products_to_display]).flatten();
    let mut named = BTreeSet::new();
    trees.for_each(|condition| name_attributes(condition, &mut named));
    named
}

fn name_attributes<'a>(condition: &'a ConditionEntry, named: &mut BTreeSet<&'a str>) {
    named.extend(condition.attribute.iter().chain(&condition.matched).map(String::as_str));
    condition.all.iter().chain(&condition.any).flatten().for_each(|child| name_attributes(child, named));
}

/// What the units include and exclude.
fn filters(units: &Units) -> Vec<&Vec<ConditionEntry>> {
    let relations = [&units.related, &units.up_sell, &units.cross_sell];
    let of_relations = relations.into_iter().flat_map(|unit| [&unit.include, &unit.exclude]);
    of_relations.chain(units.recommendations.values().flat_map(|unit| [&unit.include, &unit.exclude])).collect()
}

fn filters_mut(units: &mut Units) -> Vec<&mut Vec<ConditionEntry>> {
    let relations = [&mut units.related, &mut units.up_sell, &mut units.cross_sell];
    let of_relations = relations.into_iter().flat_map(|unit| [&mut unit.include, &mut unit.exclude]);
    let of_others = units.recommendations.values_mut().flat_map(|unit| [&mut unit.include, &mut unit.exclude]);
    of_relations.chain(of_others).collect()
}

fn rewrite_condition(condition: &mut ConditionEntry, habits: &BTreeMap<String, Habits>) {
    for child in condition.all.iter_mut().chain(&mut condition.any).flatten() {
        rewrite_condition(child, habits);
    }
    let habits = condition.attribute.as_ref().and_then(|attribute| habits.get(attribute));
    let (Some(habits), Some(value)) = (habits, &mut condition.value) else {
        return;
    };
    let operator = condition.operator.as_deref().and_then(Operator::from_text);
    let of_text = matches!(operator, Some(Operator::Contains | Operator::DoesNotContain));
    let takes_list = matches!(operator, Some(Operator::IsOneOf | Operator::IsNotOneOf));
    let (texts, is_list) = match value {
        Value::One(text) => (std::slice::from_mut(text), false),
        Value::Many(texts) => (texts.as_mut_slice(), true),
    };
    // The page takes a single text apart at its commas where it needs a list.
    let is_taken_apart = !is_list && (takes_list || habits.kind == Some(AttributeType::MultiSelect));
    for text in texts {
        if habits.is_yes_no
            && let Some(digit) = as_digit(text)
        {
            *text = digit.to_owned();
        } else if habits.is_number
            && !of_text
            && !is_taken_apart
            && let Some(number) = plain_number(text)
        {
            *text = number;
        } else if let Some(spelling) = habits.spelling(text, is_taken_apart) {
            *text = spelling;
        }
    }
}

/// How the catalogue writes the values of an attribute.
#[derive(Default)]
struct Habits {
    /// What a file says of it.
    kind: Option<AttributeType>,
    is_yes_no: bool,
    /// A file says so, or every value is a number.
    is_number: bool,
    /// Whether some product has several values.
    has_lists: bool,
    /// Every value as it is written.
    values: HashSet<String>,
    /// Every value, by its lower case; of several spellings the first counts.
    spellings: BTreeMap<String, String>,
}

impl Habits {
    /// Those of every attribute that a rule or a filter names.
    fn of(catalogue: &Catalogue) -> BTreeMap<String, Habits> {
        let mut habits = BTreeMap::new();
        for name in attributes(catalogue) {
            let kind = catalogue.attribute_types.get(name).copied();
            let is_yes_no = catalogue.yes_no_attributes.contains(name);
            habits.insert(name.to_owned(), Habits { kind, is_yes_no, is_number: true, ..Habits::default() });
        }
        let said = in_parts(catalogue.items.len(), |range| {
            let mut said: HashMap<&str, Habits> =
                habits.keys().map(|name| (name.as_str(), Habits { is_number: true, ..Habits::default() })).collect();
            for (name, value) in catalogue.items[range].iter().flat_map(|item| &item.attributes) {
                said.get_mut(name.as_str()).into_iter().for_each(|habits| habits.add(value));
            }
            said.into_iter().map(|(name, habits)| (name.to_owned(), habits)).collect::<Vec<_>>()
        });
        for (name, more) in said.into_iter().flatten() {
            habits.get_mut(&name).into_iter().for_each(|habits| habits.join(&more));
        }
        for (name, habits) in &mut habits {
            habits.is_number = match habits.kind {
                Some(kind) => kind == AttributeType::Number,
                None => name == "price" || (habits.is_number && !habits.spellings.is_empty()),
            };
        }
        habits
    }

    fn add(&mut self, value: &Value) {
        self.has_lists |= matches!(value, Value::Many(_));
        self.is_number &= matches!(value, Value::One(text) if is_plain_number(text));
        for text in value.texts() {
            if !self.values.contains(text) {
                self.values.insert(text.clone());
                self.spellings.entry(text.to_lowercase()).or_insert_with(|| text.clone());
            }
        }
    }

    /// Adds what later items say.
    fn join(&mut self, later: &Habits) {
        self.has_lists |= later.has_lists;
        self.is_number &= later.is_number;
        self.values.extend(later.values.iter().cloned());
        for (lower, spelling) in &later.spellings {
            self.spellings.entry(lower.clone()).or_insert_with(|| spelling.clone());
        }
    }

    /// The catalogue's spelling of a constant, or of each of its parts if the page takes it apart.
    fn spelling(&self, text: &str, is_taken_apart: bool) -> Option<String> {
        if !self.has_lists {
            return None;
        }
        let spelling = |text: &str| self.spellings.get(&text.trim().to_lowercase()).cloned();
        let parts = || text.split([',', ';']).map(|part| spelling(part).unwrap_or_else(|| part.trim().to_owned()));
        let has_parts = is_taken_apart && text.contains([',', ';']);
        spelling(text).or_else(|| has_parts.then(|| parts().collect::<Vec<_>>().join(",")))
    }
}

fn as_digit(text: &str) -> Option<&'static str> {
    match text.to_ascii_lowercase().as_str() {
        "yes" => Some("1"),
        "no" => Some("0"),
        _ => None,
    }
}

/// Whether a text is a number as the page reads numbers: digits, and a point where there is a fraction.
pub(crate) fn is_plain_number(text: &str) -> bool {
    let digits = text.trim().strip_prefix(['-', '+']).unwrap_or(text.trim());
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(fraction) && !(whole.is_empty() && fraction.is_empty())
}

/// A number as people write it, as the page reads it: `12,50` is 12.50, `1.234,56` and `1 234.56` are 1234.56. The
/// last mark is that of the fraction, if it stands once. `None` for what is plain already and for what is no number.
pub(crate) fn plain_number(text: &str) -> Option<String> {
    let (sign, digits) = match text.trim().strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.trim()),
    };
    if is_plain_number(digits) || digits.ends_with(['.', ',']) {
        return None;
    }
    let last = digits.rfind(['.', ',']);
    let stands_once = |mark: usize| digits.matches(&digits[mark..=mark]).count() == 1;
    let (whole, fraction) = match last.filter(|mark| stands_once(*mark)) {
        Some(mark) => (&digits[..mark], Some(&digits[mark + 1..])),
        None => (digits, None),
    };
    let groups: Vec<&str> = whole.split(['.', ',', ' ', '\'', '\u{a0}', '\u{202f}']).collect();
    let (first, others) = groups.split_first()?;
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = others.is_empty() || (1..=3).contains(&first.len()) && others.iter().all(|group| group.len() == 3);
    if !grouped || !groups.iter().all(|group| all_digits(group)) || !all_digits(fraction.unwrap_or_default()) {
        return None;
    }
    let whole = groups.concat();
    let point = if fraction.is_some() { "." } else { "" };
    (!whole.is_empty()).then(|| format!("{sign}{whole}{point}{}", fraction.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::plain_number;

    #[test]
    fn numbers_as_people_write_them_become_plain() {
        for (written, plain) in [
            ("12,50", "12.50"),
            ("-12,5", "-12.5"),
            ("1.234,56", "1234.56"),
            ("1,234.56", "1234.56"),
            ("1 234,56", "1234.56"),
            ("1'234.56", "1234.56"),
            ("1,234,567", "1234567"),
            ("1.234.567", "1234567"),
            ("12 500", "12500"),
            (" 7,5 ", "7.5"),
        ] {
            assert_eq!(plain_number(written).as_deref(), Some(plain), "{written}");
        }
    }

    #[test]
    fn what_is_plain_or_no_number_stays() {
        for written in
            ["12", "12.50", "-3", "1.234", "", "x", "12,5O", "1,2,3", "1.2.3", "12,", "12,50 EUR", "1,23.456,7"]
        {
            assert_eq!(plain_number(written), None, "{written}");
        }
    }
}
