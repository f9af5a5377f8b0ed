//! `kindred check`: everything that `kindred build` would say, and what the rules do not do on this catalogue. Nothing
//! is written.

use crate::diagnostic::{Diagnostic, Few, Palette, few_of_each};
use crate::lint::{self, Today};
use crate::pipeline::{BuildError, BuildOptions, Prepared, Step, prepare};
use crate::report::{Report, counted, examples};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::fmt::Write;

/// What to check.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    /// What would be built.
    pub build: BuildOptions,
    /// The day to check for, such as `2026-11-22`; today without it.
    pub on: Option<String>,
    /// Whether warnings are errors.
    pub strict: bool,
}

/// What was found.
#[derive(Debug)]
pub struct Checked {
    /// What the build would say.
    pub report: Report,
    /// What is wrong with the rules, in the order of the files.
    pub lints: Vec<Diagnostic>,
    /// Rules that were not tried on all the products that they match, because it would have taken too long.
    pub cut_short: Vec<String>,
    n_rules: usize,
    strict: bool,
}

/// Checks a catalogue and its rules.
///
/// # Errors
///
/// Where `build` gives up.
pub fn check(options: &CheckOptions, progress: &mut dyn FnMut(Step<'_>)) -> Result<Checked, BuildError> {
    let given = given_day(options.on.as_deref())?;
    let build = BuildOptions { out: None, strict: false, items: true, ..options.build.clone() };
    let prepared = prepare(&build, progress)?;
    progress(Step::Checking { n_rules: prepared.built.feed.rules.len() });
    let today = given.unwrap_or_else(|| today(prepared.built.feed.time_zone.as_deref()));
    let found = lint::run(&prepared, &today);
    let Prepared { built, .. } = prepared;
    Ok(Checked {
        report: built.report,
        lints: found.diagnostics,
        cut_short: found.cut_short,
        n_rules: built.catalogue.n_rules_written,
        strict: options.strict,
    })
}

/// The day that `--on` names, if it is given.
pub(crate) fn given_day(on: Option<&str>) -> Result<Option<Today>, BuildError> {
    let read = |text: &str| {
        let expected = "a date such as 2026-11-22";
        Today::parse(text).ok_or_else(|| BuildError::Setting { option: "--on", expected, found: text.to_owned() })
    };
    on.map(read).transpose()
}

/// The day it is in a time zone, or here where there is no such time zone.
pub(crate) fn today(time_zone: Option<&str>) -> Today {
    let zone = time_zone.and_then(|name| TimeZone::get(name).ok()).unwrap_or_else(TimeZone::system);
    let date = Timestamp::now().to_zoned(zone).date();
    Today::parse(&date.to_string()).expect("a date of this age is a day as rules write it")
}

impl Checked {
    /// Everything that is wrong, the build's findings first.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.report.diagnostics.iter().chain(&self.lints)
    }

    /// Lines of logs that cannot be read.
    fn n_of_log(&self) -> usize {
        self.report.n_skipped() - self.report.skipped().count()
    }

    /// 1 if something is wrong, or odd where that is an error too.
    pub fn exit_code(&self) -> u8 {
        let is_wrong = self.n_of_log() > 0 || self.diagnostics().any(|found| self.strict || found.severity.is_error());
        u8::from(is_wrong)
    }

    /// All of it, for a person: the build's account, each finding, a line that sums up.
    pub fn drawn(&self, palette: Palette) -> String {
        let mut text = format!("{}\n", self.report);
        // Writing to a text cannot fail.
        let of_the_build = few_of_each(self.report.diagnostics.iter());
        let of_log = self.report.log.iter().flat_map(|log| log.messages.few());
        for message in of_the_build.iter().copied().chain(of_log).chain(self.lints.iter().map(Few::One)) {
            let _ = write!(text, "\n{}\n", message.drawn(palette));
        }
        if !self.cut_short.is_empty() {
            let rules = examples(&self.cut_short);
            let _ = write!(text, "\nTried on some of the products that they match, not on all: {rules}\n");
        }
        let _ = writeln!(text, "\n{}", self.summary());
        text
    }

    /// How much is wrong.
    pub fn summary(&self) -> String {
        let n_errors = self.diagnostics().filter(|found| found.severity.is_error()).count();
        let n_warnings = self.diagnostics().count() - n_errors;
        let n_errors = n_errors + self.n_of_log();
        let rules = counted(self.n_rules, "rule", "rules");
        let counts: Vec<String> = [(n_errors, "error", "errors"), (n_warnings, "warning", "warnings")]
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| counted(count, one, many))
            .collect();
        if counts.is_empty() { format!("{rules}: nothing wrong") } else { format!("{rules}: {}", counts.join(", ")) }
    }
}
