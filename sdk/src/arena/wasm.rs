//! What both kinds of arena share.

use heeus_abi::FaultCause;

use super::fault;

/// What `WasmMalloc` gives begins at a multiple of this (ABI.md, section 4).
pub(super) const BLOCK_ALIGN: usize = 16;

/// Memory that lives until the run is reset.
pub struct RunMemory(());

impl RunMemory {
    pub(crate) const fn new() -> Self {
        Self(())
    }
}

/// Gives up, because memory that must be had is not; `WasmMalloc` has noted how much.
#[cold]
pub(super) fn out_of_memory() -> ! {
    fault::trap(FaultCause::OutOfMemory)
}
