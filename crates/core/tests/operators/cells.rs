//! Every operator against every shape of operand and value (reference, sections 4.2 and 4.3), and that none is missing.

use crate::case::{Case, assert_all, rows, verdict, x};
use kindred_core::operator::OPERATORS;
use std::collections::BTreeSet;

/// A cell of the table.
struct Cell {
    kind: &'static str,
    operator: &'static str,
    operand: &'static str,
    value: &'static str,
    expected: [bool; 2],
}

fn cells() -> Vec<Cell> {
    let mut cells = Vec::new();
    let (mut kinds, mut values) = ("", Vec::new());
    for line in rows(include_str!("cells.txt")) {
        if let Some(named) = line.strip_prefix("types: ") {
            kinds = named;
            continue;
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        let [operator, operand, row @ ..] = words.as_slice() else { panic!("{line}") };
        if *operator == "operator" {
            values = row.to_vec();
            continue;
        }
        assert_eq!(row.len(), values.len(), "{kinds}: {line}");
        for kind in kinds.split(' ') {
            cells.extend(row.iter().zip(&values).map(|(expected, value)| {
                let expected = verdict(expected);
                Cell { kind, operator, operand, value, expected }
            }));
        }
    }
    cells
}

impl Cell {
    fn case(&self, operator: &str) -> Case {
        let attribute = if matches!(self.kind, "category" | "price") { self.kind } else { "x" };
        let operand = match self.operand {
            "missing" => format!(r#""matched":"{attribute}""#),
            constant => format!(r#""value":{constant}"#),
        };
        let product = match self.kind {
            "category" => format!(r#""categories":{}"#, self.value),
            "price" => format!(r#""price":{}"#, self.value),
            _ => x(self.value),
        };
        Case {
            types: if attribute == "x" && self.kind != "undeclared" {
                format!(r#""x":"{}""#, self.kind)
            } else {
                String::new()
            },
            product,
            condition: format!(r#"{{"attribute":"{attribute}","operator":"{operator}",{operand}}}"#),
            ..Case::default()
        }
    }

    fn name(&self) -> String {
        format!("{}: {} {} {}", self.kind, self.value, self.operator, self.operand)
    }
}

#[test]
fn every_cell_of_the_operator_table_is_as_the_reference_says() {
    assert_all(cells().iter().map(|cell| (cell.name(), cell.case(cell.operator).shows(), cell.expected)));
}

#[test]
fn a_label_means_what_its_code_means() {
    let cells = cells();
    assert_all(cells.iter().filter(|cell| cell.kind == "undeclared").map(|cell| {
        let label = OPERATORS.iter().find(|(_, code, _)| *code == cell.operator).map_or("", |(.., label)| *label);
        (cell.name(), cell.case(label).shows(), cell.expected)
    }));
}

/// Text is taken apart, and a list of one unwrapped, only where it is written in the rule (4.2 speaks of the configured value).
#[test]
fn a_matched_operand_compares_as_a_constant_does_where_nothing_is_parsed() {
    let cells = cells();
    let as_it_stands = |cell: &&Cell| {
        let is_taken_apart = cell.operator.ends_with("()") && shape(cell.operand) == "text";
        cell.kind == "undeclared"
            && cell.operand != "missing"
            && shape(cell.operand) != "list of one"
            && !is_taken_apart
    };
    assert_all(cells.iter().filter(as_it_stands).map(|cell| {
        let condition = format!(r#"{{"attribute":"x","operator":"{}","matched":"x"}}"#, cell.operator);
        let case = Case { matched: x(cell.operand), condition, ..cell.case(cell.operator) };
        (cell.name(), case.shows(), cell.expected)
    }));
}

/// What the reference's columns distinguish, and what it says of null and of emptiness.
fn shape(json: &str) -> &'static str {
    match serde_json::from_str(json) {
        _ if json == "missing" => "missing",
        Ok(serde_json::Value::Null) => "missing",
        Ok(serde_json::Value::String(text)) if text.is_empty() => "empty text",
        Ok(serde_json::Value::String(_) | serde_json::Value::Number(_)) => "text",
        Ok(serde_json::Value::Array(list)) => match list.len() {
            0 => "empty list",
            1 => "list of one",
            _ => "list",
        },
        other => panic!("{json}: {other:?}"),
    }
}

const SHAPES: [&str; 6] = ["missing", "empty text", "text", "empty list", "list of one", "list"];

#[test]
fn no_operator_lacks_a_cell_for_any_shape_of_operand_and_value_and_any_type() {
    let cells = cells();
    let lists = &SHAPES[3..];
    let kinds: [(&str, &[&str]); 9] = [
        ("undeclared", &SHAPES),
        ("text", &SHAPES),
        ("number", &SHAPES),
        ("date", &SHAPES),
        ("select", &SHAPES),
        ("boolean", &SHAPES),
        ("multi-select", &SHAPES),
        ("category", lists),
        ("price", &["missing", "text"]),
    ];
    for (kind, value_shapes) in kinds {
        for (_, code, _) in OPERATORS {
            let covered: BTreeSet<(&str, &str)> = cells
                .iter()
                .filter(|cell| cell.kind == kind && cell.operator == code)
                .map(|cell| (shape(cell.operand), shape(cell.value)))
                .collect();
            for operand in SHAPES {
                for value in value_shapes {
                    assert!(covered.contains(&(operand, value)), "{kind}: no cell for {value} {code} {operand}");
                }
            }
        }
    }
}

#[test]
fn adobe_logic_never_says_yes_where_plain_logic_says_no() {
    for cell in cells() {
        let [adobe, plain] = cell.case(cell.operator).shows();
        assert!(!adobe || plain, "{}", cell.name());
    }
}
