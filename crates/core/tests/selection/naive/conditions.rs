//! Condition trees (reference, sections 3.1 and 3.2) and categories (4.1, decision 7), over the JSON of the feed.

use super::compare::{Side, adobe, code, is_negative, plain};
use super::select::Naive;
use super::values::{self, Money, categories, money, money_text};
use super::{list, text};
use serde_json::Value;

/// The matched product, and the tree that it matched.
#[derive(Clone, Copy)]
pub(crate) struct Matched<'a> {
    pub(crate) product: &'a Value,
    pub(crate) products_to_match: &'a Value,
}

impl Naive<'_> {
    pub(crate) fn accepts(&self, tree: &Value, product: &Value, matched: Matched<'_>) -> bool {
        if tree.get("attribute").is_some() {
            return self.leaf(tree, product, matched);
        }
        let expected = tree["are"].as_bool().unwrap_or(true);
        let children = if tree["any"].is_array() { list(&tree["any"]) } else { list(&tree["all"]) };
        let n_as_expected = children.iter().filter(|child| self.accepts(child, product, matched) == expected).count();
        match tree["any"].is_array() {
            _ if children.is_empty() => true,
            true => n_as_expected > 0,
            false => n_as_expected == children.len(),
        }
    }

    fn leaf(&self, leaf: &Value, product: &Value, matched: Matched<'_>) -> bool {
        let attribute = text(&leaf["attribute"]);
        let code = code(text(&leaf["operator"]));
        if attribute == "category" {
            return self.category(leaf, code, product, matched);
        }
        let value = values::value(product, attribute, self.kind(attribute), self.group());
        let operand = self.operand(leaf, attribute, code, matched);
        self.compare(code, value.as_ref(), operand.as_ref())
    }

    fn compare(&self, code: &str, value: Option<&Side>, operand: Option<&Side>) -> bool {
        if self.is_plain() { plain(code, value, operand) } else { adobe(code, value, operand) }
    }

    fn operand(&self, leaf: &Value, attribute: &str, code: &str, matched: Matched<'_>) -> Option<Side> {
        if !leaf["value"].is_null() {
            return values::constant(&leaf["value"], attribute, self.kind(attribute), code, self.is_plain());
        }
        let other = leaf["matched"].as_str()?;
        if leaf["percent"].is_null() && leaf["plus"].is_null() {
            return values::value(matched.product, other, self.kind(other), self.group());
        }
        let percent = Money::from(leaf["percent"].as_u64().unwrap_or(100));
        let price = values::price(matched.product, self.group())?;
        let plus = money(&leaf["plus"]).unwrap_or(0);
        Some(Side::One(money_text(price * percent / 100 + plus)))
    }

    /// A product is in its own categories and in those above them; every operator asks whether it is in one.
    fn category(&self, leaf: &Value, code: &str, product: &Value, matched: Matched<'_>) -> bool {
        let own = categories(product);
        let is_in: Vec<String> = own.iter().flat_map(|category| with_those_above(category)).collect();
        let wanted = match leaf["matched"].as_str() {
            Some("category") => Some(declared_own(matched)).filter(|wanted| !wanted.is_empty()),
            Some("child-category") => {
                // Below one of the matched product's, which is to say: in it, and in more than it.
                let parents = Some(declared_own(matched)).filter(|wanted| !wanted.is_empty());
                parents.map(|parents| {
                    let below = |category: &&String| {
                        parents.iter().any(|parent| category != &parent && with_those_above(category).contains(parent))
                    };
                    is_in.iter().filter(below).cloned().collect()
                })
            }
            Some("price") => None,
            _ => match self.operand(leaf, "category", code, matched) {
                Some(Side::One(category)) => Some(vec![category]),
                Some(Side::List(categories)) => Some(categories),
                None => None,
            },
        };
        if code == "<=>" {
            return own.is_empty();
        }
        let contains = match code {
            "==" => "{}",
            "!=" => "!{}",
            code => code,
        };
        self.compare(contains, Some(&Side::List(is_in)), wanted.map(Side::List).as_ref())
    }
}

/// `A/B/C`, `A/B` and `A`.
fn with_those_above(category: &str) -> Vec<String> {
    let steps: Vec<&str> = category.split('/').collect();
    (1..=steps.len()).map(|n_steps| steps[..n_steps].join("/")).collect()
}

/// The matched product's categories; where the rule declares some, those of them that lie in one of these.
fn declared_own(matched: Matched<'_>) -> Vec<String> {
    let declared = declared(matched.products_to_match);
    let mut own = categories(matched.product);
    if !declared.is_empty() {
        own.retain(|category| with_those_above(category).iter().any(|above| declared.contains(above)));
    }
    own
}

/// The categories that a tree asks for without an alternative.
fn declared(tree: &Value) -> Vec<String> {
    if tree["attribute"] == "category" {
        let code = code(text(&tree["operator"]));
        if is_negative(code) || tree["value"].is_null() {
            return Vec::new();
        }
        return match values::constant(&tree["value"], "category", "-", code, false) {
            Some(Side::List(categories)) => categories,
            _ => Vec::new(),
        };
    }
    let children = if tree["any"].is_array() { list(&tree["any"]) } else { list(&tree["all"]) };
    let leaves_a_choice = tree["any"].is_array() && children.len() > 1;
    if leaves_a_choice || tree["are"] == false { Vec::new() } else { children.iter().flat_map(declared).collect() }
}
