//! What a run asked the host for.

use heeus_abi::KeyRef;

use crate::engine::RunReport;
use crate::trace::{HostCall, HostCallKind, TracedKey};

/// Refusals that are kept of a run.
const REFUSALS: usize = 16;

/// What a run asked the host for, so far.
#[derive(Default)]
pub(in crate::engine) struct Calls {
    pub(super) count: u64,
    pub(super) bytes_read: u64,
    refusals: Vec<String>,
    /// The calls themselves, where they are recorded.
    trace: Option<Vec<HostCall>>,
}

impl Calls {
    pub(super) fn new(trace: bool) -> Self {
        Self {
            trace: trace.then(Vec::new),
            ..Self::default()
        }
    }

    /// Records a call, where calls are recorded. Returns its place.
    pub(super) fn record(&mut self, key: &KeyRef<'_>, depth: usize, what: HostCallKind) -> usize {
        let Some(trace) = &mut self.trace else {
            return 0;
        };
        trace.push(HostCall {
            key: TracedKey::from(key),
            depth,
            what,
            refusal: String::new(),
        });
        trace.len() - 1
    }

    /// What was recorded at this place.
    pub(super) fn recorded(&mut self, at: usize) -> Option<&mut HostCallKind> {
        self.trace.as_mut()?.get_mut(at).map(|call| &mut call.what)
    }

    /// Notes why `function` answered the call at this place with a code.
    #[cold]
    pub(super) fn refuse(&mut self, at: usize, function: &str, why: String) {
        self.note(function, &why);
        if let Some(call) = self.trace.as_mut().and_then(|trace| trace.get_mut(at)) {
            call.refusal = why;
        }
    }

    /// Notes why something was refused, and where: a function of the host, or a place of the extension.
    #[cold]
    pub(super) fn note(&mut self, place: &str, why: &str) {
        if self.refusals.len() < REFUSALS {
            self.refusals.push(format!("{place}: {why}"));
        }
    }

    /// Puts it into the report.
    pub(in crate::engine) fn report(self, report: &mut RunReport) {
        report.stats.host_calls = self.count;
        report.stats.bytes_read = self.bytes_read;
        report.refusals = self.refusals;
        report.calls = self.trace.unwrap_or_default();
    }
}
