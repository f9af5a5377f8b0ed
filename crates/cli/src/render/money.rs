//! Prices in words, as a page without script shows them: by the tables of the Unicode consortium, which browsers have too.

use fixed_decimal::Decimal;
use icu_decimal::DecimalFormatter;
use icu_experimental::dimension::currency::CurrencyType;
use icu_experimental::dimension::currency::formatter::CurrencyFormatter;
use icu_locale_core::Locale;
use icu_locale_core::extensions::unicode::Value;
use kindred_core::price::Price;

/// Writes amounts of one currency in one language.
pub struct Money(Option<CurrencyFormatter<DecimalFormatter>>);

impl Money {
    /// A formatter for an ISO 4217 currency and a BCP 47 language. A language that nobody knows gives way to English.
    pub fn new(language: &str, currency: &str) -> Money {
        let currency: Option<Value> = currency.to_ascii_lowercase().parse().ok();
        let currency = currency.and_then(|value| CurrencyType::try_from(&value).ok());
        let format =
            |locale: Locale| CurrencyFormatter::try_new_symbol((&locale).into(), currency?, Default::default()).ok();
        let english = || format(icu_locale_core::locale!("en"));
        Money(language.parse().ok().and_then(format).or_else(english))
    }

    /// The amount as a shopper reads it; nothing where the currency is none.
    pub fn write(&self, price: Price) -> Option<String> {
        const DECIMALS: i16 = -4;
        let mut amount = Decimal::from(price.ten_thousandths());
        amount.multiply_pow10(DECIMALS);
        self.0.as_ref().map(|format| format.format_fixed_decimal(&amount).to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(language: &str, currency: &str, price: &str) -> Option<String> {
        Money::new(language, currency).write(Price::parse(price)?)
    }

    #[test]
    fn a_price_is_written_as_people_of_its_language_do() {
        for (language, currency, price, expected) in [
            ("en", "EUR", "1234.5", "€1,234.50"),
            ("en-US", "USD", "0.995", "$1.00"),
            ("sv", "SEK", "1234.5", "1\u{a0}234,50\u{a0}kr"),
            ("de", "EUR", "1234.5", "1.234,50\u{a0}€"),
            ("ja", "JPY", "1980", "￥1,980"),
            ("nl", "EUR", "4", "€\u{a0}4,00"),
            ("en", "KWD", "1.25", "KWD\u{a0}1.250"),
        ] {
            assert_eq!(written(language, currency, price).as_deref(), Some(expected), "{language} {currency}");
        }
    }

    #[test]
    fn a_language_that_nobody_knows_gives_way_to_english_and_a_currency_that_is_none_to_nothing() {
        assert_eq!(written("?", "EUR", "4").as_deref(), Some("€4.00"));
        assert_eq!(written("en", "euros", "4"), None);
    }
}
