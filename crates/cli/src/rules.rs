//! Related-product rules as a merchant writes them, each checked on its own: one that cannot be meant is reported,
//! and the others stand.

use crate::diagnostic::{Diagnostic, Reason};
use crate::json_text::{Document, JsonText, Role, fields, known_keys, nearest, parts};
use kindred_core::feed::{ConditionEntry, RuleEntry};
use kindred_core::value::Value;
use serde_json::value::RawValue;
use std::collections::BTreeSet;

/// Reads a rules file: a list of rules, or an object that has it as `rules`.
pub(crate) fn read_file(text: JsonText<'_>, out: &mut Vec<Diagnostic>) -> Result<Vec<RuleEntry>, Diagnostic> {
    match text.document()? {
        Document::List(rules) => Ok(read_each(text, &rules, out)),
        Document::Object(mut fields) => {
            let rules = fields.remove("rules");
            for (key, part) in fields.iter().filter(|(key, _)| !key.starts_with('$')) {
                let reason = Reason::UnknownKey { nearest: nearest(key, &["rules"]) };
                out.push(Diagnostic::notice(text.place(part), key, reason));
            }
            match rules {
                Some(rules) => Ok(read_list(text, rules, out)),
                None => Err(not_rules(text, "an object without them")),
            }
        }
        Document::Other => Err(not_rules(text, "something else")),
    }
}

/// Reads a list of rules.
pub(crate) fn read_list(text: JsonText<'_>, list: &RawValue, out: &mut Vec<Diagnostic>) -> Vec<RuleEntry> {
    match parts(list) {
        Some(rules) => read_each(text, &rules, out),
        None => {
            let reason = Reason::Unexpected { expected: "a list of rules", found: list.get().to_owned() };
            out.push(Diagnostic::skipped(text.place(list), "rules", reason));
            Vec::new()
        }
    }
}

/// Writes the constants that rules compare yes-or-no attributes with as the catalogue has them: `1` and `0`.
pub(crate) fn unify_yes_and_no(rules: &mut [RuleEntry], attributes: &BTreeSet<String>) {
    for rule in rules {
        for tree in [&mut rule.products_to_match, &mut rule.products_to_display].into_iter().flatten() {
            unify_condition(tree, attributes);
        }
    }
}

fn unify_condition(condition: &mut ConditionEntry, attributes: &BTreeSet<String>) {
    for child in condition.all.iter_mut().chain(&mut condition.any).flatten() {
        unify_condition(child, attributes);
    }
    if condition.attribute.as_ref().is_some_and(|attribute| attributes.contains(attribute)) {
        let texts = match &mut condition.value {
            Some(Value::One(text)) => std::slice::from_mut(text),
            Some(Value::Many(texts)) => texts,
            None => &mut [],
        };
        for text in texts {
            match text.to_ascii_lowercase().as_str() {
                "yes" => *text = "1".to_owned(),
                "no" => *text = "0".to_owned(),
                _ => {}
            }
        }
    }
}

fn read_each(text: JsonText<'_>, rules: &[&RawValue], out: &mut Vec<Diagnostic>) -> Vec<RuleEntry> {
    let known: Vec<&str> = [known_keys::<RuleEntry>(), known_keys::<ConditionEntry>()].concat();
    let mut entries = Vec::new();
    for (number, part) in (1..).zip(rules) {
        match read_rule(text, part, number) {
            Ok(entry) => {
                text.report_unknown_keys::<RuleEntry>(part, &[], &known, out);
                entries.push(entry);
            }
            Err(problem) => out.push(problem),
        }
    }
    entries
}

fn read_rule<'a>(text: JsonText<'a>, part: &'a RawValue, number: usize) -> Result<RuleEntry, Diagnostic> {
    let name = fields(part).and_then(|fields| serde_json::from_str::<String>(fields.get("name")?.get()).ok());
    let subject = name.map_or_else(|| format!("rule {number}"), |name| format!("rule \"{name}\""));
    text.check(part, Role::Rule, &subject)?;
    text.read(part, &subject)
}

fn not_rules(text: JsonText<'_>, found: &str) -> Diagnostic {
    let message = format!("expected a list of rules, or an object with the key \"rules\", found {found}");
    Diagnostic::skipped(crate::diagnostic::Place::start(text.file), "", Reason::Json { message })
}
