//! A rebuild on its way along the log.

use crate::partition::projector::{ProjectorStop, RebuildStatus};
use crate::state::Rebuilding;

/// A projector that computes its views again, from the first event on.
pub(super) struct Rebuild {
    pub(super) rows: Rebuilding,
    /// The last event that it has passed.
    pub(super) offset: i64,
    /// The failure that it waits after.
    pub(super) stop: Option<ProjectorStop>,
    /// Failures since its last progress.
    pub(super) tries: u32,
}

impl Rebuild {
    pub(super) const fn new(rows: Rebuilding) -> Self {
        Self {
            rows,
            offset: 0,
            stop: None,
            tries: 0,
        }
    }

    /// Returns whether it has to wait until its next try.
    pub(super) fn waits(&self, now: i64) -> bool {
        self.stop.as_ref().is_some_and(|stop| stop.retry_at > now)
    }

    pub(super) fn status(&self) -> RebuildStatus {
        RebuildStatus {
            offset: self.offset,
            stop: self.stop.clone(),
        }
    }
}
