//! The clock of an app.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering::SeqCst};
use std::time::Duration;

/// The clock of an app. It stands still until somebody sets it: a host in production sets it to the
/// time of the day, a test to the time that it needs. Clones are the same clock.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    millis: Arc<AtomicI64>,
}

impl Clock {
    /// A clock that shows this many milliseconds since 1970, UTC.
    pub fn at(millis: i64) -> Self {
        Self {
            millis: Arc::new(AtomicI64::new(millis)),
        }
    }

    /// Milliseconds since 1970, UTC.
    pub fn millis(&self) -> i64 {
        self.millis.load(SeqCst)
    }

    /// Sets the time; it never goes back.
    pub(super) fn set(&self, millis: i64) {
        self.millis.fetch_max(millis, SeqCst);
    }

    /// Lets this much time pass.
    pub(super) fn pass(&self, passed: Duration) {
        let passed = i64::try_from(passed.as_millis()).unwrap_or(i64::MAX);
        let after = |before: i64| Some(before.saturating_add(passed));
        let _always = self.millis.fetch_update(SeqCst, SeqCst, after);
    }
}
