//! One of the conditions that a candidate must satisfy, all of them.

use super::categories::Categories;
use kindred_core::condition::{Aggregator, Condition, Group, Leaf, Matched, Operand, Scene};
use kindred_core::fact::{Attribute, Fact};
use kindred_core::feed::Product;
use kindred_core::operator::Operator;

/// What conditions are asked for: a matched product, and a shopper's group.
pub(super) struct Asked<'a> {
    pub(super) matched: Matched<'a>,
    pub(super) scene: Scene<'a>,
    categories: &'a Categories<'a>,
    /// The numbers of the matched product's categories that count for the rule, and of all of them, for filters.
    counting: [Vec<u32>; 2],
}

impl<'a> Asked<'a> {
    pub(super) fn new(matched: Matched<'a>, scene: Scene<'a>, categories: &'a Categories<'a>) -> Asked<'a> {
        let numbers = |matched: Matched<'_>| matched.categories().filter_map(|path| categories.number(path)).collect();
        let counting = [numbers(matched), numbers(Matched { declared: &[], ..matched })];
        Asked { matched, scene, categories, counting }
    }

    /// The categories of the matched product that count for a condition.
    pub(super) fn categories(&self, conjunct: &Conjunct<'_>) -> &[u32] {
        &self.counting[usize::from(conjunct.is_filter)]
    }

    /// What a comparison compares with, as bytes.
    pub(super) fn fact_key(&self, leaf: &Leaf) -> Vec<u8> {
        let mut key = Vec::new();
        if let Operand::Matched(attribute) = &leaf.operand {
            write_fact(&mut key, self.matched.product.fact(attribute, &self.scene));
        }
        key
    }
}

/// Writes what a product says: the same bytes are the same fact.
pub(super) fn write_fact(key: &mut Vec<u8>, fact: Option<Fact<'_>>) {
    let mut write = |kind: u8, texts: &[&str]| {
        key.push(kind);
        key.extend((texts.len() as u32).to_le_bytes());
        for text in texts {
            key.extend((text.len() as u32).to_le_bytes());
            key.extend(text.as_bytes());
        }
    };
    match fact {
        None => write(b'-', &[]),
        Some(Fact::Text(text)) => write(b't', &[text]),
        Some(Fact::Texts(texts)) => write(b'l', &texts.iter().map(String::as_str).collect::<Vec<_>>()),
        Some(Fact::Amount(amount)) => write(b'a', &[&amount.to_string()]),
    }
}

/// A condition and what it must be.
pub(super) struct Conjunct<'a> {
    test: Test<'a>,
    wanted: bool,
    /// Of a unit's filter: it knows nothing of the categories that a rule declares.
    is_filter: bool,
    pub(super) kind: Kind,
}

enum Test<'a> {
    Part(&'a Condition),
    Whole(&'a Group),
}

/// What a condition compares with, the most particular thing of all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Kind {
    /// Nothing of a matched product's.
    Constant,
    /// Categories, and whether a product is in one of them.
    SameCategory,
    /// Something that many products share.
    Shared,
    /// Something that hardly any two products share.
    Single,
}

/// A condition that compares with something of one matched product's.
pub(super) enum Single<'s> {
    /// One comparison, and what it compares with.
    Leaf { leaf: &'s Leaf, operand: Option<Fact<'s>> },
    /// Anything else.
    Any(&'s Conjunct<'s>),
}

impl Single<'_> {
    pub(super) fn accepts(&self, place: u32, product: &Product, asked: &Asked<'_>) -> bool {
        match self {
            Single::Any(conjunct) => conjunct.accepts(place, product, asked),
            Single::Leaf { leaf, operand } => {
                leaf.operator.holds(product.fact(&leaf.attribute, &asked.scene), *operand, &asked.scene)
            }
        }
    }
}

impl<'a> Conjunct<'a> {
    /// The conditions that a tree comes to: its children where all of them count, else the tree as a whole.
    pub(super) fn all_of(group: &'a Group, is_filter: bool, conjuncts: &mut Vec<Conjunct<'a>>) {
        if group.aggregator == Aggregator::All || group.children.len() == 1 {
            let wanted = group.expected;
            conjuncts.extend(group.children.iter().map(|child| {
                let kind = if wanted && asks_same_category(child) { Kind::SameCategory } else { kind(child) };
                Conjunct { kind, test: Test::Part(child), wanted, is_filter }
            }));
        } else if !group.children.is_empty() {
            let kind = group.children.iter().map(kind).max().unwrap_or(Kind::Constant);
            conjuncts.push(Conjunct { kind, test: Test::Whole(group), wanted: true, is_filter });
        }
    }

