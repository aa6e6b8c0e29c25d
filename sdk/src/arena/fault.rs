//! The fault block.

use heeus_abi::FaultCause;
use heeus_abi::layout::fault;

use super::global::Global;

/// The words of the fault block of ABI.md, section 10.
#[unsafe(no_mangle)]
static WasmFault: [Global<u32>; fault::BYTES / 4] = [const { Global::new(0) }; _];

/// Sets the word at this offset of the block.
pub(crate) fn set(offset: usize, value: u32) {
    WasmFault[offset / 4].set(value);
}

/// Returns the word at this offset of the block.
#[cfg(any(feature = "heap-dlmalloc", feature = "heap-wee"))]
pub(crate) fn get(offset: usize) -> u32 {
    WasmFault[offset / 4].get()
}

/// Records the size of a failed allocation, or with 0 that none failed.
#[cold]
pub(crate) fn failed_alloc(size: usize) {
    set(fault::FAILED_ALLOC, size as u32);
}

/// Records the place of the run's log lines.
pub(crate) fn logs(bytes: &[u8]) {
    set(fault::LOG_PTR, bytes.as_ptr() as u32);
    set(fault::LOG_LEN, bytes.len() as u32);
}

/// Traps with this cause.
pub(crate) fn trap(cause: FaultCause) -> ! {
    set(fault::CAUSE, cause.number());
    core::arch::wasm32::unreachable()
}
