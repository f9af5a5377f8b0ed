//! What rules and filters do not do on this catalogue, though they are written well. Each family of lints has a file;
//! here is which of them a rule goes through, and what is left unsaid where one cause has several effects.

mod broad;
mod dates;
mod filters;
mod finding;
mod kinds;
mod logic;
mod reach;
mod shadow;
mod shop;
mod tree;
mod words;

use crate::diagnostic::{Diagnostic, Quoted};
use crate::pipeline::Prepared;
use crate::rules::{Origin, Written};
use finding::Finding;
use kindred_core::feed::{Feed, RuleEntry};
use kindred_core::rule::{Day, Rule};
use shop::Shop;
use tree::Node;

pub(crate) use dates::Today;

/// What was found.
pub(crate) struct Found {
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Rules that were tried in part, because the whole would have taken too long.
    pub(crate) cut_short: Vec<String>,
}

/// A rule as it is written and as the page reads it.
struct Subject<'a> {
    written: &'a Written<RuleEntry>,
    rule: &'a Rule,
    shop: &'a Shop<'a>,
    /// The first day from today on which the rule speaks.
    day: Day,
}

/// Looks at every rule and filter of a feed.
pub(crate) fn run(prepared: &Prepared, today: &Today) -> Found {
    let catalogue = &prepared.built.catalogue;
    let shop = Shop::new(&prepared.read, &prepared.built);
    let mut found = Found { diagnostics: Vec::new(), cut_short: Vec::new() };
    for (written, rule) in catalogue.rules.iter().zip(in_written_order(&prepared.read, &catalogue.rules)) {
        let name = format!("rule {}", Quoted(&rule.name));
        let mut cut_short = false;
        let mut findings = lint_rule(written, rule, &shop, today, &mut cut_short);
        findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
        found.diagnostics.extend(findings.into_iter().map(|finding| finding.about(&name, &written.origin)));
        if cut_short {
            found.cut_short.push(name);
        }
    }
    if let Some(units) = &catalogue.units {
        let mut findings = placed(filters::findings(&shop, &units.entry), &units.origin);
        findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
        found.diagnostics.extend(findings.into_iter().map(|finding| finding.about("units", &units.origin)));
    }
    found.diagnostics.extend(dates::in_catalogue(&shop));
    found
}

/// The page has the rules in order of priority; equal priorities keep the order they are written in.
fn in_written_order<'a>(feed: &'a Feed, written: &[Written<RuleEntry>]) -> Vec<&'a Rule> {
    let mut order: Vec<usize> = (0..written.len()).collect();
    order.sort_by_key(|index| written[*index].entry.priority);
    let mut rules: Vec<(usize, &Rule)> = order.into_iter().zip(&feed.rules).collect();
    rules.sort_by_key(|(index, _)| *index);
    rules.into_iter().map(|(_, rule)| rule).collect()
}

/// What is switched off is nobody's concern, and of what is over only that is said.
fn lint_rule(
    written: &Written<RuleEntry>,
    rule: &Rule,
    shop: &Shop<'_>,
    today: &Today,
    cut_short: &mut bool,
) -> Vec<Finding> {
    if !rule.active {
        return Vec::new();
    }
    if let Some(expired) = dates::expired(&written.entry, rule, today) {
        return vec![expired.placed(&written.origin)];
    }
    let day = rule.window.0.as_ref().filter(|from| **from > today.day).unwrap_or(&today.day).clone();
    let subject = Subject { written, rule, shop, day };
    let trees: Vec<Node<'_>> = subject.trees().collect();
    let mut findings: Vec<Finding> = trees.iter().flat_map(|tree| leaf_findings(tree, shop)).collect();
    let reach = reach::Reach::of(&subject);
    match reach.never(&subject, cut_short) {
        Some(never) => never.explain(&mut findings),
        None => findings.extend(shadow::shadowed(&subject, &reach, cut_short)),
    }
    findings.extend(broad::nothing_narrows(&subject));
    findings.extend(broad::everything_matches(&subject, &reach));
    findings.extend(logic::differs(&subject, cut_short));
    placed(findings, &written.origin)
}

/// What single comparisons ask for that the catalogue does not have.
fn leaf_findings(tree: &Node<'_>, shop: &Shop<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for leaf in tree.leaves() {
        let unknown = words::unknown_attributes(&leaf, shop);
        // Nothing more is known of what is not there.
        if unknown.iter().any(|finding| finding.path.ends_with(".attribute")) {
            findings.extend(unknown);
            continue;
        }
        findings.extend(unknown);
        let odd = kinds::odd(&leaf, shop);
        let known = odd.is_empty();
        findings.extend(odd);
        if known {
            findings.extend(words::unknown_constants(&leaf, shop));
        }
    }
    findings
}

fn placed(findings: Vec<Finding>, origin: &Origin) -> Vec<Finding> {
    findings.into_iter().map(|finding| finding.placed(origin)).collect()
}

impl<'a> Subject<'a> {
    /// The products to match and the products to display, where the rule has them.
    fn trees(&self) -> impl Iterator<Item = Node<'a>> {
        let Subject { written, rule, .. } = *self;
        let trees = [
            ("match", &written.entry.products_to_match, &rule.products_to_match),
            ("display", &written.entry.products_to_display, &rule.products_to_display),
        ];
        trees.into_iter().filter_map(|(key, entry, group)| Some(Node::root(key, entry.as_ref()?, group)))
    }

    /// The tree of that key.
    fn tree(&self, key: &str) -> Option<Node<'a>> {
        self.trees().find(|tree| tree.path == key)
    }
}
