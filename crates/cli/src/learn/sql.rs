//! `kindred learn --sql`: the same lists from the same events, counted by the engine of a merchant's own warehouse.
//!
//! One query for each type, in the SQL that engines share: common table expressions and window functions, no functions of
//! a vendor, no exponentials. The numbers come from [`super::lists::rules`] and the weights from the very tables that are
//! counted with here. Each row is a line of the lists file, so the rows of all queries in the order of their names are
//! that file, byte for byte.

mod counted;
mod parts;
mod together;

use super::account::day;
use super::lists::rules::Rule;
use super::lists::write::FORMAT;
use super::lists::{ListType, Rules};
use std::fs;
use std::io;
use std::path::Path;

/// A query, and the file that it goes into.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Query {
    /// Names sort as the queries' rows stand in the lists file.
    pub name: String,
    /// The text.
    pub text: String,
}

/// The queries for events before a second.
pub fn queries(rules: &Rules, end: i64) -> Vec<Query> {
    let head = format!("SELECT '{{\"format\":{FORMAT},\"learned\":\"{}\"}}' AS line\n", day(end - 1));
    let head = Query { name: "00-head.sql".to_owned(), text: head };
    let lists = rules.lists.iter().zip(1..).map(|((list, rule), number): (_, usize)| {
        let query = text(*list, rule, end);
        Query { name: format!("{number:02}-{}.sql", list.name()), text: format!("{}{query}", parts::opening(*list)) }
    });
    std::iter::once(head).chain(lists).collect()
}

/// Writes each query into a file of a folder.
///
/// # Errors
///
/// When the folder or a file cannot be written.
pub fn write_queries(rules: &Rules, end: i64, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    queries(rules, end).iter().try_for_each(|query| fs::write(folder.join(&query.name), &query.text))
}

fn text(list: ListType, rule: &Rule, end: i64) -> String {
    match rule {
        Rule::Pairs(rule) => together::query(list, rule, end),
        Rule::Count(rule) => counted::most(list, rule, end),
        Rule::Rate(rule) => counted::rates(list, rule, end),
        Rule::Trend(rule) => counted::trending(list, rule, end),
    }
}
