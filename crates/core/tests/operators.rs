//! The operator table (reference, section 4), row by row from a data file, through a whole feed: each row is a
//! product with the value, and a rule that shows it if the comparison holds.

use kindred_core::context::Context;
use kindred_core::feed;
use kindred_core::link::Relation;
use kindred_core::operator::OPERATORS;
use kindred_core::select::select;

struct Row<'a> {
    value: &'a str,
    operator: &'a str,
    operand: &'a str,
    holds: bool,
}

fn rows() -> impl Iterator<Item = Row<'static>> {
    let lines = include_str!("operators.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        Row { value: cells[0], operator: cells[1], operand: cells[2], holds: cells[3].parse().unwrap() }
    })
}

fn shows(row: &Row<'_>, operator: &str, operand: &str) -> bool {
    let Row { value, operand: constant, .. } = row;
    let operand = if operand == "value" && *constant == "null" {
        String::new()
    } else {
        format!(r#","{operand}":{}"#, if operand == "value" { constant } else { "\"x\"" })
    };
    let text = format!(
        r#"{{"format":1,"currency":"EUR","products":[
            {{"sku":"anchor","name":"A","attributes":{{"x":{constant}}}}},{{"sku":"b","name":"B","attributes":{{"x":{value}}}}}],
            "rules":[{{"name":"r","relation":"related","display":{{"attribute":"x","operator":"{operator}"{operand}}}}}]}}"#
    );
    let feed = feed::read(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let context = Context { viewed: Some("anchor".into()), ..Context::new(|text| text.to_lowercase()) };
    !select(&feed, Relation::Related, None, &context).is_empty()
}

#[test]
fn every_row_of_the_operator_table_holds_by_code_and_by_label() {
    for row in rows() {
        let label = OPERATORS.iter().find(|(_, code, _)| *code == row.operator).unwrap().2;
        for operator in [row.operator, label] {
            let found = shows(&row, operator, "value");
            assert_eq!(found, row.holds, "{} {operator} {}", row.value, row.operand);
        }
    }
}

#[test]
fn a_matched_operand_compares_as_a_constant_does_where_nothing_is_parsed() {
    // Text is taken apart, and a list of one unwrapped, only where it is written in the rule.
    let parsed = |row: &Row<'_>| row.operator.ends_with("()") && row.operand.starts_with('"') || row.operand.len() == 5;
    for row in rows().filter(|row| !parsed(row) && row.operator != "<=>") {
        assert_eq!(shows(&row, row.operator, "matched"), row.holds, "{} {} {}", row.value, row.operator, row.operand);
    }
}

#[test]
fn every_operator_stands_in_the_table() {
    for (_, code, _) in OPERATORS {
        assert!(rows().any(|row| row.operator == code && row.holds), "{code} never holds");
        assert!(rows().any(|row| row.operator == code && !row.holds), "{code} always holds");
    }
}
