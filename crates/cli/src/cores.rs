//! Work on both halves of a list, or as many parts as there are cores. What comes out never depends on how many there are.

use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// A list shorter than this is not worth a thread.
const WORTH_A_THREAD: usize = 2_000;

/// Does something to every element.
pub(crate) fn on_all_cores<T: Send>(list: &mut [T], change: impl Fn(&mut T) + Sync) {
    let length = part_length(list.len());
    thread::scope(|scope| {
        let mut parts = list.chunks_mut(length);
        let own = parts.next();
        for part in parts {
            scope.spawn(|| part.iter_mut().for_each(&change));
        }
        own.into_iter().flatten().for_each(&change);
    });
}

/// What each of several ranges of `0..length` gives, in their order.
pub(crate) fn in_parts<T: Send>(length: usize, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    let step = part_length(length);
    thread::scope(|scope| {
        let ranges = (0..length).step_by(step).map(|start| start..length.min(start + step));
        let threads: Vec<_> = ranges.map(|range| scope.spawn(|| work(range))).collect();
        threads.into_iter().map(|thread| join(thread.join())).collect()
    })
}

/// What each of `n` jobs gives, in their order. Whichever core is free takes the next one.
pub(crate) fn jobs<T: Send>(n: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    taken_in_turns(n, || {
        let job = next.fetch_add(1, Ordering::Relaxed);
        (job < n).then(|| (job, work(job)))
    })
}

/// What each piece of a list gives that may be changed meanwhile, in their order.
pub(crate) fn on_pieces<T: Send, R: Send>(
    list: &mut [T],
    length: usize,
    work: impl Fn(usize, &mut [T]) -> R + Sync,
) -> Vec<R> {
    let n_pieces = list.len().div_ceil(length);
    let pieces = Mutex::new(list.chunks_mut(length).enumerate());
    taken_in_turns(n_pieces, || {
        let (number, piece) = pieces.lock().unwrap_or_else(PoisonError::into_inner).next()?;
        Some((number, work(number, piece)))
    })
}

/// What two jobs give that are done at the same time.
pub(crate) fn both<A, B: Send>(here: impl FnOnce() -> A, there: impl FnOnce() -> B + Send) -> (A, B) {
    thread::scope(|scope| {
        let there = scope.spawn(there);
        let here = here();
        (here, join(there.join()))
    })
}

/// How many threads are worth it for so many jobs.
pub(crate) fn n_threads(n_jobs: usize) -> usize {
    thread::available_parallelism().map_or(1, NonZero::get).min(n_jobs).max(1)
}

/// The outcome of a thread; its panic is the caller's.
pub(crate) fn join<T>(outcome: thread::Result<T>) -> T {
    outcome.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Calls `take` on all cores until there is nothing left; what it gave, by its numbers.
fn taken_in_turns<T: Send>(n_jobs: usize, take: impl Fn() -> Option<(usize, T)> + Sync) -> Vec<T> {
    let work = || std::iter::from_fn(&take).collect::<Vec<_>>();
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..n_threads(n_jobs)).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        others.into_iter().for_each(|other| done.extend(join(other.join())));
        done
    });
    done.sort_unstable_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, outcome)| outcome).collect()
}

fn part_length(length: usize) -> usize {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    length.div_ceil(cores).max(WORTH_A_THREAD)
}
