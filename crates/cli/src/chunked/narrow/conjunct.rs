//! One of the conditions that a candidate must satisfy, all of them.

use super::categories::Categories;
use super::tree::{Judged, Tree};
use crate::chunked::Parts;
use crate::chunked::columns::Columns;
use hashbrown::HashMap;
use kindred_core::condition::{Aggregator, Condition, Group, Leaf, Matched, Operand, Scene};
use kindred_core::fact::Attribute;
use kindred_core::feed::Product;
use kindred_core::operator::Operator;

/// What conditions are asked for: a matched product, and a shopper's group.
pub(super) struct Asked<'a> {
    pub(super) matched: Matched<'a>,
    pub(super) scene: Scene<'a>,
    place: u32,
    pub(super) parts: &'a Parts<'a>,
    categories: &'a Categories<'a>,
    /// The numbers of the matched product's categories.
    named: &'a [u32],
    /// Those that count for the rule, where not all do.
    counting: Option<Vec<u32>>,
}

/// What is known of comparisons of one product's attribute with another's: whether the condition accepts a class of
/// candidates for a class of matched products.
pub(super) type Verdicts = HashMap<(usize, u64), bool>;

impl<'a> Asked<'a> {
    /// What is asked for the product at a place, where the rule declares those categories.
    pub(super) fn new(
        parts: &'a Parts<'a>,
        categories: &'a Categories<'a>,
        (place, declared): (u32, &'a [String]),
        scene: Scene<'a>,
    ) -> Asked<'a> {
        let matched = Matched { product: &parts.products[place as usize], declared };
        let named = categories.named_by_place(place);
        let paths = matched.product.categories.iter().zip(named);
        let counting = paths.filter(|(path, _)| matched.counts(path)).map(|(_, number)| *number);
        let counting = (!declared.is_empty()).then(|| counting.collect());
        Asked { matched, scene, place, parts, categories, named, counting }
    }

    /// The categories of the matched product that count for a condition.
    pub(super) fn categories(&self, conjunct: &Conjunct<'_>) -> &[u32] {
        match &self.counting {
            Some(counting) if !conjunct.is_filter => counting,
            _ => self.named,
        }
    }

    /// The class of what the matched product says, where a condition compares one attribute with one of its.
    pub(super) fn class(&self, conjunct: &Conjunct<'_>) -> Option<u32> {
        let (_, matched) = conjunct.columns?;
        Some(self.parts.columns.at(matched).class(self.place))
    }
}

/// A condition and what it must be.
pub(super) struct Conjunct<'a> {
    test: Test<'a>,
    wanted: bool,
    /// Of a unit's filter: it knows nothing of the categories that a rule declares.
    is_filter: bool,
    pub(super) kind: Kind,
    /// The columns of the two attributes, where it compares one of the candidate's with one of the matched product's.
    columns: Option<(usize, usize)>,
    /// Whether it holds only where two texts are equal.
    asks_equality: bool,
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

impl<'a> Conjunct<'a> {
    /// The conditions that a tree comes to: its children where all of them count, else the tree as a whole.
    pub(super) fn all_of(group: &'a Group, is_filter: bool, columns: &Columns, conjuncts: &mut Vec<Conjunct<'a>>) {
        if group.aggregator == Aggregator::All || group.children.len() == 1 {
            let wanted = group.expected;
            conjuncts.extend(group.children.iter().map(|child| {
                let kind = if wanted && asks_same_category(child) { Kind::SameCategory } else { kind(child) };
                let (columns, asks_equality) = (compared(child, columns), wanted && asks_equality(child));
                Conjunct { kind, test: Test::Part(child), wanted, is_filter, columns, asks_equality }
            }));
        } else if !group.children.is_empty() {
            let kind = group.children.iter().map(kind).max().unwrap_or(Kind::Constant);
            let test = Test::Whole(group);
            conjuncts.push(Conjunct { kind, test, wanted: true, is_filter, columns: None, asks_equality: false });
        }
    }

