//! The requests of runs.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};

use heeus_abi::{RecordBuf, RecordRef};

/// The requests of one run, in order, each the key of its call.
#[derive(Default)]
pub(in crate::state) struct Made {
    any: AtomicBool,
    requests: Mutex<Requests>,
}

#[derive(Default)]
struct Requests {
    http: Vec<RecordBuf>,
    federation: Vec<RecordBuf>,
}

impl Made {
    /// Returns whether there are any requests.
    #[inline]
    pub(in crate::state) fn any(&self) -> bool {
        self.any.load(Relaxed)
    }

    /// The requests to sys.Http.
    pub(in crate::state) fn http(&self) -> Vec<RecordBuf> {
        self.lock().http.clone()
    }

    /// The requests to sys.FederationCommand.
    pub(in crate::state) fn federation(&self) -> Vec<RecordBuf> {
        self.lock().federation.clone()
    }

    pub(super) fn add_http(&self, key: RecordRef<'_>) {
        self.any.store(true, Relaxed);
        self.lock().http.push(key.into());
    }

    pub(super) fn add_federation(&self, key: RecordRef<'_>) {
        self.any.store(true, Relaxed);
        self.lock().federation.push(key.into());
    }

    /// Removes the requests to sys.Http.
    pub(in crate::state) fn clear_http(&self) {
        self.lock().http.clear();
    }

    /// Removes the requests to sys.FederationCommand.
    pub(in crate::state) fn clear_federation(&self) {
        self.lock().federation.clear();
    }

    /// Each change is one step, so a panic leaves no half of a change.
    fn lock(&self) -> MutexGuard<'_, Requests> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
