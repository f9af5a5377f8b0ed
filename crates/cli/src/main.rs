//! The `kindred` command: arguments in, exit code out. Everything else is in the library.

mod learn_command;
mod progress;
mod render_command;

use clap::{Args, Parser, Subcommand};
use kindred_cli::check::{CheckOptions, check};
use kindred_cli::diagnostic::{Palette, few_of_each};
use kindred_cli::explain::{ExplainOptions, explain_page};
use kindred_cli::layout::Layout;
use kindred_cli::pipeline::{BuildError, BuildOptions, KeptAttributes, build_with};
use kindred_cli::publish::{self, Encoding};
use kindred_cli::serve::{self, Manner, ServeOptions};
use learn_command::LearnArguments;
use mimalloc::MiMalloc;
use progress::Progress;
use render_command::RenderArguments;
use std::io::{self, IsTerminal, Write};
use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::channel;
use std::thread;

/// A large catalogue is some twenty million small texts: the system's own allocator would take a fifth of a build's time.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

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
    /// Say why a page shows what it shows, and why it does not show the rest
    Explain(ExplainArguments),
    /// Say what `build` would say and what the rules do not do on this catalogue; write nothing
    Check(CheckArguments),
    /// Print the units of a page as HTML, for pages that are made before anybody looks at them
    Render(RenderArguments),
    /// Learn from orders and events which products belong together
    Learn(LearnArguments),
    /// Serve a folder as a host would: to try a feed before it is uploaded
    Serve(ServeArguments),
}

#[derive(Args)]
#[command(after_help = EXIT_CODES)]
struct BuildArguments {
    #[command(flatten)]
    input: Input,
    /// The folder that feed.json is written to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// In one file that a page loads whole, or in chunks of which it loads three files: auto, inline or chunked
    #[arg(long, value_name = "LAYOUT", default_value = "auto", value_parser = layout)]
    layout: Layout,
    /// Where the files of a build will be, such as https://cdn.example/kindred-feed/ [default: beside feed.json]
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// How many builds stay in the folder, this one included
    #[arg(long, value_name = "N", default_value_t = KEEP)]
    keep: NonZeroUsize,
    /// Write each file compressed beside itself, for hosts that send it as it lies there: br, gz or both
    #[arg(long, value_name = "HOW", value_delimiter = ',', value_parser = encoding)]
    compress: Vec<Encoding>,
    /// Write the whole account to a file, as JSON: every message and every dropped link with its place
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Skip nothing: stop at data that something is wrong with, and at links that no shopper can see
    #[arg(long)]
    strict: bool,
}

#[derive(Args)]
#[command(after_help = EXIT_CODES)]
struct CheckArguments {
    #[command(flatten)]
    input: Input,
    /// The day to check for, such as 2026-11-22 [default: today in the catalogue's time zone]
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Exit with 1 for warnings too
    #[arg(long)]
    strict: bool,
}

