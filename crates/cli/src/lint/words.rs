//! Words that the catalogue does not have: attributes, categories, values.

use super::finding::Finding;
use super::kinds::label;
use super::shop::{Kind, Shop, matched};
use super::tree::LeafAt;
use crate::diagnostic::Quoted;
use crate::nearest::nearest;
use kindred_core::condition::{Leaf, Operand};
use kindred_core::fact::Attribute;
use kindred_core::feed::AttributeType;
use kindred_core::operator::Operator;
use kindred_core::value::Value;

/// How many words of the catalogue stand for all of them.
const N_KNOWN: usize = 12;

/// An attribute that no product has, on either side of the comparison.
pub(crate) fn unknown_attributes(at: &LeafAt<'_>, shop: &Shop<'_>) -> Vec<Finding> {
    let matched = match &at.leaf.operand {
        Operand::Matched(attribute) => Some(attribute),
        _ => None,
    };
    let sides = [("attribute", Some(&at.leaf.attribute)), ("matched", matched)];
    let unknown = sides.into_iter().filter_map(|(key, attribute)| Some((key, attribute.filter(|a| !shop.knows(a))?)));
    let mut findings = Vec::new();
    for (key, attribute) in unknown {
        let message =
            format!("expected an attribute of the catalogue, found {}, which no product has", Quoted(attribute.name()));
        let finding = Finding::warning(format!("{}.{key}", at.path), message);
        let finding = finding.meant(nearest(attribute.name(), shop.attribute_names()));
        let known: Vec<&str> = shop.attribute_names().collect();
        findings.push(finding.advising(format!("the attributes are {}", listed(&known))));
    }
    findings
}

