//! The report of one call.

use super::LogEntry;
use crate::error::Error;
use crate::trace::HostCall;

/// The report of one call. The intents of the run are pending in the state that it ran on.
#[derive(Debug)]
pub struct RunReport {
    /// `Ok` if the extension succeeded, otherwise its error.
    ///
    /// The error is behind a pointer: every call has a report, and few have an error.
    pub result: Result<(), Box<Error>>,
    /// Its log lines, in order; also those of a run that failed.
    pub logs: Vec<LogEntry>,
    /// The reasons for which keys were answered with "the key is invalid" or "i/o error", or the
    /// failures that a test arranged for them; in order, the first few.
    /// For a script also the reasons for which it was refused what its kind may not do.
    pub refusals: Vec<String>,
    /// The resources that it used.
    pub stats: RunStats,
    /// Its calls to the host, in order; empty if the engine does not trace.
    pub calls: Vec<HostCall>,
    /// The number of further calls that were not recorded, because there was no
    /// [room](super::KeptLimits::call_bytes).
    pub calls_left_out: u64,
}

/// The resources that one call used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RunStats {
    /// Fuel, about one unit for each instruction of the guest from the beginning of the call to its
    /// reset.
    pub fuel: u64,
    /// Bytes of the guest's memory after the run.
    pub memory_bytes: usize,
    /// The most bytes of its arena that the run used at once; `None` if the guest does not report
    /// it.
    pub arena_bytes: Option<u32>,
    /// Calls of the guest to the host.
    pub host_calls: u64,
    /// Bytes of elements that the guest received.
    pub bytes_read: u64,
    /// Bytes of the guest's intents.
    pub bytes_written: u64,
    /// The result of the check that the reset restored the guest.
    pub reset: ResetCheck,
}

/// The result of a check that a reset restored the guest (ABI.md, section 2).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ResetCheck {
    /// The host did not check, or there was no reset.
    #[default]
    Off,
    /// A later run can see nothing of this one: memory, globals and tables are as before the first
    /// run, and free memory and the stack are cleared.
    Same,
    /// The host found no change, but cannot judge everything: some memory differs and the module
    /// does not report whether it is free, or its code drops segments.
    Unknown,
}

impl Default for RunReport {
    fn default() -> Self {
        Self {
            result: Ok(()),
            logs: Vec::new(),
            refusals: Vec::new(),
            stats: RunStats::default(),
            calls: Vec::new(),
            calls_left_out: 0,
        }
    }
}
