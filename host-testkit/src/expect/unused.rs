//! What a test arranged and no run has used.

use std::panic::Location;

use super::kit::Kit;
use crate::state::Used;

/// An answer or a failure that a test arranged.
pub(super) struct Watched {
    what: String,
    at: &'static Location<'static>,
    used: Used,
    is_failure: bool,
}

impl Kit {
    /// Does not look at whether what was arranged is used. It is for tests that arrange the same for runs that need it
    /// and runs that do not. Otherwise a failure or an answer that no run has met when the kit is dropped fails the
    /// test: what it was to show was not shown.
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

    /// Fails the test where failures were arranged that no call has met, and looks at them no more.
    #[track_caller]
    pub(super) fn end_failures(&mut self) {
        self.need_used(|watched| watched.is_failure);
        self.watched.retain(|watched| !watched.is_failure);
    }

    /// Fails the test where something was arranged that no call has met.
    #[track_caller]
    pub(super) fn need_all_used(&self) {
        self.need_used(|_| true);
    }

    #[track_caller]
    fn need_used(&self, wanted: impl Fn(&Watched) -> bool) {
        let watched = self.watched.iter();
        let unused = watched.filter(|watched| wanted(watched) && !watched.used.is_used());
        let unused: String = unused
            .map(|watched| format!("\n- {}, arranged at {}", watched.what, watched.at))
            .collect();
        assert!(
            self.ignores_unused || unused.is_empty(),
            "{}: arranged, and met by no call of any run; leave it out, or say `ignore_unused`:{unused}",
            self.name()
        );
    }
}
