//! What lists are made of what shoppers did, worked out by hand.

use kindred_cli::learn::evaluate::{Against, Evaluation, evaluate};
use kindred_cli::learn::lists::rules::{Recency, Rule};
use kindred_cli::learn::lists::{ListType, Rules, learn};
use kindred_cli::learn::log::{Deed, Event, Log};
use proptest::prelude::{prop_assert_eq, proptest};

const DAY: i64 = 86_400;
/// The last second of 2026-11-12.
const NOW: i64 = 20_770 * DAY - 1;
const SKUS: [&str; 4] = ["A", "B", "C", "D"];
const MEMORY: usize = 1 << 20;

/// Somebody did something with a product in a basket, so many seconds before now.
fn event(visitor: u64, basket: u64, seconds_ago: i64, sku: &str, deed: Deed) -> Event {
    let product = SKUS.iter().position(|known| *known == sku).unwrap();
    Event { visitor, basket, time: NOW - seconds_ago, line: 0, product: product as u32, deed }
}

/// The lists of one type, as the file has them.
fn lists(events: &[Event], list: ListType) -> Vec<String> {
    let rules = Rules { lists: [(list, Rule::of(list))].into(), end: Some(NOW + 1) };
    file(events, &rules).lines().skip(1).map(str::to_owned).collect()
}

