//! The requests that runs made.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};

use heeus_abi::{RecordBuf, RecordRef};

/// The requests of one run, each the key that it was made by, in order.
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
    /// Whether there are any.
    #[inline]
    pub(in crate::state) fn any(&self) -> bool {
        self.any.load(Relaxed)
    }

    /// Those to sys.Http.
    pub(in crate::state) fn http(&self) -> Vec<RecordBuf> {
        self.lock().http.clone()
    }

    /// Those to sys.FederationCommand.
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

    /// Forgets those to sys.Http.
    pub(in crate::state) fn clear_http(&self) {
        self.lock().http.clear();
    }

    /// Forgets those to sys.FederationCommand.
    pub(in crate::state) fn clear_federation(&self) {
        self.lock().federation.clear();
    }

    /// Each change is one step, so what a panic leaves is whole.
    fn lock(&self) -> MutexGuard<'_, Requests> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
