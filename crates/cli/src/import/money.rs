//! Cells with money in them: `29.56 EUR,662 USD`, `EUR 1.234,50`, `$15`. A feed has one currency, so of several amounts
//! the one in that currency counts.

use crate::diagnostic::Reason;
use crate::settings::Setting;
use kindred_core::price::Price;

/// What stands before the decimals of a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum DecimalMark {
    /// As in `1,234.56`.
    #[default]
    Point,
    /// As in `1.234,56`.
    Comma,
}

/// The currency of the feed: what the merchant says, else that of the first amount which names one.
#[derive(Clone, Debug, Default)]
pub(crate) struct FeedCurrency(pub(crate) Option<String>);

/// One amount of a cell.
#[derive(PartialEq, Eq, Debug)]
struct Amount<'a> {
    number: &'a str,
    currency: Option<String>,
}

impl DecimalMark {
    /// A number as every reader takes it: without marks between thousands, and with a point before the decimals.
    /// `None` for what is no such number: a mark in any other place may be a slip of the finger worth a factor of ten.
    pub(crate) fn plain_number(self, text: &str) -> Option<String> {
        let (decimal, group) = match self {
            DecimalMark::Point => ('.', ','),
            DecimalMark::Comma => (',', '.'),
        };
        let (whole, fraction) = match text.split_once(decimal) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (text, None),
        };
        let is_group = |letter: char| letter == group || letter == '\'' || letter.is_whitespace();
        let groups: Vec<&str> = whole.split(is_group).collect();
        let (first, others) = groups.split_first()?;
        let fits = others.iter().all(|group| group.len() == 3) && (others.is_empty() || first.len() <= 3);
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !fits || !groups.iter().all(|group| digits(group)) || !fraction.is_none_or(digits) {
            return None;
        }
        let fraction = fraction.map_or_else(String::new, |fraction| format!(".{fraction}"));
        Some(groups.concat() + &fraction)
    }

    fn expected(self) -> &'static str {
        match self {
            DecimalMark::Point => "an amount such as 12.50 or 12.50 EUR",
            DecimalMark::Comma => "an amount such as 12,50 or 12,50 EUR",
        }
    }
}

impl FeedCurrency {
    /// The amount of a cell in the feed's currency; one that names no currency is taken for that.
    pub(crate) fn price(&mut self, text: &str, mark: DecimalMark) -> Result<Price, Reason> {
        let unreadable = || Reason::Unexpected { expected: mark.expected(), found: text.to_owned() };
        let amounts = amounts(text).ok_or_else(unreadable)?;
        let prices: Option<Vec<(Option<&str>, Price)>> = amounts
            .iter()
            .map(|amount| {
                let number = mark.plain_number(amount.number)?;
                Some((amount.currency.as_deref(), Price::parse(&number)?))
            })
            .collect();
        let prices = prices.ok_or_else(unreadable)?;
        if self.0.is_none() {
            self.0 = prices.iter().find_map(|(currency, _)| currency.map(str::to_owned));
        }
        let in_currency = |wanted: Option<&str>| prices.iter().find(|(currency, _)| *currency == wanted);
        match in_currency(self.0.as_deref()).or_else(|| in_currency(None)) {
            Some((_, price)) => Ok(*price),
            None => Err(Reason::OtherCurrency { expected: self.0.clone().unwrap_or_default(), found: text.to_owned() }),
        }
    }
}

