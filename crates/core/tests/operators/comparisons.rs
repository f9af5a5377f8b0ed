//! Equality, order, containment, and what an operand becomes before comparing (reference, sections 4.2 and 4.4), row by
//! row; and what differs where the operand is an attribute of the matched product.

use crate::case::{Case, assert_all, rows, verdict, x};

fn types(kind: &str) -> String {
    if kind == "-" { String::new() } else { format!(r#""x":"{kind}""#) }
}

#[test]
fn every_row_of_the_comparisons_holds() {
    assert_all(rows(include_str!("comparisons.tsv")).map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [kind, value, operator, operand, expected, ..] = cells.as_slice() else { panic!("{row}") };
        let condition = format!(r#"{{"attribute":"x","operator":"{operator}","value":{operand}}}"#);
        let case = Case { types: types(kind), product: x(value), condition, ..Case::default() };
        (row.replace('\t', " "), case.shows(), verdict(expected))
    }));
}

#[test]
fn every_row_of_the_matched_operands_holds() {
    assert_all(rows(include_str!("matched.tsv")).map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [types, value, operator, matched, product, expected, ..] = cells.as_slice() else { panic!("{row}") };
        let attribute = value.split('=').next().unwrap_or_default();
        let case = Case {
            types: members(types, "-"),
            matched: attributes(product),
            product: attributes(value),
            condition: format!(r#"{{"attribute":"{attribute}","operator":"{operator}","matched":"{matched}"}}"#),
            ..Case::default()
        };
        (row.replace('\t', " "), case.shows(), verdict(expected))
    }));
}

/// `x=date y=text` as members; nothing for `-`.
fn members(text: &str, nothing: &str) -> String {
    let member = |pair: &str| {
        let (name, kind) = pair.split_once('=').unwrap_or_else(|| panic!("{pair}"));
        format!(r#""{name}":"{kind}""#)
    };
    if text == nothing { String::new() } else { text.split(' ').map(member).collect::<Vec<_>>().join(",") }
}

/// `x="red"` as the attributes, or as the key itself for what is no attribute of the shop's own.
fn attributes(text: &str) -> String {
    match text.split_once('=') {
        Some((_, "none")) => String::new(),
        Some((name @ ("sku" | "name" | "price" | "type" | "in-stock" | "low-stock"), value)) => {
            format!(r#""{name}":{value}"#)
        }
        Some((name, value)) => format!(r#""attributes":{{"{name}":{value}}}"#),
        None => String::new(),
    }
}

#[test]
fn an_object_is_no_value_of_an_attribute() {
    let text = r#"{"format":1,"currency":"EUR","products":[{"sku":"a","name":"A","attributes":{"x":{"y":1}}}]}"#;
    let error = kindred_core::feed::read(text).unwrap_err().to_string();
    assert_eq!(
        error,
        "products[0].attributes: expected a text, a number, true or false, or a list of them, found an object"
    );
}
