//! Filters of units: the words and operators that rules are asked about too, and filters that let nothing through.

use super::finding::Finding;
use super::leaf_findings;
use super::reach::depends_on_anchor;
use super::shop::{Shop, matched};
use super::tree::Node;
use crate::diagnostic::Severity;
use crate::report::number;
use kindred_core::feed::{ConditionEntry, Unit, Units};
use kindred_core::link::Relation;

/// What is odd about the filters of every unit.
pub(crate) fn findings(shop: &Shop<'_>, units: &Units) -> Vec<Finding> {
    let settings = [&units.related, &units.up_sell, &units.cross_sell];
    let relations = Relation::ALL.into_iter().zip(settings);
    let relations = relations.map(|(relation, unit)| (relation.name(), [&*unit.include, &*unit.exclude]));
    let recommendations = units.recommendations.iter();
    let recommendations = recommendations.map(|(name, unit)| (name.as_str(), [&*unit.include, &*unit.exclude]));
    let units = relations.chain(recommendations);
    units
        .filter_map(|(name, written)| Some(of_unit(shop, shop.feed.settings.unit_named(name)?, written)))
        .flatten()
        .collect()
}

/// What is odd about the filters of one, of which these are included and excluded.
fn of_unit(shop: &Shop<'_>, unit: &Unit, written: [&[ConditionEntry]; 2]) -> Vec<Finding> {
    let mut nodes: Vec<Node<'_>> = Vec::new();
    for ((key, entries), group) in ["include", "exclude"].into_iter().zip(written).zip(&unit.filters) {
        for (index, (entry, condition)) in entries.iter().zip(&group.children).enumerate() {
            nodes.push(Node::new(format!("{}.{key}[{index}]", unit.name), entry, condition));
        }
    }
    let mut findings: Vec<Finding> = nodes.iter().flat_map(|node| leaf_findings(node, shop)).collect();
    // What a filter makes of another product on the page is not known here.
    if nodes.is_empty() || nodes.iter().any(depends_on_anchor) || !unit.active {
        return findings;
    }
    let passes = |product| unit.filters.iter().all(|group| group.accepts(product, matched(product), &shop.scene));
    if !shop.candidates().any(passes) {
        let key = format!("{}.{}", unit.name, if written[0].is_empty() { "exclude" } else { "include" });
        let reason = findings.iter_mut().find(|finding| finding.path.starts_with(&key) && key.ends_with("include"));
        match reason {
            Some(reason) => reason.severity = Severity::Useless,
            None => {
                let n_products = number(shop.candidates().count());
                let message = format!("expected filters that let some product through, found none among {n_products}");
                let advice = "the unit stays empty: a card must satisfy all of \"include\" and none of \"exclude\"";
                findings.push(Finding::warning(key, message).advising(advice).fatal());
            }
        }
    }
    findings
}