#[derive(Args)]
#[command(after_help = EXIT_CODES)]
struct ExplainArguments {
    #[command(flatten)]
    input: Input,
    /// The viewed product
    #[arg(long)]
    sku: Option<String>,
    /// The SKUs in the cart, separated by commas, last added first; for a unit of the confirmation page those of the order
    #[arg(long, value_name = "SKUS", value_delimiter = ',')]
    cart: Vec<String>,
    /// A unit of the page: related, up-sell, cross-sell, a type of recommendation or a unit of your own; several in the
    /// order of the page [default: related and up-sell for --sku, cross-sell for --cart]
    #[arg(long = "unit", value_name = "NAME")]
    units: Vec<String>,
    /// How many cards at most, in place of the unit's own limit
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
    /// The day, such as 2026-11-22 [default: today in the catalogue's time zone]
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Customer segments of the shopper, separated by commas
    #[arg(long, value_name = "SEGMENTS", value_delimiter = ',')]
    segments: Vec<String>,
    /// Customer group of the shopper
    #[arg(long)]
    group: Option<String>,
    /// SKUs that the shopper has bought, separated by commas, last bought first
    #[arg(long, value_name = "SKUS", value_delimiter = ',')]
    bought: Vec<String>,
    /// SKUs that the shopper has looked at, separated by commas, the last first
    #[arg(long, value_name = "SKUS", value_delimiter = ',')]
    history: Vec<String>,
    /// The throw of the dice: what a page has in data-seed
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u32,
    /// Print JSON: a list with one trace for each unit
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct ServeArguments {
    /// The folder: a feed, or a site with one in it
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The port to listen at, or the next that is free
    #[arg(long, value_name = "N", default_value_t = 4000)]
    port: u16,
    /// The address to listen at; 0.0.0.0 lets other machines in
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
}

fn layout(name: &str) -> Result<Layout, String> {
    Layout::parse(name).ok_or_else(|| "expected auto, inline or chunked".to_owned())
}

fn encoding(name: &str) -> Result<Encoding, String> {
    Encoding::parse(name).ok_or_else(|| "expected br or gz".to_owned())
}

const KEEP: NonZeroUsize = NonZeroUsize::new(publish::KEEP).expect("at least one build stays");

const EXIT_CODES: &str =
    "Exit codes: 0 done, 1 something is wrong with the data, 2 something is wrong with the use or a file.";

/// What is built or checked.
#[derive(Args)]
struct Input {
    /// Product files as shop systems export them, JSON files in our own schema, or folders of them
    #[arg(required_unless_present = "config", value_name = "CATALOGUE")]
    catalogue: Vec<PathBuf>,
    /// A TOML file with these options, and with what the columns of your own CSV files mean; an option goes before it
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Related-product rules, as JSON or (in a file that ends in .toml) as TOML
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// Files of recommendation lists that `kindred learn` has written; the catalogue stands before them, or another option
    /// between
    #[arg(long, value_name = "FILE", num_args = 1..)]
    lists: Vec<PathBuf>,
    /// Orders to learn recommendations from: files, folders, or patterns of names
    #[arg(long, value_name = "FILE", num_args = 1..)]
    orders: Vec<PathBuf>,
    /// Events to learn recommendations from, as for --orders
    #[arg(long, value_name = "FILE", num_args = 1..)]
    events: Vec<PathBuf>,
    /// Addresses of products that have none: {sku}, {slug} and {url_key} are filled in [default: /{url_key}.html]
    #[arg(long, value_name = "PATTERN")]
    product_url: Option<String>,
    /// Addresses of pictures in Magento's files: {path} is filled in [default: /media/catalog/product{path}]
    #[arg(long, value_name = "PATTERN")]
    picture_url: Option<String>,
    /// What files are written in that do not say it themselves, such as windows-1252 [default: recognised]
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Currency of the prices, such as EUR
    #[arg(long)]
    currency: Option<String>,
    /// Language of the texts, such as en or de-AT
    #[arg(long)]
    language: Option<String>,
    /// Time zone in which rules begin and end, such as Europe/Stockholm
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
    /// Attributes that go into the feed beside those that rules and filters name: names between commas, or all
    #[arg(long, value_name = "NAMES")]
    attributes: Option<String>,
    /// Take stock for low where a file counts this many or fewer
    #[arg(long, value_name = "N")]
    low_stock: Option<u32>,
    /// Give products a second picture, which shows while a pointer is over their cards
    #[arg(long)]
    second_picture: bool,
}

/// What is learned of, beside the logs.
#[derive(Args)]
struct LearnInput {
    /// The catalogue, as for `build`: variants count as the product that a shopper sees, and only its products count
    #[arg(value_name = "CATALOGUE")]
    catalogue: Vec<PathBuf>,
    /// A TOML file with these options, and with what the columns of your own files mean; an option goes before it
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// What files are written in that do not say it themselves, such as windows-1252 [default: recognised]
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Time zone of times that name none, such as Europe/Stockholm [default: UTC]
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
}

impl LearnInput {
    fn options(self) -> BuildOptions {
        BuildOptions {
            catalogue: self.catalogue,
            config: self.config,
            encoding: self.encoding,
            time_zone: self.time_zone,
            ..BuildOptions::default()
        }
    }
}

impl Input {
    fn options(self) -> BuildOptions {
        BuildOptions {
            catalogue: self.catalogue,
            config: self.config,
            rules: self.rules,
            lists: self.lists,
            orders: self.orders,
            events: self.events,
            product_url: self.product_url,
            picture_url: self.picture_url,
            encoding: self.encoding,
            currency: self.currency,
            language: self.language,
            time_zone: self.time_zone,
            attributes: self.attributes.as_deref().map(KeptAttributes::parse).unwrap_or_default(),
            low_stock: self.low_stock,
            second_picture: self.second_picture,
            ..BuildOptions::default()
        }
    }
}

/// Does the work beside the main thread, and ends without it: the allocator tidies up whatever the main thread has had, and
/// after a large catalogue that takes longer than the system takes to throw it all away.
fn main() -> ExitCode {
    let (sender, done) = channel();
    let work = move || {
        let _ = sender.send(run());
        loop {
            thread::park();
        }
    };
    match thread::Builder::new().name("main".to_owned()).stack_size(STACK).spawn(work) {
        // Nothing comes of a panic, which has said what there is to say.
        Ok(_) => done.recv().unwrap_or(ExitCode::from(PANIC)),
        Err(_) => run(),
    }
}

/// What the main thread has on most systems.
const STACK: usize = 8 << 20;
/// The exit code of a panic.
const PANIC: u8 = 101;

fn run() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Build(arguments) => run_build(arguments),
        Command::Check(arguments) => run_check(arguments),
        Command::Explain(arguments) => run_explain(arguments),
        Command::Render(arguments) => render_command::run(arguments),
        Command::Learn(arguments) => learn_command::run(arguments),
        Command::Serve(arguments) => return run_serve(arguments),
    };
    done.unwrap_or_else(|error| {
        let _ = writeln!(io::stderr(), "{}", error.drawn(palette(&io::stderr())));
        ExitCode::from(error.exit_code())
    })
}

