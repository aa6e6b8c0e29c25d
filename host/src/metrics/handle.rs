//! Counters of runs and engines.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use prometheus::IntCounter;

use super::ExtensionLabels;
use super::reading::{ExtensionReading, HistogramReading};
use super::series::{OfExtension, Series};
use crate::engine::{EngineKind, RunReport};
use crate::error::ErrorClass;

/// The counters of the runs of one extension, for any number of threads.
pub struct ExtensionMetrics {
    labels: ExtensionLabels,
    all: Series,
    own: OfExtension,
    /// Counters by class; each is created at the first error of its class.
    errors: [OnceLock<IntCounter>; ErrorClass::ALL.len()],
    memory_peak: AtomicU64,
    arena_peak: AtomicU64,
}

impl ExtensionMetrics {
    pub(super) fn new(series: &Series, labels: ExtensionLabels) -> Self {
        Self {
            own: series.of_extension(&labels),
            all: series.clone(),
            labels,
            errors: [const { OnceLock::new() }; ErrorClass::ALL.len()],
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
        self.own.runs.inc();
        self.own.duration.observe(elapsed.as_secs_f64());
        let stats = &report.stats;
        self.own.fuel.inc_by(stats.fuel);
        raise(&self.memory_peak, stats.memory_bytes as u64);
        raise(&self.arena_peak, stats.arena_bytes.unwrap_or(0).into());
        if let Err(error) = &report.result {
            self.record_error(error.class());
        }
    }

    #[cold]
    fn record_error(&self, class: ErrorClass) {
        if let Some(counter) = self.errors.get(class as usize) {
            let counter = counter.get_or_init(|| self.all.of_error(&self.labels, class));
            counter.inc();
        }
    }

    /// The totals so far. A run that ends meanwhile may be in some numbers and not yet in others.
    pub fn read(&self) -> ExtensionReading {
        let errors = ErrorClass::ALL.iter().zip(&self.errors);
        ExtensionReading {
            runs: self.own.runs.get(),
            errors: errors
                .filter_map(|(class, counter)| Some((*class, counter.get()?.get())))
                .collect(),
            latency: HistogramReading::of(&self.own.duration),
            fuel: self.own.fuel.get(),
            peak_memory: self.memory_peak.load(Ordering::Relaxed),
            peak_arena: self.arena_peak.load(Ordering::Relaxed),
        }
    }

    /// Copies the peaks to the series that the text is built from.
    pub(super) fn show_peaks(&self) {
        let own = &self.own;
        own.memory_peak
            .set(self.memory_peak.load(Ordering::Relaxed));
        own.arena_peak.set(self.arena_peak.load(Ordering::Relaxed));
    }
}

/// Raises a peak. Peaks rarely rise, so a plain read comes first.
fn raise(peak: &AtomicU64, to: u64) {
    if peak.load(Ordering::Relaxed) < to {
        peak.fetch_max(to, Ordering::Relaxed);
    }
}

/// The counters of the engines of one kind in one package.
pub struct EngineMetrics {
    instances: IntCounter,
}

impl EngineMetrics {
    pub(super) fn new(series: &Series, package: &str, engine: EngineKind) -> Self {
        Self {
            instances: series.of_engine(package, engine),
        }
    }

    /// Counts a new instance.
    pub fn instance_made(&self) {
        self.instances.inc();
    }

    /// Counts this many new instances: the increase of
    /// [`instances_made`](crate::Engine::instances_made).
    pub fn instances_made(&self, count: u64) {
        self.instances.inc_by(count);
    }

    /// Number of instances created so far.
    pub fn instances(&self) -> u64 {
        self.instances.get()
    }
}
