//! The text for Prometheus: names, labels and types of the series.

use std::sync::Arc;

use prometheus::TextEncoder;
use prometheus::proto::{
    Bucket, Counter, Gauge, Histogram, LabelPair, Metric, MetricFamily, MetricType,
};

use super::reading::{ExtensionReading, HistogramReading};
use super::{EngineMetrics, ExtensionLabels, Metrics, locked};
use crate::engine::EngineKind;
use crate::shown::Distinct;

/// The series of one name.
struct Family {
    name: &'static str,
    help: &'static str,
    ty: MetricType,
    series: Vec<Series>,
}

/// A series: its labels and its value. Each type of a family has one of the values.
struct Series(Vec<LabelPair>, Value);

enum Value {
    Number(u64),
    Durations(HistogramReading),
}

impl Metrics {
    /// All metrics in the text format of Prometheus, version 0.0.4; with the feature `metrics`. The
    /// series of an error exists from its first occurrence on.
    pub fn prometheus(&self) -> String {
        let engines = locked(&self.inner.engines);
        let engines = engines.iter().map(instances).collect();
        let families = families(&self.all(), engines).into_iter();
        let families = families.filter(|family| !family.series.is_empty());
        let families: Vec<MetricFamily> = families.map(MetricFamily::from).collect();
        encoded(&families)
    }
}

/// Returns the text of families that have series.
fn encoded(families: &[MetricFamily]) -> String {
    let text = TextEncoder::new().encode_to_string(families);
    text.expect("a family has a name and a series")
}

fn families(all: &[(ExtensionLabels, ExtensionReading)], engines: Vec<Series>) -> Vec<Family> {
    let of_all = |value: fn(&ExtensionReading) -> Value| {
        let series = |(labels, read): &(_, _)| Series(of_extension(labels), value(read));
        all.iter().map(series).collect()
    };
    let family = |name, help, ty, series| Family {
        name,
        help,
        ty,
        series,
    };
    vec![
        family(
            "heeus_engine_instances_total",
            "Instances created of the package's module.",
            MetricType::COUNTER,
            engines,
        ),
        family(
            "heeus_extension_arena_peak_bytes",
            "The most bytes of its arena that a run used.",
            MetricType::GAUGE,
            of_all(|read| Value::Number(read.peak_arena)),
        ),
        family(
            "heeus_extension_duration_seconds",
            "Time of runs, measured by the host.",
            MetricType::HISTOGRAM,
            of_all(|read| Value::Durations(read.latency.clone())),
        ),
        family(
            "heeus_extension_errors_total",
            "Runs that failed, by the class of their error.",
            MetricType::COUNTER,
            all.iter().flat_map(errors).collect(),
        ),
        family(
            "heeus_extension_fuel_total",
            "Fuel used by runs, about one unit for each instruction.",
            MetricType::COUNTER,
            of_all(|read| Value::Number(read.fuel)),
        ),
        family(
            "heeus_extension_memory_peak_bytes",
            "The most memory that the guest had after a run.",
            MetricType::GAUGE,
            of_all(|read| Value::Number(read.peak_memory)),
        ),
        family(
            "heeus_extension_runs_total",
            "Runs.",
            MetricType::COUNTER,
            of_all(|read| Value::Number(read.runs)),
        ),
    ]
}

/// Returns the labels of an extension, in the order of their names. Their values are neutral, and
/// no two extensions have the same.
fn of_extension(labels: &ExtensionLabels) -> Vec<LabelPair> {
    vec![
        label("engine", labels.engine.to_string()),
        label("extension", Distinct(&labels.extension).to_string()),
        label("kind", labels.kind.name().to_owned()),
        label("package", Distinct(&labels.package).to_string()),
    ]
}

fn errors((labels, read): &(ExtensionLabels, ExtensionReading)) -> Vec<Series> {
    let series = read.errors.iter().map(|(class, count)| {
        let mut labels = of_extension(labels);
        labels.insert(0, label("class", class.name().to_owned()));
        Series(labels, Value::Number(*count))
    });
    series.collect()
}

fn instances(((package, engine), metrics): (&(String, EngineKind), &Arc<EngineMetrics>)) -> Series {
    let labels = vec![
        label("engine", engine.to_string()),
        label("package", Distinct(package).to_string()),
    ];
    Series(labels, Value::Number(metrics.instances()))
}

fn label(name: &str, value: String) -> LabelPair {
    let mut label = LabelPair::default();
    label.set_name(name.to_owned());
    label.set_value(value);
    label
}

impl From<Family> for MetricFamily {
    fn from(family: Family) -> Self {
        let metric = |Series(labels, value)| {
            let mut metric = Metric::from_label(labels);
            match value {
                Value::Number(number) if family.ty == MetricType::GAUGE => {
                    metric.set_gauge(gauge(number));
                }
                Value::Number(number) => metric.set_counter(counter(number)),
                Value::Durations(durations) => metric.set_histogram(histogram(&durations)),
            }
            metric
        };
        let mut made = Self::default();
        made.set_name(family.name.to_owned());
        made.set_help(family.help.to_owned());
        made.set_field_type(family.ty);
        made.set_metric(family.series.into_iter().map(metric).collect());
        made
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the format has no other numbers"
)]
const fn float(number: u64) -> f64 {
    number as f64
}

fn counter(number: u64) -> Counter {
    let mut counter = Counter::default();
    counter.set_value(float(number));
    counter
}

fn gauge(number: u64) -> Gauge {
    let mut gauge = Gauge::default();
    gauge.set_value(float(number));
    gauge
}

fn histogram(durations: &HistogramReading) -> Histogram {
    let mut below = 0;
    let buckets = durations.buckets.iter().filter_map(|own| {
        below += own.count;
        let mut bucket = Bucket::default();
        bucket.set_upper_bound(own.up_to?.as_secs_f64());
        bucket.set_cumulative_count(below);
        Some(bucket)
    });
    let mut histogram = Histogram::default();
    histogram.set_bucket(buckets.collect());
    histogram.set_sample_count(durations.count);
    histogram.set_sample_sum(durations.sum);
    histogram
}
