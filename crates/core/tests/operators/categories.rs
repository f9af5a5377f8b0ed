//! Categories in conditions: those above count, the matched product's own, those below them, and those a rule declares.

use crate::case::{Case, assert_all, rows, verdict};

#[test]
fn every_row_of_the_categories_holds() {
    assert_all(rows(include_str!("categories.tsv")).map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [value, operator, operand, matched, declared, expected, ..] = cells.as_slice() else { panic!("{row}") };
        let case = Case {
            matched: format!(r#""categories":{matched}"#),
            product: format!(r#""categories":{value}"#),
            products_to_match: if *declared == "-" { String::new() } else { (*declared).into() },
            condition: format!(r#"{{"attribute":"category","operator":"{operator}",{operand}}}"#),
            ..Case::default()
        };
        (row.replace('\t', " "), case.shows(), verdict(expected))
    }));
}
