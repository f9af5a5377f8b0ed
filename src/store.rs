//! What the units of a page share: one language, one cart, one shopper, one throw of the dice. When any of them changes,
//! every unit selects again, in the order of the document, since a product that one unit shows drops out of those behind
//! it.

use crate::browser::{dom, page};
use crate::client;
use crate::unit::Unit;
use crate::view::Action;
use crate::words::Words;
use kindred_core::text::{concat, pieces, texts};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// What the page can say about whoever looks at it.
#[derive(Clone, Copy)]
pub(crate) enum Told {
    /// The SKUs in the cart, last added first.
    Cart,
    /// Customer segments.
    Segments,
    /// The customer group, if any.
    Group,
    /// The SKUs bought before, by what the page says.
    Bought,
    /// The SKUs bought before, by what this browser remembers, the last one first.
    Purchases,
    /// The SKUs looked at before, by what this browser remembers, the last one first.
    History,
    /// The SKUs of the order that the page confirms.
    Order,
}

/// Their names, in the same order: what [`tell`] knows them by.
const TOLD: [&str; 7] = ["cart", "segments", "group", "bought", "purchases", "history", "order"];

/// A unit with its number.
type Shared = (usize, Rc<RefCell<Unit>>);

thread_local! {
    static WORDS: RefCell<Rc<Words>> = RefCell::new(Words::english(""));
    static SHOPPER: RefCell<Vec<Vec<String>>> = RefCell::new(vec![Vec::new(); TOLD.len()]);
    static SEED: Cell<Option<u32>> = const { Cell::new(None) };
    /// In the order of the document.
    static UNITS: RefCell<Vec<Shared>> = const { RefCell::new(Vec::new()) };
    static BUSY: Cell<bool> = const { Cell::new(false) };
    static AGAIN: Cell<bool> = const { Cell::new(false) };
    static NEXT_NUMBER: Cell<usize> = const { Cell::new(0) };
}

/// What the page has said of that.
#[inline(never)]
pub(crate) fn told(what: Told) -> Vec<String> {
    SHOPPER.with_borrow(|shopper| shopper.get(what as usize).cloned().unwrap_or_default())
}

/// The words of the page.
pub(crate) fn words() -> Rc<Words> {
    WORDS.with_borrow(Rc::clone)
}

/// Tells every unit the page's language, and the files with words for it, each over the one before. One that cannot be
/// read is as good as none.
pub(crate) fn set_words(language: &str, files: [Option<String>; 2]) {
    let mut words = Words::english(language);
    for file in files.into_iter().flatten() {
        match words.clone().under_file(language, &file) {
            Ok(more) => words = more,
            Err(error) => dom::warn(&concat(&["kindred: words: ", &error.message])),
        }
    }
    WORDS.set(words);
    refresh_all();
}

/// The throw of the dice: the page's, else this visit's, else this page view's.
pub(crate) fn seed() -> u32 {
    let seed = SEED.get().unwrap_or_else(page::seed);
    SEED.set(Some(seed));
    seed
}

/// Begins anew, with what the page says of the dice.
pub(crate) fn start(seed: Option<u32>) {
    SEED.set(seed);
    refresh_all();
}

/// Selects again for every unit.
pub(crate) fn refresh_all() {
    refresh_from(0);
}

/// Takes in what the page says of the shopper: lists, with a zero byte between them, each a name and its lines.
pub(crate) fn tell(lists: &str) {
    SHOPPER.with_borrow_mut(|shopper| {
        for list in pieces(lists, |byte| byte == 0) {
            let mut lines = texts(list, |byte| byte == b'\n');
            if lines.is_empty() {
                continue;
            }
            let name = lines.remove(0);
            for (known, place) in TOLD.iter().zip(shopper.iter_mut()) {
                if *known == name {
                    *place = lines;
                    break;
                }
            }
        }
    });
    refresh_from(0);
}

pub(crate) fn add(make: impl FnOnce(usize) -> Unit) -> usize {
    let number = NEXT_NUMBER.replace(NEXT_NUMBER.get() + 1);
    let unit = make(number);
    let place = UNITS.with_borrow_mut(|units| {
        let is_before =
            |(_, known): &&Shared| known.try_borrow().is_ok_and(|known| dom::precedes(known.host(), unit.host()));
        let place = units.iter().take_while(is_before).count();
        units.insert(place, (number, Rc::new(RefCell::new(unit))));
        place
    });
    refresh_from(place);
    number
}

pub(crate) fn refresh(number: usize) {
    if let Some(place) = place(number) {
        refresh_from(place);
    }
}

pub(crate) fn remove(number: usize) {
    let Some(place) = place(number) else { return };
    // Dropped behind the semicolon, when the list is no longer borrowed: taking a view down may call back.
    drop(UNITS.with_borrow_mut(|units| units.remove(place)));
    refresh_from(place);
}

/// What a shopper did in a unit.
pub(crate) fn act(number: usize, action: Action) {
    let unit = UNITS.with_borrow(|units| units.iter().find(|(known, _)| *known == number).cloned());
    let was_busy = BUSY.replace(true);
    if let Some((_, unit)) = unit
        && let Ok(mut unit) = unit.try_borrow_mut()
    {
        unit.act(action);
    }
    BUSY.set(was_busy);
    if !was_busy && AGAIN.replace(false) {
        refresh_from(0);
    }
}

fn place(number: usize) -> Option<usize> {
    UNITS.with_borrow(|units| units.iter().position(|(known, _)| *known == number))
}

/// Selects again for the units from that place on.
///
/// A unit tells the page what happens while it is at work, and the page may answer at once with another cart. That is
/// done when the work is.
fn refresh_from(place: usize) {
    if BUSY.replace(true) {
        return AGAIN.set(true);
    }
    let mut from = place;
    loop {
        let units = UNITS.with_borrow(Vec::clone);
        let mut shown = Vec::new();
        if from == 0 {
            client::want_nothing();
        }
        for (place, (_, unit)) in units.iter().enumerate() {
            if let Ok(mut unit) = unit.try_borrow_mut() {
                if place >= from {
                    unit.refresh(&shown);
                }
                unit.add_shown(&mut shown);
            }
        }
        if from == 0 {
            client::forget_unwanted();
        }
        if !AGAIN.replace(false) {
            break;
        }
        from = 0;
    }
    BUSY.set(false);
}
