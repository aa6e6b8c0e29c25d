//! What the extensions of a host do and use, summed up: for a test to read, and as text for Prometheus.

mod handle;
mod reading;
mod series;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use heeus_abi::Kind;

pub use handle::{EngineMetrics, ExtensionMetrics};
pub use reading::{Bucket, ExtensionReading, HistogramReading};

use crate::engine::EngineKind;
use series::Series;

/// What tells an extension from all others that are counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExtensionLabels {
    /// The package that it is part of; two packages may have an extension of one name.
    pub package: String,
    /// Its name.
    pub extension: String,
    /// What runs it.
    pub engine: EngineKind,
    /// Its kind.
    pub kind: Kind,
}

/// The metrics of one host. A clone is another handle to the same ones.
///
/// Where an extension is deployed, [`extension`](Self::extension) gives what its runs are counted with; from then on
/// counting takes no lock and no look-up, and no allocation but for the first error of each class.
#[derive(Clone, Default)]
pub struct Metrics {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    series: Series,
    extensions: Mutex<BTreeMap<ExtensionLabels, Arc<ExtensionMetrics>>>,
    engines: Mutex<BTreeMap<(String, EngineKind), Arc<EngineMetrics>>>,
}

impl Metrics {
    /// What the runs of an extension are counted with. The same labels always count together, also where the package was
    /// replaced meanwhile.
    pub fn extension(&self, labels: ExtensionLabels) -> Arc<ExtensionMetrics> {
        let mut extensions = locked(&self.inner.extensions);
        if let Some(there) = extensions.get(&labels) {
            return Arc::clone(there);
        }
        let made = Arc::new(ExtensionMetrics::new(&self.inner.series, labels.clone()));
        extensions.insert(labels, Arc::clone(&made));
        made
    }

    /// What the engines of a package are counted with, all of one kind together.
    pub fn engine(&self, package: &str, engine: EngineKind) -> Arc<EngineMetrics> {
        let mut engines = locked(&self.inner.engines);
        let made = engines
            .entry((package.to_owned(), engine))
            .or_insert_with(|| Arc::new(EngineMetrics::new(&self.inner.series, package, engine)));
        Arc::clone(made)
    }

    /// What was counted of an extension; `None` where none of this name was deployed. Where it has run on engines of
    /// several kinds, or as several kinds of extension, it is all of that together.
    pub fn read(&self, package: &str, extension: &str) -> Option<ExtensionReading> {
        let extensions = locked(&self.inner.extensions);
        let of_name = extensions
            .iter()
            .filter(|(labels, _)| labels.package == package && labels.extension == extension);
        of_name
            .map(|(_, metrics)| metrics.read())
            .reduce(ExtensionReading::plus)
    }

    /// What was counted of all extensions, in the order of their labels.
    pub fn all(&self) -> Vec<(ExtensionLabels, ExtensionReading)> {
        let extensions = locked(&self.inner.extensions);
        let all = extensions.iter();
        all.map(|(labels, metrics)| (labels.clone(), metrics.read()))
            .collect()
    }

    /// All of it in the text format of Prometheus, version 0.0.4. An error's series is there once it has happened.
    pub fn prometheus(&self) -> String {
        for metrics in locked(&self.inner.extensions).values() {
            metrics.show_peaks();
        }
        self.inner.series.text()
    }
}

/// Whoever held the lock has left nothing half done: each change is one insertion.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}
