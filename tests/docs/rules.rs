//! The page "Rules" as it should read: every example of it is run on the demo's catalogue, and every table under one
//! has what shows. The page is written anew from that, and must be what it was; `KINDRED_BLESS=1` puts it in place.

use crate::source::{between, read, set};
use kindred_core::context::Context;
use kindred_core::explain::{Scope, Source, Trace, explain};
use kindred_core::fact::Attribute;
use kindred_core::feed::{self, AttributeType, Feed};
use kindred_core::link::Relation;
use kindred_core::operator::OPERATORS;
use kindred_core::rule::Day;
use serde_json::{Map, Value, json};

const PAGE: &str = "docs/rules.md";
/// A product without a page of its own, for rules that look at none in particular.
const ANY_PRODUCT: &str = "XX-901";

#[test]
fn every_example_of_the_page_shows_what_the_page_says() {
    let page = read(PAGE);
    let expected = Writer::new().write(&page);
    if std::env::var_os("KINDRED_BLESS").is_some() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
        std::fs::write(path, &expected).unwrap();
        return;
    }
    for (number, (written, expected)) in (1..).zip(page.lines().zip(expected.lines())) {
        assert_eq!(written, expected, "{PAGE}:{number}");
    }
    assert_eq!(page.lines().count(), expected.lines().count());
}

#[test]
fn every_operator_and_every_operand_has_an_example() {
    let page = read(PAGE);
    let examples = [between(&page, "```toml\n", "```"), between(&page, "```json\n", "```")].concat().concat();
    for (_, _, label) in OPERATORS {
        assert!(examples.contains(&format!("operator = \"{label}\"")), "no example of {label}");
    }
    for key in ["value = ", "matched = ", "percent = ", "plus = ", "matched = \"child-category\""] {
        assert!(examples.contains(key), "no example of {key}");
    }
}

#[test]
fn the_tables_of_the_page_are_the_code_s() {
    let operators = OPERATORS.map(|(_, code, label)| vec![label.to_owned(), code.to_owned()]);
    assert_eq!(rows("operator"), operators.map(|cells| cells.join(" ")));
    assert_eq!(rows("attribute"), Attribute::SPECIAL.map(|(name, _)| name));
    assert_eq!(rows("type"), AttributeType::ALL.map(|(name, _)| name));
    let file = read("crates/core/src/feed/file.rs");
    assert_eq!(set(rows("setting")), set(keys(&file, "UnitSettings")));
    let rule_keys = set(rows("key")).join(" ").split(' ').map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(set(rule_keys), set(keys(&file, "RuleEntry")));
    let combining = ["all", "any", "are", "attribute", "operator"].map(str::to_owned);
    let operands = rows("operand").into_iter().flat_map(|row| row.split(' ').map(str::to_owned).collect::<Vec<_>>());
    let operands = operands.filter(|word| word.chars().all(char::is_alphabetic));
    assert_eq!(set(operands.chain(combining)), set(keys(&file, "ConditionEntry")));
}

/// The names in backquotes that stand in the first cells (of operators: in the first two) of the table with that head.
fn rows(head: &str) -> Vec<String> {
    let page = read(PAGE);
    let table = page.split(&format!("\n| {head} | ")).nth(1).unwrap_or_default();
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let n_cells = if head == "operator" { 2 } else { 1 };
    let name = |row: &str| {
        let cells: Vec<&str> = row.split('|').skip(1).take(n_cells).collect();
        between(&cells.concat(), "`", "`").join(" ")
    };
    rows.map(name).collect()
}

/// The keys of a struct of the feed, as they are written.
pub(super) fn keys(file: &str, name: &str) -> Vec<String> {
    let body = between(file, &format!("pub struct {name} {{\n"), "\n}")[0];
    let mut keys = Vec::new();
    let mut renamed = None;
    for line in body.lines().map(str::trim) {
        renamed = between(line, "rename = \"", "\"").first().map(|name| (*name).to_owned()).or(renamed);
        if let Some((field, _)) = line.strip_prefix("pub ").and_then(|line| line.split_once(':')) {
            keys.push(renamed.take().unwrap_or_else(|| field.replace('_', "-")));
        }
    }
    keys
}

