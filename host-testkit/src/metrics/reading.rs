//! What was counted, as plain values.

use std::collections::BTreeMap;
use std::time::Duration;

use prometheus::Histogram;
use prometheus::core::Metric;

use crate::error::ErrorClass;

/// What was counted of an extension.
#[derive(Debug, Clone, PartialEq)]
pub struct ExtensionReading {
    /// Runs, whatever they came to.
    pub runs: u64,
    /// Runs that failed, by the class of their error; no class that there was none of.
    pub errors: BTreeMap<ErrorClass, u64>,
    /// Time that runs took.
    pub latency: HistogramReading,
    /// Fuel that all runs used together.
    pub fuel: u64,
    /// The most bytes of memory that the guest had after a run; 0 where the engine does not tell.
    pub peak_memory: u64,
    /// The most bytes of its arena that a run had in use; 0 where the guest does not tell.
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

    /// Both together.
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

/// How often something took how long.
#[derive(Debug, Clone, PartialEq)]
pub struct HistogramReading {
    /// How often it was.
    pub count: u64,
    /// How long it took all together, in seconds.
    pub sum: f64,
    /// From the shortest to those that took longer than all bounds.
    pub buckets: Vec<Bucket>,
}

/// How often it took longer than the bucket before says, and no longer than this one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bucket {
    /// The bound, itself included; `None` for no bound.
    pub up_to: Option<Duration>,
    /// How often.
    pub count: u64,
}

impl HistogramReading {
    pub(super) fn of(histogram: &Histogram) -> Self {
        let metric = histogram.metric();
        let all = metric.get_histogram();
        let mut before = 0;
        let mut own = |up_to, cumulative: u64| {
            let count = cumulative.saturating_sub(before);
            before = cumulative;
            Bucket { up_to, count }
        };
        let bounds = all.get_bucket().iter();
        let mut buckets: Vec<Bucket> = bounds
            .map(|bucket| {
                let up_to = Duration::try_from_secs_f64(bucket.upper_bound()).ok();
                own(up_to, bucket.cumulative_count())
            })
            .collect();
        buckets.push(own(None, all.get_sample_count()));
        Self {
            count: all.get_sample_count(),
            sum: all.get_sample_sum(),
            buckets,
        }
    }

    /// What a share `q` of all, 0 to 1, took at most: an estimate that takes what is in a bucket as spread evenly.
    ///
    /// `None` where there is nothing. What is beyond all bounds counts as the last bound.
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

    /// Both together. The bounds are the same everywhere.
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
