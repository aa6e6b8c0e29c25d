//! The guest's memory: a bump arena that a reset puts back, together with every static.
//!
//! The arena is the global allocator, so a reset may leave no pointer into it behind: not in a `OnceCell`, not in a
//! `thread_local`. Therefore the first run copies the whole writable image (all statics, the arena's own among them)
//! behind what was allocated by then, and a reset copies it back. What a run allocated costs nothing to forget.
//!
//! With a heap feature there is a real heap instead, statics persist, and a reset frees the blocks of the ABI: see
//! `heap`.

#[cfg(not(any(feature = "heap-dlmalloc", feature = "heap-wee")))]
mod bump;
#[cfg(any(feature = "heap-dlmalloc", feature = "heap-wee"))]
mod heap;

#[cfg(not(any(feature = "heap-dlmalloc", feature = "heap-wee")))]
pub(crate) use bump::{RunText, first_run, malloc, reset, run_bytes};
#[cfg(any(feature = "heap-dlmalloc", feature = "heap-wee"))]
pub(crate) use heap::{RunText, first_run, malloc, reset, run_bytes};

use core::ptr::NonNull;

use heeus_abi::FaultCause;

/// What `WasmMalloc` gives begins at a multiple of this (ABI.md, section 4).
const BLOCK_ALIGN: usize = 16;

/// Gives up, because memory that must be had is not; `malloc` has noted how much.
#[cold]
pub(crate) fn out_of_memory() -> ! {
    crate::rt::fault::trap(FaultCause::OutOfMemory)
}

/// Memory that lives until the run is reset.
pub struct RunMemory(());

impl RunMemory {
    pub(crate) const fn new() -> Self {
        Self(())
    }

    /// `size` initialised bytes, aligned so, until the reset, which comes after the run.
    #[inline]
    pub(crate) fn bytes(&self, size: usize, align: usize) -> NonNull<u8> {
        run_bytes(size, align)
    }
}
