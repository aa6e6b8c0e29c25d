//! The amounts that a run has used so far.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// The amounts that a run has used so far. A run is in one thread at a time, so a load and a store
/// miss no count.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) reads: Count,
    pub(super) read_bytes: Count,
    /// Bytes of the keys of the reads that are open.
    pub(super) open_keys: Count,
    pub(super) request_bytes: Count,
    pub(super) requests: Count,
    /// Nanoseconds that calls outside took.
    waited: Count,
}

/// One amount.
#[derive(Default)]
pub(super) struct Count(AtomicU64);

impl Count {
    #[inline]
    pub(super) fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }

    #[inline]
    pub(super) fn set(&self, amount: u64) {
        self.0.store(amount, Relaxed);
    }

    /// Adds to the amount; `None` if it would pass the limit.
    #[inline]
    pub(super) fn add(&self, more: u64, limit: u64) -> Option<()> {
        let sum = self.get().saturating_add(more);
        if sum > limit {
            return None;
        }
        self.set(sum);
        Some(())
    }
}

impl Counts {
    /// The time that calls outside took.
    pub(super) fn waited(&self) -> Duration {
        Duration::from_nanos(self.waited.get())
    }

    pub(super) fn wait(&self, time: Duration) {
        let time = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        self.waited.set(self.waited.get().saturating_add(time));
    }
}
