//! Limits and switches of an engine.

use std::time::Duration;

use super::{KeptLimits, ModuleLimits};

/// Limits and switches of an engine. The default has all limits on.
#[expect(
    clippy::struct_excessive_bools,
    reason = "switches that have nothing to do with each other"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineConfig {
    /// Bytes that a guest may have for its memory and its tables; not for builtin engines. Default: 16 MiB.
    pub mem_limit: usize,
    /// What a module may have, for what compiling it costs; not for builtin engines. Default: see [`ModuleLimits`].
    pub module: ModuleLimits,
    /// How much is kept of a run: log lines, error texts, recorded calls.
    pub kept: KeptLimits,
    /// Time that one call may take, in wasm counted in steps of 5 ms; for builtin engines where they are
    /// [`timed`](crate::BuiltinEngine::timed). Default: 1 s.
    pub run_time: Duration,
    /// Bytes of the host's stack that guest code may take; fixed when a module is compiled. The stack of the thread
    /// that calls must have more; in Lua bytes that count for calls, and the thread must have 1.5 MiB besides.
    /// Default: 512 KiB.
    pub max_stack: usize,
    /// Whether calls within a guest are made part of the caller; fixed when a module is compiled. A guest is a tenth
    /// faster so, and compiling it takes twice as long. A module whose functions have names is left as it is: a trap's
    /// backtrace shows them; so is one that would cost more than [`ModuleLimits::cost`] with calls that are part of the
    /// caller. Default: true.
    pub inlining: bool,
    /// Fuel that one call may use, about one unit an instruction; `None` for any. Default: `None`.
    pub fuel: Option<u64>,
    /// Bytes that a Lua script may have: nothing interrupts the compiler. Default: 256 KiB.
    pub max_script: usize,
    /// Whether reads are delivered in pages to a guest that takes them. Default: true.
    pub pages: bool,
    /// Whether each reset is checked to restore the guest: memory, globals and tables. What is free is cleared then, so
    /// that no run reads what another one left. For tests: it goes through all memory. Default: true.
    ///
    /// A guest whose manifest says that its statics persist is not looked at.
    pub check_reset: bool,
    /// Whether host calls are recorded. Default: false.
    pub trace: bool,
}

impl Default for EngineConfig {
    fn default() -> Self {
        Self {
            mem_limit: 16 << 20,
            module: ModuleLimits::default(),
            kept: KeptLimits::default(),
            run_time: Duration::from_secs(1),
            max_stack: 512 << 10,
            inlining: true,
            fuel: None,
            max_script: 256 << 10,
            pages: true,
            check_reset: true,
            trace: false,
        }
    }
}
