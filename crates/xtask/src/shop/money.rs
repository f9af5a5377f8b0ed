//! Prices as a page without script shows them.

use kindred_cli::report::grouped;
use kindred_core::price::Price;

/// The signs of the currencies that stand before the amount in English.
const SIGNS: [(&str, &str); 5] = [("EUR", "€"), ("USD", "$"), ("GBP", "£"), ("CAD", "CA$"), ("AUD", "A$")];

/// A price with the currency's sign, thousands apart, and two decimals.
pub(super) fn show(price: Price, currency: &str) -> String {
    let cents = (price.ten_thousandths() + 50) / 100;
    let units = grouped(cents.unsigned_abs() / 100);
    match SIGNS.iter().find(|(code, _)| *code == currency) {
        Some((_, sign)) => format!("{sign}{units}.{:02}", cents % 100),
        None => format!("{currency}\u{a0}{units}.{:02}", cents % 100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_has_its_sign_and_two_decimals() {
        let shown = |text: &str, currency: &str| Price::parse(text).map(|price| show(price, currency));
        assert_eq!(shown("4.5", "EUR").as_deref(), Some("€4.50"));
        assert_eq!(shown("1234567", "USD").as_deref(), Some("$1,234,567.00"));
        assert_eq!(shown("0.995", "SEK").as_deref(), Some("SEK\u{a0}1.00"));
    }
}
