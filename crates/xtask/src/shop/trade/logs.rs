//! The files that a merchant has: orders as a table, events as JSON Lines.

use super::{Event, OrderLine};
use jiff::Timestamp;
use serde_json::json;
use std::fmt::Write;

/// The table of orders, a line for each product of each.
pub(super) fn orders(lines: &[OrderLine]) -> String {
    let mut text = String::from("order,sku,quantity,price,time,customer\n");
    for OrderLine { order, sku, quantity, price, time, customer } in lines {
        // A string takes everything in.
        let _ = writeln!(text, "{order},{sku},{quantity},{price},{},{customer}", written(*time));
    }
    text
}

/// Events, one a line.
pub(super) fn events(events: &[Event]) -> serde_json::Result<String> {
    let mut text = String::new();
    for Event { event, sku, time, session, customer } in events {
        let mut line = json!({ "event": event, "sku": sku, "time": written(*time), "session": session });
        if let Some(customer) = customer {
            line["customer"] = json!(customer);
        }
        text.push_str(&serde_json::to_string(&line)?);
        text.push('\n');
    }
    Ok(text)
}

/// A moment, such as `2026-11-22T14:05:09Z`.
pub(super) fn written(time: i64) -> String {
    Timestamp::from_second(time).unwrap_or_default().to_string()
}