    /// The matched product as it sees it.
    pub(super) fn matched<'b>(&self, asked: &Asked<'b>) -> Matched<'b> {
        let declared = if self.is_filter { &[] } else { asked.matched.declared };
        Matched { product: asked.matched.product, declared }
    }

    /// Whether the product at a place satisfies it.
    pub(super) fn accepts(&self, place: u32, asked: &Asked<'_>, known: &mut Verdicts) -> bool {
        let parts = asked.parts;
        match self.column() {
            Some(column) => self.accepts_class(parts.columns.at(column).class(place), asked, known),
            None if self.kind == Kind::SameCategory => self.shares(asked.categories.of_place(place), asked),
            None => self.accepts_product(&parts.products[place as usize], asked),
        }
    }

    /// The column whose class decides, if one does.
    pub(super) fn column(&self) -> Option<usize> {
        self.columns.map(|(candidate, _)| candidate)
    }

    /// Whether products of a class of [`Conjunct::column`] satisfy it.
    pub(super) fn accepts_class(&self, class: u32, asked: &Asked<'_>, known: &mut Verdicts) -> bool {
        let Some((number, matched)) = self.columns else { return false };
        if self.kind == Kind::SameCategory {
            return self.shares(asked.categories.of_class(class), asked);
        }
        let columns = &asked.parts.columns;
        let (column, matched_column) = (columns.at(number), columns.at(matched));
        let matched = matched_column.class(asked.place);
        if self.asks_equality && !column.may_equal(class, matched_column, matched) {
            return false;
        }
        let classes = u64::from(class) << u32::BITS | u64::from(matched);
        *known.entry((std::ptr::from_ref(self) as usize, classes)).or_insert_with(|| {
            let example = column.examples()[class as usize];
            self.accepts_product(&asked.parts.products[example as usize], asked)
        })
    }

    fn shares(&self, own: &[u32], asked: &Asked<'_>) -> bool {
        let wanted = asked.categories(self);
        own.iter().any(|number| wanted.contains(number))
    }

    fn accepts_product(&self, product: &Product, asked: &Asked<'_>) -> bool {
        let matched = self.matched(asked);
        let is = match self.test {
            Test::Part(condition) => condition.accepts(product, matched, &asked.scene),
            Test::Whole(group) => group.accepts(product, matched, &asked.scene),
        };
        is == self.wanted
    }

    /// The comparison that it is, if it is just one, and must hold.
    pub(super) fn leaf(&self) -> Option<&'a Leaf> {
        match self.test {
            Test::Part(Condition::Leaf(leaf)) if self.wanted => Some(leaf),
            _ => None,
        }
    }

    /// The same, to be asked of every product, where it speaks of no matched one.
    pub(super) fn tree(&self, judged: &Judged<'a>) -> Tree<'a> {
        let tree = match self.test {
            Test::Part(condition) => judged.condition(condition),
            Test::Whole(group) => judged.group(group),
        };
        Tree::Group { aggregator: Aggregator::All, expected: self.wanted, children: vec![tree] }
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

/// The columns of a comparison of one attribute with one of the matched product's, where both have some.
fn compared(condition: &Condition, columns: &Columns) -> Option<(usize, usize)> {
    match condition {
        Condition::Leaf(Leaf { attribute, operand: Operand::Matched(matched), .. }) => {
            columns.number(attribute).zip(columns.number(matched))
        }
        _ => None,
    }
}

/// Whether it is "category is the matched product's category".
fn asks_same_category(condition: &Condition) -> bool {
    let Condition::Leaf(leaf) = condition else { return false };
    leaf.attribute == Attribute::Category
        && leaf.operand == Operand::Matched(Attribute::Category)
        && matches!(leaf.operator, Operator::Is | Operator::IsOneOf | Operator::Contains)
}

/// Whether it holds only where a text equals another.
fn asks_equality(condition: &Condition) -> bool {
    matches!(condition, Condition::Leaf(leaf) if matches!(leaf.operator, Operator::Is | Operator::IsOneOf))
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
