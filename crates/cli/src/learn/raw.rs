//! A line of a log before it is cleaned: read, but not yet held against the other lines of its visitor.

use super::spill::Record;

/// A line that could be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Raw {
    pub(super) visitor: u64,
    /// 0 where the line belongs to no visit and no order that has a name.
    pub(super) basket: u64,
    pub(super) time: i64,
    /// See [`place_in`].
    pub(super) line: u64,
    /// What else it says, to tell it from its double.
    pub(super) rest: u32,
    /// The number of its SKU as written.
    pub(super) sku: u64,
    /// In thousandths, never negative.
    pub(super) quantity: i64,
    pub(super) what: What,
    /// Whether it says how its order fares; what says nothing fares as the order does.
    pub(super) says_state: bool,
}

/// How many elements of a list in one line have places of their own.
const ELEMENTS: u64 = 1 << 16;

/// The place of an element among all lines read: the place of its line, and of the element in a list of that line.
pub(super) fn place_in(line: u32, nth: usize) -> u64 {
    u64::from(line) * ELEMENTS + (nth as u64).min(ELEMENTS - 1)
}

/// The line of such a place.
pub(super) fn line_of(place: u64) -> u32 {
    (place / ELEMENTS) as u32
}

/// What a line says has happened.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub(super) enum What {
    View,
    AddToCart,
    /// A purchase that an event tells of.
    PurchaseEvent,
    /// A line of an order.
    OrderLine,
    /// A line that takes one back.
    Return,
}

impl What {
    const ALL: [What; 5] = [What::View, What::AddToCart, What::PurchaseEvent, What::OrderLine, What::Return];
}

impl Record for Raw {
    const BYTES: usize = 54;

    fn put(&self, bytes: &mut Vec<u8>) {
        bytes.extend(self.visitor.to_le_bytes());
        bytes.extend(self.basket.to_le_bytes());
        bytes.extend(self.time.to_le_bytes());
        bytes.extend(self.sku.to_le_bytes());
        bytes.extend(self.quantity.to_le_bytes());
        bytes.extend(self.line.to_le_bytes());
        bytes.extend(self.rest.to_le_bytes());
        bytes.extend([self.what as u8, u8::from(self.says_state)]);
    }

    fn take(bytes: &[u8]) -> Raw {
        let long = |start: usize| u64::from_le_bytes(std::array::from_fn(|byte| bytes[start + byte]));
        let short = |start: usize| u32::from_le_bytes(std::array::from_fn(|byte| bytes[start + byte]));
        Raw {
            visitor: long(0),
            basket: long(8),
            time: long(16).cast_signed(),
            sku: long(24),
            quantity: long(32).cast_signed(),
            line: long(40),
            rest: short(48),
            what: What::ALL[usize::from(bytes[52])],
            says_state: bytes[53] != 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Raw, Record, What, line_of, place_in};

    #[test]
    fn a_line_comes_back_as_it_went() {
        for (number, what) in (1..).zip(What::ALL) {
            let raw = Raw {
                visitor: u64::MAX - number,
                basket: number,
                time: -1_000_000_007,
                line: place_in(u32::MAX, 70_000),
                rest: 77,
                sku: 1 << 60,
                quantity: 12_500,
                what,
                says_state: number % 2 == 0,
            };
            let mut bytes = Vec::new();
            raw.put(&mut bytes);
            assert_eq!((bytes.len(), Raw::take(&bytes)), (Raw::BYTES, raw));
        }
    }

    #[test]
    fn elements_of_a_line_come_in_their_order_and_before_the_next_line() {
        let places = [place_in(7, 0), place_in(7, 1), place_in(7, 1_000_000), place_in(8, 0)];
        assert!(places.is_sorted_by(|one, next| one < next), "{places:?}");
        assert_eq!(places.map(line_of), [7, 7, 7, 8]);
    }
}
