//! Metrics of the extensions of a host: totals of their activity and use, for a test to read, and
//! with the feature `metrics` as text for Prometheus.

mod handle;
mod histogram;
mod labels;
mod reading;
#[cfg(feature = "metrics")]
mod text;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use handle::{EngineMetrics, ExtensionMetrics};
pub use labels::ExtensionLabels;
pub use reading::{Bucket, ExtensionReading, HistogramReading};

use crate::engine::EngineKind;

/// The metrics of one host. A clone is another handle to the same ones.
///
/// When an extension is deployed, [`extension`](Self::extension) returns its counters. From then on
/// counting takes no lock and no look-up, and allocates nothing.
#[derive(Clone, Default)]
pub struct Metrics {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    extensions: Mutex<BTreeMap<ExtensionLabels, Arc<ExtensionMetrics>>>,
    engines: Mutex<BTreeMap<(String, EngineKind), Arc<EngineMetrics>>>,
}

impl Metrics {
    /// Returns the counters for the runs of an extension. The same labels always share their
    /// counters, even if the package is replaced meanwhile.
    pub fn extension(&self, labels: ExtensionLabels) -> Arc<ExtensionMetrics> {
        let mut extensions = locked(&self.inner.extensions);
        if let Some(there) = extensions.get(&labels) {
            return Arc::clone(there);
        }
        let made = Arc::new(ExtensionMetrics::new(labels.clone()));
        extensions.insert(labels, Arc::clone(&made));
        made
    }

    /// Returns the counters for the engines of a package, shared by all engines of one kind.
    pub fn engine(&self, package: &str, engine: EngineKind) -> Arc<EngineMetrics> {
        let mut engines = locked(&self.inner.engines);
        Arc::clone(engines.entry((package.to_owned(), engine)).or_default())
    }

    /// The totals of an extension; `None` if none of this name was deployed. If it has run on
    /// engines of several kinds, or as several kinds of extension, these totals are added up.
    pub fn read(&self, package: &str, extension: &str) -> Option<ExtensionReading> {
        let extensions = locked(&self.inner.extensions);
        let of_name = extensions
            .iter()
            .filter(|(labels, _)| labels.package == package && labels.extension == extension);
        of_name
            .map(|(_, metrics)| metrics.read())
            .reduce(ExtensionReading::plus)
    }

    /// The totals of all extensions, in the order of their labels.
    pub fn all(&self) -> Vec<(ExtensionLabels, ExtensionReading)> {
        let extensions = locked(&self.inner.extensions);
        let all = extensions.iter();
        all.map(|(labels, metrics)| (labels.clone(), metrics.read()))
            .collect()
    }
}

/// A panic under the lock leaves no half of a change: each change is one insertion.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}
