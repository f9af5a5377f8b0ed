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
    /// While files are read.
    watch: Option<Watch>,
}

/// Looks at a meter until it is dropped.
struct Watch {
    end: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// How often a bar moves.
const TICK: Duration = Duration::from_millis(100);
/// How often a line says how far reading is.
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
        if let Step::Reading { total_bytes, meter, .. } = step {
            if self.watch.is_some() {
                return;
            }
            self.watch = Some(Watch::new(Arc::clone(meter), total_bytes, self.bar.clone()));
        } else {
            self.watch = None;
        }
        match &self.bar {
            Some(bar) => {
                if !matches!(step, Step::Reading { .. }) {
                    bar.set_position(bar.length().unwrap_or_default());
                }
                bar.set_message(words(step));
            }
            None => _ = writeln!(io::stderr(), "{}", words(step)),
        }
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
    fn new(meter: Arc<Meter>, total_bytes: u64, bar: Option<ProgressBar>) -> Watch {
        let (end, ended) = channel();
        let started = Instant::now();
        bar.iter().for_each(|bar| bar.set_length(total_bytes));
        let pause = if bar.is_some() { TICK } else { PAUSE };
        let thread = thread::spawn(move || {
            while ended.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                let said = account(&meter, started.elapsed());
                match &bar {
                    Some(bar) => {
                        bar.set_position(meter.bytes());
                        bar.set_message(said);
                    }
                    None => {
                        let percent = meter.bytes() * 100 / total_bytes.max(1);
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

fn account(meter: &Meter, time: Duration) -> String {
    let milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX).max(1);
    let a_second = |count: u64| count.saturating_mul(1000) / milliseconds;
    let (rows, bytes) = (meter.rows(), meter.bytes());
    let (rate, megabytes) = (grouped(a_second(rows)), grouped(a_second(bytes) / 1_000_000));
    format!("reading the catalogue: {} rows, {rate} rows/s, {megabytes} MB/s", grouped(rows))
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
