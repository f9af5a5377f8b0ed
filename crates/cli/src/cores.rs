//! Work on both halves of a list, or as many parts as there are cores. What comes out never depends on how many there are.

use std::num::NonZero;
use std::ops::Range;
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

/// The outcome of a thread; its panic is the caller's.
pub(crate) fn join<T>(outcome: thread::Result<T>) -> T {
    outcome.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn part_length(length: usize) -> usize {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    length.div_ceil(cores).max(WORTH_A_THREAD)
}
