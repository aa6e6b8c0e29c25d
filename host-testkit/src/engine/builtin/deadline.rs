//! The time that a run may take.

use std::time::{Duration, Instant};

use crate::error::{ErrorKind, Limit, Limited};

/// When a run is late; never, where nobody asked for it.
#[derive(Clone, Copy)]
pub(super) struct Deadline(Option<(Instant, Duration)>);

impl Deadline {
    /// Of a run that begins now and may take this long.
    pub(super) fn of(run_time: Option<Duration>) -> Self {
        // Time that no clock can tell is no limit.
        Self(run_time.and_then(|limit| Some((Instant::now().checked_add(limit)?, limit))))
    }

    /// Why the run ends in this function of the contract, if it is late.
    pub(super) fn passed(self, function: &'static str) -> Option<ErrorKind> {
        let (end, limit) = self.0?;
        (Instant::now() > end).then_some(ErrorKind::Limit(Limited {
            limit: Limit::Time(limit),
            function,
            fault: None,
        }))
    }
}
