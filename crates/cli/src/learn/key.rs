//! Numbers that stand for texts: who, together with what, and which spelling of a SKU.
//!
//! Of a hundred million different texts, two have the same number once in some thousand logs: what is learned of one
//! visitor more or less is the same list.

use crate::fnv;

/// What a number stands for: the customer 7 is not the order 7.
#[derive(Clone, Copy)]
pub(super) enum Of {
    Customer,
    Session,
    Order,
    Sku,
    /// What else a line says, to tell it from its double.
    Rest,
    /// Whoever uses one browser.
    Browser,
}

/// The number of a text; never 0, which stands for none.
pub(super) fn key(of: Of, text: &str) -> u64 {
    mixed(fnv::with(mixed(fnv::START + of as u64), text.bytes())).max(1)
}

/// The number of a visit that no number is given for: whose it is, and when it began.
pub(super) fn visit_key(visitor: u64, began: i64) -> u64 {
    joined(visitor, began.cast_unsigned())
}

/// The number of something that is told apart only within something else: `ga_session_id` counts for each visitor.
pub(super) fn joined(whole: u64, part: u64) -> u64 {
    mixed(whole.rotate_left(17) ^ mixed(part)).max(1)
}

/// Every bit of a number spread over all of them.
fn mixed(mut number: u64) -> u64 {
    for factor in [0xff51_afd7_ed55_8ccd, 0xc4ce_b9fe_1a85_ec53] {
        number = (number ^ (number >> 33)).wrapping_mul(factor);
    }
    number ^ (number >> 33)
}

#[cfg(test)]
mod tests {
    use super::{Of, key, visit_key};
    use std::collections::BTreeSet;

    #[test]
    fn texts_that_differ_have_numbers_that_differ() {
        let numbers: BTreeSet<u64> = (0..100_000).map(|text| key(Of::Order, &text.to_string())).collect();
        assert_eq!(numbers.len(), 100_000);
        assert_ne!(key(Of::Order, "7"), key(Of::Customer, "7"));
        // These two were one visitor once: the kind must not be undone by a letter.
        assert_ne!(key(Of::Order, "5"), key(Of::Customer, "7"));
        assert_ne!(visit_key(1, 2), visit_key(2, 1));
    }

    #[test]
    fn the_number_of_a_text_is_the_same_in_every_version() {
        assert_eq!(key(Of::Sku, "24-MB01"), 0xc462_a636_5f2e_b14c);
    }
}
