//! Logs as Parquet files: row group by row group, and of each only the columns that say something.

use super::super::field::{ByField, Field as LogField};
use super::super::lists::rules::DAY;
use super::super::plan::plan;
use super::{Manner, Reader, holds, wrong};
use crate::diagnostic::{Diagnostic, Place};
use crate::report::Usage;
use jiff::Timestamp;
use parquet::basic::LogicalType;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use parquet::schema::types::Type;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Which clocks showed a time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Clocks {
    Utc,
    /// Those in the shop's zone.
    Shop,
}

pub(super) fn read(reader: &mut Reader, path: &Path, name: &Arc<str>, manner: &Manner<'_>) -> io::Result<Usage> {
    let file = SerializedFileReader::new(File::open(path)?).map_err(broken)?;
    let schema = file.metadata().file_metadata().schema().clone();
    let columns: Vec<&str> =
        schema.get_fields().iter().filter(|field| is_flat(field)).map(|field| field.name()).collect();
    let plan = match plan(manner.maker.kind, manner.columns, &columns) {
        Ok(plan) => plan,
        Err(why) => return Ok(Usage::NotUsed { why }),
    };
    let wanted = |name: &str| LogField::ALL.iter().any(|field| plan.get(*field).as_deref() == Some(name));
    let kept: Vec<Arc<Type>> = schema.get_fields().iter().filter(|field| wanted(field.name())).cloned().collect();
    let place_of = |name: &str| kept.iter().position(|field| field.name() == name);
    let places = ByField::of(|field| plan.get(field).as_deref().and_then(place_of));
    let clocks: Vec<Option<Clocks>> = kept.iter().map(|field| clocks(field)).collect();
    let projection = Type::group_type_builder(schema.name()).with_fields(kept).build().map_err(broken)?;
    let mut line = 0;
    for number in 0..file.num_row_groups() {
        let group = file.get_row_group(number).map_err(broken)?;
        let n_bytes = usize::try_from(group.metadata().compressed_size()).unwrap_or_default();
        let mut n_rows = 0;
        for row in group.get_row_iter(Some(projection.clone())).map_err(broken)? {
            let row = row.map_err(broken)?;
            (line, n_rows) = (line + 1, n_rows + 1);
            let texts = texts(&row, &clocks);
            let cells = ByField::of(|field| {
                places.get(field).and_then(|place| texts.get(place)).map_or("", |text| text.trim())
            });
            let say = |field: LogField, reason| {
                let place = Place { file: Arc::clone(name), line, column: 1 };
                Diagnostic::skipped(place, plan.get(field).as_deref().unwrap_or(field.name()), reason)
            };
            match manner.maker.make(&cells) {
                Ok(raw) => {
                    reader.spellings.meet(raw.sku, cells.get(LogField::Sku));
                    reader.take(line as u64, 0, Ok(raw))?;
                }
                Err(fault) => match wrong(fault, say) {
                    Ok(loss) => reader.take(line as u64, 0, Err(loss))?,
                    Err(message) => reader.say(message),
                },
            }
        }
        reader.meter.add(n_rows, n_bytes);
    }
    Ok(Usage::Read { what: holds(manner.maker.kind), rows: line })
}

/// Whether a column has one value in each row.
fn is_flat(field: &Type) -> bool {
    let info = field.get_basic_info();
    field.is_primitive() && !(info.has_repetition() && info.repetition() == parquet::basic::Repetition::REPEATED)
}

/// The clocks of a column that holds times.
fn clocks(field: &Type) -> Option<Clocks> {
    match field.get_basic_info().logical_type_ref() {
        Some(LogicalType::Timestamp(time)) if time.is_adjusted_to_u_t_c => Some(Clocks::Utc),
        Some(LogicalType::Timestamp(_)) => Some(Clocks::Shop),
        _ => None,
    }
}

fn texts(row: &Row, clocks: &[Option<Clocks>]) -> Vec<String> {
    row.get_column_iter().zip(clocks).map(|((_, field), clocks)| text_of(field, *clocks)).collect()
}

fn text_of(field: &Field, clocks: Option<Clocks>) -> String {
    let time = |time: Result<Timestamp, jiff::Error>| {
        let text = time.map(|time| time.to_string()).unwrap_or_default();
        if clocks == Some(Clocks::Shop) { text.trim_end_matches('Z').to_owned() } else { text }
    };
    match field {
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Field::TimestampMillis(millis) => time(Timestamp::from_millisecond(*millis)),
        Field::TimestampMicros(micros) => time(Timestamp::from_microsecond(*micros)),
        // The library has no field for times in billionths.
        Field::Long(nanos) if clocks.is_some() => time(Timestamp::from_nanosecond(i128::from(*nanos))),
        Field::Date(days) => {
            time(Timestamp::from_second(i64::from(*days) * DAY)).split('T').next().unwrap_or_default().to_owned()
        }
        Field::Double(number) => number.to_string(),
        Field::Float(number) => number.to_string(),
        Field::Null | Field::Bool(_) | Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => {
            String::new()
        }
        other => other.to_string(),
    }
}

fn broken(error: ParquetError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}
