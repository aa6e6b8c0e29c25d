//! Arranged answers, inputs, elements and failures that no run has used.

use std::panic::Location;

use heeus_abi::ExtensionKind;
use heeus_host::engine::RunReport;

use super::kit::{Kit, Source};
use super::now::time_of;
use crate::fakes::Used;

/// A thing that a test arranged for runs.
pub(super) struct Watched {
    what: String,
    at: &'static Location<'static>,
    used: Used,
    is_failure: bool,
}

impl Kit {
    /// Leaves unchecked whether runs use what the test arranged: answers, failures, contexts,
    /// events, secrets, unique ids. It is for tests that arrange the same for all runs, although
    /// some do not need it. Otherwise something that no run has used when the kit is dropped fails
    /// the test, because the test did not show what it was written for. Rows of views and records
    /// are not checked.
    pub const fn ignore_unused(&mut self) -> &mut Self {
        self.ignores_unused = true;
        self
    }

    #[track_caller]
    pub(super) fn watch(&mut self, what: String, used: Used) {
        self.watched.push(Watched {
            what,
            at: Location::caller(),
            used,
            is_failure: false,
        });
    }

    #[track_caller]
    pub(super) fn watch_failure(&mut self, what: String, used: Used) {
        self.watch(what, used);
        if let Some(failure) = self.watched.last_mut() {
            failure.is_failure = true;
        }
    }

    /// Marks the inputs that a run got, or all if not all of its calls are known.
    pub(super) fn use_inputs(&self, kind: ExtensionKind, report: &RunReport) {
        let is_known = self.config.trace
            && report.calls_left_out == 0
            && !matches!(self.source, Source::Given);
        let inputs = self.inputs_used.iter();
        let inputs = inputs.map(|(storage, used)| (*storage, used));
        let now = self.now.iter().map(|now| (time_of(kind).0, &now.used));
        for (storage, used) in inputs.chain(now) {
            let mut calls = report.calls.iter();
            if !is_known || calls.any(|call| call.key.storage == storage) {
                used.set();
            }
        }
    }

    /// Fails the test if no call used an arranged failure; then stops watching failures.
    #[track_caller]
    pub(super) fn end_failures(&mut self) {
        self.need_used(|watched| watched.is_failure);
        self.watched.retain(|watched| !watched.is_failure);
    }

    /// Fails the test if no call used something arranged.
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
            "{}: arranged, but not used by any call of a run; leave it out, or call \
             `ignore_unused`:{unused}",
            self.name()
        );
    }
}
