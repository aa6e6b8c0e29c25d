//! What a run asked the host for.

use heeus_abi::KeyRef;

use crate::engine::kept::{Recorded, Refusals};
use crate::engine::{EngineConfig, KeptLimits, RunReport};
use crate::trace::{HostCall, HostCallKind, TracedKey};

/// What a run asked the host for, so far.
#[derive(Default)]
pub(in crate::engine) struct Calls {
    pub(super) count: u64,
    pub(super) bytes_read: u64,
    refusals: Refusals,
    /// The calls themselves, where they are recorded.
    trace: Option<Recorded>,
    kept: KeptLimits,
}

impl Calls {
    pub(super) fn new(config: &EngineConfig) -> Self {
        Self {
            trace: config.trace.then(|| Recorded::new(&config.kept)),
            kept: config.kept,
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
        })
    }

    /// What was recorded at this place.
    pub(super) fn recorded(&mut self, at: usize) -> Option<&mut HostCallKind> {
        self.trace.as_mut()?.get_mut(at).map(|call| &mut call.what)
    }

    /// Whether an element of so many bytes is recorded with the call at this place.
    pub(super) fn keeps(&mut self, at: usize, bytes: usize) -> bool {
        let trace = self.trace.as_mut();
        trace.is_some_and(|trace| trace.element(at, bytes))
    }

    /// Notes why `function` answered the call at this place with a code.
    #[cold]
    pub(super) fn refuse(&mut self, at: usize, function: &str, why: &str) {
        self.note(function, why);
        if let Some(trace) = &mut self.trace {
            trace.refuse(at, why);
        }
    }

    /// Notes why something was refused, and where: a function of the host, or a place of the extension.
    #[cold]
    pub(super) fn note(&mut self, place: &str, why: &str) {
        self.refusals.push(place, why);
    }

    /// Puts it into the report.
    pub(in crate::engine) fn report(mut self, report: &mut RunReport) {
        report.stats.host_calls = self.count;
        report.stats.bytes_read = self.bytes_read;
        report.refusals = self.refusals.take();
        if let Some(trace) = &mut self.trace {
            (report.calls, report.calls_left_out) = trace.take(&self.kept);
        }
    }
}
