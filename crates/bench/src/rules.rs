//! Fifty rules such as a merchant writes: for some products, show others like this.
//!
//! A rule is a tree of [`Test`]s, which [`feed`](crate::feed) and [`json_logic`](crate::json_logic) write each in its
//! own language. There is no test here that one of the two cannot put into words.

use crate::shop::{AUDIENCES, COLOURS, FEATURES, MATERIALS, N_STYLES, SEASONS, brand, category, numbered, one_of};
use fastrand::Rng;
use serde_json::{Value, json};

/// How many rules fill which unit.
pub const N_RULES: [(&str, usize); 3] = [("related", 30), ("up-sell", 10), ("cross-sell", 10)];

/// A rule.
pub struct Rule {
    /// Its name.
    pub name: String,
    /// The relation whose unit it fills.
    pub relation: &'static str,
    /// 1 comes first.
    pub priority: u32,
    /// How many products it shows at most.
    pub limit: u32,
    /// Products to match, all of which must hold.
    pub products_to_match: Vec<Tree>,
    /// Products to display, all of which must hold.
    pub products_to_display: Vec<Tree>,
}

impl Rule {
    /// The rule as JSON; `trees` writes its conditions in one of the two languages.
    pub fn to_json(&self, trees: fn(&[Tree]) -> Value) -> Value {
        json!({
            "name": self.name,
            "relation": self.relation,
            "priority": self.priority,
            "limit": self.limit,
            "match": trees(&self.products_to_match),
            "display": trees(&self.products_to_display),
        })
    }
}

/// A condition.
pub enum Tree {
    /// One comparison.
    Leaf(Test),
    /// At least one of these.
    Any(Vec<Test>),
}

