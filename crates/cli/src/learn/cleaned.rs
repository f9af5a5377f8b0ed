//! `kindred learn --cleaned`: the clean log as a CSV file, for a warehouse to count.

use super::log::Log;
use std::io::{self, Write};

/// The columns, which are those of the table that the queries read.
const COLUMNS: [&str; 6] = ["visitor", "basket", "moment", "line_number", "sku", "deed"];

/// Writes the events, by visitor and time.
///
/// # Errors
///
/// When a temporary file cannot be read or the file cannot be written.
pub fn write_cleaned(log: &Log, out: impl Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(COLUMNS)?;
    for number in 0..log.n_partitions() {
        for event in log.partition(number)? {
            // Warehouses have no unsigned numbers; which one it is does not matter.
            table.write_record([
                event.visitor.cast_signed().to_string(),
                event.basket.cast_signed().to_string(),
                event.time.to_string(),
                event.line.to_string(),
                log.products[event.product as usize].clone(),
                event.deed.word().to_owned(),
            ])?;
        }
    }
    table.flush()
}
