//! Every test, in the order in which a mistake shows soonest: the code itself, then in a browser, then end to end on
//! the built files. The first step that fails ends the run.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::ValueEnum;
use kindred_cli::layout::Layout;

use crate::demo::Site;
use crate::dist::Effort;
use crate::progress::{Elapsed, step};
use crate::setup::{self, Purpose, Toolbox};
use crate::{bench, dist, process, server, size, tools};

/// Adobe's sample catalogue, where a developer has it beside the checkout.
const LUMA: &str = "../shared/data/luma";

/// Which tests to run.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// All of them where none is named
    #[arg(value_enum)]
    groups: Vec<Group>,
    /// Make quick files in place of the release files, and do not weigh them: for a developer's next run
    #[arg(long)]
    quick: bool,
    /// End-to-end tests whose file or name has this in it, in place of all
    #[arg(long)]
    only: Vec<String>,
}

/// The command that the documents tell to run, as a developer's build of it.
const COMMAND: &str = "target/debug/kindred";

/// Tests that need the same tools.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Group {
    /// Formatting, lints, and what runs on this machine
    Native,
    /// The widget's own tests in a browser
    Wasm,
    /// The release files, their size, and the demo shop in a browser
    E2e,
}

/// What has been done so far.
#[derive(Default)]
struct Run {
    finished: Vec<(&'static str, Duration)>,
    failed: Option<&'static str>,
}

impl Run {
    fn step<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let started = Instant::now();
        let result = step(name, work);
        self.finished.push((name, started.elapsed()));
        if result.is_err() {
            self.failed = Some(name);
        }
        result.with_context(|| format!("{name} failed"))
    }

    /// The table of steps, and a last line that counts them.
    fn summary(&self) -> String {
        let mut text = String::from("\n");
        for (name, elapsed) in &self.finished {
            let word = if self.failed == Some(name) { "FAILED" } else { "passed" };
            text.push_str(&format!("{word}  {name:<34}{:>14}\n", Elapsed(*elapsed).to_string()));
        }
        let total = self.finished.iter().map(|(_, elapsed)| *elapsed).sum();
        let failed = usize::from(self.failed.is_some());
        let passed = self.finished.len() - failed;
        text.push_str(&format!("        {:<34}{:>14}\n\n", "all together", Elapsed(total).to_string()));
        text.push_str(&format!("{passed} passed, {failed} failed"));
        text
    }
}

/// Runs the tests of the groups.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let wanted = |group| arguments.groups.is_empty() || arguments.groups.contains(&group);
    let mut run = Run::default();
    let result = run_groups(&mut run, wanted, arguments);
    println!("{}", run.summary());
    result
}

fn run_groups(run: &mut Run, wanted: impl Fn(Group) -> bool, arguments: &Arguments) -> Result<()> {
    let in_browser = wanted(Group::Wasm) || wanted(Group::E2e);
    let toolbox = run.step("setup", || {
        if wanted(Group::Native) {
            setup::code_checks()?;
        }
        in_browser.then(|| setup::run(Purpose::BrowserTests)).transpose()
    })?;
    if wanted(Group::Native) {
        native(run)?;
    }
    let Some(toolbox) = toolbox else {
        return Ok(());
    };
    if wanted(Group::Wasm) {
        run.step("tests in the browser", || wasm(&toolbox))?;
    }
    if wanted(Group::E2e) {
        end_to_end(run, &toolbox, arguments)?;
    }
    Ok(())
}

