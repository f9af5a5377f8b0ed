//! What the command is at: a bar on a terminal, a line per step elsewhere, and every few seconds how far it has come.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kindred_cli::pipeline::{Meter, Step};
use kindred_cli::report::grouped;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Shows steps on standard error.
pub(crate) struct Progress {
    /// On a terminal.
    bar: Option<ProgressBar>,
    /// While files are read or written.
    watch: Option<Watch>,
}

/// Looks at a meter until it is dropped.
struct Watch {
    end: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What is watched, in words.
struct Work {
    meter: Arc<Meter>,
    verb: &'static str,
    things: &'static str,
}

/// What all of it is.
#[derive(Clone, Copy)]
enum Whole {
    /// So many bytes.
    Bytes(u64),
    /// So many rows or products.
    Things(u64),
}

/// How often a bar moves.
const TICK: Duration = Duration::from_millis(100);
/// How often a line says how far it is.
const PAUSE: Duration = Duration::from_secs(5);

impl Progress {
    /// Nothing is shown before the first step.
    pub(crate) fn start() -> Progress {
        if !io::stderr().is_terminal() {
            return Progress { bar: None, watch: None };
        }
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {percent:>3}%  {wide_msg}") {
            bar.set_style(style);
        }
        Progress { bar: Some(bar), watch: None }
    }

    /// Shows the step that begins.
    pub(crate) fn show(&mut self, step: Step<'_>) {
        let is_reading = matches!(step, Step::Reading { .. });
        if is_reading && self.watch.is_some() {
            return;
        }
        self.watch = None;
        match &self.bar {
            Some(bar) => {
                if !is_reading {
                    bar.set_position(bar.length().unwrap_or_default());
                }
                bar.set_message(words(step));
            }
            None => _ = writeln!(io::stderr(), "{}", words(step)),
        }
        self.watch = match step {
            Step::Reading { total_bytes, meter, .. } => {
                let work = Work { meter: Arc::clone(meter), verb: "reading the catalogue", things: "rows" };
                Some(Watch::new(work, Whole::Bytes(total_bytes), self.bar.clone()))
            }
            Step::ReadingLogs { total_bytes, meter } => {
                let work = Work { meter: Arc::clone(meter), verb: "reading the logs", things: "lines" };
                Some(Watch::new(work, Whole::Bytes(total_bytes), self.bar.clone()))
            }
            Step::Cleaning { n_lines, meter } => {
                let work = Work { meter: Arc::clone(meter), verb: "cleaning the logs", things: "lines" };
                Some(Watch::new(work, Whole::Things(n_lines), self.bar.clone()))
            }
            Step::Looking { n_pictures, meter } => {
                let work = Work { meter: Arc::clone(meter), verb: "looking at the pictures", things: "pictures" };
                Some(Watch::new(work, Whole::Things(n_pictures as u64), self.bar.clone()))
            }
            Step::Learning { total, meter, .. } => {
                let work = Work { meter: Arc::clone(meter), verb: "learning", things: "events" };
                Some(Watch::new(work, Whole::Things(total), self.bar.clone()))
            }
            Step::Comparing { n_products, meter } => {
                let work = Work { meter: Arc::clone(meter), verb: "comparing the products", things: "products" };
                Some(Watch::new(work, Whole::Things(n_products as u64), self.bar.clone()))
            }
            Step::Writing { n_products, meter, .. } => {
                let work = Work { meter: Arc::clone(meter), verb: "writing the feed", things: "products" };
                Some(Watch::new(work, Whole::Things(n_products as u64), self.bar.clone()))
            }
            _ => None,
        };
    }

    /// Makes room for what comes after.
    pub(crate) fn finish(mut self) {
        self.watch = None;
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Watch {
    fn new(work: Work, whole: Whole, bar: Option<ProgressBar>) -> Watch {
        let (end, ended) = channel();
        let started = Instant::now();
        let (Whole::Bytes(total) | Whole::Things(total)) = whole;
        let done = move |work: &Work| match whole {
            Whole::Bytes(_) => work.meter.bytes(),
            Whole::Things(_) => work.meter.rows(),
        };
        bar.iter().for_each(|bar| bar.set_length(total));
        let pause = if bar.is_some() { TICK } else { PAUSE };
        let thread = thread::spawn(move || {
            while ended.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                let said = account(&work, started.elapsed());
                match &bar {
                    Some(bar) => {
                        bar.set_position(done(&work));
                        bar.set_message(said);
                    }
                    None => {
                        let percent = done(&work) * 100 / total.max(1);
                        let _ = writeln!(io::stderr(), "{said}, {percent} %");
                    }
                }
            }
        });
        Watch { end: Some(end), thread: Some(thread) }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.end = None;
        // It has nothing to say any more, not even that it failed.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn account(Work { meter, verb, things }: &Work, time: Duration) -> String {
    let milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX).max(1);
    let a_second = |count: u64| count.saturating_mul(1000) / milliseconds;
    let (rows, bytes) = (meter.rows(), meter.bytes());
    let (rate, megabytes) = (grouped(a_second(rows)), grouped(a_second(bytes) / 1_000_000));
    format!("{verb}: {} {things}, {rate} {things}/s, {megabytes} MB/s", grouped(rows))
}

fn words(step: Step<'_>) -> String {
    match step {
        Step::Reading { .. } => "reading the catalogue".to_owned(),
        Step::ReadingLogs { .. } => "reading the logs".to_owned(),
        Step::Learning { n_events, .. } => format!("learning from {} events", grouped(n_events)),
        Step::Cleaning { n_lines, .. } => format!("cleaning {} lines", grouped(n_lines)),
        Step::Looking { n_pictures, .. } => format!("looking at {} pictures", grouped(n_pictures as u64)),
        Step::Comparing { n_products, .. } => format!("comparing {} products", grouped(n_products as u64)),
        Step::Compiling { n_items } => format!("compiling {n_items} SKUs"),
        Step::Checking { n_rules: 1 } => "checking 1 rule".to_owned(),
        Step::Checking { n_rules } => format!("checking {n_rules} rules"),
        Step::Writing { folder, .. } => format!("writing to {}", folder.display()),
    }
}
