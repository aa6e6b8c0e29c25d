//! The panic handler.

use core::panic::PanicInfo;

use heeus_abi::FaultCause;
#[cfg(feature = "panic-location")]
use heeus_abi::layout::fault;

use crate::arena::fault as block;

/// Records the details of the panic that the tier reports. The module carries no others: without a
/// use of the callers' data the linker drops it.
#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    #[cfg(not(feature = "panic-location"))]
    let _ = info;
    #[cfg(feature = "panic-location")]
    if let Some(place) = info.location() {
        block::set(fault::LINE, place.line());
        block::set(fault::COLUMN, place.column());
        block::set(fault::FILE_PTR, place.file().as_ptr() as u32);
        block::set(fault::FILE_LEN, place.file().len() as u32);
    }
    #[cfg(feature = "panic-message")]
    {
        #[cfg(any(feature = "heap-dlmalloc", feature = "heap-wee"))]
        let failed = block::get(fault::FAILED_ALLOC);
        // The host reads it after the trap.
        let text = core::mem::ManuallyDrop::new(crate::arena::text::formatted(
            &info.message(),
            heeus_abi::limits::MAX_FAULT_TEXT,
        ));
        block::set(fault::TEXT_PTR, text.as_ptr() as u32);
        block::set(fault::TEXT_LEN, text.len() as u32);
        // The allocations for the text may have failed, too, and changed this word.
        #[cfg(any(feature = "heap-dlmalloc", feature = "heap-wee"))]
        block::failed_alloc(failed as usize);
    }
    block::trap(FaultCause::Panic)
}
