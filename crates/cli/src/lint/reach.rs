//! Rules that can never show a card: no product satisfies `match`, or none satisfies `display` beside one that does.

use super::Subject;
use super::finding::Finding;
use super::shop::Shop;
use super::tree::{Branch, Node};
use crate::report::number;
use kindred_core::condition::{Aggregator, Leaf, Operand, Scene};
use kindred_core::feed::Product;
use kindred_core::operator::Operator;
use kindred_core::rule::Rule;

/// How many pairs of products are tried for one question.
const MOST_PAIRS: usize = 500_000;

/// Whom a product is shown beside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whom {
    Others,
    Itself,
}

/// Which products a rule is about.
pub(crate) struct Reach<'a> {
    pub(crate) n_anchors: usize,
    pub(crate) matched: Vec<&'a Product>,
}

/// A rule that shows nothing, and the condition that is the reason.
pub(crate) struct Never<'a> {
    culprit: Node<'a>,
    finding: Finding,
}

impl<'a> Reach<'a> {
    pub(crate) fn of(subject: &Subject<'a>) -> Reach<'a> {
        let anchors = subject.shop.anchors(subject.rule.relation);
        let matches = |anchor: &&&'a Product| subject.rule.matches(anchor, &subject.shop.scene);
        Reach { n_anchors: anchors.len(), matched: anchors.iter().filter(matches).copied().collect() }
    }

    /// Why the rule never shows a card, if it never does.
    pub(crate) fn never(&self, subject: &Subject<'a>, cut_short: &mut bool) -> Option<Never<'a>> {
        if self.matched.is_empty() { self.no_match(subject) } else { self.no_display(subject, cut_short) }
    }

    fn no_match(&self, subject: &Subject<'a>) -> Option<Never<'a>> {
        let tree = subject.tree("match")?;
        let anchors = subject.shop.anchors(subject.rule.relation);
        let some = |node: &Node<'_>| {
            anchors.iter().any(|anchor| accepts(node.branch, subject.rule, anchor, anchor, &subject.shop.scene))
        };
        let culprit = culprit(tree, &some);
        let message = format!("expected products that satisfy this, found none among {}", number(self.n_anchors));
        let finding = Finding::warning(culprit.path.clone(), message).fatal();
        Some(Never { finding: advise(finding, &culprit, subject.shop), culprit })
    }

    fn no_display(&self, subject: &Subject<'a>, cut_short: &mut bool) -> Option<Never<'a>> {
        let tree = subject.tree("display")?;
        let candidates: Vec<&Product> = subject.shop.candidates().collect();
        let (anchors, is_whole) = self.sample(candidates.len(), depends_on_anchor(&tree));
        let some = |node: &Node<'_>, whom: Whom| {
            let shows = |anchor: &Product, candidate: &Product| {
                candidate.is_same_or_variant_of(anchor) == (whom == Whom::Itself)
                    && accepts(node.branch, subject.rule, candidate, anchor, &subject.shop.scene)
            };
            anchors.iter().any(|anchor| candidates.iter().any(|candidate| shows(anchor, candidate)))
        };
        if some(&tree, Whom::Others) {
            return None;
        }
        if !is_whole {
            *cut_short = true;
            return None;
        }
        let beside = match self.matched.len() {
            1 => "the one that matches".to_owned(),
            n_matched => format!("the {} that match", number(n_matched)),
        };
        if some(&tree, Whom::Itself) {
            let message = format!("expected products to show beside {beside}, found none but that product itself");
            let finding = Finding::warning(tree.path.clone(), message).fatal();
            return Some(Never { finding, culprit: tree });
        }
        let culprit = culprit(tree, &|node| some(node, Whom::Others));
        let message = format!("expected products to show beside {beside}, found none that satisfy this");
        let finding = Finding::warning(culprit.path.clone(), message).fatal();
        let finding = match missing_on_all(&culprit, &self.matched, subject.shop) {
            Some(name) => finding.advising(format!("none of the products that match has \"{name}\"")),
            None => advise(finding, &culprit, subject.shop),
        };
        Some(Never { finding, culprit })
    }

    /// Enough of the matched products to try them with as many candidates, and whether they are all that matter.
    pub(crate) fn sample(&self, n_candidates: usize, depends_on_anchor: bool) -> (Vec<&'a Product>, bool) {
        // Whatever the anchor is, the same products are accepted; but the anchor itself does not show.
        let most = if depends_on_anchor { (MOST_PAIRS / n_candidates.max(1)).max(1) } else { 2 };
        let anchors = spread(&self.matched, most);
        let is_whole = !depends_on_anchor || anchors.len() == self.matched.len();
        (anchors, is_whole)
    }
}

impl Never<'_> {
    /// Says why. Where a word that nobody knows or an operator that does not go with its attribute is the reason, that
    /// has been said.
    pub(crate) fn explain(self, findings: &mut Vec<Finding>) {
        let is_plain = match self.culprit.branch {
            Branch::Leaf(_) => true,
            Branch::Group(group) => group.expected && group.aggregator == Aggregator::Any,
        };
        let mut said = false;
        for finding in findings.iter_mut().filter(|finding| is_plain && lies_in(&finding.path, &self.culprit.path)) {
            finding.severity = crate::diagnostic::Severity::Useless;
            said = true;
        }
        if !said {
            findings.push(self.finding);
        }
    }
}

fn lies_in(path: &str, other: &str) -> bool {
    path.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// At most that many of them, evenly spread.
pub(crate) fn spread<'a>(products: &[&'a Product], most: usize) -> Vec<&'a Product> {
    let step = products.len().div_ceil(most.max(1)).max(1);
    products.iter().step_by(step).copied().collect()
}

