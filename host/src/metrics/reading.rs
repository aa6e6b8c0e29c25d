//! Totals as plain values.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::error::ErrorClass;

/// The totals of an extension.
#[derive(Debug, Clone, PartialEq)]
pub struct ExtensionReading {
    /// Runs with any outcome.
    pub runs: u64,
    /// Failed runs, by the class of their error; a class without errors is left out.
    pub errors: BTreeMap<ErrorClass, u64>,
    /// Durations of the runs.
    pub latency: HistogramReading,
    /// Fuel that all runs used together.
    pub fuel: u64,
    /// The most bytes of memory that the guest had after a run; 0 if the engine does not report it.
    pub peak_memory: u64,
    /// The most bytes of its arena that a run had in use; 0 if the guest does not report it.
    pub peak_arena: u64,
}

impl ExtensionReading {
    /// Runs that failed with an error of this class.
    pub fn errors_of(&self, class: ErrorClass) -> u64 {
        self.errors.get(&class).copied().unwrap_or(0)
    }

    /// Runs that failed.
    pub fn failed(&self) -> u64 {
        self.errors.values().sum()
    }

    /// Adds the totals of another reading.
    pub(super) fn plus(mut self, other: Self) -> Self {
        for (class, count) in other.errors {
            *self.errors.entry(class).or_default() += count;
        }
        Self {
            runs: self.runs + other.runs,
            errors: self.errors,
            latency: self.latency.plus(other.latency),
            fuel: self.fuel + other.fuel,
            peak_memory: self.peak_memory.max(other.peak_memory),
            peak_arena: self.peak_arena.max(other.peak_arena),
        }
    }
}

/// A histogram of durations.
#[derive(Debug, Clone, PartialEq)]
pub struct HistogramReading {
    /// Number of durations.
    pub count: u64,
    /// Sum of all durations, in seconds.
    pub sum: f64,
    /// The buckets, from the shortest durations to those above all bounds.
    pub buckets: Vec<Bucket>,
}

/// A bucket: the durations above the bound of the previous bucket, up to the bound of this one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bucket {
    /// The bound, inclusive; `None` for no bound.
    pub up_to: Option<Duration>,
    /// Number of durations.
    pub count: u64,
}

impl HistogramReading {
    /// The duration that a share `q` of all, 0 to 1, did not exceed. It is an estimate, which
    /// assumes that durations are spread evenly in a bucket.
    ///
    /// `None` if there are no durations. Durations above all bounds count as the last bound.
    pub fn quantile(&self, q: f64) -> Option<Duration> {
        if self.count == 0 {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "it is an estimate")]
        let float = |count: u64| count as f64;
        let rank = q.clamp(0.0, 1.0) * float(self.count);
        let (mut seen, mut low) = (0, Duration::ZERO);
        for bucket in &self.buckets {
            let Some(high) = bucket.up_to else { break };
            let next = seen + bucket.count;
            if bucket.count > 0 && float(next) >= rank {
                let share = (rank - float(seen)) / float(bucket.count);
                return Some(low + high.saturating_sub(low).mul_f64(share.clamp(0.0, 1.0)));
            }
            (seen, low) = (next, high);
        }
        Some(low)
    }

    /// Adds another histogram. The bounds are the same everywhere.
    fn plus(mut self, other: Self) -> Self {
        for (own, other) in self.buckets.iter_mut().zip(other.buckets) {
            own.count += other.count;
        }
        Self {
            count: self.count + other.count,
            sum: self.sum + other.sum,
            buckets: self.buckets,
        }
    }
}
