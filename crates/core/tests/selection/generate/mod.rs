//! Random shops and visits. The values are few and made to meet: the same word in two cases, a number as text and with a
//! leading zero, lists beside single values, categories that lie in each other.

mod products;
mod rules;

use kindred_core::context::Context;
use kindred_core::feed::{self, Feed};
use kindred_core::link::Relation;
use kindred_core::rule::Day;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

/// Attributes of the shop's own, each with its type; no type is `-`.
pub(crate) const ATTRIBUTES: [(&str, &str); 7] = [
    ("free", "-"),
    ("note", "text"),
    ("weight", "number"),
    ("day", "date"),
    ("colour", "select"),
    ("flag", "boolean"),
    ("sizes", "multi-select"),
];

/// How many products a shop has at most; links and carts may name more.
pub(crate) const MAX_PRODUCTS: usize = 8;

const DAYS: [&str; 4] = ["2026-01-01", "2026-01-02", "2026-01-10", "2026-02-01"];

/// What a page asks for.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    pub(crate) relation: Relation,
    pub(crate) limit: Option<u32>,
    pub(crate) viewed: Option<String>,
    pub(crate) cart: Vec<String>,
    pub(crate) segments: Vec<String>,
    pub(crate) group: Option<String>,
    pub(crate) today: Option<String>,
    pub(crate) shown: Vec<String>,
    pub(crate) bought: Vec<String>,
    pub(crate) sold_out: Vec<String>,
    pub(crate) seed: u32,
}

impl Visit {
    pub(crate) fn context(&self) -> Context {
        Context {
            viewed: self.viewed.clone(),
            cart: self.cart.clone(),
            segments: self.segments.clone(),
            group: self.group.clone(),
            today: self.today.as_deref().and_then(Day::parse),
            shown: self.shown.clone(),
            bought: self.bought.clone(),
            sold_out: self.sold_out.clone(),
            seed: self.seed,
            ..Context::new(|text| text.to_lowercase())
        }
    }
}

/// A feed as JSON; a failing test prints it as it would be written.
#[derive(Clone)]
pub(crate) struct Shop(pub(crate) Value);

impl std::fmt::Debug for Shop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

pub(crate) fn shop() -> impl Strategy<Value = Shop> {
    let products = proptest::collection::vec(products::product(), 4..=MAX_PRODUCTS);
    let rules = proptest::collection::vec(rules::rule(), 1..=6);
    let units = [rules::unit(), rules::unit(), rules::unit()];
    let typed: Vec<_> = ATTRIBUTES.into_iter().filter(|(_, kind)| *kind != "-").collect();
    let typed = prop_oneof![3 => Just(typed.clone()), 1 => subsequence(typed, 0..=6)];
    (products, rules, units, typed, select(vec!["adobe", "plain"]), proptest::bool::weighted(0.2)).prop_map(
        |(mut products, mut rules, [related, up_sell, cross_sell], types, logic, show_out_of_stock)| {
            for (number, product) in products.iter_mut().enumerate() {
                product["sku"] = json!(format!("P{number}"));
            }
            for (number, rule) in rules.iter_mut().enumerate() {
                rule["name"] = json!(format!("rule {number}"));
            }
            let types: serde_json::Map<String, Value> =
                types.into_iter().map(|(name, kind)| (name.into(), json!(kind))).collect();
            Shop(json!({
                "format": 1, "currency": "EUR", "logic": logic, "show-out-of-stock": show_out_of_stock,
                "attribute-types": types, "products": products, "rules": rules,
                "units": { "related": related, "up-sell": up_sell, "cross-sell": cross_sell },
            }))
        },
    )
}

/// SKUs of products, of variants, and of nothing.
pub(crate) fn sku() -> impl Strategy<Value = String> {
    // The first ones most often: they are in every shop.
    let product = prop_oneof![4 => 0..4usize, 1 => 0..MAX_PRODUCTS].prop_map(|number| format!("P{number}"));
    prop_oneof![30 => product, 5 => variant(), 1 => Just("gone".to_string())]
}

/// SKUs that only variants have.
pub(crate) fn variant() -> impl Strategy<Value = String> {
    select(vec!["V1", "V2", "V3", "V4"]).prop_map(Into::into)
}

fn visit() -> impl Strategy<Value = Visit> {
    let page = (relation(), proptest::option::weighted(0.3, 0u32..6));
    let products = (proptest::option::weighted(0.95, sku()), proptest::collection::vec(sku(), 0..4));
    let shopper = (
        subsequence(vec!["vip", "staff"], 0..=2),
        select(vec![None, Some("trade"), Some("nobody")]),
        proptest::option::weighted(0.8, select(DAYS.to_vec())),
    );
    let few = || proptest::collection::vec(sku(), 0..2);
    let seen = (few(), few(), few(), any::<u32>());
    (page, products, shopper, seen).prop_map(
        |((relation, limit), (viewed, cart), (segments, group, today), (shown, bought, sold_out, seed))| Visit {
            relation,
            limit,
            viewed,
            cart,
            segments: segments.into_iter().map(Into::into).collect(),
            group: group.map(Into::into),
            today: today.map(Into::into),
            shown,
            bought,
            sold_out,
            seed,
        },
    )
}

/// Related products most often, so that several rules meet there.
fn relation() -> impl Strategy<Value = Relation> + Clone {
    let [related, up_sell, cross_sell] = Relation::ALL.map(Just);
    prop_oneof![3 => related, 1 => up_sell, 1 => cross_sell]
}

/// Several visits to one shop: making the shop is what takes time.
pub(crate) fn visits() -> impl Strategy<Value = Vec<Visit>> {
    proptest::collection::vec(visit(), 4)
}

/// Comparisons, whatever their operator.
pub(crate) fn comparisons() -> impl Strategy<Value = Vec<Value>> {
    proptest::collection::vec(rules::leaf(), 6)
}

/// A quarter of the usual number of shops, as each is visited four times.
pub(crate) fn cases() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases.div_ceil(4), ..usual }
}

pub(crate) fn read(Shop(shop): &Shop) -> Feed {
    feed::read(&shop.to_string()).unwrap_or_else(|error| panic!("{error}: {shop}"))
}

/// One of these values of JSON.
fn one_of(values: Value) -> impl Strategy<Value = Value> + Clone {
    let Value::Array(values) = values else { panic!("a list to choose from") };
    select(values)
}
