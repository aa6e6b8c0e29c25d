//! Counters of runs and engines.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::histogram::Histogram;
use super::labels::ExtensionLabels;
use super::reading::ExtensionReading;
use crate::engine::RunReport;
use crate::error::ErrorClass;

/// The counters of the runs of one extension, for any number of threads.
pub struct ExtensionMetrics {
    labels: ExtensionLabels,
    latency: Histogram,
    fuel: AtomicU64,
    /// Counters by class.
    errors: [AtomicU64; ErrorClass::ALL.len()],
    memory_peak: AtomicU64,
    arena_peak: AtomicU64,
}

impl ExtensionMetrics {
    pub(super) fn new(labels: ExtensionLabels) -> Self {
        Self {
            labels,
            latency: Histogram::default(),
            fuel: AtomicU64::new(0),
            errors: [const { AtomicU64::new(0) }; ErrorClass::ALL.len()],
            memory_peak: AtomicU64::new(0),
            arena_peak: AtomicU64::new(0),
        }
    }

    /// The labels of the extension.
    pub const fn labels(&self) -> &ExtensionLabels {
        &self.labels
    }

    /// Counts a run that took this long.
    pub fn record(&self, report: &RunReport, elapsed: Duration) {
        self.latency.observe(elapsed);
        let stats = &report.stats;
        self.fuel.fetch_add(stats.fuel, Ordering::Relaxed);
        raise(&self.memory_peak, stats.memory_bytes as u64);
        raise(&self.arena_peak, stats.arena_bytes.unwrap_or(0).into());
        if let Err(error) = &report.result {
            self.record_error(error.class());
        }
    }

    #[cold]
    fn record_error(&self, class: ErrorClass) {
        if let Some(counter) = self.errors.get(class as usize) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The totals so far. A run that ends meanwhile may be in some numbers and not yet in others.
    pub fn read(&self) -> ExtensionReading {
        let latency = self.latency.read();
        let errors = ErrorClass::ALL.iter().zip(&self.errors);
        let errors = errors.map(|(class, counter)| (*class, counter.load(Ordering::Relaxed)));
        ExtensionReading {
            runs: latency.count,
            errors: errors.filter(|(_, count)| *count > 0).collect(),
            latency,
            fuel: self.fuel.load(Ordering::Relaxed),
            peak_memory: self.memory_peak.load(Ordering::Relaxed),
            peak_arena: self.arena_peak.load(Ordering::Relaxed),
        }
    }
}

/// Raises a peak. Peaks rarely rise, so a plain read comes first.
fn raise(peak: &AtomicU64, to: u64) {
    if peak.load(Ordering::Relaxed) < to {
        peak.fetch_max(to, Ordering::Relaxed);
    }
}

/// The counters of the engines of one kind in one package.
#[derive(Default)]
pub struct EngineMetrics {
    instances: AtomicU64,
}

impl EngineMetrics {
    /// Counts a new instance.
    pub fn instance_made(&self) {
        self.instances_made(1);
    }

    /// Counts this many new instances: the increase of
    /// [`instances_made`](crate::engine::Engine::instances_made).
    pub fn instances_made(&self, count: u64) {
        self.instances.fetch_add(count, Ordering::Relaxed);
    }

    /// Number of instances created so far.
    pub fn instances(&self) -> u64 {
        self.instances.load(Ordering::Relaxed)
    }
}
