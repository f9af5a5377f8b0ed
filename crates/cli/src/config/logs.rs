//! The keys of a config file that are about logs: where orders and events are, what their columns mean, and what is
//! taken out of them.

use super::file::Texts;
use super::lists::ListsTable;

/// What some files of orders or events mean.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(crate) struct LogMap {
    /// Patterns of files; the first map that fits a file of the command line has it, and one without any fits all.
    pub(crate) files: Texts,
    pub(crate) delimiter: Option<String>,
    pub(crate) encoding: Option<String>,
    pub(crate) time_zone: Option<String>,
    pub(crate) decimal_mark: Option<String>,
    /// Which number of a date such as 3/4/2026 is the month.
    pub(crate) date_order: Option<String>,
    pub(crate) columns: LogColumns,
    /// What events are called.
    pub(crate) event_names: Option<EventNames>,
    /// Order numbers of cancellations.
    pub(crate) cancellations: Texts,
    /// Order numbers of what is no order.
    pub(crate) not_orders: Texts,
    /// States of orders that came to nothing.
    pub(crate) cancelled_statuses: Option<Texts>,
}

/// Which column holds what; those that are not said are recognised.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(crate) struct LogColumns {
    pub(crate) order: Option<String>,
    pub(crate) sku: Option<String>,
    pub(crate) time: Option<String>,
    pub(crate) quantity: Option<String>,
    pub(crate) price: Option<String>,
    pub(crate) customer: Option<String>,
    pub(crate) visitor: Option<String>,
    pub(crate) session: Option<String>,
    pub(crate) event: Option<String>,
    pub(crate) status: Option<String>,
}

/// The names of the events that matter.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(crate) struct EventNames {
    pub(crate) view: Texts,
    pub(crate) add_to_cart: Texts,
    pub(crate) purchase: Texts,
}

/// What is learned, and of what.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(crate) struct LearnTable {
    /// Patterns of SKUs that are products.
    pub(crate) products: Texts,
    /// Patterns of SKUs that are none.
    pub(crate) not_products: Option<Texts>,
    pub(crate) max_basket: Option<u32>,
    pub(crate) max_events_an_hour: Option<u32>,
    pub(crate) max_events_a_day: Option<u32>,
    pub(crate) keep_returned: bool,
    pub(crate) keep_duplicates: bool,
    pub(crate) keep_purchase_events: bool,
    /// What lists are made of.
    pub(crate) lists: ListsTable,
}