fn native(run: &mut Run) -> Result<()> {
    run.step("format", || cargo(&["fmt", "--all", "--check"]))?;
    run.step("lints", || cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    run.step("native tests", || cargo(&["test", "--workspace"]))?;
    run.step("feed budgets", bench::feed::gate)
}

fn cargo(arguments: &[&str]) -> Result<()> {
    process::run(process::command("cargo").args(arguments))
}

fn wasm(toolbox: &Toolbox) -> Result<()> {
    let mut cargo = toolbox.command("cargo");
    cargo
        .args(["test", "--target", tools::WASM_TARGET, "--package", "kindred", "--test", "web"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", toolbox.wasm_test_runner())
        .env("CHROMEDRIVER", &toolbox.browser()?.driver);
    process::run(&mut cargo)
}

fn end_to_end(run: &mut Run, toolbox: &Toolbox, arguments: &Arguments) -> Result<()> {
    let effort = Effort::of(arguments.quick);
    run.step("release files", || dist::ensure(toolbox, effort))?;
    if effort == Effort::Release {
        run.step("size", size::check)?;
    }
    let ours = Site::ours();
    run.step("demo shop", || ours.build())?;
    let in_chunks = Site::ours_in_chunks();
    run.step("demo shop with its feed in chunks", || in_chunks.build())?;
    let luma = luma();
    if let Some(luma) = &luma {
        run.step("demo shop on the Luma catalogue", || luma.build())?;
    }
    run.step("the kindred command", || cargo(&["build", "--package", "kindred-cli", "--target-dir", "target"]))?;
    if arguments.only.is_empty() {
        run.step("lists that a warehouse makes", || warehouse(toolbox))?;
    }
    run.step("end-to-end tests", || playwright(toolbox, &arguments.only, &ours, &in_chunks, luma.as_ref()))
}

/// The queries of `kindred learn --sql` in an engine that is none of ours.
fn warehouse(toolbox: &Toolbox) -> Result<()> {
    let command = std::path::absolute(COMMAND).context("finding the command")?;
    let mut node = toolbox.command("node");
    node.args(["--test", "tests/sql/lists.test.mjs"]);
    process::run(node.env("KINDRED", command.with_extension(std::env::consts::EXE_EXTENSION)))
}

/// The demo shop on Adobe's sample catalogue, where that is to be had.
fn luma() -> Option<Site> {
    let folder = Path::new(LUMA);
    // The sample data has links but no rules; the tests bring some.
    let rules = Some(PathBuf::from("tests/e2e/luma-rules.json")).filter(|rules| rules.exists());
    folder.is_dir().then(|| Site {
        catalogue: folder.join("fixtures"),
        rules,
        pictures: Some(folder.join("images")),
        layout: Layout::Inline,
        out: PathBuf::from("target/demo-luma"),
    })
}

fn playwright(toolbox: &Toolbox, only: &[String], ours: &Site, in_chunks: &Site, luma: Option<&Site>) -> Result<()> {
    let dist = std::path::absolute(dist::FOLDER).context("finding the release files")?;
    let command = std::path::absolute(COMMAND).context("finding the command")?;
    let demo = server::start(&ours.out, server::ANY_PORT)?;
    let in_chunks = server::start(&in_chunks.out, server::ANY_PORT)?;
    let luma = luma.map(|luma| server::start(&luma.out, server::ANY_PORT)).transpose()?;
    let mut playwright = toolbox.npm("playwright");
    playwright
        .args(["test", "--config", "tests/e2e/playwright.config.mjs"])
        .args(only)
        .env("DEMO_URL", demo.url())
        .env("CHUNKED_URL", in_chunks.url())
        .env("KINDRED_DIST", dist)
        .env("KINDRED", command.with_extension(std::env::consts::EXE_EXTENSION))
        .env("CHROME", &toolbox.browser()?.chrome)
        .env("FIREFOX", &toolbox.browser()?.firefox)
        .env_remove("LUMA_URL");
    if let Some(luma) = &luma {
        playwright.env("LUMA_URL", luma.url());
    }
    process::run(&mut playwright)
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    #[test]
    fn a_summary_ends_with_one_line_that_counts_the_steps() {
        let mut run = Run::default();
        run.step("format", || Ok(())).expect("the step passes");
        run.step("lints", || Ok(())).expect("the step passes");
        assert_eq!(run.summary().lines().last(), Some("2 passed, 0 failed"));
    }

    #[test]
    fn a_failed_step_is_named_and_counted() {
        let mut run = Run::default();
        run.step("format", || Ok(())).expect("the step passes");
        let error = run.step::<()>("lints", || bail!("3 warnings")).expect_err("the step fails");
        assert_eq!(format!("{error:#}"), "lints failed: 3 warnings");
        assert!(run.summary().contains("FAILED  lints"));
        assert_eq!(run.summary().lines().last(), Some("1 passed, 1 failed"));
    }
}
