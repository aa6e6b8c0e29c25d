//! The fault block, and what happens on a panic.

use core::panic::PanicInfo;

use heeus_abi::FaultCause;
use heeus_abi::layout::fault;

use super::global::Global;

/// The words of the fault block of ABI.md, section 10.
#[unsafe(no_mangle)]
static WasmFault: [Global<u32>; fault::BYTES / 4] = [const { Global::new(0) }; _];

/// Sets the word that the block has at this offset.
fn set(offset: usize, value: u32) {
    WasmFault[offset / 4].set(value);
}

/// Notes an allocation that failed, or with 0 that none did.
#[cold]
pub(crate) fn failed_alloc(size: usize) {
    set(fault::FAILED_ALLOC, size as u32);
}

/// Notes where the run's log lines are.
pub(crate) fn logs(bytes: &[u8]) {
    set(fault::LOG_PTR, bytes.as_ptr() as u32);
    set(fault::LOG_LEN, bytes.len() as u32);
}

/// Gives up.
pub(crate) fn trap(cause: FaultCause) -> ! {
    set(fault::CAUSE, cause.number());
    core::arch::wasm32::unreachable()
}

/// What is not told here no module carries: then nobody uses what the callers give, and the linker drops it.
#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    #[cfg(not(feature = "panic-location"))]
    let _ = info;
    #[cfg(feature = "panic-location")]
    if let Some(place) = info.location() {
        set(fault::LINE, place.line());
        set(fault::COLUMN, place.column());
        set(fault::FILE_PTR, place.file().as_ptr() as u32);
        set(fault::FILE_LEN, place.file().len() as u32);
    }
    #[cfg(feature = "panic-message")]
    {
        let memory = super::RunMemory::new();
        #[cfg(any(feature = "heap-dlmalloc", feature = "heap-wee"))]
        let failed = WasmFault[fault::FAILED_ALLOC / 4].get();
        let text = crate::text::shown(&memory, &info.message(), heeus_abi::limits::MAX_FAULT_TEXT);
        set(fault::TEXT_PTR, text.as_ptr() as u32);
        set(fault::TEXT_LEN, text.len() as u32);
        // The text may have found no room either.
        #[cfg(any(feature = "heap-dlmalloc", feature = "heap-wee"))]
        failed_alloc(failed as usize);
    }
    trap(FaultCause::Panic)
}
