//! Related-product rules as a merchant writes them, in JSON or TOML, each checked on its own: one that cannot be meant
//! is reported, and the others stand.

use crate::diagnostic::{Diagnostic, Objections, Quoted, Reason};
use crate::json_text::whole;
use crate::located::{Located, Member, Tree, from_toml};
use crate::nearest::{known_keys, nearest};
use crate::part::{Part, Role, keys_of, no_tree, tree_of};
use crate::source_text::SourceText;
use kindred_core::feed::{ConditionEntry, RecommendationSettings, RuleEntry, UnitSettings, Units};
use kindred_core::recommend::Type;

/// A value of our own schema, as it is written and where.
#[derive(Clone, Debug)]
pub struct Written<T> {
    /// What it says.
    pub entry: T,
    pub(crate) origin: Origin,
}

/// Where something is written.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// The lines it stands on.
    pub(crate) source: SourceText,
    pub(crate) tree: Located,
}

/// How a rules file is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Format {
    Json,
    Toml,
}

/// The rules of a file.
#[derive(Debug, Default)]
pub(crate) struct RuleList {
    /// Those that can be meant.
    pub(crate) rules: Vec<Written<RuleEntry>>,
    /// How many there are, with those that cannot.
    pub(crate) n_written: usize,
}

/// Reads a rules file: a list of rules, or an object that has it as `rules`.
pub(crate) fn read_file(
    source: &SourceText,
    format: Format,
    out: &mut Vec<Diagnostic>,
) -> Result<RuleList, Diagnostic> {
    let tree = match format {
        Format::Json => tree_of(source, whole(source)?)?,
        Format::Toml => from_toml(source.as_str()).map_err(|error| no_tree(source, error))?,
    };
    match &tree.value {
        Tree::List(_) => Ok(read_list(source, &tree, out)),
        Tree::Object(members) => {
            for member in members.iter().filter(|member| member.key != "rules" && !member.key.starts_with('$')) {
                let reason = Reason::UnknownKey { nearest: nearest(&member.key, ["rules"]) };
                out.push(source.notice(&member.key_span, &member.key, reason));
            }
            match tree.member("rules") {
                Some(rules) => Ok(read_list(source, &rules.value, out)),
                None => Err(no_rules_key(source, members)),
            }
        }
        _ => Err(not_rules(source, "something else")),
    }
}

/// Reads a list of rules.
pub(crate) fn read_list(source: &SourceText, list: &Located, out: &mut Vec<Diagnostic>) -> RuleList {
    let Tree::List(rules) = &list.value else {
        let reason = Reason::Unexpected { expected: "a list of rules", found: source.text_of(&list.span).to_owned() };
        out.push(source.skipped(&list.span, "rules", reason));
        return RuleList::default();
    };
    let known = keys_of::<RuleEntry, ConditionEntry>();
    let lines = source.lines_of(&list.extent());
    let mut read = RuleList { rules: Vec::new(), n_written: rules.len() };
    for (number, tree) in (1..).zip(rules) {
        let subject = subject(tree.member("name").and_then(|name| name.value.text()), number);
        let part = Part::located(source, tree);
        part.report_odd_keys::<RuleEntry>(&subject, &[], &known, out);
        match read_rule(&part, &subject) {
            Ok(entry) => {
                read.rules.push(Written { entry, origin: Origin { source: lines.clone(), tree: tree.clone() } })
            }
            Err(Objections(problems)) => out.extend(problems),
        }
    }
    read
}

fn read_rule(part: &Part<'_>, subject: &str) -> Result<RuleEntry, Objections> {
    part.check_second_keys(subject)?;
    part.check(Role::Rule, subject)?;
    Ok(part.read(subject)?)
}

/// Reads the settings of the units.
pub(crate) fn read_units(
    source: &SourceText,
    tree: Located,
    out: &mut Vec<Diagnostic>,
) -> Result<Written<Units>, Objections> {
    const SUBJECT: &str = "units";
    let part = Part::located(source, &tree);
    part.check_second_keys(SUBJECT)?;
    part.check(Role::Units, SUBJECT)?;
    let of_units = keys_of::<UnitSettings, RecommendationSettings>();
    let known = [known_keys::<Units>(), &of_units, known_keys::<ConditionEntry>()].concat();
    part.report_odd_keys::<Units>(SUBJECT, &[], &known, out);
    let entry: Units = part.read(SUBJECT)?;
    out.extend(contradictions(source, &tree, &entry));
    Ok(Written { entry, origin: Origin { source: source.lines_of(&tree.extent()), tree } })
}

/// Units that have the name of one type and say another: the name decides.
fn contradictions(source: &SourceText, tree: &Located, units: &Units) -> Vec<Diagnostic> {
    let said = units.recommendations.iter().filter_map(|(name, unit)| {
        let (named, said) = (Type::from_name(name)?, unit.kind?);
        let message = format!("expected the type of its name, or another name, found {}", Quoted(said.name()));
        let path = format!("{name}.type");
        (named != said).then(|| source.notice(&tree.span_of(&path), &format!("units: {path}"), Reason::shape(message)))
    });
    said.collect()
}

/// How messages call a rule.
pub(crate) fn subject(name: Option<&str>, number: usize) -> String {
    name.map_or_else(|| format!("rule {number}"), |name| format!("rule {}", Quoted(name)))
}

/// An object without rules; a key that may be meant for them is shown.
fn no_rules_key(source: &SourceText, members: &[Member]) -> Diagnostic {
    match members.iter().find(|member| nearest(&member.key, ["rules"]).is_some()) {
        Some(member) => {
            let reason = Reason::UnknownKey { nearest: Some("rules".to_owned()) };
            source.skipped(&member.key_span, &member.key, reason)
        }
        None => not_rules(source, "an object without them"),
    }
}

fn not_rules(source: &SourceText, found: &str) -> Diagnostic {
    let message = format!("expected a list of rules, or an object with the key \"rules\", found {found}");
    source.skipped(&(0..0), "", Reason::shape(message))
}
