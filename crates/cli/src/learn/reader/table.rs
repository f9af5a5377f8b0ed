//! Logs as tables. All cores make lines of rows, and the lines come in the order of the file.

use super::super::field::{ByField, Field};
use super::super::maker::Cells;
use super::super::plan::plan;
use super::super::raw::Raw;
use super::super::skus::Spellings;
use super::{Loss, Manner, Reader, holds, wrong};
use crate::diagnostic::Diagnostic;
use crate::import::{Column, Content, Input, Layout, Row};
use crate::report::Usage;
use std::io;

/// A line of the file, and what it says; nothing where a message says it.
type Made = Option<(u64, Result<Raw, Loss>)>;

pub(super) fn read(reader: &mut Reader, input: Input, manner: &Manner<'_>) -> io::Result<Usage> {
    let recognised = match &input.content {
        Content::Table(layout, _) => *layout,
        _ => Layout::default(),
    };
    let layout = manner.delimiter.map_or(recognised, |delimiter| Layout { delimiter, quotes: true });
    let (mut table, header) = input.table_as(layout)?;
    let names: Vec<&str> = header.names().collect();
    let plan = match plan(manner.maker.kind, manner.columns, &names) {
        Ok(plan) => plan,
        Err(why) => return Ok(Usage::NotUsed { why }),
    };
    let columns = ByField::of(|field| plan.get(field).as_ref().map(|name| header.column(name)));
    let make = |spellings: &mut Spellings, row: &Row<'_>, said: &mut Vec<Diagnostic>| -> Made {
        make(manner, &columns, spellings, row, said)
    };
    let (mut messages, mut failed) = (Vec::new(), Ok(()));
    let mut take = |made: Made, messages: &mut Vec<Diagnostic>| {
        messages.drain(..).for_each(|message| reader.say(message));
        if let Some((line, made)) = made.filter(|_| failed.is_ok()) {
            failed = reader.take(line, 0, made);
        }
    };
    let (rows, tools) = table.each_made(&header, &mut messages, Spellings::default, make, &mut take)?;
    failed?;
    messages.into_iter().for_each(|message| reader.say(message));
    tools.into_iter().for_each(|spellings| reader.spellings.add(spellings));
    Ok(Usage::Read { what: holds(manner.maker.kind), rows })
}

fn make(
    manner: &Manner<'_>,
    columns: &ByField<Option<Column>>,
    spellings: &mut Spellings,
    row: &Row<'_>,
    said: &mut Vec<Diagnostic>,
) -> Made {
    let cell = |field: Field| columns.get(field).as_ref().map_or("", |column| row.get(column));
    let cells: Cells<'_> = ByField::of(cell);
    let made = match manner.maker.make(&cells) {
        Ok(raw) => {
            spellings.meet(raw.sku, cells.get(Field::Sku));
            Ok(raw)
        }
        Err(fault) => {
            let say = |field: Field, reason| {
                let name = columns.get(field).as_ref().map_or(field.name(), |column| &column.name);
                row.skipped(name, reason)
            };
            Err(wrong(fault, say).map_err(|message| said.push(message)).ok()?)
        }
    };
    Some((row.line(), made))
}
