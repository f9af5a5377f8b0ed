//! `kindred learn --evaluate`: would the lists have foretold what shoppers did next?
//!
//! The log is split by time. Lists are learned from what lies before, exactly as they would ship, with their whole
//! numbers and their lengths, and asked about what comes after; so are the plain methods that anybody could think of.

mod measure;
mod print;
mod protocol;
mod recommender;

use super::lists::rules::{Closeness, PairRule, Recency, Rule, Share, Size, Together};
use super::lists::{List, ListType, Lists, Rules, counted, learn, together};
use super::log::{Deed, Log};
use crate::cores;
use measure::{Measure, Popularity};
use protocol::Protocol;
use recommender::{Cart, Recommender};
use serde::Serialize;
use std::borrow::Cow;
use std::io;

pub use measure::AtCut;

/// How a list did beside plain methods.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Evaluation {
    /// The version of this format.
    pub format: u32,
    /// When the time begins that was held out, in seconds since 1970 UTC.
    pub split: i64,
    /// When it ends.
    pub end: i64,
    /// Events that the lists were learned from.
    pub n_learned: u64,
    /// Events that were held out.
    pub n_held_out: u64,
    /// By type.
    pub types: Vec<TypeEvaluation>,
}

/// How the lists of one type did.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct TypeEvaluation {
    /// Its name.
    pub list: &'static str,
    /// What was asked, in words.
    pub protocol: &'static str,
    /// Orders or sessions that were asked about.
    pub n_baskets: u64,
    /// Questions: page views.
    pub n_pages: u64,
    /// The list that would ship first, then the plain methods.
    pub methods: Vec<MethodEvaluation>,
}

/// How one method did.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct MethodEvaluation {
    /// Its name.
    pub method: &'static str,
    /// With the first 5, 10 and 20 of what it recommends.
    pub at: Vec<AtCut>,
}

/// The version of the JSON that is made of an evaluation.
const FORMAT: u32 = 1;

/// What lists are compared with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Against {
    /// The most popular products.
    Popularity,
    /// Those, and plain ways to count pairs.
    Pairs,
}

/// How many of what is recommended are looked at.
pub(crate) const CUTS: [usize; 3] = [5, 10, 20];
/// Where plain methods begin: before all logs.
const ALWAYS: Recency = Recency { window_days: 36_500, half_life_days: 0 };
/// How long the lists of plain methods are: what is in the cart already leaves gaps in them.
const LONG: u32 = 100;

/// Pair confidence: the share of the orders with one product that have the other one too.
const CONFIDENCE: PairRule = PairRule {
    from: Deed::Purchase,
    to: Deed::Purchase,
    together: Together::Basket,
    backward: 1000,
    recency: ALWAYS,
    reach: u32::MAX,
    closeness: Closeness::Same,
    size: Size::Same,
    share: Share::OfPage,
    prior: 0,
    rise_days: 0,
    length: LONG,
};
const COSINE: PairRule = PairRule { share: Share::Cosine, ..CONFIDENCE };
/// What came at most ten lines later, by the inverse of the distance.
const SEQUENTIAL: PairRule = PairRule { backward: 0, reach: 10, closeness: Closeness::Inverse, ..CONFIDENCE };

/// Learns from what lies before the last so many days of a log, and asks about those days; nothing comes of a log that
/// has no events on one side.
///
/// # Errors
///
/// When a temporary file cannot be written or read.
pub fn evaluate(
    log: &Log,
    rules: &Rules,
    days: u32,
    against: Against,
    memory: usize,
) -> io::Result<Option<Evaluation>> {
    let Some(end) = rules.end(log) else {
        return Ok(None);
    };
    let split = protocol::split(end, days);
    let (n_learned, n_held_out) = protocol::sizes(log, split, end)?;
    if n_learned == 0 || n_held_out == 0 {
        return Ok(None);
    }
    let lists = learn(log, &Rules { end: Some(split), ..rules.clone() }, memory)?;
    let wanted: Vec<(ListType, Rule)> = rules.lists.iter().map(|(list, rule)| (*list, *rule)).collect();
    let types = cores::jobs(wanted.len(), |job| {
        let (list_type, rule) = &wanted[job];
        evaluate_type(log, *list_type, rule, &lists, against, split..end, memory / 4)
    });
    let types: Vec<TypeEvaluation> = types.into_iter().collect::<io::Result<_>>()?;
    // A log of orders alone says nothing of views.
    let is_learned = |list: &&(ListType, Rule)| lists.lists.get(&list.0).is_some_and(|list| !list.is_empty());
    let wanted = wanted.iter().filter(is_learned).map(|(list, _)| list.name());
    let wanted: Vec<&str> = wanted.collect();
    let has_any = |evaluated: &TypeEvaluation| evaluated.n_pages > 0 && wanted.contains(&evaluated.list);
    let types = types.into_iter().filter(has_any).collect();
    Ok(Some(Evaluation { format: FORMAT, split, end, n_learned, n_held_out, types }))
}

