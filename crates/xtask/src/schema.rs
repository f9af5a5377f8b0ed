//! The feed's JSON Schema, written from the types that read the feed, so that an editor checks what the widget reads.

use std::fs;

use anyhow::{Context, Result, bail};
use kindred_core::feed::FeedFile;

const FILE: &str = "schema/feed.schema.json";

/// What to do with the schema.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; fail where the file is out of date
    #[arg(long)]
    check: bool,
}

/// Writes the schema, or checks the one that is there.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let schema = text()?;
    if !arguments.check {
        return fs::write(FILE, schema).with_context(|| format!("writing {FILE}"));
    }
    if fs::read_to_string(FILE).ok().as_ref() != Some(&schema) {
        bail!("{FILE} is not what the feed's types say: run `cargo xtask schema`");
    }
    Ok(())
}

fn text() -> Result<String> {
    // By way of a value: its keys are sorted, whatever order the types have.
    let schema = schemars::schema_for!(FeedFile).to_value();
    Ok(serde_json::to_string_pretty(&schema).context("writing the schema")? + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_in_the_tree_is_what_the_feed_s_types_say() {
        let file = fs::read_to_string(crate::root().join(FILE)).expect("the schema is there");
        assert_eq!(file, text().expect("the schema can be written"), "run `cargo xtask schema`");
    }
}