pub(crate) fn accepts(branch: Branch<'_>, rule: &Rule, product: &Product, anchor: &Product, scene: &Scene<'_>) -> bool {
    let matched = rule.matched(anchor);
    match branch {
        Branch::Group(group) => group.accepts(product, matched, scene),
        Branch::Leaf(leaf) => leaf.accepts(product, matched, scene),
    }
}

/// Whether what a tree accepts depends on the matched product.
pub(crate) fn depends_on_anchor(tree: &Node<'_>) -> bool {
    let is_relative = |operand: &Operand| matches!(operand, Operand::Matched(_) | Operand::MatchedPrice { .. });
    tree.leaves().iter().any(|at| is_relative(&at.leaf.operand))
}

/// The smallest condition that no product satisfies, and that no product can do without.
fn culprit<'a>(tree: Node<'a>, some: &dyn Fn(&Node<'a>) -> bool) -> Node<'a> {
    let Branch::Group(group) = tree.branch else {
        return tree;
    };
    let children = tree.children();
    let must_hold = group.expected && (group.aggregator == Aggregator::All || children.len() == 1);
    match children.into_iter().find(|child| must_hold && !some(child)) {
        Some(child) => culprit(child, some),
        None => tree,
    }
}

/// What a comparison asks of the matched product, where no matched product has it.
fn missing_on_all<'n>(node: &Node<'n>, matched: &[&Product], shop: &Shop<'_>) -> Option<&'n str> {
    match node.branch {
        Branch::Leaf(Leaf { operand: Operand::Matched(attribute), .. })
            if matched.iter().all(|product| product.fact(attribute, &shop.scene).is_none()) =>
        {
            Some(attribute.name())
        }
        _ => None,
    }
}

fn advise(finding: Finding, culprit: &Node<'_>, shop: &Shop<'_>) -> Finding {
    match culprit.branch {
        Branch::Group(group) if group.expected && group.aggregator == Aggregator::All => {
            finding.advising("each of its conditions holds for some product, but not all for the same one")
        }
        Branch::Leaf(leaf) => {
            let orders =
                matches!(leaf.operator, Operator::AtLeast | Operator::AtMost | Operator::Greater | Operator::Less);
            match shop.range(&leaf.attribute).filter(|_| orders && shop.is_number(&leaf.attribute)) {
                Some((least, most)) => {
                    finding.advising(format!("\"{}\" goes from {least} to {most}", leaf.attribute.name()))
                }
                None => finding,
            }
        }
        Branch::Group(_) => finding,
    }
}
