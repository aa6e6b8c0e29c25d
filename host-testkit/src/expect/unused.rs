//! Arranged answers and failures that no run has used.

use std::panic::Location;

use super::kit::Kit;
use heeus_host::state::Used;

/// An answer or a failure that a test arranged.
pub(super) struct Watched {
    what: String,
    at: &'static Location<'static>,
    used: Used,
    is_failure: bool,
}

impl Kit {
    /// Leaves unchecked whether arranged answers and failures are used. It is for tests that
    /// arrange the same for all runs, although some do not need it. Otherwise an answer or a
    /// failure that no run has used when the kit is dropped fails the test, because the test did
    /// not show what it was written for.
    pub const fn ignore_unused(&mut self) -> &mut Self {
        self.ignores_unused = true;
        self
    }

    #[track_caller]
    pub(super) fn watch_answer(&mut self, what: String, used: Used) {
        self.watch(what, used, false);
    }

    #[track_caller]
    pub(super) fn watch_failure(&mut self, what: String, used: Used) {
        self.watch(what, used, true);
    }

    #[track_caller]
    fn watch(&mut self, what: String, used: Used, is_failure: bool) {
        self.watched.push(Watched {
            what,
            at: Location::caller(),
            used,
            is_failure,
        });
    }

    /// Fails the test if an arranged failure was met by no call; then stops watching failures.
    #[track_caller]
    pub(super) fn end_failures(&mut self) {
        self.need_used(|watched| watched.is_failure);
        self.watched.retain(|watched| !watched.is_failure);
    }

    /// Fails the test if something arranged was met by no call.
    #[track_caller]
    pub(super) fn need_all_used(&self) {
        self.need_used(|_| true);
    }

    #[track_caller]
    fn need_used(&self, wanted: impl Fn(&Watched) -> bool) {
        let watched = self.watched.iter();
        let unused = watched.filter(|watched| wanted(watched) && !watched.used.is_used());
        let unused: Vec<String> = unused
            .map(|watched| format!("\n- {}, arranged at {}", watched.what, watched.at))
            .collect();
        let unused = unused.concat();
        assert!(
            self.ignores_unused || unused.is_empty(),
            "{}: arranged, and met by no call of any run; leave it out, or say `ignore_unused`:{unused}",
            self.name()
        );
    }
}
