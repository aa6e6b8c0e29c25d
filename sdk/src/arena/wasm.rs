//! The parts that both kinds of arena share.

use heeus_abi::FaultCause;

use super::fault;

/// The alignment of what `WasmMalloc` returns (ABI.md, section 4).
pub(super) const BLOCK_ALIGN: usize = 16;

/// Memory that lives until the run is reset.
pub struct RunMemory(());

impl RunMemory {
    pub(crate) const fn new() -> Self {
        Self(())
    }
}

/// Traps, because an allocation that must not fail failed; `WasmMalloc` has recorded its size.
#[cold]
pub(super) fn out_of_memory() -> ! {
    fault::trap(FaultCause::OutOfMemory)
}