fn evaluate_type(
    log: &Log,
    list_type: ListType,
    rule: &Rule,
    lists: &Lists,
    against: Against,
    held_out: std::ops::Range<i64>,
    memory: usize,
) -> io::Result<TypeEvaluation> {
    let protocol = Protocol::of(list_type, rule);
    let popularity = Popularity::new(counted::counts(log, protocol.to(), ALWAYS.window_days, held_out.start)?);
    let n_products = log.products.len();
    let pages = |lists, cart| Recommender::Pages { lists, cart };
    let mut methods: Vec<(&'static str, Recommender<'_>)> = Vec::new();
    match lists.lists.get(&list_type) {
        Some(List::Pages(own)) if list_type == ListType::NextItem => {
            methods.push(("these lists", pages(Cow::Borrowed(own), Cart::Sum)));
            if let Some(List::Pages(bought)) = lists.lists.get(&ListType::BoughtBought) {
                methods.push(("bought-bought", pages(Cow::Borrowed(bought), Cart::Sum)));
            }
        }
        Some(List::Pages(own)) => methods.push(("these lists", pages(Cow::Borrowed(own), Cart::Last))),
        Some(List::Shop(entries)) => {
            let products = entries.iter().map(|entry| entry.product).collect();
            methods.push(("this list", Recommender::Shop(products)));
        }
        None => {}
    }
    methods.push(("popularity", Recommender::Shop(popularity.ranked(LONG as usize))));
    let plain = if against == Against::Pairs { plain_methods(list_type, rule) } else { Vec::new() };
    for (name, plain) in plain {
        let counted = together::pair_lists(log, &plain, held_out.start, memory)?;
        methods.push((name, pages(Cow::Owned(counted), Cart::Last)));
    }
    let mut measures: Vec<Measure> = methods.iter().map(|_| Measure::new(n_products)).collect();
    protocol.each_question(log, held_out, |question| {
        for ((_, recommender), measure) in methods.iter().zip(&mut measures) {
            measure.add(question, recommender, &popularity);
        }
    })?;
    let n_baskets = measures.first().map_or(0, Measure::n_baskets);
    let n_pages = measures.first().map_or(0, Measure::n_pages);
    let methods = methods.iter().zip(&measures);
    let methods = methods.map(|((method, _), measure)| MethodEvaluation { method, at: measure.at_cuts(&popularity) });
    let methods = methods.collect();
    Ok(TypeEvaluation { list: list_type.name(), protocol: protocol.words(), n_baskets, n_pages, methods })
}

/// How many times an evaluation goes through a log.
pub fn n_passes(rules: &Rules, against: Against) -> u64 {
    let n_plain = |(list, rule): (&ListType, &Rule)| match against {
        Against::Pairs => plain_methods(*list, rule).len() as u64,
        Against::Popularity => 0,
    };
    // One for sizes, and for each type one to learn, one for what is popular and one to ask.
    1 + rules.lists.iter().map(|of_type| 3 + n_plain(of_type)).sum::<u64>()
}

/// What a list of pairs is compared with, from all that lies before.
fn plain_methods(list_type: ListType, rule: &Rule) -> Vec<(&'static str, PairRule)> {
    let Rule::Pairs(PairRule { from, to, together, .. }) = *rule else {
        return Vec::new();
    };
    let of = |plain| PairRule { from, to, together, ..plain };
    match (list_type, together) {
        (ListType::NextItem, _) => vec![("item kNN", of(COSINE)), ("sequential rules", of(SEQUENTIAL))],
        (_, Together::Basket) => vec![("confidence", of(CONFIDENCE)), ("cosine", of(COSINE))],
        (_, Together::Before { .. }) => vec![("confidence", of(CONFIDENCE))],
    }
}
