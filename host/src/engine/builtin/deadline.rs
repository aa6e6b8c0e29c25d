//! The time limit of a run.

use std::time::{Duration, Instant};

use crate::error::{ErrorKind, Limit, Limited};

/// The time at which a run is late, if it has a limit.
#[derive(Clone, Copy)]
pub(super) struct Deadline(Option<(Instant, Duration)>);

impl Deadline {
    /// Returns the deadline of a run that begins now and may take this long.
    pub(super) fn of(run_time: Option<Duration>) -> Self {
        // A time beyond the range of the clock is no limit.
        Self(run_time.and_then(|limit| Some((Instant::now().checked_add(limit)?, limit))))
    }

    /// Returns the error that ends the run in this function of the contract, if the run is late.
    /// The time that calls outside of the host took does not count.
    pub(super) fn passed(self, function: &'static str, waited: Duration) -> Option<ErrorKind> {
        let (end, limit) = self.0?;
        (Instant::now() > end.checked_add(waited)?).then_some(ErrorKind::Limit(Limited {
            limit: Limit::Time(limit),
            function,
            fault: None,
        }))
    }
}
