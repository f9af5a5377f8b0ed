//! The arguments of `kindred learn`, and how they are carried out.

use crate::progress::Progress;
use crate::{EXIT_CODES, LearnInput, palette};
use clap::Args;
use kindred_cli::learn::{LearnOptions, read_log};
use kindred_cli::pipeline::BuildError;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct LearnArguments {
    #[command(flatten)]
    input: LearnInput,
    /// Orders, one line for each product of each: CSV, JSON Lines or Parquet files, folders, or patterns of names
    #[arg(long, value_name = "FILE", num_args = 1..)]
    orders: Vec<PathBuf>,
    /// Events, one line for each view, cart add or purchase: files as for --orders
    #[arg(long, value_name = "FILE", num_args = 1..)]
    events: Vec<PathBuf>,
    /// Write the whole account to a file, as JSON: what was read, kept and dropped, and why
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

/// Reads the logs, and says what became of them.
pub(crate) fn run(arguments: LearnArguments) -> Result<ExitCode, BuildError> {
    let LearnArguments { input, orders, events, report } = arguments;
    let options = LearnOptions { build: input.options(), orders, events, memory: None };
    let mut progress = Progress::start();
    let read = read_log(&options, &mut |step| progress.show(step));
    progress.finish();
    if let Some(path) = &report {
        let account = read.as_ref().map_or_else(|error| error.log_account(), |read| Some(&read.account));
        account.map_or(Ok(()), |account| account.write_json(path))?;
    }
    let account = read?.account;
    // Whoever closed the pipe has read enough.
    let mut stderr = io::stderr().lock();
    for message in account.messages.few() {
        let _ = writeln!(stderr, "{}", message.drawn(palette(&stderr)));
    }
    let _ = writeln!(io::stdout(), "{account}");
    Ok(ExitCode::SUCCESS)
}
