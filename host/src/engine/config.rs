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
    /// Most bytes of a guest's memory and tables; builtin engines do not limit them. A script has
    /// at most 2.25 MiB with a `run_time` of 1 s, 4.5 MiB with 4 s: see
    /// [`lua`](crate::engine::lua). Default: 16 MiB.
    pub mem_limit: usize,
    /// Limits on a module, since compiling it costs time and memory; builtin engines do not use
    /// them. Default: see [`ModuleLimits`].
    pub module: ModuleLimits,
    /// Limits on the data that the host keeps of a run: log lines, error texts, recorded calls.
    pub kept: KeptLimits,
    /// Time that one call may take, besides that of its calls outside of the host
    /// ([`external_time`](crate::state::StateLimits::external_time)). Wasm engines count it in
    /// steps of 5 ms; builtin engines hold to it if they are
    /// [`timed`](crate::engine::BuiltinEngine::timed). Default: 1 s.
    pub run_time: Duration,
    /// Bytes of the host's stack that guest code may take; fixed when a module is compiled. The
    /// stack of the calling thread must be larger. In Lua these are bytes that nested calls count
    /// for, and the thread needs 1.5 MiB besides. Default: 512 KiB.
    pub max_stack: usize,
    /// Inlines calls within a guest; fixed when a module is compiled. The guest then runs a tenth
    /// faster, and compiling it takes twice as long. Two sorts of modules are never inlined: one
    /// whose functions have names, since the backtrace of a trap shows them, and one that would
    /// cost more than [`ModuleLimits::cost`] with inlining. Default: true.
    pub inlining: bool,
    /// Fuel that one call may use, about one unit an instruction; `None` for any. Default: `None`.
    pub fuel: Option<u64>,
    /// Most bytes of a Lua script; it has a limit because nothing can interrupt the compiler.
    /// Default: 256 KiB.
    pub max_script: usize,
    /// Delivers reads in pages to guests that accept pages. Default: true.
    pub pages: bool,
    /// Checks after each reset that it restored the guest: memory, globals and tables. The check
    /// also clears free memory, so that no run reads what another one left there. For tests: it
    /// reads all memory. Default: true.
    ///
    /// A guest whose manifest says that its statics persist is not checked.
    pub check_reset: bool,
    /// Records host calls. Default: false.
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
