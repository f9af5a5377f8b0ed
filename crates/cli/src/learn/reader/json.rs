//! Logs as JSON Lines: on each line an order with one product or a list of them, or an event.
//!
//! A column is a path such as `customer.id`; where a path leads through a list, each of its elements is a line of its own.

use super::super::field::{ByField, Field};
use super::super::plan::{Plan, plan};
use super::{Manner, Reader, holds, wrong};
use crate::diagnostic::{Diagnostic, Place, Reason};
use crate::import::{Input, each_line};
use crate::report::Usage;
use serde_json::Value;
use std::borrow::Cow;
use std::io;
use std::sync::Arc;

/// How many lines are looked at for what they may say.
const LOOKED_AT: usize = 200;
/// How deep they are looked into.
const DEEPEST: usize = 4;

pub(super) fn read(reader: &mut Reader, input: Input, manner: &Manner<'_>) -> io::Result<Usage> {
    let paths = paths(input.head());
    let names: Vec<&str> = paths.iter().map(String::as_str).collect();
    let plan = match plan(manner.maker.kind, manner.columns, &names) {
        Ok(plan) => plan,
        Err(_) if names.is_empty() => return Ok(Usage::NotUsed { why: "no JSON Lines".to_owned() }),
        Err(why) => return Ok(Usage::NotUsed { why }),
    };
    let steps = ByField::of(|field| {
        plan.get(field).as_ref().map(|path| path.split('.').collect::<Vec<&str>>()).unwrap_or_default()
    });
    let (file, encoding, meter) = (Arc::clone(&input.file), input.encoding, Arc::clone(&reader.meter));
    let (mut messages, mut failed, mut rows, mut n_visited) = (Vec::new(), Ok(()), 0, 0);
    let mut visit = |text: &str, line: usize, bytes: usize, messages: &mut Vec<Diagnostic>| {
        messages.drain(..).for_each(|message| reader.say(message));
        n_visited += 1;
        if failed.is_ok() {
            let read = read_line(reader, text, line, &file, manner, (&plan, &steps));
            failed = read.map(|n_lines| {
                rows += n_lines;
                meter.add(n_lines, bytes);
            });
        }
    };
    let n_lines = each_line(&file, encoding, input.reader()?, &mut messages, &mut visit)?;
    failed?;
    // What is no text at all is a line too.
    rows += n_lines - n_visited;
    messages.into_iter().for_each(|message| reader.say(message));
    Ok(Usage::Read { what: holds(manner.maker.kind), rows })
}

/// Reads a line; says for how many lines of a log it stands.
fn read_line(
    reader: &mut Reader,
    text: &str,
    line: usize,
    file: &Arc<str>,
    manner: &Manner<'_>,
    (plan, steps): (&Plan, &ByField<Vec<&str>>),
) -> io::Result<usize> {
    let place = |column: usize| Place { file: Arc::clone(file), line, column };
    let document: Value = match serde_json::from_str(text) {
        Ok(document) => document,
        Err(error) => {
            let said = error.to_string();
            let said = said.split(" at line ").next().unwrap_or_default();
            reader.say(Diagnostic::skipped(
                place(error.column().max(1)),
                "",
                Reason::shape(format!("no JSON: {said}")),
            ));
            return Ok(1);
        }
    };
    let list = list_in(&document, steps.get(Field::Sku));
    let n_elements = list.map_or(1, |(_, elements)| elements.len());
    for number in 0..n_elements {
        let texts = ByField::of(|field| {
            let (path, whole) = (steps.get(field), plan.get(field).as_deref());
            let in_list = list.filter(|(depth, _)| path.get(..*depth) == steps.get(Field::Sku).get(..*depth));
            let found = match in_list {
                _ if path.is_empty() => None,
                Some((depth, elements)) => at(&elements[number], &path[depth..]),
                None => whole.and_then(|whole| document.get(whole)).or_else(|| at(&document, path)),
            };
            found.map(text_of).unwrap_or_default()
        });
        let cells = ByField::of(|field| texts.get(field).trim());
        let say = |field: Field, reason| {
            Diagnostic::skipped(place(1), plan.get(field).as_deref().unwrap_or(field.name()), reason)
        };
        match manner.maker.make(&cells) {
            Ok(raw) => {
                reader.spellings.meet(raw.sku, cells.get(Field::Sku));
                reader.take(line as u64, number, Ok(raw))?;
            }
            Err(fault) => match wrong(fault, say) {
                Ok(loss) => reader.take(line as u64, number, Err(loss))?,
                Err(message) => reader.say(message),
            },
        }
    }
    Ok(n_elements)
}

/// The list that a path leads through, and how many steps before it.
fn list_in<'v>(document: &'v Value, path: &[&str]) -> Option<(usize, &'v [Value])> {
    let mut here = document;
    for (depth, step) in path.iter().enumerate() {
        here = here.get(*step)?;
        if let Value::Array(elements) = here {
            return Some((depth + 1, elements));
        }
    }
    None
}

/// What a path leads to.
fn at<'v>(value: &'v Value, path: &[&str]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, step| value.get(*step))
}

fn text_of(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => text.as_str().into(),
        Value::Number(number) => number.to_string().into(),
        Value::Bool(_) | Value::Null | Value::Array(_) | Value::Object(_) => "".into(),
    }
}

/// The paths to every text and number in the first lines, in the order of their appearance.
fn paths(head: &[u8]) -> Vec<String> {
    let mut paths = Vec::new();
    for line in head.split(|byte| *byte == b'\n').take(LOOKED_AT) {
        // The last of them may be cut.
        if let Ok(document @ Value::Object(_)) = serde_json::from_slice::<Value>(line) {
            add_paths(&document, "", 0, &mut paths);
        }
    }
    paths
}

fn add_paths(value: &Value, path: &str, depth: usize, paths: &mut Vec<String>) {
    match value {
        Value::Object(members) if depth < DEEPEST => {
            for (key, value) in members {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                add_paths(value, &path, depth + 1, paths);
            }
        }
        Value::Array(elements) => {
            elements.iter().take(1).filter(|element| element.is_object()).for_each(|element| {
                add_paths(element, path, depth, paths);
            });
        }
        Value::String(_) | Value::Number(_) | Value::Null if !paths.iter().any(|known| known == path) => {
            paths.push(path.to_owned());
        }
        _ => {}
    }
}
