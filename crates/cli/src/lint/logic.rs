//! Where the two logics part: what a missing value means to `is not`, `does not contain` and `is not one of`.

use super::Subject;
use super::finding::Finding;
use super::kinds::label;
use super::reach::{Reach, accepts, depends_on_anchor};
use super::tree::{Branch, LeafAt, Node};
use crate::diagnostic::Quoted;
use crate::report::{counted, examples};
use kindred_core::condition::{Operand, Scene};
use kindred_core::feed::{Logic, Product};
use std::collections::BTreeMap;

/// Says for each comparison which products the two logics disagree about on its account.
pub(crate) fn differs(subject: &Subject<'_>, cut_short: &mut bool) -> Vec<Finding> {
    let negates = |tree: &Node<'_>| tree.leaves().iter().any(|at| at.leaf.operator.denied().is_some());
    let mut findings = Vec::new();
    if let Some(tree) = subject.tree("match").filter(negates) {
        let anchors = subject.shop.anchors(subject.rule.relation);
        findings.extend(compare(subject, &tree, anchors.iter().map(|anchor| (*anchor, *anchor)), Tried::All));
    }
    if let Some(tree) = subject.tree("display").filter(negates) {
        let candidates: Vec<&Product> = subject.shop.candidates().collect();
        let (anchors, is_whole) = Reach::of(subject).sample(candidates.len(), depends_on_anchor(&tree));
        *cut_short |= !is_whole;
        let pairs = anchors.iter().flat_map(|anchor| candidates.iter().map(|candidate| (*candidate, *anchor)));
        findings.extend(compare(subject, &tree, pairs, if is_whole { Tried::All } else { Tried::Some }));
    }
    findings
}

/// Whether every product that may matter was tried.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tried {
    All,
    Some,
}

/// Who lacks what, as a comparison sees it: products by their place in the feed, which their addresses give.
#[derive(Default)]
struct Disagreement<'a> {
    /// Products that lack the attribute.
    lacking: BTreeMap<usize, &'a str>,
    /// Matched products that lack what it is compared with.
    matched_lacking: BTreeMap<usize, &'a str>,
    /// Whether Adobe Commerce accepts what is compared there.
    adobe_accepts: bool,
}

fn compare<'a>(
    subject: &Subject<'a>,
    tree: &Node<'a>,
    pairs: impl Iterator<Item = (&'a Product, &'a Product)>,
    tried: Tried,
) -> Vec<Finding> {
    let leaves = tree.leaves();
    let scene = |logic| Scene { logic, ..subject.shop.scene };
    let (adobe, plain) = (scene(Logic::Adobe), scene(Logic::Plain));
    let accepts = |branch: Branch<'_>, product: &Product, anchor: &Product, scene: &Scene<'_>| {
        accepts(branch, subject.rule, product, anchor, scene)
    };
    let mut found: BTreeMap<usize, Disagreement<'a>> = BTreeMap::new();
    for (product, anchor) in pairs {
        let under_adobe = accepts(tree.branch, product, anchor, &adobe);
        if under_adobe == accepts(tree.branch, product, anchor, &plain) {
            continue;
        }
        let cause = leaves.iter().position(|at| {
            at.leaf.operator.denied().is_some()
                && accepts(Branch::Leaf(at.leaf), product, anchor, &adobe)
                    != accepts(Branch::Leaf(at.leaf), product, anchor, &plain)
        });
        let Some(cause) = cause else {
            continue;
        };
        let disagreement = found.entry(cause).or_default();
        disagreement.adobe_accepts = under_adobe;
        let leaf = leaves[cause].leaf;
        if product.fact(&leaf.attribute, &adobe).is_none() {
            disagreement.lacking.insert(std::ptr::from_ref(product).addr(), &product.sku);
        } else if matches!(&leaf.operand, Operand::Matched(matched) if anchor.fact(matched, &adobe).is_none()) {
            disagreement.matched_lacking.insert(std::ptr::from_ref(anchor).addr(), &anchor.sku);
        }
    }
    found
        .into_iter()
        .flat_map(|(cause, found)| found.findings(&leaves[cause], subject.shop.feed.settings.logic, tried))
        .collect()
}

impl Disagreement<'_> {
    fn findings(self, at: &LeafAt<'_>, logic: Logic, tried: Tried) -> Vec<Finding> {
        let accepted = (logic == Logic::Adobe) == self.adobe_accepts;
        let label = label(at.leaf.operator);
        let warn = |message: String| Finding::warning(format!("{}.operator", at.path), message);
        let mut findings = Vec::new();
        if !self.lacking.is_empty() {
            let skus: Vec<&str> = self.lacking.into_values().collect();
            let attribute = Quoted(at.leaf.attribute.name()).to_string();
            let verb = if accepted { "takes" } else { "passes over" };
            let who = those_that_lack("product", &skus, &attribute, tried);
            let finding = warn(format!("\"{label}\" {verb} {who}"));
            findings.push(finding.advising(advice(logic, accepted, skus.len(), Some(&attribute))));
        }
        if let (false, Operand::Matched(matched)) = (self.matched_lacking.is_empty(), &at.leaf.operand) {
            let skus: Vec<&str> = self.matched_lacking.into_values().collect();
            let verb = if accepted { "holds for every product beside" } else { "fails for every product beside" };
            let who = those_that_lack("matched product", &skus, &Quoted(matched.name()).to_string(), tried);
            let finding = warn(format!("\"{label}\" {verb} {who}"));
            findings.push(finding.advising(advice(logic, accepted, 2, None)));
        }
        findings
    }
}

/// `2 products that lack "material": A, B`.
fn those_that_lack(what: &str, skus: &[&str], attribute: &str, tried: Tried) -> String {
    let at_least = if tried == Tried::Some { "at least " } else { "" };
    let count = counted(skus.len(), what, &format!("{what}s"));
    let lack = if skus.len() == 1 { "lacks" } else { "lack" };
    format!("{at_least}{count} that {lack} {attribute}: {}", examples(skus))
}

/// What to do, and what the other logic does.
fn advice(logic: Logic, accepted: bool, n_products: usize, lacked: Option<&str>) -> String {
    let (them, they) = if n_products == 1 { ("it", "it") } else { ("them", "they") };
    match (logic, accepted, lacked) {
        (Logic::Adobe, false, Some(attribute)) => format!(
            "to take {them}, add {{ \"attribute\": {attribute}, \"operator\": \"is undefined\" }} as an alternative, or say \
            \"logic\": \"plain\" in the catalogue"
        ),
        (Logic::Adobe, false, None) => format!("with \"logic\": \"plain\" in the catalogue {they} would be taken"),
        (Logic::Adobe, true, _) => format!("with \"logic\": \"plain\" in the catalogue {they} would be passed over"),
        (Logic::Plain, true, _) => format!("Adobe Commerce would pass over {them}"),
        (Logic::Plain, false, _) => format!("Adobe Commerce would take {them}"),
    }
}
