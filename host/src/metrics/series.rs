//! The series of Prometheus: names, labels, and the text.

use prometheus::core::{AtomicU64, Collector, GenericGauge, GenericGaugeVec};
use prometheus::{
    Histogram, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, Opts, Registry, TextEncoder,
};

use super::ExtensionLabels;
use crate::engine::EngineKind;
use crate::error::ErrorClass;
use crate::shown::Distinct;

/// Upper bounds of the buckets of a run's duration, in microseconds.
const BOUNDS: [u32; 22] = [
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000,
    200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000,
];

const EXTENSION: [&str; 4] = ["package", "extension", "engine", "kind"];
const ERROR: [&str; 5] = ["package", "extension", "engine", "kind", "class"];
const ENGINE: [&str; 2] = ["package", "engine"];

/// A value that goes up and down.
pub(super) type Gauge = GenericGauge<AtomicU64>;
type GaugeVec = GenericGaugeVec<AtomicU64>;

/// All series of one host.
#[derive(Clone)]
pub(super) struct Series {
    registry: Registry,
    runs: IntCounterVec,
    errors: IntCounterVec,
    duration: HistogramVec,
    fuel: IntCounterVec,
    memory_peak: GaugeVec,
    arena_peak: GaugeVec,
    instances: IntCounterVec,
}

/// The series of one extension, except for its errors.
pub(super) struct OfExtension {
    pub(super) runs: IntCounter,
    pub(super) duration: Histogram,
    pub(super) fuel: IntCounter,
    pub(super) memory_peak: Gauge,
    pub(super) arena_peak: Gauge,
}

impl Series {
    fn new() -> prometheus::Result<Self> {
        let registry = Registry::new();
        let counter = |name: &str, help: &str, labels: &[&str]| {
            registered(
                &registry,
                IntCounterVec::new(Opts::new(name, help), labels)?,
            )
        };
        let gauge = |name: &str, help: &str| {
            registered(&registry, GaugeVec::new(Opts::new(name, help), &EXTENSION)?)
        };
        let duration = HistogramOpts::new(
            "heeus_extension_duration_seconds",
            "Time of runs, measured by the host.",
        );
        let bounds = BOUNDS.map(|micros| f64::from(micros) / 1e6);
        let duration = HistogramVec::new(duration.buckets(bounds.to_vec()), &EXTENSION)?;
        Ok(Self {
            runs: counter("heeus_extension_runs_total", "Runs.", &EXTENSION)?,
            errors: counter(
                "heeus_extension_errors_total",
                "Runs that failed, by the class of their error.",
                &ERROR,
            )?,
            duration: registered(&registry, duration)?,
            fuel: counter(
                "heeus_extension_fuel_total",
                "Fuel used by runs, about one unit for each instruction.",
                &EXTENSION,
            )?,
            memory_peak: gauge(
                "heeus_extension_memory_peak_bytes",
                "The most memory that the guest had after a run.",
            )?,
            arena_peak: gauge(
                "heeus_extension_arena_peak_bytes",
                "The most bytes of its arena that a run used.",
            )?,
            instances: counter(
                "heeus_engine_instances_total",
                "Instances created of the package's module.",
                &ENGINE,
            )?,
            registry,
        })
    }

    /// The series of an extension, at zero if it has none yet.
    pub(super) fn of_extension(&self, labels: &ExtensionLabels) -> OfExtension {
        let values = &values(labels);
        OfExtension {
            runs: sound(self.runs.get_metric_with_label_values(values)),
            duration: sound(self.duration.get_metric_with_label_values(values)),
            fuel: sound(self.fuel.get_metric_with_label_values(values)),
            memory_peak: sound(self.memory_peak.get_metric_with_label_values(values)),
            arena_peak: sound(self.arena_peak.get_metric_with_label_values(values)),
        }
    }

    /// The number of errors of this class in an extension.
    #[cold]
    pub(super) fn of_error(&self, labels: &ExtensionLabels, class: ErrorClass) -> IntCounter {
        let [package, extension, engine, kind] = values(labels);
        let values = [package, extension, engine, kind, class.name().to_owned()];
        sound(self.errors.get_metric_with_label_values(&values))
    }

    /// The number of instances that engines of this kind created for a package.
    pub(super) fn of_engine(&self, package: &str, engine: EngineKind) -> IntCounter {
        let values = [Distinct(package).to_string(), engine.to_string()];
        sound(self.instances.get_metric_with_label_values(&values))
    }

    /// All series as text.
    pub(super) fn text(&self) -> String {
        let families = self.registry.gather();
        sound(TextEncoder::new().encode_to_string(&families))
    }
}

impl Default for Series {
    fn default() -> Self {
        sound(Self::new())
    }
}

/// The values of the labels. Names are neutral, and no two extensions have the same.
fn values(labels: &ExtensionLabels) -> [String; 4] {
    let ExtensionLabels {
        package,
        extension,
        engine,
        kind,
    } = labels;
    [
        Distinct(package).to_string(),
        Distinct(extension).to_string(),
        engine.to_string(),
        kind.name().to_owned(),
    ]
}

fn registered<C: Collector + Clone + 'static>(
    registry: &Registry,
    series: C,
) -> prometheus::Result<C> {
    registry.register(Box::new(series.clone()))?;
    Ok(series)
}

/// Returns the result of the library. Names, bounds and numbers of labels are constants of this
/// file, so it succeeds always or never.
fn sound<T>(made: prometheus::Result<T>) -> T {
    made.expect("names, labels and bounds of the series are sound")
}
