//! A histogram of durations, for any number of threads.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::reading::{Bucket, HistogramReading};

/// Upper bounds of the buckets, inclusive, in microseconds.
const BOUNDS: [u32; 22] = [
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000,
    200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000,
];

/// The number of durations in each bucket, and the sum of all.
#[derive(Default)]
pub(super) struct Histogram {
    /// One for each bound, and one for durations above all bounds.
    buckets: [AtomicU64; BOUNDS.len() + 1],
    nanos: AtomicU64,
}

impl Histogram {
    /// Counts a duration.
    pub(super) fn observe(&self, duration: Duration) {
        let nanos = u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX);
        let bucket = BOUNDS.partition_point(|&bound| u64::from(bound) * 1_000 < nanos);
        if let Some(bucket) = self.buckets.get(bucket) {
            bucket.fetch_add(1, Ordering::Relaxed);
        }
        self.nanos.fetch_add(nanos, Ordering::Relaxed);
    }

    /// Returns the durations so far.
    pub(super) fn read(&self) -> HistogramReading {
        let bounds = BOUNDS.iter().map(|&micros| Some(micros)).chain([None]);
        let buckets = bounds.zip(&self.buckets).map(|(bound, count)| Bucket {
            up_to: bound.map(|micros| Duration::from_micros(micros.into())),
            count: count.load(Ordering::Relaxed),
        });
        let buckets: Vec<Bucket> = buckets.collect();
        HistogramReading {
            count: buckets.iter().map(|bucket| bucket.count).sum(),
            sum: Duration::from_nanos(self.nanos.load(Ordering::Relaxed)).as_secs_f64(),
            buckets,
        }
    }
}