/// Writes the page anew, line by line.
struct Writer {
    catalogue: Value,
    /// The example that the next table is about.
    example: Value,
    has_table: bool,
    columns: Vec<String>,
    trace: String,
    out: String,
}

impl Writer {
    fn new() -> Writer {
        let catalogue = serde_json::from_str(&read("demo/catalogue.json")).unwrap();
        let (example, columns) = (Value::Null, Vec::new());
        Writer { catalogue, example, has_table: true, columns, trace: String::new(), out: String::new() }
    }

    fn write(mut self, page: &str) -> String {
        let mut lines = page.lines().peekable();
        let mut is_table = false;
        while let Some(line) = lines.next() {
            if let Some(language) = line.strip_prefix("```") {
                let mut block = String::new();
                while let Some(line) = lines.next_if(|line| !line.starts_with("```")) {
                    block.push_str(line);
                    block.push('\n');
                }
                lines.next();
                self.block(language, &block);
                continue;
            }
            let was_table = std::mem::replace(&mut is_table, line.starts_with('|'));
            match (was_table, is_table) {
                (false, true) => self.columns = self.head(line),
                (true, true) if !line.starts_with("| ---") && !self.columns.is_empty() => {
                    let row = self.row(line);
                    self.say(&row);
                    continue;
                }
                _ => {}
            }
            self.say(line);
        }
        assert!(self.has_table, "an example without a table");
        self.out
    }

    fn say(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// An example is kept for the table behind it; two without one between them are two spellings of the same.
    fn block(&mut self, language: &str, text: &str) {
        let example = match language {
            "toml" => Some(from_toml(&toml::from_str(text).unwrap_or_else(|error| panic!("{error}{text}")))),
            "json" => Some(serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))),
            _ => None,
        };
        if let Some(example) = example {
            assert!(self.has_table || example == self.example, "two examples without a table between them: {text}");
            (self.example, self.has_table) = (example, false);
        }
        let trace = self.trace.clone();
        let text = if language == "text" { &trace } else { text };
        self.out.push_str(&format!("```{language}\n{text}```\n"));
    }

    /// The columns of a table that says what an example shows; none of any other.
    fn head(&mut self, line: &str) -> Vec<String> {
        let columns = cells(line);
        let says = columns.last().is_some_and(|last| last == "shows");
        self.has_table |= says;
        if says { columns } else { Vec::new() }
    }

    fn row(&mut self, line: &str) -> String {
        let cells: Vec<(String, String)> = self.columns.iter().cloned().zip(cells(line)).collect();
        let mut file = self.file();
        let relation = relation_of(&file);
        for (column, cell) in &cells {
            set_option(&mut file, relation, column, cell);
        }
        let feed = feed::read(&file.to_string()).unwrap_or_else(|error| panic!("{error}: {line}"));
        let mut context = Context::new(|text| text.to_lowercase());
        for (column, cell) in &cells {
            set_context(&mut context, column, cell);
        }
        let trace = explain(&feed, relation, None, &context, Scope::WholeFeed);
        self.trace = trace.to_string();
        let outcome = |(column, cell): &(String, String)| match column.as_str() {
            "shows" => products(&feed, trace.cards.iter().map(|card| card.sku.as_str())),
            "linked" => products(&feed, linked(&feed, relation, &context).iter().map(String::as_str)),
            "considered" => counts(&feed, |rule| considered(&trace, rule)),
            "brought" => counts(&feed, |rule| considered(&trace, rule) + passed_over(&trace, rule)),
            "looking at" | "in the cart, last added first" | "bought" | "shown above" if cell.contains('`') => {
                products(&feed, between(cell, "`", "`").into_iter())
            }
            _ => cell.clone(),
        };
        format!("| {} |", cells.iter().map(outcome).collect::<Vec<_>>().join(" | "))
    }

    /// The demo's catalogue with the example in it. A part of a rule fills the related products alone.
    fn file(&self) -> Value {
        let mut file = self.catalogue.clone();
        file["units"] = json!({});
        let is_whole = self.example.get("rules").is_some() || self.example.get("units").is_some();
        let example = if is_whole {
            self.example.clone()
        } else {
            let mut rule = json!({ "name": "An example", "relation": "related" });
            rule.as_object_mut().unwrap().extend(self.example.as_object().unwrap().clone());
            json!({ "units": { "related": { "show": "rules", "limit": 20 } }, "rules": [rule] })
        };
        file.as_object_mut().unwrap().extend(example.as_object().unwrap().clone());
        file
    }
}

