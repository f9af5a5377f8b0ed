//! Condition trees: all or any, true or false, to any depth (reference, section 3.1).

use crate::case::{Case, assert_all, rows, verdict};

const MODES: [&str; 4] = ["all-true", "all-false", "any-true", "any-false"];

/// Turns `all-false(T,any-true(F))` into the words of a rule.
fn json(tree: &str) -> String {
    let tree = MODES.iter().fold(tree.to_string(), |tree, mode| {
        let (aggregator, are) = mode.split_once('-').unwrap_or_default();
        tree.replace(&format!("{mode}("), &format!(r#"{{"are":{are},"{aggregator}":("#))
    });
    tree.replace('(', "[")
        .replace(')', "]}")
        .replace('T', r#"{"attribute":"x","operator":"is","value":"x"}"#)
        .replace('F', r#"{"attribute":"x","operator":"is","value":"y"}"#)
}

fn table() -> impl Iterator<Item = (&'static str, [bool; 2])> {
    rows(include_str!("trees.tsv")).map(|row| {
        let mut cells = row.split('\t');
        (cells.next().unwrap_or_default(), verdict(cells.next().unwrap_or_default()))
    })
}

#[test]
fn every_row_of_the_trees_holds_for_products_to_display() {
    assert_all(table().map(|(tree, expected)| {
        let case = Case { product: r#""attributes":{"x":"x"}"#.into(), condition: json(tree), ..Case::default() };
        (tree.to_string(), case.shows(), expected)
    }));
}

#[test]
fn every_row_of_the_trees_holds_for_products_to_match() {
    assert_all(table().map(|(tree, expected)| {
        let matched = r#""attributes":{"x":"x"}"#.into();
        let case = Case { matched, products_to_match: json(tree), condition: "{}".into(), ..Case::default() };
        (tree.to_string(), case.shows(), expected)
    }));
}

#[test]
fn no_mode_lacks_a_row_for_any_children() {
    for mode in MODES {
        for children in ["", "T", "F", "T,T", "T,F", "F,T", "F,F"] {
            let tree = format!("{mode}({children})");
            assert!(table().any(|(row, _)| row == tree), "{tree}");
        }
        for inner in MODES {
            let inner = format!("{mode}({inner}(");
            let outcomes: Vec<[bool; 2]> =
                table().filter(|(row, _)| row.starts_with(&inner)).map(|(_, holds)| holds).collect();
            assert!(outcomes.contains(&[true; 2]) && outcomes.contains(&[false; 2]), "{inner}");
        }
    }
}
