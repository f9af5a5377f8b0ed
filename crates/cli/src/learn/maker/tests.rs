//! What lines say, and what keeps them from being used.

use super::super::field::{ByField, Field, Kind};
use super::super::raw::{Raw, What};
use super::super::words::EventWords;
use super::{Cells, Fault, Maker, Why, id, is_positive};
use crate::diagnostic::Reason;
use glob::Pattern;

fn maker(kind: Kind) -> Maker {
    Maker {
        kind,
        clock: Default::default(),
        decimal_mark: Default::default(),
        words: EventWords::default(),
        cancellations: vec![Pattern::new("C*").unwrap()],
        not_orders: vec![Pattern::new("A[0-9]*").unwrap()],
        cancelled_statuses: vec!["refunded".to_owned()],
    }
}

fn cells<'a>(said: &[(Field, &'a str)]) -> Cells<'a> {
    let mut cells = ByField::of(|_| "");
    said.iter().for_each(|(field, text)| cells.set(*field, *text));
    cells
}

fn order_line(changed: &[(Field, &str)]) -> Result<Raw, Fault> {
    let usual = [(Field::Order, "7"), (Field::Sku, "A"), (Field::Time, "2026-11-22 10:00"), (Field::Price, "1.50")];
    maker(Kind::Orders).make(&cells(&[&usual, changed].concat()))
}

fn event(changed: &[(Field, &str)]) -> Result<Raw, Fault> {
    let usual =
        [(Field::Event, "view_item"), (Field::Sku, "A"), (Field::Time, "2026-11-22 10:00"), (Field::Session, "s1")];
    maker(Kind::Events).make(&cells(&[&usual, changed].concat()))
}

#[test]
fn a_line_of_an_order_is_a_purchase_of_one_unless_it_says_how_many() {
    let line = order_line(&[]).unwrap();
    assert_eq!((line.what, line.quantity, line.visitor), (What::OrderLine, 1000, line.basket));
    let quantity = |text| order_line(&[(Field::Quantity, text)]).map(|line| (line.what, line.quantity));
    assert_eq!(quantity("12"), Ok((What::OrderLine, 12_000)));
    assert_eq!(quantity("1,250.5"), Ok((What::OrderLine, 1_250_500)));
    assert_eq!(quantity("2.0000"), Ok((What::OrderLine, 2_000)));
    assert_eq!(quantity("-3"), Ok((What::Return, 3_000)));
    assert_eq!(quantity("0"), Err(Fault::Dropped(Why::NoQuantity)));
    for text in ["a few", "1.2.3", "--1", "1e3", "99999999999999999999"] {
        let reason = Reason::Unexpected { expected: "a quantity such as 2 or -1", found: text.into() };
        assert_eq!(quantity(text), Err(Fault::Wrong(Field::Quantity, reason)));
    }
}

#[test]
fn an_order_tells_by_its_number_or_its_state_that_it_came_to_nothing() {
    assert_eq!(order_line(&[(Field::Order, "C7")]).unwrap().what, What::Return);
    assert_eq!(order_line(&[(Field::Order, "A7")]), Err(Fault::Dropped(Why::NoOrder)));
    assert_eq!(order_line(&[(Field::Status, "Refunded")]), Err(Fault::Cancelled(order_line(&[]).unwrap().basket)));
    let [complete, silent] = ["complete", ""].map(|status| order_line(&[(Field::Status, status)]).unwrap());
    assert_eq!((complete.what, complete.says_state, silent.says_state), (What::OrderLine, true, false));
}

#[test]
fn nothing_is_bought_for_nothing_but_a_price_need_not_be_said() {
    for (price, expected) in [("", true), ("€ 1.234,50", true), ("0,00", false), ("-5", false), ("(5.00)", false)] {
        assert_eq!(is_positive(price), Ok(expected), "{price}");
    }
    assert!(is_positive("free").is_err());
    assert_eq!(order_line(&[(Field::Price, "0.0")]), Err(Fault::Dropped(Why::NoPrice)));
    let taken_back = order_line(&[(Field::Price, "0.0"), (Field::Quantity, "-1")]).unwrap();
    assert_eq!(taken_back.what, What::Return, "a return has no price of its own");
}

#[test]
fn who_it_was_is_the_customer_else_the_visit_else_the_order() {
    let [customer, session, order] = [
        order_line(&[(Field::Customer, "17850"), (Field::Session, "s")]).unwrap(),
        order_line(&[(Field::Customer, "guest"), (Field::Session, "s")]).unwrap(),
        order_line(&[(Field::Customer, "0.0")]).unwrap(),
    ];
    assert_eq!(session.visitor, event(&[(Field::Session, "s")]).unwrap().visitor);
    assert_eq!(customer.visitor, event(&[(Field::Customer, "17850.0")]).unwrap().visitor);
    assert_eq!(order.visitor, order.basket);
    assert_eq!([id("7.0"), id("7.00"), id("NULL"), id("")], [Some("7"), Some("7.00"), None, None]);
    assert_eq!(["anonymous", "Unknown", "-1", "GUEST", "-12"].map(id), [None, None, None, None, Some("-12")]);
}

#[test]
fn an_event_belongs_to_its_visit_and_a_purchase_to_its_order() {
    let view = event(&[]).unwrap();
    assert_eq!((view.what, view.visitor), (What::View, view.basket));
    assert_eq!(event(&[(Field::Session, ""), (Field::Customer, "c")]).unwrap().basket, 0);
    let bought = event(&[(Field::Event, "purchase"), (Field::Order, "7")]).unwrap();
    assert_eq!((bought.basket, bought.what), (order_line(&[]).unwrap().basket, What::PurchaseEvent));
    assert_eq!(event(&[(Field::Event, "scroll"), (Field::Sku, "")]), Err(Fault::Dropped(Why::OtherEvent)));
    let reason = Reason::Missing { expected: "a customer, a visitor or a session" };
    assert_eq!(event(&[(Field::Session, "")]), Err(Fault::Wrong(Field::Session, reason)));
}

#[test]
fn the_sessions_of_two_browsers_that_began_in_the_same_second_are_two() {
    let of = |browser| event(&[(Field::Session, "1795356309"), (Field::Visitor, browser)]).unwrap();
    let [one, other] = [of("11.22"), of("33.44")];
    assert_ne!((one.visitor, one.basket), (other.visitor, other.basket));
    assert_ne!(one.basket, other.basket);
    let later = event(&[(Field::Session, "1795999999"), (Field::Visitor, "11.22")]).unwrap();
    assert_eq!(later.visitor, one.visitor, "months of one browser are one visitor");
    assert_ne!(later.basket, one.basket, "and several sessions");
    let known = event(&[(Field::Customer, "7"), (Field::Visitor, "11.22")]).unwrap();
    assert_eq!(known.visitor, event(&[(Field::Customer, "7")]).unwrap().visitor);
}

#[test]
fn a_line_without_what_it_must_say_is_wrong_at_that_place() {
    for (field, expected) in [(Field::Order, "an order number"), (Field::Sku, "a SKU"), (Field::Time, "a time")] {
        assert_eq!(order_line(&[(field, "")]), Err(Fault::Wrong(field, Reason::Missing { expected })));
    }
    let reason =
        |found: &str| Reason::Unexpected { expected: "a time such as 2026-11-22 14:05:09", found: found.into() };
    assert_eq!(order_line(&[(Field::Time, "soon")]), Err(Fault::Wrong(Field::Time, reason("soon"))));
    assert_eq!(order_line(&[(Field::Time, "1/2/2026")]), Err(Fault::WhichOrder(reason("1/2/2026"))));
}
