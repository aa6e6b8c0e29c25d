//! Limits and switches of an engine.

use std::time::Duration;

/// Limits and switches of an engine. The default has all limits on.
#[expect(
    clippy::struct_excessive_bools,
    reason = "switches that have nothing to do with each other"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineConfig {
    /// Bytes of memory that a guest may have; not for builtin engines. Default: 16 MiB.
    pub mem_limit: usize,
    /// Time that one call may take, in wasm counted in steps of 5 ms; for builtin engines where they are
    /// [`timed`](crate::BuiltinEngine::timed). Default: 1 s.
    pub run_time: Duration,
    /// Bytes of the host's stack that guest code may take; fixed when a module is compiled. The stack of the thread
    /// that calls must have more; in Lua bytes that count for calls, and the thread must have 1.5 MiB besides.
    /// Default: 512 KiB.
    pub max_stack: usize,
    /// Whether calls within a guest are made part of the caller; fixed when a module is compiled. A guest is a tenth
    /// faster so, and compiling it takes twice as long. A module whose functions have names is left as it is: a trap's
    /// backtrace shows them. Default: true.
    pub inlining: bool,
    /// Fuel that one call may use, about one unit an instruction; `None` for any. Default: `None`.
    pub fuel: Option<u64>,
    /// Bytes that a Lua script may have: nothing interrupts the compiler. Default: 256 KiB.
    pub max_script: usize,
    /// Whether reads are delivered in pages to a guest that takes them. Default: true.
    pub pages: bool,
    /// Whether each reset is checked to restore the guest's memory. Default: true.
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