/// Takes a cell apart; `None` for anything but numbers, currencies and what separates them. A currency belongs to the
/// number before it, unless the cell begins with one.
fn amounts(text: &str) -> Option<Vec<Amount<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = text.trim_start_matches(is_between);
    while let Some(first) = rest.chars().next() {
        let is_number = first.is_ascii_digit();
        let belongs = |letter: char| match is_number {
            true => letter.is_ascii_digit() || matches!(letter, '.' | ',' | '\'') || letter.is_whitespace(),
            false => letter.is_alphabetic() || SIGNS.contains(&letter),
        };
        let (piece, behind) = rest.split_at(rest.find(|letter| !belongs(letter)).unwrap_or(rest.len()));
        if piece.is_empty() {
            return None;
        }
        pieces.push((is_number, piece.trim_end_matches(is_between)));
        rest = behind.trim_start_matches(is_between);
    }
    let currency_first = pieces.first().is_some_and(|(is_number, _)| !is_number);
    let mut amounts: Vec<Amount<'_>> = Vec::new();
    let mut waiting = None;
    for (is_number, piece) in pieces {
        if is_number {
            amounts.push(Amount { number: piece, currency: waiting.take().flatten() });
            continue;
        }
        let currency = currency(piece)?;
        match amounts.last_mut() {
            Some(amount) if !currency_first && amount.currency.is_none() => amount.currency = currency,
            _ if currency_first && waiting.is_none() => waiting = Some(currency),
            _ => return None,
        }
    }
    (waiting.is_none() && !amounts.is_empty()).then_some(amounts)
}

/// A sign stands for several currencies, so that it says no more than the merchant's own setting.
const SIGNS: [char; 4] = ['$', '€', '£', '¥'];

/// The currency that a word names: the outer `None` for a word that is none, the inner for a sign.
#[allow(clippy::option_option, reason = "the two say different things, and nobody else asks")]
fn currency(word: &str) -> Option<Option<String>> {
    let code = word.to_ascii_uppercase();
    match Setting::Currency.accepts(&code) {
        true => Some(Some(code)),
        false => word.chars().all(|letter| SIGNS.contains(&letter)).then_some(None),
    }
}

fn is_between(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, ',' | ';' | '|' | '/' | '.')
}

#[cfg(test)]
mod tests {
    use super::{DecimalMark, FeedCurrency};

    fn price(text: &str, mark: DecimalMark, currency: &str) -> String {
        let mut known = FeedCurrency(Some(currency.to_owned()).filter(|currency| !currency.is_empty()));
        match known.price(text, mark) {
            Ok(price) => format!("{price} {}", known.0.unwrap_or_default()),
            Err(reason) => reason.to_string(),
        }
    }

    #[test]
    fn of_several_amounts_the_one_in_the_feed_s_currency_counts() {
        for (currency, expected) in [("EUR", "29.56 EUR"), ("USD", "662 USD"), ("", "29.56 EUR")] {
            assert_eq!(price("29.56 EUR,662 USD", DecimalMark::Point, currency), expected);
            assert_eq!(price("EUR 29.56, USD 662", DecimalMark::Point, currency), expected);
        }
        assert_eq!(
            price("29.56 EUR,662 USD", DecimalMark::Point, "SEK"),
            "expected an amount in SEK, found \"29.56 EUR,662 USD\""
        );
    }

    #[test]
    fn an_amount_without_a_currency_is_in_the_feed_s() {
        for text in ["15", "15.00", "$15", "€ 15.00", "15.00 €", " 15 eur "] {
            assert_eq!(price(text, DecimalMark::Point, "EUR"), "15 EUR", "{text}");
        }
    }

    #[test]
    fn thousands_and_decimals_are_told_apart_by_the_mark_and_never_by_guessing() {
        for (text, mark, expected) in [
            ("1,234.56", DecimalMark::Point, Some("1234.56")),
            ("1.234,56", DecimalMark::Comma, Some("1234.56")),
            ("1 234 567,5", DecimalMark::Comma, Some("1234567.5")),
            ("1'234.50", DecimalMark::Point, Some("1234.50")),
            ("1\u{a0}234", DecimalMark::Comma, Some("1234")),
            ("1.234,56", DecimalMark::Point, None),
            ("12,5", DecimalMark::Point, None),
            ("29.56", DecimalMark::Comma, None),
            ("1234,567.00", DecimalMark::Point, None),
            ("12.", DecimalMark::Point, None),
            ("", DecimalMark::Point, None),
        ] {
            assert_eq!(mark.plain_number(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_said_to_be_none() {
        for text in ["-5 EUR", "free", "12 pieces", "EUR", "12 EUR USD", "EUR USD 3", "12,5O", "1-2"] {
            let expected = format!("expected an amount such as 12.50 or 12.50 EUR, found \"{text}\"");
            assert_eq!(price(text, DecimalMark::Point, "EUR"), expected);
        }
    }
}
