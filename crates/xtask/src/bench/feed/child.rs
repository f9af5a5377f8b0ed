//! A program in a process of its own: how long it takes, and how much memory at most.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use wait4::Wait4;

/// What a process has used.
#[derive(Clone, Copy, Debug)]
pub(super) struct Usage {
    /// From start to end.
    pub(super) elapsed: Duration,
    /// On all cores together.
    pub(super) cpu: Duration,
    /// Bytes it had in memory at most.
    pub(super) memory: u64,
}

/// Runs it; what it prints is not wanted, what it complains about is.
pub(super) fn run(command: &mut Command) -> Result<Usage> {
    let name = command.get_program().to_string_lossy().into_owned();
    let started = Instant::now();
    let child = command.stdout(Stdio::null()).spawn().with_context(|| format!("starting {name}"))?;
    let ended = child.wait4().with_context(|| format!("waiting for {name}"))?;
    let elapsed = started.elapsed();
    if !ended.status.success() {
        bail!("{name} failed ({})", ended.status);
    }
    let usage = ended.rusage;
    Ok(Usage { elapsed, cpu: usage.utime + usage.stime, memory: usage.maxrss })
}

/// What it prints; what it complains about is a person's to read.
pub(super) fn answer(command: &mut Command) -> Result<Vec<u8>> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stderr(Stdio::inherit()).output().with_context(|| format!("starting {name}"))?;
    if !output.status.success() {
        bail!("{name} failed ({})", output.status);
    }
    Ok(output.stdout)
}
