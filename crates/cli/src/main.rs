//! The `kindred` command: arguments in, exit code out. Everything else is in the library.

mod progress;

use clap::{Args, Parser, Subcommand};
use kindred_cli::diagnostic::Diagnostic;
use kindred_cli::pipeline::{BuildOptions, build_with};
use progress::Progress;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Products that belong together, on any shop page, from static files.
#[derive(Parser)]
#[command(name = "kindred", version, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a feed of a catalogue, its links and rules
    Build(BuildArguments),
}

#[derive(Args)]
#[command(
    after_help = "Exit codes: 0 done, 1 something is wrong with the data, 2 something is wrong with the use or a file."
)]
struct BuildArguments {
    /// Magento / Adobe Commerce CSV files, JSON files in our own schema, or folders of them
    #[arg(required = true, value_name = "CATALOGUE")]
    catalogue: Vec<PathBuf>,
    /// Related-product rules, as JSON
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// The folder that feed.json is written to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Addresses of products that have none: {sku}, {slug} and {url_key} are filled in [default: /{url_key}.html]
    #[arg(long, value_name = "PATTERN")]
    product_url: Option<String>,
    /// Addresses of pictures in Magento's files: {path} is filled in [default: /media/catalog/product{path}]
    #[arg(long, value_name = "PATTERN")]
    picture_url: Option<String>,
    /// Currency of the prices, such as EUR
    #[arg(long)]
    currency: Option<String>,
    /// Language of the texts, such as en or de-AT
    #[arg(long)]
    language: Option<String>,
    /// Time zone in which rules begin and end, such as Europe/Stockholm
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
    /// Skip nothing: stop at data that something is wrong with
    #[arg(long)]
    strict: bool,
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Build(arguments) => build(arguments),
    }
}

fn build(arguments: BuildArguments) -> ExitCode {
    let options = BuildOptions {
        catalogue: arguments.catalogue,
        rules: arguments.rules,
        out: Some(arguments.out),
        product_url: arguments.product_url,
        picture_url: arguments.picture_url,
        currency: arguments.currency,
        language: arguments.language,
        time_zone: arguments.time_zone,
        strict: arguments.strict,
    };
    let mut progress = Progress::start();
    let built = build_with(&options, &mut |step| progress.show(step));
    progress.finish();
    match built {
        Ok(built) => {
            say_all(&built.report.diagnostics);
            // Whoever closed the pipe has read enough.
            let _ = writeln!(io::stdout(), "{}", built.report);
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::from(error.exit_code())
        }
    }
}

fn say_all(diagnostics: &[Diagnostic]) {
    let mut stderr = io::stderr().lock();
    for diagnostic in diagnostics {
        let _ = writeln!(stderr, "{diagnostic}");
    }
}