    /// The matched product as it sees it.
    pub(super) fn matched<'b>(&self, asked: &Asked<'b>) -> Matched<'b> {
        let declared = if self.is_filter { &[] } else { asked.matched.declared };
        Matched { product: asked.matched.product, declared }
    }

    /// Whether the product at a place satisfies it.
    pub(super) fn accepts(&self, place: u32, product: &Product, asked: &Asked<'_>) -> bool {
        if self.kind == Kind::SameCategory {
            let wanted = asked.categories(self);
            return asked.categories.of_place(place).iter().any(|number| wanted.contains(number));
        }
        let matched = self.matched(asked);
        let is = match self.test {
            Test::Part(condition) => condition.accepts(product, matched, &asked.scene),
            Test::Whole(group) => group.accepts(product, matched, &asked.scene),
        };
        is == self.wanted
    }

    /// The same for one matched product, which is asked once what it says.
    pub(super) fn for_one<'s>(&'s self, asked: &'s Asked<'_>) -> Single<'s> {
        match self.leaf().filter(|leaf| leaf.attribute != Attribute::Category) {
            Some(leaf) => Single::Leaf { leaf, operand: leaf.operand.fact(asked.matched.product, &asked.scene) },
            None => Single::Any(self),
        }
    }

    /// The comparison that it is, if it is just one, and must hold.
    pub(super) fn leaf(&self) -> Option<&'a Leaf> {
        match self.test {
            Test::Part(Condition::Leaf(leaf)) if self.wanted => Some(leaf),
            _ => None,
        }
    }

    /// Whether a price has a say in it.
    pub(super) fn is_about_prices(&self) -> bool {
        match self.test {
            Test::Part(condition) => any_leaf(condition, &reads_price),
            Test::Whole(group) => group.children.iter().any(|child| any_leaf(child, &reads_price)),
        }
    }

    /// Visits the matched product's attributes that it compares with.
    pub(super) fn each_matched(&self, visit: &mut dyn FnMut(&'a Attribute)) {
        match self.test {
            Test::Part(condition) => each_matched(condition, visit),
            Test::Whole(group) => group.children.iter().for_each(|child| each_matched(child, visit)),
        }
    }
}

/// Whether it is "category is the matched product's category".
fn asks_same_category(condition: &Condition) -> bool {
    let Condition::Leaf(leaf) = condition else { return false };
    leaf.attribute == Attribute::Category
        && leaf.operand == Operand::Matched(Attribute::Category)
        && matches!(leaf.operator, Operator::Is | Operator::IsOneOf | Operator::Contains)
}

fn kind(condition: &Condition) -> Kind {
    match condition {
        Condition::Group(group) => group.children.iter().map(kind).max().unwrap_or(Kind::Constant),
        Condition::Leaf(leaf) => match &leaf.operand {
            Operand::None | Operand::Constant(_) | Operand::Amount(_) => Kind::Constant,
            Operand::Matched(Attribute::Price | Attribute::Sku | Attribute::Name) | Operand::MatchedPrice { .. } => {
                Kind::Single
            }
            Operand::Matched(_) => Kind::Shared,
        },
    }
}

/// Whether any comparison of a condition is such a one.
pub(super) fn any_leaf(condition: &Condition, is: &dyn Fn(&Leaf) -> bool) -> bool {
    match condition {
        Condition::Group(group) => group.children.iter().any(|child| any_leaf(child, is)),
        Condition::Leaf(leaf) => is(leaf),
    }
}

pub(super) fn reads_price(leaf: &Leaf) -> bool {
    let with_price = matches!(leaf.operand, Operand::Matched(Attribute::Price) | Operand::MatchedPrice { .. });
    with_price || leaf.attribute == Attribute::Price
}

fn each_matched<'a>(condition: &'a Condition, visit: &mut dyn FnMut(&'a Attribute)) {
    match condition {
        Condition::Group(group) => group.children.iter().for_each(|child| each_matched(child, visit)),
        Condition::Leaf(leaf) => {
            if let Operand::Matched(attribute) = &leaf.operand {
                visit(attribute);
            }
        }
    }
}
