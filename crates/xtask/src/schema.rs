//! The JSON Schemas of feeds and of rules files, written from the types that read them, so that an editor checks what
//! the widget reads.

use std::fs;

use anyhow::{Context, Result, bail};
use kindred_core::feed::{FeedFile, RuleEntry};
use kindred_core::operator::OPERATORS;
use kindred_core::rule::MAX_RULE_LIMIT;
use schemars::SchemaGenerator;
use serde_json::{Value, json};

const FEED: &str = "schema/feed.schema.json";
const RULES: &str = "schema/rules.schema.json";

/// What to do with the schemas.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; fail where a file is out of date
    #[arg(long)]
    check: bool,
}

/// Writes the schemas, or checks those that are there.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    for (file, schema) in schemas()? {
        if !arguments.check {
            fs::write(file, schema).with_context(|| format!("writing {file}"))?;
        } else if fs::read_to_string(file).ok().as_ref() != Some(&schema) {
            bail!("{file} is not what the feed's types say: run `cargo xtask schema`");
        }
    }
    Ok(())
}

fn schemas() -> Result<[(&'static str, String); 2]> {
    // By way of a value: its keys are sorted, whatever order the types have.
    let feed = schemars::schema_for!(FeedFile).to_value();
    let text = |schema: &Value| Ok::<_, serde_json::Error>(serde_json::to_string_pretty(schema)? + "\n");
    let written = |schema: &Value| text(schema).context("writing a schema");
    Ok([(FEED, written(&feed)?), (RULES, written(&rules())?)])
}

/// A rules file is a list of rules, or an object that has it as `rules`. People write these files by hand, so their
/// schema is stricter than that of a feed: a key that nobody reads is a mistake, and an operator is one of those that
/// there are, which an editor can offer.
fn rules() -> Value {
    let mut generator = SchemaGenerator::default();
    let list = generator.subschema_for::<Vec<RuleEntry>>();
    let mut defs = generator.take_definitions(true);
    for name in ["RuleEntry", "ConditionEntry"] {
        if let Some(def) = defs.get_mut(name) {
            tighten(def);
        }
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Rules",
        "description": "Related-product rules for `kindred build --rules`, as JSON or TOML",
        "anyOf": [
            {
                "type": "object",
                "properties": {
                    "$schema": { "description": "This schema, for editors.", "type": "string" },
                    "rules": list,
                },
                "required": ["rules"],
                "additionalProperties": false,
            },
            list,
        ],
        "$defs": defs,
    })
}

/// No other keys, and for some keys what a type cannot say.
fn tighten(def: &mut Value) {
    def["additionalProperties"] = false.into();
    let mut say = |key: &str, more: Value| {
        let property = def.pointer_mut(&format!("/properties/{key}")).and_then(Value::as_object_mut);
        if let (Some(property), Value::Object(more)) = (property, more) {
            property.extend(more);
        }
    };
    say("operator", json!({ "enum": operators() }));
    say("limit", json!({ "minimum": 1, "maximum": MAX_RULE_LIMIT }));
    say("from", json!({ "pattern": DAY }));
    say("to", json!({ "pattern": DAY }));
}

const DAY: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

/// The labels first: an editor offers them in this order. A condition may also say nothing here.
fn operators() -> Value {
    let labels = OPERATORS.iter().map(|(.., label)| *label);
    let codes = OPERATORS.iter().map(|(_, code, _)| *code);
    let all: Vec<Value> = labels.chain(codes).map(Value::from).chain([Value::Null]).collect();
    all.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schemas_in_the_tree_are_what_the_feed_s_types_say() {
        for (file, schema) in schemas().expect("the schemas can be written") {
            let found = fs::read_to_string(crate::root().join(file)).expect("the schema is there");
            assert_eq!(found, schema, "{file}: run `cargo xtask schema`");
        }
    }
}