fn run_build(arguments: BuildArguments) -> Result<ExitCode, BuildError> {
    let options = BuildOptions {
        out: Some(arguments.out),
        strict: arguments.strict,
        layout: arguments.layout,
        base_url: arguments.base_url,
        keep: Some(arguments.keep),
        compress: arguments.compress,
        ..arguments.input.options()
    };
    let mut progress = Progress::start();
    let built = build_with(&options, &mut |step| progress.show(step));
    progress.finish();
    if let Some(path) = &arguments.report {
        let report = built.as_ref().map_or_else(|error| error.report(), |built| Some(&built.report));
        report.map_or(Ok(()), |report| report.write_json(path))?;
    }
    let report = built?.report;
    // Whoever closed the pipe has read enough.
    let mut stderr = io::stderr().lock();
    let of_log = report.log.iter().flat_map(|log| log.messages.few());
    for message in few_of_each(report.diagnostics.iter()).into_iter().chain(of_log) {
        let _ = writeln!(stderr, "{}", message.drawn(palette(&stderr)));
    }
    let _ = writeln!(io::stdout(), "{report}");
    Ok(ExitCode::SUCCESS)
}

fn run_check(arguments: CheckArguments) -> Result<ExitCode, BuildError> {
    let options = CheckOptions { build: arguments.input.options(), on: arguments.on, strict: arguments.strict };
    let mut progress = Progress::start();
    let checked = check(&options, &mut |step| progress.show(step));
    progress.finish();
    let (checked, mut stdout) = (checked?, io::stdout().lock());
    let _ = write!(stdout, "{}", checked.drawn(palette(&stdout)));
    Ok(ExitCode::from(checked.exit_code()))
}

fn run_explain(arguments: ExplainArguments) -> Result<ExitCode, BuildError> {
    let options = ExplainOptions {
        build: arguments.input.options(),
        sku: arguments.sku,
        cart: arguments.cart,
        units: arguments.units,
        limit: arguments.limit,
        on: arguments.on,
        segments: arguments.segments,
        group: arguments.group,
        bought: arguments.bought,
        history: arguments.history,
        seed: arguments.seed,
    };
    let mut progress = Progress::start();
    let explained = explain_page(&options, &mut |step| progress.show(step));
    progress.finish();
    let explained = explained?;
    let text = if arguments.json { explained.to_json() + "\n" } else { explained.to_string() };
    let _ = write!(io::stdout(), "{text}");
    Ok(ExitCode::SUCCESS)
}

/// Serves until the process is ended, as Ctrl+C does.
fn run_serve(ServeArguments { folder, port, host }: ServeArguments) -> ExitCode {
    let options = ServeOptions { host, ..ServeOptions::new(&folder, port, Manner::Host) };
    let served = serve::start(&options).and_then(|server| {
        let _ = writeln!(io::stdout(), "{} is served at {}/ (Ctrl+C ends it)", folder.display(), server.url());
        server.wait()
    });
    served.map_or_else(
        |error| {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::from(2)
        },
        |()| ExitCode::SUCCESS,
    )
}

/// Colours are for a terminal, unless the user wants none (<https://no-color.org>).
fn palette(stream: &impl IsTerminal) -> Palette {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    if stream.is_terminal() && !is_dumb && !is_set("NO_COLOR") { Palette::Coloured } else { Palette::Plain }
}