/// One comparison of a product's attribute.
pub enum Test {
    /// The attribute is this text.
    Is(&'static str, String),
    /// The attribute is another text.
    IsNot(&'static str, String),
    /// The attribute is yes.
    IsTrue(&'static str),
    /// The attribute is one of these texts.
    IsOneOf(&'static str, Vec<String>),
    /// The attribute, which is a list, has this text in it.
    Has(&'static str, &'static str),
    /// The number is this large.
    AtLeast(&'static str, u32),
    /// The number is this small.
    AtMost(&'static str, u32),
    /// The price, in hundredths, is this low.
    CostsAtMost(u32),
    /// The product is in this category, or below it.
    IsIn(String),
    /// The attribute is the matched product's.
    SameAs(&'static str),
    /// The product is in the matched product's category, or below it.
    SameCategory,
    /// The price is at least this many hundredths of the matched product's.
    CostsFrom(u32),
    /// The price is at most this many hundredths of the matched product's.
    CostsUpTo(u32),
}

use Test::{
    AtLeast, AtMost, CostsAtMost, CostsFrom, CostsUpTo, Has, Is, IsIn, IsNot, IsOneOf, IsTrue, SameAs, SameCategory,
};
use Tree::{Any, Leaf};

/// The rules of a shop.
pub(crate) fn rules(dice: &mut Rng) -> Vec<Rule> {
    let mut rules = Vec::new();
    for (relation, n_rules) in N_RULES {
        for number in 0..n_rules {
            let products_to_display = match relation {
                "related" => related(number, dice),
                "up-sell" => up_sell(number, dice),
                _ => cross_sell(number, dice),
            };
            rules.push(Rule {
                name: format!("{relation} {}", number + 1),
                relation,
                priority: dice.u32(1..=10),
                limit: if dice.bool() { 20 } else { dice.u32(2..=10) },
                products_to_match: products_to_match(number, dice),
                products_to_display,
            });
        }
    }
    rules
}

/// Some rules are for every product, most for a part of the shop.
fn products_to_match(number: usize, dice: &mut Rng) -> Vec<Tree> {
    match number % 10 {
        0 => vec![],
        1 | 2 => vec![Leaf(IsIn(category(1, dice)))],
        3 => vec![Leaf(IsIn(category(2, dice)))],
        4 => vec![Leaf(Is("audience", text(&AUDIENCES, dice)))],
        5 => vec![Leaf(IsIn(category(1, dice))), Leaf(CostsAtMost(dice.u32(20..=80) * 100))],
        6 => vec![Leaf(IsOneOf("brand", brands(3, dice)))],
        7 => vec![Leaf(AtLeast("stars", 4)), Leaf(IsNot("season", text(&SEASONS[1..], dice)))],
        8 => vec![Any(vec![IsTrue("eco"), Is("material", text(&MATERIALS, dice))])],
        _ => vec![Leaf(Is("season", text(&SEASONS[1..], dice)))],
    }
}

/// Bought in addition: things that go with the matched product.
fn related(number: usize, dice: &mut Rng) -> Vec<Tree> {
    match number % 6 {
        0 => vec![
            Leaf(SameCategory),
            Leaf(CostsFrom(50)),
            Any(vec![SameAs("colour"), Is("material", text(&MATERIALS, dice))]),
        ],
        1 => vec![Leaf(SameAs("audience")), Leaf(SameAs("season")), Any(colours(2, dice))],
        2 => vec![Leaf(IsOneOf("brand", brands(4, dice))), Leaf(CostsUpTo(120))],
        3 => vec![Leaf(SameAs("brand")), Leaf(IsNot("material", text(&MATERIALS, dice))), Leaf(AtLeast("stars", 3))],
        4 => vec![Leaf(IsIn(category(1, dice))), Leaf(Has("features", one_of(&FEATURES, dice)))],
        _ => vec![
            Leaf(SameAs("style")),
            Any(vec![SameAs("colour"), IsTrue("eco")]),
            Leaf(AtMost("weight", dice.u32(100..=400) * 10)),
        ],
    }
}

/// Bought instead: the same kind of thing, but better.
fn up_sell(number: usize, dice: &mut Rng) -> Vec<Tree> {
    match number % 3 {
        0 => vec![Leaf(SameCategory), Leaf(CostsFrom(110)), Leaf(CostsUpTo(200))],
        1 => vec![Leaf(SameAs("style")), Leaf(CostsFrom(100)), Any(vec![SameAs("brand"), AtLeast("stars", 5)])],
        _ => vec![
            Leaf(Is("collection", numbered("Collection", dice.usize(..25)))),
            Leaf(SameAs("audience")),
            Leaf(CostsFrom(125)),
        ],
    }
}

/// Bought on impulse: small things at the till.
fn cross_sell(number: usize, dice: &mut Rng) -> Vec<Tree> {
    let cheap = Leaf(CostsAtMost(dice.u32(8..=25) * 100));
    match number % 3 {
        0 => vec![cheap, Leaf(IsIn(category(2, dice)))],
        1 => vec![cheap, Leaf(SameAs("season")), Any(vec![IsTrue("eco"), Has("features", one_of(&FEATURES, dice))])],
        _ => vec![cheap, Leaf(Is("style", numbered("Style", dice.usize(..N_STYLES)))), Leaf(AtMost("weight", 1_000))],
    }
}

fn text(texts: &[&'static str], dice: &mut Rng) -> String {
    one_of(texts, dice).to_owned()
}

fn brands(n_brands: usize, dice: &mut Rng) -> Vec<String> {
    (0..n_brands).map(|_| brand(dice)).collect()
}

fn colours(n_colours: usize, dice: &mut Rng) -> Vec<Test> {
    dice.choose_multiple(COLOURS, n_colours).into_iter().map(|colour| Is("colour", colour.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_fifty_rules_of_two_to_four_comparisons() {
        let rules = rules(&mut Rng::with_seed(1));
        assert_eq!(rules.len(), 50);
        for rule in &rules {
            let n_leaves = |tree: &Tree| match tree {
                Leaf(_) => 1,
                Any(tests) => tests.len(),
            };
            let n_leaves: usize = rule.products_to_display.iter().map(n_leaves).sum();
            assert!((2..=4).contains(&n_leaves), "{} has {n_leaves}", rule.name);
        }
        let has_any = |rule: &&Rule| rule.products_to_display.iter().any(|tree| matches!(tree, Any(_)));
        assert!((15..=30).contains(&rules.iter().filter(has_any).count()));
    }
}
