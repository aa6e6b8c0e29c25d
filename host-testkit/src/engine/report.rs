//! What one call came to.

use super::LogEntry;
use crate::error::Error;
use crate::trace::HostCall;

/// What one call came to. Its intents are pending in the state that it ran on.
#[derive(Debug)]
pub struct RunReport {
    /// Whether the extension did its work.
    ///
    /// The error stands behind a pointer: a report is made for every call, and few hold one.
    pub result: Result<(), Box<Error>>,
    /// What it logged, in order; also where it failed.
    pub logs: Vec<LogEntry>,
    /// Why keys were answered with "the key is invalid" or "i/o error", or which arranged [`Failure`](crate::Failure) they
    /// were answered with, in order, the first few. Of a script also where it did what its kind may not do.
    pub refusals: Vec<String>,
    /// What it used.
    pub stats: RunStats,
    /// Its calls to the host, in order; empty where the engine does not trace.
    pub calls: Vec<HostCall>,
    /// How many more calls were not recorded, for want of [room](super::KeptLimits::call_bytes).
    pub calls_left_out: u64,
}

/// What one call used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RunStats {
    /// Fuel, about one unit for each instruction of the guest between the call's begin and its reset.
    pub fuel: u64,
    /// Bytes of the guest's memory after the run.
    pub memory_bytes: usize,
    /// The most bytes of its arena that the run had in use; `None` where the guest does not tell.
    pub arena_bytes: Option<u32>,
    /// Calls of the guest to the host.
    pub host_calls: u64,
    /// Bytes of elements that the guest was given.
    pub bytes_read: u64,
    /// Bytes of intents that the guest made.
    pub bytes_written: u64,
    /// Whether the reset was seen to restore the guest.
    pub reset: ResetCheck,
}

/// Whether a reset was seen to restore the guest (ABI.md, section 2).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ResetCheck {
    /// It was not looked at, or there was none.
    #[default]
    Off,
    /// A later run can see nothing of this one: memory, globals and tables are as they were before the first run, and free
    /// memory and the stack are cleared.
    Same,
    /// Nothing is known to have changed, but not all of it can be judged: some memory is another one, and the module does
    /// not tell whether it is free, or its code drops segments.
    NotTold,
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
