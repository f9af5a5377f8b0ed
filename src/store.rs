//! What the units of a page share: one feed, one cart. When either changes, every unit selects again.

use crate::client::Failure;
use crate::unit::Unit;
use crate::view::Action;
use kindred_core::feed::Feed;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The feed as far as it is known.
#[derive(Clone)]
pub(crate) enum FeedState {
    /// It is on its way.
    Loading,
    /// It is here.
    Ready(Rc<Feed>),
    /// It will not come.
    Failed(Failure),
}

type Shared = Rc<RefCell<Unit>>;

thread_local! {
    static FEED: RefCell<FeedState> = const { RefCell::new(FeedState::Loading) };
    static CART: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static UNITS: RefCell<Vec<(usize, Shared)>> = const { RefCell::new(Vec::new()) };
    static AGAIN: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
    static NEXT_NUMBER: Cell<usize> = const { Cell::new(0) };
}

pub(crate) fn feed() -> FeedState {
    FEED.with_borrow(FeedState::clone)
}

/// The SKUs that the page said are in the cart, last added first.
pub(crate) fn cart() -> Vec<String> {
    CART.with_borrow(Vec::clone)
}

pub(crate) fn feed_awaited() {
    FEED.set(FeedState::Loading);
}

pub(crate) fn feed_arrived(feed: Result<Feed, Failure>) {
    FEED.set(match feed {
        Ok(feed) => FeedState::Ready(Rc::new(feed)),
        Err(failure) => FeedState::Failed(failure),
    });
    refresh_all();
}

pub(crate) fn set_cart(skus: &str) {
    CART.set(skus.split('\n').filter(|sku| !sku.is_empty()).map(String::from).collect());
    refresh_all();
}

pub(crate) fn add(make: impl FnOnce(usize) -> Unit) -> usize {
    let number = NEXT_NUMBER.replace(NEXT_NUMBER.get() + 1);
    let unit = make(number);
    UNITS.with_borrow_mut(|units| units.push((number, Rc::new(RefCell::new(unit)))));
    refresh(number);
    number
}

pub(crate) fn refresh(number: usize) {
    with(number, Unit::refresh);
}

pub(crate) fn remove(number: usize) {
    let removed = UNITS.with_borrow_mut(|units| {
        let place = units.iter().position(|(known, _)| *known == number);
        place.map(|place| units.remove(place))
    });
    // Dropped here, when the list is no longer borrowed: taking a view down may call back.
    drop(removed);
}

fn refresh_all() {
    let numbers: Vec<usize> = UNITS.with_borrow(|units| units.iter().map(|(number, _)| *number).collect());
    for number in numbers {
        refresh(number);
    }
}

/// What a shopper did in a unit.
pub(crate) fn act(number: usize, action: Action) {
    with(number, |unit| unit.act(action));
}

/// Does something to a unit, if it is still there.
///
/// A unit tells the page what happens while it is at work, and the page may answer at once with another cart. A
/// unit that is at work selects again when it has done.
fn with(number: usize, work: impl FnOnce(&mut Unit)) {
    let unit =
        UNITS.with_borrow(|units| units.iter().find(|(known, _)| *known == number).map(|(_, unit)| unit.clone()));
    let Some(unit) = unit else { return };
    let Ok(mut at_work) = unit.try_borrow_mut() else {
        return AGAIN.with_borrow_mut(|numbers| numbers.push(number));
    };
    work(&mut at_work);
    while AGAIN.with_borrow_mut(|numbers| take(numbers, number)) {
        at_work.refresh();
    }
}

/// Takes every copy of a number out of a list; whether there was one.
fn take(numbers: &mut Vec<usize>, number: usize) -> bool {
    let n_before = numbers.len();
    numbers.retain(|known| *known != number);
    numbers.len() < n_before
}
