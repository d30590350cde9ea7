//! Processor time of this thread.

use std::hint::black_box;

use rustix::time::{ClockId, clock_gettime};

/// Nanoseconds that something takes, of so many times after one another.
pub fn nanoseconds<T>(times: usize, mut work: impl FnMut() -> T) -> f64 {
    let begin = now();
    for _ in 0..times {
        black_box(work());
    }
    (now() - begin) / times as f64
}

fn now() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1e9 + time.tv_nsec as f64
}