/// TOML as JSON; a date without quotes is its text.
fn from_toml(value: &toml::Value) -> Value {
    match value {
        toml::Value::Table(table) => {
            Value::Object(table.iter().map(|(key, value)| (key.clone(), from_toml(value))).collect::<Map<_, _>>())
        }
        toml::Value::Array(values) => values.iter().map(from_toml).collect(),
        toml::Value::Datetime(time) => Value::String(time.to_string()),
        other => serde_json::to_value(other).unwrap(),
    }
}

fn cells(line: &str) -> Vec<String> {
    line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// The relation that an example is about: that of its first rule, else of its first unit.
fn relation_of(file: &Value) -> Relation {
    let of_rule = file["rules"][0]["relation"].as_str();
    let of_unit = file["units"].as_object().and_then(|units| units.keys().next()).map(String::as_str);
    of_rule.or(of_unit).and_then(Relation::from_name).expect("an example about some relation")
}

/// A cell under the name of a setting has its value.
fn set_option(file: &mut Value, relation: Relation, column: &str, cell: &str) {
    let value = between(cell, "`", "`").first().map_or(cell, |inner| *inner);
    let value = serde_json::from_str(value).unwrap_or_else(|_| json!(value));
    match column {
        _ if cell == "not set" => {}
        "logic" | "show-out-of-stock" => file[column] = value,
        "show" | "rotation" | "bundles" | "show-repeated" | "show-bought" => {
            file["units"][relation.name()][column] = value;
        }
        _ => {}
    }
}

fn set_context(context: &mut Context, column: &str, cell: &str) {
    let skus = || between(cell, "`", "`").into_iter().map(str::to_owned).collect();
    match column {
        "looking at" if cell == "any product" => context.viewed = Some(ANY_PRODUCT.into()),
        "looking at" => context.viewed = Some(between(cell, "`", "`")[0].into()),
        "in the cart, last added first" => context.cart = skus(),
        "bought" => context.bought = skus(),
        "shown above" => context.shown = skus(),
        "segments" => context.segments = cell.split(", ").map(str::to_owned).collect(),
        "group" => context.group = Some(cell.to_owned()),
        "on" => context.today = Some(Day::parse(cell).expect("a day")),
        "seed" => context.seed = cell.parse().expect("a number"),
        _ => {}
    }
}

/// Products as the page writes them.
fn products<'a>(feed: &Feed, skus: impl Iterator<Item = &'a str>) -> String {
    let named = |sku| format!("`{sku}` {}", feed.product(sku).unwrap_or_else(|| panic!("no product {sku}")).name);
    let named: Vec<String> = skus.map(named).collect();
    if named.is_empty() { "nothing".into() } else { named.join(", ") }
}

fn linked(feed: &Feed, relation: Relation, context: &Context) -> Vec<String> {
    let viewed = context.viewed.as_ref().and_then(|sku| feed.product(sku)).expect("a product to look at");
    viewed.links(relation).iter().map(|link| link.sku.clone()).collect()
}

/// A number for each rule.
fn counts(feed: &Feed, count: impl Fn(&str) -> usize) -> String {
    feed.rules.iter().map(|rule| count(&rule.name).to_string()).collect::<Vec<_>>().join(", ")
}

/// How many products of a rule the rotation chose from.
fn considered(trace: &Trace, name: &str) -> usize {
    let shown = trace.cards.iter().filter(|card| is_of(&card.source, name)).count();
    shown + trace.rejected.iter().filter(|one| is_of(&one.source, name) && one.why == "the unit is full").count()
}

/// How many products of a rule found no place among those.
fn passed_over(trace: &Trace, name: &str) -> usize {
    let why = "higher rules have brought as many as the unit considers";
    trace.rejected.iter().filter(|one| is_of(&one.source, name) && one.why == why).count()
}

fn is_of(source: &Source, name: &str) -> bool {
    matches!(source, Source::Rule { rule, .. } if rule == name)
}
