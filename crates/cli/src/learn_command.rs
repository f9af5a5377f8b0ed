//! The arguments of `kindred learn`, and how they are carried out.

use crate::progress::Progress;
use crate::{EXIT_CODES, LearnInput, palette};
use clap::Args;
use kindred_cli::diagnostic::few_of_each;
use kindred_cli::learn::alike::{self, Alike, Looks};
use kindred_cli::learn::cleaned::write_cleaned;
use kindred_cli::learn::evaluate::{self, Against, evaluate};
use kindred_cli::learn::lists::{Lists, learn};
use kindred_cli::learn::readiness::readiness;
use kindred_cli::learn::sql::write_queries;
use kindred_cli::learn::{LearnOptions, LogRead, MEMORY, read_log};
use kindred_cli::pipeline::{BuildError, Step};
use kindred_cli::publish::PublishError;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
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
    #[command(flatten)]
    output: Output,
}

#[derive(Args)]
struct Output {
    /// Write the lists to a file that `build --lists` reads
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// A folder with the products' pictures, for the list of those that look alike
    #[arg(long, value_name = "DIR")]
    pictures: Option<PathBuf>,
    /// Embeddings of the products, in place of pictures: JSON Lines with sku and embedding, or CSV
    #[arg(long, value_name = "FILE", conflicts_with = "pictures")]
    embeddings: Option<PathBuf>,
    /// Learn from all but the last weeks, and say how well the lists foretell those
    #[arg(long, conflicts_with_all = ["out", "readiness", "pictures", "embeddings"])]
    evaluate: bool,
    /// Print the evaluation as JSON
    #[arg(long, requires = "evaluate")]
    json: bool,
    /// Write to a file how ready each type is, as JSON
    #[arg(long, value_name = "FILE")]
    readiness: Option<PathBuf>,
    /// Write queries to a folder that make the same lists in a warehouse
    #[arg(long, value_name = "DIR")]
    sql: Option<PathBuf>,
    /// Write the cleaned events to a CSV file, for those queries
    #[arg(long, value_name = "FILE")]
    cleaned: Option<PathBuf>,
}

/// Reads the logs, says what became of them, and learns from them.
pub(crate) fn run(arguments: LearnArguments) -> Result<ExitCode, BuildError> {
    let LearnArguments { input, orders, events, report, output } = arguments;
    let options = LearnOptions { build: input.options(), orders, events, memory: None };
    let mut progress = Progress::start();
    let read = read_log(&options, &mut |step| progress.show(step));
    if let Some(path) = &report {
        let account = read.as_ref().map_or_else(|error| error.log_account(), |read| Some(&read.account));
        account.map_or(Ok(()), |account| account.write_json(path))?;
    }
    let read = match read {
        Ok(read) => read,
        Err(error) => {
            progress.finish();
            return Err(error);
        }
    };
    let looks = Looks { pictures: output.pictures.as_deref(), embeddings: output.embeddings.as_deref() };
    let wants_alike = !output.evaluate && (output.out.is_some() || output.readiness.is_some());
    let alike = match wants_alike {
        true => alike::compare(&options.build, looks, &mut |step| progress.show(step)),
        false => Ok(Alike::default()),
    };
    let mut show = |step: Step<'_>| progress.show(step);
    let said = alike.and_then(|alike| Ok((write(&read, &alike, &output, &mut show)?, alike.diagnostics)));
    progress.finish();
    let (said, of_looks) = said?;
    // Whoever closed the pipe has read enough.
    let mut stderr = io::stderr().lock();
    for message in read.account.messages.few() {
        let _ = writeln!(stderr, "{}", message.drawn(palette(&stderr)));
    }
    for message in few_of_each(of_looks.iter()) {
        let _ = writeln!(stderr, "{}", message.drawn(palette(&stderr)));
    }
    match said {
        Said::Json(text) => _ = writeln!(io::stdout(), "{text}"),
        Said::Text(text) => _ = writeln!(io::stdout(), "{}\n\n{}", read.account, text.trim_end()),
    }
    Ok(ExitCode::SUCCESS)
}

/// What is printed of the lists.
enum Said {
    /// After the account of the log.
    Text(String),
    /// And nothing else.
    Json(String),
}

/// Writes what is wanted, and answers with what to say.
fn write(
    read: &LogRead,
    alike: &Alike,
    output: &Output,
    progress: &mut dyn FnMut(Step<'_>),
) -> Result<Said, BuildError> {
    let LogRead { log, rules, held_out_days, enough, n_products, .. } = read;
    let n_passes = if output.evaluate { evaluate::n_passes(rules, Against::Pairs) } else { rules.n_passes() };
    let n_events = log.n_events();
    progress(Step::Learning { n_events, total: n_events * n_passes, meter: log.meter() });
    let end = rules.end(log);
    if let (Some(folder), Some(end)) = (&output.sql, end) {
        write_queries(rules, end, folder).map_err(|error| failed(folder, error))?;
    }
    if let Some(path) = &output.cleaned {
        write_file(path, |out| write_cleaned(log, out))?;
    }
    if output.evaluate {
        let evaluated = evaluate(log, rules, *held_out_days, Against::Pairs, MEMORY).map_err(of_temporary)?;
        let evaluated = evaluated.ok_or(BuildError::NothingToEvaluate { held_out_days: *held_out_days })?;
        return Ok(match output.json {
            true => Said::Json(serde_json::to_string(&evaluated).unwrap_or_default()),
            false => Said::Text(evaluated.to_string()),
        });
    }
    let lists: Lists = learn(log, rules, MEMORY).map_err(of_temporary)?;
    if let Some(path) = &output.out {
        write_file(path, |out| lists.write(log, out).and_then(|()| alike.write(out)))?;
    }
    let mut ready = readiness(&lists, *n_products, *enough);
    alike.tell(&mut ready);
    if let Some(path) = &output.readiness {
        write_file(path, |out| serde_json::to_writer(out, &ready).map_err(io::Error::from))?;
    }
    Ok(Said::Text(ready.to_string()))
}

fn write_file(path: &Path, work: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> Result<(), BuildError> {
    let written = File::create(path).map(BufWriter::new).and_then(|mut out| {
        work(&mut out)?;
        out.flush()
    });
    written.map_err(|error| failed(path, error))
}

fn failed(path: &Path, error: io::Error) -> BuildError {
    BuildError::Publish(PublishError::Write { path: path.to_owned(), error })
}

/// What went wrong while counting went wrong with a file that has no name.
fn of_temporary(error: io::Error) -> BuildError {
    BuildError::Read { path: std::env::temp_dir(), error }
}
