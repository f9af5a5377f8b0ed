//! Which columns of a file hold what: those that the config names, and those that have a well-known name.

use super::field::{ByField, Field, Kind};
use crate::config::LogColumns;

/// The column of each field.
pub(super) type Plan = ByField<Option<String>>;

/// How many columns a message names.
const SHOWN: usize = 12;

/// The columns of a file that has these; else why it cannot be used.
pub(super) fn plan(kind: Kind, named: Option<&LogColumns>, columns: &[&str]) -> Result<Plan, String> {
    let its_columns = || {
        let more = if columns.len() > SHOWN { ", …" } else { "" };
        format!("its columns are {}{more}", columns[..columns.len().min(SHOWN)].join(", "))
    };
    let mut plan = Plan::of(|_| None);
    for field in kind.fields() {
        let column = match named.and_then(|named| named.of(*field)) {
            // Whoever names no column wants none.
            Some("") => None,
            Some(name) => {
                let found = columns.iter().find(|column| column.to_lowercase() == name.trim().to_lowercase());
                let missing = || format!("no column \"{name}\" for the {}; {}", field.name(), its_columns());
                Some(*found.ok_or_else(missing)?)
            }
            None => kind.recognise(*field, columns),
        };
        plan.set(*field, column.map(str::to_owned));
    }
    let missing = kind.needed().iter().find(|field| plan.get(**field).is_none());
    if let Some(field) = missing {
        return Err(format!("no {}: no column for the {}; {}", kind.name(), field.name(), its_columns()));
    }
    let who = [Field::Customer, Field::Visitor, Field::Session];
    if kind == Kind::Events && who.iter().all(|field| plan.get(*field).is_none()) {
        return Err(format!("no events: no column for the customer, the visitor or the session; {}", its_columns()));
    }
    Ok(plan)
}

impl LogColumns {
    /// What the config names for a field.
    fn of(&self, field: Field) -> Option<&str> {
        let name = match field {
            Field::Order => &self.order,
            Field::Sku => &self.sku,
            Field::Time => &self.time,
            Field::Quantity => &self.quantity,
            Field::Price => &self.price,
            Field::Customer => &self.customer,
            Field::Visitor => &self.visitor,
            Field::Session => &self.session,
            Field::Event => &self.event,
            Field::Status => &self.status,
        };
        name.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Kind, plan};
    use crate::config::LogColumns;

    #[test]
    fn what_the_config_names_goes_before_what_is_recognised() {
        let columns = ["order_id", "sku", "ean", "date", "customer"];
        let named = LogColumns { sku: Some("EAN".into()), customer: Some(String::new()), ..LogColumns::default() };
        let found = plan(Kind::Orders, Some(&named), &columns).unwrap();
        assert_eq!(found.get(Field::Sku).as_deref(), Some("ean"));
        assert_eq!((found.get(Field::Customer), found.get(Field::Time).as_deref()), (&None, Some("date")));
    }

    #[test]
    fn a_file_without_what_is_needed_is_of_no_use() {
        let why = |kind, columns: &[&str]| plan(kind, None, columns).unwrap_err();
        assert_eq!(
            why(Kind::Orders, &["order_id", "date", "total"]),
            "no orders: no column for the sku; its columns are order_id, date, total"
        );
        assert_eq!(
            why(Kind::Events, &["event", "sku", "time"]),
            "no events: no column for the customer, the visitor or the session; its columns are event, sku, time"
        );
        let named = LogColumns { sku: Some("ean".into()), ..LogColumns::default() };
        assert_eq!(
            plan(Kind::Orders, Some(&named), &["order_id", "sku", "date"]).unwrap_err(),
            "no column \"ean\" for the sku; its columns are order_id, sku, date"
        );
    }
}
