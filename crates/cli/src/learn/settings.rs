//! What the config and the command say about logs, and what stands where they say nothing.

use super::clean::Rules;
use super::clock::{Clock, DateOrder};
use super::field::plain;
use super::maker::Maker;
use super::raw::What;
use super::reader::Manner;
use super::skus::{FEES, Wares};
use super::source::Source;
use super::words::EventWords;
use crate::config::{Config, LearnTable, LogMap};
use crate::import::DecimalMark;
use crate::pipeline::{BuildError, BuildOptions, encoding};
use crate::settings::Setting;
use encoding_rs::Encoding;
use glob::Pattern;
use jiff::tz::TimeZone;

/// What holds for all files.
pub(super) struct Settings<'c> {
    pub(super) config: Option<&'c Config>,
    zone: Option<TimeZone>,
    encoding: Option<&'static Encoding>,
}

/// The names of the orders of day and month.
pub(crate) const DATE_ORDERS: [&str; 2] = [DateOrder::ALL[0].0, DateOrder::ALL[1].0];

/// What shop systems call orders that came to nothing.
const CANCELLED: [&str; 6] = ["canceled", "cancelled", "refunded", "voided", "fraud", "failed"];
/// A basket of a thousand lines has as many pairs as fifty thousand of five lines, and is nobody's taste. Wholesale
/// orders of some hundred lines are normal, and say something.
const MAX_BASKET: usize = 1_000;
/// One product every six seconds for an hour.
const MAX_AN_HOUR: usize = 600;
/// Three hours of one product every six seconds.
const MAX_A_DAY: usize = 2_000;

impl<'c> Settings<'c> {
    /// What the command says, else the config, else the catalogue.
    pub(super) fn of(
        options: &BuildOptions,
        config: Option<&'c Config>,
        zone_of_catalogue: Option<&str>,
    ) -> Result<Settings<'c>, BuildError> {
        let own = config.map(|config| &config.file);
        let said = |option: &Option<String>, own: Option<&String>| option.clone().or_else(|| own.cloned());
        let zone_name = said(&options.time_zone, own.and_then(|file| file.time_zone.as_ref()));
        let zone = zone_name.or_else(|| zone_of_catalogue.map(str::to_owned)).map(|name| zone(&name)).transpose()?;
        let encoding_name = said(&options.encoding, own.and_then(|file| file.encoding.as_ref()));
        Ok(Settings { config, zone, encoding: encoding_name.as_deref().map(encoding).transpose()? })
    }

    /// How to read a file.
    pub(super) fn manner<'s>(&self, source: &Source<'s>) -> Result<Manner<'s>, BuildError> {
        let map = source.map;
        let text = |value: fn(&LogMap) -> &Option<String>| map.and_then(|map| value(map).as_deref());
        let own_zone = text(|map| &map.time_zone).map(zone).transpose()?;
        let maker = Maker {
            kind: source.kind,
            clock: Clock {
                zone: own_zone.or_else(|| self.zone.clone()),
                order: text(|map| &map.date_order).and_then(DateOrder::parse),
            },
            decimal_mark: match text(|map| &map.decimal_mark) {
                Some(",") => DecimalMark::Comma,
                _ => DecimalMark::Point,
            },
            words: words(map),
            cancellations: patterns(map.map_or(&[], |map| &map.cancellations.0)),
            not_orders: patterns(map.map_or(&[], |map| &map.not_orders.0)),
            cancelled_statuses: match map.and_then(|map| map.cancelled_statuses.as_ref()) {
                Some(statuses) => statuses.0.iter().map(|status| plain(status)).collect(),
                None => CANCELLED.map(plain).to_vec(),
            },
        };
        let delimiter = text(|map| &map.delimiter).and_then(|delimiter| delimiter.bytes().next());
        let own_encoding = text(|map| &map.encoding).map(encoding).transpose()?;
        let columns = map.map(|map| &map.columns);
        Ok(Manner { maker, columns, delimiter, encoding: own_encoding.or(self.encoding) })
    }
}

/// What is taken out.
pub(super) fn rules(config: Option<&Config>, has_orders: bool) -> Rules {
    let own = config.map(|config| config.file.learn.clone()).unwrap_or_default();
    let most = |said: Option<u32>, stock: usize| said.map_or(stock, |most| most as usize);
    let LearnTable { max_basket, max_events_an_hour, max_events_a_day, .. } = own;
    Rules {
        max_basket: most(max_basket, MAX_BASKET),
        max_an_hour: most(max_events_an_hour, MAX_AN_HOUR),
        max_a_day: most(max_events_a_day, MAX_A_DAY),
        keep_returned: own.keep_returned,
        keep_duplicates: own.keep_duplicates,
        keep_purchase_events: own.keep_purchase_events || !has_orders,
    }
}

/// Which SKUs are products.
pub(super) fn wares(config: Option<&Config>) -> Wares {
    let own = config.map(|config| &config.file.learn);
    let not_products = match own.and_then(|own| own.not_products.as_ref()) {
        Some(texts) => patterns(&texts.0),
        None => patterns(&FEES),
    };
    Wares { products: patterns(own.map_or(&[], |own| &own.products.0)), not_products }
}

fn words(map: Option<&LogMap>) -> EventWords {
    let Some(names) = map.and_then(|map| map.event_names.as_ref()) else {
        return EventWords::default();
    };
    let lists =
        [(&names.view, What::View), (&names.add_to_cart, What::AddToCart), (&names.purchase, What::PurchaseEvent)];
    EventWords::of(lists.into_iter().flat_map(|(texts, what)| texts.0.iter().map(move |text| (text.as_str(), what))))
}

/// The config's patterns have been looked at.
fn patterns(texts: &[impl AsRef<str>]) -> Vec<Pattern> {
    texts.iter().filter_map(|text| Pattern::new(text.as_ref()).ok()).collect()
}

fn zone(name: &str) -> Result<TimeZone, BuildError> {
    let expected = Setting::TimeZone.expected();
    let unknown = |_| BuildError::Setting { option: "--time-zone", expected, found: name.to_owned() };
    TimeZone::get(name).map_err(unknown)
}
