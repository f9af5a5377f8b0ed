//! What the command is at: a bar on a terminal, a line per step elsewhere.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kindred_cli::pipeline::Step;
use std::io::{self, IsTerminal, Write};

/// Shows steps on standard error.
pub(crate) enum Progress {
    Bar(ProgressBar),
    Lines { reading: bool },
}

impl Progress {
    /// Nothing is shown before the first step.
    pub(crate) fn start() -> Progress {
        if !io::stderr().is_terminal() {
            return Progress::Lines { reading: false };
        }
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {percent:>3}%  {wide_msg}") {
            bar.set_style(style);
        }
        Progress::Bar(bar)
    }

    /// Shows the step that begins.
    pub(crate) fn show(&mut self, step: Step<'_>) {
        match self {
            Progress::Bar(bar) => {
                if let Step::Reading { bytes_read, total_bytes, .. } = step {
                    bar.set_length(total_bytes);
                    bar.set_position(bytes_read);
                } else {
                    bar.set_position(bar.length().unwrap_or_default());
                }
                bar.set_message(match step {
                    Step::Reading { file, .. } => format!("reading {file}"),
                    other => words(other),
                });
            }
            Progress::Lines { reading } => {
                let goes_on = matches!(step, Step::Reading { .. }) && *reading;
                *reading = matches!(step, Step::Reading { .. });
                if !goes_on {
                    let _ = writeln!(io::stderr(), "{}", words(step));
                }
            }
        }
    }

    /// Makes room for what comes after.
    pub(crate) fn finish(self) {
        if let Progress::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

fn words(step: Step<'_>) -> String {
    match step {
        Step::Reading { .. } => "reading the catalogue".to_owned(),
        Step::Compiling { n_items } => format!("compiling {n_items} SKUs"),
        Step::Checking { n_rules: 1 } => "checking 1 rule".to_owned(),
        Step::Checking { n_rules } => format!("checking {n_rules} rules"),
        Step::Writing { folder } => format!("writing to {}", folder.display()),
    }
}