/// A constant that no product has under the attribute.
pub(crate) fn unknown_constants(at: &LeafAt<'_>, shop: &Shop<'_>) -> Vec<Finding> {
    let attribute = &at.leaf.attribute;
    let positive = at.leaf.operator.denied().unwrap_or(at.leaf.operator);
    let asks_for_value = matches!(positive, Operator::Is | Operator::IsOneOf | Operator::Contains);
    // Prices change every day, and a yes or no that nobody has today is no slip of the pen.
    let is_known = match attribute {
        Attribute::Price => true,
        Attribute::Type | Attribute::Visibility => false,
        _ => shop.kind(attribute) == Some(Kind::Typed(AttributeType::Boolean)),
    };
    if is_known || !asks_for_value {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (path, constant, alone) in constants(at) {
        let leaf = Leaf { attribute: attribute.clone(), operator: positive, operand: Operand::Constant(alone) };
        let in_words = matches!(attribute, Attribute::Type | Attribute::Visibility)
            && shop.values(attribute).contains(&constant.as_str());
        let has = |product| leaf.accepts(product, matched(product), &shop.scene);
        if !in_words && !shop.feed.products.iter().any(has) {
            let is_value = shop.values(attribute).contains(&constant.as_str());
            findings.push(if is_value { never_alone(at, &constant) } else { unknown(path, &constant, at.leaf, shop) });
        }
    }
    findings
}

/// A value that products have beside others only, compared with all that they have.
fn never_alone(at: &LeafAt<'_>, constant: &str) -> Finding {
    let (label, name) = (Quoted(label(at.leaf.operator)), Quoted(at.leaf.attribute.name()));
    let message =
        format!("{label} asks for {} as the only value of {name}, found it beside others only", Quoted(constant));
    let instead = if at.leaf.operator.denied().is_some() { "does not contain" } else { "contains" };
    Finding::warning(format!("{}.operator", at.path), message).meant(Some(instead.to_owned()))
}

/// The constants of a comparison, each with its path and as an operand of its own.
pub(crate) fn constants(at: &LeafAt<'_>) -> Vec<(String, String, Value)> {
    let path = format!("{}.value", at.path);
    let Operand::Constant(read) = &at.leaf.operand else {
        return Vec::new();
    };
    match (read, &at.entry.value) {
        (Value::Many(read), Some(Value::Many(written))) if written.len() == read.len() => {
            let one = |(index, text): (usize, &String)| {
                (format!("{path}[{index}]"), text.clone(), Value::Many(vec![text.clone()]))
            };
            read.iter().enumerate().map(one).collect()
        }
        (Value::Many(read), _) => {
            read.iter().map(|text| (path.clone(), text.clone(), Value::Many(vec![text.clone()]))).collect()
        }
        (Value::One(text), Some(Value::Many(_))) => {
            vec![(format!("{path}[0]"), text.clone(), Value::One(text.clone()))]
        }
        (Value::One(text), _) => vec![(path, text.clone(), Value::One(text.clone()))],
    }
}

fn unknown(path: String, constant: &str, leaf: &Leaf, shop: &Shop<'_>) -> Finding {
    let attribute = &leaf.attribute;
    let found = Quoted(constant);
    if *attribute == Attribute::Category {
        let message = format!("expected a category that products are in, found {found}");
        let finding = Finding::warning(path, message).meant(nearest_category(constant, shop));
        let known: Vec<&str> = shop.categories().iter().copied().filter(|path| !path.contains('/')).collect();
        return finding.advising(format!("categories are paths from the top; at the top are {}", listed(&known)));
    }
    if *attribute == Attribute::Sku
        && let Some(parent) = shop.feed.product(constant)
    {
        let message =
            format!("expected the SKU of a product, found {found}, which shoppers see as {}", Quoted(&parent.sku));
        return Finding::warning(path, message).meant(Some(parent.sku.clone()));
    }
    let values = shop.values(attribute);
    let message = match attribute {
        Attribute::Sku => format!("expected the SKU of a product, found {found}"),
        _ if leaf.operator.denied().unwrap_or(leaf.operator) == Operator::Contains && is_text(attribute, shop) => {
            format!("expected a text that some product has in {}, found {found}", Quoted(attribute.name()))
        }
        _ => format!("expected a value that some product has as {}, found {found}", Quoted(attribute.name())),
    };
    let finding = Finding::warning(path, message);
    if shop.is_number(attribute) {
        let range = shop.range(attribute).map(|(least, most)| format!("it goes from {least} to {most}"));
        return range.into_iter().fold(finding, Finding::advising);
    }
    let finding = finding.meant(nearest(constant, values.iter().copied()));
    if matches!(attribute, Attribute::Sku | Attribute::Name) {
        return finding;
    }
    finding.advising(format!("the values are {}", listed(&values)))
}

/// Whether `contains` looks for a part of a text, and not for one of several values.
fn is_text(attribute: &Attribute, shop: &Shop<'_>) -> bool {
    !matches!(shop.kind(attribute), Some(Kind::Typed(AttributeType::MultiSelect) | Kind::RolledUp))
}

/// The category of nearly that path, else the one whose path ends so.
fn nearest_category(constant: &str, shop: &Shop<'_>) -> Option<String> {
    let ending = format!("/{}", constant.trim_matches('/').to_lowercase());
    let ends_so = || shop.categories().iter().find(|path| path.to_lowercase().ends_with(&ending));
    let last = || {
        let name = constant.rsplit('/').next()?;
        let names = shop.categories().iter().filter_map(|path| path.rsplit('/').next());
        let name = nearest(name, names)?;
        shop.categories().iter().find(|path| path.rsplit('/').next() == Some(&name))
    };
    let near = nearest(constant, shop.categories().iter().copied());
    near.or_else(|| ends_so().or_else(last).map(|path| (*path).to_owned()))
}

/// Some of them: `a, b, c and 12 more`.
fn listed(words: &[&str]) -> String {
    // One more word is shorter than to say that there is one more.
    let n_shown = if words.len() == N_KNOWN + 1 { words.len() } else { N_KNOWN };
    let shown = words.iter().take(n_shown).copied().collect::<Vec<_>>().join(", ");
    let more = words.len().saturating_sub(n_shown);
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}
