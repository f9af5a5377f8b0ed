//! Each rule by itself, on the lines of one visitor.

use super::super::Rules;
use super::{Deeds, What, Why};
use crate::learn::raw::{Raw, place_in};
use hashbrown::{HashMap, HashSet};

/// The number of an order that came to nothing.
const CANCELLED: u64 = 7;

const LENIENT: Rules = Rules {
    max_basket: usize::MAX,
    max_an_hour: usize::MAX,
    max_a_day: usize::MAX,
    keep_returned: false,
    keep_duplicates: false,
    keep_purchase_events: false,
};

fn line(time: i64, what: What, sku: u64, quantity: i64) -> Raw {
    let line = place_in(time as u32, 0);
    Raw { visitor: 1, basket: 9, time, line, rest: 0, sku, quantity, what, says_state: false }
}

fn fates(lines: &[Raw], rules: &Rules) -> Vec<Option<Why>> {
    let products: HashMap<u64, Result<u32, Why>> =
        [(1, Ok(0)), (2, Ok(1)), (3, Err(Why::NoProduct))].into_iter().collect();
    let mut deeds = Deeds::of(lines, &products);
    deeds.drop_all(rules, &HashSet::from_iter([CANCELLED]));
    deeds.fates().map(|(_, fate)| fate.err()).collect()
}

#[test]
fn a_return_takes_back_the_latest_purchase_of_as_many_before_it() {
    let lines = [
        line(1, What::OrderLine, 1, 6),
        line(2, What::OrderLine, 1, 6),
        line(3, What::OrderLine, 1, 4),
        line(4, What::OrderLine, 2, 6),
        line(5, What::Return, 1, 6),
        line(6, What::OrderLine, 1, 6),
        line(7, What::Return, 2, 5),
    ];
    let (returned, back) = (Some(Why::Returned), Some(Why::Return));
    assert_eq!(fates(&lines, &LENIENT), [None, returned, None, None, back, None, back]);
    let kept = fates(&lines, &Rules { keep_returned: true, ..LENIENT });
    assert_eq!(kept, [None, None, None, None, back, None, back]);
}

#[test]
fn of_lines_that_say_the_same_the_first_stays() {
    let lines = [
        line(1, What::OrderLine, 1, 1),
        line(1, What::OrderLine, 1, 1),
        line(1, What::OrderLine, 1, 2),
        Raw { rest: 1, ..line(1, What::OrderLine, 1, 1) },
        line(2, What::OrderLine, 1, 1),
        line(3, What::View, 3, 1),
    ];
    let (twice, none) = (Some(Why::Duplicate), Some(Why::NoProduct));
    assert_eq!(fates(&lines, &LENIENT), [None, twice, None, None, None, none]);
    assert_eq!(fates(&lines, &Rules { keep_duplicates: true, ..LENIENT })[1], None);
}

#[test]
fn orders_tell_of_purchases_once() {
    let lines = [
        line(1, What::OrderLine, 1, 1),
        line(2, What::PurchaseEvent, 1, 1),
        line(3, What::PurchaseEvent, 2, 1),
        line(4, What::View, 2, 1),
    ];
    let told = Some(Why::InOrders);
    assert_eq!(fates(&lines, &LENIENT), [None, told, told, None]);
    assert_eq!(fates(&lines, &Rules { keep_purchase_events: true, ..LENIENT }), [None, told, None, None]);
}

#[test]
fn who_does_more_than_a_person_can_is_dropped_but_for_what_was_bought() {
    let view = |time| line(time, What::View, 1, 1);
    let busy = [view(0), view(100), view(200), view(3_601), line(3_700, What::OrderLine, 1, 1)];
    let an_hour = |most| fates(&busy, &Rules { max_an_hour: most, ..LENIENT });
    assert_eq!(an_hour(3), [None; 5], "three in each hour");
    let bot = Some(Why::Bot);
    assert_eq!(an_hour(2), [bot, bot, bot, bot, None]);
    let a_day = |most| fates(&busy, &Rules { max_a_day: most, ..LENIENT });
    assert_eq!((a_day(4)[0], a_day(3)[0]), (None, bot));
}

#[test]
fn a_line_that_says_nothing_of_its_order_fares_as_the_order_does() {
    let lines = [
        Raw { basket: CANCELLED, ..line(1, What::OrderLine, 1, 1) },
        Raw { basket: CANCELLED, says_state: true, ..line(2, What::OrderLine, 2, 1) },
        line(3, What::OrderLine, 1, 1),
    ];
    assert_eq!(fates(&lines, &LENIENT), [Some(Why::CancelledOrder), None, None]);
}

#[test]
fn a_basket_of_too_many_lines_is_dropped_and_the_others_stay() {
    let other = Raw { basket: 8, ..line(9, What::OrderLine, 2, 1) };
    let lines = [line(1, What::OrderLine, 1, 1), line(2, What::OrderLine, 2, 1), line(3, What::View, 2, 1), other];
    let most = |most| fates(&lines, &Rules { max_basket: most, ..LENIENT });
    assert_eq!(most(2), [None; 4]);
    assert_eq!(most(1), [Some(Why::LargeBasket), Some(Why::LargeBasket), None, None]);
    let views = [1, 2, 3].map(|time| line(time, What::View, 1, 1));
    assert_eq!(fates(&views, &Rules { max_basket: 2, ..LENIENT }), [Some(Why::LargeBasket); 3], "a session too");
}

#[test]
fn without_a_session_half_an_hour_of_nothing_ends_a_visit() {
    let view = |time| Raw { basket: 0, ..line(time, What::View, 1, 1) };
    let lines = [view(0), view(1_800), Raw { basket: 5, ..view(1_900) }, view(3_600), view(5_401)];
    let products: HashMap<u64, Result<u32, Why>> = [(1, Ok(0))].into_iter().collect();
    let deeds = Deeds::of(&lines, &products);
    let baskets: Vec<u64> = deeds.fates().map(|(_, event)| event.unwrap().basket).collect();
    assert_eq!((baskets[0], baskets[2]), (baskets[1], 5));
    assert_eq!(baskets[1], baskets[3]);
    assert_ne!(baskets[3], baskets[4]);
}