fn file(events: &[Event], rules: &Rules) -> String {
    let events: Vec<Event> = (0..).zip(events).map(|(line, event)| Event { line, ..*event }).collect();
    let log = Log::of(SKUS.map(str::to_owned).into(), &events);
    let mut bytes = Vec::new();
    learn(&log, rules, MEMORY).unwrap().write(&log, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn what_is_bought_together_goes_by_the_distance_and_ties_go_by_sku() {
    let order: Vec<Event> = ["A", "B", "C"].map(|sku| event(1, 1, 0, sku, Deed::Purchase)).into();
    // A basket of three weighs 577 thousandths; one of one product is added to it: 577 / 1577 is 366 thousandths, and
    // what is two places away weighs 841 thousandths of it.
    assert_eq!(
        lists(&order, ListType::BoughtBought),
        [
            r#"{"type":"bought-bought","sku":"A","list":["B",366,"C",308]}"#,
            r#"{"type":"bought-bought","sku":"B","list":["A",366,"C",366]}"#,
            r#"{"type":"bought-bought","sku":"C","list":["B",366,"A",308]}"#,
        ]
    );
    assert_eq!(lists(&order, ListType::NextItem)[0], r#"{"type":"next-item","sku":"A","list":["B",432,"C",216]}"#);
    // What came before counts half.
    assert_eq!(lists(&order, ListType::NextItem)[1], r#"{"type":"next-item","sku":"B","list":["C",432,"A",216]}"#);
}

#[test]
fn old_orders_count_less_than_new_ones() {
    let order =
        |number, days, sku| ["A", sku].map(|sku| event(number, number, days * DAY, sku, Deed::Purchase)).to_vec();
    let events = [order(1, 120, "B"), order(2, 120, "B"), order(3, 0, "C"), order(4, 0, "C")].concat();
    let of_a = &lists(&events, ListType::BoughtBought)[0];
    assert!(of_a.starts_with(r#"{"type":"bought-bought","sku":"A","list":["C","#), "{of_a}");
    let ancient = [order(1, 4000, "B"), order(3, 0, "C")].concat();
    assert!(lists(&ancient, ListType::BoughtBought).iter().all(|list| !list.contains("\"B\"")));
}

#[test]
fn what_is_viewed_together_is_viewed_in_one_session() {
    let views = [
        event(1, 1, 60, "A", Deed::View),
        event(1, 1, 50, "B", Deed::View),
        event(1, 1, 40, "A", Deed::View),
        event(1, 2, 30, "C", Deed::View),
    ];
    assert_eq!(lists(&views, ListType::ViewedViewed).len(), 2);
    // The shop has three products of which one was seen; the two of one basket weigh 707 thousandths each.
    assert_eq!(lists(&views, ListType::ViewedViewed)[0], r#"{"type":"viewed-viewed","sku":"A","list":["B",414]}"#);
}

#[test]
fn what_is_bought_after_a_view_belongs_to_what_was_seen_before() {
    let events = [
        event(1, 1, 60, "A", Deed::View),
        event(1, 1, 50, "B", Deed::View),
        event(1, 2, 40, "C", Deed::Purchase),
        event(1, 1, 30, "D", Deed::View),
        event(2, 3, 20, "D", Deed::View),
    ];
    assert_eq!(
        lists(&events, ListType::ViewedBought),
        [
            r#"{"type":"viewed-bought","sku":"A","list":["C",348]}"#,
            r#"{"type":"viewed-bought","sku":"B","list":["C",414]}"#,
        ]
    );
}

#[test]
fn the_most_viewed_are_in_most_sessions_of_the_last_week() {
    let views = [
        event(1, 1, 60, "B", Deed::View),
        event(1, 1, 50, "B", Deed::View),
        event(2, 2, 50, "A", Deed::View),
        event(3, 3, 6 * DAY, "A", Deed::View),
        event(4, 4, 7 * DAY, "C", Deed::View),
        event(5, 5, 8 * DAY, "C", Deed::View),
    ];
    assert_eq!(lists(&views, ListType::MostViewed), [r#"{"type":"most-viewed","list":["A",2,"B",1]}"#]);
    assert!(lists(&views, ListType::MostPurchased).is_empty());
}

#[test]
fn the_most_purchased_and_added_are_counted_by_orders_and_carts() {
    let events = [
        event(1, 1, 60, "B", Deed::Purchase),
        event(2, 2, 60, "B", Deed::Purchase),
        event(2, 2, 60, "A", Deed::Purchase),
        event(3, 3, 60, "C", Deed::AddToCart),
    ];
    assert_eq!(lists(&events, ListType::MostPurchased), [r#"{"type":"most-purchased","list":["B",2,"A",1]}"#]);
    assert_eq!(lists(&events, ListType::MostAddedToCart), [r#"{"type":"most-added-to-cart","list":["C",1]}"#]);
}

#[test]
fn a_half_life_makes_numbers_thousandths() {
    let mut rule = Rule::of(ListType::MostPurchased);
    if let Rule::Count(rule) = &mut rule {
        rule.recency = Recency { window_days: 7, half_life_days: 3 };
    }
    let rules = Rules { lists: [(ListType::MostPurchased, rule)].into(), end: Some(NOW + 1) };
    let events = [event(1, 1, 0, "A", Deed::Purchase), event(2, 2, 3 * DAY, "A", Deed::Purchase)];
    assert!(file(&events, &rules).ends_with("{\"type\":\"most-purchased\",\"list\":[\"A\",1500]}\n"));
}

#[test]
fn trending_is_what_rises_and_not_what_is_always_popular() {
    let steady = (0..9).map(|session| event(session, session, session as i64 / 3 * DAY, "A", Deed::View));
    let rising = (10..14).map(|session| event(session, session, 60, "B", Deed::View));
    let events: Vec<Event> = steady.chain(rising).collect();
    // Of thirteen sessions seven were lately: 28 / 13 of B's four were to be expected, and four are 1.04 deviations
    // more.
    assert_eq!(lists(&events, ListType::Trending), [r#"{"type":"trending","list":["B",1040]}"#]);
}

#[test]
fn a_share_of_few_sessions_is_drawn_towards_the_mean() {
    let of = |deed| {
        vec![
            event(1, 1, 100, "A", Deed::View),
            event(1, 2, 90, "A", deed),
            event(2, 3, 80, "A", deed),
            event(2, 4, 70, "A", Deed::View),
            event(3, 5, 60, "B", Deed::View),
            event(4, 6, 60, "B", Deed::View),
            event(5, 7, 60, "B", Deed::View),
        ]
    };
    // One of five sessions came to something, and one of two with A: (1 + 20 / 5) / (2 + 20).
    let bought = lists(&of(Deed::Purchase), ListType::ViewToPurchase);
    assert_eq!(bought, [r#"{"type":"view-to-purchase","list":["A",227]}"#]);
    assert_eq!(lists(&of(Deed::AddToCart), ListType::ViewToCart), [r#"{"type":"view-to-cart","list":["A",227]}"#]);
    assert!(lists(&of(Deed::AddToCart), ListType::ViewToPurchase).is_empty());
}

#[test]
fn the_file_begins_with_the_day_that_the_log_ends() {
    let text = file(&[event(1, 1, 0, "A", Deed::View)], &Rules::default());
    assert_eq!(text.lines().next(), Some(r#"{"format":1,"learned":"2026-11-12"}"#));
    assert_eq!(file(&[], &Rules::default()), "{\"format\":1}\n");
}

/// Four orders before the last two weeks, and two in them.
fn six_orders() -> Evaluation {
    let order = |number: u64, ago: i64, skus: &[&str]| -> Vec<Event> {
        skus.iter().map(|sku| event(number, number, ago, sku, Deed::Purchase)).collect()
    };
    let (before, within) = (14 * DAY + 60, 60);
    let events = [
        order(1, before, &["A", "B"]),
        order(2, before, &["A", "B"]),
        order(3, before, &["A", "C"]),
        order(4, before, &["A"]),
        order(5, within, &["A", "B"]),
        order(6, within, &["A", "C", "D"]),
    ];
    let events: Vec<Event> = (0..).zip(events.concat()).map(|(line, event)| Event { line, ..event }).collect();
    let log = Log::of(SKUS.map(str::to_owned).into(), &events);
    let wanted = [ListType::BoughtBought, ListType::MostPurchased, ListType::NextItem];
    let rules = Rules { lists: wanted.map(|list| (list, Rule::of(list))).into(), end: Some(NOW + 1) };
    evaluate(&log, &rules, 14, Against::Popularity, MEMORY).unwrap().unwrap()
}

/// Hit rate, by page, recall, MRR, coverage and popularity of a method, at every cut the same.
fn figures(evaluated: &Evaluation, list: &str, method: &str) -> [f64; 6] {
    let of_type = evaluated.types.iter().find(|found| found.list == list).unwrap();
    let method = of_type.methods.iter().find(|found| found.method == method).unwrap();
    let figures: Vec<[f64; 6]> = method
        .at
        .iter()
        .map(|at| [at.hit_rate, at.hit_rate_by_page, at.recall, at.mrr, at.coverage, at.popularity])
        .collect();
    assert!(figures.len() == 3 && figures.iter().all(|found| *found == figures[0]), "{figures:?}");
    figures[0]
}

fn assert_close(found: [f64; 6], expected: [f64; 6]) {
    let is_close = found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-12);
    assert!(is_close, "expected {expected:?}, found {found:?}");
}

#[test]
fn the_figures_of_an_evaluation_are_those_worked_out_by_hand() {
    let evaluated = six_orders();
    assert_eq!((evaluated.n_learned, evaluated.n_held_out), (7, 5));
    let asked: Vec<_> = evaluated.types.iter().map(|found| (found.list, found.n_baskets, found.n_pages)).collect();
    assert_eq!(asked, [("bought-bought", 2, 5), ("most-purchased", 2, 2), ("next-item", 2, 3)]);
    // A has the list B, C; B and C have A; D was not sold before. Of the first order both pages hit at once. Of the second
    // one A finds C in the second place, C finds A, and D finds nothing: two of three. A was sold four times, B twice and C
    // once, so their places are 1, 1/2 and 0, and what was shown is B, C, A, B, C, A.
    let own = figures(&evaluated, "bought-bought", "these lists");
    assert_close(own, [(1.0 + 2.0 / 3.0) / 2.0, 0.8, (1.0 + 1.0 / 3.0) / 2.0, (1.0 + 0.5) / 2.0, 1.0, 0.5]);
    // The most popular are A, B, C: D finds A and C among them. Shown are B, C; A, C; B, C; A, B; A, B, C.
    let popular = figures(&evaluated, "bought-bought", "popularity");
    assert_close(popular, [1.0, 1.0, (1.0 + 2.0 / 3.0) / 2.0, (1.0 + 5.0 / 6.0) / 2.0, 1.0, 5.0 / 11.0]);
    // One list for both orders: it has all of the first, and two of the second one's three.
    let shop = figures(&evaluated, "most-purchased", "this list");
    assert_close(shop, [1.0, 1.0, (1.0 + 2.0 / 3.0) / 2.0, 1.0, 1.0, 0.5]);
    // After A comes B, the first of A's list; after A comes C, the second; after A and C comes D, which nobody knows. Shown
    // are B, C; B, C; B.
    let next = figures(&evaluated, "next-item", "these lists");
    assert_close(next, [0.75, 2.0 / 3.0, 0.75, (1.0 + 0.25) / 2.0, 2.0 / 3.0, 0.3]);
}

proptest! {
    #[test]
    fn neither_the_order_of_partitions_nor_little_memory_changes_a_byte(
        rolls in proptest::collection::vec((0..40_u64, 0..3_u64, 0..9 * DAY, 0..4_usize, 0..3_u8), 0..200),
        shift in 0..64_u64,
    ) {
        let deeds = [Deed::View, Deed::AddToCart, Deed::Purchase];
        let events = rolls.iter().map(|(visitor, basket, ago, sku, deed)| {
            event(*visitor, visitor * 3 + basket, *ago, SKUS[*sku], deeds[*deed as usize])
        });
        let events: Vec<Event> = events.collect();
        let moved: Vec<Event> = events.iter().map(|event| Event { visitor: event.visitor + shift, ..*event }).collect();
        prop_assert_eq!(file(&events, &Rules::default()), file(&moved, &Rules::default()));
        let log = Log::of(SKUS.map(str::to_owned).into(), &events);
        prop_assert_eq!(learn(&log, &Rules::default(), 0).unwrap(), learn(&log, &Rules::default(), MEMORY).unwrap());
    }
}
